"""Measures what a step did to the weights, and keeps the last good ones.

The same copies serve both: |after - before| / |before| needs the weights before the step, and so does a run
that has to go back because its numbers ran away.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from core.plan import Plan
from core.training.metrics import metric_layers


class Meter:
    """Watches the parameters of one plan: `before()` and `after()` around each step.

    Two generations of weights are kept, for the newest step may have been made from weights that were already
    bad.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        parameters = plan.network.named_parameters()
        self.layers = metric_layers(parameters)
        sizes = dict.fromkeys(self.layers, 0)
        for name, parameter in parameters.items():
            sizes[name.rpartition(".")[0]] += parameter.data.size
        ends = np.cumsum(list(sizes.values())).tolist()
        self._parts = [slice(end - size, end) for end, size in zip(ends, sizes.values(), strict=True)]
        self._root_size = np.sqrt(list(sizes.values()))
        data, _ = plan.vectors
        self._change = np.empty_like(data)
        self._newer, self._older = data.copy(), data.copy()
        self._newer_buffers = self._older_buffers = self._buffers()

    def before(self) -> None:
        """Keep the weights and the buffers as they are now, and forget those of the step before the last."""
        self._newer, self._older = self._older, self._newer
        self._older_buffers, self._newer_buffers = self._newer_buffers, self._buffers()
        np.copyto(self._newer, self._plan.vectors[0])

    def after(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradient's L2 norm, its RMS and |update| / |weights before|: float32, one number a layer."""
        data, grad = self._plan.vectors
        change, kept = np.subtract(data, self._newer, out=self._change), self._newer
        squares = np.array(
            [[np.dot(vector[part], vector[part]) for part in self._parts] for vector in (grad, change, kept)]
        )
        grad_norm, update, weights = np.sqrt(squares, dtype=np.float64)
        ratio = np.divide(update, weights, out=np.zeros_like(update), where=weights > 0)
        return (
            grad_norm.astype(np.float32),
            (grad_norm / self._root_size).astype(np.float32),
            ratio.astype(np.float32),
        )

    @property
    def sound_buffers(self) -> bool:
        """Whether every running statistic is finite: batch-norm hides what overflows there from the loss."""
        buffers = self._plan.network.named_buffers().values()
        return math.isfinite(sum(float(np.add.reduce(array, axis=None)) for array in buffers))

    def restore(self, older: bool) -> None:
        """Put back the weights and buffers from before the last step, or from before the one before it."""
        np.copyto(self._plan.vectors[0], self._older if older else self._newer)
        buffers = self._older_buffers if older else self._newer_buffers
        for name, array in self._plan.network.named_buffers().items():
            np.copyto(array, buffers[name])

    def kept(self) -> dict[str, np.ndarray]:
        """Copies of the weights and buffers from before the last step, by name."""
        flat, named = self._newer, self._plan.network.named_parameters()
        ends = np.cumsum([parameter.data.size for parameter in named.values()])[:-1]
        parts = zip(named.items(), np.split(flat, ends), strict=True)
        weights = {name: part.reshape(parameter.data.shape).copy() for (name, parameter), part in parts}
        return weights | {name: array.copy() for name, array in self._newer_buffers.items()}

    def take_kept(self, state: Mapping[str, np.ndarray]) -> None:
        """Take what another meter has kept (`kept`) for the weights and buffers from before the last step."""
        named = self._plan.network.named_parameters()
        np.concatenate([state[name].ravel() for name in named], out=self._newer)
        self._newer_buffers = {name: state[name].copy() for name in self._newer_buffers}

    def _buffers(self) -> dict[str, np.ndarray]:
        return {name: array.copy() for name, array in self._plan.network.named_buffers().items()}
