"""How a layer's numbers are spread: weights now over those at the start, gradients now over the first.

Both are counted in the same bins, whose width is a round number and of which zero is an edge, so that the two
can be laid over one another and a bin can be read aloud.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

BINS = 48  # about so many: enough for a bell's shape, wide enough to point at
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)  # x 10^k: widths of a bin


@dataclass(frozen=True)
class Spread:
    """Exact counts of numbers in bins: bin i holds edges[i] <= x < edges[i + 1].

    `start` is None when there is nothing to compare with. `beyond` counts the numbers of now and of the start
    that no bin holds: those outside the edges, and those that are not finite.

    Shape: edges (B + 1,), now and start (B,)
    """

    edges: np.ndarray
    now: np.ndarray
    start: np.ndarray | None
    beyond: tuple[int, int] = (0, 0)


def spread(now: np.ndarray, start: np.ndarray | None = None, fit: str = "both", bins: int = BINS) -> Spread:
    """Count two sets of numbers in the same bins, which reach over both of them, or over "now" alone.

    Raises ValueError when `fit` is neither "both" nor "now".
    """
    if fit not in ("both", "now"):
        raise ValueError(f'fit: expected "both" or "now", got {fit!r}')
    now = np.asarray(now, np.float64).reshape(-1)
    start = None if start is None else np.asarray(start, np.float64).reshape(-1)
    reaching = now if start is None or fit == "now" else np.concatenate([now, start])
    reaching = reaching[np.isfinite(reaching)]
    low, high = (float(reaching.min()), float(reaching.max())) if len(reaching) else (0.0, 0.0)
    edges = _edges(low, high, bins)
    counted = [_count(values, edges) for values in (now, start) if values is not None]
    beyond = [int(count) for _, count in counted] + [0]
    return Spread(edges, counted[0][0], counted[1][0] if start is not None else None, (beyond[0], beyond[1]))


def layer_values(arrays: Mapping[str, np.ndarray], layer: str) -> np.ndarray:
    """All numbers of one layer, its weight's then its bias's, in one row; empty when there are none.

    Shape: (number of parameters,)
    """
    found = [array.reshape(-1) for name, array in arrays.items() if name.rpartition(".")[0] == layer]
    return np.concatenate(found) if found else np.empty(0, np.float32)


def rms(values: np.ndarray) -> float:
    """Root of the mean square; NaN of nothing."""
    return math.sqrt(float(np.mean(np.square(values, dtype=np.float64)))) if values.size else math.nan


def _edges(low: float, high: float, bins: int) -> np.ndarray:
    """Multiples of a round width from at most `low` to above `high`."""
    span = max(high - low, abs(low) * 1e-3, abs(high) * 1e-3) or 1.0  # all the same number: a bin around it
    raw = span / bins
    power = 10.0 ** math.floor(math.log10(raw))
    width = next(mark * power for mark in ROUND if mark * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / width), math.floor(high / width) + 1
    edges = np.arange(first, last + 1) * width
    # Where rounding has pushed an edge past a number, one more bin takes it.
    if edges[0] > low:
        edges = np.concatenate([[(first - 1) * width], edges])
    if edges[-1] <= high:
        edges = np.concatenate([edges, [(last + 1) * width]])
    return edges


def _count(values: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, int]:
    """How many of the values lie in each bin, and how many in none.

    The bin is guessed by dividing and then put right by comparing with its edges, which is exact and takes a
    third of the time of a search.
    """
    bins, total = len(edges) - 1, len(values)
    inside = (values >= edges[0]) & (values < edges[-1])  # false for NaN
    if not inside.all():
        values = values[inside]
    places = ((values - edges[0]) * (1.0 / (edges[1] - edges[0]))).astype(np.int32)
    np.clip(places, 0, bins - 1, out=places)
    places -= values < edges.take(places)
    places += values >= edges.take(places + 1)
    return np.bincount(places, minlength=bins), total - len(values)
