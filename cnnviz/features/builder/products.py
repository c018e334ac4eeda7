"""The arithmetic of one output, place by place of the window: value, weight, product; weights can be typed.

Arrows move from weight to weight; a digit, Enter or a click opens the one that is chosen, Enter takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets import colormap, theme, tiles
from cnnviz.widgets.cell_text import ink
from cnnviz.widgets.fitted import draw_fitted
from cnnviz.widgets.grid_widget import NOWHERE, Pair, PlaceGrid
from cnnviz.widgets.keys import ENTER, MOVE, PRESS
from cnnviz.widgets.painting import CENTRE, frame, ring, smooth, write

LINE = 15  # pixels of each of the three lines
LOWEST, TALLEST, WIDEST = 40, 58, 84  # pixels of a place


@dataclass(frozen=True)
class ProductCell:
    """One place of the window: up to three lines, and how it is marked."""

    first: str
    second: str = ""
    third: str = ""
    border: bool = False
    marked: bool = False


class Products(PlaceGrid):
    """`weight_typed` tells the row, the column and the text that was typed for a weight."""

    own_keys = MOVE[:6] + PRESS

    weight_typed = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("products", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.cells: tuple[tuple[ProductCell, ...], ...] = ()
        self.weights: np.ndarray | None = None
        self.limit = 1.0
        self.editable = False
        self._opened: np.ndarray | None = None  # the weights that the editor was opened over
        self.editor = QLineEdit(self)
        self.editor.setObjectName("weight_editor")
        self.editor.setAccessibleName(self.tr("Weight"))
        self.editor.setFont(theme.font(theme.SECONDARY, mono=True))
        self.editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editor.setStyleSheet("min-height: 18px; padding: 0 2px; border-radius: 4px;")
        self.editor.hide()
        self.editor.editingFinished.connect(self._typed)
        self.editor.installEventFilter(self)

    def show_cells(
        self, cells: Sequence[Sequence[ProductCell]], weights: np.ndarray | None, limit: float, editable: bool
    ) -> None:
        """Show the places of a window. Shape: cells, weights (k, k); None for no weights."""
        self.cells = tuple(tuple(row) for row in cells)
        self.weights, self.limit, self.editable = weights, limit, editable
        self.keep_place()
        self.setMinimumHeight(LOWEST * len(self.cells) + 2)
        self.setMaximumHeight(TALLEST * len(self.cells) + 2)
        if not editable or (self._opened is not None and self._opened is not weights):
            self.editor.hide()  # another kernel has come under it
        said = (f"{cell.first} {cell.second} {cell.third}" for row in self.cells for cell in row)
        self.setAccessibleDescription(listed(said, SEMICOLON))
        self.update()

    def shape(self) -> Pair:
        return (len(self.cells), len(self.cells[0])) if self.cells else (0, 0)

    def pair_at(self, point: QPointF) -> Pair:
        found = (pair for pair in np.ndindex(*self.shape()) if self.box(*pair).contains(point))
        return next(found, NOWHERE)

    def pick(self, row: int, column: int) -> None:
        self.open(row, column)

    def box(self, row: int, column: int) -> QRectF:
        """The rectangle of a place."""
        rows, columns = self.shape()
        width = min(WIDEST, (self.width() - 2) // columns)
        height = min(TALLEST, (self.height() - 2) // rows)
        left = (self.width() - width * columns) / 2
        return QRectF(left + column * width, 1 + row * height, width, height)

    def lines(self, box: QRectF) -> tuple[QRectF, QRectF, QRectF]:
        """The three lines of a place."""
        line = min(LINE, (box.height() - 4) / 3)
        top = box.top() + (box.height() - 3 * line) / 2
        made = [QRectF(box.left() + 2, top + i * line, box.width() - 4, line) for i in range(3)]
        return made[0], made[1], made[2]

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        if self.faded:
            painter.setOpacity(0.3)
        pixels: np.ndarray | None = None
        if self.weights is not None:
            table = colormap.signed_table(theme.current())
            pixels = table.take(tiles.indices(self.weights, self.limit))
        for row, line in enumerate(self.cells):
            for column, cell in enumerate(line):
                fill = QColor(int(pixels[row, column]) & 0xFFFFFF) if pixels is not None else None
                self._paint_cell(painter, self.box(row, column), cell, fill)
        if self.hasFocus() and self.cells:
            ring(painter, self.box(*self.place).adjusted(2, 2, -2, -2), 4)
        painter.end()

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: ProductCell, fill: QColor | None) -> None:
        edge, width = ("accent", 2) if cell.marked else ("edge", 1)
        frame(painter, box.adjusted(1, 1, -1, -1), 4, edge, "block", width)
        if cell.border:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(theme.colour("faint", 0.35), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
        first, second, third = self.lines(box)
        small = box.width() < 58 or box.height() < 46
        font = theme.font(theme.FLOOR if small else theme.SECONDARY, mono=True)
        if not cell.second and not cell.third:
            first = box
        write(painter, first, cell.first, font, "text" if cell.marked or not cell.border else "dim", CENTRE)
        if cell.second:
            pen = theme.colour("text")
            if fill is not None:
                plate = second.adjusted(3, 0, -3, 0)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(plate, 3, 3)
                pen = ink(fill)
            painter.setPen(pen)
            draw_fitted(painter, second, CENTRE, cell.second)
        write(painter, third, cell.third, font, "dim", CENTRE)

    # typing a weight

    def open(self, row: int, column: int, text: str | None = None) -> None:
        """Open the editor over a weight."""
        if not self.editable or self.weights is None:
            return
        self.place = (row, column)
        middle = self.lines(self.box(row, column))[1]
        box = QRectF(0, 0, max(48, middle.width()), 22)
        box.moveCenter(middle.center())
        self.editor.setGeometry(box.toRect())
        self.editor.setText(f"{self.weights[row, column]:.6g}" if text is None else text)
        if text is None:
            self.editor.selectAll()
        self._opened = self.weights
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _typed(self) -> None:
        if not self.editor.isHidden():
            self.editor.hide()
            self.weight_typed.emit(*self.place, self.editor.text())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.editor.hide()
        elif event.key() in ENTER:
            self._typed()
        else:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # mouse and keys

    def owns(self, event: QKeyEvent) -> bool:
        if not self.editor.isHidden():
            return event.key() == Qt.Key.Key_Escape
        return (self.editable and _begins_number(event)) or super().owns(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editable and _begins_number(event):
            self.open(*self.place, event.text())
        else:
            super().keyPressEvent(event)


def _begins_number(event: QKeyEvent) -> bool:
    return event.text() != "" and event.text() in "0123456789-."
