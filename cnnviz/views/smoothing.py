"""The smooth line through a noisy curve: a plain mean of the last so many steps, and it says how many.

The number of steps is a power of two that follows the length of the axis, so it changes rarely and stands
on the pyramid's blocks. No step after the point is ever in its mean: the line lags, but it never foresees.
"""

from __future__ import annotations

import math

import numpy as np

from cnnviz.views.pyramid import Pyramid

POINTS = 8  # points of the line in one window
WINDOWS = 24  # windows along the axis, about


def window_for(steps: float) -> int:
    """How many steps the mean takes on an axis of so many steps: 1, 2, 4, 8, ..."""
    return int(2 ** max(0, round(math.log2(max(1.0, steps / WINDOWS)))))


def trailing_mean(pyramid: Pyramid, start: int, stop: int, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the last `window` values, at every window/8-th value from start to stop and at the last one.

    Values are counted from 1 here, as steps are: the mean at n takes values n - window + 1 .. n, fewer near
    the beginning (and up to an eighth fewer at the very last), finite ones only. Where the newest stretch
    holds no finite value the mean is NaN: a gap. Shape: -> positions (m,) int64, means (m,) float64.
    """
    stop = min(stop, len(pyramid))
    start = max(0, start)
    if stop <= start:
        return np.empty(0, np.int64), np.empty(0)
    pace = max(1, window // POINTS)
    cells = window // pace  # of `pace` values in a window
    first = max(0, start // pace - cells)
    whole = stop // pace
    edges = np.arange(first, whole + 1) * pace
    if edges[-1] < stop:
        edges = np.append(edges, stop)
    if len(edges) < 2:
        edges = np.array([edges[0], stop])
    totals, counts = pyramid.sums(edges)
    # Each window is summed on its own: a difference of running sums would lose small values after one huge
    # one.
    totals = _sum_of_last(totals, cells)
    from_here = int(np.searchsorted(edges, start, "right")) - 1
    if counts.sum() == edges[-1] - edges[0]:  # nothing is missing: how many each window has is known
        begins = np.maximum(np.arange(1 - cells, len(counts) + 1 - cells), 0)
        means = totals / (edges[1:] - edges[begins])
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.where(counts > 0, totals / _sum_of_last(counts, cells), np.nan)
    return edges[1 + from_here :], means[from_here:]


def _sum_of_last(values: np.ndarray, count: int) -> np.ndarray:
    """The sum of each value and the count - 1 before it. Shape: (n,) -> (n,)."""
    return np.convolve(values, np.ones(count))[: len(values)] if count > 1 else values
