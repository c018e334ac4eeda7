"""The patches that a convolution sees, with the batch last.

A border of zeros, a view of every patch, and the matrix of columns they are copied to; and the way back,
where each column's gradient is added to the pixels it came from. Shared by the two convolutions of a plan.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.plan.kernel import Layout
from core.windows import Pair

Pads = tuple[Pair, Pair]


class Patches:
    """All patches of `size` (pH, pW) that start every `stride` pixels in images with a border of `pads`.

    `image` is where the input belongs: a view of the middle of `bordered`, whose rim stays zero.
    `columns` (C*pH*pW [+ 1], hH*hW*N) is the matrix of patches; with `ones`, its last row is all ones, so
    that a matrix product adds the bias, and its gradient product sums it up.
    """

    def __init__(
        self, takes: Layout, pads: Pads, size: Pair, stride: Pair, visits: Pair, ones: bool = False
    ) -> None:
        (top, bottom), (left, right) = pads
        C, H, W = takes.sample
        (pH, pW), (sH, sW), (hH, hW), N = size, stride, visits, takes.n
        self.size, self.stride, self.visits = size, stride, visits
        self.bordered = np.zeros((C, top + H + bottom, left + W + right, N), takes.dtype)
        self.middle = (slice(None), slice(top, top + H), slice(left, left + W))
        self.image = self.bordered[self.middle]
        self._shape = (C, pH, pW, hH, hW, N)
        rows, places = C * pH * pW, hH * hW * N
        c, y, x, n = self.bordered.strides
        self._seen = as_strided(self.bordered, self._shape, (c, y, x, y * sH, x * sW, n))
        # Columns that are the image itself, read in order: a 1x1 kernel, or one as large as the image.
        self._in_order = (
            rows * places == self.bordered.size and (size == (1, 1) or visits == (1, 1)) and not ones
        )
        if self._in_order:
            self.columns: np.ndarray = self.bordered.reshape(rows, places)
        else:
            self.columns = np.ones((rows + ones, places), takes.dtype)
        self.rows = rows
        # (C*pH*pW, hH*hW*N) -> (C, pH, pW, hH, hW, N)
        self._laid_out = self.columns[:rows].reshape(self._shape)
        self._grad_bordered: Any = None

    def gather(self) -> np.ndarray:
        """Copy every patch of `image` into its column; returns `columns`."""
        if not self._in_order:
            np.copyto(self._laid_out, self._seen)
        return self.columns

    def scatter(self, grad_columns: np.ndarray) -> np.ndarray:
        """Add each column's gradient (C*pH*pW, hH*hW*N) back to its pixels; returns that of `image`."""
        if self._in_order:
            return grad_columns.reshape(self.bordered.shape)
        if self._grad_bordered is None:
            self._grad_bordered = np.empty_like(self.bordered)
        (pH, pW), (sH, sW), (hH, hW) = self.size, self.stride, self.visits
        grad_columns = grad_columns.reshape(self._shape)
        self._grad_bordered[...] = 0
        for i in range(pH):
            for j in range(pW):
                # The pixels that place (i, j) of the patches sees, (C, hH, hW, N)
                pixels = self._grad_bordered[
                    :, i : i + sH * (hH - 1) + 1 : sH, j : j + sW * (hW - 1) + 1 : sW
                ]
                np.add(pixels, grad_columns[:, i, j], out=pixels)
        return self._grad_bordered[self.middle]
