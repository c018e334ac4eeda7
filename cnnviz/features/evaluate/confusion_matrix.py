"""The confusion matrix: which class is read as which, a cell a pair, with its count where that fits.

Rows are the true classes, columns what was read. The diagonal is what went right and has a colour of its own;
the other cells share a scale that ends at the worst of them, so that rare mistakes aren't drowned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import confusion_painting as painting
from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEYS = (*MOVES, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End)
NOWHERE = (-1, -1)

Pair = tuple[int, int]  # true, read; -1 stands for all of them: a row's or a column's name


class ConfusionMatrix(QWidget):
    """`pointed` tells the pair under the mouse or the arrows, `chosen` the one clicked or entered."""

    pointed = Signal(int, int)
    chosen = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 320)
        self.counts = np.zeros((0, 0), np.int64)
        self.names: tuple[str, ...] = ()
        self.here: Pair = NOWHERE  # under the mouse or the arrows
        self.selected: Pair = NOWHERE
        self._picture: QPixmap | None = None

    def show_counts(self, counts: np.ndarray, names: Sequence[str]) -> None:
        """Shows other counts, int (K, K): row = true, column = read."""
        if counts.shape != self.counts.shape:
            self.here = NOWHERE
        self.counts, self.names = counts, tuple(names)
        self.refresh()

    def select(self, true: int, read: int) -> None:
        """Marks a cell, a row (read -1) or a column (true -1); both -1 is none."""
        self.selected = true, read
        self.update()

    def refresh(self) -> None:
        """Draws everything anew, in the colours of now."""
        self._picture = None
        self.update()

    def grid(self) -> painting.MatrixGrid:
        """Where the cells are."""
        return painting.MatrixGrid.of(self.names, self.width(), self.height())

    def pair_at(self, point: QPointF) -> Pair:
        """The cell under a point, or a row's or a column's name."""
        return self.grid().pair_at(point)

    def cell(self, true: int, read: int) -> QRectF:
        """Where a cell is."""
        return self.grid().cell(true, read)

    def sizeHint(self) -> QSize:
        return QSize(520, 520)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.pair_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(NOWHERE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pair = self.pair_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and pair != NOWHERE:
            self.chosen.emit(*pair)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self.counts) - 1
        if key not in KEYS or last < 0:
            super().keyPressEvent(event)
            return
        begin = self.here if self.here != NOWHERE else self.selected
        true, read = (max(0, place) for place in begin)
        if key in ENTER:
            self.chosen.emit(true, read)
        elif begin == NOWHERE:
            self._point((0, 0))
        elif key in MOVES:
            down, right = MOVES[key]
            self._point((min(max(true + down, 0), last), min(max(read + right, 0), last)))
        else:
            self._point((true, 0 if key == Qt.Key.Key_Home else last))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(NOWHERE)
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def _point(self, pair: Pair) -> None:
        if pair != self.here:
            self.here = pair
            self.pointed.emit(*pair)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self.counts):
            return
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(theme.colour("background"))
            within = QPainter(self._picture)
            painting.paint(within, self.grid(), self.counts, self.names)
            within.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        grid = self.grid()
        painting.mark(painter, grid, self.selected, "accent", 2.0)
        if self.here != self.selected:
            painting.mark(painter, grid, self.here, "text", 1.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
