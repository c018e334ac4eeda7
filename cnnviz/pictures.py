"""Decodes picture files for the core, with Qt's readers; the header is looked at before any pixel is."""

from __future__ import annotations

import os

import numpy as np
from PySide6.QtGui import QImage, QImageReader

from core.data.errors import DataFileError

LARGEST = 4096 * 4096  # pixels
ADVICE = "Choose a PNG, JPEG, BMP or GIF picture of one digit"


def decode(path: str | os.PathLike[str]) -> np.ndarray:
    """The first picture of a file: uint8 (H, W, 4), red, green, blue, alpha. Raises DataFileError."""
    reader = QImageReader(os.fspath(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > LARGEST:
        raise DataFileError(path, f"it is {size.width()} x {size.height()} pixels, too large", ADVICE)
    image = reader.read()
    if image.isNull():
        raise DataFileError(path, reader.errorString().lower().rstrip("."), ADVICE)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    # (H, bytes per line) -> (H, W, 4)
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()
