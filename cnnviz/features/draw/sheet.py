"""A sheet of paper: the strokes on it, a picture beneath them, and the way back and forth.

Coordinates are those of the pad, from 0 to SIDE in both directions; each change makes a new
frozen state, so undo and redo are steps along a list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from cnnviz.widgets.picture import picture
from core.data.images import SIZE, as_digit

SIDE = 280.0  # units: ten to a pixel of what the network sees
PEN = 18.0  # usually
THIN, THICKEST = 8.0, 40.0
ERASER = 40.0
MOST = 500  # states that can be gone back to

Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line through points, as wide as the pen; an eraser's stroke takes ink away."""

    points: tuple[Point, ...]
    width: float = PEN
    erases: bool = False


@dataclass(frozen=True, eq=False)
class State:
    """What is on the sheet: a picture, uint8 (H, W) or (3, H, W), or none, and strokes over it."""

    picture: np.ndarray | None = None
    strokes: tuple[Stroke, ...] = ()

    @property
    def blank(self) -> bool:
        """True if there is no ink, though some may have been erased."""
        return self.picture is None and not any(not stroke.erases for stroke in self.strokes)


class DrawingSheet:
    """The newest state, with what came before it and what was undone."""

    def __init__(self) -> None:
        self._states = [State()]
        self._at = 0
        self._points: list[Point] = []  # of the stroke under way
        self._erases = False
        self.pen = PEN  # of strokes to come; the eraser is wider in proportion

    @property
    def state(self) -> State:
        """What is on the sheet now, the stroke under way included."""
        settled = self._states[self._at]
        if not self._points:
            return settled
        return State(settled.picture, (*settled.strokes, self._stroke()))

    @property
    def drawing(self) -> bool:
        """True while a stroke is under way."""
        return bool(self._points)

    @property
    def changes(self) -> tuple[list[State], list[State]]:
        """What each change has made that can be taken back, and each that can be made again."""
        return self._states[1 : self._at + 1], self._states[self._at + 1 :]

    @property
    def done(self) -> int:
        """How many changes can be taken back."""
        return self._at

    @property
    def undone(self) -> int:
        """How many changes that were taken back can be made again."""
        return len(self._states) - 1 - self._at

    def begin(self, point: Point, erases: bool = False) -> None:
        """Put the pen, or the eraser, onto the sheet."""
        self.end()
        self._points, self._erases = [point], erases

    def extend(self, point: Point) -> None:
        """Move it on."""
        if self._points and point != self._points[-1]:
            self._points.append(point)

    def end(self) -> None:
        """Lift it."""
        if self._points:
            state = self.state
            self._points = []
            self._add(state)

    def put(self, picture: np.ndarray) -> None:
        """Put a picture in place of all there is."""
        self.end()
        self._add(State(picture))

    def amend(self, picture: np.ndarray) -> None:
        """Put a picture in place of the one that was put last, as part of the same change."""
        settled = self._states[self._at]
        if settled.picture is None or settled.strokes or self._points:
            self.put(picture)
        else:
            self._states[self._at] = State(picture)

    def clear(self) -> None:
        """Take a new sheet; undo brings the old one back."""
        self.end()
        if self.state.picture is not None or self.state.strokes:
            self._add(State())

    def undo(self) -> None:
        """Take the last change back."""
        self.end()
        self._at = max(0, self._at - 1)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.end()
        self._at = min(len(self._states) - 1, self._at + 1)

    def _stroke(self) -> Stroke:
        return Stroke(tuple(self._points), self.width(self._erases), self._erases)

    def width(self, erases: bool) -> float:
        """How wide a stroke of the pen is, or of the eraser."""
        return self.pen * (ERASER / PEN if erases else 1.0)

    def _add(self, state: State) -> None:
        self._states = [*self._states[: self._at + 1], state][-MOST:]
        self._at = len(self._states) - 1


PIXELS = 140  # a side of the image that the network's is made from
FILL = 196.0  # units that the longer side of an enlarged drawing has, its pen not counted
THICK = 26.0  # units: the usual pen of an enlarged drawing, near that of MNIST's writers
LEAST = 12.0  # units: anything smaller is a dot


def ink(state: State) -> np.ndarray:
    """What lies on the sheet, 255 where there is most ink: uint8 (PIXELS, PIXELS)."""
    image = QImage(PIXELS, PIXELS, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.scale(PIXELS / SIDE, PIXELS / SIDE)
    paint(painter, state)
    painter.end()
    return _array(image)


def paint(painter: QPainter, state: State) -> None:
    """Paint the sheet's picture and strokes, white on black, in the sheet's own units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state.picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, SIDE, SIDE), picture(state.picture))
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
        _paint_stroke(painter, stroke, stroke.width if stroke.erases else THICK * stroke.width / PEN / scale)
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


def _drawn_over(state: State, under: np.ndarray) -> np.ndarray:
    """A picture with the strokes over it. Shape: uint8 (H, W) or (3, H, W), as `under`"""
    height, width = under.shape[-2:]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(width / SIDE, height / SIDE)
    paint(painter, state)
    painter.end()
    made = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[
        ..., 2::-1
    ]  # blue comes first
    return made[..., 0].copy() if under.ndim == 2 else np.moveaxis(made, 2, 0).copy()


MARGIN = 4  # pixels of bare paper all round, so that a stroke at the edge isn't taken for the paper


def digit(state: State) -> np.ndarray | None:
    """What is drawn: uint8 (28, 28), light on dark, or a picture as it is; None if nothing is."""
    if state.picture is not None and not state.strokes:
        return state.picture
    if state.picture is not None and state.picture.shape != (SIZE, SIZE):
        return _drawn_over(state, state.picture)
    drawn = enlarged(state) if state.picture is None else ink(state)
    if drawn is None:
        return None
    try:
        return as_digit(np.pad(drawn, MARGIN))
    except ValueError:  # all of it has been erased
        return None
