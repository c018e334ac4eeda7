"""Letters as pictures: what no digit is, drawn as MNIST's digits were, with the window's own fonts."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QTransform

from cnnviz.widgets import theme

LETTERS = "ACDEFHJKLMNPQRTUVWXY"  # without those that are digits as well: B, G, I, O, S, Z
INK = 20 / 28  # of the picture's side that the longer side of a letter takes


def letters(shape: tuple[int, int, int]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Each letter in four fonts, white on black, its ink in the middle, and which letter each picture is.

    Shape: shape (C, H, W) -> uint8 (n, H, W), or (n, C, H, W) for more than one channel
    """
    fonts = [theme.font(64, weight, mono) for mono in (False, True) for weight in (theme.REGULAR, theme.BOLD)]
    pictures = [_picture(letter, font, shape[1:]) for font in fonts for letter in LETTERS]
    made = np.stack(pictures)
    if shape[0] > 1:
        made = np.repeat(made[:, None], shape[0], axis=1)
    return made, tuple(LETTERS) * len(fonts)


def _picture(letter: str, font: QFont, size: tuple[int, ...]) -> np.ndarray:
    height, width = size
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, letter)
    box = path.boundingRect()
    scale = INK * min(height, width) / max(box.width(), box.height())
    turn = QTransform.fromScale(scale, scale)
    turn = QTransform.fromTranslate(-box.center().x(), -box.center().y()) * turn
    turn *= QTransform.fromTranslate(width / 2, height / 2)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(turn.map(path), Qt.GlobalColor.white)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width].copy()
