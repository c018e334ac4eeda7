"""Explains a number of a trial: the core's own layer runs on it, and the right number's arithmetic is told.

For whoever checks a layer that somebody wrote: what should have come out at the first wrong place, of what.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core import layers, losses, optim
from core.layers.base import Layer, Parameter
from core.mistakes.case import Case
from core.mistakes.kinds import Kind
from core.models import lenet5
from core.trace.explain import Explanation, explain
from core.trace.recording import Trace
from core.trace.records import Cell, LayerRecord, LossRecord, freeze, freeze_all

NAMES = {"w": "weight", "b": "bias", "gamma": "weight", "beta": "bias"}
QUANTITIES = {"y": "output", "dX": "grad_input", "dW": "weight.grad", "db": "bias.grad"}
QUANTITIES |= {"dgamma": "weight.grad", "dbeta": "bias.grad"}
QUANTITIES |= {"running_mean": "running_mean.after", "running_var": "running_var.after"}
LENET = {"1": "conv1", "2": "conv2", "3": "conv3", "4": "fc4", "5": "fc5"}


class Drawn:
    """Draws what somebody's dropout drew: 1 for what was kept, 0 for the rest."""

    def __init__(self, mask: np.ndarray) -> None:
        self.mask = mask

    def random(self, shape: tuple[int, ...], dtype: Any) -> np.ndarray:
        return np.broadcast_to(self.mask, shape).astype(dtype)


def explain_trial(kind: Kind, case: Case, quantity: str, at: tuple[int, ...]) -> Explanation | None:
    """What the right number at a place of a quantity is made of; None where no formula is known."""
    try:
        trace, cell = _traced(kind, case, quantity, at)
        return explain(trace, cell)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _traced(kind: Kind, case: Case, quantity: str, at: tuple[int, ...]) -> tuple[Trace, Cell]:
    if kind.style == "loss":
        name = {"y": "value", "dX": "grad_input"}[quantity]
        return _loss(kind, case), Cell("loss", name, at)
    if kind.style == "optimizer":
        return _update(kind, case, at[0]), Cell("w", "weight.after", at[1:])
    if kind.name == "LeNet5":
        network = _lenet(case)
        where = LENET.get(quantity[-1], "conv1" if quantity == "dX" else "fc5")
        trace = _passed(network, case["x"], case)
        return trace, Cell(where, QUANTITIES[quantity.rstrip("12345")], at)
    layer = _layer(kind, case)
    if case.get("again"):
        layer.forward(np.asarray(case["x"], np.float64))  # a first batch; the second is the one that is seen
    trace = _passed({"it": layer}, case.get("x2", case["x"]), case)
    return trace, Cell("it", QUANTITIES[quantity], at)


def _layer(kind: Kind, case: Case) -> Layer:
    """The core's layer of a kind, with a trial's settings and weights in it."""
    made: Any = getattr(layers, kind.name)
    settings: dict[str, Any] = {}
    if kind.name == "Conv2d":
        settings = {"in_channels": case.into, "out_channels": case.out, "kernel_size": case.kernel}
        settings |= {"stride": case.stride, "padding": case.padding}
    elif kind.name == "Linear":
        settings = {"in_features": case.into, "out_features": case.out}
    elif "kernel_size" in case:
        settings = {"kernel_size": case["kernel_size"], "stride": case["steps"], "padding": case.padding}
        if "count_include_pad" in case:
            settings["count_include_pad"] = case["count_include_pad"]
    elif "gamma" in case:
        shape = case["gamma"].shape
        settings = {"eps": case["eps"], "momentum": case["momentum"]}
        settings |= {"shape": shape} if len(shape) > 1 else {"num_features": shape[0]}
    elif kind.name == "Dropout":
        settings = {"p": case["p"], "rng": Drawn(case["mask"])}
    for name, argument in (("slope", "negative_slope"), ("alpha", "alpha")):
        if name in case:
            settings[argument] = case[name]
    layer: Layer = made(**settings)
    for key in kind.parameters:
        getattr(layer, NAMES[key]).data = np.array(case[key], np.float64)
    for name in layer.buffers():
        setattr(layer, name, np.array(case[name], np.float64))
    layer.training = bool(case.get("training", True))
    return layer


def _lenet(case: Case) -> dict[str, Layer]:
    network = lenet5(batch_norm=False)
    for number, name in LENET.items():
        layer: Any = network.layers[name]
        layer.weight.data = np.array(case[f"w{number}"], np.float64)
        layer.bias.data = np.array(case[f"b{number}"], np.float64)
    return dict(network.layers)


def _passed(network: dict[str, Layer], x: np.ndarray, case: Case) -> Trace:
    """Forward and backward through layers that end at the gradient which the trial sends."""
    inputs, buffers = [np.asarray(x, np.float64)], {}
    for name, layer in network.items():
        buffers[name] = freeze_all(layer.buffers())
        inputs.append(layer.forward(inputs[-1]))
    grads = [np.asarray(case.gradient(inputs[-1].shape), np.float64)]
    for layer in reversed(network.values()):
        grads.append(layer.backward(grads[-1]))
    grads.reverse()
    records = {}
    for i, (name, layer) in enumerate(network.items()):
        records[name] = LayerRecord.of(
            name,
            layer,
            input=freeze(inputs[i]),
            output=freeze(inputs[i + 1]),
            grad_output=freeze(grads[i + 1]),
            grad_input=freeze(grads[i]),
            params=freeze_all({key: p.data for key, p in layer.parameters().items()}),
            buffers=buffers[name],
            buffers_after=freeze_all(layer.buffers()),
        )
    y = records[name].output
    end = LossRecord("MSELoss", {}, y, y, freeze(np.zeros(())), freeze(grads[-1]), {})
    return Trace(records, end, {"layers": []})


def _loss(kind: Kind, case: Case) -> Trace:
    settings = {"label_smoothing": case["smoothing"]} if case.get("smoothing") else {}
    loss: Any = getattr(losses, kind.name)(**settings)
    target = case["labels"] if "labels" in case else case["target"]
    x = np.asarray(case["x"], np.float64)
    value = loss.forward(x, target)
    record = LossRecord.of(loss, freeze(x), target, value, freeze(loss.backward()))
    return Trace({}, record, {"layers": []})


def _update(kind: Kind, case: Case, step: int) -> Trace:
    """One step of an optimiser, the ones before it made: `step` counts from 0."""
    known = {"momentum": "momentum", "decay": "weight_decay", "nesterov": "nesterov", "betas": "betas"}
    known |= {"eps": "eps", "alpha": "alpha"}
    settings = {name: case[key] for key, name in known.items() if key in case}
    weight = Parameter(np.array(case["w"], np.float64))
    optimizer = getattr(optim, kind.name)({"w.weight": weight}, lr=float(case["rates"][0]), **settings)
    for number in range(step + 1):
        optimizer.lr = float(case["rates"][number])
        weight.grad = np.array(case["grads"][number], np.float64)
        before, state = freeze(weight.data), freeze_all(optimizer.state_of("w.weight"))
        optimizer.step()
    nothing = freeze(np.zeros((1, 1)))
    after = freeze_all(optimizer.state_of("w.weight"))
    if not state:  # as it is before the first step
        state = {name: freeze(np.zeros_like(array)) for name, array in after.items()}
    record = LayerRecord(
        name="w",
        kind="Linear",
        config={},
        training=True,
        input=nothing,
        output=nothing,
        grad_output=nothing,
        grad_input=nothing,
        params={"weight": before},
        grads={"weight": freeze(case["grads"][step])},
        intermediates={},
        buffers={},
        after={"weight": freeze(weight.data)},
        state={f"weight.{name}": array for name, array in state.items()},
        state_after={f"weight.{name}": array for name, array in after.items()},
    )
    end = LossRecord("MSELoss", {}, nothing, nothing, freeze(np.zeros(())), nothing, {})
    about = {**optimizer.config(), "t": step + 1, "parameters": ["w.weight"]}
    return Trace({"w": record}, end, {"layers": []}, about, step + 1)
