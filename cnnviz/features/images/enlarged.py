"""One image, or the mean of many, as large as its room allows: pointing at a cell reads one number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.picture import packed
from cnnviz.widgets.tiles import image_of

STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Enlarged(KeyOwner, QWidget):
    """A square of `side` pixels; `pointed` tells row and column of the number under the mouse, or -1, -1."""

    own_keys = tuple(STEPS)

    pointed = Signal(int, int)

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.here = (-1, -1)
        self._pixels: np.ndarray | None = None

    def show_pixels(self, pixels: np.ndarray | None) -> None:
        """Shows uint8 (H, W) or (C, H, W); None leaves the square empty."""
        self._pixels = None if pixels is None else packed(pixels[None])[0]
        row, column = self.here
        if self._pixels is None or row >= self._pixels.shape[0] or column >= self._pixels.shape[1]:
            self.here = (-1, -1)
        if self.here != (-1, -1):
            self.pointed.emit(*self.here)
        self.update()

    def place(self) -> QRectF:
        """Where the image lies: in the middle, enlarged by a whole factor; made smaller only if it must."""
        if self._pixels is None:
            return QRectF(self.rect())
        height, width = self._pixels.shape
        room = self.width()
        factor = float(max(1, room // max(height, width)))
        if max(height, width) > room:
            factor = room / max(height, width)
        place = QRectF(0, 0, width * factor, height * factor)
        place.moveTopLeft(QPointF((room - place.width()) // 2, (room - place.height()) // 2))
        return place

    def cell(self, row: int, column: int) -> QRectF:
        """Where one number lies."""
        place = self.place()
        assert self._pixels is not None
        high, wide = place.height() / self._pixels.shape[0], place.width() / self._pixels.shape[1]
        return QRectF(place.left() + column * wide, place.top() + row * high, wide, high)

    def point(self, row: int, column: int) -> None:
        """Points at a number; (-1, -1) at none."""
        if (row, column) != self.here:
            self.here = row, column
            self.pointed.emit(row, column)
            self.update()

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._pixels is None:
            super().keyPressEvent(event)
            return
        height, width = self._pixels.shape
        if self.here == (-1, -1):
            self.point(height // 2, width // 2)
        else:
            row, column = self.here[0] + step[0], self.here[1] + step[1]
            self.point(min(max(row, 0), height - 1), min(max(column, 0), width - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place()
        if self._pixels is None or not place.contains(event.position()):
            self.point(-1, -1)
            return
        height, width = self._pixels.shape
        at = event.position() - place.topLeft()
        row, column = int(at.y() * height / place.height()), int(at.x() * width / place.width())
        self.point(min(row, height - 1), min(column, width - 1))

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1, -1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1, -1)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.place()
        if self._pixels is None:
            painter.setPen(QPen(theme.colour("line"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            whole = place.width() >= self._pixels.shape[1]
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not whole)
            picture = image_of(self._pixels)
            painter.drawImage(place, picture, QRectF(picture.rect()))
            if self.hasFocus() or theme.current().dark:  # black ends by itself where all around is light
                painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 1))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
            if self.here != (-1, -1):
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(self.cell(*self.here))
        painter.end()


def scaled(values: np.ndarray, top: float) -> np.ndarray:
    """Numbers from 0 to `top` as bytes to be shown: black to white. Shape: any -> uint8, the same"""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.clip(np.rint(values * (255 / top)), 0, 255)).astype(np.uint8)
