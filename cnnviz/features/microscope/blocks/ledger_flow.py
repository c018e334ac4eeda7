"""The gradient as a stream from the loss down to the pixel: what each layer lets through, and stops."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from cnnviz.features.microscope.blocks.block import MIDDLE, Number, PageBlock, Spot, mono, sans, write
from cnnviz.features.microscope.blocks.tint import bar_colour
from cnnviz.widgets import theme

ROW, HEADS = 34.0, 20.0
NAMES, STREAM = 58.0, 104.0  # pixels: the layers' names, and the widest stream


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
        return HEADS * 2 + ROW * len(self.reaches) + HEADS

    def _wide(self, amount: float) -> float:
        largest = max((max(r.arriving.value, r.leaving.value) for r in self.reaches), default=0.0) or 1.0
        return max(1.5, STREAM * math.sqrt(max(amount, 0.0) / largest))

    def _box(self, i: int, width: float) -> QRectF:
        return QRectF(0, 2 * HEADS + i * ROW, width, ROW)

    def paint(self, painter: QPainter, width: float) -> None:
        centre = NAMES + STREAM / 2 + 4
        right = QRectF(NAMES + STREAM + 14, 0, width - NAMES - STREAM - 14, HEADS - 4)
        write(painter, QRectF(0, 0, NAMES, HEADS - 4), self.heads[0], sans(theme.FLOOR), "faint")
        stream = QRectF(centre - 60, 0, 120, HEADS - 4)
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
        write(painter, QRectF(0, box.y(), NAMES, ROW), reach.name, font, "text" if bold else "dim")
        right = QRectF(NAMES + STREAM + 14, box.y() + 1, box.width() - NAMES - STREAM - 14, 16)
        if not reach.words:
            factor = reach.leaving.value / reach.arriving.value if reach.arriving.value else 0.0
            write(painter, right.translated(0, 8), f"× {factor:.3g}", mono(theme.FLOOR), "faint")
            return
        share = 100 * reach.stopped / reach.arriving.value if reach.arriving.value else 0.0
        write(painter, right, f"{share:.3g} %", mono(theme.SECONDARY, bold=True), "text")
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
        return [
            Spot(
                self._box(i, width),
                reach.target,
                f"{reach.name}: {reach.arriving.hint}; {reach.leaving.hint}",
            )
            for i, reach in enumerate(self.reaches)
        ]

    def text(self) -> str:
        lines = [
            f"  {r.name:<10} arriving {r.arriving.value:.6g}  stopped {r.stopped:.6g}  "
            f"leaving {r.leaving.value:.6g}  {r.stopped_cells:,} of {r.cells:,} {r.words}".rstrip()
            for r in self.reaches
        ]
        return "\n".join(lines)

    def numbers(self) -> Iterator[Number]:
        for reach in self.reaches:
            yield reach.arriving
            yield reach.leaving
