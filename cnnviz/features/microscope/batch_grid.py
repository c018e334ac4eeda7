"""A batch of images in rows of eight: one is watched, the wrongly read ones carry a mark and a colour.

The pictures are one image, made anew only when the batch changes; what is painted over them is a few lines.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.session.picture import named
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget

COLUMNS = 8
TILE = 28
ROW = 36  # pixels from row to row
RIM = 3  # around a tile, for its outline


class BatchGrid(CellWidget):
    """Images to choose from by click or arrow keys; `chosen` tells the position."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("batch_grid", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the arrows still step
        # It fills itself: what lies behind it needn't be painted with every new prediction.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._images: np.ndarray = np.empty((0, TILE, TILE), np.uint8)
        self._labels: np.ndarray = np.empty(0, int)
        self._predictions: np.ndarray = np.empty(0, int)
        self._atlas = QImage()
        self._painted: QPixmap | None = None
        self._painted_for: object = None
        self._watched = 0
        self.classes: tuple[str, ...] = ()  # their names, where they are known

    def show_batch(self, images: np.ndarray, labels: np.ndarray, predictions: np.ndarray) -> None:
        """Shows a batch; uint8 images (N, H, W), predictions -1 where unknown. Repaints only what is new."""
        if images is not self._images:
            grown = len(images) != len(self._images)
            self._images = images
            self._atlas = _atlas(images)
            self._painted = None
            if grown:
                self.updateGeometry()
            self.update()
        if not np.array_equal(predictions, self._predictions) or not np.array_equal(labels, self._labels):
            self.update()
        self._labels, self._predictions = labels, predictions

    def watch(self, position: int) -> None:
        """Marks the watched image."""
        if position != self._watched:
            self._watched = position
            self.update()

    def wrong(self) -> np.ndarray:
        """Which images are read wrongly, as far as is known: bool (N,)."""
        return (self._predictions != self._labels) & (self._predictions >= 0)

    def describe(self, position: int) -> str:
        """What there is to say about one image."""
        label, read = int(self._labels[position]), int(self._predictions[position])
        name = named(self.classes, label)
        if read < 0:
            return self.tr("image {0}, label {1}").format(position + 1, name)
        mark = "✓" if read == label else "×"
        text = self.tr("image {0}, label {1}, reads {2} {3}")
        return text.format(position + 1, name, named(self.classes, read), mark)

    def cell(self, position: int) -> QRectF:
        """The place of an image's cell."""
        pitch = self._pitch()
        return QRectF((position % COLUMNS) * pitch, (position // COLUMNS) * ROW, TILE + 2 * RIM, ROW)

    def cell_at(self, place: QPointF) -> int:
        column, row = int(place.x() // self._pitch()), int(place.y() // ROW)
        position = row * COLUMNS + column
        inside = 0 <= column < COLUMNS and 0 <= position < len(self._images)
        return position if inside else -1

    def tip(self, number: int) -> str:
        return self.describe(number)

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def _pitch(self) -> float:
        # The first and the last column stand flush with the sides.
        return (self.width() - TILE - 2 * RIM) / (COLUMNS - 1)

    def _rows(self) -> int:
        return -(-len(self._images) // COLUMNS)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * ROW, self._rows() * ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._images) - 1
        moves = {
            Qt.Key.Key_Left: self._watched - 1,
            Qt.Key.Key_Right: self._watched + 1,
            Qt.Key.Key_Up: self._watched - COLUMNS,
            Qt.Key.Key_Down: self._watched + COLUMNS,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif 0 <= wanted <= last:
            self.chosen.emit(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.drawPixmap(0, 0, self._tiles())
        wrong = self.wrong()
        for position in np.flatnonzero(wrong).tolist():
            tile = self._tile(position)
            self._outline(painter, tile, "wrong", 1.5)
            self._cross(painter, QRectF(tile.right() - 9, tile.bottom() - 9, 11, 11))
        if self._watched < len(self._images):
            tile = self._tile(self._watched)
            self._outline(painter, tile, "accent", 2.0, 3.0 if wrong[self._watched] else 1.0)
            if self.hasFocus():
                self._outline(painter, tile, "text", 1.0, 4.5)
        if 0 <= self.under < len(self._images) and self.under != self._watched:
            self._outline(painter, self._tile(self.under), "faint", 1.0)
        painter.end()

    def _tile(self, position: int) -> QRectF:
        """The place of an image, on whole pixels."""
        tile = QRectF(0, 0, TILE, TILE)
        tile.moveCenter(self.cell(position).center())
        tile.moveTopLeft(QPointF(round(tile.x()), round(tile.y())))
        return tile

    def _tiles(self) -> QPixmap:
        """All images in their places, painted once for a batch and a size."""
        ratio, size = self.devicePixelRatioF(), self.size()
        if self._painted is None or self._painted_for != (ratio, size):
            painted = QPixmap(size * ratio)
            painted.setDevicePixelRatio(ratio)
            painted.fill(Qt.GlobalColor.transparent)
            painter = QPainter(painted)
            height, width = self._images.shape[1:]
            for position in range(len(self._images)):
                source = QRectF(0, position * height, width, height)
                painter.drawImage(self._tile(position), self._atlas, source)
            painter.end()
            self._painted, self._painted_for = painted, (ratio, size)
        return self._painted

    def _cross(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(theme.colour("wrong"), 1.8))
        arm = box.adjusted(3, 3, -3, -3)
        painter.drawLine(arm.topLeft(), arm.bottomRight())
        painter.drawLine(arm.topRight(), arm.bottomLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _outline(self, painter: QPainter, tile: QRectF, role: str, width: float, out: float = 1.0) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(-out, -out, out, out), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _atlas(images: np.ndarray) -> QImage:
    """One grey image with all of a batch's, one above the other; white ink on black, as MNIST is."""
    count, height, width = images.shape
    if count == 0:
        return QImage()
    # (N, H, W) -> (N * H, W)
    flat = np.ascontiguousarray(images.reshape(count * height, width))
    return QImage(flat.tobytes(), width, count * height, width, QImage.Format.Format_Grayscale8).copy()
