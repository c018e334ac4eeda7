"""Rows of numbers: with words, as bars, as the terms of a sum, as a column a sample; and their total."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from cnnviz.features.microscope.blocks.block import (
    LEFT,
    LINE,
    MIDDLE,
    RIGHT,
    WRAP,
    Number,
    PageBlock,
    PagePainter,
    advance,
    mono,
    sans,
    wrapped,
)
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import drawable, exact

LEAST_WORDS, INDENT = 110.0, 12.0  # pixels: less room than that isn't enough for words


@dataclass(frozen=True)
class NumberRow:
    """A name, a number, and what it is."""

    name: str
    number: Number | None
    words: str = ""
    strong: bool = False
    target: Any = None  # of the whole row, where the number itself opens nothing


@dataclass(frozen=True)
class NumberRows(PageBlock):
    """A table of rows: name, number (underlined where it opens its own page), words."""

    rows: tuple[NumberRow, ...]
    names: float = 74.0
    space = 6.0

    def _columns(self, width: float) -> tuple[float, float]:
        """The names' width, more than usual where one is longer and there is room, and the numbers'."""
        longest = max(advance(row.name, sans(weight=theme.BOLD)) for row in self.rows)
        widest = max((advance(str(r.number), mono()) for r in self.rows if r.number is not None), default=0.0)
        return max(self.names, min(longest + 8, 0.4 * width)), max(60.0, widest + 4)

    def _words(self, width: float) -> tuple[float, float]:
        """Where the words begin, and how far down: beneath the numbers where there is no room beside them."""
        left = sum(self._columns(width)) + 12
        narrow = width - left < LEAST_WORDS
        if narrow and any(advance(row.words, sans()) > width - left for row in self.rows):
            return INDENT, LINE - 3
        return left, 0.0

    def _heights(self, width: float) -> list[float]:
        left, down = self._words(width)
        high = [wrapped(row.words, sans(), width - left) + 3 if row.words else 0 for row in self.rows]
        return [max(LINE, down + each if each else 0) for each in high]

    def height(self, width: float) -> float:
        return sum(self._heights(width))

    def paint(self, painter: PagePainter, width: float) -> None:
        y, (names, figures) = 0.0, self._columns(width)
        left, down = self._words(width)
        for row, high in zip(self.rows, self._heights(width), strict=True):
            weight = theme.BOLD if row.strong else theme.REGULAR
            painter.write(QRectF(0, y, names, LINE), row.name, sans(weight=weight))
            box = QRectF(names, y, figures, LINE)
            if row.number is not None:
                painter.linked(box, row.number, mono(bold=row.strong))
                painter.number(box.adjusted(-2, 0, 3, 0), row.number)
            elif row.target is not None:
                painter.spot(QRectF(0, y, width, high), row.target, row.name)
            words = QRectF(left, y + down + 1.5, width - left, high - down)
            painter.write(words, row.words, sans(), "text" if row.strong else "dim", WRAP)
            y += high

    def text(self) -> str:
        lines = []
        for row in self.rows:
            number = "" if row.number is None else str(row.number)
            lines.append(f"  {row.name:<16} {number:<12} {row.words}")
        return "\n".join(line.rstrip() for line in lines)


@dataclass(frozen=True)
class Paths(PageBlock):
    """Ways on which a gradient arrives, or terms of a short sum: a card each with name, formula and bar."""

    cards: tuple[tuple[str, str, str, Number], ...]  # name, formula, sentence, number
    space = 6.0
    HIGH = 44.0

    def height(self, width: float) -> float:
        return self._boxes(width)[-1].bottom()

    def _boxes(self, width: float) -> list[QRectF]:
        """Where each card is, as high as its sentence needs."""
        boxes: list[QRectF] = []
        for _, _, sentence, _ in self.cards:
            high = max(self.HIGH, 28 + wrapped(sentence, sans(), width - 68))
            boxes.append(QRectF(0, boxes[-1].bottom() + 6 if boxes else 0, width, high))
        return boxes

    def paint(self, painter: PagePainter, width: float) -> None:
        largest = max((abs(card[3].value) for card in self.cards), default=0.0) or 1.0
        bold = mono(bold=True)
        for box, (name, formula, sentence, number) in zip(self._boxes(width), self.cards, strict=True):
            painter.plate(box)
            inner = box.adjusted(8, 4, -8, -4)
            line, below = QRectF(inner.x(), inner.y(), inner.width(), 18), inner.adjusted(0, 19, 0, 0)
            painter.write(line, name, bold)
            left = inner.x() + advance(name, bold) + 10
            beside = QRectF(left, line.y(), inner.right() - left - 70, 18)
            painter.write(beside, formula, sans(theme.FLOOR), "dim")
            painter.write(line, str(number), mono(theme.BODY), flags=RIGHT)
            painter.write(below.adjusted(0, 0, -52, 0), sentence, sans(), "dim", WRAP)
            length = max(1.0, 46 * abs(number.value) / largest)
            painter.bar(QRectF(inner.right() - 46, below.center().y() - 3, length, 7), number.value)
            painter.number(box, number)

    def text(self) -> str:
        return "\n".join(f"  {name:<16} {number}  {sentence}" for name, _, sentence, number in self.cards)


@dataclass(frozen=True)
class Total(PageBlock):
    """What the terms come to, and whether that is the recorded number."""

    words: str
    number: Number
    holds: bool
    check: str
    space = 10.0

    def height(self, width: float) -> float:
        return 10 + self._line(width)[1] + wrapped(self.check, sans(), width - 16)

    def _line(self, width: float) -> tuple[float, float]:
        """The room for the words before the number, and how high they are."""
        room = width - advance(str(self.number), mono(theme.READOUT)) - 10
        return room, max(20.0, wrapped(self.words, sans(), room) + 4)

    def paint(self, painter: PagePainter, width: float) -> None:
        painter.stroke("line")
        painter.drawLine(0, 0, int(width), 0)
        room, high = self._line(width)
        painter.write(QRectF(0, 8, room, high), self.words, sans(), "dim", WRAP)
        bold = mono(theme.READOUT, bold=True)
        painter.write(QRectF(0, 6, width, 20), str(self.number), bold, flags=RIGHT)
        painter.spot(QRectF(0, 4, width, 22), hint=self.number.hint)
        mark, role = ("✓", "right") if self.holds else ("×", "wrong")
        painter.write(QRectF(0, high + 10, 14, 15), mark, sans(weight=theme.BOLD), role)
        painter.write(QRectF(16, high + 10, width - 16, 60), self.check, sans(), "dim", WRAP)

    def text(self) -> str:
        said = f"{'ok' if self.holds else 'NOT EQUAL'}: {self.check}"
        return f"{self.words}\n= {exact(self.number.value)}\n{said}"


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

    def paint(self, painter: PagePainter, width: float) -> None:
        two, lines = self._columns == 2, self._lines
        label, figures, names = (24.0, 66.0, RIGHT) if two else (self.label, 72.0, LEFT)
        each = (width - 8) / 2 if two else width
        drawn = drawable(number.value for number in self.rows)
        top, low = max(*drawn, 0.0), min(*drawn, 0.0)
        for i, (name, number) in enumerate(zip(self.names, self.rows, strict=True)):
            box = QRectF((i // lines) * (each + 8), (i % lines) * LINE, each, LINE)
            font = mono() if name.isdigit() else sans()
            wide = (22 if two else label) - 6
            painter.write(QRectF(box.x() + 2, box.y(), wide, LINE), name, font, "dim", names)
            left = box.x() + label
            room = box.right() - figures - left
            zero, length = (room * (part / ((top - low) or 1.0)) for part in (-low, drawn[i]))
            zero += left
            bar = QRectF(min(zero, zero + length), box.y() + 4, max(abs(length), 1.0), LINE - 8)
            painter.bar(bar, number.value)
            painter.fillRect(QRectF(round(zero), box.y() + 2, 1, LINE - 4), theme.colour("edge"))
            painter.write(box.adjusted(0, 0, -4, 0), str(number), mono(), flags=RIGHT)
            painter.number(box, number)
            if i == self.chosen:
                painter.outline(box.adjusted(0.75, 0.75, -0.75, -0.75))
        line = QRectF(0, lines * LINE, width, LINE)
        inner = line.adjusted(2, 0, -4, 0)
        if self.rest is not None:
            painter.write(inner, self.rest_words, sans(), "accent")
            painter.write(inner, str(self.rest), mono(), "dim", RIGHT)
            painter.spot(line, self.rest.target, self.rest_words)
        elif self.fold is not None:
            painter.write(inner, self.fold_words, sans(), "accent")
            line.setWidth(advance(self.fold_words, sans()) + 6)
            painter.spot(line, self.fold, self.fold_words)

    def text(self) -> str:
        lines = [f"  {name:<16} {number}" for name, number in zip(self.names, self.rows, strict=True)]
        if self.rest is not None:
            lines.append(f"  {self.rest_words} {self.rest}")
        return "\n".join(lines)


TERM_BAR, TERM_GAP, TERM_COLUMN = 40.0, 10.0, 62.0


@dataclass(frozen=True)
class Term:
    """One line: its name, its factors, its product."""

    name: str
    factors: tuple[Number, ...]
    product: Number


@dataclass(frozen=True)
class TermPage(PageBlock):
    """A page of the terms; the line at the end says what all others come to, and turns the page."""

    heads: tuple[str, ...]  # over the factors' columns
    terms: tuple[Term, ...]
    largest: float  # |product| that fills a bar
    rest: Number | None = None
    rest_words: str = ""
    turns: tuple[tuple[str, Any], ...] = ()  # words and target of each way on
    made: str = "="  # over the column of the products
    space = 6.0

    def height(self, width: float) -> float:
        return LINE * (1 + len(self.terms) + (self.rest is not None) + bool(self.turns))

    def _columns(self, width: float) -> tuple[float, float, list[float]]:
        """Where the bars begin, how long they may be, and where each column of numbers ends.

        A column is as wide as what stands in it; the bars, then the air, give way where there is no room.
        """
        rows, heads = [(*term.factors, term.product) for term in self.terms], (*self.heads, self.made)
        numbers = [[str(number) for number in column] for column in zip(*rows, strict=True)]
        texts = [[head, *column] for head, column in zip(heads, numbers or [[]] * len(heads), strict=True)]
        wide = [max(advance(text, mono(theme.FLOOR, bold=True)) for text in column) for column in texts]
        names = max((advance(term.name, mono(theme.FLOOR)) for term in self.terms), default=0.0) + 6
        least = TERM_COLUMN if len(heads) < 4 else 0.0
        room = width - 4 - names
        gap = min(TERM_GAP, max(4.0, (room - sum(wide)) / len(wide)))
        each = [max(column + gap, least) for column in wide]
        ends = [width - 4 - sum(each[i + 1 :]) for i in range(len(each))]
        first = ends[0] - each[0]
        bar = min(TERM_BAR, max(0.0, first - names))
        return first - bar, bar, ends

    def paint(self, painter: PagePainter, width: float) -> None:
        small = mono(theme.FLOOR)
        names, most, ends = self._columns(width)
        for head, end in zip([*self.heads, self.made], ends, strict=True):
            # Not in the font of numbers: its letters have no hats.
            painter.write(QRectF(end - 90, 0, 90, LINE), head, sans(theme.FLOOR), "dim", RIGHT)
        y = LINE
        for term in self.terms:
            painter.write(QRectF(0, y, names, LINE), term.name, small, "dim")
            if most > 12:
                length = (most - 6) * min(1.0, abs(term.product.value) / (self.largest or 1.0))
                painter.bar(QRectF(names, y + 5, max(length, 1.0), LINE - 10), term.product.value)
            for number, end in zip((*term.factors, term.product), ends, strict=True):
                painter.linked(QRectF(end - 90, y, 90, LINE), number, mono(theme.FLOOR, end == ends[-1]))
                wide = advance(str(number), small) + 4
                painter.number(QRectF(end - wide + 2, y, wide, LINE), number)
            y += LINE
        if self.rest is not None:
            painter.write(QRectF(0, y, width, LINE), self.rest_words, sans(), "dim")
            painter.write(QRectF(0, y, width - 4, LINE), str(self.rest), small, "dim", RIGHT)
            y += LINE
        x, font = 0.0, sans(weight=theme.SEMIBOLD)
        for words, target in self.turns:
            box = QRectF(x, y, advance(words, font) + 4, LINE)
            painter.write(box, words, font, "accent")
            painter.spot(box, target, words)
            x += box.width() + 14

    def text(self) -> str:
        lines = []
        for term in self.terms:
            factors = " x ".join(str(number) for number in term.factors)
            lines.append(f"  {term.name:<16} {factors} {self.made} {term.product}")
        if self.rest is not None:
            lines.append(f"  {self.rest_words} {self.rest}")
        return "\n".join(lines)


COLUMN_HIGH = 84.0


@dataclass(frozen=True)
class Columns(PageBlock):
    """All samples at once; the dotted line is their mean."""

    rows: tuple[Number, ...]
    chosen: int = -1
    first: str = ""  # what stands under the left end, and under the right
    last: str = ""
    mean: str = ""  # the words for the dotted line
    space = 6.0

    def height(self, width: float) -> float:
        return COLUMN_HIGH + 18

    def paint(self, painter: PagePainter, width: float) -> None:
        drawn = drawable(number.value for number in self.rows)
        values = np.array([0.0, *drawn])
        low, high = float(values.min()), float(values.max())
        low, high = (low, high) if high > low else (0.0, 1.0)
        per, each = (COLUMN_HIGH - 4) / (high - low), width / max(len(drawn), 1)
        zero, gap = 2 + high * per, 1.0 if each > 3 else 0.0
        for i, number in enumerate(self.rows):
            box, length = QRectF(i * each, 0, each, COLUMN_HIGH), drawn[i] * per
            bar = QRectF(
                box.x() + gap / 2, min(zero, zero - length), box.width() - gap, max(abs(length), 0.75)
            )
            painter.bar(bar, number.value)
            painter.number(box, number)
            if i == self.chosen:
                painter.fillRect(QRectF(box.x(), COLUMN_HIGH - 1, each, 3), theme.colour("accent"))
        painter.fillRect(QRectF(0, round(zero), width, 1), theme.colour("faint"))
        mean = sum(number.value for number in self.rows) / max(len(drawn), 1)
        if math.isfinite(mean):
            y = zero - mean * per
            painter.stroke("text", style=Qt.PenStyle.DotLine)
            painter.drawLine(QPointF(0, y), QPointF(width, y))
        under, small = QRectF(0, COLUMN_HIGH + 3, width, 14), mono(theme.FLOOR)
        painter.write(under, self.first, small, "faint")
        painter.write(under, self.last, small, "faint", RIGHT)
        left, right = (advance(text, small) + 8 for text in (self.first, self.last))
        if advance(self.mean, sans(theme.FLOOR)) < width - 2 * max(left, right):
            left = right = 0.0  # in the middle
        painter.write(under.adjusted(left, 0, -right, 0), self.mean, sans(theme.FLOOR), "dim", MIDDLE)

    def text(self) -> str:
        lines = [f"  {number.name:<16} {number}" for number in self.rows]
        return "\n".join([*lines, f"  {self.mean}"])
