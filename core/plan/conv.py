"""Convolution: one matrix product forward, two backward.

`Convolution` does any size, stride and padding. `TiledConvolution` does stride 1 when a 2x2 pooling follows:
it computes the four members of each pooling window together, from the one patch they share (see tiles.py).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.columns import Patches
from core.plan.kernel import Kernel, Layout
from core.plan.tiles import TileKernel


class Convolution(Kernel):
    """Batch last in, batch last out: (C, H, W, N) -> (O, oH, oW, N).

    Y = W @ columns;  dW = (columns @ dY.T).T;  dX = scatter(W.T @ dY)
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        oC, oH, oW = self.gives.sample
        window = layer.window
        self.patches = Patches(takes, window.pads, window.kernel, window.stride, (oH, oW))
        self.entry = self.patches.image
        rows, places = self.patches.columns.shape
        self.output = self.gives.empty()
        self._weight_grad = np.empty((rows, oC), takes.dtype)
        self._grad_columns = np.empty((rows, places), takes.dtype)
        self._ones = np.ones(places, takes.dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.receive(x)
        weight, bias = self.layer.weight.data, self.layer.bias
        oC = len(weight)
        y = self.output.reshape(oC, -1)  # (O, oH, oW, N) -> (O, oH*oW*N)
        np.matmul(weight.reshape(oC, -1), self.patches.gather(), out=y)
        if bias is not None:
            y += bias.data[:, None]
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        weight, bias = self.layer.weight, self.layer.bias
        oC = len(weight.data)
        grad = grad.reshape(oC, -1)  # (O, oH, oW, N) -> (O, oH*oW*N)
        # columns @ dY.T and not dY @ columns.T: BLAS takes the long side first a quarter faster
        np.matmul(self.patches.columns, grad.T, out=self._weight_grad)
        np.copyto(weight.grad.reshape(oC, -1), self._weight_grad.T)
        if bias is not None:
            np.matmul(grad, self._ones, out=bias.grad)
        if not self.needs_input_gradient:
            return None
        np.matmul(weight.data.reshape(oC, -1).T, grad, out=self._grad_columns)
        return self.patches.scatter(self._grad_columns)


class TiledConvolution(Kernel):
    """Batch last in, planes out: (C, H, W, N) -> (4, O, oH/2, oW/2, N), at stride 1.

    The same three products as Convolution, on patches one pixel larger and half as many each way, with the
    kernel written four times into a larger one. The row of ones in the columns carries the bias.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        oC, oH, oW = self.gives.sample
        C, (kH, kW) = takes.sample[0], layer.window.kernel
        self.gives = takes.of((oC, oH, oW), planes=True)
        self.tile = TileKernel(oC, C, (kH, kW), takes.dtype)
        self.patches = Patches(
            takes, layer.window.pads, (kH + 1, kW + 1), (2, 2), (oH // 2, oW // 2), ones=True
        )
        self.entry = self.patches.image
        self.output = self.gives.empty()
        self._grad_columns = np.empty((self.patches.rows, self.patches.columns.shape[1]), takes.dtype)

    @staticmethod
    def fits_sample(layer: Any, sample: tuple[int, ...]) -> bool:
        """Whether the output falls into whole 2x2 windows."""
        _, oH, oW = layer.output_shape(sample)
        return layer.window.stride == (1, 1) and oH % 2 == 0 and oW % 2 == 0

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.receive(x)
        bias = self.layer.bias
        matrix = self.tile.write(self.layer.weight.data, None if bias is None else bias.data)
        # (4, O, oH/2, oW/2, N) -> (4*O, oH/2*oW/2*N)
        np.matmul(matrix, self.patches.gather(), out=self.output.reshape(len(matrix), -1))
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        weight, bias = self.layer.weight, self.layer.bias
        grad = grad.reshape(len(self.tile.matrix), -1)  # (4, O, oH/2, oW/2, N) -> (4*O, oH/2*oW/2*N)
        np.matmul(self.patches.columns, grad.T, out=self.tile.grad)
        self.tile.read(weight.grad, None if bias is None else bias.grad)
        if not self.needs_input_gradient:
            return None
        np.matmul(self.tile.matrix[:, :-1].T, grad, out=self._grad_columns)
        return self.patches.scatter(self._grad_columns)
