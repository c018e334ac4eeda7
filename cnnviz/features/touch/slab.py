"""The part of a parameter that lies around one number: the kernel, the row, or the biases that it is among.

It is shown as a grid of cells; this says which number of the array stands in which cell.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import NamedTuple

import numpy as np

Index = tuple[int, ...]
LONGEST = 8  # numbers in a row before they are folded


class Slab(NamedTuple):
    """Numbers in a grid, (rows, cols), of which the first `size` are real; `place` is that of the index."""

    values: np.ndarray
    size: int
    place: tuple[int, int]
    page: int = 0  # which kernel of the output channel, of `pages`
    pages: int = 1


def slab(array: np.ndarray, index: Index) -> Slab:
    """What lies around a number of a parameter.

    Shape: (O, C, kH, kW) -> the kernel (kH, kW); (C, H, W) -> channel C's (H, W); (O, I) -> row O folded;
    (O,) -> all of it folded.
    """
    if array.ndim == 4:
        return Slab(array[index[:2]], array[index[:2]].size, (index[2], index[3]), index[1], array.shape[1])
    if array.ndim == 3:
        return Slab(array[index[0]], array[index[0]].size, (index[1], index[2]))
    row = array if array.ndim == 1 else array[index[0]]
    cols = columns(row.size)
    folded = np.zeros(ceil(row.size / cols) * cols, row.dtype)
    folded[: row.size] = row
    at = index[-1]
    return Slab(folded.reshape(-1, cols), row.size, divmod(at, cols))  # (n,) -> (rows, cols)


def index_of(array: np.ndarray, index: Index, row: int, col: int) -> Index:
    """The index of the number in a cell of the slab around `index`."""
    if array.ndim in (3, 4):
        return (*index[:-2], row, col)
    flat = row * columns(array.shape[-1]) + col
    return (flat,) if array.ndim == 1 else (index[0], flat)


def in_channel(array: np.ndarray, index: Index, channel: int) -> Index:
    """The same place in another output channel."""
    return (max(0, min(channel, array.shape[0] - 1)), *index[1:])


def columns(count: int) -> int:
    """How many cells a row of numbers is folded to: an image's own width if it is one, else a square's."""
    if count <= LONGEST:
        return count
    root = round(sqrt(count))
    if root * root == count:
        return root
    return min(12, ceil(sqrt(count)) + 1) if count <= 144 else ceil(sqrt(count))
