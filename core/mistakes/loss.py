"""Losses, told with their mistakes. `y` is the loss of the batch, `dX` the gradient of what was compared.

Cross-entropy takes logits and integer labels, the negative log-likelihood log-probabilities, the squared
error two arrays of one shape; all three are means.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags

GUARDS = (
    *(1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 2.0**-52, 1e-20, 1e-5, 1e-4, 1e-3),
    *(1e-11, 1e-13, 1e-14, 1e-18, 1e-25, 1e-30, 1e-32, 1e-50, 1e-100, 1e-300, 2.0**-1022),
)
TINY = (*GUARDS, *(-guard for guard in GUARDS))  # what people guard log() with: added, or clipped at


def tell_cross_entropy(on: On, **given: Any) -> Results:
    """Loss and gradient of softmax with cross-entropy in which the mistakes of `on` are made.

    Shape: x (N, K) logits, labels (N,), `smoothing` between 0 and 1, `tiny` what is added inside the
    logarithm.
    """
    case = Case(given)
    z, labels, smoothing = case["x"], case["labels"], case.get("smoothing", 0.0)
    n, classes = z.shape
    largest, over = _axes(on)
    with np.errstate(all="ignore"):
        if "ce.y-softmax-twice" in on:
            z = _softmax(z, 1)
        p, top = _softmax(z, over, None if "ce.overflow" in on else largest), z.max(axis=over, keepdims=True)
        log_p = np.log(p) if on & {"ce.log-zero", "ce.y-eps"} else _log(z, over, largest)
        if "ce.overflow" in on:
            log_p = np.log(p)
        if "ce.y-eps" in on:
            tiny = case.get(
                "tiny", TINY[0]
            )  # negative where probabilities are clipped by it, not added to it
            p = p + tiny if tiny > 0 else np.clip(p, -tiny, 1 + tiny)
            log_p = np.log(p)
        if "ce.y-nolog" in on:
            log_p = z - top - np.exp(z - top).sum(axis=over, keepdims=True)
        one = np.eye(classes)[labels]
        share = smoothing / classes
        wanted = (1 - smoothing) * one + share
        y = _value(on, case, log_p, p, one, wanted)
        guarded, p = p, _softmax(z, over, None if "ce.overflow" in on else largest)
        dx = (z if "ce.dx-logits" in on else p) - (one if "ce.dx-unsmoothed" in on else wanted)
        if "ce.smoothing-others" in on:
            dx = p - ((1 - smoothing) * one + smoothing / (classes - 1))
        if "ce.dx-sign" in on:
            dx = -dx
        if "ce.dx-noonehot" in on:
            dx = p
        if "ce.dx-onlyright" in on:
            dx = dx * one
        if "ce.dx-probabilities" in on:
            dx = -one / p
        if "ce.dx-every-row" in on:
            dx = p - one.sum(axis=0)
        if "ce.dx-squared" in on:
            dx = 2 * (p - one)
        if "ce.dx-binary" in on:
            dp = (guarded - one) / (guarded * (1 - guarded))
            dx = p * (dp - (dp * p).sum(axis=1, keepdims=True))
        if "ce.dx-guarded" in on:
            tiny = case.get("tiny", TINY[0])
            dp = -wanted / (p + tiny if tiny > 0 else np.clip(p, -tiny, 1 + tiny))
            dx = p * (dp - (dp * p).sum(axis=1, keepdims=True))
        if "ce.dx-zero" in on:
            dp = -wanted / p
            dx = p * (dp - (dp * p).sum(axis=1, keepdims=True))
        if "ce.dx-jacobian-twice" in on:
            dx = p * (dx - (dx * p).sum(axis=1, keepdims=True))
        dx = dx * (1.0 if "ce.dx-noN" in on else 1 / n)
        if "ce.dx-twice" in on:
            dx = dx / n
        if "ce.dx-classes" in on:
            dx = dx / classes
    return {"y": np.asarray(y), "dX": dx, "arguments": flags(on, "ce")}


def _value(
    on: On, case: Case, log_p: np.ndarray, p: np.ndarray, one: np.ndarray, wanted: np.ndarray
) -> np.ndarray:
    n, classes = p.shape
    with np.errstate(all="ignore"):
        terms = -np.where(wanted > 0, wanted * log_p, 0.0).sum(axis=1)
        if "ce.y-zero-times" in on:
            terms = -(wanted * (np.log(p) if np.isfinite(log_p).all() else log_p)).sum(axis=1)
        if "ce.y-unsmoothed" in on:
            terms = -np.where(one > 0, log_p, 0.0).sum(axis=1)
        if "ce.y-probability" in on:
            terms = -(one * p).sum(axis=1)
        if "ce.y-binary" in on:
            terms = -np.where(one > 0, log_p, np.log1p(-p)).sum(axis=1)
    total = terms.sum()
    if "ce.y-broadcast" in on:
        total = -log_p[:, case["labels"]].sum() / n
    if "ce.y-sign" in on:
        total = -total
    if "ce.y-log10" in on:
        total = total / np.log(10)
    if "ce.y-log2" in on:
        total = total / np.log(2)
    if "ce.y-classes" in on:
        total = total / classes
    if "ce.y-sum" in on:
        return total
    return total / n / (n if "ce.y-twice" in on else 1)


def tell_nll(on: On, **given: Any) -> Results:
    """Negative log-likelihood and its gradient. Shape: x (N, K) log-probabilities, labels (N,)."""
    case = Case(given)
    log_p, labels = case["x"], case["labels"]
    n, classes = log_p.shape
    one = np.eye(classes)[labels]
    y = -(one * log_p).sum() / (1 if "nll.y-sum" in on else n)
    if "nll.y-sign" in on:
        y = -y
    if "nll.y-log" in on:
        with np.errstate(all="ignore"):
            y = -np.log(np.abs((one * log_p).sum(axis=1))).sum() / n
    dx = -one / n
    if "nll.dx-sign" in on:
        dx = -dx
    if "nll.dx-noN" in on:
        dx = dx * n
    if "nll.dx-softmax" in on:
        dx = (np.exp(log_p) - one) / n
    return {"y": np.asarray(y), "dX": dx, "arguments": flags(on, "nll")}


def tell_squared_error(on: On, **given: Any) -> Results:
    """Mean squared error and its gradient. Shape: x and target of one shape."""
    case = Case(given)
    x, target = case["x"], case["target"]
    difference = x - target
    y = np.square(difference).mean()
    if "mse.y-half" in on:
        y = y / 2
    if "mse.y-sum" in on:
        y = np.square(difference).sum()
    if "mse.y-images" in on:
        y = np.square(difference).sum() / len(x)
    if "mse.y-root" in on:
        y = np.sqrt(y)
    if "mse.y-broadcast" in on and x.ndim > 1 and x.shape[1] == 1:
        y = np.square(x - target.reshape(-1)).mean()
    if "mse.y-abs" in on:
        y = np.abs(difference).mean()
    dx = 2 * difference / x.size
    if "mse.dx-no2N" in on:
        dx = difference
    if "mse.dx-no2" in on:
        dx = difference / x.size
    if "mse.dx-noN" in on:
        dx = 2 * difference
    if "mse.dx-images" in on:
        dx = 2 * difference / len(x)
    if "mse.dx-images-no2" in on:
        dx = difference / len(x)
    if "mse.dx-sign" in on:
        dx = -dx
    if "mse.dx-abs" in on:
        dx = np.sign(difference) / x.size
    return {"y": np.asarray(y), "dX": dx, "arguments": flags(on, "mse")}


Axes = tuple[int, ...]


def _axes(on: On) -> tuple[Axes, Axes]:
    """The axes over which the largest logit is looked for, and over which probabilities add up to 1."""
    over: Axes = (0, 1) if on & {"ce.y-total", "ce.y-total-rows"} else (1,)
    if on & {"ce.y-batch", "ce.y-batch-rows"}:
        over = (0,)
    return (1,) if on & {"ce.y-total-rows", "ce.y-batch-rows"} else over, over


def _softmax(z: np.ndarray, over: Axes | int, top: Axes | int | None = 1) -> np.ndarray:
    e = np.exp(z if top is None else z - z.max(axis=top, keepdims=True))
    return np.asarray(e / e.sum(axis=over, keepdims=True))


def _log(z: np.ndarray, over: Axes, top: Axes) -> np.ndarray:
    shifted = z - z.max(axis=top, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=over, keepdims=True)))
