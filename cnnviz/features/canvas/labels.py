"""Texts that change: each is laid out when it changes, and painted in every frame.

To lay a text out costs more than to paint it, and most texts on the canvas stay the same from frame to frame;
of those that don't, many come again. The numbers of the classes hardly do: Qt lays them out as it paints.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTextLayout

from cnnviz.widgets import theme

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0  # the share of the spare width that goes to the left of a text
ROUNDED = 0.02  # pixels: a base line in the middle between two of the screen's pixels goes to the lower one
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


class Labels:
    """The texts of one layout, by key, each in its place."""

    def __init__(self) -> None:
        self.texts: dict[object, tuple[str, str]] = {}  # what stands on the canvas, with its colour
        self.told: dict[object, object] = {}  # what groups of texts were last made from, by whoever made them
        self._places: dict[object, tuple[int, int, int, str, float]] = {}  # left, room, base, style, side
        self._laid: dict[object, tuple[QPointF, QStaticText | str, str, str]] = {}  # and style and role
        self._fonts = faces = fonts()
        self._metrics = metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self._ascents = {style: metrics[style].ascent() for style in metrics}
        self._digits = {style: metrics[style].horizontalAdvance("0") for style in (MONO, LARGE_MONO)}
        self._advance = lru_cache(1000)(lambda style, text: metrics[style].horizontalAdvance(text))
        self._static = lru_cache(1000)(static)
        self._risen = lru_cache(1000)(lambda style, text: laid_ascent(faces[style], text))
        self._colours: dict[str, QColor] = {}

    def put(self, key: object, box: QRect, text: str, style: str, role: str, side: float) -> None:
        """Show `text` in `box`, in the theme colour `role`."""
        self.place(key, box, style, side)
        self.say(key, text, role)

    def place(self, key: object, box: QRect, style: str, side: float) -> None:
        """Keep a place for a text; `say` tells which."""
        ascent, descent = self._ascents[style], self._metrics[style].descent()
        base = round(box.y() + (box.height() + ascent - descent) / 2)
        self._places[key] = box.x(), box.width(), base, style, side
        self.texts.pop(key, None)

    def say(self, key: object, text: str, role: str) -> None:
        """Show `text` in its place, in the theme colour `role`."""
        if self.texts.get(key) == (text, role):
            return
        self.texts[key] = text, role
        left, room, base, style, side = self._places[key]
        if style in (PLAIN, BOLD) and len(text) > 1:  # a name
            text = self._metrics[style].elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        digit = self._digits.get(style)  # of a font whose letters are all as wide
        wide = digit * len(text) if digit and text.isascii() else self._advance(style, text)
        x = round(left + max(0.0, side * (room - wide)))
        if digit:  # another number in every frame
            self._laid[key] = QPointF(x, base), text, style, role
        else:
            ascent = self._ascents[style] if text.isascii() else self._risen(style, text)
            top = base - ascent + ROUNDED
            self._laid[key] = QPointF(x, top), self._static(style, text), style, role

    def news(self, key: object, source: object) -> bool:
        """Whether a group's texts have to be put again: `source`, all they depend on, isn't what it was."""
        if self.told.get(key) == source:
            return False
        self.told[key] = source
        return True

    def paint(self, painter: QPainter) -> None:
        """Paint all texts."""
        before = ("", "")
        for where, text, style, role in self._laid.values():
            if before != (style, role):
                before = style, role
                painter.setFont(self._fonts[style])
                painter.setPen(self._colour(role))
            if isinstance(text, str):
                painter.drawText(where, text)
            else:
                painter.drawStaticText(where, text)

    def _colour(self, role: str) -> QColor:
        if role not in self._colours:
            self._colours[role] = theme.colour(role)
        return self._colours[role]


def laid_ascent(font: QFont, text: str) -> float:
    """How far above its base line a text is laid out: further where another font has to help out."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent()


def static(style: str, text: str) -> QStaticText:
    """A text that is laid out when it is first painted, and stays so for one style."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
