"""Texts that change now and then: each is painted into a pixmap when it changes, not in every frame.

Drawing text costs more than drawing maps, and most numbers on the canvas stay the same from frame to frame.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QRegion

from cnnviz.widgets import theme

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0  # the share of the spare width that goes to the left of a text
SMALL, PLAIN, BOLD, MONO, LARGE_MONO = "small", "plain", "bold", "mono", "large mono"


def fonts() -> dict[str, QFont]:
    """The fonts of the canvas's changing texts, by style."""
    return {
        SMALL: theme.font(theme.FLOOR),
        PLAIN: theme.font(theme.SECONDARY),
        BOLD: theme.font(theme.SECONDARY, theme.BOLD),
        MONO: theme.font(theme.FLOOR, mono=True),
        LARGE_MONO: theme.font(theme.SECONDARY, mono=True),
    }


class Label(NamedTuple):
    """A text in its box."""

    box: QRect
    text: str
    style: str
    role: str
    side: float


class Labels:
    """The texts of one pixmap by key; `commit` paints those that have changed since the last time.

    What a text covered, which may be more than its box, is put back from a copy of the bare pixmap before.
    """

    def __init__(self, pixmap: QPixmap) -> None:
        self.pixmap = pixmap
        self.texts: dict[object, tuple[str, str]] = {}  # what stands on the pixmap, with its colour
        self.told: dict[object, object] = {}  # what groups of texts were last made from, by whoever made them
        self._bare = pixmap.copy()
        self._bare.setDevicePixelRatio(1.0)
        self._wanted: dict[object, Label] = {}
        self._covers: dict[object, QRect] = {}  # in the pixmap's own pixels
        self._changed: set[object] = set()
        self._fonts = fonts()
        self._metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self._digits = {style: self._metrics[style].horizontalAdvance("0") for style in (MONO, LARGE_MONO)}
        self._colours: dict[str, QColor] = {}

    def put(self, key: object, box: QRect, text: str, style: str, role: str, side: float) -> None:
        """Show `text` in `box`, in the theme colour `role`."""
        label = Label(box, text, style, role, side)
        if self._wanted.get(key) != label:
            self._wanted[key] = label
            self.texts[key] = text, role
            self._changed.add(key)

    def news(self, key: object, source: object) -> bool:
        """Whether a group's texts have to be put again: `source`, all they depend on, isn't what it was."""
        if self.told.get(key) == source:
            return False
        self.told[key] = source
        return True

    def commit(self) -> None:
        """Paint the changed texts into the pixmap."""
        if not self._changed:
            return
        ratio = self.pixmap.devicePixelRatio()
        self.pixmap.setDevicePixelRatio(1.0)
        painter = QPainter(self.pixmap)
        bare = QRegion()
        for key in self._changed & self._covers.keys():
            bare += self._covers.pop(key)
        again = {key for key, cover in self._covers.items() if bare.intersects(cover)}
        if not bare.isEmpty():
            painter.setClipRegion(bare)
            painter.drawPixmap(bare.boundingRect(), self._bare, bare.boundingRect())
        painter.scale(ratio, ratio)
        for key in again:  # only where they were taken away: text over itself grows bold
            self._draw(painter, key, ratio)
        painter.setClipping(False)
        for key in self._changed:
            self._draw(painter, key, ratio)
        painter.end()
        self.pixmap.setDevicePixelRatio(ratio)
        self._changed.clear()

    def _draw(self, painter: QPainter, key: object, ratio: float) -> None:
        box, text, style, role, side = self._wanted[key]
        if not text:
            return
        metrics = self._metrics[style]
        if style in (PLAIN, BOLD) and len(text) > 1:  # a name
            text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        digit = self._digits.get(style)  # of a font whose letters are all as wide
        wide = digit * len(text) if digit and text.isascii() else metrics.horizontalAdvance(text)
        x = round(box.x() + (max(0.0, side * (box.width() - wide)) if side else 0.0))
        y = round(box.y() + (box.height() + metrics.ascent() - metrics.descent()) / 2)
        painter.setFont(self._fonts[style])
        painter.setPen(self._colour(role))
        painter.drawText(QPointF(x, y), text)
        covers = QRectF(x - 1, y - metrics.ascent(), wide + 3, metrics.height() + 1)
        scaled = QRectF(covers.topLeft() * ratio, covers.size() * ratio)
        self._covers[key] = scaled.toAlignedRect() & self.pixmap.rect()

    def _colour(self, role: str) -> QColor:
        if role not in self._colours:
            self._colours[role] = theme.colour(role)
        return self._colours[role]
