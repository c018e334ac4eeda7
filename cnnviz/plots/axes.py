"""Ranges and ticks of a curve's axes: set by us, in steps, so that an axis is rarely drawn again.

A range that followed every new value would make the curves jitter and cost a redraw of the axis each time.
These functions are plain arithmetic on numbers; the painting is elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from cnnviz.widgets import numbers

STEP_TOPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)  # x 10^k: where the step axis may end
PERCENT_FLOORS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98)  # where an accuracy axis may begin
FEWEST_STEPS = 100
DEEPEST = 1e-12  # a log axis never reaches below


class Tick(NamedTuple):
    """A place on an axis and its text; no text: a line only."""

    value: float
    text: str


@lru_cache(maxsize=64)
def steps_top(steps: int, fewest: int = FEWEST_STEPS) -> int:
    """The end of a step axis that holds so many steps: 100, 150, 200, 300, ..."""
    wanted = float(max(fewest, steps))
    power = 10.0 ** math.floor(math.log10(wanted))
    return round(next(top * power for top in (*STEP_TOPS, 10.0) if top * power >= wanted * (1 - 1e-12)))


def log_range(low: float, high: float, before: tuple[float, float] | None = None) -> tuple[float, float]:
    """Limits of a log axis around low..high, on 1, 2, 5 x 10^k; `before` stays while it still fits well."""
    if not (math.isfinite(low) and math.isfinite(high) and high > 0):
        return before or (1e-3, 1.0)
    high = max(high, DEEPEST * 10)
    low = min(max(low, DEEPEST), high)
    bottom, top = _round_log(low, down=True), _round_log(high, down=False)
    while top / bottom < 9.9:  # at least a decade, so that a flat line looks flat
        bottom, top = _round_log(bottom / 1.01, down=True), _round_log(top * 1.01, down=False)
    if before is not None and before[0] <= low and high <= before[1]:
        needed, has = math.log(top / bottom), math.log(before[1] / before[0])
        if needed > 0.6 * has:
            return before
    return bottom, top


def percent_range(
    smooth: np.ndarray, noise: np.ndarray, before: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Limits of an accuracy axis: up to 1, down to a floor that most smooth values and the noise reach."""
    reached = 1.0
    for values, outside in ((smooth, 0.125), (noise, 0.25)):
        finite = values[np.isfinite(values)]
        if len(finite):
            reached = min(reached, quantile(finite, outside))
    if not (np.isfinite(smooth).any() or np.isfinite(noise).any()):
        return before or (0.0, 1.0)
    floor = max(floor for floor in PERCENT_FLOORS if floor == 0.0 or floor <= reached)
    if before is not None and before[0] < floor <= reached < floor + 0.01:
        return before  # just at the edge: don't go back and forth
    return floor, 1.0


def linear_range(values: np.ndarray) -> tuple[float, float]:
    """Limits of a linear axis from zero to a round number above nearly all values."""
    finite = values[np.isfinite(values)]
    top = quantile(finite, 0.99) if len(finite) else 0.0
    if top <= 0:
        return 0.0, 1.0
    power = 10.0 ** math.floor(math.log10(top))
    return 0.0, next(m * power for m in (*STEP_TOPS, 10.0, 15.0) if m * power >= top)


def log_ticks(bottom: float, top: float, room: int, few: int = 2) -> list[Tick]:
    """Ticks at powers of ten, thinned to `room` of them; 2 and 5 in between where there are fewer than `few`
    decades.
    """
    first, last = math.ceil(math.log10(bottom) - 1e-9), math.floor(math.log10(top) + 1e-9)
    decades = list(range(first, last + 1))
    if len(decades) < few:
        values = [m * 10.0**k for k in range(first - 1, last + 1) for m in (1, 2, 5)]
        values = [value for value in values if bottom * 0.999 <= value <= top * 1.001]
        values = values[:: max(1, -(-len(values) // max(2, room)))]
        return [Tick(value, text) for value, text in zip(values, log_texts(values), strict=True)]
    every = max(1, -(-len(decades) // max(2, room)))
    values = [10.0**k for k in decades]
    # Count from the top down, so that the largest decade keeps its label.
    texts = iter(
        log_texts([value for value, k in zip(values, decades, strict=True) if not (last - k) % every])
    )
    return [Tick(10.0**k, next(texts) if (last - k) % every == 0 else "") for k in decades]


def linear_ticks(bottom: float, top: float, room: int, percent: bool = False) -> list[Tick]:
    """Ticks on 1, 2, 5 x 10^k, about `room` of them, all with equally many decimals."""
    pace = pace_above((top - bottom) / max(1, room))
    scale, places = (100, "{:,.{}f} %") if percent else (1, "{:,.{}f}")
    digits = max(0, -math.floor(math.log10(pace * scale) + 1e-9))
    if digits > 4 or top * scale >= numbers.LARGE:
        places, digits = places.replace("f}", "e}"), 1
    counts = range(math.ceil(bottom / pace - 1e-9), math.floor(top / pace + 1e-9) + 1)
    return [Tick(k * pace, numbers.short_power(places.format(k * pace * scale, digits))) for k in counts]


def pace_above(raw: float) -> float:
    """The next of 1, 2, 5 x 10^k."""
    power = 10.0 ** math.floor(math.log10(max(raw, DEEPEST)))
    return next(m * power for m in (1, 2, 5, 10, 20) if m * power >= raw * (1 - 1e-9))


def percent_ticks(bottom: float, top: float) -> list[Tick]:
    """Three ticks of an accuracy axis: bottom, middle, top."""
    return [Tick(value, f"{value * 100:.3g} %") for value in (bottom, (bottom + top) / 2, top)]


def step_ticks(first: float, last: float, room: int) -> list[Tick]:
    """Ticks of the step axis, at most `room` of them, on 1, 2, 5 x 10^k and whole."""
    pace = max(1.0, pace_above(max(1.0, last - first) / max(1, room)))
    start = math.ceil(first / pace - 1e-9)
    return [Tick(k * pace, step_text(k * pace)) for k in range(start, math.floor(last / pace + 1e-9) + 1)]


def step_text(step: float) -> str:
    """1,500 up to a hundred thousand, then 150 k, 1.5 M."""
    if step >= 1e6:
        return f"{step / 1e6:g} M"
    if step >= 1e5:
        return f"{step / 1e3:g} k"
    return f"{step:,.0f}"


def log_texts(values: Sequence[float]) -> list[str]:
    """0.02, 2,000; where one needs a power of ten, all beneath 1 have one: 2e-4, 1e-3, and 0.1 as 1e-1."""
    powers = any(0 < value < 1e-3 * (1 - 1e-9) for value in values)
    return [_log_text(value, powers) for value in values]


def _log_text(value: float, powers: bool) -> str:
    if powers and value < 1 - 1e-9:
        mantissa, _, power = f"{value:.0e}".partition("e")
        return f"{mantissa}e{int(power)}"
    return numbers.limit(value)


def number_text(value: float) -> str:
    """Three significant digits, as everywhere: 0.0671, 0.00672, 6.72e-4, 1,234."""
    return numbers.significant(value, signed=False).removeprefix("+")


def positive_extent(arrays: Iterable[np.ndarray], outside: float = 0.0) -> tuple[float, float]:
    """Smallest and largest positive finite value without the fraction `outside` at each end, or NaN."""
    kept: Sequence[np.ndarray] = [array[np.isfinite(array) & (array > 0)] for array in arrays]
    values = np.concatenate(kept) if kept else np.empty(0)
    if not len(values):
        return math.nan, math.nan
    if outside:
        return quantile(values, outside), quantile(values, 1 - outside)
    return float(values.min()), float(values.max())


def quantile(values: np.ndarray, part: float) -> float:
    """The value that a part of the values lies below; numpy's interpolates, and takes ten times as long."""
    at = round(part * (len(values) - 1))
    return float(np.partition(values, at)[at])


def _round_log(value: float, down: bool) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    marks = [m * power for m in (1.0, 2.0, 5.0, 10.0)]
    if down:
        return max(mark for mark in marks if mark <= value * (1 + 1e-9))
    return min(mark for mark in marks if mark >= value * (1 - 1e-9))
