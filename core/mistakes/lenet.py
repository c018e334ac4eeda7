"""The whole LeNet-5, told with the mistakes that are made between its layers.

conv1 (padding 2), pool1, relu1, conv2, pool2, relu2, conv3, flatten, fc4, relu4, fc5: the layers' own
tellings in a row, so what a mistake does further down and further back comes out by itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.mistakes import activations, conv, flatten, linear, pooling
from core.mistakes.case import Backward, Case, Forward, On, Results

LAYERS = ("1", "2", "3", "4", "5")
PARAMETERS = {f"{kind}{n}": f"d{kind.upper() if kind == 'w' else kind}{n}" for n in LAYERS for kind in "wb"}
QUANTITIES = ("y", "dX", *PARAMETERS.values())
KINDS = ("Conv2d", "MaxPool2d", "ReLU", "Linear")  # of the layers that it is made of
RIGHT: On = frozenset()
TOLD: dict[str, tuple[Forward, Backward]] = {
    "conv": (conv.forward, conv.backward),
    "pool": (pooling.largest, pooling.largest_backward),
    "relu": (activations.relu, activations.relu_backward),
    "flatten": (flatten.forward, flatten.backward),
    "fc": (linear.forward, linear.backward),
}


def tell(on: On, **given: Any) -> Results:
    """Logits and all gradients of LeNet-5 in which the mistakes of `on` are made.

    Shape: x (N, 1, 28, 28), w1 (6, 1, 5, 5), w2 (16, 6, 5, 5), w3 (120, 16, 5, 5), w4 (84, 120), w5 (10,
    84) and their biases -> y (N, 10).
    """
    case = Case(given)
    a, cases, kepts, inputs = case["x"], {}, {}, {}
    for name in _order(on):
        inputs[name] = a
        cases[name] = _part(case, name, a)
        a, kepts[name] = _passes(name, on)[0](RIGHT, cases[name])
    g = case.gradient(a.shape)
    found: Results = {"y": a}
    for name in reversed(_order(on)):
        back = cases[name]
        if "lenet.raw-input" in on and name in ("conv2", "fc4", "fc5"):
            back = Case(back, x=_before_activation(name, inputs, back["x"]))
            if name == "conv2":
                _, kepts[name] = conv.forward(RIGHT, back)
        if "lenet.relu-skipped" in on and name.startswith("relu"):
            continue
        if "lenet.relu-forgotten" in on and name == "relu4":
            continue
        if "lenet.wrong-mask" in on and name == "relu4":
            back = Case(back, x=np.broadcast_to(back["x"][:1], back["x"].shape))
        results = _passes(name, on)[1](RIGHT, back, kepts[name], g)
        number = name[-1]
        if "dW" in results:
            scale = 1 / len(g) if "lenet.mean-again" in on else 1.0
            found |= {f"dW{number}": results["dW"] * scale, f"db{number}": results["db"] * scale}
        g = results["dX"]
    return found | {"dX": g}


def _order(on: On) -> tuple[str, ...]:
    first: tuple[str, ...]
    last: tuple[str, ...]
    first = ("conv1", "pool1", "relu1", "conv2", "pool2", "relu2")
    last = ("conv3", "flatten", "fc4", "relu4", "fc5")
    if "lenet.relu-last" in on:
        last = (*last, "relu5")
    if "lenet.relu3" in on:
        last = ("conv3", "relu3", *last[1:])
    return (*first, *last)


def _part(case: Case, name: str, x: np.ndarray) -> Case:
    number = name[-1]
    if name.startswith(("conv", "fc")):
        border = 2 if name == "conv1" else 0
        pads = ((border, border), (border, border))
        return Case(x=x, w=case[f"w{number}"], b=case[f"b{number}"], steps=(1, 1), pads=pads)
    return Case(x=x, kernel_size=(2, 2), steps=(2, 2), pads=((0, 0), (0, 0)))


def _passes(name: str, on: On) -> tuple[Forward, Backward]:
    """A layer's own telling, by its name without the number."""
    if name.startswith("pool") and "lenet.mean-pool" in on:
        return pooling.mean, pooling.mean_backward
    return TOLD[name.rstrip("12345")]


def _before_activation(name: str, inputs: dict[str, np.ndarray], x: np.ndarray) -> np.ndarray:
    """What went into the activation before a layer, of the shape of what came out."""
    earlier = {"conv2": "relu1", "fc4": "flatten", "fc5": "relu4"}[name]
    return inputs[earlier].reshape(x.shape) if inputs[earlier].size == x.size else x
