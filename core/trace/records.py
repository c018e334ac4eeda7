"""What a trace holds of one layer, of the loss, of the optimiser: frozen arrays under their names.

Kept apart from the recording so that whoever reads, explains or saves a trace needs these shapes only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

Arrays = Mapping[str, np.ndarray]


class Cell(NamedTuple):
    """One number of a trace: which layer, which quantity ("output", "weight.grad"), where in its array."""

    layer: str
    quantity: str
    index: tuple[int, ...]  # type: ignore[assignment]


class Stop(NamedTuple):
    """One place to stop: the phase ("forward", "loss", "backward", "update"), the layer, `number` of `of`."""

    phase: str
    layer: str
    number: int
    of: int


@dataclass(frozen=True)
class LayerRecord:
    """What happened in one layer. A quantity by name: `record["weight.grad"]`; all: `record.quantities`.

    `after`, `buffers_after`, `state` and `state_after` (the optimiser's, "weight.momentum_buffer") are empty
    when no update was recorded. `applied` holds gradients as the optimiser got them where somebody else than
    the layers made the step (a compiled plan adds in another order, so the last digits differ).
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    training: bool
    input: np.ndarray
    output: np.ndarray
    grad_output: np.ndarray
    grad_input: np.ndarray
    params: Arrays
    grads: Arrays
    intermediates: Arrays
    buffers: Arrays
    after: Arrays = field(default_factory=dict)
    buffers_after: Arrays = field(default_factory=dict)
    state: Arrays = field(default_factory=dict)
    state_after: Arrays = field(default_factory=dict)
    applied: Arrays = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, layer: Any, **known: Any) -> LayerRecord:
        """The record of a layer right after its backward pass; `known` are its other fields."""
        grads = {key: p.grad for key, p in layer.parameters().items() if p.grad is not None}
        known |= {"grads": freeze_all(grads), "intermediates": freeze_all(layer.intermediates())}
        return cls(name, type(layer).__name__, layer.config(), layer.training, **known)

    @cached_property
    def quantities(self) -> dict[str, np.ndarray]:
        """Every array by the name that a Cell calls it."""
        return {
            "input": self.input,
            "output": self.output,
            "grad_output": self.grad_output,
            "grad_input": self.grad_input,
            **self.params,
            **self.buffers,
            **self.intermediates,
            **{f"{name}.grad": a for name, a in self.grads.items()},
            **self.state,
            **{f"{name}.after": a for name, a in self.state_after.items()},
            **{f"{name}.after": a for name, a in self.after.items()},
            **{f"{name}.after": a for name, a in self.buffers_after.items()},
        }

    def __getitem__(self, quantity: str) -> np.ndarray:
        return _quantity(self, quantity)


@dataclass(frozen=True)
class LossRecord:
    """What happened in the loss. `prediction` is called logits, log_probabilities or prediction there."""

    kind: str
    config: Mapping[str, Any]
    prediction: np.ndarray
    target: np.ndarray
    value: np.ndarray
    grad_input: np.ndarray
    intermediates: Arrays
    name: str = "loss"

    @classmethod
    def of(cls, loss: Any, prediction: np.ndarray, target: Any, value: float, grad: np.ndarray) -> LossRecord:
        """The record of a loss right after its backward pass, of frozen `prediction` and `grad`."""
        seen = {key: getattr(loss, key, None) for key in ("log_probabilities", "probabilities")}
        kept = freeze_all({key: array for key, array in seen.items() if array is not None})
        value_ = freeze(np.asarray(value, dtype=np.float64))
        return cls(type(loss).__name__, loss.config(), prediction, freeze(target), value_, grad, kept)

    @cached_property
    def quantities(self) -> dict[str, np.ndarray]:
        """Every array by the name that a Cell calls it; `value` has the index ()."""
        prediction, target = LOSS_NAMES.get(self.kind, ("prediction", "target"))
        return {
            prediction: self.prediction,
            **self.intermediates,
            target: self.target,
            "value": self.value,
            "grad_input": self.grad_input,
        }

    def __getitem__(self, quantity: str) -> np.ndarray:
        return _quantity(self, quantity)

    @property
    def logits(self) -> np.ndarray:
        return self["logits"]

    @property
    def labels(self) -> np.ndarray:
        return self["labels"]

    @property
    def log_probabilities(self) -> np.ndarray:
        return self["log_probabilities"]

    @property
    def probabilities(self) -> np.ndarray:
        return self["probabilities"]


LOSS_NAMES = {"CrossEntropyLoss": ("logits", "labels"), "NLLLoss": ("log_probabilities", "labels")}


@dataclass(frozen=True)
class OptimizerRecord:
    """An optimiser as it stood before a step: its settings, the steps taken, its state. Arrays are copies."""

    config: Mapping[str, Any]
    steps: int
    state: Mapping[str, Arrays]

    @classmethod
    def of(cls, optimizer: Any) -> OptimizerRecord:
        state = {name: freeze_all(optimizer.state_of(name)) for name in optimizer.params}
        return cls(optimizer.config(), optimizer.steps, state)


def freeze(array: np.ndarray) -> np.ndarray:
    """A contiguous copy that owns its memory and can't be written to."""
    kept = np.array(array, order="C", copy=True)
    kept.setflags(write=False)
    return kept


def freeze_all(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: freeze(array) for name, array in arrays.items()}


def _quantity(record: LayerRecord | LossRecord, quantity: str) -> np.ndarray:
    if quantity not in record.quantities:
        raise ValueError(f"{record.name} has no {quantity!r}; it has {', '.join(record.quantities)}")
    return record.quantities[quantity]
