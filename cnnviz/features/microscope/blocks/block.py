"""What every block of a page is, and the fonts, colours and pictures that blocks are painted with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine

from cnnviz.system.translation import translate
from cnnviz.widgets import glossary, theme
from cnnviz.widgets.cell_text import ink
from cnnviz.widgets.colormap import LEVELS, ZERO, grey_table, peak, round_up, signed_table
from cnnviz.widgets.numbers import exact, short_power, significant
from cnnviz.widgets.painting import frame, hairline, on_pixels, write
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
    zeros: bool = False  # of a plain number: those at its end are written
    known: bool = True  # False: not computed yet at this stop

    def __str__(self) -> str:
        if not self.known:
            return translate("inspector", "not yet")
        if self.zeros:
            return short_power(f"{self.value:#,.{self.digits}g}")
        if self.plain:
            return exact(self.value, signed=False, digits=self.digits)
        return significant(self.value)

    @property
    def hint(self) -> str:
        """Name and exact value, for whoever points at it."""
        told = exact(self.value, signed=not self.plain) if self.known else str(self)
        return f"{self.name}: {told}" if self.name else told


@dataclass(frozen=True)
class Spot:
    """A place on a page that can be pointed at and chosen: it opens `target` or calls `act`."""

    box: QRectF
    target: Any = None
    hint: str = ""
    act: Callable[[], None] | None = None
    word: bool = False  # of the glossary: choosing it tells the hint, on the spot
    aside: bool = False  # found by the mouse alone

    @property
    def opens(self) -> bool:
        """Whether choosing it does anything."""
        return self.target is not None or self.act is not None or self.word


class PagePainter(QPainter):
    """What blocks are painted with. They say with `spot` and `pixels` what can be chosen: a painter on the
    screen has no use for it, one that reads a page keeps it.
    """

    def spot(self, box: QRectF, target: Any = None, hint: str = "", **more: Any) -> None:
        """What is painted in a box can be chosen, or says something."""

    def pixels(
        self, box: QRectF, shape: tuple[int, ...], told: Callable[[int, int], tuple[Any, str]]
    ) -> None:
        """The cells of a picture say what they are by row and column: a target and a hint."""

    def number(self, box: QRectF, number: Number) -> None:
        """A number that stands in a box can be chosen."""

    @contextmanager
    def smooth(self) -> Iterator[None]:
        """Smooth edges for as long as it lasts, and no filling after."""
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        yield
        self.setBrush(Qt.BrushStyle.NoBrush)
        self.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def stroke(self, role: str, width: float = 1, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Draw lines in a colour of the theme from now on."""
        self.setPen(QPen(theme.colour(role), width, style))

    def write(self, box: QRectF, text: str, font: QFont, role: str = "text", flags: int = LEFT) -> None:
        """A text in a box; smaller where it is too long."""
        write(self, box, text, font, role, flags)

    def words(self, box: QRectF, text: str, font: QFont, role: str = "dim") -> None:
        """A text broken at the box's width, its words of the glossary dotted: they are explained."""
        self.write(box, text, font, role, WRAP)
        terms = glossary.found(text)
        self.stroke("faint", style=Qt.PenStyle.DotLine)
        for line in broken(text, font, box.width()) if terms else ():
            start, end = line.textStart(), line.textStart() + line.textLength()
            for first, last, said in terms:
                if start <= first < end:
                    left, right = (float(line.cursorToX(i)[0]) for i in (first, min(last, end)))  # type: ignore[index]
                    place = QRectF(box.x() + left, box.y() + line.y(), right - left, line.height())
                    self.spot(place, hint=said, word=True)
                    y = round(place.bottom()) - 0.5
                    self.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))

    def linked(self, box: QRectF, number: Number, font: QFont) -> None:
        """A number at the right of a box, underlined where it opens."""
        self.write(box, str(number), font, "text", RIGHT)
        if number.target is not None:
            y = box.center().y() + QFontMetricsF(font).ascent() / 2 + 1.5
            self.stroke("accent")
            self.drawLine(QPointF(box.right() - advance(str(number), font), y), QPointF(box.right(), y))

    def plate(self, box: QRectF, fill: str = "block", radius: float = 5) -> None:
        """A rounded box with a fine edge."""
        with self.smooth():
            frame(self, box.adjusted(0.5, 0.5, -0.5, -0.5), radius, "edge", fill)

    def outline(
        self,
        box: QRectF,
        role: str = "accent",
        width: float = 1.5,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """A rounded outline around a box."""
        with self.smooth():
            self.stroke(role, width, style)
            self.setBrush(Qt.BrushStyle.NoBrush)
            self.drawRoundedRect(box, 3, 3)

    def dot(self, centre: QPointF, role: str = "accent") -> None:
        """A filled disc, its edge in the pen that is set."""
        self.setBrush(theme.colour(role))
        self.drawEllipse(centre, 4, 4)

    def bar(self, box: QRectF, value: float) -> None:
        """A bar in the full colour of a number's sign."""
        self.fillRect(box, bar_colour(value))

    def cell(self, box: QRectF, text: str, value: float, limit: float, flags: int) -> None:
        """A number on the ground of its colour."""
        ground = tint(value, limit)
        self.fill(box, ground, 2)
        self.setPen(ink(ground))
        edge = 0 if flags & Qt.AlignmentFlag.AlignHCenter else 1.5
        self.drawText(box.adjusted(edge, 0, -edge, 0), flags, text)

    def fill(self, box: QRectF, colour: QColor, radius: float = 3) -> None:
        """A cell of colour with round corners."""
        with self.smooth():
            self.setPen(Qt.PenStyle.NoPen)
            self.setBrush(colour)
            self.drawRoundedRect(box, radius, radius)

    def picture(
        self,
        box: QRectF,
        values: np.ndarray,
        limit: float,
        grey: tuple[float, float] | None = None,
        holes: np.ndarray | None = None,
    ) -> None:
        """An array as a picture; `grey` are black and white for pixels, `holes` places without a number."""
        values = np.ascontiguousarray(values, dtype=np.float64)
        if grey is not None:
            image = atlas(values[None], (grey[1] - grey[0]) or 1.0, grey_table(theme.current()), grey[0])
        else:
            image = atlas(values[None], limit, signed_table(theme.current()))
        box, thin = on_pixels(self, box), hairline(self)
        self.fillRect(box.adjusted(-thin, -thin, thin, thin), theme.colour("line"))
        self.drawImage(box, image)
        if holes is not None and holes.any():
            width, height = box.width() / values.shape[1], box.height() / values.shape[0]
            for row, column in np.argwhere(holes).tolist():
                self.hatch(QRectF(box.x() + column * width, box.y() + row * height, width, height))

    def hatch(self, box: QRectF) -> None:
        """Fine slanted lines: here there is no number."""
        self.save()
        self.setClipRect(box, Qt.ClipOperation.IntersectClip)
        self.fillRect(box, theme.colour("block"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.stroke("edge")
        x = box.x() - box.height()
        x -= x % 5
        lines = []
        while x < box.right():
            lines.append(QLineF(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top())))
            x += 5
        self.drawLines(lines)
        self.restore()


class PageBlock:
    """One part of a page, as wide as the page."""

    space: float = 12.0  # pixels kept free above

    def height(self, width: float) -> float:
        """How high the block is at a width."""
        return 0.0

    def paint(self, painter: PagePainter, width: float) -> None:
        """Paint the block at the origin, and say in reading order what of it can be chosen."""

    def wheel(self, steps_x: float, steps_y: float) -> bool:
        """Scroll inside the block; True if it did."""
        return False

    def text(self) -> str:
        """The block as text, for copying and for screen readers."""
        return ""


@cache
def mono(size: float = theme.SECONDARY, bold: bool = False) -> QFont:
    """The font of numbers and code, without ligatures: "/=" and "->" are two letters each."""
    font = theme.font(size, theme.BOLD if bold else theme.REGULAR, mono=True)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


@cache
def sans(size: float = theme.SECONDARY, weight: QFont.Weight = theme.REGULAR) -> QFont:
    """The font of words."""
    return theme.font(size, weight)


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def advance(text: str, font: QFont) -> float:
    """How wide a text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


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
