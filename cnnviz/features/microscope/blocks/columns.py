"""One thin column a sample, in the order of the batch: whose contribution a gradient is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import MIDDLE, RIGHT, Number, PageBlock, Spot, mono, sans, write
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import drawable

HIGH = 84.0


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
        return HIGH + 18

    def _drawn(self) -> list[float]:
        return drawable(number.value for number in self.rows)

    def _scale(self) -> tuple[float, float]:
        values = np.array(self._drawn())
        low, high = min(float(values.min(initial=0.0)), 0.0), max(float(values.max(initial=0.0)), 0.0)
        return (low, high) if high > low else (0.0, 1.0)

    def _box(self, i: int, width: float) -> QRectF:
        each = width / max(len(self.rows), 1)
        return QRectF(i * each, 0, each, HIGH)

    def paint(self, painter: QPainter, width: float) -> None:
        low, high = self._scale()
        per = (HIGH - 4) / (high - low)
        zero = 2 + high * per
        drawn = self._drawn()
        for i, number in enumerate(self.rows):
            box = self._box(i, width)
            gap = 1.0 if box.width() > 3 else 0.0
            length = drawn[i] * per
            bar = QRectF(
                box.x() + gap / 2, min(zero, zero - length), box.width() - gap, max(abs(length), 0.75)
            )
            painter.fillRect(bar, bar_colour(number.value))
            if i == self.chosen:
                painter.fillRect(QRectF(box.x(), HIGH - 1, box.width(), 3), theme.colour("accent"))
        painter.fillRect(QRectF(0, round(zero), width, 1), theme.colour("faint"))
        mean = sum(number.value for number in self.rows) / max(len(drawn), 1)
        if math.isfinite(mean):
            y = zero - mean * per
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(0, y), QPointF(width, y))
        under = QRectF(0, HIGH + 3, width, 14)
        write(painter, under, self.first, mono(theme.FLOOR), "faint")
        write(painter, under, self.last, mono(theme.FLOOR), "faint", RIGHT)
        write(painter, under, self.mean, sans(theme.FLOOR), "dim", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [Spot(self._box(i, width), number.target, number.hint) for i, number in enumerate(self.rows)]

    def text(self) -> str:
        lines = [f"  {number.name:<16} {number}" for number in self.rows]
        return "\n".join([*lines, f"  {self.mean}"])

    def numbers(self) -> Iterator[Number]:
        yield from self.rows
