"""How points of a map are looked at and painted: the view of the plane, the dots, the classes' colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from cnnviz.plots.palette import colour_of


def channels(count: int) -> np.ndarray:
    """Red, green and blue of `count` classes. Shape: (count, 3), float, 0 to 255."""
    colours = [colour_of(index) for index in range(count)]
    return np.array([(each.red(), each.green(), each.blue()) for each in colours], float).reshape(count, 3)


CLOSEST = 80.0  # times the scale at which everything is in sight
ROOM = 0.92  # of the rectangle that the points fill at first
POINTING = 14.0  # pixels from a dot at which it is still meant


@dataclass(frozen=True)
class Viewpoint:
    """A rectangle of pixels and what lies in its middle: `scale` pixels are one unit, upwards is positive."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    whole: float = 1.0  # the scale at which everything is in sight

    def fitted(self, points: np.ndarray) -> Viewpoint:
        """The view of all points, (n, 2), in the same rectangle."""
        if not len(points):
            return replace(self, x=0.0, y=0.0, scale=1.0, whole=1.0)
        low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
        span = np.maximum(high - low, 1e-12)
        scale = ROOM * min(self.width / float(span[0]), self.height / float(span[1]))
        if not (high > low).any():  # all in one place
            scale = 1.0
        middle = (low + high) / 2
        return replace(self, x=float(middle[0]), y=float(middle[1]), scale=scale, whole=scale)

    @property
    def zoomed(self) -> float:
        """How many times larger than the whole everything is seen."""
        return self.scale / self.whole

    def pixels(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where points are seen. Shape: (n, 2) -> (n,), (n,)."""
        across = self.left + self.width / 2 + (points[:, 0] - self.x) * self.scale
        down = self.top + self.height / 2 - (points[:, 1] - self.y) * self.scale
        return across, down

    def place(self, across: float, down: float) -> tuple[float, float]:
        """What is seen at a pixel."""
        x = self.x + (across - self.left - self.width / 2) / self.scale
        return x, self.y - (down - self.top - self.height / 2) / self.scale

    def closer(self, factor: float, across: float, down: float) -> Viewpoint:
        """Zoomed by a factor, between the whole and the closest; what is at the pixel stays there."""
        scale = min(max(self.scale * factor, self.whole), self.whole * CLOSEST)
        x, y = self.place(across, down)
        part = self.scale / scale
        return replace(self, scale=scale, x=x + (self.x - x) * part, y=y + (self.y - y) * part)

    def moved(self, across: float, down: float) -> Viewpoint:
        """Everything moved by so many pixels."""
        return replace(self, x=self.x - across / self.scale, y=self.y + down / self.scale)

    def holding(self, point: np.ndarray, edge: float = 24.0) -> Viewpoint:
        """Moved just so far that a point is in sight."""
        (across,), (down,) = self.pixels(np.asarray(point, float)[None])
        left, top = self.left + edge, self.top + edge
        right, bottom = self.left + self.width - edge, self.top + self.height - edge
        return self.moved(min(max(across, left), right) - across, min(max(down, top), bottom) - down)

    def inside(self, points: np.ndarray) -> np.ndarray:
        """Which points are in sight. Shape: (n, 2) -> (n,) bool."""
        across, down = self.pixels(points)
        seen = (across >= self.left) & (across < self.left + self.width)
        return np.asarray(seen & (down >= self.top) & (down < self.top + self.height))

    def nearest(self, points: np.ndarray, shown: np.ndarray, across: float, down: float) -> int:
        """The shown point at a pixel, -1 if none is near. Shape: points (n, 2), shown (n,) bool."""
        if not len(points):
            return -1
        x, y = self.pixels(points)
        away = (x - across) ** 2 + (y - down) ** 2
        away[~shown] = np.inf
        best = int(away.argmin())
        return best if away[best] <= POINTING**2 else -1

    def neighbour(self, points: np.ndarray, shown: np.ndarray, at: int, right: int, up: int) -> int:
        """The nearest shown point from `at` to one side (right or up is +1 or -1); `at` if there is none.

        What lies off the way counts twice as far, and nothing at more than 60 degrees from it.
        """
        ahead = (points[:, 0] - points[at, 0]) * right + (points[:, 1] - points[at, 1]) * up
        aside = np.abs((points[:, 0] - points[at, 0]) * up) + np.abs((points[:, 1] - points[at, 1]) * right)
        away = np.where(shown & (ahead > 0) & (aside <= 1.732 * ahead), ahead + 2 * aside, np.inf)
        away[at] = np.inf
        best = int(away.argmin())
        return best if np.isfinite(away[best]) else at


MARGIN = 24  # pixels around the picture, so that a dot at its edge needs no clipping
STEPS = 4  # shades between the background and a dot's colour


@cache
def disc(radius: float) -> tuple[tuple[int, int, int], ...]:
    """The pixels of a disc: (right, down, shade 1..STEPS), the outermost and faintest first.

    A pixel's shade is the part of it that is covered, as far as its distance from the rim tells.
    """
    reach = int(radius + 1)
    found = []
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            away = (right * right + down * down) ** 0.5
            covered = min(1.0, max(0.0, radius + 0.5 - away))
            if shade := round(covered * STEPS):
                found.append((shade < STEPS, away, right, down, shade))
    found.sort(reverse=True)
    return tuple((right, down, shade) for _, _, right, down, shade in found)


def shades(channels: np.ndarray, background: QColor) -> np.ndarray:
    """Pixels between a background and colours, by shade. Shape: (k, 3) -> (STEPS + 1, k), uint32."""
    ground = np.array([background.red(), background.green(), background.blue()], float)
    parts = np.arange(STEPS + 1)[:, None, None] / STEPS
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
        """Put the shape at every place: `table[shade, kind]` is its pixel. Places outside are left out.

        Shape: x, y, kinds (n,), table (STEPS + 1, k).
        """
        column, row = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
        inside = (column >= -MARGIN // 2) & (column < self.width + MARGIN // 2)
        inside &= (row >= -MARGIN // 2) & (row < self.height + MARGIN // 2)
        at = ((row + MARGIN) * self._row + column + MARGIN)[inside]
        colours = [each[kinds[inside]] for each in table]
        for right, down, shade in shape:
            self._pixels[at + (down * self._row + right)] = colours[shade]

    def image(self, ratio: float = 1.0) -> QImage:
        """The picture, which keeps the canvas's memory alive."""
        start = MARGIN * self._row + MARGIN
        data = self._pixels[start:].data
        made = QImage(data, self.width, self.height, 4 * self._row, QImage.Format.Format_RGB32)
        made.pixels = self._pixels  # type: ignore[attr-defined]  # Qt doesn't own it: it must outlive the image
        made.setDevicePixelRatio(ratio)
        return made
