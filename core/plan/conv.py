"""Convolution of any size, stride and padding: a small matrix product for every place of the output.

The products are small on purpose. BLAS copies the operands of a large product into an order of its own first,
which costs more than it brings when one of them has only 6 or 16 rows; small ones it multiplies as they lie.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.kernel import Kernel, Layout
from core.plan.linear import MatrixProduct
from core.plan.strips import Strips

SMALL = 1_000_000  # multiplications in a product that OpenBLAS still does without copying (AVX-512 machines)
NARROWEST = 16  # images: a vector register full, less than which no product should be split into
PARTIAL_SUMS = 1 << 17  # numbers: how much of dK's partial sums is held at once, to stay in the cache
LONG_PATCH = 100  # values, from which on turning dY round pays


class Convolution(Kernel):
    """(H, W, C, N) -> (oH, oW, O, N).

    At each place (p, q):  Y = K @ patch,  dK = sum over places of dY @ patch.T,  where K (O, kW*kH*C) is the
    weight with its axes in the order of a patch. The gradient of the strips is a convolution again: strip p,
    column w, is a product of the kernel with the kW places of dY that saw that column.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        (oC, oH, oW), C = self.gives.sample, takes.sample[0]
        (kH, kW), (_, sW) = layer.window.kernel, layer.window.stride
        N, dtype = takes.n, takes.dtype
        self._strips = Strips(takes, layer.window)
        self.entry = self._strips.image
        self.output = self.gives.empty()
        self._kernel = np.empty((oC, kW, kH, C), dtype)
        # dY with kW - 1 columns of zeros at both ends, and sW - 1 between, so that every column of a strip
        # finds kW places that may have seen it
        W = self._strips.bordered.shape[1]
        self._grad_wide = np.zeros((oH, W + kW - 1, oC, N), dtype)
        self._grad_places = self._grad_wide[:, kW - 1 : kW + sW * (oW - 1) : sW]
        row, column, channel, batch = self._grad_wide.strides
        self._grad_seen = as_strided(
            self._grad_wide, (oH, W, kW * oC, N), (row, column, channel, batch), writeable=False
        )
        self._turned_kernel = np.empty((kH, C, kW, oC), dtype)
        self._grad_strips = np.empty_like(self._strips.strips)
        self._grad_bordered = np.empty_like(self._strips.bordered)
        # dK is summed over places and parts of the batch, in groups of rows
        self._part = small_part(self._kernel.size, N)
        one_row = (oW, N // self._part, kW * kH * C, oC)
        self._rows_at_once = max(1, min(oH, PARTIAL_SUMS // prod(one_row)))
        self._partial = np.empty((self._rows_at_once, *one_row), dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.receive(x)
        # (O, C, kH, kW) -> (O, kW, kH, C)
        np.copyto(self._kernel, self.layer.weight.data.transpose(0, 3, 2, 1))
        small_products(self._kernel.reshape(len(self._kernel), -1), self._strips.cut(), self.output)
        if self.layer.bias is not None:
            # Once for every image, (O,) -> (O, N), so that the sum runs over whole rows of memory
            self.output += np.repeat(self.layer.bias.data, self.takes.n).reshape(-1, self.takes.n)
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        oH, oW, oC, N = grad.shape
        if self.layer.bias is not None:
            # (oH, oW, O, N) -> (oH, O*N) -> (O, N) -> (O,)
            sums = np.ones(oW, grad.dtype) @ grad.reshape(oH, oW, oC * N)
            np.sum(sums.sum(axis=0).reshape(oC, N), axis=1, out=self.layer.bias.grad)
        self._backward_weight(grad)
        if not self.needs_input_gradient:
            return None
        if grad is not self._grad_places:
            np.copyto(self._grad_places, grad)
        # (O, C, kH, kW) -> (kH, C, kW, O), its columns in reverse: the kernel turned, as in any dX
        np.copyto(self._turned_kernel, self.layer.weight.data.transpose(2, 1, 3, 0)[:, :, ::-1])
        kH, C, kW, _ = self._turned_kernel.shape
        oH, W = self._grad_strips.shape[:2]
        # (kH*C, kW*O) @ (oH, W, kW*O, N) -> (oH, W, kH*C, N)
        small_products(
            self._turned_kernel.reshape(kH * C, kW * oC),
            self._grad_seen,
            self._grad_strips.reshape(oH, W, kH * C, N),
        )
        return self._strips.paste(self._grad_strips, self._grad_bordered)

    @property
    def grad_entry(self) -> np.ndarray:
        return self._grad_places if self.needs_input_gradient else self.output

    def _backward_weight(self, grad: np.ndarray) -> None:
        """dK = sum over places of patch @ dY.T, into the layer's gradient."""
        oC, kW, kH, C = self._kernel.shape
        total = np.zeros(self._kernel.size, grad.dtype)
        for start in range(0, len(grad), self._rows_at_once):
            rows = slice(start, start + self._rows_at_once)
            patches = in_parts(self._strips.patches[rows], self._part)
            right = np.swapaxes(in_parts(grad[rows], self._part), -1, -2)  # (.., O, N) -> (.., N, O)
            if kW * kH * C >= LONG_PATCH:
                right = right.copy()  # BLAS prefers it that way round, and now the copy is the smaller cost
            partial = np.matmul(patches, right, out=self._partial[: len(right)])
            partial = partial.reshape(-1, total.size)  # (.., kW*kH*C, O) -> (places, kW*kH*C*O)
            total += np.ones(len(partial), grad.dtype) @ partial
        # (kW, kH, C, O) -> (O, C, kH, kW)
        self.layer.weight.grad[...] = total.reshape(kW, kH, C, oC).transpose(3, 2, 1, 0)


class WholeImageConvolution(MatrixProduct):
    """A kernel as large as its image, (H, W, C, N) -> (1, 1, O, N): a fully connected layer."""

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        return layer.window.kernel == takes.sample[1:] and layer.window.pads == ((0, 0), (0, 0))


def small_products(matrix: np.ndarray, places: np.ndarray, out: np.ndarray) -> None:
    """matrix @ what lies at each place: (M, K) @ (oH, oW, K, N) -> (oH, oW, M, N), in small products."""
    part = small_part(matrix.size, places.shape[-1])
    np.matmul(matrix, in_parts(places, part), out=in_parts(out, part))


def small_part(size: int, n: int) -> int:
    """How many of `n` images to multiply at once with a matrix of `size` numbers."""
    part = n
    while size * part > SMALL and part % 2 == 0 and part > NARROWEST:
        part //= 2
    return part


def in_parts(x: np.ndarray, part: int) -> np.ndarray:
    """The batch cut into parts, a view: (.., K, N) -> (.., N/part, K, part)."""
    *places, rows, n = x.shape
    return x.reshape(*places, rows, n // part, part).swapaxes(-2, -3)
