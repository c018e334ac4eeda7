"""What every block of a page is, and the fonts, colours and pictures that blocks are painted with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine

from cnnviz.widgets import glossary, theme
from cnnviz.widgets.cell_text import ink
from cnnviz.widgets.colormap import LEVELS, ZERO, grey_table, peak, round_up, signed_table
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import frame
from cnnviz.widgets.tiles import atlas

LINE = 18.0  # pixels of a line of numbers
WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class Number:
    """One number of a page, what it is in words, and what it opens (None: nothing, it is a constant)."""

    value: float
    target: Any = None
    name: str = ""
    plain: bool = False  # written without a sign: a count, an index
    digits: int = 6  # of a plain number

    def __str__(self) -> str:
        if self.plain:
            return f"{self.value:.{self.digits}g}"
        return significant(self.value)

    @property
    def hint(self) -> str:
        """Name and exact value, for whoever points at it."""
        exact = f"{self.value:.9g}" if self.plain else f"{self.value:+.9g}"
        return f"{self.name}: {exact}" if self.name else exact


@dataclass(frozen=True)
class Spot:
    """A place on a block that can be pointed at and chosen: it opens `target` or calls `act`."""

    box: QRectF
    target: Any = None
    hint: str = ""
    act: Callable[[], None] | None = None
    word: bool = False  # of the glossary: choosing it tells the hint, on the spot

    @property
    def opens(self) -> bool:
        """Whether choosing it does anything."""
        return self.target is not None or self.act is not None or self.word


class PageBlock:
    """One part of a page, as wide as the page."""

    space: float = 12.0  # pixels kept free above

    def height(self, width: float) -> float:
        """How high the block is at a width."""
        return 0.0

    def paint(self, painter: QPainter, width: float) -> None:
        """Paint the block at the origin."""

    def spots(self, width: float) -> list[Spot]:
        """What can be chosen, in reading order."""
        return []

    def at(self, point: QPointF, width: float) -> Spot | None:
        """A spot that is found only by pointing: a pixel of a picture."""
        return None

    def wheel(self, steps_x: float, steps_y: float) -> bool:
        """Scroll inside the block; True if it did."""
        return False

    def text(self) -> str:
        """The block as text, for copying and for screen readers."""
        return ""

    def numbers(self) -> Iterator[Number]:
        """Every number on it that comes from the trace, as it is shown."""
        return iter(())


def mono(size: float = theme.SECONDARY, bold: bool = False) -> QFont:
    """The font of numbers and code, without ligatures: "/=" and "->" are two letters each."""
    return _mono(size, bold)


@cache
def _mono(size: float, bold: bool) -> QFont:
    font = theme.font(size, theme.BOLD if bold else theme.REGULAR, mono=True)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def sans(size: float = theme.SECONDARY, weight: QFont.Weight = theme.REGULAR) -> QFont:
    """The font of words."""
    return theme.font(size, weight)


def wrapped(text: str, font: QFont, width: float) -> float:
    """How high a text is when it is broken at a width."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e5), WRAP, text).height()


def broken(text: str, font: QFont, width: float) -> Iterator[QTextLine]:
    """The lines of a text that is broken at a width, each at its place beneath the others."""
    layout, y = QTextLayout(text, font), 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
        yield line
    layout.endLayout()


def word_spots(text: str, font: QFont, box: QRectF) -> list[Spot]:
    """The words of the glossary in a text that is written into a box, broken at its width."""
    terms = glossary.found(text)
    found = []
    for line in broken(text, font, box.width()) if terms else ():
        start, end = line.textStart(), line.textStart() + line.textLength()
        for first, last, said in terms:
            if start <= first < end:
                left, right = (float(line.cursorToX(i)[0]) for i in (first, min(last, end)))  # type: ignore[index]
                place = QRectF(box.x() + left, box.y() + line.y(), right - left, line.height())
                found.append(Spot(place, hint=said, word=True))
    return found


def mark_words(painter: QPainter, spots: Iterable[Spot]) -> None:
    """The dots under words of the glossary that say: this is explained."""
    painter.setPen(QPen(theme.colour("faint"), 1, Qt.PenStyle.DotLine))
    for spot in spots:
        if spot.word:
            y = round(spot.box.bottom()) - 0.5
            painter.drawLine(QPointF(spot.box.left(), y), QPointF(spot.box.right(), y))


def advance(text: str, font: QFont) -> float:
    """How wide a text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def underline(painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
    """The fine line under a number at the right of a box that says: this opens."""
    width = advance(text, font)
    y = box.center().y() + QFontMetricsF(font).ascent() / 2 + 1.5
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.drawLine(QPointF(box.right() - width, y), QPointF(box.right(), y))


def plate(painter: QPainter, box: QRectF, fill: str = "block", edge: str = "edge", radius: float = 5) -> None:
    """A rounded box with a fine edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), radius, edge, fill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def outline(
    painter: QPainter, box: QRectF, role: str = "accent", width: float = 1.5, dashed: bool = False
) -> None:
    """A rounded outline around a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.colour(role), width, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


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
    frame(painter, box.adjusted(-0.5, -0.5, -0.5, -0.5), 0, "line")


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
