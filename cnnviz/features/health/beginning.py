"""How a run began: its first weights and its first gradients, kept for comparison.

They are those of the first picture that the window got, which are frozen, so keeping them copies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.training import History, Snapshot


@dataclass
class Start:
    """`parameters` at `step` and `gradients` at `gradients_step`; `first` is the first step and its loss."""

    step: int = 0
    parameters: Mapping[str, np.ndarray] = field(default_factory=dict)
    gradients: Mapping[str, np.ndarray] = field(default_factory=dict)
    gradients_step: int = 0
    first: tuple[int, float] | None = None


class Beginning:
    """The start of the run that is going on; empty before there is any.

    A run that is put back a little (a step undone, an earlier moment gone on from) is another run to the
    engine, but its history is the same: then its start is, too.
    """

    def __init__(self) -> None:
        self.run = -1
        self._start = Start()
        self._before: Start | None = None  # that of the run before, until the history has told them apart

    @property
    def step(self) -> int:
        """The step that the first weights are of."""
        return self._start.step

    @property
    def parameters(self) -> Mapping[str, np.ndarray]:
        """The first weights and biases by name."""
        return self._start.parameters

    @property
    def gradients(self) -> Mapping[str, np.ndarray]:
        """The first gradients by name, empty before the first step."""
        return self._start.gradients

    @property
    def gradients_step(self) -> int:
        """The step that the first gradients are of."""
        return self._start.gradients_step

    def see(self, shot: Snapshot) -> None:
        """Takes what a picture has that comes first."""
        if shot.run != self.run:
            self._before, self.run = self._start, shot.run
            self._start = Start(shot.step, shot.parameters)
        if shot.gradients and not self._start.gradients:
            self._start.gradients, self._start.gradients_step = shot.gradients, shot.step

    def follow(self, history: History) -> None:
        """A history that began with the same step as the run before goes on with that one's start."""
        if not len(history) or history.run != self.run:
            return
        first = int(history.steps[0]), float(history.column("loss")[0])
        before, self._before = self._before, None
        if before is not None and before.first == first and self.step >= before.step:
            self._start = before
        self._start.first = first
