"""The classes as chips: each with its name, its exact count and a bar of it; any of them may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import MOVE, PRESS
from cnnviz.widgets.painting import RIGHT, frame, ring, smooth, write

HIGH, GAP = 28, 4  # pixels of a chip, and between two
NARROWEST, WIDEST = 56, 150
PAD = 8
MOST_ROWS = 4  # in sight; the rest is scrolled to
ALL = -1


class ClassChips(CellWidget):
    """A chip for all, then one a class; `changed` tells that others are chosen, `pointed` the cell meant.

    Classes go by their label, ALL for the first chip, whose cell has the number 0. `measured` tells how many
    pixels high the rows are that are to be in sight.
    """

    own_keys = PRESS + MOVE
    lets_go = True

    changed = Signal()
    measured = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.chosen: frozenset[int] = frozenset()
        self.names: Sequence[str] = ()
        self.counts: np.ndarray = np.zeros(0, np.int64)
        self._key = 0  # the chip that the keyboard is on
        self._columns, self._width = 1, NARROWEST

    def show_classes(self, names: Sequence[str], counts: np.ndarray) -> None:
        """Show other classes; those that were chosen stay so if they are still there."""
        self.names, self.counts = names, counts
        self.chosen = frozenset(label for label in self.chosen if label < len(names))
        self._key = min(self._key, len(names))
        self._measure()
        self.update()

    def choose(self, labels: Iterable[int]) -> None:
        """Choose classes, none for all of them; tell nobody."""
        self.chosen = frozenset(labels)
        self.update()

    def toggle(self, label: int) -> None:
        """Choose a class or let it go; ALL lets every one go."""
        self.chosen = frozenset() if label == ALL else self.chosen ^ {label}
        self.update()
        self.changed.emit()

    def text(self, label: int) -> tuple[str, str]:
        """What a chip says: name and count."""
        if label == ALL:
            return self.tr("all"), f"{int(self.counts.sum()):,}"
        return self.names[label], f"{int(self.counts[label]):,}"

    # as a widget of cells

    def count(self) -> int:
        return len(self.names) + 1

    def columns(self) -> int:
        return self._columns

    def place(self, number: int) -> QRectF:
        row, column = divmod(number, self._columns)
        return QRectF(column * (self._width + GAP), row * (HIGH + GAP), self._width, HIGH)

    def here(self) -> int:
        return self._key

    def go(self, number: int) -> None:
        self._key = number
        self.pointed.emit(number)
        self.update()

    def tip(self, number: int) -> str:
        return " ".join(self.text(number - 1))

    def pick(self, number: int) -> None:
        self._key = number
        self.toggle(number - 1)

    def _measure(self) -> None:
        """As many chips in a row as fit, all of one width, that of the longest."""
        room, count = self.width(), self.count()
        bold, plain = theme.font(theme.SECONDARY, theme.SEMIBOLD), theme.font(theme.FLOOR)
        wide = 0.0
        for label in range(ALL, len(self.names)):
            name, number = self.text(label)
            needed = QFontMetricsF(bold).horizontalAdvance(name)
            wide = max(wide, needed + QFontMetricsF(plain).horizontalAdvance(number) + 3 * PAD)
        least = min(WIDEST, max(NARROWEST, round(wide)))
        self._columns = min(count, max(1, (room + GAP) // (least + GAP)))
        rows = -(-count // self._columns)
        if rows > 1:  # as even as can be
            self._columns = -(-count // rows)
        self._width = min(WIDEST, (room + GAP) // self._columns - GAP)
        self.setMinimumHeight(rows * (HIGH + GAP) - GAP)
        self.measured.emit(min(rows, MOST_ROWS) * (HIGH + GAP) - GAP)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(4 * NARROWEST, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        most = max(1, int(self.counts.max(initial=0)))
        for label in range(ALL, len(self.names)):
            share = 1.0 if label == ALL else float(self.counts[label]) / most
            self._paint(painter, label, self.place(label + 1), share)
        painter.end()

    def _paint(self, painter: QPainter, label: int, chip: QRectF, share: float) -> None:
        chosen = label in self.chosen or (label == ALL and not self.chosen)
        box = chip.adjusted(0.75, 0.75, -0.75, -0.75)
        role = "accent" if chosen else "faint" if label + 1 == self.under else "edge"
        frame(painter, box, 6, role, "panel", width=1.5 if chosen else 1.0)
        name, number = self.text(label)
        inside = chip.adjusted(PAD, 0, -PAD, -3)
        small, bold = theme.font(theme.FLOOR), theme.font(theme.SECONDARY, theme.SEMIBOLD)
        right = QFontMetricsF(small).horizontalAdvance(number)
        room = inside.width() - right - 4
        short = QFontMetricsF(bold).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        write(painter, inside, short, bold, "text" if chosen or not self.chosen else "dim")
        write(painter, inside, number, small, "dim", RIGHT)
        track = QRectF(chip.left() + PAD, chip.bottom() - 5.5, chip.width() - 2 * PAD, 2)
        painter.fillRect(track, theme.colour("raised"))
        track.setWidth(track.width() * share)
        painter.fillRect(track, theme.colour("accent" if chosen else "faint"))
        if self.hasFocus() and self._key == label + 1:
            ring(painter, box.adjusted(2, 2, -2, -2), 4)
