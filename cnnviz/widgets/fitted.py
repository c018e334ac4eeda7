"""Text that stays within its box in any language: smaller where it is too long, with dots at last."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

SMALLER = (0.92, 0.84)  # of the font's size, as far as that can be read
SLACK = 1.0  # pixels that a letter may stand out


def draw_fitted(
    painter: QPainter,
    box: QRect | QRectF,
    flags: Qt.AlignmentFlag | int,
    text: str,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw a text with the painter's font and pen; letters taller than the box are not cut."""
    box, font, asked = QRectF(box), painter.font(), int(flags)
    shown, used = text, font
    if not _fits(font, box, asked, text):
        for part in SMALLER:
            used = QFont(font)
            used.setPixelSize(max(1, round(part * font.pixelSize())))
            if _fits(used, box, asked, text):
                break
        else:
            if not asked & Qt.TextFlag.TextWordWrap:
                shown = QFontMetricsF(used).elidedText(text, cut, box.width())
        painter.setFont(used)
    painter.drawText(box, asked | Qt.TextFlag.TextDontClip, shown)
    if used is not font:
        painter.setFont(font)


def fits(font: QFont, box: QRect, text: str) -> bool:
    """Whether a line fits into a box once it is as small as `draw_fitted` makes it."""
    return QFontMetricsF(font).horizontalAdvance(text) * SMALLER[-1] <= box.width() + SLACK


def _fits(font: QFont, box: QRectF, flags: int, text: str) -> bool:
    metrics = QFontMetricsF(font)
    if flags & Qt.TextFlag.TextWordWrap:
        needed = metrics.boundingRect(box, flags, text).height()
        return needed <= max(box.height(), metrics.lineSpacing()) + SLACK
    return metrics.horizontalAdvance(text) <= box.width() + SLACK
