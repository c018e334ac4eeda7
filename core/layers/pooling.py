"""Pooling: each window is replaced by its largest value, or by its mean.

Both walk over the places of the window (four for 2x2) with whole arrays, instead of over the windows: few
numpy calls, any stride and padding, overlapping windows included.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.layers.base import flag, plain
from core.layers.windowed import Windowed
from core.windows import Pair, Window, pair


class Pool2d(Windowed):
    """What the two poolings share: their window. Stride is the kernel's size unless told otherwise."""

    def __init__(
        self, kernel_size: int | Pair, stride: int | Pair | None = None, padding: int | Pair = 0
    ) -> None:
        self.kernel_size = pair(kernel_size, "kernel_size", least=1)
        self.stride = self.kernel_size if stride is None else pair(stride, "stride", least=1)
        self.padding = pair(padding, "padding")
        if any(2 * p > k for p, k in zip(self.padding, self.kernel_size, strict=True)):
            most = f"at most half of kernel_size {self.kernel_size}"
            raise ValueError(f"padding must be {most}, got {padding!r}")
        border = ((self.padding[0], self.padding[0]), (self.padding[1], self.padding[1]))
        self.window = Window(self.kernel_size, self.stride, border)

    def expected(self) -> tuple[int | str, ...]:
        return ("C", "H", "W")

    def config(self) -> dict[str, Any]:
        stride = None if self.stride == self.kernel_size else plain(self.stride)
        return {**super().config(), "stride": stride}


class MaxPool2d(Pool2d):
    """The largest value of each window.

        y[n, c, p, q] = max over i, j of x[n, c, sH*p + i, sW*q + j]

    The gradient goes to the winner alone; of equal values the first (row by row) wins. `argmax` holds the
    winner's flat place in its window, i*kW + j. Padding counts as minus infinity; NaN wins.

    Shape: x (N, C, H, W) -> (N, C, oH, oW); rows and columns that fill no whole window are left out.
    Raises ValueError for settings out of range, and at forward when the window doesn't fit.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        self._input_shape = x.shape
        y: np.ndarray | None = None
        place = np.min_scalar_type(self.kernel_size[0] * self.kernel_size[1])
        for k, seen in enumerate(self.window.places(self.window.pad(x, value=-np.inf))):
            seen = seen.copy()  # side by side in memory: what follows is faster
            if y is None:
                y, self._argmax = seen, np.zeros(seen.shape, place)
                continue
            wins = (seen > y) | np.isnan(seen)  # strictly: the first of equal values stays
            np.maximum(self._argmax, wins * place.type(k), out=self._argmax)  # k only grows
            np.maximum(y, seen, out=y)
        assert y is not None
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        padded = self.window.pad(np.zeros(self._input_shape, g.dtype))
        for k, seen in enumerate(self.window.places(padded)):
            seen += g * (self._argmax == k)
        return np.ascontiguousarray(self.window.crop(padded))

    def intermediates(self) -> dict[str, np.ndarray]:
        return {} if self._output_shape is None else {"argmax": self._argmax.astype(np.intp)}


class AvgPool2d(Pool2d):
    """The mean of each window.

        y[n, c, p, q] = 1/(kH*kW) * sum over i, j of x[n, c, sH*p + i, sW*q + j]

    With count_include_pad=False the divisor counts only the places that lie on the image.

    Shape: x (N, C, H, W) -> (N, C, oH, oW); rows and columns that fill no whole window are left out.
    Raises ValueError for settings out of range, and at forward when the window doesn't fit.
    """

    def __init__(
        self,
        kernel_size: int | Pair,
        stride: int | Pair | None = None,
        padding: int | Pair = 0,
        count_include_pad: bool = True,
    ) -> None:
        super().__init__(kernel_size, stride, padding)
        self.count_include_pad = flag(count_include_pad, "count_include_pad")

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        self._input_shape = x.shape
        y = sum(self.window.places(self.window.pad(x))) * self.share(x.shape[2:], x.dtype)
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        g = g * self.share(self._input_shape[2:], g.dtype)
        padded = self.window.pad(np.zeros(self._input_shape, g.dtype))
        for seen in self.window.places(padded):
            seen += g
        return np.ascontiguousarray(self.window.crop(padded))

    def share(self, size: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """What each value of a window counts for, 1 / divisor. Shape: size (H, W) -> (oH, oW)."""
        if self.count_include_pad:
            kH, kW = self.kernel_size
            return np.full(self.window.output_size(*size), 1 / (kH * kW), dtype)
        counts = sum(self.window.places(self.window.pad(np.ones(size, dtype))))
        return np.reciprocal(counts)
