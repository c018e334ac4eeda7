"""The window's icons: a few strokes each in a 16 x 16 box, tinted with a colour of the theme.

They are drawn, not loaded, so they follow theme and screen scale and need no SVG library.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from cnnviz.widgets import theme

BOX = 16


def icon(name: str, role: str = "text", disabled: str = "faint") -> QIcon:
    """An icon in a theme colour, sharp on every screen there is."""
    made = QIcon()
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    for scale in range(1, max(2, math.ceil(finest)) + 1):
        made.addPixmap(_pixmap(name, theme.colour(role), scale), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, theme.colour(disabled, 0.55), scale), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """The program's own icon: a kernel of nine weights, warm and cool, on a dark ground."""
    shown = theme.THEMES["dark"]
    strengths = (0.1, -0.3, 0.6, -0.6, 1.0, 0.3, 0.6, 0.1, -1.0)
    made = QIcon()
    for size in (16, 32, 64, 128):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.panel))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size / 6, size / 6)
        cell = size * 0.26
        for index, strength in enumerate(strengths):
            colours = dict(shown.warm if strength > 0 else shown.cool)
            row, column = divmod(index, 3)
            corner = QPointF(size * 0.09 + column * size * 0.28, size * 0.09 + row * size * 0.28)
            painter.fillRect(QRectF(corner, QSizeF(cell, cell)), QColor(colours[abs(strength)]))
        painter.end()
        made.addPixmap(pixmap)
    return made


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draws an icon into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / BOX, box.height() / BOX)
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ICONS[name](painter, colour)
    painter.restore()


def _pixmap(name: str, colour: QColor, scale: int) -> QPixmap:
    made = QPixmap(BOX * scale, BOX * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, BOX * scale, BOX * scale), colour)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def _fill(painter: QPainter, colour: QColor, *corners: tuple[float, float]) -> None:
    path = QPainterPath(QPointF(*corners[0]))
    for corner in corners[1:]:
        path.lineTo(QPointF(*corner))
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, colour)


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(*point) for point in points])


def _menu(painter: QPainter, colour: QColor) -> None:
    for y in (4, 8, 12):
        _lines(painter, (2.5, y), (13.5, y))


def _play(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour, (4, 2.2), (13.5, 8), (4, 13.8))


def _pause(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(3.5, 2.5, 3.4, 11), colour)
    painter.fillRect(QRectF(9.1, 2.5, 3.4, 11), colour)


def _batch(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(12, 3, 2, 10), colour)
    _fill(painter, colour, (3, 3), (11, 8), (3, 13))


def _epoch(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(13.4, 3, 2, 10), colour)
    _fill(painter, colour, (0.6, 3), (7, 8), (0.6, 13))
    _fill(painter, colour, (7, 3), (13.2, 8), (7, 13))


def _left(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (10, 3), (5.4, 8), (10, 13))


def _right(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (6, 3), (10.6, 8), (6, 13))


def _down(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (3.5, 6), (8, 10.4), (12.5, 6))


def _up(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (3.5, 10), (8, 5.6), (12.5, 10))


def _reset(painter: QPainter, colour: QColor) -> None:
    painter.drawArc(QRectF(2.5, 2.5, 11, 11), 75 * 16, 290 * 16)
    _fill(painter, colour, (8.2, -0.3), (12.2, 2.9), (8.2, 6.0))


def _record(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.6, 5.6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 8), 2.4, 2.4)


def _live(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 8), 4.6, 4.6)


def _loading(painter: QPainter, colour: QColor) -> None:
    for x in (3, 8, 13):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, 8), 1.6, 1.6)


def _stale(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.6, 5.6)
    _lines(painter, (8, 4.9), (8, 8), (10.4, 9.4))


def _close(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (3.5, 3.5), (12.5, 12.5))
    _lines(painter, (12.5, 3.5), (3.5, 12.5))


def _check(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (3, 8.4), (6.6, 12), (13, 4.4))


def _cross(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (4.5, 4.5), (11.5, 11.5))
    _lines(painter, (11.5, 4.5), (4.5, 11.5))


def _info(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 6.2, 6.2)
    _lines(painter, (8, 7.4), (8, 11.2))
    painter.drawPoint(QPointF(8, 4.8))


def _warning(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (8, 2), (14.6, 13.6), (1.4, 13.6), (8, 2))
    _lines(painter, (8, 6.4), (8, 9.6))
    painter.drawPoint(QPointF(8, 11.6))


def _pen(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (2.6, 13.4), (3.4, 9.9), (10.9, 2.4), (13.6, 5.1), (6.1, 12.6), (2.6, 13.4))
    _lines(painter, (9.2, 4.1), (11.9, 6.8))


def _undo(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (6.2, 2.8), (2.8, 6.2), (6.2, 9.6))
    painter.drawArc(QRectF(5.6, 6.2, 7.6, 7.2), 90 * 16, -180 * 16)
    _lines(painter, (2.8, 6.2), (9.4, 6.2))
    _lines(painter, (9.4, 13.4), (6.6, 13.4))


def _redo(painter: QPainter, colour: QColor) -> None:
    painter.translate(BOX, 0)
    painter.scale(-1, 1)
    _undo(painter, colour)


def _clear(painter: QPainter, colour: QColor) -> None:
    _lines(painter, (2.6, 4.4), (13.4, 4.4))
    _lines(painter, (6, 4.2), (6, 2.4), (10, 2.4), (10, 4.2))
    _lines(painter, (4, 4.4), (4.7, 13.6), (11.3, 13.6), (12, 4.4))


def _network(painter: QPainter, colour: QColor) -> None:
    for y in (4.2, 11.8):
        for z in (3.2, 8, 12.8):
            _lines(painter, (3.6, y), (12.4, z))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x, y in ((3, 4.2), (3, 11.8), (13, 3.2), (13, 8), (13, 12.8)):
        painter.drawEllipse(QPointF(x, y), 1.9, 1.9)


ICONS: dict[str, Callable[[QPainter, QColor], None]] = {
    "menu": _menu,
    "play": _play,
    "pause": _pause,
    "batch": _batch,
    "epoch": _epoch,
    "left": _left,
    "right": _right,
    "up": _up,
    "down": _down,
    "reset": _reset,
    "record": _record,
    "live": _live,
    "loading": _loading,
    "stale": _stale,
    "close": _close,
    "check": _check,
    "cross": _cross,
    "info": _info,
    "warning": _warning,
    "pen": _pen,
    "undo": _undo,
    "redo": _redo,
    "clear": _clear,
    "network": _network,
}
