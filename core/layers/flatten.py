"""Flatten: from feature maps to one row of numbers per image, between convolutions and linear layers."""

from __future__ import annotations

from math import prod

import numpy as np

from core.layers.base import Layer, Shape


class Flatten(Layer):
    """Lay each sample's values out in one row, channel by channel, row by row. No arithmetic.

    Shape: x (N, C, H, W) -> (N, C*H*W); any other number of axes likewise.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        self._input_shape = x.shape
        y = x.copy().reshape(len(x), prod(x.shape[1:]))  # (N, C, H, W) -> (N, C*H*W)
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return g.copy().reshape(self._input_shape)  # (N, C*H*W) -> (N, C, H, W)

    def output_shape(self, input_shape: Shape) -> Shape:
        return (prod(input_shape),)
