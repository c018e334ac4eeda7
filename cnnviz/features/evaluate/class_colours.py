"""The colours of many classes at once, as numbers."""

from __future__ import annotations

import numpy as np

from cnnviz.plots.palette import colour_of


def channels(count: int) -> np.ndarray:
    """Red, green and blue of `count` classes. Shape: (count, 3), float, 0 to 255."""
    colours = [colour_of(index) for index in range(count)]
    return np.array([(each.red(), each.green(), each.blue()) for each in colours], float).reshape(count, 3)
