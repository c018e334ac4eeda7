"""Softmax and its logarithm, along the axis of a plan's array that the layer's `dim` has become."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout

# e to a lower power is no number that matters, and may be a denormal one: 4 times slower arithmetic
SMALLEST = -60.0


class Softmax(Kernel):
    """Gives the layout it took. dz = p * (dp - sum of dp * p)."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.axis = -2 if layer.dim == 1 else layer.dim - 2  # (N, C, H, W) -> (H, W, C, N)
        self.output = takes.empty()

    def forward(self, x: np.ndarray) -> np.ndarray:
        z = np.subtract(x, x.max(axis=self.axis, keepdims=True), out=self.output)
        e = np.exp(np.maximum(z, SMALLEST, out=z), out=z)
        e /= e.sum(axis=self.axis, keepdims=True)
        return e

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad -= (grad * self.output).sum(axis=self.axis, keepdims=True)
        grad *= self.output
        return grad


class LogSoftmax(Softmax):
    """Gives the layout it took. dz = dl - e^l * sum of dl."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        z = np.subtract(x, x.max(axis=self.axis, keepdims=True), out=self.output)
        z -= np.log(np.exp(np.maximum(z, SMALLEST)).sum(axis=self.axis, keepdims=True))
        return z

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad -= np.exp(np.maximum(self.output, SMALLEST)) * grad.sum(axis=self.axis, keepdims=True)
        return grad
