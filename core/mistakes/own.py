"""Layers, a loss and an optimiser of somebody's in a network: the core's hold the weights, theirs compute.

An adapter that has been through the trials of its kind knows how their code is used; here it is used on a
network's own sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.layers.base import Layer, Parameter
from core.mistakes.adapter import Adapter
from core.mistakes.broken import case_of, quantities_of
from core.mistakes.case import Case
from core.mistakes.kinds import Kind, Trial
from core.mistakes.match import Run
from core.mistakes.stepping import Weight, own_optimizer, own_step
from core.mistakes.users import one_loss

NOTHING = Trial("a network", Case())


class OwnLayer:
    """A layer of theirs in the place of the core's `right`, which holds weights and statistics."""

    def __init__(self, right: Layer, adapter: Adapter, kind: Kind) -> None:
        self.right, self.adapter, self.kind = right, adapter, kind

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Their output for a batch, by a fresh object with the weights as they are now."""
        case = case_of(self.right, x, self.right.buffers())
        case["fresh"] = False
        self._pass = self.adapter.begin(self.kind, case)
        return self._pass.forward()

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """Their dX; gradients and statistics go to `right`. ValueError where one is missing."""
        found = self._pass.backward(grad_output)
        found |= self._pass.seen(found)
        names = quantities_of(self.right)
        missing = [q for q in ("dX", *(names[n] for n in self.right.parameters())) if q not in found]
        if missing:
            raise ValueError(f"{self.right.label}: backward gives no {missing[0]}")
        for name, parameter in self.right.parameters().items():
            parameter.grad = found[names[name]].reshape(parameter.shape)
        for name in self.right.buffers():
            if name in found:
                setattr(self.right, name, found[name])
        return found["dX"]


class OwnLoss:
    """Their loss of logits and labels."""

    def __init__(self, adapter: Adapter, kind: Kind) -> None:
        self.adapter, self.kind = adapter, kind

    def both(self, logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
        """The loss and the gradient of the logits."""
        run = Run(NOTHING, Case(x=logits, labels=labels))
        rows = np.eye(logits.shape[1])[labels]
        one_loss(self.adapter, self.kind, run, (labels, rows, labels[:, None])[self.adapter.one_hot])
        return float(run.results["y"]), run.results["dX"]


class OwnOptimizer:
    """Their optimiser, an object for each parameter; it writes the parameters' data."""

    def __init__(
        self, params: Mapping[str, Parameter], adapter: Adapter, kind: Kind, lr: float, momentum: float
    ):
        self.adapter, self.lr = adapter, lr
        self.case = Case(rates=np.array([lr]), momentum=momentum, decay=0.0)
        self._parts: list[tuple[Parameter, Weight, Any, Any]] = []
        for parameter in params.values():
            weight = Weight(parameter.data.copy())
            made, holds = own_optimizer(adapter, kind, Case(self.case, w=parameter.data), weight)
            self._parts.append((parameter, weight, made, holds))

    def step(self) -> None:
        """One step of every parameter from its gradient."""
        for parameter, weight, made, holds in self._parts:
            assert parameter.grad is not None
            weight.data = parameter.data
            own_step(self.adapter, made, holds, weight, parameter.grad.copy(), self.lr, self.case)
            parameter.data = np.asarray(weight.data, np.float64)
