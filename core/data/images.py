"""Pictures from elsewhere made into what MNIST's are: grey, light on dark, 20 pixels high, centred by mass.

Y. LeCun describes it with the database: "normalized to fit in a 20x20 pixel box while preserving their
aspect ratio [...] centered in a 28x28 image by computing the center of mass of the pixels, and translating
the image so as to position this point at the center". A network trained on MNIST reads a drawing far better
so. Files are decoded by whoever calls, or by what is installed for it (`picture_reader`): `decode(path)`
gives (H, W), (H, W, 3) or (H, W, 4), uint8 or, for deep pictures, uint16.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import BinaryIO

import numpy as np

from core.data.pixel_values import byte_values, drawn_range

Decode = Callable[[str | os.PathLike[str]], np.ndarray]
SIZE, BOX = 28, 20  # pixels: the image, and the box in it that the digit fits
LEAST_CONTRAST = 16  # of 255: anything flatter is an empty sheet
FAINT = 25  # of 255: too little to be a stroke, as the ripples that JPEG leaves around one
READERS = "cnnviz.picture_readers"  # the group of entry points of packages that decode pictures
WHITES = (255, 1023, 4095, 65535)  # of deep pictures; many hold 0 to 255 in 16 bits
LEAST_SHEET = 40  # pixels a side of a sheet or frame in a picture
COVERED = 0.5  # of a picture: more than that isn't ink, but the paper itself on something dark
FRAMED = 0.8  # of a rectangle's edge that is inked: it is a frame around the digit
LUMA = (0.299, 0.587, 0.114)  # how bright red, green and blue look (ITU-R BT.601)


@cache
def picture_reader() -> Decode | None:
    """What decodes pictures on this machine, from the packages that say that they do; None without one."""
    from importlib.metadata import entry_points  # 30 modules that only this needs

    for entry in entry_points(group=READERS):
        try:
            found: Decode = entry.load()
            return found
        except ImportError:  # its libraries are missing here
            continue
    return None


def picture_is_whole(file: BinaryIO) -> bool:
    """Whether the end of a JPEG, GIF, BMP or WebP file is there: what is cut off, readers fill with grey.

    True for other files. The file stays open, at any place.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(16)
    if head[:3] == b"\xff\xd8\xff":
        return _whole_jpeg(file, size)
    if head[:4] == b"RIFF":
        return int.from_bytes(head[4:8], "little") + 8 <= size + 1
    if head[:2] == b"BM" and len(head) > 10:
        claimed = int.from_bytes(head[2:6], "little")
        return claimed <= size or claimed == 0
    if head[:4] == b"GIF8":
        file.seek(max(0, size - 64))
        return b";" in file.read(64)
    return True


def _whole_jpeg(file: BinaryIO, size: int) -> bool:
    """Whether a JPEG's end follows its first scan; thumbnails in front of it have ends of their own."""
    position = 2
    while position < size:
        file.seek(position)
        marker = file.read(4)
        if len(marker) < 4 or marker[0] != 0xFF:
            return False
        if marker[1] == 0xFF:  # filling
            position += 1
            continue
        position += 2 + int.from_bytes(marker[2:4], "big")
        if marker[1] == 0xDA:
            break
    file.seek(position)
    before = b""
    while piece := file.read(1 << 20):
        if b"\xff\xd9" in before + piece:
            return True
        before = piece[-1:]
    return False


def mnist_like(pixels: np.ndarray, invert: bool | None = None) -> np.ndarray:
    """A picture as MNIST's are, uint8 (28, 28): of that size only made light on dark, else as a digit."""
    if pixels.shape[:2] != (SIZE, SIZE):
        return as_digit(pixels, invert)
    grey = np.rint(to_grey(pixels)).astype(np.uint8)
    ends = drawn_range(grey[None], 0.0, 255.0)
    grey = grey if ends is None else byte_values(grey, *ends)
    dark = is_dark_on_light(grey) if invert is None else invert
    return 255 - grey if dark else grey


def is_dark_on_light(grey: np.ndarray) -> bool:
    """Whether one picture is dark ink on light paper, judged from its border and from how much is inked.

    Shape: (H, W)
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]).astype(np.float32)
    paper = float(np.median(border))
    ink, lighter = float((np.abs(grey - paper) > 64).mean()), float((grey - paper > 64).mean())
    return paper > 127 and 0.002 < ink < 0.5 and 5 * lighter < ink


def as_bytes(pixels: np.ndarray, white: int | None = None) -> np.ndarray:
    """Pixels from 0 to `white` as bytes; without it, white is guessed from the brightest of a deep picture.

    Ones and zeros are a mask. Transparency is taken as it is. Shape: the same
    """
    colours = pixels[..., :3] if pixels.ndim == 3 else pixels
    if white is None:
        white = white_of(int(colours.max(initial=0)), pixels.dtype)
    if pixels.dtype == np.uint8 and white == 255:
        return pixels
    made = np.clip(np.rint(pixels * np.float32(255 / white)), 0, 255).astype(np.uint8)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        opaque = 255 if pixels.dtype == np.uint8 else 65535
        made[..., 3] = np.rint(pixels[..., 3] * (255 / opaque))
    return made


def white_of(brightest: int, dtype: np.dtype) -> int:
    """The value that is white in pictures whose brightest pixel is this one."""
    if dtype == np.uint8:
        return (
            255 if brightest > 16 or brightest == 0 else next(w for w in (1, 3, 7, 15, 16) if brightest <= w)
        )
    return next(white for white in WHITES if brightest <= white)


def to_grey(pixels: np.ndarray) -> np.ndarray:
    """Brightness, 0 to 255, float32 (H, W). Transparent pixels are white paper, unless the ink shows better
    on black.

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
    return _on_paper(grey, pixels[..., 3])


def to_colours(pixels: np.ndarray) -> np.ndarray:
    """Red, green and blue, on paper as in `to_grey`. Shape: uint8 (H, W) to (H, W, 4) -> (H, W, 3)"""
    if pixels.ndim == 2:
        return np.repeat(pixels[..., None], 3, axis=2)
    if pixels.shape[2] == 3 or (pixels[..., 3] == 255).all():
        return pixels[..., :3]
    return np.rint(_on_paper(pixels[..., :3].astype(np.float32), pixels[..., 3:])).astype(np.uint8)


def _on_paper(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """float32 colours on white paper, or on black where that shows better: light ink on nothing."""
    alpha = alpha.astype(np.float32) / 255
    on_white = 255 + (colours - 255) * alpha
    on_black = colours * alpha
    return on_black if 2 * np.ptp(on_white) < np.ptp(on_black) else on_white


def as_digit(pixels: np.ndarray, invert: bool | None = None) -> np.ndarray:
    """A drawing or photograph of one digit, treated as MNIST's were: uint8 (28, 28), ink light on dark.

    Whether ink is darker or lighter than its paper is guessed from the border, which is taken for paper,
    unless `invert` says it; a sheet on a dark desk and a frame around the digit are cut away. Raises
    ValueError when nothing is drawn.
    """
    ink = _ink(to_grey(pixels), invert)
    seen = ink > FAINT
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    if ink.shape != (height, width):
        ink = resampling(height, ink.shape[0]) @ ink @ resampling(width, ink.shape[1]).T
        ink *= 255 / ink.max()
    return np.rint(_centred(ink)).astype(np.uint8)


def _ink(grey: np.ndarray, invert: bool | None, cuts: int = 2) -> np.ndarray:
    """How much ink each pixel has, 0 to 255, float32 (H, W); margins are cut away `cuts` times."""
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = np.median(border)
    light = paper > 127 if invert is None else invert
    ink = paper - grey if light else grey - paper
    if ink.max() < LEAST_CONTRAST and invert is None:
        ink = -ink  # grey paper: the ink is on the other side of it
    if ink.max() < LEAST_CONTRAST:
        raise ValueError("nothing is drawn in it")
    gain = 255 / ink.max()
    ink = np.clip(ink, 0, None) * gain
    uneven = np.percentile(abs(border - paper), 90)  # not the most: a stroke may touch the border
    if uneven > 0:  # a photograph: light falls unevenly and the camera adds noise
        ink[ink < min(128.0, max(FAINT, 2 * uneven * gain))] = 0
    inside = _inside(ink) if cuts and invert is None else None
    if inside is not None:
        try:
            return _ink(grey[inside], None, cuts - 1)
        except ValueError:  # nothing is drawn inside: it was the ink after all
            return ink
    return ink


def _inside(ink: np.ndarray) -> tuple[slice, slice] | None:
    """The part of a picture that lies on a sheet or in a frame, if what looks like ink is one of those."""
    strong = ink > 96
    rows, columns = np.flatnonzero(strong.any(axis=1)), np.flatnonzero(strong.any(axis=0))
    if min(len(rows), len(columns)) < LEAST_SHEET:
        return None
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    box = strong[top:bottom, left:right]
    inset = max(1, round(0.06 * min(box.shape)))
    if box.mean() > COVERED and min(_sides(box, inset)) > FRAMED:
        edge = inset  # the sheet itself: a little of its edge goes too
    elif box.mean() < COVERED and min(_sides(box, 0)) > FRAMED:
        thick = (box.mean(axis=1) < FRAMED).argmax(), (box.mean(axis=0) < FRAMED).argmax()
        edge = int(max(thick)) + 1
    else:
        return None
    if min(box.shape) - 2 * edge < 8:
        return None
    return slice(top + edge, bottom - edge), slice(left + edge, right - edge)


def _sides(box: np.ndarray, inset: int) -> tuple[float, ...]:
    """How much of each side of a rectangle is inked, so many pixels inside it."""
    inner = box[inset : len(box) - inset, inset : box.shape[1] - inset]
    return tuple(float(side.mean()) for side in (inner[0], inner[-1], inner[:, 0], inner[:, -1]))


def resampling(new: int, old: int) -> np.ndarray:
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
