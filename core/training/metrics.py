"""The numbers that every step leaves behind, and what measures them.

A StepRecord is small and is made for every single step, so nothing here may cost more than a few per cent
of one.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from core.plan import Plan
from core.training.version import UNKNOWN, Version


class StepRecord(NamedTuple):
    """One step in numbers; the arrays are float32, one entry for each layer that has parameters, in order.

    `step` counts from 1 within a run; `epoch` is the number of epochs done, with its fraction; `time` is
    seconds of a clock that stands still while training is paused; `run` counts the runs of one Trainer, so
    that records from before a reset are told apart; `version` is that of the weights that the step has made.
    """

    step: int
    epoch: float
    loss: float
    accuracy: float
    lr: float
    time: float
    grad_norm: np.ndarray
    grad_rms: np.ndarray
    update_ratio: np.ndarray
    run: int = 0
    version: Version = UNKNOWN


def metric_layers(parameter_names: Iterable[str]) -> tuple[str, ...]:
    """The layers that a StepRecord's arrays run over: "conv1.weight", "conv1.bias", ... -> "conv1", ..."""
    return tuple(dict.fromkeys(name.rpartition(".")[0] for name in parameter_names))


class Stopwatch:
    """Runs from its creation on, until it is paused; reads monotonic seconds less those of all pauses."""

    def __init__(self) -> None:
        self._rested = 0.0
        self._paused_at: float | None = None

    @property
    def seconds(self) -> float:
        """The reading now."""
        now = time.monotonic() if self._paused_at is None else self._paused_at
        return now - self._rested

    def pause(self) -> None:
        """Stop; pausing twice is pausing once."""
        if self._paused_at is None:
            self._paused_at = time.monotonic()

    def go(self) -> None:
        """Go on from where it stands."""
        if self._paused_at is not None:
            self._rested += time.monotonic() - self._paused_at
            self._paused_at = None


TINY = 1e-30  # a sum of squares, from which on single precision holds all that count in it


def _square(vector: np.ndarray) -> float:
    """The sum of squares; in double precision where numbers near 1e-25 would be squared to 0."""
    total = float(np.dot(vector, vector))
    if total >= TINY:
        return total
    wide = vector.astype(np.float64)
    return float(np.dot(wide, wide))


class Meter:
    """Measures what a step did to the weights, and keeps the last good ones: `before()` and `after()`.

    The same copies serve both: |after - before| / |before| needs the weights before the step, and so does a
    run that has to go back because its numbers ran away. Two generations of weights are kept, for the newest
    step may have been made from weights that were already bad.
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
        self._kept = self.goes_back = (
            False  # whether the newer ones are from before the newest step; see restore
        )

    def before(self) -> None:
        """Keep the weights and the buffers as they are now, and forget those of the step before the last."""
        self._kept, self.goes_back = True, self._kept
        self._newer, self._older = self._older, self._newer
        self._older_buffers, self._newer_buffers = self._newer_buffers, self._buffers()
        np.copyto(self._newer, self._plan.vectors[0])

    def after(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradient's L2 norm, its RMS and |update| / |weights before|: float32, one number a layer."""
        data, grad = self._plan.vectors
        change, kept = np.subtract(data, self._newer, out=self._change), self._newer
        squares = np.array(
            [[_square(vector[part]) for part in self._parts] for vector in (grad, change, kept)]
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
        """Put back the weights and buffers from before the last step, or from before the one before it, which
        are known where this meter `goes_back`.
        """
        self._kept = False
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
        self._kept = True
        np.concatenate([state[name].ravel() for name in named], out=self._newer)
        self._newer_buffers = {name: state[name].copy() for name in self._newer_buffers}

    def _buffers(self) -> dict[str, np.ndarray]:
        return {name: array.copy() for name, array in self._plan.network.named_buffers().items()}
