"""Softmax and its logarithm: from scores to probabilities that sum to one along an axis.

Both take the largest score away first: it changes nothing, and e^z then can't overflow.
"""

from __future__ import annotations

import numpy as np

from core.layers.base import Layer, Shape
from core.windows import whole


class Rowwise(Layer):
    """What the two share: the axis `dim` (1: the classes of a batch, or the channels of images)."""

    def __init__(self, dim: int = 1) -> None:
        self.dim = whole(dim, "dim", least=1)

    def check_shape(self, shape: Shape, batch: tuple[int | str, ...] = ()) -> None:
        if len(shape) < self.dim:
            self.refuse((*"CDEFGH"[: self.dim], "..."), shape, batch)


class Softmax(Rowwise):
    """p[k] = e^z[k] / sum over j of e^z[j];   dz = p * (dp - sum over j of dp[j] * p[j]).

    Shape: any with an axis `dim` (counted with the batch axis as 0); the output has the input's.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        e = np.exp(x - x.max(axis=self.dim, keepdims=True))
        self._p = e / e.sum(axis=self.dim, keepdims=True)
        self._output_shape = self._p.shape
        return self._p.copy()

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return self._p * (g - (g * self._p).sum(axis=self.dim, keepdims=True))


class LogSoftmax(Rowwise):
    """l[k] = z[k] - log(sum over j of e^z[j]);   dz = dl - e^l * sum over j of dl[j].

    Shape: any with an axis `dim` (counted with the batch axis as 0); the output has the input's.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        z = x - x.max(axis=self.dim, keepdims=True)
        self._l = z - np.log(np.exp(z).sum(axis=self.dim, keepdims=True))
        self._output_shape = self._l.shape
        return self._l.copy()

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return g - np.exp(self._l) * g.sum(axis=self.dim, keepdims=True)
