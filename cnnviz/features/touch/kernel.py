"""A kernel as a grid of cells that can be changed: by the wheel, by dragging, by + and -."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.colormap import signed_table
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner
from cnnviz.widgets.tiles import atlas

SIDE = 150  # pixels of the grid, at most; larger only where cells would be too small to hit
LARGEST, SMALLEST = 30, 6  # pixels of a cell
LINES_FROM = 9  # pixels of a cell from which on cells are parted by lines
NOTCH = 120  # of the wheel
DRAG = 4  # pixels a step
CHANGE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class KernelGrid(KeyOwner, QWidget):
    """The cells, one of them chosen. `stepped` tells by how many steps it is to change, and whether that goes
    on with the change before; `paged` asks for the next or the last kernel, `edit` for the field.
    """

    own_keys = MOVE + PRESS
    chosen = Signal(int, int)
    stepped = Signal(float, bool)
    paged = Signal(int)
    edit = Signal()
    pointed = Signal(int, int)  # row and column under the mouse, -1 outside

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernel_grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.values: np.ndarray = np.zeros((1, 1), np.float32)
        self.count = 1
        self.limit = 1.0
        self.place = (0, 0)
        self._under = (-1, -1)
        self._pressed: float | None = None  # where the mouse went down, while it is
        self._dragged = 0  # whole steps dragged so far
        self._wheel = 0

    @property
    def cell(self) -> int:
        """The pixels of a cell."""
        rows, cols = self.values.shape
        return max(SMALLEST, min(LARGEST, SIDE // max(rows, cols)))

    def show_values(self, values: np.ndarray, count: int, limit: float, place: tuple[int, int]) -> None:
        """Shows numbers, (rows, cols) of which the first `count` are real, and the chosen one's place."""
        other = values.shape != self.values.shape
        self.values, self.count, self.limit, self.place = values, count, limit, place
        if other:
            self.updateGeometry()
            self.setFixedSize(self.sizeHint())
        self.update()

    def place_at(self, point: QPointF) -> tuple[int, int]:
        """Row and column under a point; (-1, -1) where there is none."""
        rows, cols = self.values.shape
        row, col = int(point.y() // self.cell), int(point.x() // self.cell)
        inside = 0 <= row < rows and 0 <= col < cols and row * cols + col < self.count
        return (row, col) if inside else (-1, -1)

    def rect_of(self, row: int, col: int) -> QRectF:
        """Where a cell lies."""
        return QRectF(col * self.cell, row * self.cell, self.cell, self.cell)

    def _choose(self, row: int, col: int) -> None:
        rows, cols = self.values.shape
        row, col = max(0, min(row, rows - 1)), max(0, min(col, cols - 1))
        if row * cols + col >= self.count:
            row, col = divmod(self.count - 1, cols)
        if (row, col) != self.place:
            self.place = (row, col)
            self.chosen.emit(row, col)
            self.update()

    # Qt

    def sizeHint(self) -> QSize:
        rows, cols = self.values.shape
        return QSize(cols * self.cell, rows * self.cell)

    def owns(self, event: QKeyEvent) -> bool:
        return event.key() in CHANGE or super().owns(event)  # "+" is typed with Shift on many keyboards

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (row, col) = event.key(), self.place
        if key in ARROWS:
            down, right = ARROWS[Qt.Key(key)]
            self._choose(row + down, col + right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(row, 0 if key == Qt.Key.Key_Home else self.values.shape[1] - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in CHANGE:
            self.stepped.emit(-1.0 if key == Qt.Key.Key_Minus else 1.0, True)
        elif key in PRESS:
            self.edit.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place != (-1, -1):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(*place)
            self._pressed, self._dragged = event.position().y(), 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.place_at(event.position()) != (-1, -1):
            self.edit.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            steps = int((self._pressed - event.position().y()) / DRAG)
            if steps != self._dragged:
                self.stepped.emit(float(steps - self._dragged), self._dragged != 0)
                self._dragged = steps
            return
        self._point(self.place_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past must not change a weight: only the cell that was chosen and lies under the mouse.
        if not self.hasFocus() or self.place_at(event.position()) != self.place:
            event.ignore()
            return
        event.accept()
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - NOTCH * int(self._wheel / NOTCH)
        if notches:
            self.stepped.emit(float(notches), True)

    def leaveEvent(self, event: QEvent) -> None:
        self._point((-1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pressed = None
        self.update()

    def _point(self, place: tuple[int, int]) -> None:
        if place != self._under:
            self._under = place
            self.pointed.emit(*place)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows, cols = self.values.shape
        size = self.cell
        box = QRectF(0, 0, cols * size, rows * size)
        painter.drawImage(box, atlas(self.values[None], self.limit, signed_table(theme.current())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        for spare in range(self.count, rows * cols):
            painter.drawRect(self.rect_of(*divmod(spare, cols)))
        if size >= LINES_FROM:
            painter.setPen(QPen(theme.colour("panel"), 1))
            for row in range(rows + 1):
                painter.drawLine(QPointF(0, row * size), QPointF(box.right(), row * size))
            for col in range(cols + 1):
                painter.drawLine(QPointF(col * size, 0), QPointF(col * size, box.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._under not in ((-1, -1), self.place):
            painter.setPen(QPen(theme.colour("text"), 1))
            painter.drawRect(self.rect_of(*self._under).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRect(self.rect_of(*self.place).adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
