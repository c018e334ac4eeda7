"""A trace: everything that happened to one batch, kept so that any number can be looked at and explained.

`record()` runs the batch forward, through the loss and backward, and when asked makes the update too. The
result is frozen: its arrays own their memory and can't be written to. Stepping through a batch is moving a
cursor over `trace.stops`, so stepping back costs nothing.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core.trace.records import (
    LOSS_NAMES,
    Cell,
    LayerRecord,
    LossRecord,
    OptimizerRecord,
    Stop,
    freeze,
    freeze_all,
)

__all__ = ["LOSS_NAMES", "Cell", "LayerRecord", "LossRecord", "OptimizerRecord", "Stop", "Trace", "record"]

PER_IMAGE = ("input", "output", "grad_input", "grad_output", "x_hat", "argmax", "mask", "slope")


@dataclass(frozen=True)
class Trace:
    """Everything that happened to one batch: `trace["conv2"].output`, `trace["loss"].value`, `trace.at(cell)`

    `network` is the spec. `optimizer` is None or the settings of the recorded update, with its number "t" and
    the names of the "parameters" that it moved; `step` is that number too, 0 where unknown. `version` is
    that of the network right after it was recorded (core.training.Version), None if it came from elsewhere.
    """

    records: Mapping[str, LayerRecord]
    loss_record: LossRecord
    network: Mapping[str, Any]
    optimizer: Mapping[str, Any] | None = None
    step: int = 0
    version: Any = None

    def __getitem__(self, layer: str) -> Any:
        """The record of a layer by its name, or of the loss by "loss"."""
        if layer == "loss":
            return self.loss_record
        if layer not in self.records:
            raise KeyError(f"no layer {layer!r} in this trace; it has {', '.join([*self.records, 'loss'])}")
        return self.records[layer]

    @property
    def names(self) -> tuple[str, ...]:
        """The layers' names, in order."""
        return tuple(self.records)

    @property
    def images(self) -> np.ndarray:
        return self.records[self.names[0]].input

    @property
    def labels(self) -> np.ndarray:
        return self.loss_record.target

    @property
    def loss(self) -> float:
        return float(self.loss_record.value)

    @property
    def logits(self) -> np.ndarray:
        """What the network answered, whatever the loss calls it."""
        return self.loss_record.prediction

    @property
    def probabilities(self) -> np.ndarray:
        """The softmax of the answer; exp of it for NLLLoss; the answer itself for MSELoss."""
        if self.loss_record.kind == "NLLLoss":
            return np.exp(self.loss_record.prediction)
        return self.loss_record.intermediates.get("probabilities", self.loss_record.prediction)

    def image_loss(self, position: int) -> float:
        """The loss of one image, before it is averaged over the batch: of the recorded numbers."""
        record, target = self.loss_record, self.labels[position]
        if record.kind == "MSELoss":
            return float(np.mean(np.square(record.prediction[position] - target)))
        log_p = self["loss"]["log_probabilities"][position]
        smoothing = float(record.config.get("label_smoothing", 0.0))
        loss = 0.0 - (1.0 - smoothing) * float(log_p[target])
        if smoothing:
            with np.errstate(all="ignore"):  # numbers of any size are walked through
                loss -= smoothing / len(log_p) * float(log_p.sum(dtype=np.float64))
        return loss

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The places to step through: layers forward, the loss, layers backward, the update if recorded."""
        n = len(self.records)
        forward = [Stop("forward", name, i, n) for i, name in enumerate(self.names, 1)]
        backward = [Stop("backward", name, i, n) for i, name in enumerate(reversed(self.names), 1)]
        update = [Stop("update", self.names[0], 1, 1)] if self.optimizer is not None else []
        return (*forward, Stop("loss", "loss", 1, 1), *backward, *update)

    def at(self, cell: tuple[str, str, tuple[int, ...]]) -> float:
        """The number in a cell; ValueError names the quantity or index that doesn't exist."""
        layer, quantity, index = cell
        array = self[layer][quantity]
        if len(index) != array.ndim or any(not 0 <= i < n for i, n in zip(index, array.shape, strict=False)):
            raise ValueError(f"{layer}.{quantity} has the shape {array.shape}, no index {tuple(index)}")
        return float(array[tuple(index)])

    def per_image(self, cell: Cell) -> bool:
        """Whether a cell belongs to one image of the batch, rather than to a parameter or a statistic."""
        if cell.layer == "loss":
            return cell.quantity != "value"
        record = self[cell.layer]
        if cell.quantity in PER_IMAGE:
            return True
        array = record[cell.quantity]
        known = {*record.params, *record.buffers}
        owner = cell.quantity.removesuffix(".after").removesuffix(".grad").partition(".")[0]
        return owner not in known and array.ndim == record.output.ndim and len(array) == len(record.output)

    def completed(self, network: Any, optimizer: Any, before: OptimizerRecord) -> Trace:
        """This trace with the update in it, copied from a network and optimiser that have since made it.

        For a step made by a plan: `record()` first, `OptimizerRecord.of(optimizer)`, then the step, then
        this. `record(..., optimizer, step=...)` does all four.
        """
        records = {}
        for name, record in self.records.items():
            layer = network.layers[name]
            after = {key: p.data for key, p in layer.parameters().items()}
            used = {key: p.grad for key, p in layer.parameters().items() if p.grad is not None}
            applied = {k: g for k, g in used.items() if not np.array_equal(g, record.grads[k])}
            known = [key for key in record.params if f"{name}.{key}" in before.state]
            state = {f"{k}.{s}": a for k in known for s, a in before.state[f"{name}.{k}"].items()}
            later = {f"{k}.{s}": a for k in known for s, a in optimizer.state_of(f"{name}.{k}").items()}
            records[name] = replace(
                record,
                after=freeze_all(after),
                buffers_after=freeze_all(layer.buffers()),
                state=freeze_all({key: a for key, a in state.items() if key in later}),
                state_after=freeze_all(later),
                applied=freeze_all(applied),
            )
        settings = {**before.config, "t": before.steps + 1, "parameters": list(before.state)}
        return replace(self, records=records, optimizer=settings, step=before.steps + 1)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the whole trace to a safetensors file, atomically; raises core.files.atomic.SaveError."""
        from core.trace.trace_file import save_trace

        parts = self.records, self.loss_record, self.network, self.optimizer, self.step
        save_trace(path, parts, self.images)

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Trace:
        """Read a saved trace; raises TraceFileError for a file that is no sound trace."""
        from core.trace.trace_file import load_trace

        return Trace(*load_trace(path))


def record(
    network: Any,
    loss: Any,
    images: np.ndarray,
    labels: np.ndarray,
    optimizer: Any = None,
    step: Callable[[], object] | None = None,
) -> Trace:
    """Run one batch forward, loss and backward through the clear layers, and keep all of it.

    Without an optimizer the network stays as it was: parameters, gradients, running statistics, random
    state. With one the layers make the update too. With an optimizer and `step`, a callable that makes the
    step in its own way (`lambda: plan.step(images, labels, optimizer)`), the layers only observe: same
    batch, weights and dropout draws; then `step()` is called and its results are copied into the trace.
    Raises ValueError for shapes and labels that don't fit.
    """
    if getattr(loss, "reduction", "mean") == "none":
        raise ValueError(f"{type(loss).__name__}: a trace has one loss, so reduction is 'mean' or 'sum'")
    alive = optimizer is not None and step is None
    observed, judge = (network, loss) if alive else (twin(network), copy.deepcopy(loss))
    params = {name: freeze_all(_data(layer)) for name, layer in network.layers.items()}
    buffers = {name: freeze_all(layer.buffers()) for name, layer in network.layers.items()}
    outputs, x = [freeze(images)], np.asarray(images)
    for layer in observed.layers.values():
        x = layer.forward(x)
        outputs.append(freeze(x))
    value = judge.forward(x, labels)
    g = judge.backward()
    grads = [freeze(g)]
    for layer in reversed(observed.layers.values()):
        g = layer.backward(g)
        grads.append(freeze(g))
    grads.reverse()
    records = {}
    for i, (name, layer) in enumerate(observed.layers.items()):
        records[name] = LayerRecord.of(
            name,
            layer,
            input=outputs[i],
            output=outputs[i + 1],
            grad_output=grads[i + 1],
            grad_input=grads[i],
            params=params[name],
            buffers=buffers[name],
        )
    loss_record = LossRecord.of(judge, outputs[-1], labels, value, grads[-1])
    trace = Trace(records, loss_record, network.spec())
    if optimizer is None:
        return trace
    before = OptimizerRecord.of(optimizer)
    (step or optimizer.step)()
    return trace.completed(network, optimizer, before)


def twin(network: Any) -> Any:
    """A copy of the network that shares nothing with it, its random generators in the same state.

    Its gradients are there too: a layer with a mistake may add to them.
    """
    memo: dict[int, Any] = {}
    for parameter in network.named_parameters().values():
        memo[id(parameter)] = made = type(parameter)(parameter.data.copy())
        made.grad = None if parameter.grad is None else parameter.grad.copy()
    return copy.deepcopy(network, memo)


def _data(layer: Any) -> dict[str, np.ndarray]:
    return {name: parameter.data for name, parameter in layer.parameters().items()}
