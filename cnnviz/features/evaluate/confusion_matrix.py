"""The confusion matrix: how many images of each true class are read as which; where it lies, its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.plots.area import mixed
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.cell_text import ink
from cnnviz.widgets.colormap import round_up
from cnnviz.widgets.grid_widget import NOWHERE, GridWidget, Pair
from cnnviz.widgets.keys import ENTER, STEPS
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, write

EDGE = 18.0  # pixels for an axis's name
BAR = 26.0  # under the matrix: what the colours mean
LONGEST = 76.0  # of a class's name, elided beyond
LARGEST = 72.0  # of a cell
ROOMY = 32  # pixels of a cell whose counts have room in small letters
OVERLAP = 4.0  # a column's name may be so much wider than its cells before all are turned
SMALL = 13.0  # cells smaller than this have no gap between them
WEAKEST = 0.14  # how much of the colour a single mistake has


@dataclass(frozen=True)
class MatrixGrid:
    """Where the cells of `count` classes lie: their left upper corner, and how wide and high each is."""

    count: int
    left: float
    top: float
    size: float
    high: float
    upright: bool  # the columns' names are turned, as they don't fit a cell

    @classmethod
    def of(cls, names: Sequence[str], width: float, height: float) -> MatrixGrid:
        """The largest cells that fit: square, but wide enough for their counts where it is low."""
        count = max(1, len(names))
        metrics = QFontMetricsF(theme.font(theme.FLOOR))
        longest = min(LONGEST, max((metrics.horizontalAdvance(name) for name in names), default=8.0))
        left = EDGE + longest + 10
        size = min((width - left - 4) / count, LARGEST)
        upright = longest > size + OVERLAP
        top = EDGE + (longest + 10 if upright else 20)
        high = max(6, int(min(size, (height - top - BAR) / count)))
        size = max(6, int(min(size, max(high, ROOMY))))
        return cls(count, left, top, float(size), float(high), upright)

    @property
    def side(self) -> float:
        """How wide the matrix is."""
        return self.size * self.count

    @property
    def height(self) -> float:
        """How high it is."""
        return self.high * self.count

    @property
    def area(self) -> QRectF:
        """All cells."""
        return QRectF(self.left, self.top, self.side, self.height)

    def cell(self, true: int, read: int) -> QRectF:
        """One cell; a whole row for read -1, a whole column for true -1."""
        if read < 0:
            return QRectF(self.left, self.top + true * self.high, self.side, self.high)
        if true < 0:
            return QRectF(self.left + read * self.size, self.top, self.size, self.height)
        return QRectF(self.left + read * self.size, self.top + true * self.high, self.size, self.high)

    def pair_at(self, point: QPointF) -> tuple[int, int]:
        """The true and the read class under a point; -1 for all of them, both -1 is nowhere."""
        true = int((point.y() - self.top) // self.high)
        read = int((point.x() - self.left) // self.size)
        in_row, in_column = 0 <= true < self.count, 0 <= read < self.count
        if in_row and (in_column or EDGE < point.x() < self.left):
            return true, read if in_column else -1
        if in_column and EDGE < point.y() < self.top:
            return -1, read
        return -1, -1


def rates(counts: np.ndarray) -> np.ndarray:
    """Which part of a true class's images is read as each class; 0 where there are none."""
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def limit(counts: np.ndarray) -> float:
    """Where the scale of the mistakes ends: a round number from the largest part upwards, at most all."""
    wrong = rates(counts)
    np.fill_diagonal(wrong, 0.0)
    largest = float(wrong.max(initial=0.0))
    return min(1.0, round_up(largest)) if largest > 0 else 0.0


def mistake_colour(part: float) -> QColor:
    """The colour of a mistake that is made with a part of the scale's end, above 0."""
    return mixed(theme.colour("block"), theme.colour("wrong"), WEAKEST + (1 - WEAKEST) * min(1.0, part))


def paint(painter: QPainter, grid: MatrixGrid, counts: np.ndarray, names: Sequence[str]) -> None:
    """Draw names, cells and the bar."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    top, parts = limit(counts), rates(counts)
    gap = 1.0 if grid.high >= SMALL else 0.0
    painter.fillRect(grid.area, theme.colour("line"))
    right = mixed(theme.colour("block"), theme.colour("right"), 0.28)
    size = theme.SECONDARY if grid.high >= 30 else theme.FLOOR
    font = theme.font(size)
    room = QFontMetricsF(font)
    painter.setFont(font)
    fits = grid.high >= 18
    for true in range(grid.count):
        for read in range(grid.count):
            count = int(counts[true, read])
            colour = theme.colour("block")
            if true == read:
                colour = right
            elif count:
                colour = mistake_colour(parts[true, read] / top)
            box = grid.cell(true, read).adjusted(0, 0, -gap, -gap)
            painter.fillRect(box, colour)
            text = f"{count:,}"
            if room.horizontalAdvance(text) > grid.size - 3:
                text = f"{count}"
            if (count or true == read) and fits and room.horizontalAdvance(text) <= grid.size - 3:
                painter.setPen(ink(colour))
                painter.drawText(box, CENTRE, text)
    _paint_names(painter, grid, names)
    _paint_bar(painter, grid, top, right)


def _paint_names(painter: QPainter, grid: MatrixGrid, names: Sequence[str]) -> None:
    font, bold = theme.font(theme.FLOOR), theme.font(theme.FLOOR, theme.SEMIBOLD)
    metrics = QFontMetricsF(font)
    every = 1 if grid.high >= 9 else 2
    for index in range(0, len(names), every):
        name = metrics.elidedText(names[index], Qt.TextElideMode.ElideMiddle, LONGEST)
        y, x = grid.top + index * grid.high, grid.left + index * grid.size
        row = QRectF(EDGE, y - 4, grid.left - EDGE - 6, grid.high + 8)
        write(painter, row, name, font, "text", RIGHT)
        if grid.upright:
            painter.save()
            painter.translate(x + grid.size / 2, grid.top - 7)
            painter.rotate(-90)
            write(painter, QRectF(0, -8, LONGEST + 8, 16), name, font)
            painter.restore()
        else:
            column = QRectF(x - 4, EDGE, grid.size + 8, grid.top - EDGE - 5)
            write(painter, column, name, font, "text", CENTRE)
    head = QRectF(grid.left, 0, grid.side, EDGE)
    write(painter, head, translate("Evaluate", "read as →"), bold, "dim", CENTRE)
    painter.save()
    painter.translate(0, grid.area.center().y())
    painter.rotate(-90)
    side = QRectF(-grid.height / 2, 0, grid.height, EDGE)
    write(painter, side, translate("Evaluate", "← true class"), bold, "dim", CENTRE)
    painter.restore()


def _paint_bar(painter: QPainter, grid: MatrixGrid, top: float, right: QColor) -> None:
    """Under the matrix: what its colours mean."""
    y = grid.area.bottom() + 8
    painter.setFont(theme.font(theme.FLOOR))
    metrics = QFontMetricsF(painter.font())
    x = grid.left
    painter.fillRect(QRectF(x, y + 2, 12, 12), right)
    text = translate("Evaluate", "✓ read rightly")
    painter.setPen(theme.colour("dim"))
    painter.drawText(QPointF(x + 17, y + 12), text)
    x += 17 + metrics.horizontalAdvance(text) + 16
    if top <= 0:
        painter.drawText(QPointF(x, y + 12), translate("Evaluate", "no mistakes"))
        return
    text = translate("Evaluate", "× part of the true class: 0")
    painter.drawText(QPointF(x, y + 12), text)
    x += metrics.horizontalAdvance(text) + 6
    for step in range(48):
        painter.fillRect(QRectF(x + 2 * step, y + 2, 2, 12), mistake_colour((step + 1) / 48))
    painter.drawText(QPointF(x + 102, y + 12), f"{100 * top:.3g} %")


def mark(painter: QPainter, grid: MatrixGrid, pair: tuple[int, int], role: str, width: float) -> None:
    """Outline a cell, a row or a column, and underline the names that it belongs to."""
    true, read = pair
    if (true, read) == (-1, -1) or max(true, read) >= grid.count:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    colour = theme.colour(role)
    frame(painter, grid.cell(true, read).adjusted(0, 0, -1, -1), 0, role, width=width)
    if true >= 0:
        row = grid.cell(true, -1)
        painter.fillRect(QRectF(grid.left - 4, row.top() + 1, 2, row.height() - 2), colour)
    if read >= 0:
        column = grid.cell(-1, read)
        painter.fillRect(QRectF(column.left() + 1, grid.top - 4, column.width() - 2, 2), colour)


class ConfusionMatrix(GridWidget):
    """`pointed` tells the true and the read class under the mouse or the arrows, `chosen` those clicked.

    -1 stands for all of them: a row's or a column's name.
    """

    own_keys = (*STEPS, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End)
    by_row = True

    chosen = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(320, 270)
        self.counts = np.zeros((0, 0), np.int64)
        self.names: tuple[str, ...] = ()
        self.selected: Pair = NOWHERE
        self._picture: QPixmap | None = None

    def show_counts(self, counts: np.ndarray, names: Sequence[str]) -> None:
        """Show other counts, int (K, K): row = true, column = read."""
        if counts.shape != self.counts.shape:
            self.here = NOWHERE
        self.counts, self.names = counts, tuple(names)
        self.refresh()

    def select(self, true: int, read: int) -> None:
        """Mark a cell, a row (read -1) or a column (true -1); both -1 is none."""
        self.selected = true, read
        self.update()

    def refresh(self) -> None:
        """Draw everything anew, in the colours of now."""
        self._picture = None
        self.update()

    def grid(self) -> MatrixGrid:
        """Where the cells are."""
        return MatrixGrid.of(self.names, self.width(), self.height())

    def pair_at(self, point: QPointF) -> Pair:
        return self.grid().pair_at(point)

    def cell(self, true: int, read: int) -> QRectF:
        """Where a cell is."""
        return self.grid().cell(true, read)

    def shape(self) -> Pair:
        return len(self.counts), len(self.counts)

    def begin(self) -> Pair:
        begin = self.here if self.here != NOWHERE else self.selected
        return NOWHERE if begin == NOWHERE else (max(0, begin[0]), max(0, begin[1]))

    def pick(self, row: int, column: int) -> None:
        self.chosen.emit(row, column)

    def sizeHint(self) -> QSize:
        return QSize(520, 520)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the colours
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self.counts):
            return
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(theme.colour("background"))
            within = QPainter(self._picture)
            paint(within, self.grid(), self.counts, self.names)
            within.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        grid = self.grid()
        mark(painter, grid, self.selected, "accent", 2.0)
        if self.here != self.selected:
            mark(painter, grid, self.here, "text", 1.5)
        if self.hasFocus():
            frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 0, "accent")
        painter.end()
