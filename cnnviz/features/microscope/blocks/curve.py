"""An activation's curve with one number on it: what comes in below, what goes on at the side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import RIGHT, PageBlock, mono, plate, write
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import drawable

HIGH = 96.0


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
        return HIGH + 16

    def paint(self, painter: QPainter, width: float) -> None:
        box = QRectF(0, 0, width, HIGH)
        plate(painter, box)
        *ys, there = drawable([*self.y.tolist(), self.there])
        *xs, here = drawable([*self.x.tolist(), self.here])
        first, wide = xs[0], (xs[-1] - xs[0]) or 1.0
        low, high = min(*ys, 0.0), max(*ys, 0.0)
        margin = 0.08 * ((high - low) or 1.0)
        low, high = low - margin, high + margin

        def place(x: float, y: float) -> QPointF:
            return QPointF(width * (x - first) / wide, HIGH - HIGH * (y - low) / (high - low))

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
        under = QRectF(0, HIGH + 1, width, 14)
        write(painter, under, f"-{self.reach}", mono(theme.FLOOR), "faint")
        write(painter, under, f"+{self.reach}", mono(theme.FLOOR), "faint", RIGHT)
