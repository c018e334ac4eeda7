"""All parameters in one vector, all gradients in another, the optimiser's state in a few more.

`Parameter.data` and `.grad` are views of them, so network, plan and optimiser see the same numbers, and an
update is a handful of operations on whole vectors instead of one per parameter.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.layers import BatchNorm, Layer, Parameter
from core.network import Sequential
from core.optim import Optimizer, State
from core.plan.memory import Memory


class FlatParameters:
    """The vectors `data` and `grad`, and for each parameter its views of them.

    The running statistics of batch-norm are taken in too, in arrays of their own. All these arrays stay where
    they are until a shape or the precision changes: then `version` is another one. `memory()` gives what they
    are cut from.
    """

    def __init__(self, network: Sequential, memory: Callable[[], Memory] = Memory) -> None:
        self.network = network
        self.version = 0
        self._new_memory = memory
        self.memory = memory()
        self.parameters: dict[str, Parameter] = {}
        self.data = self.grad = np.empty(0)
        self._owners: list[tuple[Layer, str, Parameter]] = []
        self._views: list[tuple[Parameter, np.ndarray, np.ndarray]] = []
        self._buffers: list[tuple[Layer, str, np.ndarray]] = []
        self._form: object = None  # what the arrays were made for
        self._adopt()

    @property
    def dtype(self) -> np.dtype:
        return self.data.dtype

    def move(self, memory: Callable[[], Memory]) -> None:
        """Put the arrays into other memory."""
        self._new_memory, self._form = memory, None
        self._adopt()

    def refresh(self) -> None:
        """Take in arrays that were replaced since the last call (loaded weights, another dtype)."""
        for parameter, data, grad in self._views:
            if parameter.data is not data:
                break
            parameter.grad = grad
        else:
            if all(getattr(layer, name) is held for layer, name, held in (*self._owners, *self._buffers)):
                return
        self._adopt()

    def _adopt(self) -> None:
        """Copy every parameter and running statistic into our arrays and put these in their place."""
        layers = list(self.network.layers.values())
        self.parameters = self.network.named_parameters()
        parameters = self.parameters.values()
        self._owners = [(layer, name, p) for layer in layers for name, p in layer.parameters().items()]
        statistics = [
            (layer, name, array)
            for layer in layers
            if isinstance(layer, BatchNorm)
            for name, array in layer.buffers().items()
        ]
        dtype = np.result_type(np.float32, *{parameter.data.dtype for parameter in parameters})
        sizes = [parameter.data.size for parameter in parameters]
        form = dtype, [p.shape for p in parameters], [(a.shape, a.dtype) for _, _, a in statistics]
        if form != self._form:
            self._form, self.memory, self.version = form, self._new_memory(), self.version + 1
            self.data, self.grad = (self.memory.empty((sum(sizes),), dtype) for _ in range(2))
            self.memory.fill(self.grad, 0)
            held = [self.memory.empty(array.shape, array.dtype) for _, _, array in statistics]
        else:
            held = [array for _, _, array in self._buffers]
        self._views = [
            (p, data, grad)
            for p, data, grad in zip(parameters, self.split(self.data), self.split(self.grad), strict=True)
        ]
        for parameter, data, grad in self._views:
            self.memory.fill(data, parameter.data)
            if parameter.grad is not None and parameter.grad.shape == grad.shape:
                self.memory.fill(grad, parameter.grad)  # those of the newest step are looked at yet
            parameter.data, parameter.grad = data, grad
        self._buffers = []
        for (layer, name, array), own in zip(statistics, held, strict=True):
            self.memory.fill(own, array)
            setattr(layer, name, own)
            self._buffers.append((layer, name, own))

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
