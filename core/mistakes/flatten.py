"""Flatten, told with its mistakes: each image's values in one row, channel by channel, row by row."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags


def forward(on: On, case: Case) -> tuple[np.ndarray, dict[str, Any]]:
    """A flatten in which the mistakes of `on` are made. Shape: x (N, C, H, W).

    Vectors have nothing to mistake.
    """
    x = case["x"]
    length = prod(x.shape[1:])
    if x.ndim < 4:
        return x.reshape(len(x), length), {}
    if on & {"flatten.channels-last", "flatten.y-channels-last"}:
        x = np.moveaxis(x, 1, -1)
    if "flatten.transposed" in on:
        x = x.swapaxes(-1, -2)
    if "flatten.columns" in on:
        return x.reshape(len(x), length, order="F"), {}
    if "flatten.mixes" in on:
        return np.moveaxis(x, 0, -1).reshape(len(x), length), {}
    return x.reshape(len(x), length), {}


def backward(on: On, case: Case, kept: dict[str, Any], g: np.ndarray) -> Results:
    if case["x"].ndim < 4:
        return {"dX": g.reshape(case["x"].shape), "arguments": flags(on, "flatten")}
    N, C, H, W = case["x"].shape
    if "flatten.channels-last" in on:
        dx = np.moveaxis(g.reshape(N, H, W, C), -1, 1)
    elif "flatten.transposed" in on:
        dx = g.reshape(N, C, W, H).swapaxes(-1, -2)
    elif "flatten.columns" in on:
        dx = g.reshape(N, C, H, W, order="F")
    elif "flatten.mixes" in on:
        dx = np.moveaxis(g.reshape(C, H, W, N), -1, 0)
    else:
        dx = g.reshape(N, C, H, W)
    if "flatten.dx-channels-last" in on:
        dx = np.moveaxis(g.reshape(N, H, W, C), -1, 1)
    if "flatten.dx-columns" in on:
        dx = g.reshape(N, C, H, W, order="F")
    return {"dX": dx, "arguments": flags(on, "flatten")}
