"""Stands for the few parts of libraries that layers are often written with, where those aren't installed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(a: Any, b: Any, mode: str = "full", *border: Any, **more: Any) -> np.ndarray:
    """scipy.signal's: b over a. Shape: (H, W), (h, w) -> full (H + h - 1, W + w - 1), same (H, W), valid."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    if mode == "valid" and (a.shape[0] < b.shape[0] or a.shape[1] < b.shape[1]):
        return correlate2d(b, a, "valid")[::-1, ::-1]
    h, w = (n - 1 for n in b.shape)
    if mode != "valid":
        top, left = (h, w) if mode == "full" else (h - h // 2, w - w // 2)
        a = np.pad(a, ((top, 2 * h - top if mode == "full" else h - top),
                       (left, 2 * w - left if mode == "full" else w - left)))  # fmt: skip
    return np.einsum("pqij,ij->pq", sliding_window_view(a, b.shape), b)


def convolve2d(a: Any, b: Any, mode: str = "full", *border: Any, **more: Any) -> np.ndarray:
    """scipy.signal's: as correlate2d, with b turned by 180 degrees."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    if mode != "same":
        return correlate2d(a, b[::-1, ::-1], mode)
    (H, W), (h, w) = a.shape, b.shape
    return convolve2d(a, b)[(h - 1) // 2 : (h - 1) // 2 + H, (w - 1) // 2 : (w - 1) // 2 + W]


def expit(x: Any) -> np.ndarray:
    """scipy.special's: 1 / (1 + e^-x)."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * np.asarray(x, float))))


# modules that stand for a library, by its name, with what they have
STAND_INS: dict[str, dict[str, dict[str, Any]]] = {
    "scipy": {
        "scipy": {},
        "scipy.signal": {"correlate2d": correlate2d, "convolve2d": convolve2d, "fftconvolve": convolve2d},
        "scipy.special": {"expit": expit},
    },
    "numba": {"numba": {"prange": range}},
    "cupy": {"cupy": vars(np)},
}
