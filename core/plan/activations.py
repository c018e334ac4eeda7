"""Activations: each number on its own, so any layout will do.

They write straight into the next kernel's entry where it has one, and need no more than their own output to
go back: the slope of each of these functions can be told from its value.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout


class Elementwise(Kernel):
    """Any layout, and gives what it took."""

    writes_anywhere = True

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = takes.empty()
        self._work = takes.empty()


class ReLU(Elementwise):
    """max(x, 0); the slope is 1 where the output is above 0."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        # Comparing with an array of zeros is twice as fast as with the number 0; one row of it will do
        self._zeros = takes.zeros(takes.shape[1:])
        self._passes = takes.empty(dtype=bool)

    def forward(self, x: np.ndarray) -> np.ndarray:
        return np.maximum(x, self._zeros, out=self.output)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        np.greater(self.output, self._zeros, out=self._passes)
        return np.multiply(grad, self._passes, out=grad)


class LeakyReLU(Elementwise):
    """x where x > 0, else negative_slope * x."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        # x * (slope + (1 - slope) where x > 0): two multiplications, no choosing
        self._slope(x)
        return np.multiply(x, self._work, out=self.output)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        return np.multiply(grad, self._work, out=grad)

    def _slope(self, x: np.ndarray) -> None:
        """1 where x > 0, else negative_slope, in `_work`."""
        np.greater(x, 0, out=self._work)
        self._work *= 1 - self.layer.negative_slope
        self._work += self.layer.negative_slope


class ELU(Elementwise):
    """x where x > 0, else alpha * (e^x - 1), whose slope is output + alpha."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        below = np.minimum(x, 0, out=self._work)
        np.expm1(below, out=below)
        below *= self.layer.alpha
        np.maximum(x, 0, out=self.output)
        return np.add(self.output, below, out=self.output)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        # `_work` is 0 where x > 0, so there the slope of the lower branch must be made 1
        slope = self._work
        slope += self.layer.alpha
        np.copyto(slope, 1, where=self.output > 0)
        return np.multiply(grad, slope, out=grad)


class Sigmoid(Elementwise):
    """1 / (1 + e^-x), as (1 + tanh(x / 2)) / 2, which can't overflow; the slope is y * (1 - y)."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        y = np.multiply(x, 0.5, out=self.output)
        np.tanh(y, out=y)
        y += 1
        y *= 0.5
        return y

    def backward(self, grad: np.ndarray) -> np.ndarray:
        slope = np.subtract(1, self.output, out=self._work)
        slope *= self.output
        return np.multiply(grad, slope, out=grad)


class Tanh(Elementwise):
    """tanh(x); the slope is 1 - y * y."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        return np.tanh(x, out=self.output)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        slope = np.multiply(self.output, self.output, out=self._work)
        np.subtract(1, slope, out=slope)
        return np.multiply(grad, slope, out=grad)
