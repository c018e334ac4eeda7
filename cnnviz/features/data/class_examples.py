"""The classes of a set that is looked over, one a row: its first images as they will be seen, name and count.

A click on a row, or Space, takes a class in or leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.system.translation import Count
from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.painting import frame
from cnnviz.widgets.picture import picture
from core.data.inspection import OpenedData
from core.data.sample import examples

EACH = 8  # images of a class
IMAGE, GAP = 52, 6  # pixels of an image's side, about; between two
NAMES = 150  # pixels for a class's tick, name and count
TICK = 14


class ClassExamples(CellWidget):
    """`toggled` tells the class that is to be taken in or left out."""

    toggled = Signal(str)

    own_keys: ClassVar[tuple[Qt.Key, ...]] = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.opened: OpenedData | None = None
        self.at = 0  # where the arrows are
        self.free = False  # whether classes can be left out
        self._counts: dict[str, int] = {}
        self._images: list[np.ndarray] = []

    @property
    def classes(self) -> list[str]:
        """All classes of the set, those that are left out among them."""
        return list(self._counts)

    def show_set(self, opened: OpenedData | None, counts: Mapping[str, int], free: bool) -> None:
        """Show a set, or nothing. `counts` has the images of every class of it by name; a class that
        `opened` lacks is left out. `free` says whether that can be changed.
        """
        self.opened, self._counts, self.free = opened, dict(counts), free
        self._images = [] if opened is None else examples(opened, EACH)
        self.at = max(0, min(self.at, len(self._counts) - 1))
        self.setMinimumHeight(self.sizeHint().height())
        self.setAccessibleDescription(self.tip(self.at))
        self.updateGeometry()
        self.update()

    def pictures_of(self, name: str) -> np.ndarray:
        """The images that are shown of a class; uint8 (n, H, W) or (n, C, H, W)."""
        opened = self.opened
        if opened is None or name not in opened.train.classes:
            return np.empty((0, 1, 1), np.uint8)
        return opened.train.images[self._images[opened.train.classes.index(name)]]

    def factor(self) -> float:
        """How much images are enlarged: by a whole number, unless they are larger than their place."""
        if self.opened is None:
            return 1.0
        largest = max(self.opened.train.shape[1:])
        return float(max(1, round(IMAGE / largest)))

    def row_height(self) -> int:
        """Pixels of a class's row."""
        high = IMAGE if self.opened is None else self.opened.train.shape[1] * self.factor()
        return round(max(high, 34)) + GAP

    def sizeHint(self) -> QSize:
        return QSize(NAMES + EACH * (IMAGE + GAP), max(1, len(self._counts)) * self.row_height())

    # as cells

    def count(self) -> int:
        return len(self._counts)

    def place(self, number: int) -> QRectF:
        return QRectF(0, number * self.row_height(), self.width(), self.row_height())

    def here(self) -> int:
        return self.at

    def go(self, number: int) -> None:
        self.at = number
        self.setAccessibleDescription(self.tip(number))
        self.pointed.emit(number)
        self.update()

    def tip(self, number: int) -> str:
        if not 0 <= number < len(self._counts):
            return ""
        name, count = list(self._counts.items())[number]
        if self._left_out(name):
            return self.tr("Class {0}: left out. A click takes it in again.").format(name)
        text = self.tr("Class {0}: {1} {1:image|images}. A click leaves it out.")
        if not self.free:
            text = self.tr("Class {0}: {1} {1:image|images}.")
        return text.format(name, Count(count))

    def pick(self, number: int) -> None:
        self.at = number
        self.update()
        if self.free:
            self.toggled.emit(self.classes[number])

    def _left_out(self, name: str) -> bool:
        return self.opened is not None and name not in self.opened.train.classes

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self.row_height()
        first = max(0, event.rect().top() // high)
        last = min(len(self._counts), event.rect().bottom() // high + 1)
        for number, (name, count) in list(enumerate(self._counts.items()))[first:last]:
            self._paint_row(painter, QRectF(0, number * high, self.width(), high), number, name, count)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, number: int, name: str, count: int) -> None:
        out = self._left_out(name)
        if self.free and number == self.under:
            painter.fillRect(row.adjusted(0, 1, 0, -1), theme.colour("raised"))
        if self.hasFocus() and number == self.at:
            frame(painter, row.adjusted(0.5, 1.5, -0.5, -1.5), 0, "accent")
        middle = row.center().y()
        if self.free:
            box = QRectF(row.x() + 4, middle - TICK / 2, TICK, TICK)
            frame(painter, box, 0, "faint")
            if not out:
                icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), theme.colour("accent"))
        left = row.x() + (TICK + 12 if self.free else 4)
        words = QRectF(left, middle - 17, NAMES - left - 8, 17)
        font = theme.font(theme.BODY, theme.SEMIBOLD)
        painter.setFont(font)
        painter.setPen(theme.colour("dim" if out else "text"))
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour("dim"))
        said = self.tr("left out") if out else self.tr("{0} {0:image|images}").format(Count(count))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words.translated(0, 17), flags, said)
        self._paint_images(painter, row, name)

    def _paint_images(self, painter: QPainter, row: QRectF, name: str) -> None:
        factor, x = self.factor(), float(NAMES)
        for image in self.pictures_of(name):
            height, width = image.shape[-2:]
            box = QRectF(x, row.y() + GAP // 2, width * factor, height * factor)
            if box.right() > row.right():
                break
            painter.drawImage(box, picture(image))
            frame(painter, box.adjusted(-0.5, -0.5, 0.5, 0.5), 0, "line")
            x += width * factor + GAP
