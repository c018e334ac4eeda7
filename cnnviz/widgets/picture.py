"""An image of a data set as Qt's own."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage


def picture(image: np.ndarray) -> QImage:
    """An image of uint8 (H, W), (1, H, W) or (3, H, W), grey or in colour; it owns its memory."""
    if image.ndim == 3 and len(image) == 3:
        pixels = np.ascontiguousarray(image.transpose(1, 2, 0))  # (3, H, W) -> (H, W, 3)
        height, width = pixels.shape[:2]
        return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    pixels = np.ascontiguousarray(image if image.ndim == 2 else image[0])
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
