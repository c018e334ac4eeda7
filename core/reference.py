"""The loop twins: convolution, pooling and the fully connected layer as plain loops, as the formulas say.

Slow on purpose. They take the same arguments as the layers in core/layers and give the same numbers; the
tests hold the two against each other, and a learner reads them first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.layers import AvgPool2d, Conv2d, Linear, MaxPool2d


class ConvLoop2d(Conv2d):
    """2-D cross-correlation, one multiplication at a time; see Conv2d for arguments, shapes and errors.

        y[n, o, p, q] = bias[o] + sum over c, i, j of weight[o, c, i, j] * x[n, c, row, column]
        row = sH*p + i - top,   column = sW*q + j - left

    A product y += w * x passes a gradient both ways: dx += w * dy, and dw += x * dy.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x = self.check_input(x)
        N, C, H, W = x.shape
        y = np.zeros((N, *self.output_shape((C, H, W))), x.dtype)
        for n, o, p, q in np.ndindex(y.shape):
            total = 0.0 if self.bias is None else self.bias.data[o]
            for c in range(C):
                for i, j, row, column in places_on_image(self, p, q, H, W):
                    total += self.weight.data[o, c, i, j] * x[n, c, row, column]
            y[n, o, p, q] = total
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        x, weight = self._x, self.weight.data
        _, C, H, W = x.shape
        grad_input = np.zeros(x.shape, g.dtype)
        grad_weight = np.zeros(weight.shape, g.dtype)
        grad_bias = np.zeros(self.out_channels, g.dtype)
        for n, o, p, q in np.ndindex(g.shape):
            grad_bias[o] += g[n, o, p, q]
            for c in range(C):
                for i, j, row, column in places_on_image(self, p, q, H, W):
                    grad_input[n, c, row, column] += weight[o, c, i, j] * g[n, o, p, q]
                    grad_weight[o, c, i, j] += x[n, c, row, column] * g[n, o, p, q]
        self.weight.grad = grad_weight
        if self.bias is not None:
            self.bias.grad = grad_bias
        return grad_input


class MaxPoolLoop2d(MaxPool2d):
    """The largest value of each window, looked for one by one; see MaxPool2d for arguments and shapes.

    `>` and not `>=`: of equal values the first keeps its place, and gets the whole gradient.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x = self.check_input(x)
        N, C, H, W = x.shape
        y = np.zeros((N, *self.output_shape((C, H, W))), x.dtype)
        self._argmax = np.zeros(y.shape, np.intp)
        self._winner: dict[tuple[int, ...], tuple[int, int]] = {}
        for n, c, p, q in np.ndindex(y.shape):
            best = None
            for i, j, row, column in places_on_image(self, p, q, H, W):
                value = x[n, c, row, column]
                if best is None or value > best or np.isnan(value):
                    best = value
                    self._argmax[n, c, p, q] = i * self.kernel_size[1] + j
                    self._winner[n, c, p, q] = (row, column)
            y[n, c, p, q] = best
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        grad_input = np.zeros(self._x.shape, g.dtype)
        for n, c, p, q in np.ndindex(g.shape):
            row, column = self._winner[n, c, p, q]
            grad_input[n, c, row, column] += g[n, c, p, q]
        return grad_input


class AvgPoolLoop2d(AvgPool2d):
    """The mean of each window, added up one by one; see AvgPool2d for arguments, shapes and errors."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x = self.check_input(x)
        N, C, H, W = x.shape
        y = np.zeros((N, *self.output_shape((C, H, W))), x.dtype)
        for n, c, p, q in np.ndindex(y.shape):
            total = 0.0
            for _, _, row, column in places_on_image(self, p, q, H, W):
                total += x[n, c, row, column]
            y[n, c, p, q] = total / self._divisor(p, q, H, W)
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        _, _, H, W = self._x.shape
        grad_input = np.zeros(self._x.shape, g.dtype)
        for n, c, p, q in np.ndindex(g.shape):
            for _, _, row, column in places_on_image(self, p, q, H, W):
                grad_input[n, c, row, column] += g[n, c, p, q] / self._divisor(p, q, H, W)
        return grad_input

    def _divisor(self, p: int, q: int, H: int, W: int) -> int:
        if self.count_include_pad:
            return self.kernel_size[0] * self.kernel_size[1]
        return len(list(places_on_image(self, p, q, H, W)))


class LinearLoop(Linear):
    """y[n, o] = bias[o] + sum over i of weight[o, i] * x[n, i]; see Linear for arguments and shapes."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x = self.check_input(x)
        y = np.zeros((len(x), self.out_features), x.dtype)
        for n, o in np.ndindex(y.shape):
            total = 0.0 if self.bias is None else self.bias.data[o]
            for i in range(self.in_features):
                total += self.weight.data[o, i] * x[n, i]
            y[n, o] = total
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        grad_input = np.zeros(self._x.shape, g.dtype)
        grad_weight = np.zeros(self.weight.shape, g.dtype)
        grad_bias = np.zeros(self.out_features, g.dtype)
        for n, o in np.ndindex(g.shape):
            grad_bias[o] += g[n, o]
            for i in range(self.in_features):
                grad_input[n, i] += self.weight.data[o, i] * g[n, o]
                grad_weight[o, i] += self._x[n, i] * g[n, o]
        self.weight.grad = grad_weight
        if self.bias is not None:
            self.bias.grad = grad_bias
        return grad_input


def places_on_image(
    layer: Conv2d | MaxPool2d | AvgPool2d, p: int, q: int, H: int, W: int
) -> Iterator[tuple[int, int, int, int]]:
    """What the window at output (p, q) sees: its places (i, j), and the row and column where each one lies.

    Places over the border are left out: they hold zeros, or for max-pooling minus infinity.
    """
    (kH, kW), (sH, sW) = layer.kernel_size, layer.stride
    if isinstance(layer.padding, tuple):
        top, left = layer.padding
    else:
        top, left = ((kH - 1) // 2, (kW - 1) // 2) if layer.padding == "same" else (0, 0)
    for i in range(kH):
        for j in range(kW):
            row, column = sH * p + i - top, sW * q + j - left
            if 0 <= row < H and 0 <= column < W:
                yield i, j, row, column
