"""How points of a map are looked at: which part of the plane, and where in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

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
