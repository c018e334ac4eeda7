"""Texts that change now and then: each is painted into a pixmap when it changes, not in every frame.

Drawing text costs more than drawing maps, and most numbers on the canvas stay the same from frame to frame.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

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


class Labels:
    """The texts of one pixmap by key; `commit` paints those that have changed since the last time."""

    def __init__(self, pixmap: QPixmap) -> None:
        self.pixmap = pixmap
        self.texts: dict[object, tuple[str, str]] = {}  # what stands on the pixmap, with its style
        self.told: dict[object, object] = {}  # what groups of texts were last made from, by whoever made them
        self._changed: list[tuple[QRect, str, str, str, float, str]] = []
        self._fonts = fonts()
        self._metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self._colours: dict[str, QColor] = {}

    def put(
        self, key: object, box: QRect, text: str, style: str, role: str, side: float, ground: str
    ) -> None:
        """Shows `text` in `box`, in the theme colour `role` on the colour `ground`."""
        look = (text, role)
        if self.texts.get(key) != look:
            self.texts[key] = look
            self._changed.append((box, text, style, role, side, ground))

    def news(self, key: object, source: object) -> bool:
        """Whether a group's texts have to be put again: `source`, all they depend on, isn't what it was."""
        if self.told.get(key) == source:
            return False
        self.told[key] = source
        return True

    def commit(self) -> None:
        """Paints the changed texts into the pixmap."""
        if not self._changed:
            return
        painter = QPainter(self.pixmap)
        chosen = ("", "")
        for box, text, style, role, side, ground in self._changed:
            painter.fillRect(box, self._colour(ground))
            if not text:
                continue
            if (style, role) != chosen:  # one after the other they are mostly alike
                chosen = style, role
                painter.setFont(self._fonts[style])
                painter.setPen(self._colour(role))
                metrics = self._metrics[style]
                height, width = metrics.ascent() - metrics.descent(), metrics.averageCharWidth()
            x: float = box.x()
            if style in (PLAIN, BOLD) and len(text) > 1:  # a name
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            if side:
                wide = len(text) * width if style == MONO else metrics.horizontalAdvance(text)
                x += max(0.0, side * (box.width() - wide))
            y = box.y() + (box.height() + height) / 2
            painter.drawText(QPointF(round(x), round(y)), text)
        painter.end()
        self._changed.clear()

    def _colour(self, role: str) -> QColor:
        if role not in self._colours:
            self._colours[role] = theme.colour(role)
        return self._colours[role]
