"""Boxes and words in the theme's colours, in one call each; what they set on the painter stays set."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.fitted import draw_fitted

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def smooth(widget: QWidget) -> QPainter:
    """A painter on a widget, with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def underline(widget: QWidget) -> None:
    """Paint the line at a widget's lower edge."""
    painter = QPainter(widget)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(0, widget.height() - 1, widget.width(), widget.height() - 1)
    painter.end()


def frame(
    painter: QPainter,
    box: QRect | QRectF,
    radius: float = 0,
    edge: str = "",
    fill: str = "",
    width: float = 1,
) -> None:
    """Draw a box with its edge, `width` pixels wide, and its filling; "" is none."""
    painter.setPen(QPen(theme.colour(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)


def on_pixels(painter: QPainter, box: QRect | QRectF, around: float = 0) -> QRectF:
    """A box with its edges on whole pixels of what is painted on, whatever the scale factor; on each side
    `around` of those pixels are added.
    """
    there = painter.deviceTransform()
    at = there.mapRect(QRectF(box)).adjusted(-around, -around, around, around)
    left, top, right, bottom = (floor(v + 0.5) for v in (at.left(), at.top(), at.right(), at.bottom()))
    return there.inverted()[0].mapRect(QRectF(left, top, right - left, bottom - top))


def hairline(painter: QPainter) -> float:
    """The width of a line of one pixel, or at a scale factor of 2 and more of as many whole ones."""
    scale = painter.deviceTransform().m11()
    return max(1, floor(scale + 0.01)) / scale


def hairline_frame(
    painter: QPainter, box: QRect | QRectF, radius: float = 0, edge: str = "edge", fill: str = ""
) -> None:
    """Draw a box whose edge, just inside, is a hairline on whole pixels."""
    width = hairline(painter)
    inset = on_pixels(painter, box).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    frame(painter, inset, radius, edge, fill, width)


def draw_sharp(painter: QPainter, pixmap: QPixmap, ratio: float) -> None:
    """Draw a pixmap, `ratio` of whose pixels are as wide as one of the painter's, at the origin.

    Where these are the screen's own pixels they are copied: a pixmap with a ratio of its own would be scaled.
    """
    before = painter.worldTransform()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawPixmap(0, 0, pixmap)
    painter.setWorldTransform(before)


def draw_lines(painter: QPainter, box: QRectF, rows: int, columns: int) -> None:
    """Draw the lines between and around the cells of a grid, with the pen that is set."""
    for row in range(rows + 1):
        y = box.top() + row * box.height() / rows
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    for column in range(columns + 1):
        x = box.left() + column * box.width() / columns
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def ring(painter: QPainter, box: QRect | QRectF, radius: float) -> None:
    """Draw the dotted outline of what the keyboard is on."""
    painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)


def write(
    painter: QPainter,
    box: QRect | QRectF,
    text: str,
    font: QFont,
    role: str = "text",
    flags: int | Qt.AlignmentFlag = LEFT,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Text in a box, in a colour of the theme; smaller where it is too long, with dots at last."""
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    draw_fitted(painter, box, flags, text, cut)
