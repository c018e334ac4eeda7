"""Pictures in rows to point at and to open: the mouse, the arrows and Enter, whatever is painted in each."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.translation import translate
from cnnviz.widgets import taking, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import ENTER, MOVE
from cnnviz.widgets.painting import frame


class PictureGrid(CellWidget):
    """`pointed` tells the cell under the mouse or the arrows (-1: none), `entered` the one that is opened.

    Whoever makes one from it says how many cells there are, where they lie, and paints them.
    """

    entered = Signal(int)

    focus_out: ClassVar[float] = 2.0  # pixels from a picture to the outline that says where the arrows are
    own_keys: ClassVar[tuple[Qt.Key, ...]] = (*MOVE, *ENTER)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.at = 0  # where the arrows are
        self.save: taking.Save | None = None  # writes a picture to a file
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # what each kind says of itself

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        """Paint one cell."""
        raise NotImplementedError

    def outline(self, number: int) -> QRectF:
        """What is outlined of a cell that is pointed at."""
        return self.place(number)

    def background(self) -> str:
        """The role of the colour behind the cells."""
        return "background"

    # what all have in common

    def image(self, number: int) -> np.ndarray | None:
        """The image of a cell, uint8 (H, W) or (C, H, W), to be taken elsewhere; None if it has none."""
        return None

    def pick(self, number: int) -> None:
        """Open a cell."""
        self.at = number
        self.update()
        self.entered.emit(number)

    def here(self) -> int:
        return min(self.at, self.count() - 1)

    def go(self, number: int) -> None:
        self.at = number
        self.setAccessibleDescription(self.tip(number))
        self.pointed.emit(number)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the image under the mouse; by key, of the one where the arrows are."""
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        number = self.cell_at(QPointF(event.pos())) if mouse else self.at
        pixels = self.image(number) if 0 <= number < self.count() else None
        if pixels is None:
            event.ignore()
            return
        name = translate("taking", "image {0}").format(number + 1)
        taking.image_menu(self, pixels, lambda: self.pick(number), self.save, name).popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        region = event.region()
        painter.fillRect(region.boundingRect(), theme.colour(self.background()))
        for number in range(self.count()):
            place = self.place(number)
            if region.intersects(place.toAlignedRect()):
                self.paint_cell(painter, number, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if 0 <= self.under < self.count():
            self._frame(painter, self.outline(self.under), "faint", 1.5)
        if self.hasFocus() and 0 <= self.at < self.count():
            self._frame(painter, self.outline(self.at), "text", 1.0, self.focus_out)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the cells."""

    def _frame(self, painter: QPainter, box: QRectF, role: str, width: float, out: float = 2.0) -> None:
        frame(painter, box.adjusted(-out, -out, out, out), 3, role, width=width)
