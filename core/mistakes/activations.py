"""Activations, told with their mistakes: y = f(x), dX = f'(x) dY. Softmax and its logarithm look at a row.

Each function makes the mistakes of `on`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags

Kept = dict[str, Any]


def relu(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """max(x, 0). Shape: any."""
    x = case["x"]
    if "relu.y-abs" in on:
        return np.abs(x), {}
    if "relu.y-min" in on:
        return np.minimum(x, 0), {}
    if "relu.y-one" in on:
        return (x > 0).astype(x.dtype), {}
    return np.maximum(x, 0), {}


def relu_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    x = case["x"]
    at_zero = 1 if "relu.dx-zero" in on else 0.5 if "relu.dx-half" in on else 0
    slope = np.where(x == 0, at_zero, x < 0 if "relu.dx-inverted" in on else x > 0).astype(x.dtype)
    dx = g * slope
    if "relu.dx-output" in on:
        dx = g * np.maximum(x, 0)
    if "relu.dx-sign-of-g" in on:
        dx = np.maximum(g, 0)
    if "relu.dx-both" in on:
        dx = np.maximum(g, 0) * slope
    if "relu.dx-through" in on:
        dx = g
    if "relu.dx-mask" in on:
        dx = slope
    if "relu.dx-sign" in on:
        dx = g * np.sign(x)
    return {"dX": dx, "arguments": flags(on, "relu")}


def leaky(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """x above 0, slope * x below. Shape: any; `slope` is the case's."""
    x, slope = case["x"], case["slope"]
    if "leaky.y-relu" in on:
        slope = 0.0
    if "leaky.y-everywhere" in on:
        return slope * x, {}
    return np.where(x > 0, x, slope * x), {}


def leaky_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    x, slope = case["x"], case["slope"]
    if "leaky.dx-relu" in on:
        slope = 0.0
    if "leaky.dx-inverse" in on:
        slope = 1 / slope if slope else np.inf
    if "leaky.dx-through" in on:
        slope = 1.0
    at_zero = x >= 0 if "leaky.dx-zero" in on else x > 0
    factor = np.where(at_zero, 1.0, slope)
    if "leaky.dx-constant" in on:
        return {"dX": np.where(at_zero, g, slope), "arguments": flags(on, "leaky")}
    return {"dX": g * factor, "arguments": flags(on, "leaky")}


def elu(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """x above 0, alpha (e^x - 1) below. Shape: any; `alpha` is the case's."""
    x, alpha = case["x"], case["alpha"]
    low = np.minimum(x, 0)
    below = alpha * np.exp(low) - (1 if "elu.y-one" in on else alpha)
    if "elu.y-noalpha" in on:
        below = np.expm1(low)
    return np.where(x > 0, x, below), {}


def elu_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    x, alpha = case["x"], case["alpha"]
    low = np.minimum(x, 0)
    slope = alpha * np.exp(low)
    if "elu.dx-noalpha" in on:
        slope = np.exp(low)
    if "elu.dx-output" in on:
        slope = alpha * np.expm1(low)
    if "elu.dx-plus-one" in on:
        slope = alpha * np.expm1(low) + 1
    above = x >= 0 if "elu.dx-zero" in on else x > 0
    return {"dX": g * np.where(above, 1.0, slope), "arguments": flags(on, "elu")}


def sigmoid(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """1 / (1 + e^-x). Shape: any."""
    x = case["x"]
    with np.errstate(all="ignore"):
        if "sigmoid.y-overflow" in on:
            return np.exp(x) / (1 + np.exp(x)), {}
        small = np.exp(-np.abs(x))
        y = np.where(x >= 0, 1, small) / (1 + small)
    if "sigmoid.y-sign" in on:
        y = 1 - y
    return y, {}


def sigmoid_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    x = case["x"]
    with np.errstate(all="ignore"):
        y, _ = sigmoid(on & {"sigmoid.y-overflow", "sigmoid.y-sign"}, case)
        slope = y * (1 - y)
        if "sigmoid.dx-overflow" in on:
            slope = np.exp(-x) / (1 + np.exp(-x)) ** 2
        if "sigmoid.dx-plus" in on:
            slope = y * (1 + y)
        if "sigmoid.dx-input" in on:
            slope = x * (1 - x)
        if "sigmoid.dx-output" in on:
            slope = y
        if "sigmoid.dx-complement" in on:
            slope = 1 - y
        if "sigmoid.dx-again" in on:
            again = 1 / (1 + np.exp(-y))
            slope = again * (1 - again)
        dx = slope if "sigmoid.dx-alone" in on else g * slope
    return {"dX": dx, "arguments": flags(on, "sigmoid")}


def tanh(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """tanh(x). Shape: any."""
    x = case["x"]
    if "tanh.y-overflow" in on:
        with np.errstate(all="ignore"):
            up, down = np.exp(x), np.exp(-x)
            return (up - down) / (up + down), {}
    if "tanh.y-sigmoid" in on:
        return 0.5 * (1 + np.tanh(0.5 * x)), {}
    return np.tanh(x), {}


def tanh_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    x = case["x"]
    y, _ = tanh(on & {"tanh.y-overflow"}, case)
    with np.errstate(all="ignore"):
        slope = 1 - y * y
        if "tanh.dx-input" in on:
            slope = 1 - x * x
        if "tanh.dx-unsquared" in on:
            slope = 1 - y
        if "tanh.dx-output" in on:
            slope = y
        if "tanh.dx-plus" in on:
            slope = 1 + y * y
        if "tanh.dx-sigmoid" in on:
            slope = y * (1 - y)
        if "tanh.dx-again" in on:
            slope = 1 - np.tanh(y) ** 2
        dx = slope if "tanh.dx-alone" in on else g * slope
    return {"dX": dx, "arguments": flags(on, "tanh")}


def softmax(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """Probabilities of each row. Shape: (N, K)."""
    z = case["x"]
    axis = 0 if "softmax.y-batch" in on else 1
    top = z.max(axis=axis, keepdims=True)
    if "softmax.y-overflow" in on:
        top = np.zeros_like(top)
    if "softmax.y-global-max" in on:
        top = np.full_like(top, z.max())
    with np.errstate(all="ignore"):
        e = np.exp(z - top)
        if "softmax.y-unnormalised" in on:
            return e, {}
        if "softmax.y-total" in on:
            return e / e.sum(), {}
        return e / e.sum(axis=axis, keepdims=True), {}


def softmax_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    wrong = {"softmax.y-batch", "softmax.y-overflow", "softmax.y-global-max"}
    p, _ = softmax(on & wrong, case)
    axis = 0 if "softmax.y-batch" in on else 1
    with np.errstate(all="ignore"):
        dx = through_softmax(on, p, g, axis)
        if "softmax.dx-input" in on:
            dx = g * case["x"] * (1 - case["x"])
    return {"dX": dx, "arguments": flags(on, "softmax")}


def through_softmax(on: On, p: np.ndarray, g: np.ndarray, axis: int = 1) -> np.ndarray:
    """The gradient of the logits, from that of the probabilities p. Shape: (N, K)."""
    if "softmax.dx-own" in on:
        return g * p * (1 - p)
    if "softmax.dx-through" in on:
        return g
    if "softmax.dx-mean" in on:
        return np.asarray(p * (g - (g * p).mean(axis=axis, keepdims=True)))
    if "softmax.dx-plain-sum" in on:
        return np.asarray(p * (g - g.sum(axis=axis, keepdims=True)))
    return np.asarray(p * (g - (g * p).sum(axis=axis, keepdims=True)))


def log_softmax(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """Logarithms of the probabilities of each row. Shape: (N, K)."""
    z = case["x"]
    top = z.max(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        if "log-softmax.y-zero" in on:
            e = np.exp(z - top)
            return np.log(e / e.sum(axis=1, keepdims=True)), {}
        if "log-softmax.y-overflow" in on:
            return z - np.log(np.exp(z).sum(axis=1, keepdims=True)), {}
        total = np.log(np.exp(z - top).sum(axis=1, keepdims=True))
        if "log-softmax.y-top" in on:
            return z - total, {}
        return z - top - total, {}


def log_softmax_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    p, _ = softmax(frozenset(), case)
    dx = g - p * g.sum(axis=1, keepdims=True)
    if "log-softmax.dx-nosum" in on:
        dx = g - p
    if "log-softmax.dx-softmax" in on:
        dx = p * (g - (g * p).sum(axis=1, keepdims=True))
    return {"dX": dx, "arguments": flags(on, "log-softmax")}
