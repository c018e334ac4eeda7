"""A walk through mistakes over the canvas: from one to the next without coming back to the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from cnnviz.features.evaluate import sentences

if TYPE_CHECKING:
    from cnnviz.features.evaluate.result import Result
    from cnnviz.session import Session


class MistakeWalk(QObject):
    """Which mistakes come one after another; `moved` tells which of them is on the canvas."""

    moved = Signal(int)

    def __init__(
        self, session: Session, exhibit: Callable[[Result, int], bool], parent: QObject | None = None
    ) -> None:
        """`exhibit` puts an image of a result on the canvas; False if it can't."""
        super().__init__(parent)
        self.session, self._exhibit = session, exhibit
        self._result: Result | None = None
        self._numbers = np.empty(0, np.intp)
        self._place = 0
        self._shown: object = None  # what the exhibit shows if it is still ours

    @property
    def under_way(self) -> bool:
        """Whether the canvas shows a mistake of this walk."""
        return self._shown is not None and self.session.exhibit.shown is self._shown

    def begin(self, result: Result, numbers: np.ndarray, number: int) -> bool:
        """Puts a mistake on the canvas; `numbers` are those that it is one of."""
        found = np.flatnonzero(numbers == number)
        if not len(found):
            return False
        self._result, self._numbers = result, numbers
        return self._show(int(found[0]))

    def next(self) -> bool:
        """Puts the next one on the canvas, round all of them; False if the canvas has gone on otherwise."""
        return self.under_way and self._show((self._place + 1) % len(self._numbers))

    def end(self) -> None:
        """Forgets where it was."""
        self._result, self._shown = None, None

    def _show(self, place: int) -> bool:
        result, number = self._result, int(self._numbers[place])
        if result is None or not self._exhibit(result, number):
            return False
        self._place, self._shown = place, self.session.exhibit.shown
        said, count = sentences.verdict(result, number), f"{len(self._numbers):,}"
        text = self.tr("Mistake {0} of {1} at step {2}: {3} N: the next one.")
        words = text.format(f"{place + 1:,}", count, f"{result.step:,}", said)
        self.session.message.emit(words, "info")
        self.session.explain(result.name(number), said)
        self.moved.emit(number)
        return True
