"""What an image's numbers mean: which of them are black and white, and what is ink and what paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from core.data.choices import DataChoices
from core.data.inspection import Polarity
from core.files.atomic import DataFileError

PIECE = 1 << 22  # numbers that are converted at a time
SAMPLE = 500  # images that a guess looks at
NEAR, INKED = 48, 64  # of 255: as near as a border is to its paper, as far as ink is from it
SKETCH = 0.35  # of an image that is inked: more than that is an object, not a drawn digit
GREY = 10  # of 255 from black and from white: paper between is grey
SLACK = 1e-3  # that floats go beyond their range by rounding
DEEP = (1023, 4095, 65535)  # white in 10, 12 and 16 bits
SHALLOW = (1, 3, 7, 15, 16)  # up to 4 bits, and scikit-learn's digits
ROUND = (*SHALLOW, 4, 5, 8, 9, 10, 31, 32, 63, 64, 100, 127, 127.5, 128)  # white in other scales
DIM = 128  # a set whose brightest value is below that is unusual in 0 to 255


def guessed_range(path: str, name: str, images: np.ndarray) -> tuple[tuple[float, float], str]:
    """What is black and what is white, from the smallest and the largest value; and what is unusual in it."""
    low, high = float(images.min()), float(images.max())
    if images.dtype.kind == "b":
        return (0.0, 1.0), ""
    if math.isnan(low) or math.isnan(high):
        raise DataFileError(path, f"{name} has values that are no numbers (NaN)", "Use 0 to 255, or 0 to 1")
    found = _whole_range(images, low, high) if images.dtype.kind in "iu" else _float_range(images, low, high)
    if found is None:
        advice = "Say which values are black and white (range), or use 0 to 255, or 0 to 1"
        raise DataFileError(path, f"{name} has values from {low} to {high}", advice, "range")
    return found


def _whole_range(images: np.ndarray, low: float, high: float) -> tuple[tuple[float, float], str] | None:
    if low < 0:
        if low >= -128 and high < 128:
            return (-128.0, 127.0), "values below 0: -128 is taken for black"
        return _around_zero(low, high)
    white: float | None
    if high <= SHALLOW[-1]:
        white = next(top for top in SHALLOW if high <= top)
    elif high <= 255:
        white = high if high in ROUND else 255
    else:
        white = next((top for top in DEEP if high <= top), None)
    return _up_to(high, white)


def _float_range(images: np.ndarray, low: float, high: float) -> tuple[tuple[float, float], str] | None:
    if low >= -SLACK:
        if high <= 1 / 255 + 1e-6:
            return (0.0, 1 / 255), "no value is above 1/255: that is taken for white"
        if high <= 1 + SLACK:
            return (0.0, 1.0), ""
        if high <= 2 + SLACK:
            return _up_to(high, 2)
        white = next((top for top in (*ROUND, *DEEP) if abs(high - top) <= SLACK * top), None)
        return _up_to(high, 255 if white is None and DIM / 2 < high <= 255.5 else white)
    if abs(high - low - 1) <= SLACK:
        return (low, high), f"values from {low:.4g} to {high:.4g}"
    if low >= -0.5 - SLACK and high <= 0.5 + SLACK:
        return (-0.5, 0.5), "values from -0.5 to 0.5"
    if low >= -1 - SLACK and high <= 1 + SLACK:
        return (-1.0, 1.0), "values from -1 to 1"
    if low >= -10 and high <= 10:
        text = f"values from {low:.4g} to {high:.4g} look standardised: the smallest is taken for black"
        return (low, high), text
    return _around_zero(low, high)


def _up_to(high: float, white: float | None) -> tuple[tuple[float, float], str] | None:
    """From 0 to `white`, which is said where it isn't usual."""
    if white is None:
        return None
    usual = white == 255 and high >= DIM
    return (
        0.0,
        float(white),
    ), "" if usual else f"the brightest value is {high:g}: {white:,g} is taken for white"


def _around_zero(low: float, high: float) -> tuple[tuple[float, float], str] | None:
    """As far below 0 as above it, such as -127.5 to 127.5, or 0 to 255 from which something was taken."""
    even = abs(low + high) <= 0.01 * (high - low) or abs(high - low - 255) <= 1
    return ((low, high), f"values from {low:.4g} to {high:.4g}") if even else None


def drawn_range(images: np.ndarray, low: float, high: float) -> tuple[float, float] | None:
    """The values of paper and ink where these are drawings in a plain ink on plain paper, which is grey.

    Shape: (N, H, W). None where the paper is black or white, as usual.
    """
    some = byte_values(images[:: max(1, len(images) // SAMPLE)], low, high)
    paper, plain, ink = paper_of(some)
    lighter = (some - paper[:, None, None] > INKED).mean(axis=(1, 2))
    light, dark = ink < 2 * lighter, lighter < ink / 2
    side = 1.0 if light.sum() > dark.sum() else -1.0
    drawn = plain & (light if side > 0 else dark) & (ink > 0.002) & (ink < SKETCH)
    if not drawn.mean() > 0.6:
        return None
    level = float(np.median(paper[drawn]))
    if not GREY < level < 255 - GREY or np.ptp(np.percentile(paper[drawn], (10, 90))) > NEAR:
        return None
    strokes = side * float(np.median((side * some[drawn]).max(axis=(1, 2))))
    ends = sorted((level, strokes))
    return low + ends[0] / 255 * (high - low), low + ends[1] / 255 * (high - low)


def without_margin(
    images: np.ndarray, size: tuple[int, int], box: int, notes: list[str]
) -> np.ndarray | None:
    """The middle of images that were made larger by an even margin, and hold nothing larger than a `box`.

    Shape: (N, H, W) -> (N, *size), or None where that would be a guess
    """
    high, wide = ((old - new) // 2 for old, new in zip(images.shape[1:], size, strict=True))
    if min(high, wide) < 1 or images.shape[1:] != (size[0] + 2 * high, size[1] + 2 * wide):
        return None
    margins = images[:, :high], images[:, -high:], images[:, :, :wide], images[:, :, -wide:]
    paper = images[0, 0, 0]
    if not all((margin == paper).all() for margin in margins):
        return None
    ink = images[:: max(1, len(images) // SAMPLE)] != paper
    sides = (np.ptp(np.flatnonzero(row)) + 1 for axis in (1, 2) for row in ink.any(axis=axis) if row.any())
    if max(sides, default=0) > box:
        return None
    notes.append(f"an empty margin around the {size[0]}x{size[1]} pixels in their middle was cut off")
    return np.ascontiguousarray(images[:, high:-high, wide:-wide])


def in_pieces(images: np.ndarray) -> Iterator[np.ndarray]:
    step = max(1, PIECE // max(1, math.prod(images.shape[1:])))
    for start in range(0, len(images), step):
        yield images[start : start + step]


def converted(
    images: np.ndarray,
    shape: tuple[int, ...],
    convert: Callable[[np.ndarray], np.ndarray],
    report: Callable[[float], object] | None = None,
) -> np.ndarray:
    """Bytes made of images piece by piece; `report` is told the part that is done. Shape: (N, *shape)"""
    made, done = np.empty((len(images), *shape), np.uint8), 0
    for piece in in_pieces(images):
        made[done : done + len(piece)] = convert(piece)
        done += len(piece)
        if report is not None:
            report(done / len(images))
    return made


def byte_values(images: np.ndarray, low: float, high: float) -> np.ndarray:
    """uint8, `low` black and `high` white."""
    if images.dtype == np.uint8 and (low, high) == (0, 255):
        return images

    def scaled(piece: np.ndarray) -> np.ndarray:
        values = piece.astype(np.float32)
        values -= np.float32(low)
        values *= np.float32(255 / (high - low))
        return np.clip(np.rint(values, out=values), 0, 255, out=values)

    return converted(images, images.shape[1:], scaled)


def on_paper(images: np.ndarray, notes: list[str]) -> np.ndarray:
    """Red, green, blue and transparency, (N, 4, H, W), on white paper; else the shape of the ink."""
    if all(bool((piece[:, 3] == 255).all()) for piece in in_pieces(images)):
        return images[:, :3]
    some = images[:: max(1, len(images) // SAMPLE)].astype(np.float32)
    alpha = some[:, 3:] / 255
    on_black = some[:, :3] * alpha
    light = 2 * np.std(on_black + 255 * (1 - alpha)) < np.std(on_black)

    def laid(piece: np.ndarray) -> np.ndarray:
        alpha = piece[:, 3:].astype(np.float32) / 255
        return np.rint(piece[:, :3] * alpha + (0 if light else 255 * (1 - alpha)))

    notes.append(
        "transparent pixels were taken for black paper"
        if light
        else "transparent pixels were taken for white paper"
    )
    return converted(images, (3, *images.shape[2:]), laid)


def paper_of(images: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The grey of each image's paper, whether its border is plain, and the share of it that is inked.

    Shape: uint8 (N, H, W) -> three of (N,)
    """
    border = np.concatenate([images[:, 0], images[:, -1], images[:, 1:-1, 0], images[:, 1:-1, -1]], axis=1)
    paper = np.median(border, axis=1)
    plain = (abs(border - paper[:, None]) <= NEAR).mean(axis=1) >= 0.55
    ink = (abs(images - paper[:, None, None]) > INKED).mean(axis=(1, 2))
    return paper, plain, ink


def polarity(images: np.ndarray, choices: DataChoices) -> Polarity:
    """Whether these are dark ink on light paper, judged from the border and from how much is inked."""
    if choices.invert is not None:
        return Polarity(choices.invert)
    if images.ndim == 4:
        return Polarity(False)
    some = images[:: max(1, len(images) // SAMPLE)]
    paper, plain, ink = paper_of(some)
    inked = ink > 0.002
    if not inked.any():
        return Polarity(False, 0.5)
    lighter = (some - paper[:, None, None] > INKED).mean(axis=(1, 2))
    dark_on_light = (paper > 127) & plain & (ink < 0.5) & (5 * lighter < ink)
    share = float(dark_on_light[inked].mean())
    return Polarity(share > 0.6, max(share, 1 - share))


def complement(images: np.ndarray) -> np.ndarray:
    if images.flags.writeable and images.base is None:
        return np.subtract(255, images, out=images)
    return np.subtract(255, images, dtype=np.uint8)
