"""Strokes made into pixels: as they lie on the sheet, and once more as large as the sheet allows.

The second way keeps the pen: a digit drawn small in a corner gets lines as thin, for its size, as a large
one, where enlarging its pixels would make blots of them.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from cnnviz.features.draw.sheet import SIDE, State, Stroke

PIXELS = 140  # a side of the image that the network's is made from
FILL = 196.0  # units that the longer side of an enlarged drawing has, its pen not counted
THICK = 26.0  # units: the pen of an enlarged drawing, near that of MNIST's writers
LEAST = 12.0  # units: anything smaller is a dot


def ink(state: State, pixels: int = PIXELS) -> np.ndarray:
    """What lies on the sheet, 255 where there is most ink: uint8 (pixels, pixels)."""
    image = QImage(pixels, pixels, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.scale(pixels / SIDE, pixels / SIDE)
    paint(painter, state)
    painter.end()
    return _array(image)


def paint(painter: QPainter, state: State) -> None:
    """Paints the sheet's picture and strokes, white on black, in the sheet's own units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state.picture is not None:
        height, width = state.picture.shape
        data = np.ascontiguousarray(state.picture)
        made = QImage(data.data, width, height, width, QImage.Format.Format_Grayscale8)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, SIDE, SIDE), made)
    for stroke in state.strokes:
        _paint_stroke(painter, stroke, stroke.width)


def enlarged(state: State) -> np.ndarray | None:
    """The strokes of a sheet without a picture, moved and enlarged until they fill it, the pen's width kept.

    None if no ink is left. Shape: uint8 (PIXELS, PIXELS).
    """
    seen = ink(state) > 127
    if not seen.any():
        return None
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    unit = SIDE / PIXELS
    left, right = columns[0] * unit, (columns[-1] + 1) * unit
    top, bottom = rows[0] * unit, (rows[-1] + 1) * unit
    pen = max((stroke.width for stroke in state.strokes if not stroke.erases), default=0.0)
    scale = FILL / max(right - left - pen, bottom - top - pen, LEAST)
    image = QImage(PIXELS, PIXELS, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1 / unit, 1 / unit)
    painter.translate(SIDE / 2, SIDE / 2)
    painter.scale(scale, scale)
    painter.translate(-(left + right) / 2, -(top + bottom) / 2)
    for stroke in state.strokes:
        _paint_stroke(painter, stroke, stroke.width if stroke.erases else THICK / scale)
    painter.end()
    return _array(image)


def _paint_stroke(painter: QPainter, stroke: Stroke, width: float) -> None:
    colour = QColor(0, 0, 0) if stroke.erases else QColor(255, 255, 255)
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [QPointF(x, y) for x, y in stroke.points]
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(QPolygonF(points))


def _array(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
