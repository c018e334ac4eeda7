"""The last good moment of a run: where to go back to when its numbers have run away.

The weights of one step before are finite, but as a rule they are already spoilt. So a step is noted from time
to time while the loss is low; the run's timeline can give it again.
"""

from __future__ import annotations

from dataclasses import replace

from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.history import Evaluation
from core.training.timeline import Timeline
from core.training.trainer import Trainer
from core.training.version import Version

EVERY = 50  # steps between two looks
KEPT = 0.9  # of the loss's running mean, a step
NEAR = 1.5  # a loss so many times the lowest is still a good one
LEARNT = 0.25  # so is one below this part of the first
USUAL = {"sgd": 0.05, "rmsprop": 0.001, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}


class LastGood:
    """Follows a Trainer's steps; `step` is the newest one at which the run did well."""

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
