"""Thousands of dots as pixels, with numpy: one assignment for each pixel of a dot, not one call for each dot.

Where dots overlap, every pixel belongs to the nearest centre, so the order they come in hides none.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from PySide6.QtGui import QColor, QImage

MARGIN = 24  # pixels around the picture, so that a dot at its edge needs no clipping
STEPS = 4  # shades between the background and a dot's colour


@cache
def disc(radius: float, inner: float = 0.0) -> tuple[tuple[int, int, int], ...]:
    """The pixels of a disc, or of a ring: (right, down, shade 1..STEPS), the outermost and faintest first.

    A pixel's shade is the part of it that is covered, as far as its distance from the rim tells.
    """
    reach = int(radius + 1)
    found = []
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            away = (right * right + down * down) ** 0.5
            covered = min(1.0, max(0.0, radius + 0.5 - away))
            if inner:
                covered = min(covered, max(0.0, away - inner + 0.5))
            if shade := round(covered * STEPS):
                found.append((shade < STEPS, away, right, down, shade))
    found.sort(reverse=True)
    return tuple((right, down, shade) for _, _, right, down, shade in found)


def shades(channels: np.ndarray, background: QColor, strength: float = 1.0) -> np.ndarray:
    """Pixels between a background and colours, by shade. Shape: (k, 3) -> (STEPS + 1, k), uint32."""
    ground = np.array([background.red(), background.green(), background.blue()], float)
    parts = np.arange(STEPS + 1)[:, None, None] / STEPS * strength
    # (STEPS + 1, 1, 1) * (k, 3) -> (STEPS + 1, k, 3)
    mixed = np.rint(ground + parts * (channels - ground)).astype(np.uint32)
    return np.asarray(0xFF000000 | mixed[..., 0] << 16 | mixed[..., 1] << 8 | mixed[..., 2], np.uint32)


class Canvas:
    """A picture of width x height pixels that dots are stamped on."""

    def __init__(self, width: int, height: int, background: QColor) -> None:
        self.width, self.height = max(1, width), max(1, height)
        self._row = self.width + 2 * MARGIN
        self._pixels = np.full(
            self._row * (self.height + 2 * MARGIN), 0xFF000000 | background.rgb(), np.uint32
        )

    def stamp(
        self,
        x: np.ndarray,
        y: np.ndarray,
        kinds: np.ndarray,
        table: np.ndarray,
        shape: tuple[tuple[int, int, int], ...],
    ) -> None:
        """Puts the shape at every place: `table[shade, kind]` is its pixel. Places outside are left out.

        Shape: x, y, kinds (n,), table (STEPS + 1, k).
        """
        column, row = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
        inside = (column >= -MARGIN // 2) & (column < self.width + MARGIN // 2)
        inside &= (row >= -MARGIN // 2) & (row < self.height + MARGIN // 2)
        at = ((row + MARGIN) * self._row + column + MARGIN)[inside]
        colours = [each[kinds[inside]] for each in table]
        for right, down, shade in shape:
            self._pixels[at + (down * self._row + right)] = colours[shade]

    def cross(self, x: float, y: float, colour: QColor, ratio: float = 1.0) -> None:
        """Draws an upright and a level line through a place, as far as they are in the picture."""
        pixels = self._pixels.reshape(-1, self._row)
        thick = max(1, round(ratio))
        for whole, at in ((pixels.T, int(x)), (pixels, int(y))):
            if 0 <= at < len(whole) - 2 * MARGIN:
                whole[at + MARGIN : at + MARGIN + thick] = 0xFF000000 | colour.rgb()

    def image(self, ratio: float = 1.0) -> QImage:
        """The picture, which keeps the canvas's memory alive."""
        start = MARGIN * self._row + MARGIN
        data = self._pixels[start:].data
        made = QImage(data, self.width, self.height, 4 * self._row, QImage.Format.Format_RGB32)
        made.pixels = self._pixels  # type: ignore[attr-defined]  # Qt doesn't own it: it must outlive the image
        made.setDevicePixelRatio(ratio)
        return made
