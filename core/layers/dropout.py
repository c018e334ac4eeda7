"""Dropout: in training, each value is left out with probability p, so that no value is relied on alone."""

from __future__ import annotations

import numpy as np

from core.layers.base import Layer, number


class Dropout(Layer):
    """In training y = x * mask / (1 - p), with a fresh mask of zeros and ones; in use y = x.

    The division keeps the mean the same in both; the gradient is scaled likewise, dx = dy * mask / (1 - p).
    The mask keeps a value where rng.random(x.shape, dtype=float32) >= p.

    Shape: any; the output has the input's.
    Raises ValueError unless 0 <= p <= 1.
    """

    _mask: np.ndarray | None = None

    def __init__(self, p: float = 0.5, rng: np.random.Generator | None = None) -> None:
        self.p = number(p, "p", least=0.0, most=1.0)
        self.rng = np.random.default_rng() if rng is None else rng

    @property
    def scale(self) -> float:
        """1 / (1 - p): what a value that is kept is multiplied by."""
        return 1.0 / (1.0 - self.p) if self.p < 1 else 0.0

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        self._output_shape = x.shape
        if not self.training:
            self._mask = None
            return x.copy()
        self._mask = self.rng.random(x.shape, dtype=np.float32) >= self.p
        return x * self._mask * self.scale

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        return g.copy() if self._mask is None else g * self._mask * self.scale

    def intermediates(self) -> dict[str, np.ndarray]:
        return {} if self._mask is None else {"mask": self._mask}
