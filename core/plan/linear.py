"""The fully connected layer, what works like one, and the flattening before it."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout


class MatrixProduct(Kernel):
    """Every output a weighted sum of every input: Y = W @ X + b;  dW = dY @ X.T;  dX = W.T @ dY.

    W (outputs, inputs) expects the inputs channel by channel, so images (H, W, C, N) are first laid out as
    (C, H, W, N); a row of features (F, N) is as it should be.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = self.gives.empty()
        self._x = takes.empty((*takes.sample, takes.n))
        self.entry = channels_last(self._x)
        self._grad_input = takes.empty(self._x.shape)
        self._ones = np.ones(takes.n, takes.dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.receive(x)
        weight, N = self.layer.weight.data, self.takes.n
        # (O, C, H, W) -> (O, C*H*W);  (C, H, W, N) -> (C*H*W, N)
        y = np.matmul(weight.reshape(len(weight), -1), self._x.reshape(-1, N), out=self.output.reshape(-1, N))
        if self.layer.bias is not None:
            y += self.layer.bias.data[:, None]
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        weight, N = self.layer.weight, self.takes.n
        grad = grad.reshape(-1, N)
        np.matmul(grad, self._x.reshape(-1, N).T, out=weight.grad.reshape(len(grad), -1))
        if self.layer.bias is not None:
            np.matmul(grad, self._ones, out=self.layer.bias.grad)
        if not self.needs_input_gradient:
            return None
        np.matmul(weight.data.reshape(len(grad), -1).T, grad, out=self._grad_input.reshape(-1, N))
        return channels_last(self._grad_input)


class Linear(MatrixProduct):
    """(in, N) -> (out, N)."""


class Flatten(Kernel):
    """(H, W, C, N) -> (C*H*W, N): a row of features is told channel by channel."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = self.gives.empty()
        self._channels_first = (*takes.sample, takes.n)
        self.entry = channels_last(self.output.reshape(self._channels_first))

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.receive(x)
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray:
        return channels_last(grad.reshape(self._channels_first))


def channels_last(x: np.ndarray) -> np.ndarray:
    """(C, H, W, N) -> (H, W, C, N), a view."""
    return x.transpose(*range(1, x.ndim - 1), 0, x.ndim - 1)
