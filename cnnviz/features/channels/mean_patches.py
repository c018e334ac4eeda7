"""The index of a layer: for each channel the mean of what excites it most, numbered; one is chosen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid

SIDE, PITCH, LINE = 32.0, 44.0, 15.0
PAGE = 16
HEIGHT = 58


class MeanPatches(PictureGrid):
    """`entered` tells the channel that is chosen, `layer_wanted` that the next (1) or the one before (-1) is.

    Sixteen stand on a page; Page Up and Page Down turn it.
    """

    layer_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(round(PAGE * PITCH))
        self.means = np.empty((0, 1, 1), np.uint8)
        self.silent: frozenset[int] = frozenset()
        self.chosen = 0
        self.noun = "{0}"

    def show_means(self, means: np.ndarray, chosen: int, silent: frozenset[int], noun: str) -> None:
        """Shows the channels of a layer, (C, h, w) or (C, 3, h, w) uint8."""
        self.means, self.silent, self.noun = means, silent, noun
        self.choose(chosen)

    def choose(self, channel: int) -> None:
        """Frames another channel; its page comes into sight."""
        self.chosen = min(max(channel, 0), max(0, len(self.means) - 1))
        self.at = self.chosen - self.first
        self.update()

    @property
    def first(self) -> int:
        """The first channel of the page."""
        return self.chosen // PAGE * PAGE

    # as a grid

    def count(self) -> int:
        return min(PAGE, len(self.means) - self.first)

    def columns(self) -> int:
        return PAGE

    def place(self, number: int) -> QRectF:
        return QRectF(4 + number * PITCH, 4, SIDE, SIDE + LINE)

    def outline(self, number: int) -> QRectF:
        return self.place(number).adjusted(-2, -2, 2, 2)

    def tip(self, number: int) -> str:
        return self.noun.format(self.first + number)

    def pick(self, number: int) -> None:
        self.chosen = self.first + number
        self.at = number
        self.update()
        self.entered.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -PAGE,
            Qt.Key.Key_PageDown: PAGE,
        }.get(Qt.Key(event.key()))
        if by is None or not len(self.means):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.layer_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                return
            super().keyPressEvent(event)
            return
        self.choose(min(max(self.chosen + by, 0), len(self.means) - 1))
        self.entered.emit(self.chosen)

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        channel = self.first + number
        image = self.means[channel]
        high, wide = image.shape[-2:]
        scale = SIDE / max(high, wide)
        tile = QRectF(0, 0, wide * scale, high * scale)
        tile.moveCenter(QRectF(place.left(), place.top(), SIDE, SIDE).center())
        quiet = channel in self.silent
        painter.setOpacity(0.4 if quiet else 1.0)
        painter.drawImage(tile, picture(image))
        painter.setOpacity(1.0)
        chosen = channel == self.chosen
        painter.setFont(theme.font(theme.FLOOR, theme.BOLD if chosen else theme.REGULAR))
        painter.setPen(theme.colour("text" if chosen else "dim"))
        row = QRectF(place.left() - 6, place.top() + SIDE + 1, SIDE + 12, LINE)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, f"{channel}")
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.outline(number).adjusted(-1, -1, 1, 1), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
