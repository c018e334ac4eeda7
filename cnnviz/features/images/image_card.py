"""The selected image, enlarged, with its exact pixels, and the ways from here into the network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnnviz.features.images.enlarged import Enlarged
from cnnviz.features.images.reading import ImageReading
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, restyle, tell
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from core.training.version import Version

SIDE = 280  # pixels: 10 for each of MNIST's
Dated = Callable[[str, Version, int], str]


def line(parent: QWidget, name: str, role: str = "", size: float = theme.SECONDARY) -> QLabel:
    """A line of text that never asks for more room than there is."""
    made = PlainLabel(parent, size=size, weight=theme.REGULAR if role else theme.SEMIBOLD, name=name)
    made.setProperty("role", role)
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
        self.reads = line(self, "image_reads", "dim")
        column.addWidget(self.name)
        column.addWidget(self.enlarged, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.pixel)
        column.addWidget(self.reads)
        row = hbox(spacing=8)
        self.show_button = Button("images_show", "primary", "", self, self.tr("Show on the canvas"))
        words = self.tr("The whole network answers this image, forward and backward (Enter).")
        tell(self.show_button, self.show_button.text(), words)
        self.show_button.clicked.connect(self.wanted)
        self.draw_button = Button("images_draw", "raised", "pen", self)
        self.draw_button.setText(self.tr("Draw over it"))
        self.draw_button.clicked.connect(self.drawn_over)
        row.addWidget(self.show_button, 1)
        row.addWidget(self.draw_button)
        column.addLayout(row)
        self.show_image(None, "", "")

    def show_image(self, image: np.ndarray | None, name: str, label: str) -> None:
        """Shows an image, uint8 (H, W) or (C, H, W); None where there is none."""
        self._image = image
        self.enlarged.show_pixels(image)
        if image is None:
            self.name.setText(self.tr("No image is selected"))
        else:
            self.name.setText(self.tr("{0}  ·  label {1}").format(name, label))
        set_tip(self.name, self.name.text())
        self.reads.setText("")
        self.show_button.setEnabled(image is not None)
        fits = image is not None and image.shape == (28, 28)
        self.draw_button.setEnabled(fits)
        words = self.tr("Put a copy onto the pad: change it and watch the answer change.")
        if not fits:
            words = self.tr("The pad has 28 x 28 grey pixels; this image is of another size.")
        tell(self.draw_button, self.draw_button.text(), words)
        self._pointed(*self.enlarged.here)

    def show_answer(self, label: str, answer: ImageReading, right: bool, dated: Dated) -> None:
        """Says what the network reads the image as, and which network, as `Session.dated` has it."""
        text = self.tr("The network reads {0} {1}  {2} %, at step {3:,}")
        mark = "✓" if right else "×"
        percent = 100 * answer.probability
        sure = "> 99.9" if percent > 99.9 else f"{percent:.1f}"
        text = text.format(label, mark, sure, answer.step)
        self.reads.setText(dated(text, answer.version, answer.step))
        set_tip(self.reads, self.reads.text())
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
