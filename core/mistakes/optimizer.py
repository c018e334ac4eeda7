"""Optimisers, told with their mistakes: what a weight is after each of a few steps.

`w` is the start, `grads` a gradient for each step, `rates` the learning rate of each: it changes on the
way, so that whatever keeps the rate in its memory shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags

QUANTITIES = ("w", "arguments")


def tell_sgd(on: On, **given: Any) -> Results:
    """SGD with momentum, Nesterov's look-ahead and weight decay, in which the mistakes of `on` are made.

    Shape: w any, grads (steps, *w.shape), rates (steps,) -> w after each step (steps, *w.shape).
    """
    case = Case(given)
    w, m, decay = case["w"].copy(), case["momentum"], case["decay"]
    buffer, path = np.zeros_like(w), []
    if "sgd.decay-sign" in on:
        decay = -decay
    if "sgd.nodecay" in on:
        decay = 0.0
    if "sgd.decay-double" in on:
        decay = 2 * decay
    for t, (grad, lr) in enumerate(zip(case["grads"], case["rates"], strict=True)):
        g = grad if on & {"sgd.decay-after", "sgd.decay-unscaled"} else grad + decay * w
        if "sgd.forgets" in on:
            buffer = np.zeros_like(buffer)
        kept = -m if "sgd.momentum-sign" in on else m
        fresh = g * (1 - m) if "sgd.damped" in on or ("sgd.damped-after-first" in on and t) else g
        if on & {"sgd.velocity", "sgd.rate-squared"} or ("sgd.rate-twice" in on and m):
            fresh = lr * fresh
        buffer = kept * buffer + fresh
        ahead = buffer
        if case.get("nesterov") or ("sgd.nesterov-always" in on and m):
            ahead = (g if "sgd.rate-twice" in on else fresh) + m * buffer
            if "sgd.nesterov-forgets" in on:
                ahead = m * buffer
            if "sgd.nesterov-plain" in on:
                ahead = buffer
        if "sgd.nomomentum" in on:
            ahead = g
        step = ahead if "sgd.velocity" in on else lr * ahead
        if "sgd.decay-after" in on:
            step = step + lr * decay * w
        if "sgd.decay-unscaled" in on:
            step = step + decay * w
        if "sgd.old-step" in on:
            step = lr * (buffer - fresh)
        w = w + step if "sgd.sign" in on else w - step
        path.append(w.copy())
    return {"w": np.stack(path), "arguments": flags(on, "sgd")}


def tell_adam(on: On, **given: Any) -> Results:
    """Adam, or AdamW with `decoupled`, in which the mistakes of `on` are made. Shape: see tell_sgd."""
    case = Case(given)
    w, (beta1, beta2), eps, decay = case["w"].copy(), case["betas"], case["eps"], case["decay"]
    if "adam.betas-swapped" in on:
        beta1, beta2 = beta2, beta1
    if "adam.nodecay" in on:
        decay = 0.0
    decoupled = case.get("decoupled", False) and "adam.adamw-as-adam" not in on
    decoupled = decoupled or "adam.decoupled" in on
    first, second, path = np.zeros_like(w), np.zeros_like(w), []
    for t, (grad, lr) in enumerate(zip(case["grads"], case["rates"], strict=True), 1):
        if decoupled:
            w = w * (1 - (decay if "adam.decay-unscaled" in on else lr * decay))
        g = grad if decoupled else grad + decay * w
        if "adam.forgets" in on:
            first, second = np.zeros_like(w), np.zeros_like(w)
        first = beta1 * first + (g if "adam.first-sum" in on else (1 - beta1) * g)
        square = first * first if "adam.second-of-mean" in on else g * g
        if "adam.unsquared" in on:
            square = np.abs(g)
        if "adam.begins" in on and t == 1:
            first = g.copy()
        second = beta2 * second + (square if "adam.second-sum" in on else (1 - beta2) * square)
        if "adam.begins" in on and t == 1:
            second = square
        steps = 1 if "adam.t-still" in on else t + 1 if "adam.t-ahead" in on else t
        c1, c2 = 1 - beta1**steps, 1 - beta2**steps
        if on & {"adam.nocorrection", "adam.nofirst"}:
            c1 = 1.0
        if on & {"adam.nocorrection", "adam.nosecond"}:
            c2 = 1.0
        root = np.sqrt(second / c2) + eps
        if "adam.eps-inside" in on:
            root = np.sqrt(second / c2 + eps)
        if "adam.eps-inside-before" in on:
            root = np.sqrt(second + eps) / np.sqrt(c2)
        if "adam.eps-before" in on:
            root = (np.sqrt(second) + eps) / np.sqrt(c2)
        if "adam.noroot" in on:
            root = second / c2 + eps
        step = lr * (first / c1) / root
        w = w + step if "adam.sign" in on else w - step
        path.append(w.copy())
    return {"w": np.stack(path), "arguments": flags(on, "adam")}


def tell_rmsprop(on: On, **given: Any) -> Results:
    """RMSprop in which the mistakes of `on` are made. Shape: see tell_sgd; `alpha` is what is kept."""
    case = Case(given)
    alpha = 1 - case["alpha"] if "rmsprop.alpha" in on else case["alpha"]
    taken = 1.0 if "rmsprop.sum" in on else 1 - alpha
    whole = "rmsprop.begins" in on

    def grown(mean: np.ndarray, g: np.ndarray) -> np.ndarray:
        return alpha * mean + (1.0 if whole and not mean.any() else taken) * g * g

    return _over_the_root(on, "rmsprop", case, grown)


def tell_adagrad(on: On, **given: Any) -> Results:
    """Adagrad in which the mistakes of `on` are made. Shape: see tell_sgd."""
    kept = 0.0 if "adagrad.forgets" in on else 1.0
    return _over_the_root(on, "adagrad", Case(given), lambda total, g: kept * total + g * g)


def _over_the_root(on: On, prefix: str, case: Case, grown: Callable[[Any, Any], Any]) -> Results:
    """Steps of the gradient over the root of what `grown` makes of its squares so far and of the new one."""
    w, eps = case["w"].copy(), case["eps"]
    squares, path = np.zeros_like(w), []
    for g, lr in zip(case["grads"], case["rates"], strict=True):
        squares = grown(squares, g)
        root = np.sqrt(squares) + eps
        if f"{prefix}.eps-inside" in on:
            root = np.sqrt(squares + eps)
        if f"{prefix}.noroot" in on:
            root = squares + eps
        w = w + lr * g / root if f"{prefix}.sign" in on else w - lr * g / root
        path.append(w.copy())
    return {"w": np.stack(path), "arguments": flags(on, prefix)}
