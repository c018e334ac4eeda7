"""Texts on the canvas: whatever has changed before, they look as if they were painted for the first time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from cnnviz.features.canvas.labels import MONO, RIGHT, Labels


def labels(ratio: float) -> Labels:
    pixmap = QPixmap(round(60 * ratio), round(90 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.white)
    return Labels(pixmap)


def show(labels: Labels, texts: list[str]) -> QImage:
    """Rows that are lower than their letters."""
    for row, text in enumerate(texts):
        labels.put(row, QRect(2, 4 + 11 * row, 50, 9), text, MONO, "text", RIGHT)
    labels.commit()
    return labels.pixmap.toImage()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.usefixtures("qapp")
def test_a_text_beside_one_that_changes_is_not_painted_over_itself(ratio: float) -> None:
    used = labels(ratio)
    for change in range(5):
        found = show(used, ["-3.5", f"+{change}.25", "≈0", f"-{change}", "≈0", "0.017"])
    assert found == show(labels(ratio), ["-3.5", "+4.25", "≈0", "-4", "≈0", "0.017"])


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.usefixtures("qapp")
def test_a_text_that_changes_often_stands_where_one_that_does_not_would(ratio: float) -> None:
    texts = ["-3.5", "+4.25", "≈0"]
    used = labels(ratio)
    for row in range(len(texts)):
        used.place(row, QRect(2, 4 + 11 * row, 50, 9), MONO, RIGHT)
    for said in (["+1"] * 3, texts):
        for row, text in enumerate(said):
            used.say(row, text, "text")
    painter = QPainter(used.pixmap)
    used.paint(painter)
    painter.end()
    assert used.pixmap.toImage() == show(labels(ratio), texts)
    assert list(used.texts.values()) == [(text, "text") for text in texts]
