"""A row a class, a column a step of softmax and loss: every number of one image's answer, aligned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    RIGHT,
    Number,
    PageBlock,
    Spot,
    mono,
    outline,
    sans,
    write,
)
from cnnviz.features.microscope.blocks.tint import cell
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak
from cnnviz.widgets.numbers import significant

ROW, GUTTER = 20.0, 30.0


def tight(value: float, signed: bool) -> str:
    """A number in at most six letters: "+5.21", "0.018", "2e-4"."""
    if value == 0 or not math.isfinite(value):
        return significant(value, signed)
    size = abs(value)
    sign = "+" if signed else ""
    if size >= 1000:
        mantissa, _, power = f"{value:{sign}.0e}".partition("e")
        return f"{mantissa}e{int(power)}"
    if size >= 0.00995:
        return f"{value:{sign}.{1 if size >= 99.95 else 2 if size >= 0.995 else 3}f}"
    mantissa, _, power = f"{value:{sign}.0e}".partition("e")
    return f"{mantissa}e{int(power)}"


@dataclass(frozen=True)
class ClassTable(PageBlock):
    """`columns` hold a number a class each; sums stand beneath where there are any."""

    heads: tuple[str, ...]
    columns: tuple[tuple[Number, ...], ...]
    signed: tuple[bool, ...]
    sums: tuple[float | None, ...]
    label: int
    reads: int
    chosen: tuple[int, int] = (-1, -1)
    space = 6.0

    @property
    def _count(self) -> int:
        return len(self.columns[0])

    def height(self, width: float) -> float:
        return 16 + ROW * self._count + 18

    def _box(self, row: int, column: int, width: float) -> QRectF:
        each = (width - GUTTER - 4) / len(self.columns)
        return QRectF(GUTTER + column * each, 16 + row * ROW, each - 1, ROW - 1)

    def paint(self, painter: QPainter, width: float) -> None:
        font = mono(theme.FLOOR)
        for j, (head, column, signed) in enumerate(zip(self.heads, self.columns, self.signed, strict=True)):
            top = self._box(0, j, width)
            write(painter, QRectF(top.x() - 6, 0, top.width() + 3, 15), head, font, "dim", RIGHT)
            limit = peak(np.array([n.value for n in column], float)) or 1.0
            painter.setFont(font)
            for i, number in enumerate(column):
                text = tight(number.value, signed)
                cell(painter, self._box(i, j, width), text, number.value, limit, RIGHT)
        for i in range(self._count):
            box = QRectF(0, 16 + i * ROW, 16, ROW)
            bold = i in (self.label, self.reads)
            write(painter, box, str(i), mono(theme.SECONDARY, bold), "text" if bold else "dim", RIGHT)
        if self.reads == self.label:
            self._mark(painter, width, self.label, "right", "✓", False)
        else:
            self._mark(painter, width, self.label, "text", "", False)
            self._mark(painter, width, self.reads, "wrong", "×", True)
        for j, total in enumerate(self.sums):
            if total is not None:
                box = self._box(self._count, j, width).adjusted(-8, 0, -4, 0)
                said = "0" if abs(total) < 1e-4 else significant(total, signed=False, digits=4)
                write(
                    painter,
                    box,
                    f"Σ {said.rstrip('0').rstrip('.') if '.' in said else said}",
                    font,
                    "dim",
                    RIGHT,
                )
        if self.chosen[0] >= 0:
            outline(painter, self._box(*self.chosen, width).adjusted(0, -0.5, 0.5, 0.5), "accent", 2)

    def _mark(self, painter: QPainter, width: float, row: int, role: str, sign: str, dashed: bool) -> None:
        box = QRectF(1, 16 + row * ROW - 1, width - 3, ROW)
        outline(painter, box, role, 1.4, dashed)
        write(painter, QRectF(16, box.y(), 12, ROW), sign, sans(theme.FLOOR, theme.BOLD), role, MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [
            Spot(self._box(i, j, width), column[i].target, column[i].hint)
            for i in range(self._count)
            for j, column in enumerate(self.columns)
        ]

    def text(self) -> str:
        lines = ["  class  " + "  ".join(self.heads)]
        for i in range(self._count):
            mark = " (label)" if i == self.label else " (reads)" if i == self.reads else ""
            lines.append(f"  {i}  " + "  ".join(f"{column[i].value:+.6g}" for column in self.columns) + mark)
        return "\n".join(lines)

    def numbers(self) -> Iterator[Number]:
        for column in self.columns:
            yield from column
