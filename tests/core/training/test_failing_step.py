"""Whatever part of a step fails: training pauses, says why, the weights are the last good ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.data.dataset import Dataset
from core.optim import SGD
from core.plan import Plan
from core.plan.chain import Chain
from core.training import Engine, TrainConfig, Trainer
from core.training.metrics import Meter
from core.training.watch import Watch

Data = tuple[Dataset, Dataset]
Start = Callable[..., tuple[Engine, Any]]

PHASES = {
    "reading the batch": (Trainer, "batch"),
    "forward": (Chain, "forward"),
    "backward": (Chain, "backward"),
    "the update": (SGD, "update"),
    "measuring": (Meter, "after"),
    "the test": (Plan, "forward"),
    "the picture": (Watch, "snapshot"),
}


def weights(trainer: Trainer) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in trainer.network.state_dict().items()}


def failing(monkeypatch: pytest.MonkeyPatch, kind: Any, name: str, calls: int) -> None:
    """Has a method do its work and then fail, once, at a call."""
    original, left = getattr(kind, name), [calls]

    def fail(self: Any, *arguments: Any, **keywords: Any) -> Any:
        result = original(self, *arguments, **keywords)
        left[0] -= 1
        if left[0] == 0:
            raise RuntimeError("it broke")
        return result

    monkeypatch.setattr(kind, name, fail)


@pytest.mark.fault(17)
@pytest.mark.parametrize("phase", PHASES)
def test_training_pauses_with_the_reason_and_goes_on_when_asked(
    start: Start, config: TrainConfig, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    engine, events = start(config)
    events.wait("ready")
    failing(monkeypatch, *PHASES[phase], calls=1)
    engine.feed.take()  # so that a picture is wanted
    engine.post(engine.train).result()
    assert events.wait("error").text == "Training stopped: it broke"
    step, state = engine.post(lambda: (engine.trainer.step_number, engine.state)).result()
    assert state == "paused"
    assert engine.post(engine.step).result().step == step + 1


@pytest.mark.fault(17)
@pytest.mark.parametrize("phase", ["reading the batch", "forward", "backward", "the update", "measuring"])
@pytest.mark.parametrize("way", ["step", "record"])
def test_a_step_is_made_whole_or_not_at_all(
    trainer: Trainer, config: TrainConfig, data: Data, monkeypatch: pytest.MonkeyPatch, phase: str, way: str
) -> None:
    for _ in range(3):
        trainer.step()
    before, steps = weights(trainer), trainer.optimizer.steps
    failing(monkeypatch, *PHASES[phase], calls=1)
    with pytest.raises(RuntimeError, match="it broke"):
        getattr(trainer, way)()
    assert weights(trainer) == before
    assert trainer.step_number == trainer.optimizer.steps == steps == 3
    trainer.step()
    other = Trainer(config, *data)
    for _ in range(4):
        other.step()
    same = weights(trainer) == weights(other)
    assert same == (phase not in ("the update", "measuring"))  # there the momentum was spent, and begins anew
