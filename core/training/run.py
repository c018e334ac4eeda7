"""A run and all that an engine keeps for it: taking it and putting it back loses nothing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.history import Evaluation
from core.training.timeline import Timeline
from core.training.touch import Touches
from core.training.trainer import Trainer
from core.training.version import Version
from core.training.watch import Watch

EVERY = 50  # steps between two looks
KEPT = 0.9  # of the loss's running mean, a step
NEAR = 1.5  # a loss so many times the lowest is still a good one
LEARNT = 0.25  # so is one below this part of the first
USUAL = {"sgd": 0.05, "rmsprop": 0.001, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}


class TrainingRun:
    """One trainer, what is watched of it, its keyframes, last good moment, and the edits of its weights.

    `evaluation` is the test under way, `until` the step to pause after. `before_step` is what the newest
    recorded step can be taken back to, with the edits of then.
    """

    def __init__(self, trainer: Trainer, folder: Path | None = None) -> None:
        """`folder` is for the keyframes that are too many for memory."""
        self.trainer = trainer
        self.watch = Watch(trainer)
        self.timeline = Timeline(trainer, folder=folder)
        self.good = LastGood(trainer, self.timeline)
        self.edits = Touches(trainer)
        self.evaluation: Generator[int, None, Evaluation] | None = None
        self.until: int | None = None
        self.before_step: tuple[Checkpoint, Touches] | None = None
        self.first_recording: Checkpoint | None = None  # before the step, before it was made again

    def begin_anew(self) -> None:
        """After the trainer has begun another run: nothing of the one before goes on."""
        self.evaluation = self.until = self.before_step = self.first_recording = None
        self.watch.follow()
        self.good.begin()
        self.edits.forget()

    def close(self) -> None:
        """Give back what keeps the run at hand; it isn't gone on with."""
        self.timeline.close()
        self.trainer.close()

    def renumber(self, after: Trainer) -> None:
        """Take a number after another trainer's run, which this one takes the place of again."""
        self.trainer.follow(after)
        self.watch.renumber()


@dataclass(frozen=True)
class SuspendedRun:
    """A run that waits: `copy` is a checkpoint of it as it stands, for whoever keeps it in a file meanwhile;
    `training`, `evaluating` and `until` say what was going on.
    """

    run: TrainingRun
    copy: Checkpoint
    training: bool
    evaluating: bool
    until: int | None

    @property
    def step(self) -> int:
        """The step that it stands at."""
        return self.run.trainer.step_number


class LastGood:
    """Where to go back to when numbers have run away: `step` is the newest one at which the run did well.

    The weights of one step before are finite, but as a rule they are already spoilt. So a step is noted from
    time to time while the loss is low; the run's timeline can give it again.
    """

    def __init__(self, trainer: Trainer, timeline: Timeline | None = None) -> None:
        self._trainer, self._timeline = trainer, timeline or Timeline(trainer)
        self.begin()

    def begin(self) -> None:
        """After another run has begun: its first moment is a good one."""
        self._take()
        self._first = self._lowest = self._mean = float("inf")

    @property
    def checkpoint(self) -> Checkpoint:
        """The run as it stood then, made again; set one of this run's own to go back to that instead."""
        step = max(self.step, self._timeline.begin)
        found = self._timeline.checkpoint(step)
        last = found.last
        if last is not None and last.version == found.version:
            last = last._replace(version=self._version)
        return replace(found, tested=self._tested, version=self._version, last=last)

    @checkpoint.setter
    def checkpoint(self, good: Checkpoint) -> None:
        self._note(good.step, good.tested, good.version)

    def _take(self) -> None:
        self._note(self._trainer.step_number, self._trainer.tested, self._trainer.version)

    def _note(self, step: int, tested: Evaluation | None, version: Version) -> None:
        self.step, self._tested, self._version = step, tested, version

    def see(self) -> None:
        """After each step: take a copy when it is time for one and the loss is low."""
        last = self._trainer.last
        if last is None:
            return
        if self._mean == float("inf"):
            self._first = self._mean = last.loss
        self._mean = KEPT * self._mean + (1 - KEPT) * last.loss
        self._lowest = min(self._lowest, self._mean)
        good = self._mean <= max(NEAR * self._lowest, LEARNT * self._first)
        if good and last.step % EVERY == 0:
            self._take()


def smaller_rate(config: TrainConfig, lr: float) -> float:
    """A rate to try when `lr` was too high: half of it, and no more than is usual for the optimiser."""
    return float(f"{min(lr / 2, USUAL[config.optimizer]):.1g}")
