"""The matrices that a convolution multiplies, found in memory instead of built.

With places first and the batch last, what a kernel sees in one column of the image is one block, and as it
moves right the blocks overlap like roof tiles. So a copy of each row of the image with the rows below it, a
*strip*, holds the columns of im2col for all places of that row, kH copies of every pixel instead of kH * kW.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.kernel import Layout
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

    def cut(self) -> np.ndarray:
        """Copy the present `image` into strips; returns the `patches`."""
        np.copyto(self.strips, self._seen)
        return self.patches

    def paste(self, grad_strips: np.ndarray, grad_bordered: np.ndarray) -> np.ndarray:
        """Add the gradient of the strips up in that of the bordered image; returns that of the image."""
        grad_bordered[...] = 0
        last = self.stride * (self.rows - 1) + 1
        for i in range(grad_strips.shape[2]):
            rows = grad_bordered[i : i + last : self.stride]  # the image rows that kernel row i saw
            np.add(rows, grad_strips[:, :, i], out=rows)
        return grad_bordered[self._middle]
