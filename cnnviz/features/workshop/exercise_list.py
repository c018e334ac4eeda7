"""The list of exercises: number, title, and whether it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import COLUMN
from cnnviz.widgets.layouts import reveal
from cnnviz.widgets.painting import RIGHT, frame, ring, smooth, write

ROW, NUMBER, MARK = 32.0, 34.0, 30.0


@dataclass(frozen=True)
class ExerciseEntry:
    """One row: its number as text, title, state ("right", "wrong", "" not written), and what is said."""

    number: str
    title: str
    state: str = ""
    tip: str = ""


class ExerciseList(CellWidget):
    """`chosen` tells the row that was clicked or moved to."""

    own_keys = COLUMN

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None, rows: int) -> None:
        super().__init__(name, parent)
        self.entries: tuple[ExerciseEntry, ...] = ()
        self.current = 0
        self.setFixedHeight(round(ROW * rows) + 2)

    def show_entries(self, entries: Sequence[ExerciseEntry], current: int) -> None:
        """Show these rows, one of them chosen."""
        if current != self.current:
            reveal(self, self.place(current))
        self.entries, self.current = tuple(entries), current
        if self.entries:
            entry = self.entries[current]
            self.setAccessibleDescription(listed((entry.title, entry.tip), COLON))
        self.update()

    # as a widget of cells

    def count(self) -> int:
        return len(self.entries)

    def place(self, number: int) -> QRectF:
        return QRectF(0, number * ROW, self.width(), ROW)

    def here(self) -> int:
        return self.current

    def go(self, number: int) -> None:
        self.pick(number)

    def tip(self, number: int) -> str:
        return self.entries[number].tip

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(222, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for i, entry in enumerate(self.entries):
            box, chosen = self.place(i).adjusted(1, 1, -1, -1), i == self.current
            if chosen:
                frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 6, "accent", "panel", width=1.5)
            elif i == self.under:
                frame(painter, box, 6, fill="raised")
            number = QRectF(box.left(), box.top(), NUMBER - 8, ROW - 2)
            write(painter, number, entry.number, theme.font(theme.FLOOR, mono=True), "faint", RIGHT)
            title = box.adjusted(NUMBER, 0, -MARK, 0)
            font = theme.font(theme.BODY, theme.SEMIBOLD if chosen else theme.MEDIUM)
            write(painter, title, entry.title, font, "text" if chosen or entry.state else "dim")
            if entry.state in ("right", "wrong"):
                mark = QRectF(box.right() - 24, box.center().y() - 6, 12, 12)
                icon = "check" if entry.state == "right" else "close"
                icons.paint(painter, icon, mark, theme.colour(entry.state))
        if self.hasFocus() and self.entries:
            ring(painter, self.place(self.current).adjusted(4, 4, -4, -4), 4)
        painter.end()
