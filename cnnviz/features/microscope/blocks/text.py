"""Words: the head of a page, headings, notes, source code, and buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPolygonF

from cnnviz.features.microscope.blocks.block import (
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
from cnnviz.widgets import numbers as figures
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import LEVELS, ZERO, grey_table, signed_table
from cnnviz.widgets.tiles import image_of

VALUE_LINE = 34.0


@dataclass(frozen=True)
class PageHead(PageBlock):
    """Path, place, value, sentence; `limit` None leaves the colour bar out, `grey` makes it a pixel's."""

    path: tuple[str, ...]
    place: str
    value: Number
    sentence: str
    limit: float | None = None
    grey: tuple[float, float] | None = None
    meaning: str = ""  # of the path's words
    positive: bool = False  # no number like it is below zero: the scale begins there

    space = 0.0

    def height(self, width: float) -> float:
        return self._top(width) + VALUE_LINE + 8 + wrapped(self.sentence, sans(theme.BODY), width)

    def _top(self, width: float) -> float:
        """Where the value begins, beneath the place."""
        return 19 + max(19.0, wrapped(self.place, sans(theme.BODY, theme.BOLD), width))

    def paint(self, painter: PagePainter, width: float) -> None:
        if self.meaning:
            painter.spot(QRectF(0, 0, min(width, 150), 18), hint=self.meaning)
        self._path(painter, width)
        top = self._top(width)
        painter.write(QRectF(0, 19, width, top - 20), self.place, sans(theme.BODY, theme.BOLD), flags=WRAP)
        text, font = str(self.value), mono(theme.VALUE)
        painter.write(QRectF(0, top, width, VALUE_LINE), text, font)
        painter.spot(QRectF(0, 42, advance(text, font), VALUE_LINE - 8), hint=self.value.hint)
        left = advance(text, font) + 16
        if self.limit is not None and width - left > 60:
            self._bar(painter, QRectF(left, top + 8, width - left, 6), self.limit)
        high = wrapped(self.sentence, sans(theme.BODY), width)
        painter.words(QRectF(0, top + VALUE_LINE + 6, width, high), self.sentence, sans(theme.BODY))

    def _path(self, painter: PagePainter, width: float) -> None:
        x, font = 0.0, sans()
        for i, word in enumerate(self.path):
            if i:
                painter.stroke("dim", 1.2)
                painter.drawPolyline([QPointF(x + 5, 5.5), QPointF(x + 8.5, 9), QPointF(x + 5, 12.5)])
                x += 14
            painter.write(QRectF(x, 0, width - x, 18), word, font, "dim")
            x += advance(word, font)

    def _bar(self, painter: PagePainter, box: QRectF, limit: float) -> None:
        """The scale of colours with a mark where the value stands, and what its ends are."""
        signed = self.grey is None and not self.positive
        low, high = self.grey or (-limit if signed else 0.0, limit)
        table = (grey_table if self.grey else signed_table)(theme.current())
        steps = np.linspace(-LEVELS if signed else 0, LEVELS, 256).round().astype(int) + ZERO
        painter.drawImage(box, image_of(np.ascontiguousarray(table[steps][None])))
        painter.stroke("line")
        painter.drawRect(box.adjusted(-0.5, -0.5, -0.5, -0.5))
        if signed:
            painter.stroke("text")
            middle = round(box.center().x()) + 0.5
            painter.drawLine(QPointF(middle, box.top() - 1), QPointF(middle, box.bottom() + 1))
        share = (self.value.value - low) / ((high - low) or 1.0)
        x = box.left() + box.width() * min(1.0, max(0.0, share))
        with painter.smooth():
            painter.stroke("accent", 0)
            painter.setBrush(theme.colour("accent"))
            mark = [QPointF(x + right, box.top() - up) for right, up in ((-4.5, 8), (4.5, 8), (0, 2))]
            painter.drawPolygon(QPolygonF(mark))
        ends = QRectF(box.left(), box.bottom() + 2, box.width(), 14)
        first, last = (figures.limit(end) if end else "0" for end in (low, high))  # as under the canvas's bar
        painter.write(ends, first, mono(theme.FLOOR), "dim")
        painter.write(ends, last if self.grey else f"+{last}", mono(theme.FLOOR), "dim", RIGHT)

    def text(self) -> str:
        place = f"{' > '.join(self.path)}\n{self.place}"
        return f"{place}\n{self.value}  ({figures.exact(self.value.value)})\n{self.sentence}"


def break_line(line: str, room: int) -> list[str]:
    """A line of code or formula in pieces of at most `room` letters, later ones indented."""
    indent = min(len(line) - len(line.lstrip()) + 4, room // 4)  # or a narrow page would never be done
    found = []
    while len(line) > room:
        cut = line.rfind(" ", indent + 1, room + 1)
        if cut <= room // 2:  # no space to break at: after a bracket, a comma, before a dot
            cut = max(line.rfind(sign, indent + 1, room - 1) + 1 for sign in "(,[")
            cut = max(cut, line.rfind(".", indent + 1, room))
        cut = cut if cut > room // 3 else room
        found.append(line[:cut].rstrip())
        line = " " * indent + line[cut:].lstrip()
    return [*found, line]


@dataclass(frozen=True)
class Heading(PageBlock):
    """The title of a part of the page: its number in a disc, then words."""

    number: int
    words: str
    aside: str = ""  # beneath, smaller
    hint: str = ""  # what the words mean, for whoever points at them
    space = 14.0

    @property
    def _left(self) -> float:
        return 24.0 if self.number else 0.0

    def _high(self, width: float) -> float:
        return max(16.0, wrapped(self.words, sans(theme.BODY, theme.BOLD), width - self._left))

    def height(self, width: float) -> float:
        return self._high(width) + 4 + (16 if self.aside else 0)

    def paint(self, painter: PagePainter, width: float) -> None:
        left, high, bold = self._left, self._high(width), sans(theme.BODY, theme.BOLD)
        if self.number:
            with painter.smooth():
                painter.stroke("raised")
                painter.setBrush(theme.colour("raised"))
                painter.drawEllipse(QRectF(0.5, 1.5, 15, 15))
            digit = sans(theme.FLOOR, theme.SEMIBOLD)
            painter.write(QRectF(0, 1, 16, 16), str(self.number), digit, flags=MIDDLE)
        painter.write(QRectF(left, 1, width - left, high + 2), self.words, bold, flags=WRAP)
        if self.hint:
            wide = min(width, left + advance(self.words, bold))
            painter.spot(QRectF(0, 0, wide, high + 2), hint=self.hint)
        if self.aside:
            painter.write(QRectF(left, high + 3, width - left, 15), self.aside, sans(), "dim")

    def text(self) -> str:
        return f"{self.number}. {self.words}" if self.number else self.words


@dataclass(frozen=True)
class Note(PageBlock):
    """A paragraph; `role` colours it, `mark` stands before it ("✓", "×")."""

    words: str
    role: str = "dim"
    mark: str = ""
    mark_role: str = "right"
    space = 8.0

    def height(self, width: float) -> float:
        return wrapped(self.words, sans(), width - self._left)

    @property
    def _left(self) -> float:
        return 16.0 if self.mark else 0.0

    def paint(self, painter: PagePainter, width: float) -> None:
        left = self._left
        if self.mark:
            painter.write(QRectF(0, 0, left, 15), self.mark, sans(weight=theme.BOLD), self.mark_role)
        painter.words(QRectF(left, 0, width - left, self.height(width)), self.words, sans(), self.role)

    def text(self) -> str:
        return f"{self.mark} {self.words}".strip()


SOURCE_HEAD = 20.0


@dataclass(frozen=True)
class SourceCode(PageBlock):
    """A method's lines; `hot` are the numbers of those that made the number. Far lines are left out."""

    file: str
    method: str
    lines: tuple[str, ...]
    hot: frozenset[int]
    more: Any = None  # the target that shows all lines
    more_words: str = ""
    space = 14.0

    def _shown(self, width: float) -> list[tuple[str, bool]]:
        room = max(16, int((width - 16) / advance("x", mono(theme.FLOOR))))
        return [
            (piece, i in self.hot) for i, line in enumerate(self.lines) for piece in break_line(line, room)
        ]

    def height(self, width: float) -> float:
        return SOURCE_HEAD + 10 + self._step() * len(self._shown(width)) + self._foot

    @property
    def _foot(self) -> float:
        return 20.0 if self.more is not None else 0.0

    def _step(self) -> float:
        return QFontMetricsF(mono(theme.FLOOR)).lineSpacing() + 1

    def paint(self, painter: PagePainter, width: float) -> None:
        painter.write(QRectF(0, 0, width, 16), f"{self.file}  {self.method}", sans(), "dim")
        bottom = self.height(width) - self._foot
        painter.plate(QRectF(0, SOURCE_HEAD, width, bottom - SOURCE_HEAD))
        step, font = self._step(), mono(theme.FLOOR)
        for i, (line, hot) in enumerate(self._shown(width)):
            box = QRectF(0, SOURCE_HEAD + 5 + i * step, width, step)
            if hot:
                painter.fillRect(box.adjusted(1, 0, -1, 0), theme.colour("accent", 0.22))
                painter.fillRect(QRectF(1, box.y(), 2, step), theme.colour("accent"))
            comment = re.match(r"\s*(#|…)", line) is not None
            painter.write(box.adjusted(8, 0, 0, 0), line, font, "faint" if comment and not hot else "text")
        if self.more is not None:
            painter.write(QRectF(0, bottom + 3, width, 16), self.more_words, sans(), "accent")
            place = QRectF(0, bottom + 3, advance(self.more_words, sans()) + 2, 16)
            painter.spot(place, self.more, self.more_words)

    def text(self) -> str:
        marked = [f"{'>' if i in self.hot else ' '} {line}" for i, line in enumerate(self.lines)]
        return "\n".join([f"{self.file}  {self.method}", *marked])


@dataclass(frozen=True)
class Press(PageBlock):
    """A button on a page, with one line about what it does."""

    words: str
    target: Any
    tip: str = ""
    busy: bool = False
    space = 10.0

    def height(self, width: float) -> float:
        return 28.0

    def paint(self, painter: PagePainter, width: float) -> None:
        font = sans(weight=theme.SEMIBOLD)
        box = QRectF(0, 0, advance(self.words, font) + 24, 28)
        painter.plate(box, "raised", 6)
        painter.write(box, self.words, font, "dim" if self.busy else "text", MIDDLE)
        if not self.busy:
            painter.spot(box, self.target, self.tip or self.words)

    def text(self) -> str:
        return f"[{self.words}]"
