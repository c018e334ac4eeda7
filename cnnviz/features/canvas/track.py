"""The U-shaped track: forward from left to right, round the loss, back to the left, and down to the update.

Each stop of a recorded batch is a dot above or below the column it belongs to; done ones are filled. The
track is the scrubber too: `nearest` finds the stop that a mouse means.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.fitting import RAIL
from cnnviz.features.canvas.geometry import Rect
from cnnviz.features.canvas.layout import TRACK, CanvasLayout
from cnnviz.widgets import theme

UPPER, LOWER = 8, 20  # of the 28 px: the two lines
DOT = 3.5
CURRENT = 6.5


@dataclass(frozen=True)
class Track:
    """Where each stop lies, in content coordinates; `start` and `bend` are the ends of the lines."""

    points: tuple[tuple[float, float], ...]
    phases: tuple[str, ...]
    start: float
    bend: float
    top: float

    def nearest(self, x: float, y: float) -> int:
        """The stop nearest to a point; up and down counts more than sideways, or it would flip at once."""
        return min(
            range(len(self.points)),
            key=lambda i: (self.points[i][0] - x) ** 2 + 4 * (self.points[i][1] - y) ** 2,
        )


def track(layout: CanvasLayout, blocks: tuple[CanvasBlock, ...], stops: tuple[tuple[str, str], ...]) -> Track:
    """The track of a recorded batch over the columns of a layout."""
    top = layout.middle.y
    where: dict[str, float] = {}
    for i, block in enumerate(blocks):
        rect = layout.of_block(i).rect
        layers = block.layers if i else block.layers[1:]  # the input itself is computed by nobody
        for j, layer in enumerate(layers):
            where[layer.name] = rect.x + rect.w * (j + 1) / (len(layers) + 1)
    for column in layout.columns:
        if column.inside and not layout.alone:
            where[column.layer.name] = column.rect.x + column.rect.w / 2
    if layout.group is not None and not layout.alone:
        # A Flatten has no column of its own: it stands right behind the layer that it flattens.
        for before, layer in pairwise(blocks[layout.group.block].layers):
            if layer.kind == "flatten":
                where[layer.name] = where[before.name] + 12
    first = layout.of_block(0).rect
    bend = layout.of_block(len(blocks) - 1).rect.right - 12
    if layout.alone:
        # The other layers have no columns here: their stops stand at equal distances.
        first, bend = Rect(RAIL, 0, 20, 0), layout.width - 24
        names = [layer.name for block in blocks for layer in block.layers][1:]
        where = {name: RAIL + (j + 1) * (bend - RAIL) / (len(names) + 1) for j, name in enumerate(names)}
    points = []
    for phase, name in stops:
        if phase == "loss":
            points.append((bend + (LOWER - UPPER) / 2, top + (UPPER + LOWER) / 2))
        elif phase == "update":
            points.append((first.x + 12.0, top + LOWER + 0.0))
        else:
            points.append((where.get(name, bend), top + (UPPER if phase == "forward" else LOWER)))
    return Track(tuple(points), tuple(phase for phase, _ in stops), first.x + first.w / 2, bend, float(top))


def path(made: Track) -> QPainterPath:
    """The whole line, from the input along the U to the update."""
    y, z = made.top + UPPER, made.top + LOWER
    line = QPainterPath(QPointF(made.start, y))
    line.lineTo(made.bend, y)
    line.arcTo(QRectF(made.bend - (z - y) / 2, y, z - y, z - y), 90, -180)
    line.lineTo(made.points[-1][0] if made.phases and made.phases[-1] == "update" else made.start, z)
    return line


def _length(made: Track, cursor: int) -> QPainterPath:
    """The line as far as the cursor."""
    if cursor < 0:
        return QPainterPath()
    x, _ = made.points[cursor]
    y, z = made.top + UPPER, made.top + LOWER
    line = QPainterPath(QPointF(made.start, y))
    if made.phases[cursor] == "forward":
        line.lineTo(x, y)
        return line
    line.lineTo(made.bend, y)
    around = QRectF(made.bend - (z - y) / 2, y, z - y, z - y)
    line.arcTo(around, 90, -90 if made.phases[cursor] == "loss" else -180)
    if made.phases[cursor] != "loss":
        line.lineTo(x, z)
    return line


def paint(painter: QPainter, made: Track, cursor: int, hovered: int = -1) -> None:
    """Draw the track with the stops up to `cursor` done."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("faint"), 1))
    painter.drawPath(path(made))
    painter.setPen(QPen(theme.colour("text"), 2))
    painter.drawPath(_length(made, cursor))
    for i, (x, y) in enumerate(made.points):
        done = i <= cursor
        painter.setPen(QPen(theme.colour("text" if done else "faint"), 1.3))
        painter.setBrush(theme.colour("text" if done else "canvas"))
        if i == cursor:
            painter.setPen(QPen(theme.colour("accent"), 1.3))
            painter.setBrush(theme.colour("accent"))
        elif i == hovered:
            painter.setPen(QPen(theme.colour("accent"), 1.6))
        radius = CURRENT if i == cursor else DOT
        if made.phases[i] == "update":
            painter.drawPolygon(_diamond(x, y, radius + 1.5))
        else:
            painter.drawEllipse(QPointF(x, y), radius, radius)
        if i == cursor and made.phases[i] in ("forward", "backward"):
            _chevron(painter, x, y, 1 if made.phases[i] == "forward" else -1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _diamond(x: float, y: float, r: float) -> QPolygonF:
    return QPolygonF([QPointF(x - r, y), QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r)])


def _chevron(painter: QPainter, x: float, y: float, way: int) -> None:
    painter.setPen(QPen(theme.colour("on_accent"), 1.6))
    painter.drawPolyline(
        [QPointF(x - 1.2 * way, y - 2.8), QPointF(x + 1.6 * way, y), QPointF(x - 1.2 * way, y + 2.8)]
    )


assert TRACK > LOWER + CURRENT
