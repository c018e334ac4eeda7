"""The digit that the tour draws: fixed strokes, in the units of the pad."""

from __future__ import annotations

import math

from cnnviz.features.draw.sheet import Point


def _arc(x: float, y: float, across: float, down: float, begin: float, end: float) -> list[Point]:
    """Point along an ellipse; angles in degrees, 0 at the right, growing clockwise."""
    count = 12
    angles = [math.radians(begin + (end - begin) * i / count) for i in range(count + 1)]
    return [(x + across * math.cos(a), y + down * math.sin(a)) for a in angles]


# A three: its upper bow, then its lower one, in the pad's units (280 a side).
STROKES: tuple[tuple[Point, ...], ...] = (
    (*_arc(134, 92, 46, 44, -160, 70), *_arc(134, 188, 56, 52, -80, 150)),
)
