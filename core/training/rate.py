"""The learning rate of each step: what the schedule of the config says, until somebody sets it by hand.

A rate set by hand holds exactly for the next step. From there on the schedule is scaled with it, and rises no
more.
"""

from __future__ import annotations

import math

from core.optim import Optimizer
from core.schedules import CosineAnnealingLR, OneCycleLR
from core.training.config import TrainConfig
from core.training.recipe import FLOOR, RISE, build_schedule


class Rate:
    """Sets the rate of an optimiser before each step; steps count from 0, by how many are done.

    `base`, `by_hand` and `earliest` are all that it remembers: with them it goes on elsewhere.
    """

    def __init__(self, config: TrainConfig, optimizer: Optimizer, steps_per_epoch: int) -> None:
        self._optimizer = optimizer
        self._schedule = build_schedule(config, optimizer, steps_per_epoch)
        total = config.epochs * steps_per_epoch
        self._last = total - 1
        rises = isinstance(self._schedule, OneCycleLR)
        self._peak = max(0, math.ceil(RISE * total - 1)) if rises else 0
        self.by_hand = (-1, 0.0)  # the step before which a rate was set by hand, and that rate
        self.earliest = 0  # the schedule's place to begin from; after its rise once one was set by hand

    @property
    def base(self) -> float:
        """The first rate of the whole schedule, or its highest."""
        return self._schedule.base_lr

    @base.setter
    def base(self, lr: float) -> None:
        self._schedule.base_lr = lr
        if isinstance(self._schedule, CosineAnnealingLR):
            self._schedule.eta_min = FLOOR * lr

    def seek(self, done: int) -> float:
        """Set and return the rate of the step after `done`; past the schedule's end it stays at the last."""
        self._schedule.seek(min(max(done, self.earliest), self._last))
        if done == self.by_hand[0]:
            self._optimizer.lr = self.by_hand[1]  # exactly, where scaling rounds
        return self._optimizer.lr

    def set(self, lr: float, done: int) -> None:
        """Make `lr` the rate of the step after `done`, and scale the rest of the schedule with it."""
        self.earliest, self.by_hand, self.base = self._peak, (-1, lr), 1.0
        self.base = lr / (self.seek(done) or 1.0)
        self.by_hand = (done, lr)
