"""Dropout: the same draws as the layer makes, from the layer's own generator."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout, places_first


class Dropout(Kernel):
    """Gives the layout it took. In use it passes its input on."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = takes.empty()
        self._factor = takes.empty()  # 0 or 1 / (1 - p)

    def forward(self, x: np.ndarray) -> np.ndarray:
        # Drawn image by image as the layer does, (N, C, H, W), then laid out as (H, W, C, N)
        drawn = self.layer.rng.random((self.takes.n, *self.takes.sample), dtype=np.float32)
        np.multiply(places_first(drawn >= self.layer.p), self.layer.scale, out=self._factor)
        return np.multiply(x, self._factor, out=self.output)

    def infer(self, x: np.ndarray) -> np.ndarray:
        return x

    def backward(self, grad: np.ndarray) -> np.ndarray:
        return np.multiply(grad, self._factor, out=grad)
