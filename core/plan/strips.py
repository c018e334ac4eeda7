"""The matrices that a convolution multiplies, found in memory instead of built.

With places first and the batch last, what a kernel sees in one column of the image is one block, and as it
moves right the blocks overlap like roof tiles. So a copy of each row of the image with the rows below it, a
*strip*, holds the columns of im2col for all places of that row, kH copies of every pixel instead of kH * kW.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.layout import Layout
from core.plan.tape import Tape
from core.windows import Window


class Strips:
    """The strips of images in the layout `takes`, under a kernel that moves as `window` says.

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
