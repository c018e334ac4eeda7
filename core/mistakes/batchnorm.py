"""Batch normalisation, told with its mistakes.

x_hat = (x - mean) / sqrt(var + eps), y = gamma x_hat + beta. The gradient reaches x on three paths: directly,
through the mean and through the variance:

dX = gamma / sqrt(var + eps) * (dY - mean(dY) - x_hat mean(dY x_hat)).
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags, piled

QUANTITIES = ("y", "dX", "dgamma", "dbeta", "running_mean", "running_var", "arguments")
FEW = 8  # images; a batch below this is passed over where small batches are
Kept = dict[str, Any]


def forward(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """A batch-norm in which the mistakes of `on` are made.

    Shape: x (N, C, H, W) or (N, F); gamma, beta and the running statistics of what `per` says: (C,), (C, H,
    W) for "pixel", (F,). `training` False is the mode for use.
    """
    x, eps = case["x"], case["eps"]
    axes = _axes(on, case)
    training = case.get("training", True)
    if "bn.small-batch" in on and len(x) < FEW:
        kept = {"running_mean": case["running_mean"], "running_var": case["running_var"]}
        return x, kept | {"passed": True}
    mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    if "bn.var-uncentred" in on:
        var = (x * x).mean(axis=axes, keepdims=True)
    running = _running(on, case, training)
    if not training and "bn.eval-batch" not in on:
        mean, var = spread(case["running_mean"], x), spread(case["running_var"], x)
        if "bn.eval-std" in on:
            var = var * var
    count = prod(x.shape[axis] for axis in axes)
    used = var * count / (count - 1) if "bn.y-unbiased" in on and training else var
    inverse = 1 / np.sqrt(used + eps)
    if "bn.y-eps" in on:
        inverse = 1 / (np.sqrt(used) + eps)
    if "bn.eval-eps" in on and not training:
        inverse = 1 / (np.sqrt(used) + eps)
    if "bn.y-noroot" in on:
        inverse = 1 / (used + eps)
    if "bn.y-noeps" in on:
        inverse = 1 / np.sqrt(used)
    centred = x if "bn.y-uncentred" in on else x - mean
    x_hat = centred * inverse
    y = x_hat if "bn.y-nogamma" in on else spread(case["gamma"], x) * x_hat
    if "bn.y-nobeta" not in on:
        y = y + spread(case["beta"], x)
    kept = {"x_hat": x_hat, "inverse": inverse, "centred": centred, "axes": axes}
    return y, kept | {"running_mean": running[0], "running_var": running[1]}


def backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    if kept.get("passed"):
        return {"dX": g, "dgamma": np.zeros_like(case["gamma"]), "dbeta": np.zeros_like(case["beta"])}
    found = {
        "dX": np.sum(paths(on, case, kept, g), axis=0),
        "dgamma": _scale_gradient(on, case, kept, g),
        "dbeta": _shift_gradient(on, case, g),
        "arguments": flags(on, "bn"),
    }
    return piled(on, case, {"bn.dgamma-piles": "dgamma", "bn.dbeta-piles": "dbeta"}, found)


def paths(on: On, case: Case, kept: Kept, g: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What reaches x directly, through the mean and through the variance. Shape: each as x."""
    x, x_hat, inverse, axes = case["x"], kept["x_hat"], kept["inverse"], kept["axes"]
    count = prod(x.shape[axis] for axis in axes)
    if "bn.dx-count" in on:
        count = len(x)
    if "bn.dx-image" in on and x.ndim == 4:
        axes, count = (2, 3), x.shape[2] * x.shape[3]
    sent = g if "bn.dx-nogamma" in on else g * spread(case["gamma"], x)
    mean_path = sent.sum(axis=axes, keepdims=True) / count
    var_path = x_hat * (sent * x_hat).sum(axis=axes, keepdims=True) / count
    if "bn.dx-nomean" in on or "bn.dx-direct" in on:
        mean_path = np.zeros_like(mean_path)
    if "bn.dx-mean-twice" in on:
        mean_path = 2 * mean_path
    if "bn.dx-novar" in on or "bn.dx-direct" in on:
        var_path = np.zeros_like(var_path)
    if "bn.dx-var-images" in on:
        var_path = var_path * count / len(x)
    if "bn.dx-var-half" in on:
        var_path = var_path / 2
    if "bn.dx-var-sign" in on:
        var_path = -var_path
    if not case.get("training", True) and not on & {"bn.dx-eval-paths", "bn.eval-batch"}:
        mean_path, var_path = np.zeros_like(mean_path), np.zeros_like(var_path)
    by = inverse * inverse if "bn.dx-variance" in on else inverse
    if "bn.dx-nostd" in on:
        by = by / inverse
    mean_path = np.broadcast_to(mean_path, x.shape)
    return sent * by, -mean_path * by, -var_path * by


def _scale_gradient(on: On, case: Case, kept: Kept, g: np.ndarray) -> np.ndarray:
    seen = kept["x_hat"]
    if "bn.dgamma-x" in on:
        seen = case["x"]
    if "bn.dgamma-centred" in on:
        seen = kept["centred"]
    if "bn.dgamma-gamma" in on:
        seen = seen * spread(case["gamma"], case["x"])
    if "bn.dgamma-nohat" in on:
        seen = np.ones_like(seen)
    return _shared(g * seen, case, mean="bn.dgamma-mean" in on)


def _shift_gradient(on: On, case: Case, g: np.ndarray) -> np.ndarray:
    sent = g * spread(case["gamma"], g) if "bn.dbeta-gamma" in on else g
    return _shared(sent, case, mean="bn.dbeta-mean" in on)


def _shared(a: np.ndarray, case: Case, mean: bool) -> np.ndarray:
    """The sum over all that has one scale in common, in the scale's shape."""
    axes = axes_of(case)
    total = a.sum(axis=axes)
    return (total / prod(a.shape[axis] for axis in axes) if mean else total).reshape(case["gamma"].shape)


def _running(on: On, case: Case, training: bool) -> tuple[np.ndarray, np.ndarray]:
    """The running mean and variance after this batch."""
    x, keep = case["x"], 1 - case["momentum"]
    before_mean, before_var = case["running_mean"], case["running_var"]
    if "bn.run-var-zero" in on and case.get("fresh"):
        before_var = np.zeros_like(before_var)
    updates = training or "bn.eval-moves" in on
    if not updates or "bn.run-still" in on:
        return before_mean, before_var
    axes = _axes(on & {"bn.pixel-shared"}, case)
    count = prod(x.shape[axis] for axis in axes)
    mean = np.broadcast_to(x.mean(axis=axes, keepdims=True), (1, *x.shape[1:]))
    var = np.broadcast_to(x.var(axis=axes, keepdims=True), (1, *x.shape[1:]))
    if case["gamma"].shape != x.shape[1:]:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
    mean, var = mean.reshape(before_mean.shape), var.reshape(before_var.shape)
    if "bn.run-biased" not in on:
        var = var * count / (count - 1)
    if "bn.run-std" in on:
        var = np.sqrt(var)
    if "bn.run-momentum" in on:
        keep = 1 - keep
    if "bn.run-first" in on and case.get("fresh"):
        keep = 0.0
    if "bn.run-last" in on:
        keep = 0.0
    grown = (1.0 if "bn.run-grows" in on else keep) * before_mean
    return grown + (1 - keep) * mean, keep * before_var + (1 - keep) * var


def axes_of(case: Case) -> tuple[int, ...]:
    """The axes whose values share their statistics: the batch, and for a channel its places."""
    ndim = case["x"].ndim
    return (0,) if case.get("per") == "pixel" else (0, *range(2, ndim))


def _axes(on: On, case: Case) -> tuple[int, ...]:
    axes, ndim = axes_of(case), case["x"].ndim
    if "bn.pixel-shared" in on and case.get("per") == "pixel":
        axes = (0, *range(2, ndim))
    if "bn.y-places" in on and ndim == 4:
        axes = (0,)
    if "bn.y-image" in on and ndim == 4:
        axes = (2, 3)
    if "bn.y-layer" in on:
        axes = tuple(range(1, ndim))
    if "bn.y-all" in on:
        axes = tuple(range(ndim))
    return axes


def spread(values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """One value a channel, pixel or feature, in a shape that meets x's: (C,) -> (1, C, 1, 1)."""
    return values.reshape(1, *values.shape, *(1,) * (x.ndim - 1 - values.ndim))
