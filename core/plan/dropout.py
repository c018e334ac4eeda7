"""Dropout: the same draws as the layer makes, from the layer's own generator."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout, batch_first
from core.plan.tape import Tape


class Dropout(Kernel):
    """Gives the layout it took. In use it passes its input on."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = takes.empty()
        self._factor = takes.empty()  # 0 or 1 / (1 - p)

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        if not training:
            return x
        tape.do(self.draw)
        tape.do(np.multiply, x, self._factor, self.output)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        if training:
            tape.do(np.multiply, grad, self._factor, grad)
        return grad

    def draw(self) -> None:
        """Draw image by image as the layer does, (N, C, H, W), laid out as (H, W, C, N)."""
        drawn = self.layer.rng.random((self.takes.n, *self.takes.sample), dtype=np.float32)
        np.multiply(drawn >= self.layer.p, self.layer.scale, out=batch_first(self._factor))
