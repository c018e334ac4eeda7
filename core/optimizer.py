"""What every optimiser shares: settings that are checked, state by torch's names, and the step.

Kept apart from the rules, so that core/optim.py reads as the list of their formulas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np


class Updatable(Protocol):
    """What an optimiser needs of a parameter: its values and its gradient."""

    data: np.ndarray
    grad: np.ndarray | None


State = dict[str, np.ndarray]


class Optimizer:
    """What optimisers share: `lr`, `steps` taken so far, and `state[parameter][name]`, zero at the start.

    `params` is what `network.named_parameters()` returns. `lr` and the other settings may be changed
    between steps.
    """

    ARGUMENTS: tuple[str, ...] = ("lr", "weight_decay")

    def __init__(self, params: Mapping[str, Updatable], lr: float, weight_decay: float = 0.0) -> None:
        if not params:
            raise ValueError(f"{type(self).__name__}: got no parameters to train")
        self.params = dict(params)
        self.lr = self._check("lr", lr)
        self.weight_decay = self._check("weight_decay", weight_decay)
        self.steps = 0
        self.state: dict[str, State] = {}
        self._scratch: dict[tuple[int, tuple[int, ...], np.dtype], np.ndarray] = {}

    @property
    def STATE(self) -> tuple[str, ...]:  # torch's names, as a configuration uses them
        """Names of the state arrays that the present settings use."""
        return ()

    def new_state(self, data: np.ndarray) -> State:
        """Fresh state for one array of parameters: an array of its shape and dtype for each name in STATE."""
        return {name: np.zeros_like(data) for name in self.STATE}

    def step(self) -> None:
        """Take one step: every parameter that has a gradient moves, in place."""
        self.steps += 1
        for name, parameter in self.params.items():
            if parameter.grad is not None:
                state = self.state_of(name)
                self.update(parameter.data, parameter.grad, state, self.steps)

    def state_of(self, name: str) -> State:
        """The state of one parameter, made when missing and converted when the parameter's dtype changed."""
        data, state = self.params[name].data, self.state.setdefault(name, {})
        if any(key not in state for key in self.STATE):
            self.state[name] = state = {**self.new_state(data), **state}
        for key, array in state.items():
            if array.dtype != data.dtype:
                state[key] = array.astype(data.dtype)
        return state

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        """Move `data` by one step, in place; `t` is the step's number from 1.

        Works element by element, so any shape will do, and never writes to `grad`.
        """
        raise ValueError(f"{type(self).__name__} is the common base of the optimisers; use one of them")

    def config(self) -> dict[str, object]:
        """The settings by their torch names, ready for JSON, and the optimiser's type."""
        settings = {name: getattr(self, name) for name in self.ARGUMENTS}
        listed = {name: list(v) if isinstance(v, tuple) else v for name, v in settings.items()}
        return {"type": type(self).__name__, **listed}

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.ARGUMENTS)
        return f"{type(self).__name__}({settings})"

    def _check(self, name: str, value: float, below: float = float("inf")) -> float:
        if not 0.0 <= value < below:
            wanted = "at least 0" if below == float("inf") else f"in 0..{below:g}, {below:g} left out"
            raise ValueError(f"{type(self).__name__}: {name} must be {wanted}, got {value}")
        return float(value)

    def _buffer(self, number: int, like: np.ndarray) -> np.ndarray:
        """A working array of the shape of `like`, made once and used again by later steps."""
        key = (number, like.shape, like.dtype)
        if key not in self._scratch:
            self._scratch[key] = np.empty(like.shape, like.dtype)
        return self._scratch[key]

    def _decayed(self, data: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """grad + weight_decay * data, in buffer 0; the gradient itself when there is no decay."""
        if not self.weight_decay:
            return grad
        g = np.multiply(data, self.weight_decay, out=self._buffer(0, data))
        g += grad
        return g
