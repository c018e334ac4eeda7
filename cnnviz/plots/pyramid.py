"""An append-only min/max/mean pyramid: what a curve of millions of steps looks like in a few hundred pixel
columns.

Level 0 summarises blocks of 256 values, each further level eight blocks of the one beneath, and only what
is new is ever read again. So a frame costs the same after ten million steps as after ten thousand. NaN and
infinities count as missing: a column without any finite value is NaN, which the plot draws as a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BASE = 256  # values in a block of level 0; narrower columns are read from the values themselves
FACTOR = 8  # blocks of one level in a block of the next


class _Level:
    """One level: lowest, highest, sum and number of the finite values of each block; arrays double when
    full.
    """

    def __init__(self) -> None:
        self.length = 0
        self.lowest = np.empty(64, np.float32)
        self.highest = np.empty(64, np.float32)
        self.total = np.empty(64, np.float64)
        self.count = np.empty(64, np.int32)

    def write(self, start: int, parts: tuple[np.ndarray, ...]) -> None:
        """Replaces everything from block `start` on; the last block may be incomplete and is written again
        later.
        """
        names = ("lowest", "highest", "total", "count")
        self.length = start + len(parts[0])
        for name, part in zip(names, parts, strict=True):
            array = getattr(self, name)
            if self.length > len(array):
                grown = np.empty(max(self.length, 2 * len(array)), array.dtype)
                grown[:start] = array[:start]
                setattr(self, name, grown)
                array = grown
            array[start : self.length] = part


class Pyramid:
    """Minimum, maximum and mean of any stretch of a growing column, without a pass over its past.

    `extend(column)` takes the whole column each time and keeps a reference to it, not a copy; a column that
    is shorter than the last one starts the pyramid anew.
    """

    def __init__(self) -> None:
        self.values: np.ndarray = np.empty(0, np.float32)
        self._levels: list[_Level] = []
        self._summarised = 0  # values that the levels have seen

    def __len__(self) -> int:
        return len(self.values)

    def clear(self) -> None:
        """Forgets everything."""
        self.__init__()  # type: ignore[misc]

    def extend(self, column: np.ndarray) -> None:
        """Takes the column again, grown; nothing is read until somebody asks. Shape: (n,)."""
        if len(column) < len(self.values):
            self.clear()
        self.values = column

    def columns(self, start: int, stop: int, width: float) -> np.ndarray:
        """Boundaries of pixel columns of `width` values each, counted from value 0 so that they stay in
        place.

        Wide columns are snapped to whole blocks, which moves a boundary by a quarter of a column at most; the
        end of the data stays where it is. Shape: (columns + 1,), strictly increasing; empty without values.
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

    def extremes(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest finite value from each edge to the next; NaN where there is none.

        Shape: edges (n + 1,) -> (n,), (n,).
        """
        if len(edges) < 2:
            return np.empty(0, np.float32), np.empty(0, np.float32)
        block, level = self._level(edges)
        at = (edges[:-1] - edges[0]) // block
        if level is None:
            lowest = highest = self._finite(edges[0], edges[-1])
        else:
            here = slice(edges[0] // block, -(-edges[-1] // block))
            lowest, highest = level.lowest[here], level.highest[here]
        return np.fmin.reduceat(lowest, at), np.fmax.reduceat(highest, at)

    def _finite(self, start: int, stop: int) -> np.ndarray:
        values = np.ascontiguousarray(self.values[start:stop], np.float32)
        if np.isfinite(values).all():
            return values
        return np.where(np.isfinite(values), values, np.float32(np.nan))

    def _level(self, edges: np.ndarray) -> tuple[int, _Level | None]:
        """The coarsest level whose blocks all edges but the last stand on; 1, None: the values themselves."""
        # The last edge may cut a block where the column ends: that block holds no more than it should.
        whole = edges if edges[-1] < len(self) else edges[:-1]
        common = int(np.gcd.reduce(whole))
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
        """Brings the levels up to date: reads the values since the last time and the block they fall in."""
        if self._summarised == len(self):
            return
        start = self._summarised // BASE
        values = _padded(self._finite(start * BASE, len(self)), BASE, np.nan)
        missing = np.isnan(values)
        parts: tuple[np.ndarray, ...] = (
            np.fmin.reduce(values, axis=1),
            np.fmax.reduce(values, axis=1),
            np.where(missing, 0.0, values).sum(axis=1, dtype=np.float64),
            (~missing).sum(axis=1),
        )
        depth = 0
        while True:
            if depth == len(self._levels):
                self._levels.append(_Level())
                start = 0
                if depth:
                    parts = _blocks(self._levels[depth - 1], 0)
            level = self._levels[depth]
            level.write(start, parts)
            if level.length <= FACTOR:
                break
            start //= FACTOR
            depth += 1
            parts = _blocks(level, start)
        self._summarised = len(self)


def sums(pyramids: Sequence[Pyramid], edges: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Sum and number of the finite values of equally long columns from each edge to the next.

    The number is None where all are finite: it is the distance of the edges then.
    Shape: L columns, edges (n + 1,) -> (L, n), (L, n).
    """
    if len(edges) < 2 or not pyramids:
        return np.empty((len(pyramids), 0)), None
    block, level = pyramids[0]._level(edges)
    at = (edges[:-1] - edges[0]) // block
    if level is None:
        values = np.array([pyramid.values[edges[0] : edges[-1]] for pyramid in pyramids], np.float64)
        finite = np.isfinite(values)
        if finite.all():
            return np.add.reduceat(values, at, axis=1), None
        values[~finite] = 0.0
        return np.add.reduceat(values, at, axis=1), np.add.reduceat(finite, at, axis=1, dtype=np.int64)
    here = slice(edges[0] // block, -(-edges[-1] // block))
    levels = [pyramid._level(edges)[1] for pyramid in pyramids]
    totals = np.array([level.total[here] for level in levels if level is not None])
    counts = np.array([level.count[here] for level in levels if level is not None])
    return np.add.reduceat(totals, at, axis=1), np.add.reduceat(counts, at, axis=1, dtype=np.int64)


def _blocks(level: _Level, start: int) -> tuple[np.ndarray, ...]:
    """The blocks of the next level from `start` on."""
    here = slice(start * FACTOR, level.length)
    return (
        np.fmin.reduce(_padded(level.lowest[here], FACTOR, np.nan), axis=1),
        np.fmax.reduce(_padded(level.highest[here], FACTOR, np.nan), axis=1),
        _padded(level.total[here], FACTOR, 0).sum(axis=1),
        _padded(level.count[here], FACTOR, 0).sum(axis=1),
    )


def _padded(values: np.ndarray, size: int, filler: float) -> np.ndarray:
    """(n,) -> (ceil(n / size), size), the last row filled up."""
    rows = -(-len(values) // size)
    if rows * size == len(values):
        return values.reshape(rows, size)
    padded = np.full(rows * size, filler, values.dtype)
    padded[: len(values)] = values
    return padded.reshape(rows, size)


def _block(width: float) -> int:
    """The largest block that is no wider than `width`: 1, 256, 2048, ..."""
    block = BASE if width >= BASE else 1
    while block > 1 and block * FACTOR <= width:
        block *= FACTOR
    return block
