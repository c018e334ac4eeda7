"""Convolution, told with its mistakes: each is one `if` in the arithmetic of core/layers/conv.py.

y = W * X + b;   dW = sum over images and places of dY times what the window saw;   dX: each window gives its
share back to the pixels that it saw. Forward and backward share the border and the windows.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from core.mistakes.case import Case, On, Pads, Results, flags, piled

QUANTITIES = ("y", "dX", "dW", "db", "arguments")
Pair = tuple[int, int]


def forward(on: On, case: Case) -> tuple[np.ndarray, dict[str, Any]]:
    """A convolution in which the mistakes of `on` are made.

    Shape: x (N, C, H, W), w (O, C, kH, kW), b (O,), steps (sH, sW), pads ((top, bottom), (left, right)).
    """
    x, w, b = case["x"], case["w"], case["b"]
    pads, steps = _border(on, case["pads"], w.shape[2:]), _steps(on, case["steps"])
    image = x
    if "conv.y-image" in on:
        image = x.transpose(0, 1, 3, 2).reshape(x.shape)
    padded = np.pad(image, ((0, 0), (0, 0), *pads), "edge" if "conv.y-edge" in on else "constant")
    if "conv.size-up" in on:
        padded = np.pad(padded, ((0, 0), (0, 0), *filling(padded.shape[2:], w.shape[2:], steps)))
    windows = see(padded, w.shape[2:], steps)  # (N, C, oH, oW, kH, kW)
    if "conv.size-short" in on:
        windows = windows[:, :, : max(windows.shape[2] - 1, 1), : max(windows.shape[3] - 1, 1)]
    seen = windows
    if on & {"conv.pad-unused", "conv.stride-unused"}:
        # a window that hangs over the end by all but one row meets the kernel by broadcasting
        bare = _shifted(x, pads, "edge") if "conv.pad-unused" in on else padded
        apart = (1, 1) if "conv.stride-unused" in on else steps
        seen = see(bare, w.shape[2:], apart)[:, :, : windows.shape[2], : windows.shape[3]]
    kernel = w
    if "conv.y-turned" in on or "conv.true" in on:
        kernel = w[:, :, ::-1, ::-1]
    if "conv.y-transposed" in on and w.shape[2] == w.shape[3]:
        kernel = kernel.transpose(0, 1, 3, 2)
    if "conv.y-first-channel" in on:
        kernel = _only(kernel, 0, axis=1)
    if "conv.y-last-channel" in on:
        kernel = _only(kernel, w.shape[1] - 1, axis=1)
    if "conv.y-columns" in on:
        kernel = _channels_last(kernel)
    if "conv.y-small" in on:
        kernel = _but_last(kernel)
    y = np.tensordot(seen, kernel, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
    if "conv.y-mean" in on:
        y = y / (w.shape[2] * w.shape[3])
    bias = b
    if "conv.y-nobias" in on:
        bias = np.zeros_like(b)
    if "conv.y-bias-often" in on:
        bias = bias * w.shape[1]
    if "conv.y-bias-sign" in on:
        bias = -bias
    if "conv.y-rows" in on:
        y = y.swapaxes(0, 1).reshape(y.shape)
    if "conv.y-row-bias" in on:
        y[:, :, -1] = 0
    if "conv.y-column-bias" in on:
        y[..., -1] = 0
    y = y + bias[:, None, None]
    if "conv.y-row-out" in on:
        y[:, :, -1] = 0
    if "conv.y-column-out" in on:
        y[..., -1] = 0
    if "conv.y-reshaped" in on:
        y = y.swapaxes(0, 1).reshape(y.shape)
    return y, {"windows": windows, "padded": padded, "pads": pads, "steps": steps}


def backward(on: On, case: Case, kept: dict[str, Any], g: np.ndarray) -> Results:
    x, w = case["x"], case["w"]
    dw = _kernel_gradient(on, case, kept, g)
    after = case.get("w_after")
    moved = w - case.get("rate", 0.1) * dw if after is None else after
    found = {
        "dX": input_gradient(on, moved if "conv.dx-moved" in on else w, x.shape, kept, g),
        "dW": dw,
        "db": _bias_gradient(on, g),
        "arguments": flags(on, "conv"),
    }
    return piled(on, case, {"conv.dw-piles": "dW", "conv.db-piles": "db"}, found)


def _kernel_gradient(on: On, case: Case, kept: dict[str, Any], g: np.ndarray) -> np.ndarray:
    x, w, windows, steps = case["x"], case["w"], kept["windows"], kept["steps"]
    if "conv.dw-unpadded" in on:
        windows = see(_shifted(x, kept["pads"]), w.shape[2:], steps)[:, :, : g.shape[2], : g.shape[3]]
    if "conv.dw-stride" in on:
        windows = see(kept["padded"], w.shape[2:], (1, 1))[:, :, : g.shape[2], : g.shape[3]]
    if "conv.dw-shift" in on:
        late = np.pad(kept["padded"], ((0, 0), (0, 0), (0, 1), (0, 1)))[:, :, 1:, 1:]
        windows = see(late, w.shape[2:], steps)[:, :, : g.shape[2], : g.shape[3]]
    sent = _sent(on, g, "conv.dw-rows", "conv.dw-row-out", "conv.dw-column-out")
    if "conv.dw-first" in on:
        sent = _only(sent, 0, axis=0)
    if "conv.dw-last" in on:
        sent = _only(sent, len(g) - 1, axis=0)
    if "conv.dw-corner" in on:
        sent = _only(_only(sent, 0, axis=2), 0, axis=3)
    if "conv.dw-one-place" in on:
        sent = _only(_only(sent, g.shape[2] - 1, axis=2), g.shape[3] - 1, axis=3)
    dw = np.tensordot(sent, windows, ([0, 2, 3], [0, 2, 3]))  # (O, C, kH, kW)
    if "conv.dw-turned" in on or "conv.true" in on:
        dw = dw[:, :, ::-1, ::-1]
    if "conv.dw-transposed" in on and w.shape[2] == w.shape[3]:
        dw = dw.transpose(0, 1, 3, 2)
    if "conv.dw-mixed" in on:
        dw = np.broadcast_to(dw.sum(axis=1, keepdims=True), dw.shape)
    if "conv.dw-outputs" in on:
        dw = np.broadcast_to(dw.sum(axis=0, keepdims=True), dw.shape)
    if "conv.dw-reshaped" in on:
        dw = dw.reshape(len(dw), -1).T.reshape(dw.shape)
    if "conv.dw-columns" in on:
        dw = dw.transpose(0, 2, 3, 1).reshape(dw.shape)
    if "conv.dw-small" in on:
        dw = _but_last(dw)
    if "conv.dw-places" in on:
        dw = dw / (g.shape[2] * g.shape[3])
    return dw


def _bias_gradient(on: On, g: np.ndarray) -> np.ndarray:
    sent = _sent(on, g, "conv.db-rows", "conv.db-row-out", "conv.db-column-out")
    if "conv.db-first" in on:
        sent = _only(sent, 0, axis=0)
    if "conv.db-last" in on:
        sent = _only(sent, len(g) - 1, axis=0)
    if "conv.db-axis" in on:
        return sent.sum(axis=(1, 2, 3))
    if "conv.db-columns" in on:
        return sent.sum(axis=(0, 1, 2))
    if "conv.db-images" in on and len(sent) > 1:
        return sent.sum(axis=(2, 3))
    db = sent.sum(axis=(0, 2, 3))
    if "conv.db-mean" in on:
        db = db / (len(g) * g.shape[2] * g.shape[3])
    if "conv.db-places" in on:
        db = db / (g.shape[2] * g.shape[3])
    if "conv.db-total" in on:
        db = np.full_like(db, db.sum())
    return db


def input_gradient(
    on: On, w: np.ndarray, shape: tuple[int, ...], kept: dict[str, Any], g: np.ndarray
) -> np.ndarray:
    """dX of the given shape; `kept` holds steps, pads and an array as large as the padded input."""
    kernel, steps, (kH, kW) = sent_back(on, w), kept["steps"], w.shape[2:]
    sent = _sent(on, g, "conv.dx-rows", "conv.dx-row-out", "conv.dx-column-out")
    if "conv.dx-one-out" in on:
        sent = _only(sent, g.shape[1] - 1, axis=1)
    if "conv.dx-first-out" in on:
        sent = _only(sent, 0, axis=1)
    size = kept["padded"].shape
    if "conv.dx-undilated" in on:
        steps, size = (1, 1), (*size[:2], g.shape[2] + kH - 1, g.shape[3] + kW - 1)
    if "conv.dx-stride" in on:
        steps = (1, 1)
    shares = np.tensordot(sent, kernel, ([1], [0]))  # (N, oH, oW, C, kH, kW)
    if "conv.dx-mean-out" in on:
        shares = shares / w.shape[0]
    if "conv.dx-mixed" in on:
        shares = np.broadcast_to(shares.sum(axis=3, keepdims=True), shares.shape)
    padded = np.zeros(size, g.dtype)
    if "conv.dx-last" in on:
        for p, q in np.ndindex(*g.shape[2:]):
            rows, columns = slice(steps[0] * p, steps[0] * p + kH), slice(steps[1] * q, steps[1] * q + kW)
            padded[:, :, rows, columns] = shares[:, p, q]
    else:
        for (i, j), seen in places(padded, (kH, kW), steps, g.shape[2:]):
            share = shares[..., i, j].transpose(0, 3, 1, 2)
            if "conv.dx-last-place" in on:
                seen[...] = share
            else:
                seen += share
    if "conv.dx-uncropped" in on:
        return padded
    if "conv.dx-slice" in on:
        (top, bottom), (left, right) = kept["pads"]
        return padded[:, :, top:-bottom, left:-right]
    dx = _cut(on, padded, shape, kept["pads"])
    if "conv.dx-reshaped" in on:
        dx = dx.swapaxes(0, 1).reshape(dx.shape)
    return dx


def sent_back(on: On, w: np.ndarray) -> np.ndarray:
    """The weight that each output sends its gradient back with. Shape: as w's."""
    kernel = w
    if "conv.dx-unturned" in on or "conv.true" in on:
        kernel = kernel[:, :, ::-1, ::-1]
    if "conv.dx-mirror" in on:
        kernel = kernel[:, :, :, ::-1]
    if "conv.dx-flip" in on:
        kernel = kernel[:, :, ::-1]
    if "conv.dx-flip-all" in on:
        kernel = kernel[::-1, ::-1]
    if "conv.dx-transposed" in on and w.shape[2] == w.shape[3]:
        kernel = kernel.transpose(0, 1, 3, 2)
    if "conv.dx-columns" in on:
        kernel = _channels_last(kernel)
    if "conv.dx-small" in on:
        kernel = _but_last(kernel)
    if "conv.dx-channels" in on and w.shape[0] == w.shape[1]:
        kernel = kernel.transpose(1, 0, 2, 3)
    return kernel


def _cut(on: On, padded: np.ndarray, shape: tuple[int, ...], pads: Pads) -> np.ndarray:
    """The gradient of the padded image without its border."""
    (top, bottom), (left, right) = pads
    H, W = shape[2:]
    if "conv.dx-undilated" in on:
        H, W = max(padded.shape[2] - top - bottom, 0), max(padded.shape[3] - left - right, 0)
    if "conv.dx-pad" in on:
        top = left = 0
    if "conv.dx-cut-far" in on:
        top, left = top + bottom, left + right
    if "conv.dx-cut-late" in on:
        top, left = top + 1, left + 1
    if "conv.dx-cut-more" in on:
        top, left, H, W = top + 1, left + 1, H - 2, W - 2
    return padded[:, :, top : top + H, left : left + W]


def _sent(on: On, g: np.ndarray, rows: str, row_out: str, column_out: str) -> np.ndarray:
    """The output's gradient as one quantity takes it, with the mistakes of these names: its images and
    channels mixed, its last row or column left out.
    """
    if rows in on:
        g = g.reshape(g.shape[1], g.shape[0], *g.shape[2:]).swapaxes(0, 1)
    kept = g.copy() if on & {row_out, column_out} else g
    if row_out in on:
        kept[:, :, -1] = 0
    if column_out in on:
        kept[..., -1] = 0
    return kept


def _channels_last(w: np.ndarray) -> np.ndarray:
    """Weights as they are met by columns whose rows are (row, column, channel). Shape: as w's."""
    O, C, kH, kW = w.shape  # noqa: E741
    return w.reshape(O, kH, kW, C).transpose(0, 3, 1, 2)


def _but_last(w: np.ndarray) -> np.ndarray:
    """A kernel without its last row and column."""
    kept = np.zeros_like(w)
    kept[:, :, :-1, :-1] = w[:, :, :-1, :-1]
    return kept


def _shifted(x: np.ndarray, pads: Pads, beyond: Literal["constant", "edge"] = "constant") -> np.ndarray:
    """The image without the border above and left of it; beyond its end it is zero, or repeats the edge."""
    return np.pad(x, ((0, 0), (0, 0), (0, sum(pads[0])), (0, sum(pads[1]))), beyond)


def see(padded: np.ndarray, kernel: tuple[int, ...], steps: Pair) -> np.ndarray:
    """What the window sees at each place: (N, C, oH, oW, kH, kW)."""
    return sliding_window_view(padded, kernel, axis=(2, 3))[:, :, :: steps[0], :: steps[1]]


def places(padded: np.ndarray, kernel: Pair, steps: Pair, size: tuple[int, ...]) -> Any:
    """Yield each place of the window, and a view of what it sees in all its positions."""
    for i, j in np.ndindex(*kernel):
        rows = slice(i, i + steps[0] * (size[0] - 1) + 1, steps[0])
        columns = slice(j, j + steps[1] * (size[1] - 1) + 1, steps[1])
        yield (i, j), padded[:, :, rows, columns]


def _border(on: On, pads: Pads, kernel: tuple[int, ...]) -> Pads:
    (top, bottom), (left, right) = pads
    if "conv.same-both" in on and (top, left) != (bottom, right):
        top, left = bottom, right
    if "conv.same-above" in on:
        top, bottom, left, right = bottom, top, right, left
    if "conv.pad-none" in on:
        top = bottom = left = right = 0
    if (top, left) == (bottom, right):  # a size-keeping border of an even kernel is worked out elsewhere
        if "conv.pad-late" in on and bottom:
            top, bottom = top + 1, bottom - 1
        if "conv.pad-top" in on:
            top += 1
        if "conv.pad-bottom" in on:
            bottom = max(bottom - 1, 0)
    if "conv.pad-one-side" in on:
        top, bottom, left, right = top + bottom, 0, left + right, 0
    return (top, bottom), (left, right)


def _steps(on: On, steps: Pair) -> Pair:
    if "conv.stride-swapped" in on:
        steps = (steps[1], steps[0])
    if "conv.stride-ignored" in on:
        steps = (1, 1)
    return steps


def filling(size: tuple[int, ...], kernel: tuple[int, ...], steps: Pair) -> list[Pair]:
    """The border below and right with which the last window fits."""
    return [(0, -(s - k) % step) for s, k, step in zip(size, kernel, steps, strict=True)]


def _only(a: np.ndarray, index: int, axis: int) -> np.ndarray:
    """The array with zeros everywhere but at one index of an axis."""
    kept = np.zeros_like(a)
    at = (slice(None),) * axis + (index,)
    kept[at] = a[at]
    return kept
