"""Images with what became of them over a run: a strip right / wrong, or how often each was forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid

ACROSS, SIZE, STRIP, ROW = 8, 28, 6, 42  # images in a row, their size, their strip, and the height of a row


@dataclass(frozen=True, eq=False)
class ForgottenImage:
    """An image by its place or number, its name and how often it was forgotten; `right` at each look.

    Shape: image uint8 (H, W) or (3, H, W), right (looks,) bool
    """

    key: int
    name: str
    image: np.ndarray
    forgotten: int
    right: np.ndarray = field(default_factory=lambda: np.empty(0, bool))


class ForgottenGrid(PictureGrid):
    """Most forgotten first; the arrows and the mouse go from one to another."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._images: list[ForgottenImage] = []
        self._pictures: list[QImage] = []

    def show_images(self, images: list[ForgottenImage]) -> None:
        """Show other images."""
        self._images = images
        self._pictures = [picture(each.image) for each in images]
        self.at = 0
        self.setFixedHeight(ROW * -(-len(images) // ACROSS))
        self.update()

    @property
    def images(self) -> list[ForgottenImage]:
        """The images in sight."""
        return self._images

    def count(self) -> int:
        return len(self._images)

    def columns(self) -> int:
        return ACROSS

    def background(self) -> str:
        return "panel"

    def sizeHint(self) -> QSize:
        return QSize(ACROSS * 37, ROW * -(-len(self._images) // ACROSS))

    def place(self, number: int) -> QRectF:
        across = (self.width() - 4) / ACROSS
        row, column = divmod(number, ACROSS)
        return QRectF(2 + column * across + (across - SIZE) / 2, 2 + row * ROW, SIZE, SIZE + STRIP + 2)

    def tip(self, number: int) -> str:
        each = self._images[number]
        words = {0: self.tr("{0}: never forgotten"), 1: self.tr("{0}: forgotten once")}
        text = words.get(each.forgotten, self.tr("{0}: forgotten {1} times"))
        if len(each.right):
            text = self.tr("{0}: forgotten {1} times, right at {2} of {3} looks")
        return text.format(each.name, each.forgotten, int(each.right.sum()), len(each.right))

    def image(self, number: int) -> np.ndarray | None:
        return self._images[number].image

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        each = self._images[number]
        painter.drawImage(QRectF(place.x(), place.y(), SIZE, SIZE), self._pictures[number])
        strip = QRectF(place.x() - 2, place.y() + SIZE + 2, SIZE + 4, STRIP)
        if not len(each.right):
            painter.setFont(theme.font(theme.FLOOR))
            painter.setPen(theme.colour("text"))
            box = QRectF(place.x() - 4, place.y() + SIZE, SIZE + 8, 12)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{each.forgotten} ×")
            return
        painter.fillRect(strip, theme.colour("right"))
        edges = np.flatnonzero(np.diff(np.concatenate(([True], each.right, [True])).astype(int)))
        scale = strip.width() / len(each.right)
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):  # of what was wrong
            x = strip.x() + first * scale
            painter.fillRect(
                QRectF(x, strip.y(), max(1.0, (last - first) * scale), STRIP), theme.colour("wrong")
            )
