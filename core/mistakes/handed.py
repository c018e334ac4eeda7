"""What somebody's layer is handed besides arrays: an optimiser, an activation, the layer before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class GradientKeeper:
    """Stands for the optimiser of a layer that updates itself: it keeps the gradients and moves nothing.

    Whatever it is called by takes (weight, gradient, ...), or a gradient alone, whose step is then 0.
    """

    def __init__(self) -> None:
        self.grads: list[np.ndarray] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *given: Any, **named: Any) -> Any:
        """The first array as it is; the second, the only one, or all of a list, is kept as gradient."""
        parts = (*given, *named.values())
        found = [part for part in parts if isinstance(part, np.ndarray)]
        several = [part for part in parts if isinstance(part, dict | list) and part]
        if several and not found:
            last = several[-1]
            self.grads += [np.array(a) for a in (last.values() if isinstance(last, dict) else last)]
        self.grads += [found[min(1, len(found) - 1)].copy()] if found else []
        return found[0] if len(found) > 1 else np.zeros_like(found[0]) if found else None


class IdentityActivation:
    """Stands for the activation that a layer asks for: it lets everything through."""

    def __call__(self, x: Any, *more: Any, **named: Any) -> Any:
        return x

    forward = backward = activate = __call__

    def derivative(self, x: Any, *more: Any) -> Any:
        """Its slope."""
        return np.ones_like(x)

    prime = gradient = grad = derivative


class OwnNetwork:
    """Stands for the network that a layer is connected to."""

    def __init__(self, rate: float, training: bool) -> None:
        self.learning_rate = self.lr = self.LEARNING_RATE = rate
        self.training = self.is_training = self.train = training
        self.optimizer = self.optimiser = GradientKeeper()


class PreviousLayer:
    """Stands for the layer before somebody's: whatever is asked of it as an output is the input x."""

    def __init__(self, x: np.ndarray) -> None:
        self.output = self.outputs = self.out = self.activation = self.activations = self.A = self.a = x
        self.output_shape = self.shape = x.shape[1:]
