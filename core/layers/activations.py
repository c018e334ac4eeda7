"""Activations: functions of one number, applied to every number of an array.

Each states its function and its slope; what forward and backward make of them is the same for all. Softmax
and LogSoftmax, which look at a whole row, are in softmax.py.
"""

from __future__ import annotations

import numpy as np

from core.layers.base import Layer, number


class Activation(Layer):
    """y = f(x) for each number on its own, so dx = f'(x) * dy. `slope` among the intermediates is f'(x).

    Shape: any; the output has the input's.
    """

    def function(self, x: np.ndarray) -> np.ndarray:
        """f(x)."""
        raise TypeError(f"{type(self).__name__} has no function")

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """f'(x), where y = f(x) is known."""
        raise TypeError(f"{type(self).__name__} has no slope")

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = self.check_input(x)
        self._y = self.function(self._x)
        self._output_shape = self._y.shape
        return self._y.copy()

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return g * self.slope(self._x, self._y)

    def intermediates(self) -> dict[str, np.ndarray]:
        if self._output_shape is None:
            return {}
        return {"slope": self.slope(self._x, self._y).astype(self._x.dtype, copy=False)}


class ReLU(Activation):
    """max(x, 0): passes what is positive. Slope 1 where x > 0, else 0 (0 at x = 0, as PyTorch)."""

    def function(self, x: np.ndarray) -> np.ndarray:
        return np.maximum(x, 0)

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return x > 0


class LeakyReLU(Activation):
    """x where x > 0, else negative_slope * x: lets a little gradient through everywhere."""

    def __init__(self, negative_slope: float = 0.01) -> None:
        self.negative_slope = number(negative_slope, "negative_slope")

    def function(self, x: np.ndarray) -> np.ndarray:
        return np.where(x > 0, x, x * self.negative_slope)

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.where(x > 0, x.dtype.type(1), x.dtype.type(self.negative_slope))


class ELU(Activation):
    """x where x > 0, else alpha * (e^x - 1): smooth, and levels off at -alpha. Slope at 0 is alpha.

    Source: Clevert et al. 2015, "Fast and accurate deep network learning by exponential linear units".
    """

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = number(alpha, "alpha")

    def function(self, x: np.ndarray) -> np.ndarray:
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.where(x > 0, x.dtype.type(1), self.alpha * np.exp(np.minimum(x, 0)))


class Sigmoid(Activation):
    """1 / (1 + e^-x), between 0 and 1. Slope y * (1 - y), never above 1/4.

    Computed from e^-|x|, which can't overflow.
    """

    def function(self, x: np.ndarray) -> np.ndarray:
        e = np.exp(-np.abs(x))
        return np.where(x >= 0, 1, e) / (1 + e)

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return y * (1 - y)


class Tanh(Activation):
    """(e^x - e^-x) / (e^x + e^-x), between -1 and 1. Slope 1 - y^2."""

    def function(self, x: np.ndarray) -> np.ndarray:
        return np.tanh(x)

    def slope(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 1 - y * y
