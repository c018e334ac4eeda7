"""Softmax and its logarithm, along an axis of a batch-last array: the layer's `dim` less the batch axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout

SMALLEST = (
    -60.0
)  # exp of less is no number that matters, but a denormal one: 4 times slower arithmetic ever after


class Softmax(Kernel):
    """Batch last in, batch last out. dz = p * (dp - sum of dp * p)."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.axis = layer.dim - 1
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
    """Batch last in, batch last out. dz = dl - e^l * sum of dl."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        z = np.subtract(x, x.max(axis=self.axis, keepdims=True), out=self.output)
        z -= np.log(np.exp(np.maximum(z, SMALLEST)).sum(axis=self.axis, keepdims=True))
        return z

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad -= np.exp(np.maximum(self.output, SMALLEST)) * grad.sum(axis=self.axis, keepdims=True)
        return grad
