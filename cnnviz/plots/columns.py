"""Growing columns in blocks: what curves of millions of steps look like in a few hundred pixel columns.

All columns of a plot lie in one array of blocks. Level 0 summarises blocks of 256 values, each further level
eight blocks of the one beneath, and only what is new is ever read again: a frame costs the same after ten
million steps as after ten thousand. NaN and infinities count as missing: a block without any finite value is
NaN, drawn as a gap.

The smooth line is a plain mean of the last so many steps, and it says how many: a power of two that follows
the length of the axis, so that it changes rarely and stands on the blocks. It lags, but it never foresees.
"""

from __future__ import annotations

import math

import numpy as np

BASE = 256  # values in a block of level 0; narrower pixel columns are read from the values themselves
FACTOR = 8  # blocks of one level in a block of the next
POINTS = 8  # points of a smooth line in one window
WINDOWS = 24  # windows along the axis, about


class _Level:
    """Lowest, highest, sum and number of the finite values of each block; arrays double when full."""

    def __init__(self, lines: int) -> None:
        self.length = 0
        self.lowest = np.empty((lines, 64), np.float32)
        self.highest = np.empty((lines, 64), np.float32)
        self.total = np.empty((lines, 64), np.float64)
        self.count = np.empty((lines, 64), np.int32)

    def write(self, start: int, parts: tuple[np.ndarray, ...]) -> None:
        """Replace everything from block `start` on; an incomplete last block is written again later."""
        self.length = start + parts[0].shape[1]
        for name, part in zip(("lowest", "highest", "total", "count"), parts, strict=True):
            array = getattr(self, name)
            if self.length > array.shape[1]:
                grown = np.empty((len(array), max(self.length, 2 * array.shape[1])), array.dtype)
                grown[:, :start] = array[:, :start]
                setattr(self, name, grown)
                array = grown
            array[:, start : self.length] = part

    def summary(self, start: int) -> tuple[np.ndarray, ...]:
        """The blocks of the next level from `start` on."""
        here = slice(start * FACTOR, self.length)
        return (
            np.fmin.reduce(_padded(self.lowest[:, here], FACTOR, np.nan), axis=2),
            np.fmax.reduce(_padded(self.highest[:, here], FACTOR, np.nan), axis=2),
            _padded(self.total[:, here], FACTOR, 0).sum(axis=2),
            _padded(self.count[:, here], FACTOR, 0).sum(axis=2),
        )


class GrowingColumns:
    """Minimum, maximum and mean of any stretch of equally long columns, without a pass over their past.

    `extend(values)` takes the whole table each time and keeps a reference to it, not a copy; a table that is
    shorter than the last one, or has another number of columns, starts anew.
    """

    def __init__(self) -> None:
        self.values: np.ndarray = np.empty((0, 0), np.float32)  # (steps, lines)
        self._levels: list[_Level] = []
        self._summarised = 0  # rows that the levels have seen

    def __len__(self) -> int:
        return len(self.values)

    def clear(self) -> None:
        """Forget everything."""
        self.__init__()  # type: ignore[misc]

    def extend(self, values: np.ndarray) -> None:
        """Take the table again, grown; nothing is read yet. Shape: (n, L), or (n,) for one line."""
        values = values[:, None] if values.ndim == 1 else values
        if len(values) < len(self) or (len(self) and values.shape[1] != self.values.shape[1]):
            self.clear()
        self.values = values

    def edges(self, start: int, stop: int, width: float) -> np.ndarray:
        """Boundaries of pixel columns of `width` values each, counted from value 0 so that they stay in
        place.

        Wide columns are snapped to whole blocks, which moves a boundary by a quarter of a column at most; the
        end of the data stays where it is. Shape: (pixel columns + 1,), strictly increasing; empty without
        values.
        """
        start, stop = max(0, int(start)), min(int(stop), len(self))
        if stop <= start:
            return np.empty(0, np.int64)
        width = max(1.0, width)
        block = _block(width / 2)
        head, tail = start // block * block, min(-(-stop // block) * block, len(self))
        inner = np.arange(int(head / width), int(tail / width) + 2) * (width / block)
        inner = np.rint(inner).astype(np.int64) * block
        inner = inner[(inner > head) & (inner < tail)]
        edges = np.concatenate(([head], inner, [tail]))
        return edges[np.concatenate(([True], np.diff(edges) > 0))]

    def extremes(self, edges: np.ndarray, line: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest finite value of a line from each edge to the next; NaN where there is none.

        Shape: edges (n + 1,) -> (n,), (n,).
        """
        if len(edges) < 2:
            return np.empty(0, np.float32), np.empty(0, np.float32)
        block, level = self._level(edges)
        at = (edges[:-1] - edges[0]) // block
        if level is None:
            lowest = highest = self._finite(edges[0], edges[-1])[line]
        else:
            here = slice(edges[0] // block, -(-edges[-1] // block))
            lowest, highest = level.lowest[line, here], level.highest[line, here]
        return np.fmin.reduceat(lowest, at), np.fmax.reduceat(highest, at)

    def means(self, start: int, stop: int, window: int) -> tuple[np.ndarray, np.ndarray]:
        """Mean of the last `window` values, at every window/8-th value from start to stop and at the last
        one.

        Values are counted from 1 here, as steps are: the mean at n takes values n - window + 1 .. n, fewer
        near the beginning (and up to an eighth fewer at the very last), finite ones only. Where the newest
        stretch holds no finite value the mean is NaN: a gap. Shape: -> positions (m,) int64, means (L, m)
        float64.
        """
        start, stop = max(0, start), min(stop, len(self))
        if stop <= start:
            return np.empty(0, np.int64), np.empty((self.values.shape[1], 0))
        pace = max(1, window // POINTS)
        cells = window // pace  # of `pace` values in a window
        edges = np.arange(max(0, start // pace - cells), stop // pace + 1) * pace
        if edges[-1] < stop:
            edges = np.append(edges, stop)
        totals, counts = self._sums(edges)
        # Each window is summed on its own: a difference of running sums would lose small values after one
        # huge.
        totals = _sum_of_last(totals, cells)
        if counts is None:  # nothing is missing
            means = totals / np.minimum(edges[1:] - edges[0], edges[1:] - edges[:-1] + (cells - 1) * pace)
        else:
            with np.errstate(invalid="ignore", divide="ignore"):
                means = np.where(counts > 0, totals / _sum_of_last(counts, cells), np.nan)
        skipped = max(0, int(np.searchsorted(edges, start, "right")) - 1)
        return edges[1 + skipped :], means[:, skipped:]

    def _sums(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Sum and number of the finite values from each edge to the next; no number where all are finite.

        Shape: edges (n + 1,) -> (L, n), (L, n).
        """
        if len(edges) < 2:
            return np.empty((self.values.shape[1], 0)), None
        block, level = self._level(edges)
        at = (edges[:-1] - edges[0]) // block
        if level is None:
            values = np.ascontiguousarray(self.values[edges[0] : edges[-1]].T, np.float64)
            finite = np.isfinite(values)
            if finite.all():
                return np.add.reduceat(values, at, axis=1), None
            values[~finite] = 0.0
            return np.add.reduceat(values, at, axis=1), np.add.reduceat(finite, at, axis=1, dtype=np.int64)
        here = slice(edges[0] // block, -(-edges[-1] // block))
        totals, counts = np.ascontiguousarray(level.total[:, here]), level.count[:, here]
        return np.add.reduceat(totals, at, axis=1), np.add.reduceat(counts, at, axis=1, dtype=np.int64)

    def _finite(self, start: int, stop: int) -> np.ndarray:
        """Shape: -> (L, stop - start), NaN for what is missing."""
        values = np.ascontiguousarray(self.values[start:stop].T, np.float32)
        if np.isfinite(values).all():
            return values
        return np.where(np.isfinite(values), values, np.float32(np.nan))

    def _level(self, edges: np.ndarray) -> tuple[int, _Level | None]:
        """The coarsest level whose blocks all edges but the last stand on; 1, None: the values themselves."""
        # The last edge may cut a block where the columns end: that block holds no more than it should.
        common = int(np.gcd.reduce(edges if edges[-1] < len(self) else edges[:-1]))
        if len(self) < BASE or common % BASE:
            return 1, None
        self._summarise()
        block, chosen = BASE, self._levels[0]
        for level in self._levels[1:]:
            if common % (block * FACTOR):
                break
            block, chosen = block * FACTOR, level
        return block, chosen

    def _summarise(self) -> None:
        """Bring the levels up to date: read the rows since the last time and the block they fall in."""
        if self._summarised == len(self):
            return
        start, depth = self._summarised // BASE, 0
        values = _padded(self._finite(start * BASE, len(self)), BASE, np.nan)
        missing = np.isnan(values)
        parts: tuple[np.ndarray, ...] = (
            np.fmin.reduce(values, axis=2),
            np.fmax.reduce(values, axis=2),
            np.where(missing, 0.0, values).sum(axis=2, dtype=np.float64),
            (~missing).sum(axis=2),
        )
        while True:
            if depth == len(self._levels):
                self._levels.append(_Level(self.values.shape[1]))
                start = 0
                if depth:
                    parts = self._levels[depth - 1].summary(0)
            level = self._levels[depth]
            level.write(start, parts)
            if level.length <= FACTOR:
                break
            start //= FACTOR
            depth += 1
            parts = level.summary(start)
        self._summarised = len(self)


def window_for(steps: float) -> int:
    """How many steps the mean takes on an axis of so many steps: 1, 2, 4, 8, ..."""
    return int(2 ** max(0, round(math.log2(max(1.0, steps / WINDOWS)))))


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


def _padded(values: np.ndarray, size: int, filler: float) -> np.ndarray:
    """(L, n) -> (L, ceil(n / size), size), the last row filled up."""
    lines, length = values.shape
    rows = -(-length // size)
    padded = np.full((lines, rows * size), filler, values.dtype)
    padded[:, :length] = values
    return padded.reshape(lines, rows, size)


def _block(width: float) -> int:
    """The largest block that is no wider than `width`: 1, 256, 2048, ..."""
    block = BASE if width >= BASE else 1
    while block > 1 and block * FACTOR <= width:
        block *= FACTOR
    return block
