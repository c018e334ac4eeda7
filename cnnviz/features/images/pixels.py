"""Images of a dataset, grey or in colour, as the pixels of a screen: true to the data, one pixel a number."""

from __future__ import annotations

import numpy as np

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


def mosaic(images: np.ndarray, columns: int, gap: int, ground: int) -> np.ndarray:
    """Images in rows, `gap` pixels of `ground` at the right of each and under it.

    Shape: uint8 (N, H, W) or (N, C, H, W) -> uint32 (ceil(N / columns) * (H + gap), columns * (W + gap))
    """
    count, (height, width) = len(images), images.shape[-2:]
    rows = -(-count // columns)
    tiles = np.full((rows * columns, height + gap, width + gap), ground, np.uint32)
    tiles[:count, :height, :width] = packed(images)
    # (rows * columns, h, w) -> (rows, columns, h, w) -> (rows, h, columns, w) -> (rows * h, columns * w)
    in_rows = tiles.reshape(rows, columns, height + gap, width + gap).swapaxes(1, 2)
    return in_rows.reshape(rows * (height + gap), columns * (width + gap))


def scaled(values: np.ndarray, top: float) -> np.ndarray:
    """Numbers from 0 to `top` as bytes to be shown: black to white. Shape: any -> uint8, the same"""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.clip(np.rint(values * (255 / top)), 0, 255)).astype(np.uint8)
