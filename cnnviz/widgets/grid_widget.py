"""A widget made of cells in rows and columns: which one mouse and keys are on, and what a click does."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets.keys import MOVE, PRESS, STEPS, KeyOwner

Pair = tuple[int, int]  # row and column
NOWHERE: Pair = (-1, -1)


class GridWidget(KeyOwner, QWidget):
    """`pointed` tells row and column of the cell that mouse or keys are on, -1 and -1 for none."""

    own_keys: ClassVar[tuple[Qt.Key, ...]] = MOVE[:6]
    by_row: ClassVar[bool] = False  # whether Home and End stay in their row

    pointed = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus, mouseTracking=True)
        self.setObjectName(name)
        self.here = NOWHERE

    # what each kind of widget says of itself

    def shape(self) -> Pair:
        """How many rows and columns there are."""
        raise NotImplementedError

    def pair_at(self, point: QPointF) -> Pair:
        """The cell under a point."""
        raise NotImplementedError

    def begin(self) -> Pair:
        """The cell that the keys go on from."""
        return self.here

    def first(self) -> Pair:
        """The cell that the first key leads to."""
        return 0, 0

    def pick(self, row: int, column: int) -> None:
        """What a click, or a key of PRESS, does with a cell."""

    # what all have in common

    def point(self, row: int, column: int) -> None:
        """Point at a cell; -1 and -1 at none."""
        if (row, column) != self.here:
            self.here = row, column
            self.pointed.emit(row, column)
            self.update()

    def go(self, row: int, column: int) -> None:
        """Move to a cell by the keys, as near as there is one."""
        rows, columns = self.shape()
        self.point(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(*self.pair_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pair = self.pair_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and pair != NOWHERE:
            self.point(*pair)
            self.pick(*pair)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (rows, columns), (row, column) = Qt.Key(event.key()), self.shape(), self.begin()
        if key not in self.own_keys or not rows * columns:
            super().keyPressEvent(event)
        elif (row, column) == NOWHERE:
            self.go(*self.first())
        elif key in PRESS:
            self.pick(row, column)
        else:
            far = 0 if self.by_row else rows
            ends = {Qt.Key.Key_Home: (-far, -columns), Qt.Key.Key_End: (far, columns)}
            down, across = (STEPS | ends)[key]
            self.go(row + down, column + across)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(*NOWHERE)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(*NOWHERE)


class PlaceGrid(GridWidget):
    """A grid whose keys go on from the cell that was pointed at last; it can step back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.place: Pair = (0, 0)
        self.faded = False

    def fade(self, faded: bool) -> None:
        """Step back while its settings make no sense."""
        if faded != self.faded:
            self.faded = faded
            self.update()

    def begin(self) -> Pair:
        return self.place

    def point(self, row: int, column: int) -> None:
        if (row, column) != NOWHERE:
            self.place = row, column
        super().point(row, column)

    def keep_place(self) -> None:
        """Keep the place within the rows and columns that there are now."""
        rows, columns = self.shape()
        self.place = min(self.place[0], rows - 1), min(self.place[1], columns - 1)
