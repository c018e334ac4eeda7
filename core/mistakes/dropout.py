"""Dropout, told with its mistakes: y = x * mask / (1 - p) in training, y = x in use.

Whoever is checked draws a mask of their own, so the mask is part of the case: it is read from their output.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags

QUANTITIES = ("y", "dX", "kept", "masks", "arguments")


def forward(on: On, case: Case) -> tuple[np.ndarray, dict[str, Any]]:
    """A dropout in which the mistakes of `on` are made.

    Shape: x, mask any; `back_mask` is what the gradient that came back was masked with. `kept` is the share
    of values that should be kept, `masks` whether every image has a mask of its own.
    """
    x, mask, p = case["x"], case["mask"], case["p"]
    own = np.array(0.0 if "drop.one-mask" in on else 1.0)
    if not case.get("training", True):
        kept = {"kept": np.array(1.0), "masks": np.array(1.0)}
        if "drop.eval-scaled" in on:
            return x * (1 - p), kept
        if "drop.eval-drops" in on:
            return x * mask * _scale(on, p), kept | {"kept": np.array(1 - p), "masks": own}
        return x, kept
    share = p if "drop.p-keeps" in on else 1 - p
    if "drop.normal" in on:
        share = NormalDist().cdf(share)
    return x * mask * _scale(on, p), {"kept": np.array(share), "masks": own}


def backward(on: On, case: Case, kept: dict[str, Any], g: np.ndarray) -> Results:
    p, mask = case["p"], case["mask"]
    drops = case.get("training", True) or "drop.eval-drops" in on
    scale = _scale(on - {"drop.y-unscaled", "drop.y-p"}, p)
    if "drop.dx-unscaled" in on:
        scale = 1.0
    if "drop.dx-p" in on:
        scale = 1 / p
    if "drop.dx-times" in on:
        scale = 1 - p
    if "drop.dx-new-mask" in on:
        mask = case.get("back_mask", mask)
    dx = g * mask * scale if drops else g
    if "drop.dx-through" in on:
        dx = g
    if "drop.dx-eval" in on and not drops:
        dx = g * scale
    return {"dX": dx, "arguments": flags(on, "drop")}


def _scale(on: On, p: float) -> float:
    if "drop.y-unscaled" in on:
        return 1.0
    if "drop.y-p" in on or "drop.p-keeps" in on:
        return 1 / p
    return 1 / (1 - p)
