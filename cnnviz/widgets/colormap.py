"""How numbers become colours: the signed map, its warm half for what can't be negative, grey for pixels.

Zero has the colour of an empty tile and limits are symmetric, so sign and size can be compared between tiles.
A colour is looked up in a table of 32-bit pixels; the limit that a table's end stands for is a round number.
"""

from __future__ import annotations

import math
import sys
import time
from bisect import bisect_left
from collections.abc import Callable
from functools import cache

import numpy as np

from cnnviz.widgets.theme import Theme

LEVELS = 500  # steps from zero to a limit: every stop of the map (0.03, 0.1, 0.3, ...) falls on a step
ZERO = LEVELS  # the table's index of the number 0
NAN = 2 * LEVELS + 1  # one index more, for what isn't a number
MANTISSAS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
HALF_LIFE = 0.5  # seconds in which a limit sinks to a half
SMALLEST = 1e-30  # below this a limit would be nothing but rounding
# 1, 1.5, 2, 3, 4, 5, 6, 8 x 10^k, as far as a double goes; its largest number closes the list.
STEPS = [float(f"{mantissa}e{k}") for k in range(-31, 308) for mantissa in MANTISSAS] + [sys.float_info.max]


def rgb(colour: str) -> tuple[int, int, int]:
    """The red, green and blue, 0 to 255, of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def pixel(colour: str) -> int:
    """The 32-bit pixel of "#rrggbb", opaque."""
    return 0xFF000000 | int(colour[1:], 16)


@cache
def signed_table(theme: Theme) -> np.ndarray:
    """Pixels for -limit .. +limit, and one more for NaN.

    Shape: (2 * LEVELS + 2,), uint32; the middle, ZERO, is the colour of an empty tile.
    """
    steps = np.arange(LEVELS + 1) / LEVELS
    cool = _between(theme.cool, steps)
    warm = _between(theme.warm, steps)
    table = np.concatenate([cool[::-1], warm[1:], [np.uint32(pixel(theme.faint))]]).astype(np.uint32)
    table.setflags(write=False)
    return table


@cache
def grey_table(theme: Theme) -> np.ndarray:
    """Pixels from black to white over the same indices from ZERO on, for images; NaN as in the signed map.

    Shape: (2 * LEVELS + 2,), uint32; below ZERO everything is black.
    """
    steps = np.clip((np.arange(2 * LEVELS + 1) - ZERO) / LEVELS, 0, 1)
    grey = np.rint(255 * steps).astype(np.uint32)
    packed = 0xFF000000 | grey << 16 | grey << 8 | grey
    table = np.concatenate([packed, [pixel(theme.faint)]]).astype(np.uint32)
    table.setflags(write=False)
    return table


@cache
def both_tables(theme: Theme) -> np.ndarray:
    """The signed table with the grey one behind it. Shape: (2 * (2 * LEVELS + 2),), uint32."""
    table = np.concatenate([signed_table(theme), grey_table(theme)])
    table.setflags(write=False)
    return table


def _between(stops: tuple[tuple[float, str], ...], positions: np.ndarray) -> np.ndarray:
    """Pixels at positions 0 .. 1, each colour mixed linearly between its two stops."""
    where = [place for place, _ in stops]
    colours = np.array([rgb(colour) for _, colour in stops], float)
    red, green, blue = (
        np.rint(np.interp(positions, where, colours[:, i])).astype(np.uint32) for i in range(3)
    )
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)


def peak(values: np.ndarray) -> float:
    """The largest |value|; what isn't finite is left out, and 0 is returned if nothing is left."""
    return measure(values)[0]


def measure(values: np.ndarray) -> tuple[float, bool]:
    """The peak, and whether every value is finite."""
    if not values.size:
        return 0.0, True
    # NaN if there is any. The ufuncs themselves take half as long as the arrays' methods.
    largest = max(float(np.maximum.reduce(values, None)), -float(np.minimum.reduce(values, None)))
    if math.isfinite(largest):
        return largest, True
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0, False


def round_up(number: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8 x 10^k from `number` upwards; 1 for zero, NaN and infinity."""
    if not math.isfinite(number) or number <= SMALLEST:
        return 1.0
    return STEPS[bisect_left(STEPS, number * (1 - 1e-9))]


class Limits:
    """The limit of every column, by name: rises at once, sinks slowly, and always is a round number.

    Without the slow sinking a bar's numbers would flicker between two steps while training runs. It sinks by
    the clock, to a half in HALF_LIFE seconds at most, whether twenty frames come in a second or one: what a
    limit has become too large for is seen after the same time at every speed of training.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds, from whenever."""
        self.clock = clock
        self.frozen = False
        self._held: dict[str, tuple[float, float]] = {}  # the limit, not rounded, and when it was so

    def of(self, name: str, largest: float, at_once: bool = False) -> float:
        """The limit for `name` whose largest |value| is now `largest`; `at_once` skips the slow sinking."""
        held, since = self._held.get(name, (0.0, 0.0))
        if self.frozen and held:
            return round_up(held)
        now = self.clock()
        if held and not at_once:
            largest = max(largest, held * 0.5 ** ((now - since) / HALF_LIFE))
        if largest <= SMALLEST and held and not at_once:
            largest = held  # all zeros for a moment: the old bar says more than a made-up one
        if largest > SMALLEST:
            self._held[name] = largest, now
        return round_up(largest)

    def forget(self) -> None:
        """Start afresh: another network, or another picture altogether."""
        self._held.clear()
