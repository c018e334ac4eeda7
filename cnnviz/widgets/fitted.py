"""Text that stays within its box in any language: smaller where it is too long, with dots at last."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

SMALLER = (1.0, 0.92, 0.84)  # of the font's size, as far as that can be read
SLACK = 1.0  # pixels that a letter may stand out


def draw_fitted(painter: QPainter, box: QRect | QRectF, flags: Qt.AlignmentFlag | int, text: str) -> None:
    """Draw a text with the painter's font and pen; letters taller than the box are not cut."""
    box, font, asked = QRectF(box), painter.font(), int(flags)
    wraps = bool(asked & Qt.TextFlag.TextWordWrap)
    shown, smaller = text, font
    for part in SMALLER:
        smaller = QFont(font)
        smaller.setPixelSize(max(1, round(part * font.pixelSize()))) if font.pixelSize() > 0 else (
            smaller.setPointSizeF(part * font.pointSizeF())
        )
        metrics = QFontMetricsF(smaller)
        if wraps:
            needed = metrics.boundingRect(box, asked, text)
            if needed.height() <= max(box.height(), metrics.lineSpacing()) + SLACK:
                break
        elif metrics.horizontalAdvance(text) <= box.width() + SLACK:
            break
    else:
        if not wraps:
            shown = QFontMetricsF(smaller).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(smaller)
    painter.drawText(box, asked | Qt.TextFlag.TextDontClip, shown)
    painter.setFont(font)
