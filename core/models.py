"""The networks that come with cnnviz, each a function that builds a Sequential.

Names follow the literature's count of layers: conv1, conv2, conv3, then fc4, fc5.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from core.init import INITIALISERS
from core.layers import (
    ELU,
    AvgPool2d,
    BatchNorm2d,
    Conv2d,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    Linear,
    MaxPool2d,
    ReLU,
    Sigmoid,
    Tanh,
)
from core.network import Sequential

T = TypeVar("T")

ACTIVATIONS: dict[str, type[Layer]] = {
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "elu": ELU,
    "sigmoid": Sigmoid,
    "tanh": Tanh,
}
POOLINGS: dict[str, type[MaxPool2d] | type[AvgPool2d]] = {"max": MaxPool2d, "avg": AvgPool2d}


def lenet5(
    batch_norm: bool = True,
    activation: str = "relu",
    pooling: str = "max",
    init: str = "kaiming",
    dropout: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Sequential:
    """LeNet-5 in today's form: 61,750 parameters with batch-norm, 61,706 without.

    activation: relu, leaky_relu, elu, sigmoid or tanh; pooling: max or avg; init: a name in
    core.init.INITIALISERS; dropout: probability before each fully connected layer, 0 for none.

    Shape: (N, 1, 28, 28) -> logits (N, 10).
    """
    rng = np.random.default_rng() if rng is None else rng
    act, pool = _choose(ACTIVATIONS, activation, "activation"), _choose(POOLINGS, pooling, "pooling")
    layers: list[tuple[str, Layer]] = [
        ("conv1", Conv2d(1, 6, 5, padding="same", rng=rng)),
        ("pool1", pool(2)),
    ]
    layers += [("bn1", BatchNorm2d(6))] if batch_norm else []
    layers += [(f"{activation}1", act()), ("conv2", Conv2d(6, 16, 5, rng=rng)), ("pool2", pool(2))]
    layers += [("bn2", BatchNorm2d(16))] if batch_norm else []
    layers += [(f"{activation}2", act()), ("conv3", Conv2d(16, 120, 5, rng=rng)), ("flatten", Flatten())]
    layers += [("dropout4", Dropout(dropout, rng=rng))] if dropout else []
    layers += [("fc4", Linear(120, 84, rng=rng)), (f"{activation}4", act())]
    layers += [("dropout5", Dropout(dropout, rng=rng))] if dropout else []
    layers += [("fc5", Linear(84, 10, rng=rng))]
    return initialise(Sequential(layers), init, rng)


def initialise(network: Sequential, init: str, rng: np.random.Generator) -> Sequential:
    """Begin every convolution and linear layer anew: weights by the recipe named `init`, biases zero."""
    recipe = _choose(INITIALISERS, init, "init")
    for layer in network.layers.values():
        if isinstance(layer, Conv2d | Linear):
            layer.weight.data = recipe(layer.weight.shape, rng)
            if layer.bias is not None:
                layer.bias.data = np.zeros_like(layer.bias.data)
    return network


def _choose(known: dict[str, T], name: str, argument: str) -> T:
    """The entry called `name`; ValueError lists the names there are."""
    if name not in known:
        raise ValueError(f"{argument} must be one of {', '.join(known)}, got {name!r}")
    return known[name]
