"""A batch of images in rows of eight: one is watched, the wrongly read ones carry a mark and a colour."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.session.picture import named
from cnnviz.widgets import theme
from cnnviz.widgets.picture import packed
from cnnviz.widgets.picture_grid import PictureGrid
from cnnviz.widgets.tiles import image_of

COLUMNS = 8
TILE = 28
ROW = 36  # pixels from row to row
RIM = 3  # around a tile, for its outline


class BatchGrid(PictureGrid):
    """Images to choose from by click or arrow keys; `chosen` tells the position."""

    chosen = Signal(int)

    focus_out = 4.5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("batch_grid", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the arrows still step
        self._images: np.ndarray = np.empty((0, TILE, TILE), np.uint8)
        self._labels: np.ndarray = np.empty(0, int)
        self._predictions: np.ndarray = np.empty(0, int)
        self._atlas = QImage()  # all images, one above the other
        self.classes: tuple[str, ...] = ()  # their names, where they are known

    def show_batch(self, images: np.ndarray, labels: np.ndarray, predictions: np.ndarray) -> None:
        """Show a batch; uint8 images (N, H, W), predictions -1 where unknown. Repaint only what is new."""
        if images is not self._images:
            grown = len(images) != len(self._images)
            self._images = images
            # (N, H, W) -> (N * H, W)
            self._atlas = image_of(packed(images).reshape(-1, images.shape[-1])) if len(images) else QImage()
            if grown:
                self.updateGeometry()
            self.update()
        if not np.array_equal(predictions, self._predictions) or not np.array_equal(labels, self._labels):
            self.update()
        self._labels, self._predictions = labels, predictions

    def watch(self, position: int) -> None:
        """Mark the watched image."""
        if position != self.at:
            self.at = position
            self.update()

    def wrong(self) -> np.ndarray:
        """Which images are read wrongly, as far as is known: bool (N,)."""
        return (self._predictions != self._labels) & (self._predictions >= 0)

    # as a grid

    def count(self) -> int:
        return len(self._images)

    def columns(self) -> int:
        return COLUMNS

    def background(self) -> str:
        return "panel"

    def place(self, number: int) -> QRectF:
        # The first and the last column stand flush with the sides.
        pitch = (self.width() - TILE - 2 * RIM) / (COLUMNS - 1)
        return QRectF((number % COLUMNS) * pitch, (number // COLUMNS) * ROW, TILE + 2 * RIM, ROW)

    def outline(self, number: int) -> QRectF:
        """The place of the image itself, on whole pixels."""
        tile = QRectF(0, 0, TILE, TILE)
        tile.moveCenter(self.place(number).center())
        return QRectF(QPointF(round(tile.x()), round(tile.y())), tile.size())

    def tip(self, number: int) -> str:
        label, read = int(self._labels[number]), int(self._predictions[number])
        name = named(self.classes, label)
        if read < 0:
            return self.tr("image {0}, label {1}").format(number + 1, name)
        mark = "✓" if read == label else "×"
        text = self.tr("image {0}, label {1}, reads {2} {3}")
        return text.format(number + 1, name, named(self.classes, read), mark)

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def go(self, number: int) -> None:
        if number != self.at:
            self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * ROW, -(-len(self._images) // COLUMNS) * ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # painting

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        tile, (height, width) = self.outline(number), self._images.shape[1:]
        painter.drawImage(tile, self._atlas, QRectF(0, number * height, width, height))
        if 0 <= self._predictions[number] != self._labels[number]:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._frame(painter, tile, "wrong", 1.5, 1.0)
            self._cross(painter, QRectF(tile.right() - 9, tile.bottom() - 9, 11, 11))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_over(self, painter: QPainter) -> None:
        """The outline of the watched image."""
        if self.at < len(self._images):
            self._frame(painter, self.outline(self.at), "accent", 2.0, 3.0 if self.wrong()[self.at] else 1.0)

    def _cross(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(theme.colour("wrong"), 1.8))
        arm = box.adjusted(3, 3, -3, -3)
        painter.drawLine(arm.topLeft(), arm.bottomRight())
        painter.drawLine(arm.topRight(), arm.bottomLeft())
