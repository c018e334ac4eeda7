"""A widget made of numbered cells: which one the mouse is on, what is said of it, what a click does.

A grid of images and a row of classes differ in where their cells are and what they paint; this is the rest.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets.keys import MOVE, KeyOwner
from cnnviz.widgets.plain import show_tip


class CellWidget(KeyOwner, QWidget):
    """Takes the keyboard, follows the mouse; `pointed` tells the cell that it is on (-1: none)."""

    pointed = Signal(int)

    own_keys: ClassVar[tuple[Qt.Key, ...]] = MOVE

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus, mouseTracking=True)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.under = -1  # the cell that the mouse is on

    # what each kind of widget says of itself

    def cell_at(self, place: QPointF) -> int:
        """The cell at a place, -1 if there is none."""
        raise NotImplementedError

    def tip(self, number: int) -> str:
        """What there is to say about a cell that the mouse rests on; "" is the widget's own tooltip."""
        return ""

    def pick(self, number: int) -> None:
        """What a click on a cell does."""

    def point(self, number: int) -> None:
        """Point at a cell, -1 at none."""
        if number != self.under:
            self.under = number
            self.pointed.emit(number)
            self.update()

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.cell_at(QPointF(event.pos()))
            if number >= 0 and (text := self.tip(number)):
                show_tip(event.globalPos(), text, self)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.pick(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1)
