"""The row of live numbers at the right of the transport: a small name above, a number in mono beneath.

One widget paints them all, twenty times a second, and leaves out from the right what has no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz import theme

GAP = 16
HEIGHT = 40


class Readout(NamedTuple):
    """One number: its name, its text, and the widest text that it is going to have."""

    name: str
    text: str
    widest: str


class Readouts(QWidget):
    """Named numbers side by side, aligned right; the last ones go first when it is narrow."""

    resized = Signal()  # the numbers take more room, or less

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readouts")
        self.setFixedHeight(HEIGHT)
        self._items: tuple[Readout, ...] = ()
        self._widths: tuple[float, ...] = ()

    def show_items(self, items: Sequence[Readout]) -> None:
        """Shows these numbers; repaints only if one of them has changed."""
        items = tuple(items)
        if items == self._items:
            return
        widths = tuple(self._width(item) for item in items)
        self._items = items
        if widths != self._widths:
            self._widths = widths
            self.resized.emit()
        self.update()

    def room_for(self, count: int) -> int:
        """The width that the first `count` numbers take."""
        return round(sum(self._widths[:count]) + GAP * max(0, min(count, len(self._widths)) - 1))

    def fitting(self, room: int) -> int:
        """How many of the numbers a width has room for."""
        count = len(self._items)
        while count > 1 and self.room_for(count) > room:
            count -= 1
        return count

    def _width(self, item: Readout) -> float:
        name = QFontMetricsF(theme.font(theme.SECONDARY)).horizontalAdvance(item.name)
        mono = QFontMetricsF(theme.font(theme.READOUT, mono=True))
        return max(name, mono.horizontalAdvance(item.widest), mono.horizontalAdvance(item.text))

    def sizeHint(self) -> QSize:
        return QSize(self.room_for(len(self._items)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = self.fitting(self.width())
        x = float(self.width() - self.room_for(count))
        for item, width in zip(self._items[:count], self._widths, strict=False):
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            painter.drawText(QPointF(x, 14), item.name)
            painter.setFont(theme.font(theme.READOUT, mono=True))
            painter.setPen(theme.colour("text"))
            painter.drawText(QPointF(x, 33), item.text)
            x += width + GAP
        painter.end()
