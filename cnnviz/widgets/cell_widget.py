"""A widget made of numbered cells: which one mouse and keys are on, what is said of it, what a click does.

A grid of images and a row of classes differ in where their cells are and what they paint; this is the rest.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner, walked
from cnnviz.widgets.layouts import reveal
from cnnviz.widgets.plain import show_tip


class CellWidget(KeyOwner, QWidget):
    """Takes the keyboard, follows the mouse; `pointed` tells the cell that it is on (-1: none).

    Of the keys that it owns, those of MOVE go from cell to cell, those of PRESS pick the one they are on.
    """

    pointed = Signal(int)

    own_keys: ClassVar[tuple[Qt.Key, ...]] = MOVE
    lets_go: ClassVar[bool] = False  # whether it points at nothing when the keyboard goes elsewhere

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus, mouseTracking=True)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.under = -1  # the cell that the mouse is on

    # what each kind of widget says of itself

    def count(self) -> int:
        """How many cells there are."""
        raise NotImplementedError

    def place(self, number: int) -> QRectF:
        """Where a cell lies."""
        raise NotImplementedError

    def columns(self) -> int:
        """How many lie in a row."""
        return 1

    def cell_at(self, place: QPointF) -> int:
        """The cell at a place, -1 if there is none."""
        return next((n for n in range(self.count()) if self.place(n).contains(place)), -1)

    def here(self) -> int:
        """The cell that the keys go on from, -1 for none."""
        return self.under

    def go(self, number: int) -> None:
        """Move to a cell by the keys."""
        self.point(number)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last, here = Qt.Key(event.key()), self.count() - 1, self.here()
        wanted = walked(key, here, last, self.columns())
        if key not in self.own_keys or last < 0 or (wanted is None and here < 0):
            super().keyPressEvent(event)
        elif wanted is not None:
            self.go(wanted)
            reveal(self, self.place(wanted))
        elif key in PRESS:
            self.pick(here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.lets_go:
            self.point(-1)
