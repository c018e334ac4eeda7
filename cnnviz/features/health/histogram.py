"""Two histograms over one another: now filled, the start outlined; the bin under the mouse is told exactly.

The bars' colour is the sign of their numbers, as everywhere: warm above zero, cool below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from cnnviz.plots.axes import number_text
from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

MARGIN, TITLE, FOOT, SIDE = 12.0, 30.0, 22.0, 48.0  # pixels
WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
FILL = 0.6  # of the way to the limit: the colour that bars take from the signed map
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class HistogramBins:
    """What the plot shows: counts in bins, and the words for now and the start, with their steps.

    Shape: edges (B + 1,), now and start (B,)
    """

    edges: np.ndarray
    now: np.ndarray
    start: np.ndarray | None
    now_text: str
    start_text: str
    beyond: str = ""  # what no bin holds, "" when all is in sight


class HistogramPlot(QWidget):
    """`pointed` tells the number of the bin under the mouse or the keys, -1 for none."""

    pointed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = ""
        self.empty = ""
        self.bars: HistogramBins | None = None
        self.log = False
        self.bin = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(300, 110)

    def show_bars(self, title: str, bars: HistogramBins | None, empty: str = "") -> None:
        """Shows other counts; the bin that is pointed at is let go where there are other bins."""
        kept = bars is not None and self.bars is not None and np.array_equal(bars.edges, self.bars.edges)
        self.title, self.bars, self.empty = title, bars, empty
        if not kept:
            self.point(-1)
        self.update()

    def use_log(self, log: bool) -> None:
        """Counts on a logarithmic scale, so that a handful beside thousands is seen."""
        self.log = log
        self.update()

    def point(self, number: int) -> None:
        """Points at a bin; -1 at none."""
        count = 0 if self.bars is None else len(self.bars.now)
        number = number if 0 <= number < count else -1
        if number != self.bin:
            self.bin = number
            self.pointed.emit(number)
            self.update()

    # places

    def _area(self) -> QRectF:
        return QRectF(SIDE, TITLE + 4, self.width() - SIDE - MARGIN, self.height() - TITLE - FOOT - 8)

    def _height(self, counts: np.ndarray) -> np.ndarray:
        """Parts of the height, 0 to 1, for counts."""
        assert self.bars is not None
        top = max(1, int(self.bars.now.max(initial=0)), _most(self.bars.start))
        if self.log:
            return np.log1p(counts) / math.log1p(top)
        return counts / top

    def _x(self, values: np.ndarray | float) -> np.ndarray:
        assert self.bars is not None
        area, edges = self._area(), self.bars.edges
        return area.left() + (np.asarray(values) - edges[0]) / (edges[-1] - edges[0]) * area.width()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("background"))
        focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if focus else "line"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        painter.setPen(theme.colour("text"))
        head = QRectF(MARGIN, 4, self.width() - 2 * MARGIN, TITLE - 4)
        painter.drawText(head, LEFT, self.title)
        head.setLeft(head.left() + QFontMetricsF(painter.font()).horizontalAdvance(self.title) + 16)
        if self.bars is None:
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(30, TITLE, -30, -10), words, self.empty)
        else:
            self._paint_axes(painter, self.bars)
            self._paint_bars(painter, self.bars)
            self._paint_head(painter, self.bars, head)
        painter.end()

    def _paint_axes(self, painter: QPainter, bars: HistogramBins) -> None:
        area = self._area()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(theme.font(theme.FLOOR))
        top = max(1, int(bars.now.max(initial=0)), _most(bars.start))
        for count in _count_ticks(top, self.log, max(2, int(area.height() / 56))):
            y = round(area.bottom() - float(self._height(np.array(count))) * area.height())
            painter.setPen(theme.colour("line"))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(theme.colour("faint"))
            painter.drawText(QRectF(0, y - 8, SIDE - 6, 16), RIGHT, f"{count:,}")
        low, high = float(bars.edges[0]), float(bars.edges[-1])
        for value in _value_ticks(low, high, max(2, int(area.width() / 90))):
            x = float(self._x(value))
            if value == 0:
                painter.setPen(theme.colour("faint"))
                painter.drawLine(QLineF(round(x), area.top(), round(x), area.bottom()))
            painter.setPen(theme.colour("faint"))
            box = QRectF(x - 45, area.bottom() + 3, 90, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number_text(value))

    def _paint_bars(self, painter: QPainter, bars: HistogramBins) -> None:
        area, x = self._area(), np.rint(self._x(bars.edges))
        heights = self._height(bars.now) * area.height()
        heights = np.where(bars.now > 0, np.maximum(heights, 1.0), 0.0)  # one number is still to be seen
        middles = (bars.edges[:-1] + bars.edges[1:]) / 2
        colours = theme.current()
        warm, cool = dict(colours.warm)[FILL], dict(colours.cool)[FILL]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.bin >= 0:
            band = QRectF(x[self.bin], area.top(), x[self.bin + 1] - x[self.bin], area.height())
            painter.fillRect(band, theme.colour("raised"))
        for i in np.flatnonzero(heights):
            gap = 1.0 if x[i + 1] - x[i] > 3 else 0.0
            box = QRectF(x[i], area.bottom() - heights[i], x[i + 1] - x[i] - gap, heights[i])
            painter.fillRect(box, QColor(warm if middles[i] > 0 else cool))
        if bars.start is not None:
            tops = area.bottom() - self._height(bars.start) * area.height()
            corners = [QPointF(x[0], area.bottom())]
            for left, right, top in zip(x[:-1], x[1:], tops.tolist(), strict=True):
                corners += [QPointF(left, top), QPointF(right, top)]
            corners.append(QPointF(x[-1], area.bottom()))
            painter.setPen(QPen(theme.colour("text"), 1.2))
            painter.drawPolyline(corners)

    def _paint_head(self, painter: QPainter, bars: HistogramBins, head: QRectF) -> None:
        """What the two are, or the bin that is pointed at."""
        painter.setFont(theme.font(theme.SECONDARY))
        if self.bin >= 0:
            painter.setPen(theme.colour("text"))
            painter.drawText(head, RIGHT, self.bin_text(self.bin))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(painter.font())
        colours = theme.current()
        right = head.right()
        for text, filled in ((bars.start_text, False), (bars.now_text, True)):
            if not text:
                continue
            width = metrics.horizontalAdvance(text)
            painter.setPen(theme.colour("dim"))
            painter.drawText(QRectF(right - width, head.top(), width, head.height()), RIGHT, text)
            mark = QRectF(right - width - 20, head.center().y() - 4, 14, 8)
            if filled:
                half = QRectF(mark.left(), mark.top(), 7, 8)
                painter.fillRect(half, QColor(dict(colours.cool)[FILL]))
                painter.fillRect(half.translated(7, 0), QColor(dict(colours.warm)[FILL]))
            else:
                painter.setPen(QPen(theme.colour("text"), 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(mark)
            right = mark.left() - 16
        if bars.beyond and metrics.horizontalAdvance(bars.beyond) < right - head.left():
            painter.setPen(theme.colour("faint"))
            painter.drawText(
                QRectF(head.left(), head.top(), right - head.left(), head.height()), RIGHT, bars.beyond
            )

    def bin_text(self, number: int) -> str:
        """ "0.02 to 0.03: 412 now, 390 at step 0"."""
        assert self.bars is not None
        bars = self.bars
        low, high = (number_text(float(edge)) for edge in bars.edges[number : number + 2])
        said = self.tr("{0} to {1}: {2} now").format(low, high, f"{int(bars.now[number]):,}")
        if bars.start is None:
            return said
        return self.tr("{0}, {1} {2}").format(said, f"{int(bars.start[number]):,}", bars.start_text)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, WALKING) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area()
        if self.bars is None or not area.adjusted(0, -4, 0, FOOT).contains(event.position()):
            self.point(-1)
            return
        edges = np.rint(self._x(self.bars.edges))
        self.point(int(np.searchsorted(edges, event.position().x(), side="right")) - 1)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in WALKING or self.bars is None:
            super().keyPressEvent(event)
            return
        last = len(self.bars.now) - 1
        here = self.bin if self.bin >= 0 else int(self.bars.now.argmax())
        turn = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0) if self.bin >= 0 else 0
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        self.point(ends.get(Qt.Key(event.key()), min(max(here + turn, 0), last)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.point(-1)
        super().focusOutEvent(event)
        self.update()


def _most(counts: np.ndarray | None) -> int:
    return 0 if counts is None else int(counts.max(initial=0))


def _count_ticks(top: int, log: bool, room: int) -> list[int]:
    """Counts to label: powers of ten on a log scale, else round steps, about `room` of them."""
    if log:
        return [10**k for k in range(0, 9) if 10**k <= top]
    pace = max(1, round(_pace(top / room)))
    return list(range(pace, top + 1, pace))


def _value_ticks(low: float, high: float, room: int) -> list[float]:
    """Round values between two ends, zero among them if it lies there."""
    pace = _pace((high - low) / room)
    return [k * pace for k in range(math.ceil(low / pace - 1e-9), math.floor(high / pace + 1e-9) + 1)]


def _pace(raw: float) -> float:
    """The next of 1, 2, 5 x 10^k."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= raw * (1 - 1e-9))
