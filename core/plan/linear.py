"""The fully connected layer, what works like one, and the flattening before it."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout, channels_last, view
from core.plan.tape import LEAST_PRODUCTS, Tape


class MatrixProduct(Kernel):
    """Every output a weighted sum of every input: Y = W @ X + b;  dW = dY @ X.T;  dX = W.T @ dY.

    W (outputs, inputs) expects the inputs channel by channel, so images (H, W, C, N) are first laid out as
    (C, H, W, N); a row of features (F, N) is as it should be. Two workers share the outputs, and make the
    two gradients side by side.
    """

    output_is_free = True

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = self.gives.empty()
        self._x = takes.empty((*takes.sample, takes.n))
        self.entry = channels_last(self._x)
        self._worth = layer.weight.data.size * takes.n > LEAST_PRODUCTS

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        self.receive(tape, x)
        # (O, C, H, W) -> (O, C*H*W);  (C, H, W, N) -> (C*H*W, N)
        outputs, N = len(self.layer.weight.data), self.takes.n
        weight, x = view(self.layer.weight.data, outputs, -1), view(self._x, -1, N)
        y, bias = view(self.output, outputs, N), self.layer.bias

        def rows(start: int, stop: int) -> None:
            at = slice(start, stop)
            tape.do(np.matmul, weight[at], x, y[at])
            if bias is not None and not (training and self.bias_vanishes):
                tape.do(np.add, y[at], bias.data[at, None], y[at])

        # In halves for one worker too: a product of other rows may be rounded in another order
        tape.halves(outputs, rows, self._worth, always=True)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray | None:
        weight, bias, N = self.layer.weight, self.layer.bias, self.takes.n
        outputs = len(weight.data)
        grad = view(self.contiguous(tape, grad), outputs, N)
        matrix, x = view(weight.data, outputs, -1), view(self._x, -1, N)
        grad_input = self.takes.empty(self._x.shape) if self.needs_input_gradient else None

        def parameters() -> None:
            if self.learns:
                tape.do(np.matmul, grad, x.T, view(weight.grad, outputs, -1))
            if self.learns and bias is not None:
                if self.bias_vanishes:
                    tape.do(bias.grad.fill, 0)
                else:
                    tape.do(np.matmul, grad, self.takes.full(N), bias.grad)

        def inputs() -> None:
            if grad_input is not None:
                tape.do(np.matmul, matrix.T, grad, view(grad_input, -1, N))

        tape.side_by_side(parameters, inputs, self._worth and self.learns and grad_input is not None)
        return None if grad_input is None else channels_last(grad_input)


class LinearKernel(MatrixProduct):
    """(in, N) -> (out, N)."""


class FlattenKernel(Kernel):
    """(H, W, C, N) -> (C*H*W, N): a row of features is told channel by channel."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = self.gives.empty()
        self._channels_first = (*takes.sample, takes.n)
        self.entry = channels_last(view(self.output, *self._channels_first))

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        self.receive(tape, x)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        return channels_last(view(self.contiguous(tape, grad), *self._channels_first))
