"""Rows of numbers with words: each number can open its own page; and the line that holds the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import (
    LINE,
    RIGHT,
    WRAP,
    Number,
    PageBlock,
    Spot,
    advance,
    mono,
    plate,
    sans,
    underline,
    wrapped,
    write,
)
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme


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

    def _heights(self, width: float) -> list[float]:
        room = width - self.names - self._figures - 12
        return [max(LINE, wrapped(row.words, sans(), room) + 3 if row.words else LINE) for row in self.rows]

    def height(self, width: float) -> float:
        return sum(self._heights(width))

    def paint(self, painter: QPainter, width: float) -> None:
        y, figures = 0.0, self._figures
        for row, high in zip(self.rows, self._heights(width), strict=True):
            weight = theme.BOLD if row.strong else theme.REGULAR
            write(painter, QRectF(0, y, self.names, LINE), row.name, sans(theme.SECONDARY, weight))
            box = QRectF(self.names, y, figures, LINE)
            if row.number is not None:
                font = mono(bold=row.strong)
                write(painter, box, str(row.number), font, "text", RIGHT)
                if row.number.target is not None:
                    underline(painter, box, str(row.number), font)
            left = self.names + figures + 12
            words = QRectF(left, y + 1.5, width - left, high)
            write(painter, words, row.words, sans(), "text" if row.strong else "dim", WRAP)
            y += high

    def spots(self, width: float) -> list[Spot]:
        y, found = 0.0, []
        for row, high in zip(self.rows, self._heights(width), strict=True):
            box = QRectF(self.names, y, self._figures, LINE)
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
        return len(self.cards) * (self.HIGH + 6) - 6

    def paint(self, painter: QPainter, width: float) -> None:
        largest = max((abs(card[3].value) for card in self.cards), default=0.0) or 1.0
        for i, (name, formula, sentence, number) in enumerate(self.cards):
            box = QRectF(0, i * (self.HIGH + 6), width, self.HIGH)
            plate(painter, box)
            inner = box.adjusted(8, 4, -8, -4)
            line, below = QRectF(inner.x(), inner.y(), inner.width(), 18), QRectF(inner)
            below.setTop(inner.y() + 19)
            write(painter, line, name, mono(theme.SECONDARY, bold=True))
            left = inner.x() + advance(name, mono(theme.SECONDARY, bold=True)) + 10
            write(
                painter,
                QRectF(left, line.y(), inner.right() - left - 70, 18),
                formula,
                sans(theme.FLOOR),
                "dim",
            )
            write(painter, line, str(number), mono(theme.BODY), "text", RIGHT)
            write(painter, below.adjusted(0, 0, -52, 0), sentence, sans(), "dim")
            length = 46 * abs(number.value) / largest
            painter.fillRect(
                QRectF(inner.right() - 46, below.center().y() - 3, max(1.0, length), 7),
                bar_colour(number.value),
            )

    def spots(self, width: float) -> list[Spot]:
        return [
            Spot(QRectF(0, i * (self.HIGH + 6), width, self.HIGH), card[3].target, card[3].hint)
            for i, card in enumerate(self.cards)
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
