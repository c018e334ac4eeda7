"""Convolution of any size, stride and padding: a small matrix product for every place of the output."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.kernel import Kernel, Layout
from core.plan.linear import MatrixProduct
from core.plan.products import in_parts, small_part, small_products
from core.plan.strips import Strips

PARTIAL_SUMS = 1 << 17  # numbers: how much of dK's partial sums is held at once, to stay in the cache
LONG_PATCH = 100  # values, from which on turning dY round pays


class Convolution(Kernel):
    """(H, W, C, N) -> (oH, oW, O, N).

    At each place (p, q):  Y = K @ patch,  dK = sum over places of dY @ patch.T,  where K (O, kW*kH*C) is the
    weight with its axes in the order of a patch. The gradient of the strips is a convolution again: that of
    a column is the turned kernel @ dY of the places that saw it, which lie side by side.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        (oC, oH, oW), C = self.gives.sample, takes.sample[0]
        kH, kW = layer.window.kernel
        N = takes.n
        self._strips = Strips(takes, layer.window)
        self.entry = self._strips.image
        self.output = self.gives.empty()
        self._kernel = takes.empty((oC, kW, kH, C))
        self._turned_kernel = takes.empty((kH, C, kW, oC))
        self._grad_strips = takes.zeros(self._strips.strips.shape)  # stays zero where no place looked
        self._grad_bordered = takes.empty(self._strips.bordered.shape)
        # dK is summed over places and parts of the batch, in groups of rows
        self._part = small_part(self._kernel.size, N)
        one_row = (oW, N // self._part, kW * kH * C, oC)
        self._rows_at_once = max(1, min(oH, PARTIAL_SUMS // prod(one_row)))
        self._partial = takes.empty((self._rows_at_once, *one_row))

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
        self._backward_strips(grad)
        return self._strips.paste(self._grad_strips, self._grad_bordered)

    @property
    def grad_entry(self) -> np.ndarray:
        return self.output

    def _backward_strips(self, grad: np.ndarray) -> None:
        """The gradient of the strips, column by column."""
        # (O, C, kH, kW) -> (kH, C, kW, O), its columns in reverse: the kernel turned, as in any dX
        np.copyto(self._turned_kernel, self.layer.weight.data.transpose(2, 1, 3, 0)[:, :, ::-1])
        kH, C, kW, oC = self._turned_kernel.shape
        (oH, oW, _, N), W, stride = grad.shape, self._grad_strips.shape[1], self.layer.window.stride[1]
        grad_strips = self._grad_strips.reshape(oH, W, kH * C, N)
        # At stride 1 the columns kW - 1 to oW - 1 were seen by kW places each: all of them in one call
        middle = range(kW - 1, oW) if stride == 1 and kW <= oW else range(0)
        if middle:
            grad, one = np.ascontiguousarray(grad), grad.itemsize
            steps = oW * oC * N * one, oC * N * one, N * one, one  # not .strides: an axis of 1 may have any
            seen_by = as_strided(grad, (oH, len(middle), kW * oC, N), steps, writeable=False)
            whole = self._turned_kernel.reshape(kH * C, kW * oC)
            small_products(whole, seen_by, grad_strips[:, middle.start : middle.stop])
        for w in (*range(middle.start), *range(middle.stop, W)):
            first, last = max(0, -((kW - 1 - w) // stride)), min(oW - 1, w // stride)
            if first <= last:
                # The place q saw column w in its own column w - stride*q
                columns = slice(kW - 1 - w + stride * first, kW - w + stride * last, stride)
                part = self._turned_kernel[:, :, columns].reshape(kH * C, -1)
                # (oH, places, O, N) -> (oH, 1, places*O, N)
                seen_by = grad[:, first : last + 1].reshape(oH, 1, -1, N)
                small_products(part, seen_by, grad_strips[:, w : w + 1])

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
