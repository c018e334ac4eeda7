"""The window's icons: `resources/icons/*.svg`, strokes in a 16 x 16 box, tinted with a theme colour."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.widgets import theme

BOX = 16


def icon(name: str, role: str = "text") -> QIcon:
    """An icon in a theme colour, sharp on every screen there is."""
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _icon(name, role, max(2, math.ceil(finest)), theme.current())


@cache
def _icon(name: str, role: str, finest: int, _: theme.Theme) -> QIcon:
    made = QIcon()
    for scale in range(1, finest + 1):
        made.addPixmap(_pixmap(name, theme.colour(role), scale), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, theme.colour("faint", 0.55), scale), QIcon.Mode.Disabled)
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
    """Paint an icon into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * colour.alphaF())
    _renderer(name, colour.name()).render(painter, box)
    painter.restore()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def _pixmap(name: str, colour: QColor, scale: int) -> QPixmap:
    made = QPixmap(BOX * scale, BOX * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, BOX * scale, BOX * scale), colour)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
