"""A fixed set of drawn digits: the strokes of two hands, in a box of 1 x 1, y downwards."""

from __future__ import annotations

import math

import pytest

Strokes = list[list[tuple[float, float]]]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[tuple[float, float]]:
    """Points on an ellipse, angles in degrees, clockwise from the right."""
    count = max(8, int(abs(end - start) / 12))
    angles = [math.radians(start + (end - start) * i / count) for i in range(count + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


ROUND: dict[int, Strokes] = {
    0: [arc(0.5, 0.5, 0.32, 0.48, -90, 275)],
    1: [[(0.35, 0.22), (0.55, 0.02), (0.55, 0.98)]],
    2: [[*arc(0.5, 0.3, 0.32, 0.28, 190, 390), (0.15, 0.98), (0.88, 0.96)]],
    3: [[*arc(0.45, 0.26, 0.32, 0.24, 200, 430), *arc(0.45, 0.74, 0.36, 0.25, -80, 160)]],
    4: [[(0.25, 0.02), (0.18, 0.55), (0.85, 0.52)], [(0.72, 0.05), (0.68, 1.0)]],
    5: [[(0.82, 0.03), (0.3, 0.05), (0.25, 0.45), *arc(0.46, 0.68, 0.34, 0.29, -120, 140)]],
    6: [[(0.68, 0.02), (0.35, 0.35), *arc(0.48, 0.71, 0.28, 0.27, -160, 200)]],
    7: [[(0.12, 0.08), (0.85, 0.06), (0.6, 0.5), (0.42, 1.0)]],
    8: [[*arc(0.5, 0.26, 0.26, 0.24, 90, -270), *arc(0.5, 0.75, 0.31, 0.25, -90, 270)]],
    9: [[*arc(0.48, 0.29, 0.28, 0.27, 0, -360), (0.75, 0.4), (0.66, 1.0)]],
}
STEEP: dict[int, Strokes] = {
    0: [arc(0.5, 0.5, 0.42, 0.46, -60, 300)],
    1: [[(0.5, 0.0), (0.5, 1.0)]],
    2: [[*arc(0.48, 0.28, 0.28, 0.26, 170, 400), *arc(0.32, 0.9, 0.12, 0.1, 120, 340), (0.9, 0.99)]],
    3: [[(0.15, 0.05), (0.75, 0.04), (0.42, 0.4), *arc(0.42, 0.7, 0.36, 0.28, -80, 150)]],
    4: [[(0.6, 0.0), (0.1, 0.65), (0.9, 0.65)], [(0.62, 0.35), (0.6, 1.0)]],
    5: [[(0.3, 0.02), (0.26, 0.42), *arc(0.44, 0.68, 0.36, 0.3, -115, 150)], [(0.3, 0.04), (0.85, 0.02)]],
    6: [[*arc(0.75, 0.5, 0.5, 0.5, -100, -180), *arc(0.5, 0.72, 0.25, 0.26, 180, 540)]],
    7: [[(0.15, 0.1), (0.8, 0.08), (0.4, 1.0)], [(0.3, 0.55), (0.75, 0.52)]],
    8: [
        [
            *arc(0.52, 0.25, 0.24, 0.23, 0, 120),
            (0.7, 0.75),
            *arc(0.48, 0.78, 0.24, 0.2, 0, 180),
            (0.7, 0.35),
            *arc(0.52, 0.25, 0.24, 0.23, 30, 0),
        ]
    ],
    9: [[*arc(0.5, 0.27, 0.26, 0.25, -10, -360), (0.76, 0.25), (0.76, 0.98)]],
}


@pytest.fixture(scope="session")
def hands() -> list[tuple[int, Strokes]]:
    """Twenty digits with their labels."""
    return [(label, strokes) for hand in (ROUND, STEEP) for label, strokes in hand.items()]
