"""A digit drawn as if by hand: fixed strokes, played point by point onto the pad."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from cnnviz.features.draw.pad import Pad
from cnnviz.features.draw.sheet import Point
from cnnviz.shell.tour.strokes import STROKES

BEAT = 28  # milliseconds between two points


class Hand(QObject):
    """Draws the strokes onto a pad; all at once where motion is reduced."""

    done = Signal()

    def __init__(self, pad: Pad, parent: QObject) -> None:
        super().__init__(parent)
        self._pad = pad
        self._points: list[tuple[Point, bool]] = []  # each with whether the pen comes down there
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._move)

    def draw(self, at_once: bool) -> None:
        """Begins on an empty sheet."""
        self.stop()
        self._pad.sheet.clear()
        self._points = [(point, i == 0) for stroke in STROKES for i, point in enumerate(stroke)]
        if at_once:
            while self._points:
                self._place()
            self._finish()
        else:
            self._timer.start()

    def stop(self) -> None:
        """Lifts the pen where it is."""
        if self._timer.isActive():
            self._timer.stop()
            self._points = []
            self._pad.sheet.end()
            self._pad.refresh()

    def _place(self) -> None:
        point, down = self._points.pop(0)
        if down:
            self._pad.sheet.begin(point)
        else:
            self._pad.sheet.extend(point)

    def _move(self) -> None:
        if self._points:
            self._place()
            self._pad.refresh()
        else:
            self._finish()

    def _finish(self) -> None:
        self._timer.stop()
        self._pad.sheet.end()
        self._pad.refresh()
        self.done.emit()
