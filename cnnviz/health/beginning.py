"""How a run began: its first weights and its first gradients, kept for comparison.

They are those of the first picture that the window got, which are frozen, so keeping them copies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.training import History, Snapshot


class Beginning:
    """`parameters` at `step` and `gradients` at `gradients_step` of one run; empty before there are any.

    A run that is put back a little (a step undone, an earlier moment gone on from) is another run to the
    engine, but its history is the same: then the beginning is, too.
    """

    def __init__(self) -> None:
        self.run = -1
        self.step = 0
        self.parameters: Mapping[str, np.ndarray] = {}
        self.gradients: Mapping[str, np.ndarray] = {}
        self.gradients_step = 0
        self._first: tuple[int, float] | None = None  # the first step's number and loss
        self._before: Beginning | None = None  # of the run before this one

    def see(self, shot: Snapshot) -> None:
        """Takes what a picture has that comes first."""
        if shot.run != self.run:
            before = Beginning()
            before.__dict__.update(self.__dict__)
            before._before = None
            self.__init__()  # type: ignore[misc]
            self.run, self.step, self.parameters = shot.run, shot.step, shot.parameters
            self._before = before
        if shot.gradients and not self.gradients:
            self.gradients, self.gradients_step = shot.gradients, shot.step

    def follow(self, history: History) -> None:
        """A history that began with the same step as the run before goes on with that one's beginning."""
        if not len(history) or history.run != self.run:
            return
        first = int(history.steps[0]), float(history.column("loss")[0])
        before, self._first = self._before, first
        self._before = None
        if before is not None and before._first == first and self.step >= before.step:
            self.step, self.parameters = before.step, before.parameters
            self.gradients, self.gradients_step = before.gradients, before.gradients_step
