"""Arrays to pictures: all maps of a column in one atlas image, with one table look-up.

The atlas has one pixel a number, maps stacked one under the other; whoever paints it enlarges each map by a
whole factor, so a cell on the screen is exactly one number.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from cnnviz.widgets.colormap import LEVELS, NAN, ZERO


def indices(values: np.ndarray, limit: float | np.ndarray, zero: float = 0.0) -> np.ndarray:
    """Table indices of `values`: ZERO at `zero`, 0 and 2 * LEVELS at and beyond the limits, NAN for NaN.

    Shape: values any, limit a number or an array that broadcasts -> intp, the shape of values.
    """
    with np.errstate(all="ignore"):
        scaled = (values - zero) * (LEVELS / np.asarray(limit))
        np.clip(scaled, -LEVELS, LEVELS, out=scaled)
    bad = np.isnan(scaled)
    scaled += ZERO + 0.5
    scaled[bad] = NAN
    return scaled.astype(np.intp)


def atlas(values: np.ndarray, limit: float | np.ndarray, table: np.ndarray, zero: float = 0.0) -> QImage:
    """The picture of (n, h, w) numbers: an image of width w and height n * h, one pixel a number."""
    # (n, h, w) -> (n * h, w)
    pixels = table.take(indices(values, limit, zero)).reshape(-1, values.shape[-1])
    return image_of(pixels)


def image_of(pixels: np.ndarray) -> QImage:
    """A QImage over a contiguous uint32 array of (h, w) pixels, which it keeps alive."""
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    image.pixels = pixels  # type: ignore[attr-defined]  # Qt doesn't own the memory: it must outlive the image
    return image


def draw_part(painter: QPainter, target: QRect | QRectF, image: QImage, source: QRect) -> None:
    """Draw the part `source` of an image, whole pixels, into `target`."""
    draw_parts(painter, [(QRectF(target), image, QRectF(source))])


def draw_parts(painter: QPainter, parts: Iterable[tuple[QRectF, QImage, QRectF]]) -> None:
    """Draw parts of images, whole pixels: where each goes, of which image, and which part of it.

    Qt's SVG generator, which gets what a QPicture holds, overlooks the part and would draw the whole image.
    """
    whole = painter.paintEngine().type() == QPaintEngine.Type.Picture
    for target, image, source in parts:
        if whole:
            painter.drawImage(target, image.copy(source.toRect()))
        else:
            painter.drawImage(target, image, source)


def clipped(values: np.ndarray, limit: float | np.ndarray) -> int:
    """How many numbers lie beyond the limits, and so have the same colour as the limit."""
    with np.errstate(all="ignore"):
        return int(np.count_nonzero(np.abs(values) > np.asarray(limit) * (1 + 1e-6)))


def folded(vector: np.ndarray, columns: int) -> np.ndarray:
    """A vector laid out in rows of `columns` cells, the last row filled up with zeros.

    Shape: (n,) -> (ceil(n / columns), columns)
    """
    rows = -(-vector.size // columns)
    made = np.zeros(rows * columns, vector.dtype)
    made[: vector.size] = vector.reshape(-1)
    return made.reshape(rows, columns)
