"""Names at the ends of lines: close to them, in their order, without overlap; dots lead to early ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from cnnviz.plots import end_labels
from cnnviz.plots.area import draw_lines, mixed
from cnnviz.system.translation import translate
from cnnviz.widgets import theme

LEADER = 14.0  # pixels between the end of the axis and the names
DOTS = 4.0  # and between the dots that lead to a line that ends early
TIGHT = 0.8  # of their usual height that names take, where all of them have room so; in whole pixels
FARTHEST = 120.0  # pixels that dots lead over: longer rows of them look like flat curves


@dataclass(frozen=True)
class LineEnd:
    """Where a line ends and what stands beside it; names of higher `rank` stay where room is short."""

    name: str
    colour: str
    x: float
    y: float
    rank: float = 1.0
    bold: bool = False


def paint_names(
    painter: QPainter,
    ends: Sequence[LineEnd],
    edge: float,
    room: QRectF,
    size: float,
    height: float,
    pictures: bool,
    hidden: int = 0,
) -> None:
    """Paint the names into `room`, led to from the `edge` of the axes; as `pictures` or as texts.

    How many lines are `hidden`, or have no room for their names, stands beneath the others.
    """
    ranks, count = [end.rank for end in ends], len(ends) + bool(hidden)
    height = max(ceil(TIGHT * height), min(height, room.height() // max(1, count)))
    fitting = end_labels.fitting(ranks, height, room.height())
    if hidden or len(fitting) < len(ends):
        foot = QRectF(room.left(), room.bottom() - height, room.width(), height)
        room = room.adjusted(0, 0, 0, -height)
        fitting = end_labels.fitting(ranks, height, room.height())
        more = translate("CurvePlot", "+{0} more").format(hidden + len(ends) - len(fitting))
        _paint_name(painter, foot, more, theme.colour("dim").name(), False, size, pictures)
    shown = [ends[index] for index in fitting]
    heights = end_labels.spread([end.y for end in shown], height, room.top(), room.bottom())
    left, width, panel = room.left(), room.width(), theme.colour("panel")
    for end, middle in zip(shown, heights, strict=True):
        colour = QColor(end.colour)
        if edge - FARTHEST <= end.x < edge - 3:  # dots, which nobody takes for values
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(mixed(panel, colour, 0.6))
            dots = np.arange(end.x, edge + 2, DOTS)
            draw_lines(painter, np.column_stack((dots, dots * 0 + end.y, dots + 0.5, dots * 0 + end.y)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(mixed(panel, colour, 0.6), 1))
        painter.drawLine(QLineF(max(end.x, edge + 3), end.y, left - 3, middle))
        box = QRectF(left, middle - 8, width, 16)
        _paint_name(painter, box, end.name, end.colour, end.bold, size, pictures)


def draw_name(painter: QPainter, box: QRectF, name: str, colour: str) -> None:
    """Draw a name at the left of a box, from a picture of it that is kept."""
    box.setWidth(round(box.width()))
    _paint_name(painter, box, name, colour, False, theme.SECONDARY, True)


def _paint_name(
    painter: QPainter, box: QRectF, name: str, colour: str, bold: bool, size: float, pictures: bool
) -> None:
    if not pictures:
        _draw_name(painter, box, name, colour, bold, size)
        return
    made = _name_picture(name, colour, bold, size, box.width(), painter.device().devicePixelRatio())
    painter.drawImage(QPointF(round(box.left()), round(box.center().y()) - 8), made)


def _draw_name(painter: QPainter, box: QRectF, name: str, colour: str, bold: bool, size: float) -> None:
    font = theme.font(size, theme.SEMIBOLD if bold else theme.REGULAR)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


@lru_cache(maxsize=512)
def _name_picture(name: str, colour: str, bold: bool, size: float, width: float, ratio: float) -> QImage:
    """A name as a picture: drawing text anew costs ten times as much as drawing a picture of it."""
    made = QImage(round(width * ratio), round(16 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _draw_name(painter, QRectF(0, 0, width, 16), name, colour, bold, size)
    painter.end()
    return made
