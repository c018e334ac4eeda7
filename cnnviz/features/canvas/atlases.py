"""The atlases of a whole canvas in one piece of memory, so that a single table look-up colours them all.

A frame of live training writes its numbers into the same places as the one before: nothing is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtGui import QImage

from cnnviz.widgets.colormap import LEVELS, NAN, ZERO
from cnnviz.widgets.picture import packed

Key = tuple[str, str]  # lane, array
Shape = tuple[int, int, int]  # maps, rows, columns
GREYS = NAN + 1  # where the grey table begins, behind the signed one


class Atlases:
    """An image for each key, of width w and height n * h: one pixel a number, maps one under the other."""

    def __init__(self, shapes: Mapping[Key, Shape]) -> None:
        ends = np.cumsum([n * h * w for n, h, w in shapes.values()]).tolist()
        size = ends[-1] if ends else 0
        self._levels = np.zeros(size, np.float32)
        self._indices = np.zeros(size, np.intp)
        self._pixels = np.zeros(size, np.uint32)
        self._parts: dict[Key, np.ndarray] = {}
        self._places: dict[Key, slice] = {}
        self._coloured: dict[Key, np.ndarray] = {}  # images in their own colours
        self.images: dict[Key, QImage] = {}
        for (key, (n, h, w)), end in zip(shapes.items(), ends, strict=True):
            part = slice(end - n * h * w, end)
            self._parts[key], self._places[key] = self._levels[part].reshape(n, h, w), part
            format_ = QImage.Format.Format_RGB32
            self.images[key] = QImage(self._pixels[part].data, w, n * h, 4 * w, format_)

    def write(self, key: Key, values: np.ndarray, limit: float | np.ndarray, within: bool = False) -> None:
        """Put numbers (n, h, w) in their place; those at a limit get the ends of the signed map.

        `within` says that every number is finite and inside the limits, which saves looking.
        """
        levels = self._parts[key]
        if within:
            np.multiply(values, LEVELS / limit, out=levels)
            return
        with np.errstate(all="ignore"):
            np.multiply(values, LEVELS / np.asarray(limit), out=levels)
        np.clip(levels, -LEVELS, LEVELS, out=levels)
        levels[np.isnan(levels)] = NAN - ZERO

    def write_grey(self, key: Key, values: np.ndarray, low: float, high: float) -> None:
        """Put pixels (n, h, w) in their place: `low` is black, `high` white."""
        within = low <= np.minimum.reduce(values, None) and np.maximum.reduce(values, None) <= high
        self.write(key, values - np.float32(low), high - low or 1.0, bool(within))
        self._parts[key] += GREYS

    def write_colour(self, key: Key, values: np.ndarray, low: float, high: float) -> None:
        """Put an image of red, green and blue (3, h, w) in its place, in its own colours."""
        with np.errstate(all="ignore"):
            bytes_ = np.clip(np.rint((values - low) * (255 / ((high - low) or 1.0))), 0, 255)
        bytes_[np.isnan(bytes_)] = 0
        self._coloured[key] = packed(bytes_.astype(np.uint8)[None])

    def colour(self, table: np.ndarray) -> None:
        """Colour all that has been written, by the signed table with the grey one behind it."""
        # Truncating what has half a step added is rounding, as none is negative.
        np.add(self._levels, ZERO + 0.5, out=self._indices, casting="unsafe")
        table.take(self._indices, out=self._pixels, mode="clip")
        for key, pixels in self._coloured.items():
            self._pixels[self._places[key]] = pixels.reshape(-1)
