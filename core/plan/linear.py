"""The fully connected layer and the flattening before it.

With the batch last a fully connected layer is one matrix product, and flattening is another way to read the
same memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout


class Linear(Kernel):
    """(in, N) -> (out, N): Y = W @ X + b;  dW = dY @ X.T;  dX = W.T @ dY."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = self.gives.empty()
        self._grad_input = takes.empty()
        self._ones = np.ones(takes.n, takes.dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x
        np.matmul(self.layer.weight.data, x, out=self.output)
        if self.layer.bias is not None:
            self.output += self.layer.bias.data[:, None]
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        np.matmul(grad, self._x.T, out=self.layer.weight.grad)
        if self.layer.bias is not None:
            np.matmul(grad, self._ones, out=self.layer.bias.grad)
        if not self.needs_input_gradient:
            return None
        return np.matmul(self.layer.weight.data.T, grad, out=self._grad_input)


class Flatten(Kernel):
    """(C, H, W, N) -> (C*H*W, N): the same numbers in the same order, so nothing is moved."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x.reshape(self.gives.shape)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        return grad.reshape(self.takes.shape)
