"""The recorded step made again with another rate, and put back."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.along import UpdateLine
from core.training import Engine, RunHistories
from core.training.config import ConfigError
from core.training.trainer import Trainer


def weights(engine) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in engine.trainer.network.state_dict().items()}


def after(trainer: Trainer) -> list[float]:
    """The rates of the next steps."""
    return [trainer.rate.seek(trainer.step_number + n) for n in range(1, 15)]


@pytest.fixture
def run_engine(start, config):
    def begun() -> Engine:
        engine, watcher = start(config)
        watcher.wait("ready")
        return engine

    return begun


def test_the_same_batch_is_recorded_again_and_lands_on_the_line(run_engine):
    engine = run_engine()
    for _ in range(3):
        engine.post(engine.step).result()
    first = engine.post(engine.record).result()
    rates, kept = after(engine.trainer), weights(engine)
    line = UpdateLine(first)
    again = engine.post(engine.record_again, 3 * line.lr).result()
    assert again.step == first.step == engine.trainer.step_number == 4
    assert np.array_equal(again.images, first.images)
    assert again.optimizer["lr"] == 3 * line.lr
    assert UpdateLine(again).batch_loss(1.0) == pytest.approx(line.batch_loss(3.0), rel=2e-5)
    assert after(engine.trainer) != rates
    third = engine.post(engine.record_again, 0.5 * line.lr).result()
    assert third.optimizer["lr"] == 0.5 * line.lr
    back = engine.post(engine.record_again, None).result()
    assert back.optimizer["lr"] == first.optimizer["lr"]
    assert weights(engine) == kept
    assert after(engine.trainer) == rates


def test_another_step_has_a_first_recording_of_its_own(run_engine):
    engine = run_engine()
    engine.post(engine.record).result()
    engine.post(engine.record_again, 0.2).result()
    rate = engine.post(engine.record).result().optimizer["lr"]
    engine.post(engine.record_again, 0.3).result()
    back = engine.post(engine.record_again, None).result()
    assert back.step == 2
    assert back.optimizer["lr"] == rate


def test_taking_the_step_back_puts_the_rate_back(run_engine):
    engine, histories = run_engine(), RunHistories()
    engine.post(engine.step).result()
    engine.post(engine.set_lr, 0.05).result()
    rates, kept = after(engine.trainer), weights(engine)
    for tries in ((0.2,), (0.3, 0.4), (0.3, None, 0.1), ()):
        engine.post(engine.record).result()
        for lr in tries:
            engine.post(engine.record_again, lr).result()
        assert engine.post(engine.undo_step).result() == 1
        assert after(engine.trainer) == rates
        assert weights(engine) == kept
        histories.take(engine.feed.take_all()[1])
        assert [change.value for change in histories.current.adjustments] == [0.05]
    assert engine.post(engine.record).result().optimizer["lr"] == pytest.approx(0.05)


def test_what_cannot_be_made_again_changes_nothing(run_engine):
    engine = run_engine()
    with pytest.raises(ValueError, match="recorded step"):
        engine.post(engine.record_again, 0.1).result()
    engine.post(engine.record).result()
    kept = weights(engine)
    with pytest.raises(ConfigError):
        engine.post(engine.record_again, -0.1).result()
    assert weights(engine) == kept
    engine.post(engine.step).result()
    with pytest.raises(ValueError, match="recorded step"):
        engine.post(engine.record_again, 0.1).result()
