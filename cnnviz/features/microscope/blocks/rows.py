"""Rows of numbers: with words, as bars, as the terms of a sum, as a column a sample; and their total."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import (
    LEFT,
    LINE,
    MIDDLE,
    RIGHT,
    WRAP,
    Number,
    PageBlock,
    Spot,
    advance,
    bar_colour,
    mono,
    outline,
    plate,
    sans,
    underline,
    wrapped,
)
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import drawable
from cnnviz.widgets.painting import write


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

    @property
    def _figures(self) -> float:
        widest = max((advance(str(r.number), mono()) for r in self.rows if r.number is not None), default=0.0)
        return max(60.0, widest + 4)

    def _names(self, width: float) -> float:
        """The names' width: more than usual where one is longer, as far as there is room."""
        widest = max(advance(row.name, sans(theme.SECONDARY, theme.BOLD)) for row in self.rows)
        return max(self.names, min(widest + 8, 0.4 * width))

    def _heights(self, width: float) -> list[float]:
        room = width - self._names(width) - self._figures - 12
        return [max(LINE, wrapped(row.words, sans(), room) + 3 if row.words else LINE) for row in self.rows]

    def height(self, width: float) -> float:
        return sum(self._heights(width))

    def paint(self, painter: QPainter, width: float) -> None:
        y, figures, names = 0.0, self._figures, self._names(width)
        for row, high in zip(self.rows, self._heights(width), strict=True):
            weight = theme.BOLD if row.strong else theme.REGULAR
            write(painter, QRectF(0, y, names, LINE), row.name, sans(theme.SECONDARY, weight))
            box = QRectF(names, y, figures, LINE)
            if row.number is not None:
                font = mono(bold=row.strong)
                write(painter, box, str(row.number), font, "text", RIGHT)
                if row.number.target is not None:
                    underline(painter, box, str(row.number), font)
            left = names + figures + 12
            words = QRectF(left, y + 1.5, width - left, high)
            write(painter, words, row.words, sans(), "text" if row.strong else "dim", WRAP)
            y += high

    def spots(self, width: float) -> list[Spot]:
        y, found = 0.0, []
        for row, high in zip(self.rows, self._heights(width), strict=True):
            box = QRectF(self._names(width), y, self._figures, LINE)
            if row.number is not None:
                found.append(Spot(box.adjusted(-2, 0, 3, 0), row.number.target, row.number.hint))
            elif row.target is not None:
                found.append(Spot(QRectF(0, y, width, high), row.target, row.name))
            y += high
        return found

    def text(self) -> str:
        lines = []
        for row in self.rows:
            number = "" if row.number is None else str(row.number)
            lines.append(f"  {row.name:<16} {number:<12} {row.words}")
        return "\n".join(line.rstrip() for line in lines)

    def numbers(self) -> Iterator[Number]:
        yield from (row.number for row in self.rows if row.number is not None)


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

    def paint(self, painter: QPainter, width: float) -> None:
        boxes = self._boxes(width)
        largest = max((abs(card[3].value) for card in self.cards), default=0.0) or 1.0
        for i, (name, formula, sentence, number) in enumerate(self.cards):
            box = boxes[i]
            plate(painter, box)
            inner = box.adjusted(8, 4, -8, -4)
            line, below = QRectF(inner.x(), inner.y(), inner.width(), 18), QRectF(inner)
            below.setTop(inner.y() + 19)
            write(painter, line, name, mono(theme.SECONDARY, bold=True))
            left = inner.x() + advance(name, mono(theme.SECONDARY, bold=True)) + 10
            beside = QRectF(left, line.y(), inner.right() - left - 70, 18)
            write(painter, beside, formula, sans(theme.FLOOR), "dim")
            write(painter, line, str(number), mono(theme.BODY), "text", RIGHT)
            write(painter, below.adjusted(0, 0, -52, 0), sentence, sans(), "dim", WRAP)
            length = max(1.0, 46 * abs(number.value) / largest)
            bar = QRectF(inner.right() - 46, below.center().y() - 3, length, 7)
            painter.fillRect(bar, bar_colour(number.value))

    def spots(self, width: float) -> list[Spot]:
        return [
            Spot(box, card[3].target, card[3].hint)
            for box, card in zip(self._boxes(width), self.cards, strict=True)
        ]

    def text(self) -> str:
        return "\n".join(f"  {name:<16} {number}  {sentence}" for name, _, sentence, number in self.cards)

    def numbers(self) -> Iterator[Number]:
        yield from (card[3] for card in self.cards)


@dataclass(frozen=True)
class Total(PageBlock):
    """What the terms come to, and whether that is the recorded number."""

    words: str
    number: Number
    holds: bool
    check: str
    space = 10.0

    def height(self, width: float) -> float:
        return 8 + self._line(width) + 2 + wrapped(self.check, sans(), width - 16)

    def _line(self, width: float) -> float:
        room = width - advance(str(self.number), mono(theme.READOUT)) - 10
        return max(20.0, wrapped(self.words, sans(), room) + 4)

    def paint(self, painter: QPainter, width: float) -> None:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, 0, int(width), 0)
        high = self._line(width)
        text = str(self.number)
        room = width - advance(text, mono(theme.READOUT)) - 10
        write(painter, QRectF(0, 8, room, high), self.words, sans(), "dim", WRAP)
        write(painter, QRectF(0, 6, width, 20), text, mono(theme.READOUT, bold=True), "text", RIGHT)
        y = 8 + high + 2
        mark, role = ("✓", "right") if self.holds else ("×", "wrong")
        write(painter, QRectF(0, y, 14, 15), mark, sans(theme.SECONDARY, theme.BOLD), role)
        write(painter, QRectF(16, y, width - 16, 60), self.check, sans(), "dim", WRAP)

    def spots(self, width: float) -> list[Spot]:
        return [Spot(QRectF(0, 4, width, 22), hint=self.number.hint)]

    def text(self) -> str:
        return f"{self.words} {self.number.value:+.9g}\n{'ok' if self.holds else 'NOT EQUAL'}: {self.check}"

    def numbers(self) -> Iterator[Number]:
        yield self.number


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


TERM_BAR = 40.0


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
    space = 6.0

    def height(self, width: float) -> float:
        return LINE * (1 + len(self.terms) + (self.rest is not None) + bool(self.turns))

    def _columns(self, width: float) -> tuple[float, list[float]]:
        """Where names end, and where each column of numbers ends."""
        count = len(self.heads)
        each = 62.0 if count < 3 else 54.0
        right = width - 4
        ends = [right - each * (count - i) for i in range(count)] + [right]
        return ends[0] - each, ends

    def paint(self, painter: QPainter, width: float) -> None:
        names, ends = self._columns(width)
        for head, end in zip([*self.heads, "="], ends, strict=True):
            write(painter, QRectF(end - 80, 0, 80, LINE), head, mono(theme.FLOOR), "dim", RIGHT)
        for i, term in enumerate(self.terms):
            y = LINE * (i + 1)
            write(painter, QRectF(0, y, names - TERM_BAR, LINE), term.name, mono(theme.FLOOR), "dim")
            length = (TERM_BAR - 6) * min(1.0, abs(term.product.value) / (self.largest or 1.0))
            bar = QRectF(names - TERM_BAR, y + 5, max(length, 1.0), LINE - 10)
            painter.fillRect(bar, bar_colour(term.product.value))
            for j, (number, end) in enumerate(zip((*term.factors, term.product), ends, strict=True)):
                box, last = QRectF(end - 62, y, 62, LINE), j == len(term.factors)
                font = mono(theme.FLOOR, bold=last)
                write(painter, box, str(number), font, "text", RIGHT)
                if number.target is not None:
                    underline(painter, box, str(number), font)
        y = LINE * (1 + len(self.terms))
        if self.rest is not None:
            write(painter, QRectF(0, y, width, LINE), self.rest_words, sans(), "dim")
            write(painter, QRectF(0, y, width - 4, LINE), str(self.rest), mono(theme.FLOOR), "dim", RIGHT)
        for spot, (words, _) in zip(self._turns(width), self.turns, strict=True):
            write(painter, spot.box, words, sans(theme.SECONDARY, theme.SEMIBOLD), "accent")

    def _turns(self, width: float) -> list[Spot]:
        y, x, found = self.height(width) - LINE, 0.0, []
        for words, target in self.turns:
            wide = advance(words, sans(theme.SECONDARY, theme.SEMIBOLD)) + 4
            found.append(Spot(QRectF(x, y, wide, LINE), target, words))
            x += wide + 14
        return found

    def spots(self, width: float) -> list[Spot]:
        _, ends = self._columns(width)
        found = []
        for i, term in enumerate(self.terms):
            for number, end in zip((*term.factors, term.product), ends, strict=True):
                wide = advance(str(number), mono(theme.FLOOR)) + 4
                box = QRectF(end - wide + 2, LINE * (i + 1), wide, LINE)
                found.append(Spot(box, number.target, number.hint))
        return found + self._turns(width)

    def text(self) -> str:
        lines = [f"  {t.name:<16} {' x '.join(str(n) for n in t.factors)} = {t.product}" for t in self.terms]
        if self.rest is not None:
            lines.append(f"  {self.rest_words} {self.rest}")
        return "\n".join(lines)

    def numbers(self) -> Iterator[Number]:
        for term in self.terms:
            yield from term.factors
            yield term.product
        if self.rest is not None:
            yield self.rest


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

    def _drawn(self) -> list[float]:
        return drawable(number.value for number in self.rows)

    def _scale(self) -> tuple[float, float]:
        values = np.array(self._drawn())
        low, high = min(float(values.min(initial=0.0)), 0.0), max(float(values.max(initial=0.0)), 0.0)
        return (low, high) if high > low else (0.0, 1.0)

    def _box(self, i: int, width: float) -> QRectF:
        each = width / max(len(self.rows), 1)
        return QRectF(i * each, 0, each, COLUMN_HIGH)

    def paint(self, painter: QPainter, width: float) -> None:
        low, high = self._scale()
        per = (COLUMN_HIGH - 4) / (high - low)
        zero = 2 + high * per
        drawn = self._drawn()
        for i, number in enumerate(self.rows):
            box = self._box(i, width)
            gap = 1.0 if box.width() > 3 else 0.0
            length, wide = drawn[i] * per, box.width() - gap
            bar = QRectF(box.x() + gap / 2, min(zero, zero - length), wide, max(abs(length), 0.75))
            painter.fillRect(bar, bar_colour(number.value))
            if i == self.chosen:
                painter.fillRect(QRectF(box.x(), COLUMN_HIGH - 1, box.width(), 3), theme.colour("accent"))
        painter.fillRect(QRectF(0, round(zero), width, 1), theme.colour("faint"))
        mean = sum(number.value for number in self.rows) / max(len(drawn), 1)
        if math.isfinite(mean):
            y = zero - mean * per
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(0, y), QPointF(width, y))
        under = QRectF(0, COLUMN_HIGH + 3, width, 14)
        write(painter, under, self.first, mono(theme.FLOOR), "faint")
        write(painter, under, self.last, mono(theme.FLOOR), "faint", RIGHT)
        left, right = (advance(each, mono(theme.FLOOR)) + 8 for each in (self.first, self.last))
        if advance(self.mean, sans(theme.FLOOR)) < width - 2 * max(left, right):
            left = right = 0.0  # in the middle
        write(painter, under.adjusted(left, 0, -right, 0), self.mean, sans(theme.FLOOR), "dim", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [Spot(self._box(i, width), number.target, number.hint) for i, number in enumerate(self.rows)]

    def text(self) -> str:
        lines = [f"  {number.name:<16} {number}" for number in self.rows]
        return "\n".join([*lines, f"  {self.mean}"])

    def numbers(self) -> Iterator[Number]:
        yield from self.rows
