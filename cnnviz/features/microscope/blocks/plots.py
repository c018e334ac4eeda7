"""Drawings: an activation's curve, where numbers stand, a weight's way, the gradient as a stream."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    RIGHT,
    Number,
    PageBlock,
    Spot,
    advance,
    bar_colour,
    mono,
    plate,
    sans,
)
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import brief, drawable, significant
from cnnviz.widgets.painting import write

CURVE_HIGH = 96.0


@dataclass(frozen=True)
class FunctionPlot(PageBlock):
    """y over x, with the point (here, there) marked."""

    x: np.ndarray
    y: np.ndarray
    here: float
    there: float
    reach: str  # the right end, as text
    space = 6.0

    def height(self, width: float) -> float:
        return CURVE_HIGH + 16

    def paint(self, painter: QPainter, width: float) -> None:
        box = QRectF(0, 0, width, CURVE_HIGH)
        plate(painter, box)
        *ys, there = drawable([*self.y.tolist(), self.there])
        *xs, here = drawable([*self.x.tolist(), self.here])
        first, wide = xs[0], (xs[-1] - xs[0]) or 1.0
        low, high = min(*ys, 0.0), max(*ys, 0.0)
        margin = 0.08 * ((high - low) or 1.0)
        low, high = low - margin, high + margin

        def place(x: float, y: float) -> QPointF:
            return QPointF(width * (x - first) / wide, CURVE_HIGH - CURVE_HIGH * (y - low) / (high - low))

        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(place(xs[0], 0), place(xs[-1], 0))
        painter.drawLine(place(0, low), place(0, high))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("dim"), 2))
        painter.drawPolyline([place(x, y) for x, y in zip(xs, ys, strict=True)])
        point = place(here, there)
        painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(place(here, 0), point)
        painter.drawLine(place(0, there), point)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(point, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        under = QRectF(0, CURVE_HIGH + 1, width, 14)
        write(painter, under, f"-{self.reach}", mono(theme.FLOOR), "faint")
        write(painter, under, f"+{self.reach}", mono(theme.FLOOR), "faint", RIGHT)


HISTOGRAM_HIGH, BINS, REACH = 48.0, 48, 3.0


@dataclass(frozen=True)
class NormalisedHistogram(PageBlock):
    """From -3 to +3 standard deviations; what lies beyond is counted in the last bin."""

    values: np.ndarray
    mean: float
    spread: float
    here: float | None = None
    space = 8.0

    def height(self, width: float) -> float:
        return HISTOGRAM_HIGH + 16

    def paint(self, painter: QPainter, width: float) -> None:
        with np.errstate(all="ignore"):
            places = np.clip((self.values - self.mean) / self.spread, -REACH, REACH)
        counts, _ = np.histogram(places, BINS, (-REACH, REACH))
        each = width / BINS
        for i, count in enumerate(counts.tolist()):
            high = (HISTOGRAM_HIGH - 2) * count / max(int(counts.max()), 1)
            bar = QRectF(i * each, HISTOGRAM_HIGH - high, each - 1, high)
            painter.fillRect(bar, theme.colour("faint", 0.75))
        painter.fillRect(QRectF(0, HISTOGRAM_HIGH, width, 1), theme.colour("line"))
        painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, HISTOGRAM_HIGH))
        if self.here is not None:
            share = np.clip(np.nan_to_num((self.here - self.mean) / self.spread / REACH), -1, 1)
            mark = QRectF(width / 2 * (1 + share) - 1, 0, 2, HISTOGRAM_HIGH)
            painter.fillRect(mark, theme.colour("accent"))
        under = QRectF(0, HISTOGRAM_HIGH + 2, width, 14)
        write(painter, under, "-3σ", mono(theme.FLOOR), "dim")
        write(painter, under, "μ", mono(theme.FLOOR), "dim", MIDDLE)
        write(painter, under, "+3σ", mono(theme.FLOOR), "dim", RIGHT)


STATION_HIGH, STATION_GAP = 40.0, 4.0


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
        return rows * (STATION_HIGH + STATION_GAP) + 44

    def _box(self, i: int, width: float) -> QRectF:
        each = (width - STATION_GAP * (self._columns - 1)) / self._columns
        row, column = divmod(i, self._columns)
        return QRectF(column * (each + STATION_GAP), row * (STATION_HIGH + STATION_GAP), each, STATION_HIGH)

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
        for text, x, side in zip(told_apart(self.old, self.new), (old, new), (-way, way), strict=True):
            box = QRectF(x + 12 * side - 45, y + 7, 90, 15)
            write(painter, box, text, mono(theme.FLOOR), "dim", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        return [
            Spot(self._box(i, width), s.number.target, s.number.hint) for i, s in enumerate(self.stations)
        ]

    def text(self) -> str:
        return "\n".join(f"  {s.name:<16} {s.number.value:+.9g}" for s in self.stations)

    def numbers(self) -> Iterator[Number]:
        yield from (station.number for station in self.stations)


def told_apart(old: float, new: float) -> tuple[str, str]:
    """Two numbers with five digits, or as many more as tell them apart."""
    for digits in range(5, 10):
        texts = significant(old, digits=digits), significant(new, digits=digits)
        if texts[0] != texts[1]:
            break
    return texts


REACH_HIGH, HEADS = 34.0, 20.0
NAMES, STREAM = 58.0, 76.0  # pixels: the layers' names, and the widest stream


@dataclass(frozen=True)
class Reach:
    """One layer's stretch of the stream: |gradient| arriving and leaving, and what was stopped."""

    name: str
    arriving: Number
    leaving: Number
    stopped: float  # |gradient|
    stopped_cells: int
    cells: int
    words: str  # who stops: "closed gates", "losers", "struck out"; "" where nothing does
    target: Any = None


@dataclass(frozen=True)
class LedgerFlow(PageBlock):
    """Widths are the square roots of the sums of |gradient|, so that small streams stay visible."""

    reaches: tuple[Reach, ...]
    top: str
    bottom: str
    heads: tuple[str, str, str]
    space = 8.0

    def height(self, width: float) -> float:
        return HEADS * 2 + REACH_HIGH * len(self.reaches) + HEADS

    def _wide(self, amount: float) -> float:
        largest = max((max(r.arriving.value, r.leaving.value) for r in self.reaches), default=0.0) or 1.0
        return max(1.5, STREAM * math.sqrt(max(amount, 0.0) / largest))

    def _box(self, i: int, width: float) -> QRectF:
        return QRectF(0, 2 * HEADS + i * REACH_HIGH, width, REACH_HIGH)

    def paint(self, painter: QPainter, width: float) -> None:
        centre = NAMES + STREAM / 2 + 4
        right = QRectF(NAMES + STREAM + 14, 0, width - NAMES - STREAM - 14, HEADS - 4)
        small = sans(theme.FLOOR)
        layer = QRectF(0, 0, min(NAMES, advance(self.heads[0], small) + 2), HEADS - 4)
        write(painter, layer, self.heads[0], small, "faint")
        half = min(60.0, right.left() - 4 - centre)
        stream = QRectF(centre - half, 0, 2 * half, HEADS - 4)
        needed = advance(self.heads[1], small) + 2
        if needed > stream.width():
            stream = QRectF(layer.right() + 6, 0, needed, HEADS - 4)
            right.setLeft(max(right.left(), stream.right() + 6))
        write(painter, stream, self.heads[1], sans(theme.FLOOR), "faint", MIDDLE)
        write(painter, right, self.heads[2], sans(theme.FLOOR), "faint")
        bold = sans(theme.SECONDARY, theme.BOLD)
        write(painter, QRectF(centre - 60, HEADS, 120, HEADS - 2), self.top, bold, "text", MIDDLE)
        for i, reach in enumerate(self.reaches):
            self._reach(painter, self._box(i, width), reach, centre)
        end = QRectF(centre - 60, self.height(width) - HEADS + 2, 120, HEADS - 2)
        write(painter, end, self.bottom, bold, "text", MIDDLE)

    def _reach(self, painter: QPainter, box: QRectF, reach: Reach, centre: float) -> None:
        above, below = self._wide(reach.arriving.value) / 2, self._wide(reach.leaving.value) / 2
        path = QPainterPath(QPointF(centre - above, box.top()))
        path.lineTo(centre + above, box.top())
        middle = box.center().y()
        path.cubicTo(centre + above, middle, centre + below, middle, centre + below, box.bottom())
        path.lineTo(centre - below, box.bottom())
        path.cubicTo(centre - below, middle, centre - above, middle, centre - above, box.top())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = bar_colour(1.0)
        colour.setAlphaF(0.55)
        painter.fillPath(path, colour)
        if reach.stopped > 0:
            self._branch(painter, box, reach, centre, centre + above)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        bold = reach.words != ""
        font = sans(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR)
        write(painter, QRectF(0, box.y(), NAMES, REACH_HIGH), reach.name, font, "text" if bold else "dim")
        right = QRectF(NAMES + STREAM + 14, box.y() + 1, box.width() - NAMES - STREAM - 14, 16)
        if not reach.words:
            factor = reach.leaving.value / reach.arriving.value if reach.arriving.value else 0.0
            write(painter, right.translated(0, 8), f"× {brief(factor)}", mono(theme.FLOOR), "faint")
            return
        share = 100 * reach.stopped / reach.arriving.value if reach.arriving.value else 0.0
        write(painter, right, f"{brief(share)} %", mono(theme.SECONDARY, bold=True), "text")
        cells = f"{reach.stopped_cells:,} / {reach.cells:,}"
        write(painter, right.translated(0, 16), f"{cells} {reach.words}", sans(theme.FLOOR), "dim")

    def _branch(self, painter: QPainter, box: QRectF, reach: Reach, centre: float, edge: float) -> None:
        """What is stopped leaves the stream to the right, hatched."""
        wide = max(3.0, min(edge - centre - self._wide(reach.leaving.value) / 2, 14.0))
        end = NAMES + STREAM + 10
        path = QPainterPath(QPointF(edge - wide, box.top() + 4))
        path.quadTo(edge, box.top() + 5, end, box.top() + 9)
        path.lineTo(end, box.top() + 9 + wide)
        path.quadTo(edge - wide / 2, box.top() + 8 + wide, edge - wide, box.top() + 4)
        painter.fillPath(path, QBrush(theme.colour("dim"), Qt.BrushStyle.BDiagPattern))

    def spots(self, width: float) -> list[Spot]:
        words = [f"{r.name}: {r.arriving.hint}; {r.leaving.hint}" for r in self.reaches]
        told = zip(self.reaches, words, strict=True)
        return [Spot(self._box(i, width), reach.target, said) for i, (reach, said) in enumerate(told)]

    def text(self) -> str:
        words = translate("inspector", "arriving {0}  stopped {1}  leaving {2}  {3} of {4} {5}")
        lines = []
        for r in self.reaches:
            passed = (f"{value:.6g}" for value in (r.arriving.value, r.stopped, r.leaving.value))
            told = words.format(*passed, f"{r.stopped_cells:,}", f"{r.cells:,}", r.words)
            lines.append(f"  {r.name:<10} {told}".rstrip())
        return "\n".join(lines)

    def numbers(self) -> Iterator[Number]:
        for reach in self.reaches:
            yield reach.arriving
            yield reach.leaving
