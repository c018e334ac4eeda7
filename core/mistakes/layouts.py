"""In which order the axes of somebody's batches and weights lie, and our arrays in that order."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
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


ONE_IMAGE = {"CHW": (0, 1, 2), "HWC": (1, 2, 0), "column": (0,), "vector": (0,)}
MAPS = {
    "HW": (1, 2, 0),
    "HW, first": (0, 1, 2),
}  # an image without a channel; where several maps are made of it
ONE_IMAGE |= MAPS
SEQUENCES = "sequences"  # rows with an axis of steps between, here of one step each
# in which sizes are given: of a kernel or a weight; "pairs": stride and border too; "batch": the input's
# shape with the batch in it
FORMS = ("", "one", "pair", "pairs", "batch", "batch-pair", "OIHW", "HWIO", "OHWI")


@dataclass(frozen=True)
class LearnerLayout:
    """In which order somebody's axes lie: of a batch (or of a single image), of the weights given to them;
    the bias's shape, and the form in which a constructor takes the kernel's size.
    """

    batch: str = ""
    weights: str = ""
    bias: tuple[int, ...] = (-1,)
    form: str = ""


def laid_out(case: Case, layout: LearnerLayout) -> Case:
    """The trial's case with arrays of their own, in somebody's layout."""
    theirs = case.owned()
    theirs["form"] = layout.form
    ndim = case["x"].ndim
    order = {**BATCHES.get(ndim, {}), **ONE_IMAGE}.get(layout.batch)
    if order and len(order) == ndim:
        theirs["x"] = case["x"].transpose(order).copy()
    if layout.batch in MAPS and ndim == 3:
        theirs["x"] = case["x"][0].copy()
    if layout.batch == "column":
        theirs["x"] = theirs["x"].reshape(-1, 1)
    if layout.batch == SEQUENCES:
        theirs["x"] = theirs["x"][:, None]
    if layout.weights and "w" in case:
        axes = WEIGHTS[case["w"].ndim][layout.weights]
        theirs |= {"w": case["w"].transpose(axes).copy(), "order_w": axes}
    for key in ("b", "beta", "gamma"):
        if key in case and layout.bias != (-1,) and case[key].ndim == 1:
            theirs[key] = case[key].reshape(layout.bias).copy()
    theirs.ours = case
    return theirs


def sized(shape: tuple[int, ...], form: str) -> Any:
    """A weight's shape (O, I, kH, kW) or (O, I), or a window's (kH, kW), in the form that is asked for; None
    where it can't be told in it.
    """
    if form == "one":
        return int(shape[-1]) if shape[-1] == shape[-2] else None
    if form in ("pair", "pairs"):
        return tuple(shape[-2:])
    if form == "OIHW":
        return tuple(shape)
    if form == "HWIO":
        return (*shape[2:], shape[1], shape[0])
    return (shape[0], *shape[2:], shape[1])


def back_in(array: np.ndarray, layout: LearnerLayout, ndim: int) -> np.ndarray:
    """Somebody's output or dX in our order of axes."""
    order = {**BATCHES.get(ndim, {}), **ONE_IMAGE}.get(layout.batch)
    if order and array.ndim == len(order):
        return np.ascontiguousarray(array.transpose(np.argsort(order)))
    if layout.batch == "columns" and array.ndim == 2:
        return array.T.copy()
    if layout.batch == "column":
        return array.reshape(-1)
    if layout.batch in MAPS and array.ndim == 2:
        return array[None]
    if layout.batch == SEQUENCES and array.ndim == 3:
        return array.reshape(-1, array.shape[-1])
    return array


def sent(g: np.ndarray, layout: LearnerLayout, y: np.ndarray) -> np.ndarray:
    """The gradient in somebody's layout and of their output's shape."""
    order = {**BATCHES.get(y.ndim, {}), **ONE_IMAGE}.get(layout.batch)
    if order and len(order) == y.ndim:
        return g.transpose(order).copy().reshape(y.shape)
    return g.copy().reshape(y.shape)


def spread_axis(there: tuple[int, ...], channels: int) -> int | None:
    """The axis of the channels, in a bias of a number for each channel and place; None for other shapes."""
    if len(there) != 3 or prod(there) == channels:
        return None
    return next((axis for axis in (0, 2) if there[axis] == channels), None)


def spread_over(bias: np.ndarray, axis: int, shape: tuple[int, ...]) -> np.ndarray:
    """A bias at every place of a map's shape."""
    return np.broadcast_to(bias.reshape([-1 if i == axis else 1 for i in range(3)]), shape).copy()


def summed_places(spread: np.ndarray, axis: int) -> np.ndarray:
    """The sum over all places, a number a channel."""
    return spread.sum(axis=tuple(i for i in range(3) if i != axis))
