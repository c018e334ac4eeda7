"""The linear layer, told with its mistakes: y = x W.T + b, dX = dY W, dW = dY.T x."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results, flags, piled

QUANTITIES = ("y", "dX", "dW", "db", "arguments")


def forward(on: On, case: Case) -> tuple[np.ndarray, dict[str, Any]]:
    """A linear layer in which the mistakes of `on` are made.

    Shape: x (N, in), w (out, in), b (out,).
    """
    x, w, b = case["x"], case["w"], case["b"]
    square = w.shape[0] == w.shape[1]
    y = x @ (w if "linear.y-transposed" in on and square else w.T)
    if "linear.y-bias-sign" in on:
        y = y - b
    elif "linear.y-nobias" not in on:
        y = y + b
    if "linear.y-mean" in on:
        y = (y - b) / w.shape[1] + b
    if "linear.y-squeezed" in on and len(x) == 1:
        y = y[0]
    return y, {}


def backward(on: On, case: Case, kept: dict[str, Any], g: np.ndarray) -> Results:
    x, w = case["x"], case["w"]
    g = g.reshape(len(x), -1)
    square = w.shape[0] == w.shape[1]
    y = x @ w.T + case["b"]
    dw = _weight_gradient(on, x, w, y, g)
    after = case.get("w_after")
    moved = w - case.get("rate", 0.1) * dw if after is None else after
    used = moved if "linear.dx-moved" in on else w
    dx = g @ (used.T if "linear.dx-transposed" in on and square else used)
    if "linear.dx-sign" in on:
        dx = -dx
    if "linear.dx-mean" in on:
        dx = dx / w.shape[0]
    if "linear.dx-mean-image" in on:
        dx = np.broadcast_to(dx.mean(axis=0), dx.shape)
    if "linear.dx-times-x" in on:
        dx = dx * x
    if "linear.y-squeezed" in on and len(x) == 1:
        dx = dx[0]
    found = {"dX": dx, "dW": dw, "db": _bias_gradient(on, y, g), "arguments": flags(on, "linear")}
    return piled(on, case, {"linear.dw-piles": "dW", "linear.db-piles": "db"}, found)


def _weight_gradient(on: On, x: np.ndarray, w: np.ndarray, y: np.ndarray, g: np.ndarray) -> np.ndarray:
    some = slice(None)
    if "linear.dw-last" in on:
        some = slice(-1, None)
    if "linear.dw-first" in on:
        some = slice(0, 1)
    sent = g * y if "linear.dw-output" in on else g
    dw = sent[some].T @ x[some]
    if "linear.dw-reshaped" in on:
        dw = dw.T.reshape(w.shape)
    if "linear.dw-sign" in on:
        dw = -dw
    if "linear.dw-images" in on:
        dw = np.outer(g.sum(axis=0), x.sum(axis=0))
    if "linear.dw-decay" in on:
        dw = dw + w
    return dw


def _bias_gradient(on: On, y: np.ndarray, g: np.ndarray) -> np.ndarray:
    sent = g
    if "linear.db-weights" in on:
        sent = g * y
    if "linear.db-first" in on:
        sent = sent[:1]
    if "linear.db-last" in on:
        sent = sent[-1:]
    if "linear.db-axis" in on:
        return sent.sum(axis=1)
    db = sent.sum(axis=0)
    if "linear.db-mean" in on:
        db = db / len(g)
    if "linear.db-total" in on:
        db = np.full_like(db, db.sum())
    if "linear.db-ones" in on:
        db = np.ones_like(db)
    return db
