"""Convolution of any size, stride and padding: a small matrix product for every place of the output."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.kernel import Kernel
from core.plan.layout import Layout, view
from core.plan.linear import MatrixProduct
from core.plan.products import in_parts, small_part, small_products, sum_places
from core.plan.tape import LEAST_PRODUCTS, Tape
from core.windows import Window


class Strips:
    """The strips of images in the layout `takes`, under a kernel that moves as `window` says: the matrices
    that a convolution multiplies, found in memory instead of built.

    With places first and the batch last, what a kernel sees in one column of the image is one block, and as
    it moves right the blocks overlap like roof tiles. So a copy of each row of the image with the rows below
    it, a *strip*, holds the columns of im2col for all places of that row, kH copies of every pixel instead of
    kH * kW.

    image    where the images belong: a view of the middle of a buffer whose border stays zero
    strips   (oH, W, kH, C, N): strip p holds, column by column, the kH image rows that output row p looks at
    patches  (oH, oW, kW*kH*C, N): what the kernel sees at each place, a view of the strips. Each patch is one
             contiguous matrix; its right neighbour begins sW columns on, inside it.

    H and W are those of the image with its border.
    """

    def __init__(self, takes: Layout, window: Window) -> None:
        C, height, width = takes.sample
        (top, bottom), (left, right) = window.pads
        (kH, kW), (sH, sW) = window.kernel, window.stride
        oH, oW = window.output_size(height, width)
        N, H, W = takes.n, top + height + bottom, left + width + right
        self.stride, self.rows = sH, oH
        self.bordered = takes.zeros((H, W, C, N))
        self._middle = (slice(top, top + height), slice(left, left + width))
        self.image = self.bordered[self._middle]
        row, column, channel, batch = self.bordered.strides
        # Row p of the output sees the image rows sH*p + i: (oH, W, kH, C, N)
        self._seen = as_strided(self.bordered, (oH, W, kH, C, N), (row * sH, column, row, channel, batch))
        self.strips = takes.empty((oH, W, kH, C, N))
        row, column, _, channel, batch = self.strips.strides
        self.patches = as_strided(
            self.strips, (oH, oW, kW * kH * C, N), (row, column * sW, channel, batch), writeable=False
        )
        # The same, those of the even columns before those of the odd ones: (oH, 2, oW/2, kW*kH*C, N)
        self.patches_apart = as_strided(
            self.strips,
            (oH, 2, oW // 2, kW * kH * C, N),
            (row, column * sW, 2 * column * sW, channel, batch),
            writeable=False,
        )

    def cut(self, tape: Tape, start: int, stop: int) -> None:
        """Add the call that copies the image into the strips of some output rows."""
        tape.do(np.copyto, self.strips[start:stop], self._seen[start:stop])

    def complete(self, start: int, stop: int) -> range:
        """The rows of the bordered image that no other strips than these saw."""
        rows, kH = len(self.bordered), self.strips.shape[2]
        first = max(self.stride * (start - 1) + kH, self.stride * start) if start else 0
        return range(first, rows if stop == self.rows else self.stride * stop)

    def paste(self, tape: Tape, grad_strips: np.ndarray, grad_bordered: np.ndarray, rows: range) -> None:
        """Add the calls that sum the gradient of the strips up in these `rows` of that of the bordered image,
        which strip p has in its kernel row i where stride*p + i is the row.
        """
        kH = grad_strips.shape[2]
        if not rows:
            return
        if self.stride > 1 or rows.start >= self.rows:
            tape.do(np.copyto, grad_bordered[rows.start : rows.stop], 0)
            first = 0
        else:  # at stride 1 each row that is a strip's own begins as a copy
            own = min(rows.stop, self.rows)
            tape.do(np.copyto, grad_bordered[rows.start : own], grad_strips[rows.start : own, :, 0])
            if own < rows.stop:
                tape.do(np.copyto, grad_bordered[own : rows.stop], 0)
            first = 1
        for i in range(first, kH):
            # strips p with rows.start <= stride*p + i < rows.stop
            low = max(0, -((i - rows.start) // self.stride))
            high = min(self.rows, -((i - rows.stop) // self.stride))
            if low < high:
                place = slice(self.stride * low + i, self.stride * (high - 1) + i + 1, self.stride)
                tape.do(np.add, grad_bordered[place], grad_strips[low:high, :, i], grad_bordered[place])

    def crop(self, bordered: np.ndarray) -> np.ndarray:
        """The image inside its border, a view."""
        return bordered[self._middle]


PARTIAL_SUMS = 1 << 17  # numbers: how much of dK's partial sums is held at once, to stay in the cache
LONG_PATCH = 100  # values, from which on turning dY round pays


class Convolution(Kernel):
    """(H, W, C, N) -> (oH, oW, O, N).

    At each place (p, q):  Y = K @ patch,  dK = sum over places of patch @ dY.T,  where K (O, kW*kH*C) is the
    weight with its axes in the order of a patch. The gradient of the strips is a convolution again: that of
    a column is the turned kernel @ dY of the places that saw it, which lie side by side.

    Before a pooling of pairs the even columns of a row of the output lie before the odd ones, so that the
    pooling compares two blocks. Two workers share the rows of the output, forward and backward.
    """

    output_is_free = True
    apart = False  # whether the columns of the output lie so
    grad_apart = False  # and those of its gradient

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        (oC, oH, oW), C = self.gives.sample, takes.sample[0]
        kH, kW = layer.window.kernel
        self._strips = Strips(takes, layer.window)
        self.entry = self._strips.image
        self.output = self.gives.empty()
        self._kernel = takes.empty((oC, kW, kH, C))
        self._partial: np.ndarray | None = None
        self._worth = self._kernel.size * oH * oW * takes.n > LEAST_PRODUCTS

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        self.receive(tape, x)
        # (O, C, kH, kW) -> (O, kW, kH, C)
        tape.do(np.copyto, self._kernel, self.layer.weight.data.transpose(0, 3, 2, 1))
        bias = None
        if self.layer.bias is not None and not self.bias_moves and not (training and self.bias_vanishes):
            # Once for every image, (O,) -> (O, N), so that the sum runs over whole rows of memory
            bias = self.takes.empty((len(self._kernel), self.takes.n))
            tape.do(np.copyto, bias, self.layer.bias.data[:, None])

        def rows(start: int, stop: int) -> None:
            y = self.output[start:stop]
            self._strips.cut(tape, start, stop)
            patches = self._patches(self.apart)[start:stop]
            kernel = view(self._kernel, len(self._kernel), -1)
            small_products(tape, kernel, patches, view(y, *patches.shape[:-2], *y.shape[-2:]))
            if bias is not None:
                tape.do(np.add, y, bias, y)

        tape.halves(len(self.output), rows, self._worth)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray | None:
        grad = self.contiguous(tape, grad)
        oH, strips = len(grad), self._strips
        inputs = self._begin_inputs(tape) if self.needs_input_gradient else None
        sums: list[np.ndarray] = []
        done: list[range] = []  # rows of the image whose gradient is complete

        def rows(start: int, stop: int) -> None:
            if self.learns:
                for half in (range(oH - oH // 2), range(oH - oH // 2, oH)):  # alike for one worker or two
                    if half and start <= half.start and half.stop <= stop:
                        self._weight_sums(tape, grad, half, sums)
            if inputs is not None:
                turned, grad_strips, grad_bordered = inputs
                self._grad_strips(tape, turned, grad[start:stop], grad_strips[start:stop])
                done.append(strips.complete(start, stop))
                strips.paste(tape, grad_strips, grad_bordered, done[-1])

        tape.halves(oH, rows, self._worth)
        if self.learns:
            self._finish_parameters(tape, grad, sums)
        if inputs is None:
            return None
        _, grad_strips, grad_bordered = inputs
        for above, below in pairwise(done):  # the rows that both halves saw
            strips.paste(tape, grad_strips, grad_bordered, range(above.stop, below.start))
        return strips.crop(grad_bordered)

    def _patches(self, apart: bool) -> np.ndarray:
        return self._strips.patches_apart if apart else self._strips.patches

    def _begin_inputs(self, tape: Tape) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The turned kernel, and arrays for the gradients of the strips and of the bordered image."""
        oC, kW, kH, C = self._kernel.shape
        turned = self.takes.empty((kH, C, kW, oC))
        # (O, C, kH, kW) -> (kH, C, kW, O), its columns in reverse: the kernel turned, as in any dX
        tape.do(np.copyto, turned, self.layer.weight.data.transpose(2, 1, 3, 0)[:, :, ::-1])
        grad_strips = self.takes.zeros(self._strips.strips.shape)  # stays zero where no place looked
        return turned, grad_strips, self.takes.empty(self._strips.bordered.shape)

    def _grad_strips(self, tape: Tape, turned: np.ndarray, grad: np.ndarray, strips: np.ndarray) -> None:
        """The gradient of some strips, column by column."""
        kH, C, kW, oC = turned.shape
        (rows, oW, _, N), W, stride = grad.shape, strips.shape[1], self.layer.window.stride[1]
        strips = view(strips, rows, W, kH * C, N)
        # At stride 1 the columns kW - 1 to oW - 1 were seen by kW places each: all of them in one call
        middle = range(kW - 1, oW) if stride == 1 and kW <= oW else range(0)
        if middle:
            one = grad.itemsize
            steps = oW * oC * N * one, oC * N * one, N * one, one  # not .strides: an axis of 1 may have any
            seen_by = as_strided(grad, (rows, len(middle), kW * oC, N), steps, writeable=False)
            whole = view(turned, kH * C, kW * oC)
            small_products(tape, whole, seen_by, strips[:, middle.start : middle.stop])
        for w in (*range(middle.start), *range(middle.stop, W)):
            first, last = max(0, -((kW - 1 - w) // stride)), min(oW - 1, w // stride)
            if first > last:
                continue
            # The place q saw column w in its own column w - stride*q
            columns = slice(kW - 1 - w + stride * first, kW - w + stride * last, stride)
            part = turned[:, :, columns]
            if stride > 1:
                part, apart = self.takes.empty(part.shape), part
                tape.do(np.copyto, part, apart)
            # (rows, places, O, N) -> (rows, 1, places*O, N)
            seen_by = view(grad[:, first : last + 1], rows, 1, -1, N)
            small_products(tape, rows_of(part), seen_by, strips[:, w : w + 1])

    def _weight_sums(self, tape: Tape, grad: np.ndarray, half: range, sums: list[np.ndarray]) -> None:
        """Sums of patch @ dY.T over the places of some output rows, in groups that stay in the cache."""
        oC, kW, kH, C = self._kernel.shape
        oW, N = grad.shape[1], grad.shape[-1]
        size = self._kernel.size
        batch_part = small_part(size, N)
        one_row = (oW, N // batch_part, kW * kH * C, oC)
        at_once = max(1, min(len(half), PARTIAL_SUMS // prod(one_row)))
        if self._partial is None or tape.workers > 1:  # two workers need one each
            self._partial = self.takes.empty((at_once, *one_row))
        for start in range(half.start, half.stop, at_once):
            rows = slice(start, min(start + at_once, half.stop))
            patches = self._patches(self.grad_apart)[rows]
            right = in_parts(view(grad[rows], *patches.shape[:-2], oC, N), batch_part)
            patches, right = in_parts(patches, batch_part), right.swapaxes(-1, -2)  # (.., O, N) -> (.., N, O)
            if kW * kH * C >= LONG_PATCH:  # BLAS prefers it that way round, and the copy is the smaller cost
                turned = self.takes.empty(right.shape)
                tape.do(np.copyto, turned, right)
                right = turned
            some = self._partial[: rows.stop - rows.start]
            tape.do(np.matmul, patches, right, view(some, *patches.shape[:-1], oC))
            some = view(some, -1, size)  # (.., kW*kH*C, O) -> (places, kW*kH*C*O)
            sums.append(self.takes.empty((size,)))
            tape.do(np.matmul, self.takes.full(len(some)), some, sums[-1])

    def _finish_parameters(self, tape: Tape, grad: np.ndarray, sums: list[np.ndarray]) -> None:
        """The gradients of weight and bias."""
        oC, kW, kH, C = self._kernel.shape
        total = sums[0]
        for more in sums[1:]:
            tape.do(np.add, total, more, total)
        # (kW, kH, C, O) -> (O, C, kH, kW)
        tape.do(np.copyto, self.layer.weight.grad, view(total, kW, kH, C, oC).transpose(3, 2, 1, 0))
        bias = self.layer.bias
        if bias is not None and self.bias_vanishes:
            tape.do(bias.grad.fill, 0)
        elif bias is not None and not self.bias_moves:
            sum_places(tape, grad, self.takes, bias.grad)


class WholeImageConvolution(MatrixProduct):
    """A kernel as large as its image, (H, W, C, N) -> (1, 1, O, N): a fully connected layer."""

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        return layer.window.kernel == takes.sample[1:] and layer.window.pads == ((0, 0), (0, 0))


def rows_of(turned: np.ndarray) -> np.ndarray:
    """(kH, C, columns, O) -> (kH*C, columns*O), a view."""
    kH, C, columns, oC = turned.shape
    return view(turned, kH * C, columns * oC)
