"""Texts that change now and then: each is painted into a pixmap when it changes, not in every frame.

Most texts on the canvas stay the same from frame to frame. Those that don't are painted over the pixmap in
each one: to take a text out of it costs as much as to paint one.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
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
    Texts that change often have a place instead, and `paint` paints them over the pixmap.
    """

    def __init__(self, pixmap: QPixmap) -> None:
        self.pixmap = pixmap
        self.texts: dict[object, tuple[str, str]] = {}  # what stands on the pixmap, with its colour
        self.told: dict[object, object] = {}  # what groups of texts were last made from, by whoever made them
        self._whole = pixmap.rect()
        self._bare = pixmap.copy()
        self._bare.setDevicePixelRatio(1.0)
        self._wanted: dict[object, Label] = {}
        self._covers: dict[object, QRect] = {}  # in the pixmap's own pixels
        self._changed: set[object] = set()
        self._places: dict[object, tuple[int, int, int, str, float]] = {}  # left, room, base, style, side
        self._said: dict[object, tuple[int, int, str, str, str]] = {}  # left, base, text, style, role
        self._fonts = fonts()
        self._metrics = metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self._heights = {style: (m.ascent(), m.descent(), m.height()) for style, m in metrics.items()}
        self._advance = lru_cache(1000)(lambda style, text: metrics[style].horizontalAdvance(text))
        self._digits = {style: metrics[style].horizontalAdvance("0") for style in (MONO, LARGE_MONO)}
        self._colours: dict[str, QColor] = {}

    def put(self, key: object, box: QRect, text: str, style: str, role: str, side: float) -> None:
        """Show `text` in `box`, in the theme colour `role`."""
        label = Label(box, text, style, role, side)
        if self._wanted.get(key) != label:
            self._wanted[key] = label
            self.texts[key] = text, role
            self._changed.add(key)

    def place(self, key: object, box: QRect, style: str, side: float) -> None:
        """Keep a place for a text that changes often; `say` tells which."""
        self._places[key] = box.x(), box.width(), self._base(box, style), style, side
        self.texts.pop(key, None)

    def say(self, key: object, text: str, role: str) -> None:
        """Show `text` in a place, in the theme colour `role`."""
        if self.texts.get(key) != (text, role):
            self.texts[key] = text, role
            left, room, y, style, side = self._places[key]
            spare = max(0.0, side * (room - self._wide(style, text)))
            self._said[key] = round(left + spare), y, text, style, role

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

    def paint(self, painter: QPainter) -> None:
        """Paint the texts that change often, over the pixmap."""
        before = ("", "")
        for x, y, text, style, role in self._said.values():
            if before != (style, role):
                before = style, role
                painter.setFont(self._fonts[style])
                painter.setPen(self._colour(role))
            painter.drawText(x, y, text)

    def _base(self, box: QRect, style: str) -> int:
        """How far down the base line of a text in a box is."""
        ascent, descent, _ = self._heights[style]
        return round(box.y() + (box.height() + ascent - descent) / 2)

    def _wide(self, style: str, text: str) -> float:
        digit = self._digits.get(style)  # of a font whose letters are all as wide
        return digit * len(text) if digit and text.isascii() else self._advance(style, text)

    def _draw(self, painter: QPainter, key: object, ratio: float) -> None:
        box, text, style, role, side = self._wanted[key]
        if not text:
            return
        if style in (PLAIN, BOLD) and len(text) > 1:  # a name
            text = self._metrics[style].elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        wide = self._wide(style, text)
        x = round(box.x() + (max(0.0, side * (box.width() - wide)) if side else 0.0))
        y = self._base(box, style)
        painter.setFont(self._fonts[style])
        painter.setPen(self._colour(role))
        painter.drawText(x, y, text)
        ascent, _, height = self._heights[style]
        left, top = floor((x - 1) * ratio), floor((y - ascent) * ratio)
        right, bottom = ceil((x + 2 + wide) * ratio), ceil((y - ascent + height + 1) * ratio)
        self._covers[key] = QRect(left, top, right - left, bottom - top) & self._whole

    def _colour(self, role: str) -> QColor:
        if role not in self._colours:
            self._colours[role] = theme.colour(role)
        return self._colours[role]
