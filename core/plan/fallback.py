"""What makes any network compile: what has no kernel does its own work, behind a transpose."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.losses import Loss
from core.plan.kernel import Kernel


class Fallback(Kernel):
    """Batch last in, batch last out, through the layer's own forward and backward on (N, C, H, W)."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        return self._run(x, training=True)

    def infer(self, x: np.ndarray) -> np.ndarray:
        return self._run(x, training=False)

    def _run(self, x: np.ndarray, training: bool) -> np.ndarray:
        before = self.layer.training
        self.layer.training = training
        try:
            return batch_last(self.layer.forward(batch_first(x)))
        finally:
            self.layer.training = before

    def backward(self, grad: np.ndarray) -> np.ndarray:
        parameters = self.layer.parameters().values()
        # The layer makes new gradient arrays; the plan's stay in place and take their values
        own: list[Any] = [parameter.grad for parameter in parameters]
        grad_input = batch_last(self.layer.backward(batch_first(grad)))
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
        return self.loss.forward(batch_first(logits), target)

    def backward(self) -> np.ndarray:
        """dL/dlogits, batch last."""
        return batch_last(self.loss.backward())


def batch_first(x: np.ndarray) -> np.ndarray:
    """(C, H, W, N) -> (N, C, H, W), a new array."""
    return np.moveaxis(x, -1, 0).copy()


def batch_last(x: np.ndarray) -> np.ndarray:
    """(N, C, H, W) -> (C, H, W, N), a new array."""
    return np.moveaxis(x, 0, -1).copy()
