"""Pictures from elsewhere made into what MNIST's are: grey, light on dark, 20 pixels high, centred by mass.

Y. LeCun describes it with the database: "normalized to fit in a 20x20 pixel box while preserving their
aspect ratio [...] centered in a 28x28 image by computing the center of mass of the pixels, and translating
the image so as to position this point at the center". A network trained on MNIST reads a drawing far better
so. Files are decoded by whoever calls (the window has Qt for that): `decode(path)` gives uint8 (H, W), (H,
W, 3) or (H, W, 4).
"""

import os
from collections.abc import Callable

import numpy as np

from core.data.errors import DataFileError

Decode = Callable[[str | os.PathLike[str]], np.ndarray]
SIZE, BOX = 28, 20  # pixels: the image, and the box in it that the digit fits
LEAST_CONTRAST = 16  # of 255: anything flatter is an empty sheet
FAINT = 25  # of 255: too little to be a stroke, as the ripples that JPEG leaves around one
LUMA = (0.299, 0.587, 0.114)  # how bright red, green and blue look (ITU-R BT.601)


def read_image(path: str | os.PathLike[str], decode: Decode) -> np.ndarray:
    """The picture in a file as a network trained on MNIST expects it: uint8 (28, 28).

    One that has 28x28 pixels already is only made grey. Raises DataFileError.
    """
    pixels = decode(path)
    try:
        if pixels.shape[:2] == (SIZE, SIZE):
            return np.rint(to_grey(pixels)).astype(np.uint8)
        return as_digit(pixels)
    except ValueError as error:
        raise DataFileError(path, str(error), "Choose a picture with one digit in it") from error


def to_grey(pixels: np.ndarray) -> np.ndarray:
    """Brightness, 0 to 255, float32 (H, W). Transparent pixels are white paper, unless nothing shows on it.

    Shape: uint8 (H, W), (H, W, 3) or (H, W, 4). Raises ValueError for others.
    """
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or pixels.shape[2:] not in ((), (3,), (4,)):
        found = f"{pixels.dtype} {pixels.shape}"
        raise ValueError(f"expected uint8 pixels (H, W), (H, W, 3) or (H, W, 4), got {found}")
    if not pixels.size:
        raise ValueError("it has no pixels")
    if pixels.ndim == 2:
        return pixels.astype(np.float32)
    grey = pixels[..., :3] @ np.array(LUMA, np.float32)  # (H, W, 3) -> (H, W)
    if pixels.shape[2] == 3:
        return grey
    alpha = pixels[..., 3].astype(np.float32)
    on_white = 255 + (grey - 255) * (alpha / 255)
    return (
        alpha if np.ptp(on_white) < LEAST_CONTRAST else on_white
    )  # white ink on nothing: its shape is its alpha


def as_digit(pixels: np.ndarray) -> np.ndarray:
    """A drawing or photograph of one digit, treated as MNIST's were: uint8 (28, 28), ink light on dark.

    Whether ink is darker or lighter than its paper is guessed from the border, which is taken for paper.
    Raises ValueError when nothing is drawn.
    """
    grey = to_grey(pixels)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = np.median(border)
    ink = paper - grey if paper > 127 else grey - paper
    if ink.max() < LEAST_CONTRAST:
        ink = -ink  # grey paper: the ink is on the other side of it
    if ink.max() < LEAST_CONTRAST:
        raise ValueError("nothing is drawn in it")
    gain = 255 / ink.max()
    ink = np.clip(ink, 0, None) * gain
    uneven = np.percentile(abs(border - paper), 90)  # not the most: a stroke may touch the border
    if uneven > 0:  # a photograph: light falls unevenly and the camera adds noise
        ink[ink < min(128.0, max(FAINT, 2 * uneven * gain))] = 0
    seen = ink > FAINT
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    if ink.shape != (height, width):
        ink = _resampling(height, ink.shape[0]) @ ink @ _resampling(width, ink.shape[1]).T
        ink *= 255 / ink.max()
    return np.rint(_centred(ink)).astype(np.uint8)


def _resampling(new: int, old: int) -> np.ndarray:
    """The matrix (new, old) that resamples a row of pixels: triangular weights, a pixel of either wide."""
    centres = (np.arange(new) + 0.5) * (old / new)
    distance = np.abs(np.arange(old) + 0.5 - centres[:, None]) / max(1.0, old / new)
    weights = np.clip(1 - distance, 0, None).astype(np.float32)
    return weights / weights.sum(axis=1, keepdims=True)


def _centred(ink: np.ndarray) -> np.ndarray:
    """`ink` in 28x28 with its centre of mass at pixel (14, 14), as in MNIST, or as near as fits."""
    mass = ink.sum()
    image = np.zeros((SIZE, SIZE), np.float32)
    start = []
    for axis, side in enumerate(ink.shape):
        centre = float(ink.sum(axis=1 - axis) @ np.arange(side) / mass)
        start.append(min(max(round(SIZE / 2 - centre), 0), SIZE - side))
    image[start[0] : start[0] + ink.shape[0], start[1] : start[1] + ink.shape[1]] = ink
    return image
