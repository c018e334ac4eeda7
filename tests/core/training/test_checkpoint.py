"""A run that is put aside and taken up again is, bit for bit, the run that was never interrupted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.files.metadata import unwrapped
from core.files.tensorfile import pack
from core.training import (
    CheckpointError,
    ConfigError,
    History,
    TrainConfig,
    Trainer,
    load_checkpoint,
    read_about,
)
from core.weights.weight_files import digest

Data = tuple[Dataset, Dataset]
LENGTH = 18  # steps: two epochs and a half


def weights(trainer: Trainer) -> list[bytes]:
    return [array.tobytes() for array in trainer.network.state_dict().values()]


def steps(trainer: Trainer, count: int) -> list[tuple[Any, ...]]:
    """The numbers of each step, without the clock's and the run's."""
    return [
        (r.step, r.epoch, r.loss, r.accuracy, r.lr, r.grad_norm.tobytes(), r.update_ratio.tobytes())
        for r in (trainer.step() for _ in range(count))
    ]


RECIPES: list[dict[str, Any]] = [
    {},
    {"optimizer": "adam", "lr": 0.003, "schedule": "onecycle"},
    {"optimizer": "adamw", "lr": 0.003, "schedule": "step", "step_epochs": 1},
    {"optimizer": "rmsprop", "lr": 0.003, "schedule": "constant"},
    {"optimizer": "adagrad", "lr": 0.01, "momentum": 0.0},
    {"nesterov": True, "preprocessing": "standard", "limit": 70},
]


@pytest.mark.fault(19)
@pytest.mark.every(3)
@pytest.mark.parametrize("changes", RECIPES, ids=lambda c: c.get("optimizer", "sgd" + "-nesterov" * bool(c)))
@pytest.mark.parametrize("at", [0, 7, 11])
def test_a_resumed_run_is_bitwise_the_run_that_was_never_interrupted(
    changes: dict[str, Any], at: int, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    config = replace(config, **changes)
    straight = Trainer(config, *data)
    expected = steps(straight, LENGTH)

    first = Trainer(config, *data)
    begun = steps(first, at)
    first.checkpoint().save(tmp_path / "run")
    steps(first, 2)  # what comes after a checkpoint doesn't reach into it
    second = Trainer(TrainConfig(spec=config.spec, seed=99), *data)
    steps(second, 3)
    second.resume(load_checkpoint(tmp_path / "run"))
    assert second.step_number == at
    assert begun + steps(second, LENGTH - at) == expected
    assert weights(second) == weights(straight)


def test_what_was_changed_by_hand_goes_on_too(config: TrainConfig, data: Data) -> None:
    def make(trainer: Trainer) -> None:
        steps(trainer, 3)
        trainer.set_lr(0.02)
        trainer.set_momentum(0.5)

    straight, first, second = (Trainer(replace(config, schedule="onecycle"), *data) for _ in range(3))
    make(straight)
    make(first)
    second.resume(first.checkpoint())
    assert second.momentum == 0.5
    assert second.lr == 0.02
    assert steps(second, 9) == steps(straight, 9)
    assert weights(second) == weights(straight)


def test_a_schedule_of_another_base_goes_on_too(config: TrainConfig, data: Data, tmp_path: Path) -> None:
    straight, first, second = (Trainer(replace(config, schedule="onecycle"), *data) for _ in range(3))
    for trainer in (straight, first):
        steps(trainer, 3)
        trainer.set_base_lr(0.5 * config.lr)
    first.checkpoint().save(tmp_path / "run")
    second.resume(load_checkpoint(tmp_path / "run"))
    assert steps(second, 9) == steps(straight, 9)
    assert weights(second) == weights(straight)


def test_weights_of_a_file_train_on_through_a_checkpoint(
    config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    first = Trainer(config, *data)
    steps(first, 3)
    first.save(tmp_path / "w")
    first.load(tmp_path / "w")
    steps(first, 4)
    second = Trainer(config, *data)
    second.resume(first.checkpoint())
    assert steps(second, 4) == steps(first, 4)
    assert weights(second) == weights(first)


def test_history_and_test_figures_come_back(trainer: Trainer, tmp_path: Path) -> None:
    history = History(trainer.layers, trainer.run)
    for _ in range(10):
        history.append(trainer.step())
        if trainer.step_number == 7:
            history.evaluations.append(trainer.evaluate())
    checkpoint = replace(trainer.checkpoint(), history=history, about={"clean": True})
    history.append(trainer.step())  # newer than the checkpoint: stays out of it
    checkpoint.save(tmp_path / "run")
    assert read_about(tmp_path / "run").items() >= {"step": 10, "clean": True}.items()
    found = load_checkpoint(tmp_path / "run")
    assert found.tested == trainer.tested
    assert found.history is not None
    assert found.history.layers == history.layers
    assert found.history.evaluations == history.evaluations
    for name in ("step", "loss", "time"):
        assert np.array_equal(found.history.column(name), history.column(name)[:10])
    assert np.array_equal(
        found.history.layer_column("grad_rms", "fc2"), history.layer_column("grad_rms", "fc2")[:10]
    )
    before = float(found.history.column("time")[-1])
    found.history.append(trainer.last._replace(run=0))  # type: ignore[union-attr]
    assert found.history.steps.tolist() == list(range(1, 12))
    assert found.history.column("time")[-1] == before  # the clock goes on where it stood


def test_other_images_are_refused_and_nothing_changes(config: TrainConfig, data: Data) -> None:
    train, test = data
    first, second = Trainer(config, *data), Trainer(config, train[:90], test)
    before = weights(second)
    with pytest.raises(ConfigError, match=r"other images \(quarters, 100\)"):
        second.resume(first.checkpoint())
    assert weights(second) == before


@pytest.fixture
def saved(config: TrainConfig, data: Data, tmp_path: Path) -> Path:
    trainer = Trainer(config, *data)
    history = History(trainer.layers, trainer.run)
    for _ in range(3):
        history.append(trainer.step())
    replace(trainer.checkpoint(), history=history).save(tmp_path / "run")
    return tmp_path / "run"


@pytest.mark.fault(3)
def test_a_checkpoint_that_was_cut_or_changed_is_refused(saved: Path) -> None:
    content = saved.read_bytes()
    rng = np.random.default_rng(0)
    for length in rng.integers(0, len(content), 60):
        saved.write_bytes(content[:length])
        with pytest.raises(CheckpointError):
            load_checkpoint(saved)
    for bit in rng.integers(0, 8 * len(content), 200):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        saved.write_bytes(changed)
        with pytest.raises(CheckpointError) as caught:
            load_checkpoint(saved)
        assert len(str(caught.value).splitlines()) == 1


def remade(path: Path, change: Any) -> None:
    """The file with its run changed and signed again: the hand of somebody who means it."""
    import safetensors
    import safetensors.numpy

    with safetensors.safe_open(path, "np") as file:
        metadata = unwrapped(file.metadata())
    tensors = safetensors.numpy.load_file(path)
    run = json.loads(metadata["run"])
    change(metadata, run, tensors)
    metadata["run"] = json.dumps(run)
    metadata["sha256"] = digest({k: v for k, v in metadata.items() if k != "sha256"}, tensors)
    path.write_bytes(pack(tensors, metadata))


@pytest.mark.fault(5)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m, r, t: m.update(cnnviz_checkpoint="3"), "needs a newer cnnviz"),
        (lambda m, r, t: m.update(cnnviz_checkpoint="x"), "version"),
        (lambda m, r, t: r.pop("config"), "no run can be made of it"),
        (lambda m, r, t: r["config"].update(batch_size=-1), "batch_size"),
        (lambda m, r, t: r["config"].update(colour=1), "colour"),
        (lambda m, r, t: r["position"].update(step=-1), "step"),
        (lambda m, r, t: r["position"].update(step=1.5), "step"),
        (lambda m, r, t: r["position"].update(by_hand=None), "no run"),
        (lambda m, r, t: r["spec"]["layers"].pop(), "history is that of another network"),
        (lambda m, r, t: r.update(spec={"layers": [3]}), "layer"),
        (lambda m, r, t: t.pop("weights/fc2.bias"), "weights/fc2.bias is missing"),
        (lambda m, r, t: t.update({"weights/fc2.bias": np.full(4, np.nan, "f4")}), "not finite"),
        (lambda m, r, t: t.update({"optimizer/fc2.bias/momentum_buffer": np.zeros(3, "f4")}), "shape"),
        (lambda m, r, t: t.update({"history/loss": np.zeros(2, "f4")}), "history"),
        (lambda m, r, t: t.pop("evaluations"), "history is missing"),
    ],
)
def test_a_checkpoint_that_does_not_fit_together_is_refused(saved: Path, change: Any, reason: str) -> None:
    remade(saved, change)
    with pytest.raises(CheckpointError, match=reason):
        load_checkpoint(saved)


def test_a_state_of_another_optimiser_is_refused(trainer: Trainer, saved: Path, config: TrainConfig) -> None:
    before = weights(trainer)
    other = replace(load_checkpoint(saved), config=replace(config, optimizer="adam"))
    missing = replace(load_checkpoint(saved), state={})
    for checkpoint, reason in ((other, "the state is not that of"), (missing, "is missing")):
        with pytest.raises(ConfigError, match=reason):
            trainer.resume(checkpoint)
        assert weights(trainer) == before
    remade(saved, lambda m, r, t: r["config"].update(optimizer="adam"))
    with pytest.raises(CheckpointError, match="'momentum_buffer' is not that of adam"):
        load_checkpoint(saved)


def test_a_run_whose_momentum_was_set_to_nothing_goes_on(
    config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    straight, second = Trainer(config, *data), Trainer(config, *data)
    steps(straight, 3)
    straight.set_momentum(0.0)
    steps(straight, 2)
    straight.checkpoint().save(tmp_path / "run")
    second.resume(load_checkpoint(tmp_path / "run"))
    assert steps(second, 3) == steps(straight, 3)
    for trainer in (straight, second):
        trainer.set_momentum(0.5)
    assert steps(second, 3) == steps(straight, 3)
    assert weights(second) == weights(straight)


def test_weights_and_checkpoints_are_told_apart(
    saved: Path, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    import core

    Trainer(config, *data).save(tmp_path / "w")
    with pytest.raises(CheckpointError, match="Load it as weights"):
        load_checkpoint(tmp_path / "w")
    with pytest.raises(core.WeightFileError, match="a checkpoint of a run"):
        core.load_weights(saved)


@pytest.mark.fault(9)
def test_a_disk_that_refuses_is_explained(config: TrainConfig, data: Data, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no such file or folder"):
        Trainer(config, *data).checkpoint().save(tmp_path / "gone" / "run")


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.fault(19)
def test_putting_a_run_aside_costs_training_less_than_a_hundredth() -> None:
    """In its thread's processor time: a copy every 50 steps to go back to, one a minute for the file."""
    from time import thread_time

    import core
    from core.training.run import EVERY

    trainer = Trainer(TrainConfig(), *core.mnist())
    trainer.checkpoint()
    step, copy = [], []
    for _ in range(25):
        begun = thread_time()
        trainer.step()
        stepped = thread_time()
        trainer.checkpoint()
        copy.append(thread_time() - stepped)
        step.append(stepped - begun)
    part = np.median(copy) / (EVERY * np.median(step))
    print(f"{part:.2%} of training; a copy takes {1e3 * np.median(copy):.2f} ms")
    assert part + np.median(copy) / 60 < 0.01
