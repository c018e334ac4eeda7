"""The fully connected layer: every output is a weighted sum of every input."""

from __future__ import annotations

from typing import Any

import numpy as np

from core import init
from core.layers.base import Layer, Parameter, Shape, flag
from core.windows import whole


class Linear(Layer):
    """A weighted sum of all inputs for each output.

        y = x @ weight.T + bias;   dx = dy @ weight,   dweight = dy.T @ x,   dbias = sum over n of dy[n]

    Shape: x (N, in_features) -> (N, out_features); weight (out_features, in_features).
    Begins as torch.nn.Linear does: weight and bias uniform in +-1/sqrt(in_features).
    Raises ValueError for settings out of range, and at forward for any other shape.
    """

    parameter_names = ("weight", "bias")

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        rng: np.random.Generator | None = None,
    ) -> None:
        self.in_features = whole(in_features, "in_features", least=1)
        self.out_features = whole(out_features, "out_features", least=1)
        rng = np.random.default_rng() if rng is None else rng
        self.weight = Parameter(init.uniform((self.out_features, self.in_features), rng))
        bound = 1 / np.sqrt(self.in_features)
        start = rng.uniform(-bound, bound, self.out_features).astype(np.float32)
        self.bias: Any = Parameter(start) if flag(bias, "bias") else None

    def expected(self) -> tuple[int | str, ...]:
        return (self.in_features,)

    def config(self) -> dict[str, Any]:
        return {**super().config(), "bias": self.bias is not None}

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        self._x = x
        y = x @ self.weight.data.T.astype(x.dtype, copy=False)  # (N, in) @ (in, out)
        if self.bias is not None:
            y += self.bias.data.astype(x.dtype, copy=False)
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        self.weight.grad = g.T @ self._x  # (out, N) @ (N, in)
        if self.bias is not None:
            self.bias.grad = g.sum(axis=0)
        return self.input_gradient(g)

    def input_gradient(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return g @ self.weight.data.astype(g.dtype, copy=False)  # (N, out) @ (out, in)

    def output_shape(self, input_shape: Shape) -> Shape:
        self.check_shape(tuple(input_shape))
        return (self.out_features,)

    def multiply_adds(self, input_shape: Shape) -> int:
        self.check_shape(tuple(input_shape))
        return self.in_features * self.out_features
