"""The selected image, enlarged, with its exact pixels, and the ways from here into the network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnnviz.features.images.reading import ImageReading
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, restyle, tell
from cnnviz.widgets.grid_widget import NOWHERE, GridWidget, Pair
from cnnviz.widgets.keys import STEPS
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.numbers import hundredths
from cnnviz.widgets.painting import frame
from cnnviz.widgets.picture import packed
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.tiles import image_of
from core.training.version import Version


class Enlarged(GridWidget):
    """A square of `side` pixels, whose cells are the numbers of an image."""

    own_keys = tuple(STEPS)

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFixedSize(side, side)
        self._pixels: np.ndarray | None = None

    def show_pixels(self, pixels: np.ndarray | None) -> None:
        """Show uint8 (H, W) or (C, H, W); None leaves the square empty."""
        self._pixels = None if pixels is None else packed(pixels[None])[0]
        if any(at >= size for at, size in zip(self.here, self.shape(), strict=True)):
            self.here = NOWHERE
        if self.here != NOWHERE:
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

    # as a grid

    def shape(self) -> Pair:
        return (0, 0) if self._pixels is None else (self._pixels.shape[0], self._pixels.shape[1])

    def first(self) -> Pair:
        rows, columns = self.shape()
        return rows // 2, columns // 2

    def pair_at(self, point: QPointF) -> Pair:
        place, (rows, columns) = self.place(), self.shape()
        if self._pixels is None or not place.contains(point):
            return NOWHERE
        at = point - place.topLeft()
        row, column = int(at.y() * rows / place.height()), int(at.x() * columns / place.width())
        return min(row, rows - 1), min(column, columns - 1)

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
                frame(painter, place.adjusted(0, 0, -1, -1), 0, "accent" if self.hasFocus() else "line")
            if self.here != NOWHERE:
                frame(painter, self.cell(*self.here), 0, "accent", width=2)
        painter.end()


def scaled(values: np.ndarray, top: float) -> np.ndarray:
    """Numbers from 0 to `top` as bytes to be shown: black to white. Shape: any -> uint8, the same"""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.clip(np.rint(values * (255 / top)), 0, 255)).astype(np.uint8)


SIDE = 280  # pixels: 10 for each of MNIST's
Dated = Callable[[str, Version, int], str]


def line(parent: QWidget, name: str, role: str = "", size: float = theme.SECONDARY) -> QLabel:
    """A line of text that never asks for more room than there is."""
    made = PlainLabel(parent, size=size, weight=theme.REGULAR if role else theme.SEMIBOLD, name=name)
    made.setProperty("role", role)
    made.cut = Qt.TextElideMode.ElideMiddle  # a name is in it
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


class ImageCard(QWidget):
    """`wanted` tells that it is to be seen on the canvas, `drawn_over` that it is to be put onto the pad."""

    wanted = Signal()
    drawn_over = Signal()
    said = Signal(str, str)  # a subject and a sentence about what is under the mouse

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("image_card")
        self.setAccessibleName(self.tr("The selected image"))
        self._image: np.ndarray | None = None
        column = vbox(self, 6)
        self.name = line(self, "image_name", size=theme.BODY)
        self.enlarged = Enlarged("image_enlarged", SIDE, self)
        self.enlarged.setAccessibleName(self.tr("The selected image, enlarged"))
        self.enlarged.pointed.connect(self._pointed)
        self.pixel = line(self, "image_pixel", "dim")
        self.reads = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="image_reads")
        self.reads.setMinimumHeight(2 * self.reads.fontMetrics().lineSpacing())  # once it is of another step
        self.reads.setAlignment(Qt.AlignmentFlag.AlignTop)
        fill(column, self.name, (self.enlarged, 0, Qt.AlignmentFlag.AlignLeft), self.pixel, self.reads)
        tip = self.tr("The whole network answers this image, forward and backward (Enter).")
        text = self.tr("Show on the canvas")
        self.show_button = Button("images_show", "primary", "", self, text, tip, self.wanted)
        self.draw_button = Button("images_draw", "raised", "pen", self, clicked=self.drawn_over)
        self.draw_button.setText(self.tr("Draw over it"))
        column.addLayout(fill(hbox(spacing=8), (self.show_button, 1), self.draw_button))
        self.show_image(None, "", "")

    def show_image(self, image: np.ndarray | None, name: str, label: str) -> None:
        """Show an image, uint8 (H, W) or (C, H, W); None where there is none."""
        self._image = image
        self.enlarged.show_pixels(image)
        if image is None:
            self.name.setText(self.tr("No image is selected"))
        else:
            self.name.setText(self.tr("{0}  ·  label {1}").format(name, label))
        set_tip(self.name, self.name.text())
        self.reads.setText("")
        self.show_button.setEnabled(image is not None)
        self.draw_button.setEnabled(image is not None)
        words = self.tr("Put a copy onto the pad: change it and watch the answer change.")
        tell(self.draw_button, self.draw_button.text(), words)
        self._pointed(*self.enlarged.here)

    def show_answer(self, label: str, answer: ImageReading, right: bool, dated: Dated) -> None:
        """Say what the network reads the image as, and which network, as `Session.dated` has it."""
        text = self.tr("The network reads {0} {1}  {2} %, at step {3:,}")
        mark = "✓" if right else "×"
        text = text.format(label, mark, hundredths(answer.probability), answer.step)
        self.reads.setText(dated(text, answer.version, answer.step))
        restyle(self.reads, "role", "right" if right else "wrong")

    @Slot(int, int)
    def _pointed(self, row: int, column: int) -> None:
        if self._image is None or row < 0:
            size = "" if self._image is None else " x ".join(map(str, self._image.shape[::-1]))
            hint = self.tr("{0} pixels. Point at one for its value.").format(size) if size else ""
            self.pixel.setText(hint)
            self.said.emit("", "")
            return
        values = self._image[..., row, column]
        numbers = ", ".join(str(int(value)) for value in np.atleast_1d(values))
        place = self.tr("row {0}, column {1}").format(row, column)
        self.pixel.setText(self.tr("{0}: {1} of 255").format(place, numbers))
        parts = ", ".join(f"{int(value) / 255:.3g}" for value in np.atleast_1d(values))
        sentence = self.tr("{0} of 255, {1} as a number from 0 to 1, before the network's own scaling.")
        self.said.emit(self.tr("Pixel, {0}").format(place), sentence.format(numbers, parts))
