"""A run put aside goes on bit for bit, with all that was watched, recorded and under way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.training import Engine, TrainConfig

CONFIG = TrainConfig(batch_size=32, epochs=2, lr=0.02)


@pytest.fixture
def engine(digits: tuple[Any, Any]) -> Engine:
    """An engine whose commands are called on the test's own thread."""
    made = Engine(CONFIG, data=lambda: digits)
    made._load_data()
    return made


def weights(engine: Engine) -> dict[str, np.ndarray]:
    assert engine.trainer is not None
    return {name: array.copy() for name, array in engine.trainer.network.state_dict().items()}


def test_a_run_put_aside_goes_on_as_if_nothing_had_been(engine: Engine, digits: tuple[Any, Any]) -> None:
    alone = Engine(CONFIG, data=lambda: digits)
    alone._load_data()
    for _ in range(6):
        alone.step()
    for _ in range(3):
        engine.step()
    aside = engine.suspend()
    engine.start_other(TrainConfig(batch_size=16, optimizer="adam", lr=0.001))
    for _ in range(4):
        engine.step()
    engine.take_back(aside)
    for _ in range(3):
        engine.step()
    one, other = weights(engine), weights(alone)
    assert all(np.array_equal(one[name], other[name]) for name in other)


def test_what_is_seen_of_it_is_the_same_again(engine: Engine) -> None:
    engine.step()
    engine.watch_position(5)
    engine._publish()
    before = engine.feed.take()[0]
    aside = engine.suspend()
    assert aside.step == 1
    engine.start_other()
    engine.record()
    engine.take_back(aside)
    after = engine.feed.take()[0]
    assert before is not None
    assert after is not None
    assert after.run > before.run
    assert after.step == before.step == 1
    assert after.train_loss == before.train_loss
    assert after.probe.position == 5
    np.testing.assert_array_equal(after.watched.indices, before.watched.indices)
    for name in before.gradients:
        np.testing.assert_array_equal(after.gradients[name], before.gradients[name])


def test_every_run_has_a_number_of_its_own(engine: Engine) -> None:
    assert engine.trainer is not None
    first = engine.trainer.run
    aside = engine.suspend()
    beside = engine.start_other()
    engine.reset()
    again = engine.take_back(aside)
    assert first < beside < again
    assert engine.trainer is aside.run.trainer
    assert engine.trainer.run == again


def test_a_recorded_step_can_still_be_taken_back(engine: Engine) -> None:
    before = weights(engine)
    engine.record()
    aside = engine.suspend()
    engine.start_other()
    engine.step()
    engine.take_back(aside)
    assert engine.undo_step() == 0
    after = weights(engine)
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_training_and_a_test_under_way_go_on(engine: Engine) -> None:
    engine.train()
    aside = engine.suspend()
    assert engine.state == "paused"
    engine.start_other()
    engine.take_back(aside)
    assert engine.state == "paused"
    engine.go_on(aside)
    assert engine.state == "training"
    engine.pause()
    engine.evaluate()
    aside = engine.suspend()
    engine.start_other()
    engine.take_back(aside)
    engine.go_on(aside)
    assert engine.state == "testing"
    engine._finish_evaluation()
    assert aside.run.trainer.tested is not None


def test_a_test_that_a_step_has_finished_meanwhile_does_not_go_on(engine: Engine) -> None:
    engine.evaluate()
    aside = engine.suspend()
    engine.step()
    engine.go_on(aside)
    assert engine.state == "paused"
    engine._work()


def test_a_run_that_cannot_be_begun_leaves_the_first_in_place(engine: Engine) -> None:
    aside = engine.suspend()
    with pytest.raises(ValueError):
        engine.start_other(TrainConfig(lr=-1.0))
    assert engine.trainer is aside.run.trainer
    assert engine.step().step == 1


@pytest.mark.slow
def test_the_steps_of_a_run_that_another_has_taken_the_place_of_can_be_had(engine: Engine) -> None:
    def made(steps: int) -> list[dict[str, np.ndarray]]:
        return [weights(engine), *(weights(engine) for _ in range(steps) if engine.step())]

    runs = []
    for steps in (5, 10):
        engine.reset()
        states = made(steps)
        runs.append((engine.checkpoint(), states))
    branch = engine.branch(4)
    engine.step()
    engine.take_up(engine.timeline.branches[0].number)
    aside = engine.suspend()
    engine.start_other(TrainConfig(batch_size=16))
    beside = made(9)
    engine.let_go(aside)
    runs += [(engine.checkpoint(), beside), (aside.copy, states)]
    for checkpoint, states in runs:
        engine.resume(checkpoint)
        assert engine.timeline.steps == range(len(states))
        for step, state in enumerate(states):
            again = engine.timeline.state(step)
            assert all(np.array_equal(again[name], state[name]) for name in state)
            assert engine.timeline.is_exact(step)
    assert [each.start for each in engine.timeline.branches] == [0, 4]
    engine.take_up(branch)
    assert engine.timeline.steps == range(6)
