"""What makes any network compile: what has no kernel does its own work, behind a transpose."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.losses import Loss
from core.plan.kernel import Kernel
from core.plan.layout import Layout, batch_first, places_first
from core.plan.tape import Tape


class Fallback(Kernel):
    """(H, W, C, N) in and out, through the layer's own forward and backward on (N, C, H, W)."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output, self._grad_input = self.gives.empty(), takes.empty()

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        tape.do(self.run_forward, x, self.output, training)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        tape.do(self.run_backward, grad, self._grad_input)
        return self._grad_input

    def run_forward(self, x: np.ndarray, out: np.ndarray, training: bool) -> None:
        """The layer's forward in the mode asked for, which is not the one that it keeps."""
        before = self.layer.training
        self.layer.training = training
        try:
            np.copyto(out, places_first(self.layer.forward(batch_first(x).copy())), casting="same_kind")
        finally:
            self.layer.training = before

    def run_backward(self, grad: np.ndarray, out: np.ndarray) -> None:
        """The layer's backward. It makes new gradient arrays; the plan's stay in place and take their
        values.
        """
        parameters = self.layer.parameters().values()
        own: list[Any] = [parameter.grad for parameter in parameters]
        np.copyto(out, places_first(self.layer.backward(batch_first(grad).copy())), casting="same_kind")
        for parameter, array in zip(parameters, own, strict=True):
            if self.learns and array is not None:
                np.copyto(array, parameter.grad)
            parameter.grad = array


class FallbackLoss:
    """Any loss, on logits (K, N) turned into (N, K)."""

    settings: tuple[str, ...] = ()

    def __init__(self, loss: Loss, takes: Layout) -> None:
        self.loss = loss
        self._target: Any = None
        self._value = 0.0
        self._grad = takes.empty()

    def take(self, logits: np.ndarray, target: np.ndarray) -> None:
        """Keep the target, whatever the loss takes as one, for the calls to come."""
        self._target = target

    def add(self, tape: Tape, logits: np.ndarray) -> np.ndarray:
        """Add the loss's calls; returns where dL/dlogits will lie."""
        tape.do(self.run, logits, self._grad)
        return self._grad

    def run(self, logits: np.ndarray, grad: np.ndarray) -> None:
        """The loss's own forward and backward."""
        self._value = self.loss.forward(batch_first(logits).copy(), self._target)
        np.copyto(grad, places_first(self.loss.backward()), casting="same_kind")

    @property
    def value(self) -> float:
        """The loss of the latest batch."""
        return self._value
