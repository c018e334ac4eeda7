"""Subtotals as bars from a common zero: a name, a bar, a number; small ones fold into one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cnnviz.features.microscope.blocks.block import (
    LEFT,
    LINE,
    RIGHT,
    Number,
    PageBlock,
    Spot,
    advance,
    mono,
    outline,
    sans,
    write,
)
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import drawable

ONE_COLUMN = 8  # up to so many rows stand in one column


@dataclass(frozen=True)
class BarRows(PageBlock):
    """Rows of (name, number); choosing one does what its target says. `rest` are those folded away."""

    names: tuple[str, ...]
    rows: tuple[Number, ...]
    chosen: int = -1
    rest: Number | None = None  # "and 583 more, together -0.0123"
    rest_words: str = ""
    label: float = field(default=36.0)  # pixels for the names
    fold: Any = None  # what the line at the end does when all are unfolded
    fold_words: str = ""
    space = 6.0

    @property
    def _columns(self) -> int:
        return 2 if len(self.rows) > ONE_COLUMN and self.label <= 40 else 1

    @property
    def _lines(self) -> int:
        return -(-len(self.rows) // self._columns)

    def height(self, width: float) -> float:
        return LINE * (self._lines + (self.rest is not None or self.fold is not None))

    def _box(self, i: int, width: float) -> QRectF:
        columns = self._columns
        each = (width - 8 * (columns - 1)) / columns
        return QRectF((i // self._lines) * (each + 8), (i % self._lines) * LINE, each, LINE)

    def paint(self, painter: QPainter, width: float) -> None:
        figures = 66.0 if self._columns == 2 else 72.0
        drawn = drawable(number.value for number in self.rows)
        top, low = max(drawn, default=0.0), min(drawn, default=0.0)
        top, low = max(top, 0.0), min(low, 0.0)
        span = (top - low) or 1.0
        for i, (name, number) in enumerate(zip(self.names, self.rows, strict=True)):
            box = self._box(i, width)
            right = self._columns == 2
            names = QRectF(box.x() + 2, box.y(), (22 if right else self.label) - 6, LINE)
            write(painter, names, name, mono() if name.isdigit() else sans(), "dim", RIGHT if right else LEFT)
            left = box.x() + (24 if right else self.label)
            room = box.right() - figures - left
            zero = left + room * (-low / span)
            length = room * (drawn[i] / span)
            bar = QRectF(min(zero, zero + length), box.y() + 4, max(abs(length), 1.0), LINE - 8)
            painter.fillRect(bar, bar_colour(number.value))
            painter.fillRect(QRectF(round(zero), box.y() + 2, 1, LINE - 4), theme.colour("edge"))
            write(painter, box.adjusted(0, 0, -4, 0), str(number), mono(), "text", RIGHT)
            if i == self.chosen:
                outline(painter, box.adjusted(0.75, 0.75, -0.75, -0.75))
        y = self._lines * LINE
        line = QRectF(2, y, width - 6, LINE)
        if self.rest is not None:
            write(painter, line, self.rest_words, sans(), "accent")
            write(painter, line, str(self.rest), mono(), "dim", RIGHT)
        elif self.fold is not None:
            write(painter, line, self.fold_words, sans(), "accent")

    def spots(self, width: float) -> list[Spot]:
        found = [Spot(self._box(i, width), number.target, number.hint) for i, number in enumerate(self.rows)]
        line = QRectF(0, self._lines * LINE, width, LINE)
        if self.rest is not None:
            found.append(Spot(line, self.rest.target, self.rest_words))
        elif self.fold is not None:
            box = QRectF(0, line.y(), advance(self.fold_words, sans()) + 6, LINE)
            found.append(Spot(box, self.fold, self.fold_words))
        return found

    def text(self) -> str:
        lines = [f"  {name:<16} {number}" for name, number in zip(self.names, self.rows, strict=True)]
        if self.rest is not None:
            lines.append(f"  {self.rest_words} {self.rest}")
        return "\n".join(lines)

    def numbers(self) -> Iterator[Number]:
        yield from self.rows
        if self.rest is not None:
            yield self.rest
