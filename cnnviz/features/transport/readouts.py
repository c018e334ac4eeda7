"""The row of live numbers at the right of the transport: a small name above, a number in mono beneath.

One widget paints them all, twenty times a second, and leaves out from the right what has no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme

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
        # It fills itself: what lies behind it needn't be painted twenty times a second.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._items: tuple[Readout, ...] = ()
        self._widths: tuple[float, ...] = ()
        self._names: dict[str, float] = {}  # the widths of the names
        self._painted = QPixmap()
        self._painted_for: object = None
        self._character = 0.0  # the width of one character of a number

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
        if not self._character:
            self._character = QFontMetricsF(theme.font(theme.READOUT, mono=True)).horizontalAdvance("0")
        if item.name not in self._names:
            names = QFontMetricsF(theme.font(theme.SECONDARY))
            self._names[item.name] = names.horizontalAdvance(item.name)
        # In a mono font a text is as wide as its characters are many.
        return max(self._names[item.name], self._character * max(len(item.widest), len(item.text)))

    def sizeHint(self) -> QSize:
        return QSize(self.room_for(len(self._items)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = self.fitting(self.width())
        places = [float(self.width() - self.room_for(count))]
        for width in self._widths[:count]:
            places.append(places[-1] + width + GAP)
        painter.drawPixmap(0, 0, self._backdrop(tuple(item.name for item in self._items[:count]), places))
        painter.setFont(theme.font(theme.READOUT, mono=True))
        painter.setPen(theme.colour("text"))
        for item, x in zip(self._items[:count], places, strict=False):
            painter.drawText(QPointF(x, 33), item.text)
        painter.end()

    def _backdrop(self, names: tuple[str, ...], places: list[float]) -> QPixmap:
        """The names, which stay: painted again only when they, their places or the theme change."""
        ratio = self.devicePixelRatioF()
        look = (names, tuple(places), self.width(), ratio, theme.current().name)
        if look != self._painted_for:
            made = QPixmap(round(self.width() * ratio), round(HEIGHT * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(theme.colour("panel"))
            painter = QPainter(made)
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            for name, x in zip(names, places, strict=False):
                painter.drawText(QPointF(x, 14), name)
            painter.end()
            self._painted, self._painted_for = made, look
        return self._painted
