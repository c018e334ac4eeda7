"""Terms of a long sum in order of size, a line each: what is multiplied with what, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cnnviz.features.microscope.blocks.block import (
    LINE,
    RIGHT,
    Number,
    PageBlock,
    Spot,
    advance,
    mono,
    sans,
    underline,
    write,
)
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme

BAR = 40.0


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
        return (
            LINE * (1 + len(self.terms))
            + (LINE if self.rest is not None else 0)
            + (LINE if self.turns else 0)
        )

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
            write(painter, QRectF(0, y, names - BAR, LINE), term.name, mono(theme.FLOOR), "dim")
            length = (BAR - 6) * min(1.0, abs(term.product.value) / (self.largest or 1.0))
            bar = QRectF(names - BAR, y + 5, max(length, 1.0), LINE - 10)
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
                found.append(
                    Spot(QRectF(end - wide + 2, LINE * (i + 1), wide, LINE), number.target, number.hint)
                )
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
