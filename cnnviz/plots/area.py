"""Where a plot's numbers stand: from values to pixels and back, and the drawing of many lines at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

SQUARE = 2.0  # half the side of a measured point's square
MARK = 3.0  # half the width of the triangle that stands for what lies outside the axes
FAR = 4.0  # heights of the plot beyond which a line is cut: Qt counts pixels in 32 bits


@dataclass(frozen=True)
class Area:
    """Steps x0..x1 and values y0..y1 over a rectangle of pixels; `log` values lie by their logarithms."""

    rect: QRectF
    x0: float
    x1: float
    y0: float
    y1: float
    log: bool = False

    def x(self, steps: np.ndarray | float) -> np.ndarray:
        """Pixels from steps."""
        span = max(1e-9, self.x1 - self.x0)
        return self.rect.left() + (np.asarray(steps, float) - self.x0) * (self.rect.width() / span)

    def y(self, values: np.ndarray | float) -> np.ndarray:
        """Pixels from values, also beside the rectangle; without a logarithm far below it, NaN stays NaN."""
        values, low, high = np.asarray(values, float), self.y0, self.y1
        if self.log:
            values = np.log(np.where(values > 0, values, np.where(np.isnan(values), np.nan, 1e-300)))
            low, high = float(np.log(low)), float(np.log(high))
        part = np.clip((values - low) / ((high - low) or 1.0), -FAR, 1 + FAR)
        return np.asarray(self.rect.bottom() - part * self.rect.height())

    def held(self, values: np.ndarray | float) -> np.ndarray:
        """Pixels from values, the nearest in the rectangle for those outside: for names and marks."""
        return np.clip(self.y(values), self.rect.top(), self.rect.bottom())

    def step(self, x: float) -> float:
        """The step at a pixel."""
        return self.x0 + (x - self.rect.left()) * (self.x1 - self.x0) / max(1.0, self.rect.width())

    def value(self, y: float) -> float:
        """The value at a pixel."""
        part = (self.rect.bottom() - y) / max(1.0, self.rect.height())
        return float(
            self.y0 * (self.y1 / self.y0) ** part if self.log else self.y0 + part * (self.y1 - self.y0)
        )


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """A colour between two: 0 is the first, 1 the second."""
    pairs = (one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())
    red, green, blue = (round(a + (b - a) * part) for a, b in pairs)
    return QColor(red, green, blue)


def draw_lines(painter: QPainter, ends: np.ndarray) -> None:
    """Draw lines from their ends. Shape: (n, 4): x1, y1, x2, y2."""
    if len(ends):
        # A QLineF is four doubles: Qt reads the array itself, four times as fast as from a list of QLineF.
        ends = np.ascontiguousarray(ends, np.float64)
        painter.drawLines(cast(QLineF, Shiboken.wrapInstance(ends.ctypes.data, QLineF)), len(ends))


def draw_through(painter: QPainter, x: np.ndarray, y: np.ndarray) -> None:
    """Draw a line through points, broken where y is NaN; a point without neighbours becomes a dot.

    Segments drawn one by one skip the joins that make Qt's thick polylines slow.
    """
    ends = np.empty((max(0, len(x) - 1), 4))
    ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3] = x[:-1], y[:-1], x[1:], y[1:]
    there = np.isfinite(y)
    if len(x) > 1 and there.all():
        draw_lines(painter, ends)
        return
    joined = there[:-1] & there[1:]
    draw_lines(painter, ends[joined])
    alone = there.copy()
    alone[:-1] &= ~joined
    alone[1:] &= ~joined
    draw_lines(painter, np.column_stack((x - 1, y, x + 1, y))[alone])


def mark_outside(painter: QPainter, area: Area, x: np.ndarray, y: np.ndarray, colour: QColor) -> None:
    """Draw a triangle through the edge of the plot wherever a line lies beyond it."""
    pace, rect = 4 * MARK, area.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for outside, tip, base in (
        (y > rect.bottom() + 0.5, rect.bottom(), rect.bottom() - 2 * MARK),
        (y < rect.top() - 0.5, rect.top(), rect.top() + 2 * MARK),
    ):
        # On a grid of their own, so that they stay in place while the curve grows.
        for at in (np.unique(np.rint(x[outside] / pace)) * pace).tolist() if outside.any() else ():
            corners = [QPointF(at - MARK, base), QPointF(at + MARK, base), QPointF(at, tip)]
            painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_squares(painter: QPainter, x: np.ndarray, y: np.ndarray, fill: QColor, edge: QColor) -> None:
    """Draw small hollow squares, one a measured point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    there = np.isfinite(y)
    for at, high in zip(np.rint(x[there]).tolist(), np.rint(y[there]).tolist(), strict=True):
        painter.drawRect(QRectF(at - SQUARE, high - SQUARE, 2 * SQUARE, 2 * SQUARE))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def text_width(text: str, font: QFont) -> float:
    """Pixels that a text takes."""
    return QFontMetricsF(font).horizontalAdvance(text)
