"""A card beside the point under the mouse: the image itself, what it is, what it was read as, how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from cnnviz.system.translation import one, translate
from cnnviz.system.wording import listed
from cnnviz.widgets import theme
from cnnviz.widgets.painting import frame, write
from cnnviz.widgets.picture import picture

PICTURE, PAD, GAP, LINE = 70.0, 8.0, 10.0, 16.0


@dataclass(frozen=True, eq=False)
class ImageCaption:
    """What is known of one image, uint8 (H, W) or (C, H, W); `read` is empty while nobody has read it."""

    image: np.ndarray
    name: str
    truth: str
    read: str = ""
    sure: float = 0.0

    @property
    def right(self) -> bool:
        """Whether it was read as what it is."""
        return self.read == self.truth

    @property
    def reading(self) -> str:
        """What it was read as, with its mark: "read as 4 ✓"."""
        if not self.read:
            return ""
        return translate("Evaluate", "read as {0}").format(self.read) + (" ✓" if self.right else " ✗")

    @property
    def sentence(self) -> str:
        """All of it in words."""
        what = translate("Evaluate", "{0} is {1}").format(self.name, one(self.truth))
        if not self.read:
            return f"{what}."
        how = translate("Evaluate", "{0}, {1} sure").format(self.reading, percent(self.sure))
        return f"{listed((what, how))}."


def percent(part: float) -> str:
    """A part of one as a percentage of three digits; what isn't quite all or nothing stays so."""
    if part in (0, 1):
        return f"{part * 100:.0f} %"
    if part >= 0.9995:
        return "> 99.9 %"
    return "< 0.01 %" if part < 0.0001 else f"{part * 100:#.3g} %"


def paint(painter: QPainter, card: ImageCaption, at: QPointF, within: QRectF) -> QRectF:
    """Draw the card beside a place, on the side with room for it; return where."""
    bold, plain = theme.font(theme.SECONDARY, theme.SEMIBOLD), theme.font(theme.SECONDARY)
    lines = [
        (card.name, plain, "dim"),
        (translate("Evaluate", "is {0}").format(one(card.truth)), bold, "text"),
    ]
    if card.read:
        lines.append((card.reading, bold, "right" if card.right else "wrong"))
        lines.append((translate("Evaluate", "{0} sure").format(percent(card.sure)), plain, "text"))
    wide = max(QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in lines)
    box = QRectF(0, 0, PICTURE + wide + 2 * PAD + GAP + 4, PICTURE + 2 * PAD)
    box.moveLeft(at.x() + 16 if at.x() + 16 + box.width() <= within.right() else at.x() - 16 - box.width())
    box.moveTop(min(max(at.y() - box.height() / 2, within.top() + 2), within.bottom() - box.height() - 2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    frame(painter, box, 6, "edge", "raised")
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    place = QRectF(round(box.left() + PAD), round(box.top() + PAD), PICTURE, PICTURE)
    painter.drawImage(place, picture(card.image))
    row = QRectF(place.right() + GAP, place.top() + (PICTURE - LINE * len(lines)) / 2, wide + 4, LINE)
    for text, font, role in lines:
        write(painter, row, text, font, role)
        row.translate(0, LINE)
    return box
