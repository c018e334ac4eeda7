"""A row of chips, one a quantity of the exercise: right, wrong, or not there yet; one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import WALK
from cnnviz.widgets.painting import frame, ring, smooth, write

HIGH, GAP, PAD, MARK = 24.0, 6.0, 11.0, 16.0


@dataclass(frozen=True)
class QuantityChip:
    """One chip: a quantity, its name on the screen, state ("right", "wrong", ""), and what is said of it."""

    quantity: str
    name: str
    state: str = ""
    tip: str = ""


class QuantityChips(CellWidget):
    """`chosen` tells the number of a chip. Chips that don't fit beside one another go on beneath."""

    own_keys = WALK

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.chips: tuple[QuantityChip, ...] = ()
        self.current = 0
        self.faded = False
        self._places: list[QRectF] = []

    def show_chips(self, chips: Sequence[QuantityChip], current: int, faded: bool) -> None:
        """Show these; `faded` while a newer check is under way."""
        self.chips, self.current, self.faded = tuple(chips), current, faded
        if self.chips:
            chip = self.chips[current]
            self.setAccessibleDescription(listed((chip.name, chip.tip), COLON))
        self._lay_out()
        self.update()

    # as a widget of cells

    def count(self) -> int:
        return len(self.chips)

    def place(self, number: int) -> QRectF:
        return self._places[number]

    def here(self) -> int:
        return self.current

    def go(self, number: int) -> None:
        self.pick(number)

    def tip(self, number: int) -> str:
        return self.chips[number].tip

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        metrics = QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        x, y, self._places = 1.0, 1.0, []
        for chip in self.chips:
            wide = metrics.horizontalAdvance(chip.name) + 2 * PAD + (MARK if chip.state else 0)
            if x > 1 and x + wide > self.width() - 1:
                x, y = 1.0, y + HIGH + GAP
            self._places.append(QRectF(x, y, wide, HIGH))
            x += wide + GAP
        self.setFixedHeight(round(y + HIGH + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        painter.setOpacity(0.5 if self.faded else 1.0)
        for i, (chip, box) in enumerate(zip(self.chips, self._places, strict=True)):
            chosen = i == self.current
            edge = chip.state if chosen and chip.state else "accent" if chosen else "edge"
            inset = box.adjusted(0.5, 0.5, -0.5, -0.5)
            frame(painter, inset, HIGH / 2, edge, "panel", width=1.5 if chosen else 1)
            left = box.left() + PAD
            if chip.state:
                mark = QRectF(left - 1, box.center().y() - 5, 10, 10)
                icon = "check" if chip.state == "right" else "close"
                icons.paint(painter, icon, mark, theme.colour(chip.state))
                left += MARK
            name = QRectF(left, box.top(), box.right() - left, HIGH)
            font = theme.font(theme.SECONDARY, theme.SEMIBOLD)
            write(painter, name, chip.name, font, "text" if chip.state else "dim")
            if chosen and self.hasFocus():
                ring(painter, box.adjusted(3, 3, -3, -3), 9)
        painter.end()
