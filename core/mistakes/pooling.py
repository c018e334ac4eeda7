"""Pooling, told with its mistakes: the largest value, or the mean, of each window.

The gradient goes back in shares: all of it to the winner of a max-pool's window, an equal part to each place
of an average-pool's. Both share the border, the windows and the way back.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.mistakes.case import BackwardFailsError, Case, On, Results, flags, left_over
from core.mistakes.conv import filling, places, see

Kept = dict[str, Any]


def largest(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """A max-pool in which the mistakes of `on` are made.

    Shape: x (N, C, H, W); kernel_size, steps pairs, pads ((top, bottom), (left, right)).
    """
    border = 0.0 if "pool.pad-zero" in on else -np.inf
    windows, kept = _windows(on, case, "pool", border)
    if "pool.y-mean" in on:
        return np.where(np.isfinite(windows), windows, 0).mean(axis=-1), kept
    if "pool.y-min" in on:
        return np.where(np.isfinite(windows), windows, np.inf).min(axis=-1), kept
    if "pool.y-abs" in on:
        seen = np.where(np.isfinite(windows), windows, 0)
        return np.take_along_axis(seen, np.abs(seen).argmax(axis=-1)[..., None], -1)[..., 0], kept
    if "pool.y-first" in on:
        return np.where(np.isfinite(windows), windows, 0)[..., 0], kept
    return windows.max(axis=-1), kept


def largest_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    windows = kept["windows"]
    size = windows.shape[-1]
    top = windows.max(axis=-1, keepdims=True)
    ties = (windows == top).astype(g.dtype)
    place = np.arange(size)
    shares = (place == windows.argmax(axis=-1)[..., None]).astype(g.dtype)
    if "pool.dx-ties" in on:
        shares = ties
    if "pool.dx-ties-shared" in on:
        shares = ties / ties.sum(axis=-1, keepdims=True)
    if "pool.dx-last" in on:
        last = size - 1 - windows[..., ::-1].argmax(axis=-1)
        shares = (place == last[..., None]).astype(g.dtype)
    if "pool.dx-one-mask" in on:  # a mask as large as the image: who wins in one window wins in all
        mask = _back(frozenset(), case, kept, np.ones_like(g), shares, "pool") > 0
        shares = _windows(on, Case(case, x=mask.astype(g.dtype)), "pool", 0.0)[0]
    if "pool.dx-shared" in on:
        shares = np.full(windows.shape, 1 / size, g.dtype)
    if "pool.dx-everywhere" in on:
        shares = np.ones(windows.shape, g.dtype)
    if "pool.dx-corner" in on:
        shares = np.broadcast_to((place == 0).astype(g.dtype), windows.shape)
    if "pool.dx-abs" in on:
        at = np.abs(np.where(np.isfinite(windows), windows, 0)).argmax(axis=-1)
        shares = (place == at[..., None]).astype(g.dtype)
    if "pool.dx-value" in on:
        shares = shares * np.where(np.isfinite(windows), windows, 0)
    if "pool.dx-mask" in on:
        shares, g = shares, np.ones_like(g)
    return {"dX": _back(on, case, kept, g, shares, "pool"), "arguments": flags(on, "pool")}


def mean(on: On, case: Case) -> tuple[np.ndarray, Kept]:
    """An average-pool in which the mistakes of `on` are made; see `largest`."""
    windows, kept = _windows(on, case, "avg", 0.0)
    y = windows.sum(axis=-1)
    if "avg.y-max" in on:
        return windows.max(axis=-1), kept
    return (y if "avg.y-sum" in on else y / _count(on, case, kept)), kept


def mean_backward(on: On, case: Case, kept: Kept, g: np.ndarray) -> Results:
    windows = kept["windows"]
    divisor: Any = 1.0 if "avg.dx-undivided" in on else _count(on, case, kept)
    if "avg.dx-one-side" in on:
        divisor = case["kernel_size"][0]
    shares = np.ones(windows.shape, g.dtype)
    if "avg.dx-corner" in on:
        shares = np.broadcast_to((np.arange(windows.shape[-1]) == 0).astype(g.dtype), windows.shape)
    if "avg.dx-winner" in on:
        shares = (np.arange(windows.shape[-1]) == windows.argmax(axis=-1)[..., None]).astype(g.dtype)
    return {"dX": _back(on, case, kept, g / divisor, shares, "avg"), "arguments": flags(on, "avg")}


def _count(on: On, case: Case, kept: Kept) -> Any:
    """How many places a window's sum is divided by."""
    all_of_it = prod(case["kernel_size"])
    if case.get("count_include_pad", True) or "avg.count-pad" in on:
        return all_of_it
    ones = np.zeros((1, 1, *kept["shape"][2:]))
    (top, _), (left, _) = kept["pads"]
    ones[:, :, top : top + case["x"].shape[2], left : left + case["x"].shape[3]] = 1
    return see(ones, case["kernel_size"], kept["steps"]).sum(axis=(-2, -1))


def _windows(on: On, case: Case, prefix: str, border: float) -> tuple[np.ndarray, Kept]:
    """What each window sees, (N, C, oH, oW, kH*kW), and how the windows lie."""
    x, kernel, steps = case["x"], case["kernel_size"], case["steps"]
    pads = case["pads"]
    if f"{prefix}.pad-none" in on:
        pads = ((0, 0), (0, 0))
    if f"{prefix}.stride-swapped" in on:
        steps = (steps[1], steps[0])
    if f"{prefix}.stride-one-way" in on:
        steps = (steps[0], 1)
    if f"{prefix}.stride-kernel" in on:
        steps = kernel
    padded = np.pad(x, ((0, 0), (0, 0), *pads), constant_values=border)
    if f"{prefix}.size-up" in on:
        more = filling(padded.shape[2:], kernel, steps)
        padded = np.pad(padded, ((0, 0), (0, 0), *more), constant_values=border)
    windows = see(padded, kernel, steps)
    windows = windows.reshape(*windows.shape[:4], -1)
    return windows, {"windows": windows, "shape": padded.shape, "steps": steps, "pads": pads}


def _back(on: On, case: Case, kept: Kept, g: np.ndarray, shares: np.ndarray, prefix: str) -> np.ndarray:
    """The gradient of the input: each window's gradient in shares (N, C, oH, oW, kH*kW)."""
    x, kernel, steps = case["x"], case["kernel_size"], kept["steps"]
    if f"{prefix}.dx-swapped" in on:
        N, C, oH, oW = g.shape
        turned = {**kept, "shape": (N, C, kept["shape"][3], kept["shape"][2]), "pads": kept["pads"][::-1]}
        other = Case(case, x=np.empty((N, C, x.shape[3], x.shape[2])))
        least = [(n - 1) * step + k for n, step, k in zip((oW, oH), steps, kernel, strict=True)]
        if any(size < needed for size, needed in zip(turned["shape"][2:], least, strict=True)):
            raise BackwardFailsError
        parts = shares.reshape(N, C, oW, oH, -1)
        return _back(
            on - {f"{prefix}.dx-swapped"}, other, turned, g.reshape(N, C, oW, oH), parts, prefix
        ).reshape(x.shape)
    if f"{prefix}.dx-fails" in on and any(left_over(x.shape[2:], kernel, steps, kept["pads"])):
        raise BackwardFailsError
    padded = np.zeros(kept["shape"], g.dtype)
    if f"{prefix}.dx-filled" in on:
        padded = np.zeros((*g.shape[:2], *_filled(g.shape, kernel, steps, kept["pads"])), g.dtype)
    if on & {f"{prefix}.dx-overwrites", f"{prefix}.dx-overwrites-window"}:
        for p, q in np.ndindex(*g.shape[2:]):
            rows = slice(steps[0] * p, steps[0] * p + kernel[0])
            columns = slice(steps[1] * q, steps[1] * q + kernel[1])
            part = (g[:, :, p, q, None] * shares[:, :, p, q]).reshape(*g.shape[:2], *kernel)
            taken = (shares[:, :, p, q] != 0).reshape(part.shape)
            if f"{prefix}.dx-overwrites-window" in on:
                taken = np.ones(part.shape, bool)
            seen = padded[:, :, rows, columns]
            seen[taken] = part[taken]
    else:
        for k, (_, seen) in enumerate(places(padded, kernel, steps, g.shape[2:])):
            if f"{prefix}.dx-overwrites-place" in on:
                seen[...] = g * shares[..., k]
            else:
                seen += g * shares[..., k]
    (top, bottom), (left, right) = kept["pads"]
    if f"{prefix}.dx-filled" in on:
        return padded[:, :, top : padded.shape[2] - bottom, left : padded.shape[3] - right]
    return padded[:, :, top : top + x.shape[2], left : left + x.shape[3]]


def _filled(shape: tuple[int, ...], kernel: Any, steps: Any, pads: Any) -> list[int]:
    """The size of windows side by side, border included; BackwardFailsError where they don't lie so."""
    sizes = [n * step + sum(pad) for n, step, pad in zip(shape[2:], steps, pads, strict=True)]
    if any((s - k) // step + 1 != n for s, k, step, n in zip(sizes, kernel, steps, shape[2:], strict=True)):
        raise BackwardFailsError
    return sizes
