"""A text gets smaller, then ends in dots, and never leaves its box."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cnnviz.widgets import theme
from cnnviz.widgets.fitted import draw_fitted

WIDE = 300


def inked(text, width, flags=Qt.AlignmentFlag.AlignLeft):
    """The last column with ink of a text in a box, and the font's size afterwards."""
    image = QImage(WIDE, 60, QImage.Format.Format_Grayscale8)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setFont(theme.font(theme.BODY))
    painter.setPen(QColor("white"))
    size = painter.font().pixelSize()
    draw_fitted(painter, QRectF(0, 10, width, 18), flags, text)
    assert painter.font().pixelSize() == size
    painter.end()
    return max((x for x in range(WIDE) for y in range(60) if image.pixelColor(x, y).value() > 40), default=0)


@pytest.mark.parametrize("text", ["a word", "a longer line of words", "一段放不进去的中文", "x" * 80])
def test_a_line_stays_in_its_box(qapp, text):
    assert inked(text, 90) <= 92


def test_what_fits_is_drawn_as_it_is(qapp):
    assert inked("short", 90) == inked("short", 250)


def test_words_that_wrap_are_not_cut(qapp):
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    assert 40 < inked("several words that wrap", 70, flags) <= 72
