"""Pooling of 2x2 windows, stride 2: whole-array arithmetic on the four members of every window.

The members come as four planes from a tiled convolution, or as four strided views of a batch-last array; the
arithmetic is the same. Any other window is left to the layer itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout


class Pool(Kernel):
    """(4, C, H/2, W/2, N) planes, or (C, H, W, N), -> (C, H/2, W/2, N)."""

    takes_planes = False  # it takes them, but does not pass them on

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.gives = takes.of(layer.output_shape(takes.sample))
        self.output = self.gives.empty()
        # A last odd row or column is in no window: its gradient stays zero
        self._grad_input = takes.zeros()
        self._grad_members = self.members(self._grad_input)

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        window = layer.window
        return window.kernel == window.stride == (2, 2) and window.pads == ((0, 0), (0, 0))

    def members(self, x: np.ndarray) -> Any:
        """The four members of each window in reading order, each (C, H/2, W/2, N)."""
        if self.takes.planes:
            return x
        _, h, w = self.gives.sample
        return [x[:, u : 2 * h : 2, v : 2 * w : 2] for u in (0, 1) for v in (0, 1)]


class MaxPool(Pool):
    """The largest of four; backward, the gradient goes to the winner alone, the first of equal values.

    A knock-out: the winner of the top pair meets the winner of the bottom pair. Three comparisons are kept.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._bottom = self.gives.empty()
        self._left_wins_top, self._left_wins_bottom, self._top_wins = np.empty((3, *self.gives.shape), bool)

    def forward(self, x: np.ndarray) -> np.ndarray:
        a, b, c, d = self.members(x)
        # >= and not >: of equal values the first wins
        np.greater_equal(a, b, out=self._left_wins_top)
        np.greater_equal(c, d, out=self._left_wins_bottom)
        top, bottom = np.maximum(a, b, out=self.output), np.maximum(c, d, out=self._bottom)
        np.greater_equal(top, bottom, out=self._top_wins)
        return np.maximum(top, bottom, out=self.output)

    def infer(self, x: np.ndarray) -> np.ndarray:
        a, b, c, d = self.members(x)
        top, bottom = np.maximum(a, b, out=self.output), np.maximum(c, d, out=self._bottom)
        return np.maximum(top, bottom, out=self.output)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        a, b, c, d = self._grad_members
        # Multiplying by a mask is 11 times faster than choosing with np.where
        np.multiply(grad, self._top_wins, out=b)  # what the top pair gets, for now in its right member
        np.subtract(grad, b, out=d)  # the rest is the bottom pair's
        np.multiply(b, self._left_wins_top, out=a)
        np.subtract(b, a, out=b)
        np.multiply(d, self._left_wins_bottom, out=c)
        np.subtract(d, c, out=d)
        return self._grad_input


class AvgPool(Pool):
    """The mean of four; backward, each member gets a quarter."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        a, b, c, d = self.members(x)
        y = np.add(a, b, out=self.output)
        y += c
        y += d
        y *= 0.25
        return y

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad *= 0.25
        for member in self._grad_members:
            np.copyto(member, grad)
        return self._grad_input
