"""Texts on the canvas: whatever has changed before, they stand where Qt itself would draw them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from cnnviz.features.canvas.labels import MONO, RIGHT, SMALL, Labels, fonts
from cnnviz.widgets import theme

TEXTS = ["-3.5", "+4.25", "≈0", "-4", "", "0.017", "概率"]  # of which another font has the last


def canvas(ratio: float) -> tuple[QImage, QPainter]:
    image = QImage(round(60 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    return image, QPainter(image)


@pytest.mark.parametrize("style", [MONO, SMALL])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.usefixtures("qapp")
def test_a_text_stands_where_qt_would_draw_it(ratio: float, style: str) -> None:
    labels, font = Labels(), fonts()[style]
    boxes = [QRect(2, 4 + 13 * row, 50, 11) for row in range(len(TEXTS))]
    for row, (box, text) in enumerate(zip(boxes, TEXTS, strict=True)):
        labels.put(row, box, "+9,999", style, "text", RIGHT)
        labels.say(row, text, "dim")
    found, painter = canvas(ratio)
    labels.paint(painter)
    painter.end()
    expected, painter = canvas(ratio)
    painter.setFont(font)
    painter.setPen(theme.colour("dim"))
    metrics = QFontMetricsF(font)
    for box, text in zip(boxes, TEXTS, strict=True):
        base = round(box.y() + (box.height() + metrics.ascent() - metrics.descent()) / 2)
        painter.drawText(round(box.x() + box.width() - metrics.horizontalAdvance(text)), base, text)
    painter.end()
    assert found == expected
    assert labels.texts == {row: (text, "dim") for row, text in enumerate(TEXTS)}
