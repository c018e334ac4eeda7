"""Measures what a step did to the weights, and keeps the last good ones.

The same copies serve both: |after - before| / |before| needs the weights before the step, and so does a run
that has to go back because its numbers ran away.
"""

from __future__ import annotations

import numpy as np

from core.network import Sequential
from core.training.metrics import metric_layers


class Meter:
    """Watches the parameters of one network: `before()` and `after()` around each step.

    Two generations of weights are kept, for the newest step may have been made from weights that were
    already bad.
    """

    def __init__(self, network: Sequential) -> None:
        self._network = network
        parameters = network.named_parameters()
        self.layers = metric_layers(parameters)
        self._parameters = list(parameters.values())
        self._row = np.array([self.layers.index(name.rpartition(".")[0]) for name in parameters])
        sizes = np.zeros(len(self.layers))
        np.add.at(sizes, self._row, [parameter.data.size for parameter in self._parameters])
        self._root_size = np.sqrt(sizes)
        self._data = [parameter.data.reshape(-1) for parameter in self._parameters]
        self._scratch = [np.empty_like(data) for data in self._data]
        self._newer = [data.copy() for data in self._data]
        self._older = [data.copy() for data in self._data]
        self._newer_buffers = self._buffers()
        self._older_buffers = self._newer_buffers

    def before(self) -> None:
        """Keep the weights and the buffers as they are now, and forget those of the step before the last."""
        self._newer, self._older = self._older, self._newer
        self._older_buffers, self._newer_buffers = self._newer_buffers, self._buffers()
        for kept, data in zip(self._newer, self._data, strict=True):
            np.copyto(kept, data)

    def after(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradient's L2 norm, its RMS and |update| / |weights before|: float32, one number a layer."""
        squares = np.zeros((3, len(self.layers)))
        rows = zip(self._row, self._parameters, self._data, self._newer, self._scratch, strict=True)
        for row, parameter, data, kept, change in rows:
            grad = parameter.grad
            if grad is not None:
                grad = grad.reshape(-1)
                squares[0, row] += np.dot(grad, grad)
            np.subtract(data, kept, out=change)
            squares[1, row] += np.dot(change, change)
            squares[2, row] += np.dot(kept, kept)
        grad_norm, change, weights = np.sqrt(squares)
        ratio = np.divide(change, weights, out=np.zeros_like(change), where=weights > 0)
        return (
            grad_norm.astype(np.float32),
            (grad_norm / self._root_size).astype(np.float32),
            ratio.astype(np.float32),
        )

    def restore(self, older: bool) -> None:
        """Put back the weights and buffers from before the last step, or from before the one before it."""
        weights, buffers = self._newer, self._newer_buffers
        if older:
            weights, buffers = self._older, self._older_buffers
        for kept, data in zip(weights, self._data, strict=True):
            np.copyto(data, kept)
        for name, array in self._network.named_buffers().items():
            np.copyto(array, buffers[name])

    def _buffers(self) -> dict[str, np.ndarray]:
        return {name: array.copy() for name, array in self._network.named_buffers().items()}
