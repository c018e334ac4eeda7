"""The smooth line through a noisy curve: a plain mean of the last so many steps, and it says how many.

The number of steps is a power of two that follows the length of the axis, so it changes rarely and stands
on the pyramid's blocks. No step after the point is ever in its mean: the line lags, but it never foresees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cnnviz.plots.pyramid import Pyramid, sums

POINTS = 8  # points of the line in one window
WINDOWS = 24  # windows along the axis, about


def window_for(steps: float) -> int:
    """How many steps the mean takes on an axis of so many steps: 1, 2, 4, 8, ..."""
    return int(2 ** max(0, round(math.log2(max(1.0, steps / WINDOWS)))))


def trailing_mean(pyramid: Pyramid, start: int, stop: int, window: int) -> tuple[np.ndarray, np.ndarray]:
    """`trailing_means` of one column. Shape: -> positions (m,) int64, means (m,) float64."""
    positions, means = trailing_means([pyramid], start, stop, window)
    return positions, means[0]


def trailing_means(
    pyramids: Sequence[Pyramid], start: int, stop: int, window: int
) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the last `window` values, at every window/8-th value from start to stop and at the last one.

    The columns are equally long. Values are counted from 1 here, as steps are: the mean at n takes values
    n - window + 1 .. n, fewer near the beginning (and up to an eighth fewer at the very last), finite ones
    only. Where the newest stretch holds no finite value the mean is NaN: a gap.
    Shape: L columns -> positions (m,) int64, means (L, m) float64.
    """
    stop = min(stop, len(pyramids[0]) if pyramids else 0)
    start = max(0, start)
    if stop <= start:
        return np.empty(0, np.int64), np.empty((len(pyramids), 0))
    pace = max(1, window // POINTS)
    cells = window // pace  # of `pace` values in a window
    first = max(0, start // pace - cells)
    edges = np.arange(first, stop // pace + 1) * pace
    if edges[-1] < stop:
        edges = np.append(edges, stop)
    totals, counts = sums(pyramids, edges)
    # Each window is summed on its own: a difference of running sums would lose small values after one huge.
    totals = _sum_of_last(totals, cells)
    known = np.minimum(edges[1:] - edges[0], edges[1:] - edges[:-1] + (cells - 1) * pace)
    if counts is None:  # nothing is missing
        means = totals / known
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.where(counts > 0, totals / _sum_of_last(counts, cells), np.nan)
    skipped = max(0, int(np.searchsorted(edges, start, "right")) - 1)
    return edges[1 + skipped :], means[:, skipped:]


def _sum_of_last(values: np.ndarray, count: int) -> np.ndarray:
    """The sum of each value and the count - 1 before it. Shape: (L, n) -> (L, n)."""
    if count == 1:
        return values
    padded = np.zeros((len(values), values.shape[1] + count - 1), values.dtype)
    padded[:, count - 1 :] = values
    result = padded[:, count - 1 :].copy()
    for back in range(1, count):
        result += padded[:, count - 1 - back : padded.shape[1] - back]
    return result
