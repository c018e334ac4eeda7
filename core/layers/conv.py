"""Convolution: a small kernel slides over the image and multiplies what it sees.

im2col writes what the kernel sees at every place as the columns of a matrix, so that the whole layer is one
matrix product, and its gradients are two more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core import init
from core.layers.base import Parameter, Shape, flag
from core.layers.windowed import Windowed
from core.windows import Pair, Window, col2im, im2col, pair, same_pads, whole


class Conv2d(Windowed):
    """2-D cross-correlation over a batch of images (what deep learning calls convolution).

        y[n, o, p, q] = bias[o] + sum over c, i, j of weight[o, c, i, j] * x[n, c, sH*p + i, sW*q + j]

    with x bordered by zeros. As matrices: Y = W @ X_columns, so dW = dY @ X_columns.T and
    dX_columns = W.T @ dY, which col2im adds back to the pixels they came from.

    Shape: x (N, in_channels, H, W) -> (N, out_channels, oH, oW), oH = floor((H + padding - kH) / sH) + 1.

    kernel_size, stride, padding: an int or a pair (vertical, horizontal), in pixels. padding="same" keeps the
    size at stride 1 (an even kernel has its extra row below and its extra column right); "valid" is none.
    The columns take C*kH*kW*oH*oW*N numbers until the next forward pass: give it large sets in batches.
    Begins as torch.nn.Conv2d does: weight and bias uniform in +-1/sqrt(in_channels*kH*kW).
    Raises ValueError for settings out of range, and at forward for any other shape.
    """

    parameter_names = ("weight", "bias")
    _columns: np.ndarray | None = None

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | Pair,
        stride: int | Pair = 1,
        padding: int | Pair | str = 0,
        bias: bool = True,
        rng: np.random.Generator | None = None,
    ) -> None:
        self.in_channels = whole(in_channels, "in_channels", least=1)
        self.out_channels = whole(out_channels, "out_channels", least=1)
        self.kernel_size = pair(kernel_size, "kernel_size", least=1)
        self.stride = pair(stride, "stride", least=1)
        self.padding, pads = _padding(padding, self.kernel_size, self.stride)
        self.window = Window(self.kernel_size, self.stride, pads)
        rng = np.random.default_rng() if rng is None else rng
        shape = (self.out_channels, self.in_channels, *self.kernel_size)
        self.weight = Parameter(init.uniform(shape, rng))
        bound = 1 / np.sqrt(init.fans(shape)[0])
        start = rng.uniform(-bound, bound, self.out_channels).astype(np.float32)
        self.bias: Any = Parameter(start) if flag(bias, "bias") else None

    def expected(self) -> tuple[int | str, ...]:
        return (self.in_channels, "H", "W")

    def config(self) -> dict[str, Any]:
        return {**super().config(), "bias": self.bias is not None}

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        N, _, H, W = x.shape
        oH, oW = self.window.output_size(H, W)
        self._input_shape = x.shape
        self._columns = im2col(x, self.window)  # (N, C, H, W) -> (C*kH*kW, oH*oW*N)
        y = self._matrix(x.dtype) @ self._columns  # (O, C*kH*kW) @ (C*kH*kW, oH*oW*N)
        if self.bias is not None:
            y += self.bias.data.astype(x.dtype, copy=False)[:, None]
        # (O, oH*oW*N) -> (O, oH, oW, N) -> (N, O, oH, oW)
        y = np.ascontiguousarray(y.reshape(self.out_channels, oH, oW, N).transpose(3, 0, 1, 2))
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self._as_matrix(grad_output)
        assert self._columns is not None
        # (O, oH*oW*N) @ (oH*oW*N, C*kH*kW), asked for as its transpose because BLAS is faster that way
        self.weight.grad = np.ascontiguousarray((self._columns @ g.T).T).reshape(self.weight.shape)
        if self.bias is not None:
            self.bias.grad = g.sum(axis=1)
        return col2im(self._matrix(g.dtype).T @ g, self.window, self._input_shape)

    def input_gradient(self, grad_output: np.ndarray) -> np.ndarray:
        g = self._as_matrix(grad_output)
        return col2im(self._matrix(g.dtype).T @ g, self.window, self._input_shape)

    def _as_matrix(self, grad_output: np.ndarray) -> np.ndarray:
        """The gradient of the output, a row a channel: (N, O, oH, oW) -> (O, oH, oW, N) -> (O, oH*oW*N)."""
        g = self.check_gradient(grad_output)
        return g.transpose(1, 2, 3, 0).reshape(self.out_channels, g.size // self.out_channels)

    def _matrix(self, dtype: np.dtype) -> np.ndarray:
        """The kernels as rows, (O, C, kH, kW) -> (O, C*kH*kW), in the precision of the input."""
        return self.weight.data.reshape(self.out_channels, -1).astype(dtype, copy=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        return (self.out_channels, *super().output_shape(input_shape)[1:])

    def multiply_adds(self, input_shape: Shape) -> int:
        _, oH, oW = self.output_shape(input_shape)
        return int(self.weight.data.size) * oH * oW

    def links(self, input_shape: Shape) -> np.ndarray:
        """Which values each window sees, as flat indices into one sample's input; -1 is padding.

        Shape: input_shape (C, H, W) -> (oH*oW, C*kH*kW). The same row serves every output channel: output
        (o, p, q) is bias[o] plus row p*oW + q times kernel o, flattened.
        """
        C, oH, oW = (self.in_channels, *self.output_shape(input_shape)[1:])
        seen = self._numbered(input_shape)  # (kH*kW, C, oH, oW)
        # (kH*kW, C, oH, oW) -> (oH, oW, C, kH*kW) -> (oH*oW, C*kH*kW)
        return seen.transpose(2, 3, 1, 0).reshape(oH * oW, C * len(seen))


def _padding(padding: Any, kernel: Pair, stride: Pair) -> tuple[Pair | str, tuple[Pair, Pair]]:
    """The padding argument as kept, and the border it means: ((top, bottom), (left, right))."""
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise ValueError(f'padding must be "same", "valid", a whole number or a pair, got {padding!r}')
        if padding == "same" and stride != (1, 1):
            raise ValueError(f'padding "same" needs stride 1, got stride {stride}')
        return padding, same_pads(kernel) if padding == "same" else ((0, 0), (0, 0))
    both = pair(padding, "padding")
    return both, ((both[0], both[0]), (both[1], both[1]))
