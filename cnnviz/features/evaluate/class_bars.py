"""How well each class is read, as bars: a row a class, with the exact counts behind its bar.

Well trained networks differ in the last percent, so the axis begins at the highest of a few round numbers
below every bar; the numbers under the axis, and two cuts in the foot of each bar, say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

ROW = 20  # pixels
HEAD = 20
FOOT = 18
BAR = 10
PERCENT = 58  # width of "100.0 %" and some room
BEGINNINGS = (99.0, 98.0, 95.0, 90.0, 80.0, 50.0, 0.0)  # per cent, where the axis may begin
KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


@dataclass(frozen=True)
class ClassBar:
    """One class: its name, how many of its images are read rightly, and how many images are read as it."""

    index: int
    name: str
    right: int
    count: int
    read: int

    @property
    def accuracy(self) -> float:
        """Per cent of its own images; 0 when there are none."""
        return 100 * self.right / self.count if self.count else 0.0

    @property
    def precision(self) -> float | None:
        """Per cent of the images read as it, None when there are none."""
        return 100 * self.right / self.read if self.read else None


def beginning(bars: Sequence[ClassBar]) -> float:
    """Where the axis begins, per cent: a step below the lowest bar, so that none vanishes."""
    lowest = min((bar.accuracy for bar in bars if bar.count), default=0.0)
    return next(start for start in BEGINNINGS if start == 0.0 or lowest > start + (100 - start) / 20)


class AccuracyBars(QWidget):
    """`pointed` and `chosen` tell a class (-1: none): the mouse or the arrows are on it, it was clicked."""

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bars: tuple[ClassBar, ...] = ()
        self.here = -1  # the row under the mouse or the arrows
        self.selected = -1  # a class

    def show_bars(self, bars: Sequence[ClassBar]) -> None:
        """Shows other classes, or the same in another order."""
        grown = len(bars) != len(self.bars)
        self.bars = tuple(bars)
        self.here = min(self.here, len(self.bars) - 1)
        if grown:
            self.updateGeometry()
        self.update()

    def select(self, index: int) -> None:
        """Marks a class, -1 none."""
        if index != self.selected:
            self.selected = index
            self.update()

    def row_at(self, y: float) -> int:
        """The row at a height, -1 beside all of them."""
        row = int((y - HEAD) // ROW)
        return row if 0 <= row < len(self.bars) else -1

    def sizeHint(self) -> QSize:
        return QSize(360, HEAD + len(self.bars) * ROW + FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, HEAD + len(self.bars) * ROW + FOOT)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.chosen.emit(self.bars[row].index)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self.bars) - 1
        if key not in KEYS or last < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.here >= 0:
                self.chosen.emit(self.bars[self.here].index)
        else:
            turn = {Qt.Key.Key_Up: self.here - 1, Qt.Key.Key_Down: self.here + 1, Qt.Key.Key_Home: 0}
            self._point(min(max(turn.get(Qt.Key(key), last), 0), last))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(-1)
        super().focusOutEvent(event)

    def _point(self, row: int) -> None:
        if row != self.here:
            self.here = row
            self.pointed.emit(self.bars[row].index if row >= 0 else -1)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, body = theme.font(theme.FLOOR), theme.font(theme.SECONDARY)
        metrics = QFontMetricsF(body)
        widest = max(
            metrics.horizontalAdvance(text) for text in (self.tr("class"), *(b.name for b in self.bars))
        )
        names = min(widest + 12, self.width() * 0.28)
        count = max(QFontMetricsF(small).horizontalAdvance(self._count(bar)) for bar in self.bars) + 10
        bars = QRectF(names, HEAD, max(20.0, self.width() - names - 2 * PERCENT - count), 0)
        start = beginning(self.bars)
        self._axis(painter, bars, start, count)
        for row, bar in enumerate(self.bars):
            top = HEAD + row * ROW
            line = QRectF(0, top, self.width(), ROW)
            if row == self.here or bar.index == self.selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(line, 4, 4)
            painter.setFont(body)
            painter.setPen(theme.colour("accent" if bar.index == self.selected else "text"))
            text = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names - 10)
            painter.drawText(line.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            self._bar(painter, bar, bars, top, start)
            right = QRectF(bars.right(), top, PERCENT, ROW)
            ends = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.setPen(theme.colour("text"))
            painter.drawText(right, ends, f"{bar.accuracy:.1f} %" if bar.count else "–")
            painter.setFont(small)
            painter.setPen(theme.colour("dim"))
            painter.drawText(
                right.translated(count, 0).adjusted(PERCENT - count, 0, 0, 0), ends, self._count(bar)
            )
            precise = "–" if bar.precision is None else f"{bar.precision:.1f} %"
            painter.drawText(right.translated(PERCENT + count - 4, 0), ends, precise)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _count(self, bar: ClassBar) -> str:
        return self.tr("{0} of {1}").format(f"{bar.right:,}", f"{bar.count:,}")

    def _bar(self, painter: QPainter, bar: ClassBar, area: QRectF, top: float, start: float) -> None:
        track = QRectF(area.left(), top + (ROW - BAR) / 2, area.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRect(track)
        part = max(0.0, (bar.accuracy - start) / (100 - start)) if bar.count else 0.0
        painter.setBrush(theme.colour("right"))
        painter.drawRect(QRectF(track.left(), track.top(), track.width() * part, BAR))
        if start > 0:  # the foot is cut off: what is below isn't drawn
            painter.setPen(QPen(theme.colour("background"), 2))
            for x in (track.left() + 5, track.left() + 9):
                painter.drawLine(int(x), int(track.bottom()), int(x + 3), int(track.top()))

    def _axis(self, painter: QPainter, area: QRectF, start: float, count: float) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("faint"))
        middle = Qt.AlignmentFlag.AlignVCenter
        head = QRectF(0, 0, self.width(), HEAD)
        painter.drawText(head.adjusted(4, 0, 0, 0), middle, self.tr("class"))
        painter.drawText(head.adjusted(area.left(), 0, 0, 0), middle, self.tr("of its own images, right"))
        last = QRectF(head.right() - 90, 0, 86, HEAD)
        painter.drawText(last, middle | Qt.AlignmentFlag.AlignRight, self.tr("precision"))
        foot = HEAD + len(self.bars) * ROW
        for part in (0.0, 0.5, 1.0):
            x = area.left() + part * area.width()
            text = f"{start + part * (100 - start):g} %"
            painter.drawText(QRectF(x - 30, foot, 60, FOOT), Qt.AlignmentFlag.AlignCenter, text)
