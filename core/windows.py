"""How a window slides over an image: padding, the places it visits, im2col and its reverse.

Convolution and pooling share all of this. Kept apart from the layers so that a layer's file holds its formula
and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

Pair = tuple[int, int]


def whole(value: object, argument: str, least: int = 0) -> int:
    """Return `value` as an int of at least `least`; ValueError names the argument."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{argument} must be a whole number of at least {least}, got {value!r}")
    return int(value)


def pair(value: object, argument: str, least: int = 0) -> Pair:
    """Return (vertical, horizontal) from one int or a pair of ints; ValueError names the argument."""
    if isinstance(value, tuple | list):
        if len(value) != 2:
            raise ValueError(f"{argument} must be a whole number or a pair of them, got {value!r}")
        return whole(value[0], argument, least), whole(value[1], argument, least)
    both = whole(value, argument, least)
    return both, both


@dataclass(frozen=True)
class Window:
    """A window of `kernel` places that moves by `stride` over an image with a border of `pads`.

    Shape: kernel (kH, kW), stride (sH, sW), pads ((top, bottom), (left, right)); all in pixels.
    """

    kernel: Pair
    stride: Pair
    pads: tuple[Pair, Pair]

    def output_size(self, height: int, width: int) -> Pair:
        """Places the window visits: floor((size + both pads - kernel) / stride) + 1; below 1 if none fits."""
        sizes = [
            (size + before + after - kernel) // stride + 1
            for size, kernel, stride, (before, after) in zip(
                (height, width), self.kernel, self.stride, self.pads, strict=True
            )
        ]
        return sizes[0], sizes[1]

    def smallest(self) -> Pair:
        """The smallest image in which the window fits once."""
        (top, bottom), (left, right) = self.pads
        return max(self.kernel[0] - top - bottom, 1), max(self.kernel[1] - left - right, 1)

    def pad(self, x: np.ndarray, value: float = 0.0, axis: int = -2) -> np.ndarray:
        """Return x with a border of `value`; x itself when there is none. H is axis `axis`, W the next."""
        (top, bottom), (left, right) = self.pads
        if not (top or bottom or left or right):
            return x
        shape = list(x.shape)
        shape[axis] += top + bottom
        shape[axis + 1] += left + right
        padded = np.full(shape, value, x.dtype)
        self.crop(padded, axis)[...] = x
        return padded

    def crop(self, padded: np.ndarray, axis: int = -2) -> np.ndarray:
        """Undo `pad`: a view of the image without its border."""
        (top, bottom), (left, right) = self.pads
        height, width = padded.shape[axis], padded.shape[axis + 1]
        outer = (slice(None),) * (axis % padded.ndim)
        return padded[(*outer, slice(top, height - bottom), slice(left, width - right))]

    def places(self, padded: np.ndarray, axis: int = -2) -> Iterator[np.ndarray]:
        """Yield kH*kW views: what each place of the window sees in all its positions, oH, oW for H, W.

        The first view holds the top-left value of every window, the last the bottom-right one. Writing to a
        view writes to `padded`.
        """
        height, width = padded.shape[axis], padded.shape[axis + 1]
        outer = (slice(None),) * (axis % padded.ndim)
        (kH, kW), (sH, sW) = self.kernel, self.stride
        for i in range(kH):
            for j in range(kW):
                rows = slice(i, height - kH + i + 1, sH)
                columns = slice(j, width - kW + j + 1, sW)
                yield padded[(*outer, rows, columns)]


def same_pads(kernel: Pair) -> tuple[Pair, Pair]:
    """The border that keeps an image's size at stride 1; an even kernel has its extra row below and right."""
    kH, kW = kernel
    return ((kH - 1) // 2, kH // 2), ((kW - 1) // 2, kW // 2)


def im2col(x: np.ndarray, window: Window) -> np.ndarray:
    """Write every window out as a column, so that a convolution becomes one matrix product.

    Shape: x (N, C, H, W) -> (C*kH*kW, oH*oW*N). Row (c, i, j) holds what place (i, j) sees in channel c. The
    batch comes last: a place's values of all images then lie side by side, and are copied in long runs.
    """
    N, C, H, W = x.shape
    oH, oW = window.output_size(H, W)
    (kH, kW), (sH, sW) = window.kernel, window.stride
    batch_last = np.ascontiguousarray(x.transpose(1, 2, 3, 0))  # (N, C, H, W) -> (C, H, W, N)
    padded = window.pad(batch_last, axis=1)
    # Steps in memory: to the next place in a window is one row or column, to the next window a whole stride.
    channel, row, column, image = padded.strides
    steps = (channel, row, column, sH * row, sW * column, image)
    windows = np.ndarray((C, kH, kW, oH, oW, N), x.dtype, padded, strides=steps)
    return windows.copy().reshape(C * kH * kW, oH * oW * N)


def col2im(columns: np.ndarray, window: Window, shape: tuple[int, ...]) -> np.ndarray:
    """Add every column back where its window stood: the transpose of `im2col`.

    Shape: columns (C*kH*kW, oH*oW*N) -> `shape` (N, C, H, W). Pixels that several windows share get the sum.
    """
    N, C, H, W = shape
    oH, oW = window.output_size(H, W)
    kH, kW = window.kernel
    columns = columns.reshape(C, kH * kW, oH, oW, N)  # (C*kH*kW, oH*oW*N) -> (C, kH*kW, oH, oW, N)
    padded = window.pad(np.zeros((C, H, W, N), columns.dtype), axis=1)
    for k, seen in enumerate(window.places(padded, axis=1)):
        seen += columns[:, k]
    image = window.crop(padded, axis=1)
    return np.ascontiguousarray(image.transpose(3, 0, 1, 2))  # (C, H, W, N) -> (N, C, H, W)
