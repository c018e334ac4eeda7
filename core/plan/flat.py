"""All parameters in one vector, all gradients in another, the optimiser's state in a few more.

`Parameter.data` and `.grad` are views of them, so network, plan and optimiser see the same numbers, and an
update is a handful of operations on whole vectors instead of one per parameter.
"""

from __future__ import annotations

import numpy as np

from core.layers import Parameter
from core.optim import Optimizer, State


class FlatParameters:
    """The vectors `data` and `grad`, and for each parameter its views of them."""

    def __init__(self, parameters: dict[str, Parameter]) -> None:
        self.parameters = parameters
        self.data = np.empty(0)
        self.grad = np.empty(0)
        self._views: list[tuple[Parameter, np.ndarray, np.ndarray]] = []
        self.refresh()

    @property
    def dtype(self) -> np.dtype:
        return self.data.dtype

    def refresh(self) -> None:
        """Take in arrays that were replaced since the last call (loaded weights, another dtype)."""
        for parameter, data, grad in self._views:
            if parameter.data is not data:
                break
            parameter.grad = grad
        else:
            if self._views:
                return
        self._adopt()

    def _adopt(self) -> None:
        """Copy every parameter into the vectors and make it a view of them."""
        dtype = np.result_type(np.float32, *{parameter.data.dtype for parameter in self.parameters.values()})
        size = sum(parameter.data.size for parameter in self.parameters.values())
        if self.dtype != dtype or self.data.size != size:
            self.data, self.grad = np.zeros(size, dtype), np.zeros(size, dtype)
        self._views = []
        for parameter, data, grad in zip(
            self.parameters.values(), self.split(self.data), self.split(self.grad), strict=True
        ):
            data[...] = parameter.data
            parameter.data, parameter.grad = data, grad
            self._views.append((parameter, data, grad))

    def split(self, vector: np.ndarray) -> list[np.ndarray]:
        """For each parameter its part of `vector`, a view of its shape."""
        parts, start = [], 0
        for parameter in self.parameters.values():
            parts.append(vector[start : start + parameter.data.size].reshape(parameter.data.shape))
            start += parameter.data.size
        return parts


class FlatOptimizer:
    """One optimiser's work on the vectors: the same rule, run once over all parameters.

    `optimizer.state[parameter][name]` become views of flat vectors; arrays that were replaced (a checkpoint
    that was read) are taken in again. An optimiser of other parameters than the network's makes its own step.
    """

    def __init__(self, optimizer: Optimizer, flat: FlatParameters) -> None:
        self.optimizer = optimizer
        self.flat = flat
        self._names: tuple[str, ...] | None = None
        self._state: State = {}
        self._views: dict[str, State] = {}

    def step(self) -> None:
        """Take one step with the gradients that the vectors hold."""
        optimizer, flat = self.optimizer, self.flat
        if not self._same_parameters():
            optimizer.step()
            return
        if not self._is_current():
            self._adopt()
        optimizer.steps += 1
        optimizer.update(flat.data, flat.grad, self._state, optimizer.steps)

    def _same_parameters(self) -> bool:
        """Whether the optimiser trains all the network's parameters and no others."""
        mine, theirs = self.flat.parameters, self.optimizer.params
        return len(mine) == len(theirs) and all(theirs.get(name) is p for name, p in mine.items())

    def _is_current(self) -> bool:
        """Whether the optimiser's state still consists of our views."""
        return self._names == self.optimizer.STATE and all(
            self.optimizer.state.get(parameter, {}).get(name) is view
            for parameter, views in self._views.items()
            for name, view in views.items()
        )

    def _adopt(self) -> None:
        """Copy the optimiser's state into flat vectors and make it views of them."""
        optimizer, flat = self.optimizer, self.flat
        self._names = optimizer.STATE
        self._state = optimizer.new_state(flat.data)
        self._views = {parameter: {} for parameter in flat.parameters}
        for name, vector in self._state.items():
            for parameter, view in zip(flat.parameters, flat.split(vector), strict=True):
                state = optimizer.state.setdefault(parameter, {})
                if name in state:
                    view[...] = state[name]
                state[name] = self._views[parameter][name] = view
