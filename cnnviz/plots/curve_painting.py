"""How curves become pixels: noisy ones as 1 px stems between a column's extremes, smooth ones as 2 px
segments.

A thick antialiased polyline through noise costs a hundred times as much as what is done here: stems need no
antialiasing, and segments drawn one by one skip the joins that make Qt's thick polylines slow.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

from cnnviz.plots.axes import Tick
from cnnviz.plots.curve_lines import Area
from cnnviz.plots.pyramid import Pyramid
from cnnviz.widgets import theme

FLOOR_MARK = 3.0  # half the width of the mark for a value that a log axis can't show


def paint_grid(painter: QPainter, area: Area, ticks: list[Tick], steps: list[Tick]) -> None:
    """Horizontal lines with their values on the left, and the steps underneath."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(theme.font(theme.FLOOR))
    metrics = QFontMetricsF(painter.font())
    rect, half = area.rect, metrics.height() / 2
    places = area.y(np.array([tick.value for tick in ticks])) if ticks else np.empty(0)
    line, text = theme.colour("line"), theme.colour("faint")
    for tick, y in zip(ticks, np.rint(places).tolist(), strict=True):
        painter.setPen(line)
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
        painter.setPen(text)
        where = QRectF(0, y - half, rect.left() - 5, 2 * half)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text)
    painter.setPen(text)
    free = -np.inf
    for tick in steps:
        x, width = float(area.x(tick.value)), metrics.horizontalAdvance(tick.text)
        left = min(max(x - width / 2, rect.left() - 4), rect.right() - width + 3)
        if left > free + 8:
            painter.drawText(QPointF(left, rect.bottom() + 3 + metrics.ascent()), tick.text)
            free = left + width


def paint_stems(
    painter: QPainter, area: Area, pyramid: Pyramid, offset: int, colour: QColor, first: float
) -> None:
    """Each pixel column's lowest to highest value, from step `first` on; a thin line through the values
    where there is room for each.
    """
    start, stop = _visible(area, pyramid, offset)
    start = max(start, int(first) - offset - 1)
    if stop <= start:
        return
    per_pixel = (area.x1 - area.x0) / max(1.0, area.rect.width())
    painter.setPen(QPen(colour, 1))
    if per_pixel <= 1.0:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        values = pyramid.values[start:stop].astype(float)
        values[~np.isfinite(values)] = np.nan
        paint_segments(painter, area.x(np.arange(start, stop) + offset + 1), area.y(values))
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    edges = pyramid.columns(start, stop, per_pixel)
    lowest, highest = pyramid.extremes(edges)
    x = np.floor(area.x((edges[:-1] + edges[1:] + 1) / 2 + offset))
    low, high = np.rint(area.y(lowest)), np.rint(area.y(highest))
    # Reach to the neighbour, so that a steep fall is one stroke and not loose stems: pixels grow downwards.
    there = np.isfinite(low)
    above, below = np.fmin(high[1:], low[:-1]), np.fmax(low[1:], high[:-1])
    high[1:], low[1:] = above, below
    # (n,) four times -> (n, 4): x1, y1, x2, y2
    _draw_lines(painter, np.column_stack((x, high, x, low))[there])


def paint_segments(painter: QPainter, x: np.ndarray, y: np.ndarray) -> None:
    """A line through the points, broken where y is NaN; a point without neighbours becomes a dot."""
    ends = np.empty((max(0, len(x) - 1), 4))
    ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3] = x[:-1], y[:-1], x[1:], y[1:]
    there = np.isfinite(y)
    if len(x) > 1 and there.all():
        _draw_lines(painter, ends)
        return
    joined = there[:-1] & there[1:]
    _draw_lines(painter, ends[joined])
    alone = there.copy()
    alone[:-1] &= ~joined
    alone[1:] &= ~joined
    _draw_lines(painter, np.column_stack((x - 1, y, x + 1, y))[alone])


def paint_floor(painter: QPainter, area: Area, x: np.ndarray, colour: QColor) -> None:
    """Triangles that point down through the floor of a log axis: here the value was zero."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    bottom, pace = area.rect.bottom(), 4 * FLOOR_MARK
    # On a grid of their own, so that they stay in place while the curve grows.
    for at in (np.unique(np.rint(x / pace)) * pace).tolist():
        tip, base = QPointF(at, bottom), bottom - 2 * FLOOR_MARK
        painter.drawPolygon(QPolygonF([QPointF(at - FLOOR_MARK, base), QPointF(at + FLOOR_MARK, base), tip]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_squares(painter: QPainter, x: np.ndarray, y: np.ndarray, fill: QColor, edge: QColor) -> None:
    """Small hollow squares, one a measured point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    there = np.isfinite(y)
    for at, high in zip(np.rint(x[there]).tolist(), np.rint(y[there]).tolist(), strict=True):
        painter.drawRect(QRectF(at - 2, high - 2, 4, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_lines(painter: QPainter, ends: np.ndarray) -> None:
    """Draws lines from their ends. Shape: (n, 4): x1, y1, x2, y2."""
    if len(ends):
        # A QLineF is four doubles: Qt reads the array itself, four times as fast as from a list of QLineF.
        ends = np.ascontiguousarray(ends, np.float64)
        painter.drawLines(cast(QLineF, Shiboken.wrapInstance(ends.ctypes.data, QLineF)), len(ends))


def text_width(text: str, font: QFont) -> float:
    """Pixels that a text takes."""
    return QFontMetricsF(font).horizontalAdvance(text)


def _visible(area: Area, pyramid: Pyramid, offset: int) -> tuple[int, int]:
    """The values between the ends of the step axis, and one more at each side. Values count from 0."""
    start = max(0, int(np.floor(area.x0)) - offset - 2)
    return start, min(len(pyramid), max(start, int(np.ceil(area.x1)) - offset + 1))
