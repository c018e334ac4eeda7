"""Lines of the very method that computes a number, the ones that matter marked; and buttons for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from cnnviz.features.microscope.blocks.block import MIDDLE, PageBlock, Spot, advance, mono, plate, sans, write
from cnnviz.features.microscope.blocks.head import break_line
from cnnviz.widgets import theme

HEAD = 20.0


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
        return HEAD + 10 + self._step() * len(self._shown(width)) + self._foot

    @property
    def _foot(self) -> float:
        return 20.0 if self.more is not None else 0.0

    def _step(self) -> float:
        return QFontMetricsF(mono(theme.FLOOR)).lineSpacing() + 1

    def paint(self, painter: QPainter, width: float) -> None:
        write(painter, QRectF(0, 0, width, 16), f"{self.file}  {self.method}", sans(), "dim")
        bottom = self.height(width) - self._foot
        plate(painter, QRectF(0, HEAD, width, bottom - HEAD))
        if self.more is not None:
            write(painter, QRectF(0, bottom + 3, width, 16), self.more_words, sans(), "accent")
        step, font = self._step(), mono(theme.FLOOR)
        for i, (line, hot) in enumerate(self._shown(width)):
            box = QRectF(0, HEAD + 5 + i * step, width, step)
            if hot:
                painter.fillRect(box.adjusted(1, 0, -1, 0), theme.colour("accent", 0.22))
                painter.fillRect(QRectF(1, box.y(), 2, step), theme.colour("accent"))
            comment = re.match(r"\s*(#|…)", line) is not None
            write(painter, box.adjusted(8, 0, 0, 0), line, font, "faint" if comment and not hot else "text")

    def spots(self, width: float) -> list[Spot]:
        if self.more is None:
            return []
        wide = advance(self.more_words, sans())
        return [Spot(QRectF(0, self.height(width) - 17, wide + 2, 16), self.more, self.more_words)]

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

    def _box(self) -> QRectF:
        return QRectF(0, 0, advance(self.words, sans(theme.SECONDARY, theme.SEMIBOLD)) + 24, 28)

    def paint(self, painter: QPainter, width: float) -> None:
        plate(painter, self._box(), "raised", "edge", 6)
        font = sans(theme.SECONDARY, theme.SEMIBOLD)
        write(painter, self._box(), self.words, font, "dim" if self.busy else "text", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [] if self.busy else [Spot(self._box(), self.target, self.tip or self.words)]

    def text(self) -> str:
        return f"[{self.words}]"
