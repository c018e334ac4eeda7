"""What convolution and pooling share: a window that slides over (N, C, H, W), and its links.

The links are a table of which input each place of each window sees; whoever explains a number follows them.
"""

from __future__ import annotations

import numpy as np

from core.layers.base import Layer, Shape
from core.windows import Window


class Windowed(Layer):
    """A layer whose every output looks through `self.window` at one place of the image."""

    window: Window

    def check_shape(self, shape: Shape, batch: tuple[int | str, ...] = ()) -> None:
        super().check_shape(shape, batch)
        least = self.window.smallest()
        if shape[1] < least[0] or shape[2] < least[1]:
            want = (self.expected()[0], f"H >= {least[0]}", f"W >= {least[1]}")
            self.refuse(want, shape, batch, ": the kernel must fit in the padded image")

    def output_shape(self, input_shape: Shape) -> Shape:
        self.check_shape(tuple(input_shape))
        C, H, W = input_shape
        return (C, *self.window.output_size(H, W))

    def links(self, input_shape: Shape) -> np.ndarray:
        """Which values each window sees, as flat indices into one sample's input; -1 is padding.

        Shape: input_shape (C, H, W) -> (C*oH*oW, kH*kW). Row p belongs to output p of the sample, flattened.
        """
        C, oH, oW = self.output_shape(input_shape)
        seen = self._numbered(input_shape)  # (kH*kW, C, oH, oW)
        return seen.reshape(len(seen), C * oH * oW).T  # (kH*kW, C, oH, oW) -> (C*oH*oW, kH*kW)

    def _numbered(self, input_shape: Shape) -> np.ndarray:
        """What the windows would see in an image whose pixels are their own flat indices."""
        self.check_shape(tuple(input_shape))
        indices = np.arange(int(np.prod(input_shape))).reshape(input_shape)
        return np.stack(list(self.window.places(self.window.pad(indices, value=-1))))
