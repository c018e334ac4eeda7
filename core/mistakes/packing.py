"""Weights that people keep in one matrix: with the bias as a row or column, or kernels laid out flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np


@dataclass(frozen=True)
class Packing:
    """How a weight (O, ...) becomes a matrix: in which order its axes after the first are laid out, where the
    bias stands ("last", "first" or "" for nowhere), and whether outputs come last.
    """

    axes: tuple[int, ...]
    bias: str
    outputs_last: bool

    def pack(self, w: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The matrix of a weight and a bias."""
        parts = [w.transpose(0, *self.axes).reshape(len(w), -1)]
        if self.bias:
            parts.insert(self.bias == "last", b.reshape(-1, 1))
        whole = np.concatenate(parts, axis=1)
        return np.ascontiguousarray(whole.T if self.outputs_last else whole, dtype=np.float64)

    def unpack(self, matrix: np.ndarray, shape: tuple[int, ...]) -> dict[str, np.ndarray]:
        """dW, in the shape of the weight, and db where the bias is in there, of a matrix of gradients."""
        whole = matrix.T if self.outputs_last else matrix
        found = {}
        if self.bias:
            found["db"] = whole[:, -1 if self.bias == "last" else 0]
            whole = whole[:, :-1] if self.bias == "last" else whole[:, 1:]
        flat = whole.reshape(shape[0], *(shape[axis] for axis in self.axes))
        return found | {"dW": flat.transpose(0, *(1 + np.argsort(self.axes)))}

    def words(self) -> str:
        """What is said of it."""
        if self.bias == "last":
            return "holds the weight with the bias as its last row or column"
        if self.bias:
            return "holds the weight with the bias as its first row or column"
        return "holds the kernels laid out flat"


def packings(shape: tuple[int, ...], w: np.ndarray) -> Iterator[Packing]:
    """The ways in which a weight can be kept in a matrix of this shape."""
    into = prod(w.shape[1:])
    flat = [(1, 2, 3), (2, 3, 1)] if w.ndim == 4 else [(1,)]
    places = [""] if w.ndim == 4 else ["last", "first"]
    for outputs_last in (False, True):
        for place in places:
            rows = (len(w), into + bool(place))
            if shape == (rows[::-1] if outputs_last else rows):
                yield from (Packing(axes, place, outputs_last) for axes in flat)
