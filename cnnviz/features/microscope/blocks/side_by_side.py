"""Stations on the way from an old weight to a new one, side by side, and the move on a line beneath them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import MIDDLE, Number, PageBlock, Spot, mono, plate, sans, write
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant

HIGH, GAP = 40.0, 4.0


@dataclass(frozen=True)
class Station:
    """One number on the way, with its name above it."""

    name: str
    number: Number


@dataclass(frozen=True)
class SideBySide(PageBlock):
    """Cards in a row (in two rows from five on), then old and new on one line with an arrow between them."""

    stations: tuple[Station, ...]
    old: float
    new: float
    space = 6.0

    @property
    def _columns(self) -> int:
        return len(self.stations) if len(self.stations) < 5 else 3

    def height(self, width: float) -> float:
        rows = -(-len(self.stations) // self._columns)
        return rows * (HIGH + GAP) + 44

    def _box(self, i: int, width: float) -> QRectF:
        each = (width - GAP * (self._columns - 1)) / self._columns
        row, column = divmod(i, self._columns)
        return QRectF(column * (each + GAP), row * (HIGH + GAP), each, HIGH)

    def paint(self, painter: QPainter, width: float) -> None:
        for i, station in enumerate(self.stations):
            box = self._box(i, width)
            last = i == len(self.stations) - 1
            plate(painter, box, "raised" if last else "block")
            top = QRectF(box.x(), box.y() + 3, box.width(), 15)
            write(painter, top, station.name, sans(theme.FLOOR), "dim", MIDDLE)
            under = QRectF(box.x(), box.y() + 18, box.width(), 18)
            write(painter, under, str(station.number), mono(theme.SECONDARY, bold=last), "text", MIDDLE)
        self._line(painter, width)

    def _line(self, painter: QPainter, width: float) -> None:
        """The two weights on a line that is as long as four times their distance."""
        if not (math.isfinite(self.old) and math.isfinite(self.new)):
            return
        y = self.height(width) - 26
        change = self.new - self.old
        middle, reach = (self.old + self.new) / 2, 2 * abs(change) or 1.0

        def place(value: float) -> float:
            return width / 2 + (value - middle) / reach * width / 2

        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(0, y), QPointF(width, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = bar_colour(change)
        painter.setPen(QPen(colour, 2.5))
        old, new = place(self.old), place(self.new)
        painter.drawLine(QPointF(old, y), QPointF(new, y))
        way = 1 if new >= old else -1
        if change:
            tip = [QPointF(new - 6 * way, y - 4), QPointF(new, y), QPointF(new - 6 * way, y + 4)]
            painter.drawPolyline(tip)
        painter.setPen(QPen(theme.colour("text"), 1.5))
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(QPointF(old, y), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for value, x in ((self.old, old), (self.new, new)):
            box = QRectF(x - 45, y + 7, 90, 15)
            write(painter, box, significant(value, digits=5), mono(theme.FLOOR), "dim", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [
            Spot(self._box(i, width), s.number.target, s.number.hint) for i, s in enumerate(self.stations)
        ]

    def text(self) -> str:
        return "\n".join(f"  {s.name:<16} {s.number.value:+.9g}" for s in self.stations)

    def numbers(self) -> Iterator[Number]:
        yield from (station.number for station in self.stations)
