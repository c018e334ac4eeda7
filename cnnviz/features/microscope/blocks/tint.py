"""The colour of one number and the ink that is legible on it, and pictures of small arrays."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from cnnviz.widgets import theme
from cnnviz.widgets.colormap import LEVELS, ZERO, grey_table, peak, round_up, signed_table
from cnnviz.widgets.tiles import atlas


def limit_of(*arrays: np.ndarray) -> float:
    """A round limit that no number of the arrays is beyond."""
    return round_up(max((peak(np.asarray(a, float)) for a in arrays), default=0.0))


def tint(value: float, limit: float) -> QColor:
    """The signed map's colour of a number."""
    if not np.isfinite(value):
        return theme.colour("faint")
    step = round(max(-1.0, min(1.0, value / limit)) * LEVELS)
    return QColor.fromRgb(int(signed_table(theme.current())[ZERO + step]))


def bar_colour(value: float) -> QColor:
    """The full colour of a sign, for bars."""
    stops = theme.current().warm if value >= 0 else theme.current().cool
    return QColor(stops[4][1])


@lru_cache(maxsize=2048)
def _luminance(rgb: int) -> float:
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink(ground: QColor) -> QColor:
    """Near-black or near-white, whichever stands out more from a ground."""
    light = _luminance(ground.rgb() & 0xFFFFFF)
    return QColor("#ffffff") if (1.05 / (light + 0.05)) >= (light + 0.05) / 0.055 else QColor("#0d0f13")


def picture(
    painter: QPainter,
    box: QRectF,
    values: np.ndarray,
    limit: float,
    grey: tuple[float, float] | None = None,
    holes: np.ndarray | None = None,
) -> None:
    """An array as a picture; `grey` are black and white for pixels, `holes` are places without a number."""
    values = np.ascontiguousarray(values, dtype=np.float64)
    if grey is not None:
        image = atlas(values[None], (grey[1] - grey[0]) or 1.0, grey_table(theme.current()), grey[0])
    else:
        image = atlas(values[None], limit, signed_table(theme.current()))
    painter.drawImage(box, image)
    if holes is not None and holes.any():
        width, height = box.width() / values.shape[1], box.height() / values.shape[0]
        for row, column in np.argwhere(holes).tolist():
            hatch(painter, QRectF(box.x() + column * width, box.y() + row * height, width, height))
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(-0.5, -0.5, -0.5, -0.5))


def hatch(painter: QPainter, box: QRectF) -> None:
    """Fine slanted lines: here there is no number."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, theme.colour("block"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("edge"), 1))
    x = box.x() - box.height()
    x -= x % 5
    lines = []
    while x < box.right():
        lines.append(QLineF(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top())))
        x += 5
    painter.drawLines(lines)
    painter.restore()


def fill(painter: QPainter, box: QRectF, colour: QColor, radius: float = 3) -> None:
    """A cell of colour with round corners."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def cell(painter: QPainter, box: QRectF, text: str, value: float, limit: float, flags: int) -> None:
    """A number on the ground of its colour."""
    ground = tint(value, limit)
    fill(painter, box, ground, 2)
    painter.setPen(ink(ground))
    edge = 0 if flags & Qt.AlignmentFlag.AlignHCenter else 1.5
    painter.drawText(box.adjusted(edge, 0, -edge, 0), flags, text)
