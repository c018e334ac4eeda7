"""The last good moment of a run: where to go back to when its numbers have run away.

The weights of one step before are finite, but as a rule they are already spoilt. So a copy of the whole run
is kept from time to time while the loss is low, in memory: two thousandths of what training costs.
"""

from __future__ import annotations

from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.trainer import Trainer

EVERY = 50  # steps between two looks
KEPT = 0.9  # of the loss's running mean, a step
NEAR = 1.5  # a loss so many times the lowest is still a good one
LEARNT = 0.25  # so is one below this part of the first
USUAL = {"sgd": 0.05, "rmsprop": 0.001, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}


class LastGood:
    """Follows a Trainer's steps; `checkpoint` is the newest moment at which the run did well."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self.begin()

    def begin(self) -> None:
        """After another run has begun: its first moment is a good one."""
        self.checkpoint: Checkpoint = self._trainer.checkpoint()
        self._first = self._lowest = self._mean = float("inf")

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
            self.checkpoint = self._trainer.checkpoint()


def smaller_rate(config: TrainConfig, lr: float) -> float:
    """A rate to try when `lr` was too high: half of it, and no more than is usual for the optimiser."""
    return float(f"{min(lr / 2, USUAL[config.optimizer]):.1g}")
