"""Drawings: an activation's curve, where numbers stand, a weight's way, the gradient as a stream."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainterPath, QPen

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    RIGHT,
    Number,
    PageBlock,
    PagePainter,
    advance,
    bar_colour,
    mono,
    sans,
)
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import brief, drawable, exact, significant

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

    def paint(self, painter: PagePainter, width: float) -> None:
        painter.plate(QRectF(0, 0, width, CURVE_HIGH))
        *ys, there = drawable([*self.y.tolist(), self.there])
        *xs, here = drawable([*self.x.tolist(), self.here])
        first, wide = xs[0], (xs[-1] - xs[0]) or 1.0
        low, high = min(*ys, 0.0), max(*ys, 0.0)
        margin = 0.08 * ((high - low) or 1.0)
        low, high = low - margin, high + margin

        def place(x: float, y: float) -> QPointF:
            return QPointF(width * (x - first) / wide, CURVE_HIGH - CURVE_HIGH * (y - low) / (high - low))

        painter.stroke("line")
        painter.drawLine(place(xs[0], 0), place(xs[-1], 0))
        painter.drawLine(place(0, low), place(0, high))
        with painter.smooth():
            painter.stroke("dim", 2)
            painter.drawPolyline([place(x, y) for x, y in zip(xs, ys, strict=True)])
            painter.stroke("accent", style=Qt.PenStyle.DashLine)
            for end in (place(here, 0), place(0, there)):
                painter.drawLine(end, place(here, there))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.dot(place(here, there))
        under = QRectF(0, CURVE_HIGH + 1, width, 14)
        painter.write(under, f"-{self.reach}", mono(theme.FLOOR), "faint")
        painter.write(under, f"+{self.reach}", mono(theme.FLOOR), "faint", RIGHT)


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

    def paint(self, painter: PagePainter, width: float) -> None:
        with np.errstate(all="ignore"):
            places = np.clip((self.values - self.mean) / self.spread, -REACH, REACH)
        counts, _ = np.histogram(places, BINS, (-REACH, REACH))
        each = width / BINS
        for i, count in enumerate(counts.tolist()):
            high = (HISTOGRAM_HIGH - 2) * count / max(int(counts.max()), 1)
            bar = QRectF(i * each, HISTOGRAM_HIGH - high, each - 1, high)
            painter.fillRect(bar, theme.colour("faint", 0.75))
        painter.fillRect(QRectF(0, HISTOGRAM_HIGH, width, 1), theme.colour("line"))
        painter.stroke("text", style=Qt.PenStyle.DotLine)
        painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, HISTOGRAM_HIGH))
        if self.here is not None:
            share = np.clip(np.nan_to_num((self.here - self.mean) / self.spread / REACH), -1, 1)
            mark = QRectF(width / 2 * (1 + share) - 1, 0, 2, HISTOGRAM_HIGH)
            painter.fillRect(mark, theme.colour("accent"))
        under = QRectF(0, HISTOGRAM_HIGH + 2, width, 14)
        painter.write(under, "-3σ", mono(theme.FLOOR), "dim")
        painter.write(under, "μ", mono(theme.FLOOR), "dim", MIDDLE)
        painter.write(under, "+3σ", mono(theme.FLOOR), "dim", RIGHT)


STATION_HIGH, STATION_GAP = 40.0, 4.0


@dataclass(frozen=True)
class Station:
    """One number on the way, with its name above it."""

    name: str
    number: Number


@dataclass(frozen=True)
class SideBySide(PageBlock):
    """Cards in a row (in two rows from five on), the change and the new number stressed; then old and new on
    one line with an arrow between them.
    """

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

    def paint(self, painter: PagePainter, width: float) -> None:
        each = (width - STATION_GAP * (self._columns - 1)) / self._columns
        for i, station in enumerate(self.stations):
            row, column = divmod(i, self._columns)
            corner = QPointF(column * (each + STATION_GAP), row * (STATION_HIGH + STATION_GAP))
            box, strong = QRectF(corner.x(), corner.y(), each, STATION_HIGH), i >= len(self.stations) - 2
            painter.plate(box, "raised" if strong else "block")
            top, under = QRectF(box.x(), box.y() + 3, each, 15), QRectF(box.x(), box.y() + 18, each, 18)
            painter.write(top, station.name, sans(theme.FLOOR), "dim", MIDDLE)
            painter.write(under, str(station.number), mono(bold=strong), flags=MIDDLE)
            painter.number(box, station.number)
        self._line(painter, width)

    def _line(self, painter: PagePainter, width: float) -> None:
        """The two weights on a line that is as long as four times their distance."""
        if not (math.isfinite(self.old) and math.isfinite(self.new)):
            return
        y = self.height(width) - 26
        change = self.new - self.old
        middle, reach = (self.old + self.new) / 2, 2 * abs(change) or 1.0
        old, new = (width / 2 + (value - middle) / reach * width / 2 for value in (self.old, self.new))
        way = 1 if new >= old else -1
        painter.stroke("edge")
        painter.drawLine(QPointF(0, y), QPointF(width, y))
        with painter.smooth():
            painter.setPen(QPen(bar_colour(change), 2.5))
            painter.drawLine(QPointF(old, y), QPointF(new, y))
            if change:
                tip = [QPointF(new - 6 * way, y - 4), QPointF(new, y), QPointF(new - 6 * way, y + 4)]
                painter.drawPolyline(tip)
            painter.stroke("text", 1.5)
            painter.dot(QPointF(old, y), "panel")
        for text, x, side in zip(told_apart(self.old, self.new), (old, new), (-way, way), strict=True):
            box = QRectF(x + 12 * side - 45, y + 7, 90, 15)
            painter.write(box, text, mono(theme.FLOOR), "dim", MIDDLE)

    def text(self) -> str:
        return "\n".join(f"  {s.name:<16} {exact(s.number.value)}" for s in self.stations)


def told_apart(old: float, new: float) -> tuple[str, str]:
    """Two numbers with five digits, or as many more as tell them apart."""
    for digits in range(5, 10):
        texts = significant(old, digits=digits), significant(new, digits=digits)
        if texts[0] != texts[1]:
            break
    return texts


REACH_HIGH, HEADS = 34.0, 20.0
NAMES, STREAM = 58.0, 76.0  # pixels: the layers' names, and the widest stream
CENTRE, RIGHT_OF = NAMES + STREAM / 2 + 4, NAMES + STREAM + 14  # of the stream; where the words begin


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

    def _wide(self, number: Number) -> float:
        largest = max((max(r.arriving.value, r.leaving.value) for r in self.reaches), default=0.0) or 1.0
        return max(1.5, STREAM * math.sqrt(max(number.value, 0.0) / largest))

    def paint(self, painter: PagePainter, width: float) -> None:
        small, bold = sans(theme.FLOOR), sans(weight=theme.BOLD)
        right = QRectF(RIGHT_OF, 0, width - RIGHT_OF, HEADS - 4)
        layer = QRectF(0, 0, min(NAMES, advance(self.heads[0], small) + 2), HEADS - 4)
        half = min(60.0, RIGHT_OF - 4 - CENTRE)
        stream = QRectF(CENTRE - half, 0, 2 * half, HEADS - 4)
        needed = advance(self.heads[1], small) + 2
        if needed > stream.width():
            stream = QRectF(layer.right() + 6, 0, needed, HEADS - 4)
            right.setLeft(max(right.left(), stream.right() + 6))
        painter.write(layer, self.heads[0], small, "faint")
        painter.write(stream, self.heads[1], small, "faint", MIDDLE)
        painter.write(right, self.heads[2], small, "faint")
        for y, end in ((HEADS, self.top), (self.height(width) - HEADS + 2, self.bottom)):
            painter.write(QRectF(CENTRE - 60, y, 120, HEADS - 2), end, bold, flags=MIDDLE)
        for i, reach in enumerate(self.reaches):
            box = QRectF(0, 2 * HEADS + i * REACH_HIGH, width, REACH_HIGH)
            self._stream(painter, box, reach)
            self._words(painter, box, reach)
            said = f"{reach.name}: {reach.arriving.hint}; {reach.leaving.hint}"
            painter.spot(box, reach.target, said)

    def _stream(self, painter: PagePainter, box: QRectF, reach: Reach) -> None:
        """As wide above as the gradient that arrives, beneath as what leaves; what is stopped is hatched."""
        above, below = self._wide(reach.arriving) / 2, self._wide(reach.leaving) / 2
        middle = box.center().y()
        path = QPainterPath(QPointF(CENTRE - above, box.top()))
        path.lineTo(CENTRE + above, box.top())
        path.cubicTo(CENTRE + above, middle, CENTRE + below, middle, CENTRE + below, box.bottom())
        path.lineTo(CENTRE - below, box.bottom())
        path.cubicTo(CENTRE - below, middle, CENTRE - above, middle, CENTRE - above, box.top())
        colour = bar_colour(1.0)
        colour.setAlphaF(0.55)
        with painter.smooth():
            painter.fillPath(path, colour)
            if reach.stopped <= 0:
                return
            edge, wide, end = CENTRE + above, max(3.0, min(above - below, 14.0)), NAMES + STREAM + 10
            path = QPainterPath(QPointF(edge - wide, box.top() + 4))
            path.quadTo(edge, box.top() + 5, end, box.top() + 9)
            path.lineTo(end, box.top() + 9 + wide)
            path.quadTo(edge - wide / 2, box.top() + 8 + wide, edge - wide, box.top() + 4)
            painter.fillPath(path, QBrush(theme.colour("dim"), Qt.BrushStyle.BDiagPattern))

    def _words(self, painter: PagePainter, box: QRectF, reach: Reach) -> None:
        font = sans(weight=theme.SEMIBOLD if reach.words else theme.REGULAR)
        name = QRectF(0, box.y(), NAMES, REACH_HIGH)
        painter.write(name, reach.name, font, "text" if reach.words else "dim")
        right = QRectF(RIGHT_OF, box.y() + 1, box.width() - RIGHT_OF, 16)
        arriving = reach.arriving.value
        if not reach.words:
            factor = reach.leaving.value / arriving if arriving else 0.0
            painter.write(right.translated(0, 8), f"× {brief(factor)}", mono(theme.FLOOR), "faint")
            return
        share = 100 * reach.stopped / arriving if arriving else 0.0
        painter.write(right, f"{significant(share, signed=False)} %", mono(bold=True))
        cells = f"{reach.stopped_cells:,} / {reach.cells:,}"
        painter.write(right.translated(0, 16), f"{cells} {reach.words}", sans(theme.FLOOR), "dim")

    def text(self) -> str:
        words = translate("inspector", "arriving {0}  stopped {1}  leaving {2}  {3} of {4} {5}")
        lines = []
        for r in self.reaches:
            passed = (exact(value, False, 6) for value in (r.arriving.value, r.stopped, r.leaving.value))
            told = words.format(*passed, f"{r.stopped_cells:,}", f"{r.cells:,}", r.words)
            lines.append(f"  {r.name:<10} {told}".rstrip())
        return "\n".join(lines)
