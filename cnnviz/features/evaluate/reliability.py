"""A reliability diagram: how often a network is right, over how sure it is; underneath, of how many images.

A network that is as sure as it is right has all its bars end on the diagonal; what is missing, or too much,
is hatched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

LEFT, TOP, RIGHT = 52.0, 10.0, 26.0
GAP = 40.0  # between the two pictures: the axis of the upper one
FOOT = 18.0
COUNTS = 0.2  # of the height is the lower picture's
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


@dataclass(frozen=True, eq=False)
class Bins:
    """Of each bin: where it begins and ends, how many images it has, how sure and how right (NaN: none).

    Shape: edges (M + 1,), the others (M,)
    """

    edges: np.ndarray = field(default_factory=lambda: np.arange(2.0))
    count: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int64))
    confidence: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))
    accuracy: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))


class ReliabilityDiagram(QWidget):
    """`pointed` tells the bin under the mouse or the arrows, -1 for none."""

    pointed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 320)
        self.bins = Bins()
        self.here = -1

    def show_bins(self, bins: Bins) -> None:
        """Shows other bins."""
        self.bins = bins
        self.here = min(self.here, len(bins.count) - 1)
        self.update()

    def area(self) -> QRectF:
        """Where accuracy is drawn over confidence, 0 to 1 each."""
        lower = round(COUNTS * self.height())
        high = self.height() - TOP - GAP - lower - FOOT
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, max(1.0, high))

    def counts_area(self) -> QRectF:
        """Where the images are counted."""
        above = self.area()
        return QRectF(above.left(), above.bottom() + GAP, above.width(), round(COUNTS * self.height()))

    def bin_at(self, point: QPointF) -> int:
        """The bin under a point, -1 beside all of them."""
        area = self.area()
        part = (point.x() - area.left()) / area.width()
        if not 0 <= part < 1 or not 0 <= point.y() <= self.height():
            return -1
        return int(np.searchsorted(self.bins.edges, part, side="right")) - 1

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, WALKING) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.bin_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self.bins.count) - 1
        if key not in WALKING:
            super().keyPressEvent(event)
            return
        turn = {Qt.Key.Key_Left: self.here - 1, Qt.Key.Key_Right: self.here + 1, Qt.Key.Key_Home: 0}
        self._point(min(max(turn.get(Qt.Key(key), last), 0), last))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(-1)
        super().focusOutEvent(event)
        self.update()

    def _point(self, place: int) -> None:
        if place != self.here:
            self.here = place
            self.pointed.emit(place)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area, lower = self.area(), self.counts_area()
        painter.fillRect(area, theme.colour("block"))
        painter.fillRect(lower, theme.colour("block"))
        if self.here >= 0:
            left, wide = self._span(self.here)
            for each in (area, lower):
                painter.fillRect(QRectF(left, each.top(), wide, each.height()), theme.colour("raised"))
        self._axes(painter, area)
        for place in range(len(self.bins.count)):
            self._bin(painter, area, place)
            self._count(painter, lower, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        self._words(painter, area, lower)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # the parts

    def _span(self, place: int) -> tuple[float, float]:
        area, edges = self.area(), self.bins.edges
        left, right = (area.left() + area.width() * float(edges[place + side]) for side in (0, 1))
        return left, right - left

    def _axes(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        for part in TICKS:
            x, y = area.left() + part * area.width(), area.bottom() - part * area.height()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), round(y)), QPointF(area.right(), round(y)))
            painter.setPen(theme.colour("dim"))
            text = f"{100 * part:.0f} %"
            ends = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), ends, text)
            below = QRectF(x - 24, area.bottom() + 2, 48, 16)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _bin(self, painter: QPainter, area: QRectF, place: int) -> None:
        """A bar as high as it is right; what it lacks to how sure it is, or has beyond that, hatched."""
        if not self.bins.count[place]:
            return
        left, wide = self._span(place)
        sure, right = float(self.bins.confidence[place]), float(self.bins.accuracy[place])
        box = QRectF(round(left) + 2, 0, round(wide) - 4, 0)
        levels = {part: area.bottom() - part * area.height() for part in (0.0, sure, right)}
        low, high = min(sure, right), max(sure, right)
        box.setTop(levels[right])
        box.setBottom(area.bottom())
        painter.fillRect(box, theme.colour("faint", 0.55))
        hatched = QRectF(box.left(), levels[high], box.width(), levels[low] - levels[high])
        role = "wrong" if sure > right else "right"
        slant = Qt.BrushStyle.BDiagPattern if sure > right else Qt.BrushStyle.FDiagPattern
        painter.setPen(QPen(theme.colour(role), 1))
        painter.setBrush(QBrush(theme.colour(role), slant))
        painter.drawRect(hatched)
        painter.fillRect(QRectF(box.left(), levels[right] - 1, box.width(), 2), theme.colour("text"))

    def _count(self, painter: QPainter, area: QRectF, place: int) -> None:
        count, most = int(self.bins.count[place]), int(self.bins.count.max())
        left, wide = self._span(place)
        room = area.height() - 16  # the numbers stand above the bars
        high = max(1.0, room * count / most) if count else 0.0
        bar = QRectF(round(left) + 2, area.bottom() - high, round(wide) - 4, high)
        painter.fillRect(bar, theme.colour("faint", 0.55))
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("text" if count else "faint"))
        above = QRectF(left - 10, bar.top() - 15, wide + 20, 14)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{count:,}")

    def _words(self, painter: QPainter, area: QRectF, lower: QRectF) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("dim"))
        middle = Qt.AlignmentFlag.AlignCenter
        line = QRectF(area.left(), area.bottom() + 18, area.width(), 16)
        painter.drawText(line, middle, self.tr("how sure it is (confidence)"))
        foot = QRectF(area.left(), lower.bottom() + 2, area.width(), 16)
        painter.drawText(foot, middle, self.tr("how many images"))
        painter.save()
        painter.translate(0, area.center().y())
        painter.rotate(-90)
        side = QRectF(-area.height() / 2, 0, area.height(), 14)
        painter.drawText(side, middle, self.tr("how often it is right (accuracy)"))
        painter.restore()
        self._key(painter, area)

    def _key(self, painter: QPainter, area: QRectF) -> None:
        """What the hatching means, in the corner where bars are low."""
        entries = (
            ("wrong", Qt.BrushStyle.BDiagPattern, self.tr("× too sure")),
            ("right", Qt.BrushStyle.FDiagPattern, self.tr("too modest")),
        )
        y = area.top() + 10
        for role, slant, text in entries:
            box = QRectF(area.left() + 12, y, 14, 12)
            painter.setPen(QPen(theme.colour(role), 1))
            painter.setBrush(QBrush(theme.colour(role), slant))
            painter.drawRect(box)
            painter.setPen(theme.colour("dim"))
            painter.drawText(QPointF(box.right() + 7, box.bottom() - 2), text)
            y += 18
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left() + 12, y + 6), QPointF(area.left() + 26, y + 6))
        painter.setPen(theme.colour("dim"))
        painter.drawText(QPointF(area.left() + 33, y + 10), self.tr("as sure as it is right"))
