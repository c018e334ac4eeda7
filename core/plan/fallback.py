"""What makes any network compile: what has no kernel does its own work, behind a transpose."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.losses import Loss
from core.plan.kernel import Kernel, batch_first, places_first


class Fallback(Kernel):
    """(H, W, C, N) in and out, through the layer's own forward and backward on (N, C, H, W)."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        return self._run(x, training=True)

    def infer(self, x: np.ndarray) -> np.ndarray:
        return self._run(x, training=False)

    def _run(self, x: np.ndarray, training: bool) -> np.ndarray:
        before = self.layer.training
        self.layer.training = training
        try:
            return places_first(self.layer.forward(batch_first(x).copy())).copy()
        finally:
            self.layer.training = before

    def backward(self, grad: np.ndarray) -> np.ndarray:
        parameters = self.layer.parameters().values()
        # The layer makes new gradient arrays; the plan's stay in place and take their values
        own: list[Any] = [parameter.grad for parameter in parameters]
        grad_input = places_first(self.layer.backward(batch_first(grad).copy())).copy()
        for parameter, array in zip(parameters, own, strict=True):
            np.copyto(array, parameter.grad)
            parameter.grad = array
        return grad_input


class FallbackLoss:
    """Any loss, on logits (K, N) turned into (N, K)."""

    def __init__(self, loss: Loss) -> None:
        self.loss = loss

    def forward(self, logits: np.ndarray, target: np.ndarray) -> float:
        """The loss of one batch; `target` is what the loss itself takes."""
        return self.loss.forward(batch_first(logits).copy(), target)

    def backward(self) -> np.ndarray:
        """dL/dlogits, (K, N)."""
        return places_first(self.loss.backward()).copy()
