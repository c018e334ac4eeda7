"""A last batch of one image under batch-norm of single numbers; test images that a network can't take."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import Dataset
from core.data.dataset import order
from core.training import ConfigError, Engine, Event, TrainConfig, Trainer

NUMBERS = [{"name": "flatten", "type": "Flatten"}, {"name": "fc1", "type": "Linear", "in_features": 64,
           "out_features": 8}]  # fmt: skip
END = {"name": "fc2", "type": "Linear", "in_features": 8, "out_features": 4}
MAPS = {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 8, "kernel_size": 8}
SPECS: dict[str, list[dict[str, Any]]] = {
    "BatchNorm1d": [*NUMBERS, {"name": "bn", "type": "BatchNorm1d", "num_features": 8}, END],
    "BatchNormPixel": [{"name": "bn", "type": "BatchNormPixel", "shape": [1, 8, 8]}, *NUMBERS, END],
    "BatchNorm2d": [MAPS, {"name": "bn", "type": "BatchNorm2d", "num_features": 8},
                    {"name": "flatten", "type": "Flatten"}, END],
}  # fmt: skip


def config(kind: str, **changes: Any) -> TrainConfig:
    return TrainConfig(
        **{"spec": {"layers": SPECS[kind]}, "batch_size": 16, "epochs": 2, "lr": 0.01, **changes}
    )


@pytest.mark.parametrize("kind", SPECS)
def test_an_epochs_last_image_alone_is_left_out_where_batch_norm_cant_take_it(
    kind: str, data: tuple[Dataset, Dataset]
) -> None:
    train, test = data
    trainer = Trainer(config(kind), train[:65], test)
    assert trainer.steps_per_epoch == 4
    assert trainer.dropped == "bn"
    seen = np.concatenate([trainer.batch(step)[0] for step in range(1, 5)])
    np.testing.assert_array_equal(seen, order(65, 0, 0)[:64])  # another one is left out in each epoch
    np.testing.assert_array_equal(trainer.batch(5)[0], order(65, 0, 1)[:16])
    for _ in range(8):
        assert np.isfinite(trainer.step().loss)
    assert trainer.epoch == 2


def test_every_image_is_trained_on_where_one_alone_can_be(data: tuple[Dataset, Dataset]) -> None:
    train, test = data
    plain = Trainer(config("BatchNorm1d", spec={"layers": [*NUMBERS, END]}), train[:65], test)
    assert (plain.steps_per_epoch, plain.dropped) == (5, "")
    two = Trainer(config("BatchNorm1d"), train[:66], test)
    assert (two.steps_per_epoch, two.dropped) == (5, "")


@pytest.mark.parametrize(("images", "size"), [(65, 1), (1, 16)])
def test_batches_of_one_image_throughout_are_refused_at_once(
    images: int, size: int, data: tuple[Dataset, Dataset]
) -> None:
    with pytest.raises(ConfigError, match="bn needs more than one image in a batch") as caught:
        Trainer(config("BatchNorm1d", batch_size=size), data[0][:images], data[1])
    assert caught.value.field == "batch_size"


def test_that_an_image_is_left_out_is_said_once_a_run(data: tuple[Dataset, Dataset]) -> None:
    told: list[Event] = []
    engine = Engine(config("BatchNorm1d"), lambda: (data[0][:65], data[1]), told.append)
    answer = engine.post(engine.train, 2)
    ended = engine.post(lambda: None)

    def listen(event: Event) -> None:
        told.append(event)
        if event.kind == "evaluated" and event.step == 8:
            engine.post(engine.stop)

    engine._notify = listen
    engine.run()
    assert answer.result() is None
    assert ended.done()
    dropped = [event for event in told if event.kind == "dropped"]
    assert [(event.step, event.data) for event in dropped] == [(4, {"layer": "bn"})]
    assert dropped[0].text.startswith("The last image of each epoch is left out: bn can't take")


def test_test_images_of_another_size_are_refused_and_the_run_stays(data: tuple[Dataset, Dataset]) -> None:
    train, test = data
    trainer = Trainer(config("BatchNorm1d"), train, test)
    other = Dataset(np.zeros((5, 9, 9), np.uint8), np.zeros(5, np.uint8), "nine", train.classes)
    with pytest.raises(ConfigError, match=r"1 x 9 x 9 instead of 1 x 8 x 8"):
        trainer.replace_data(train, other)
    more = Dataset(test.images, np.full(len(test), 4, np.uint8), "more", ("a", "b", "c", "d", "e"))
    with pytest.raises(ConfigError, match="a label 4, and those to train on have 4 classes"):
        trainer.replace_data(train, more)
    assert trainer.images == (train, test)
    trainer.step()
    trainer.evaluate()


@pytest.mark.parametrize("error", [RuntimeError("the test broke"), MemoryError(), OSError(12, "no memory")])
def test_an_error_in_a_test_leaves_a_paused_engine_that_says_so_in_its_picture(
    error: Exception, data: tuple[Dataset, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Event] = []
    engine = Engine(config("BatchNorm1d"), lambda: data, told.append)

    def broken(self: Trainer) -> Any:
        yield 1
        raise error

    monkeypatch.setattr(Trainer, "evaluation", broken)
    states: list[str] = []

    def listen(event: Event) -> None:
        if event.kind == "error":
            told.append(event)
            engine.post(lambda: states.append(engine.feed.take()[0].state))  # type: ignore[union-attr]
            engine.post(engine.stop)

    engine._notify = listen
    engine.feed.take()
    engine.post(engine.train)
    engine.run()
    assert states == ["paused"]
    text = told[-1].text
    assert text.startswith("Training stopped: ")
    assert (
        "the test broke" in text
    ) or "There is not enough memory for this, and nothing was changed" in text


def test_memory_that_runs_out_in_a_command_comes_back_as_one_clear_error(
    data: tuple[Dataset, Dataset],
) -> None:
    engine = Engine(config("BatchNorm1d"), lambda: data)

    def greedy() -> None:
        raise MemoryError

    answer = engine.post(greedy)
    engine.post(engine.stop)
    engine.run()
    with pytest.raises(RuntimeError, match="There is not enough memory for this, and nothing was changed"):
        answer.result()
