"""Images of a data set, grey or in colour, as the pixels of a screen: one pixel a number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

OPAQUE = np.uint32(0xFF000000)
GREY = (np.arange(256, dtype=np.uint32) * np.uint32(0x010101)) | OPAQUE


def packed(images: np.ndarray) -> np.ndarray:
    """Images as 0xAARRGGBB; three channels are red, green and blue, any other number is shown by its mean.

    Shape: uint8 (N, H, W) or (N, C, H, W) -> uint32 (N, H, W)
    """
    if images.ndim == 3:
        return GREY.take(images)
    if images.shape[1] != 3:
        return GREY.take(images.mean(axis=1).round().astype(np.uint8))  # (N, C, H, W) -> (N, H, W)
    red, green, blue = images.astype(np.uint32).swapaxes(0, 1)  # (N, 3, H, W) -> 3 x (N, H, W)
    return (red << np.uint32(16)) | (green << np.uint32(8)) | blue | OPAQUE


def picture(image: np.ndarray) -> QImage:
    """An image of uint8 (H, W), (1, H, W) or (3, H, W), grey or in colour; it owns its memory."""
    if image.ndim == 3 and len(image) == 3:
        pixels = np.ascontiguousarray(image.transpose(1, 2, 0))  # (3, H, W) -> (H, W, 3)
        height, width = pixels.shape[:2]
        return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    pixels = np.ascontiguousarray(image if image.ndim == 2 else image[0])
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def draw_within(painter: QPainter, place: QRectF, image: QImage) -> QRectF:
    """Draw an image as large as a place lets it be, in its middle; smaller than it is, it is smooth."""
    scale = min(place.width() / image.width(), place.height() / image.height())
    tile = QRectF(0, 0, image.width() * scale, image.height() * scale)
    tile.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
    painter.drawImage(tile, image)
    return tile
