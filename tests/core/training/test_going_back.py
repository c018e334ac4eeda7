"""Divergence is a lesson: the run stops at once, says where, and goes back to where it did well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import ConfigError, DivergenceError, Engine, TrainConfig, Trainer
from core.training.run import EVERY, LastGood, smaller_rate

Data = tuple[Dataset, Dataset]
Start = Callable[..., tuple[Engine, Any]]


def ask(engine: Engine, call: Callable[..., Any], *arguments: Any) -> Any:
    return engine.post(call, *arguments).result()


@pytest.mark.fault(12)
def test_a_run_that_diverged_goes_back_to_where_it_did_well_with_a_smaller_rate(
    start: Start, config: TrainConfig
) -> None:
    engine, events = start(replace(config, schedule="constant", augmentation=None))
    for _ in range(EVERY + 10):
        ask(engine, engine.step)
    ask(engine, engine.set_lr, 1e6)
    ask(engine, engine.train)
    event = events.wait("diverged")
    assert EVERY + 10 <= event.step <= EVERY + 13
    assert event.data["layer"] in engine.trainer.network.layers  # type: ignore[union-attr]
    assert event.data["good_step"] == EVERY
    assert event.data["lr"] == 0.05
    run = ask(engine, lambda: engine.trainer.run)  # type: ignore[union-attr]
    assert ask(engine, engine.go_back, event.data["lr"]) == EVERY
    snapshot, _ = engine.feed.take()
    assert (snapshot.step, snapshot.lr, snapshot.state) == (EVERY, 0.05, "paused")
    assert snapshot.run == run + 1
    losses = [ask(engine, engine.step).loss for _ in range(20)]
    assert max(losses) < 2.0


def test_a_step_with_a_rate_too_high_is_no_good_one_for_what_its_loss_was_before(
    start: Start, config: TrainConfig
) -> None:
    engine, events = start(replace(config, schedule="constant", augmentation=None))
    for _ in range(2 * EVERY - 1):
        ask(engine, engine.step)
    ask(engine, engine.set_lr, 1e6)  # the next step's loss is one of the weights before it
    ask(engine, engine.train)
    assert events.wait("diverged").data["good_step"] == EVERY


def step_or_none(engine: Engine) -> object:
    try:
        return engine.step()
    except DivergenceError:
        return None


@pytest.mark.fault(12)
def test_the_step_is_that_of_the_weights_when_a_run_has_diverged(
    start: Start, config: TrainConfig, data: Data
) -> None:
    engine, _ = start(config)
    straight = Trainer(config, *data)
    for _ in range(5):
        ask(engine, engine.step)
        straight.step()
    ask(engine, engine.set_lr, 1e6)
    losses = set()
    for _ in range(2):  # the second time from where the first one left it
        while ask(engine, step_or_none, engine) is not None:
            assert engine.trainer is not None
            assert engine.trainer.step_number < 20
        trainer = engine.trainer
        assert trainer is not None
        assert trainer.step_number == 5
        assert trainer.network.state_dict().keys() == straight.network.state_dict().keys()
        for name, array in straight.network.state_dict().items():
            assert array.tobytes() == trainer.network.state_dict()[name].tobytes()
        assert trainer.last is not None
        assert straight.last is not None
        assert trainer.last.loss == straight.last.loss
        snapshot, _ = engine.feed.take()
        assert (snapshot.step, snapshot.state) == (trainer.step_number, "diverged")
        assert snapshot.gradients_version == snapshot.version
        for name, parameter in straight.network.named_parameters().items():
            assert snapshot.gradients[name].tobytes() == parameter.grad.tobytes()
        kept = trainer.checkpoint()
        for name, arrays in straight.checkpoint().state.items():
            for key, array in arrays.items():
                assert kept.state[name][key].tobytes() == array.tobytes()
        record = ask(engine, engine.step)  # it can be gone on with, and goes as it went
        losses.add(record.loss)
        assert record.step == 6
        assert ask(engine, lambda: engine.state) == "paused"
    assert len(losses) == 1


@pytest.mark.fault(12)
def test_going_back_is_bitwise_the_run_as_it_was(start: Start, config: TrainConfig, data: Data) -> None:
    engine, _ = start(config)
    for _ in range(5):
        ask(engine, engine.step)
    assert ask(engine, engine.go_back, 0.02) == 0
    straight = Trainer(config, *data)
    straight.set_lr(0.02)
    for _ in range(5):
        ask(engine, engine.step)
        straight.step()
    state = ask(engine, lambda: engine.trainer.network.state_dict())  # type: ignore[union-attr]
    for name, array in straight.network.state_dict().items():
        assert array.tobytes() == state[name].tobytes()


def test_a_strange_run_that_was_changed_by_hand_goes_back_to_where_it_was_taken_up(
    start: Start, config: TrainConfig, data: Data
) -> None:
    trainer = Trainer(replace(config, seed=1), *data)
    trainer.step()
    trainer.network.layers["fc2"].parameters()["bias"].data[0] = 1.0
    trainer.touch()
    before = trainer.checkpoint()
    engine, _ = start(config)
    ask(engine, engine.resume, before)
    for _ in range(2):
        assert ask(engine, engine.go_back, 0.02) == 1
        state = ask(engine, lambda: engine.trainer.network.state_dict())  # type: ignore[union-attr]
        assert all(array.tobytes() == state[name].tobytes() for name, array in before.weights.items())
        ask(engine, engine.step)


def test_a_rate_that_was_raised_by_hand_gives_way_to_the_schedule_that_did_well(
    start: Start, config: TrainConfig
) -> None:
    config = replace(config, schedule="onecycle", augmentation=None, epochs=40)
    engine, events = start(config)
    rates = [ask(engine, engine.step).lr for _ in range(EVERY + 20)]
    ask(engine, engine.set_lr, 1e6)
    ask(engine, engine.train)
    event = events.wait("diverged")
    assert event.data["good_step"] == EVERY
    assert event.data["lr"] == pytest.approx(rates[EVERY])
    ask(engine, engine.go_back, event.data["lr"])
    assert [ask(engine, engine.step).lr for _ in range(20)] == rates[EVERY:]


def test_a_rate_that_makes_no_sense_is_refused_and_nothing_goes_back(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    ask(engine, engine.step)
    with pytest.raises(ConfigError, match="lr"):
        ask(engine, engine.go_back, -1.0)
    assert ask(engine, lambda: engine.trainer.step_number) == 1  # type: ignore[union-attr]


def test_a_spoilt_moment_is_not_kept(trainer: Trainer) -> None:
    good = LastGood(trainer)
    for number in range(1, 3 * EVERY + 1):
        record = trainer.step()
        if number > EVERY + 20:
            trainer.last = record._replace(loss=record.loss + 10.0)
        good.see()
    assert good.checkpoint.step == EVERY


def test_the_rate_to_try_is_half_and_never_more_than_usual() -> None:
    assert smaller_rate(TrainConfig(), 0.04) == 0.02
    assert smaller_rate(TrainConfig(), 0.1) == 0.05
    assert smaller_rate(TrainConfig(), 1e6) == 0.05
    assert smaller_rate(TrainConfig(optimizer="adam"), 3.0) == 0.001
    assert 0 < smaller_rate(TrainConfig(), 1e-9) < 1e-9


def test_an_engine_takes_up_a_run_and_tests_what_was_left_untested(
    trainer: Trainer, start: Start, config: TrainConfig
) -> None:
    for _ in range(trainer.steps_per_epoch):
        trainer.step()
    engine, events = start(replace(config, seed=1))
    ask(engine, engine.resume, trainer.checkpoint())
    assert events.wait("evaluated").data["step"] == trainer.steps_per_epoch
    assert ask(engine, engine.step).step == trainer.steps_per_epoch + 1


def test_a_run_on_other_images_is_taken_up_with_them_or_not_at_all(
    start: Start, config: TrainConfig, data: Data
) -> None:
    train, test = data
    trainer = Trainer(config, train[:90], test)
    trainer.step()
    engine, _ = start(config)
    with pytest.raises(ConfigError, match="other images"):
        ask(engine, engine.resume, trainer.checkpoint())
    with pytest.raises(ConfigError, match="other images"):
        ask(engine, engine.resume, trainer.checkpoint(), lambda: (train[:80], test))
    assert len(ask(engine, lambda: engine.trainer.train)) == len(train)  # type: ignore[union-attr]
    ask(engine, engine.resume, trainer.checkpoint(), lambda: (train[:90], test))
    snapshot, _ = engine.feed.take()
    assert snapshot.step == 1
    assert all(np.isfinite(array).all() for array in snapshot.parameters.values())


def test_a_recorded_step_is_undone_and_made_again_bitwise(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    for _ in range(3):
        ask(engine, engine.step)
    weights = ask(engine, lambda: engine.trainer.network.state_dict())  # type: ignore[union-attr]
    first = ask(engine, engine.record)
    assert first.step == 4
    assert ask(engine, engine.undo_step) == 3
    undone = ask(engine, lambda: engine.trainer.network.state_dict())  # type: ignore[union-attr]
    assert all(weights[name].tobytes() == undone[name].tobytes() for name in weights)
    again = ask(engine, engine.record)
    for name in first.names:
        for key, array in first[name].after.items():
            assert array.tobytes() == again[name].after[key].tobytes()


def test_only_the_newest_recorded_step_can_be_undone(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    for prepare in ([engine.step], [engine.record, engine.step], [engine.record, engine.undo_step]):
        for command in prepare:
            ask(engine, command)
        with pytest.raises(ValueError, match="Only a recorded step"):
            ask(engine, engine.undo_step)
