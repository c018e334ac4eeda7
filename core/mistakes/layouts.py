"""In which order the axes of somebody's batches and weights lie, and our arrays in that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.mistakes.case import Case

BATCHES: dict[int, dict[str, tuple[int, ...]]] = {
    4: {"NCHW": (0, 1, 2, 3), "NHWC": (0, 2, 3, 1), "CHWN": (1, 2, 3, 0)},
    2: {"rows": (0, 1), "columns": (1, 0)},
}
WEIGHTS: dict[int, dict[str, tuple[int, ...]]] = {
    4: {"OIHW": (0, 1, 2, 3), "HWIO": (2, 3, 1, 0), "IOHW": (1, 0, 2, 3)},
    2: {"(out, in)": (0, 1), "(in, out)": (1, 0)},
}


@dataclass(frozen=True)
class Layout:
    """In which order somebody's axes lie: of a batch, of the weights given to them, and the bias's shape."""

    batch: str = ""
    weights: str = ""
    bias: tuple[int, ...] = (-1,)


def laid_out(case: Case, layout: Layout) -> Case:
    """The trial's case with arrays of their own, in somebody's layout."""
    theirs = case.owned()
    ndim = case["x"].ndim
    order = BATCHES.get(ndim, {}).get(layout.batch)
    if order:
        theirs["x"] = case["x"].transpose(order).copy()
    if layout.weights and "w" in case:
        axes = WEIGHTS[case["w"].ndim][layout.weights]
        theirs = TheirCase(theirs, w=case["w"].transpose(axes).copy())
        theirs.ours = case
        theirs["order_w"] = axes
    for key in ("b", "beta", "gamma"):
        if key in case and layout.bias != (-1,) and case[key].ndim == 1:
            theirs[key] = case[key].reshape(layout.bias).copy()
    if not isinstance(theirs, TheirCase):
        kept = theirs
        theirs = TheirCase(kept)
        theirs.ours = case
    return theirs


class TheirCase(Case):
    """A case in somebody's layout whose sizes are still ours."""

    ours: Case

    @property
    def out(self) -> int:
        return self.ours.out

    @property
    def into(self) -> int:
        return self.ours.into

    @property
    def k(self) -> int:
        return self.ours.k

    @property
    def kernel(self) -> Any:
        return self.ours.kernel

    @property
    def channels(self) -> int:
        return self.ours.channels

    features = channels

    @property
    def n(self) -> int:
        return self.ours.n


def back_in(array: np.ndarray, layout: Layout, ndim: int) -> np.ndarray:
    """Somebody's output or dX in our order of axes."""
    order = BATCHES.get(ndim, {}).get(layout.batch)
    if order and array.ndim == ndim:
        return np.ascontiguousarray(array.transpose(np.argsort(order)))
    if layout.batch == "columns" and array.ndim == 2:
        return array.T.copy()
    return array


def sent(g: np.ndarray, layout: Layout, y: np.ndarray) -> np.ndarray:
    """The gradient in somebody's layout and of their output's shape."""
    order = BATCHES.get(y.ndim, {}).get(layout.batch)
    if order:
        return g.transpose(order).copy().reshape(y.shape)
    return g.copy().reshape(y.shape)
