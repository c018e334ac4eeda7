"""The networks that come with cnnviz, each a function that builds a Sequential.

Names follow the literature's count of layers: conv1, conv2, conv3, then fc4, fc5. All take (N, 1, 28, 28) and
give logits (N, 10), unless told otherwise.
"""

from __future__ import annotations

from itertools import pairwise
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
Layers = list[tuple[str, Layer]]

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

    activation: a name in ACTIVATIONS; pooling: "max" or "avg"; init: a name in core.init.INITIALISERS;
    dropout: the probability before each fully connected layer, 0 for none. ValueError names what is amiss.
    """
    rng = np.random.default_rng() if rng is None else rng
    act, pool = _choose(ACTIVATIONS, activation, "activation"), _choose(POOLINGS, pooling, "pooling")
    layers: Layers = [("conv1", Conv2d(1, 6, 5, padding="same", rng=rng)), ("pool1", pool(2))]
    layers += [("bn1", BatchNorm2d(6))] if batch_norm else []
    layers += [(f"{activation}1", act())]
    layers += [("conv2", Conv2d(6, 16, 5, rng=rng)), ("pool2", pool(2))]
    layers += [("bn2", BatchNorm2d(16))] if batch_norm else []
    layers += [(f"{activation}2", act())]
    layers += [("conv3", Conv2d(16, 120, 5, rng=rng)), ("flatten", Flatten())]
    layers += [("dropout4", Dropout(dropout, rng=rng))] if dropout else []
    layers += [("fc4", Linear(120, 84, rng=rng)), (f"{activation}4", act())]
    layers += [("dropout5", Dropout(dropout, rng=rng))] if dropout else []
    layers += [("fc5", Linear(84, 10, rng=rng))]
    return initialise(Sequential(layers), init, rng)


def lenet5_1998(rng: np.random.Generator | None = None) -> Sequential:
    """LeNet-5 as it was at first: average pooling and tanh. 61,706 parameters.

    The paper's partly connected conv2, trainable pooling and radial output are given their modern stand-ins.
    Source: LeCun et al. 1998, "Gradient-based learning applied to document recognition".
    """
    return lenet5(batch_norm=False, activation="tanh", pooling="avg", init="xavier", rng=rng)


def mlp(
    sizes: tuple[int, ...] = (784, 512, 128, 10),
    activation: str = "sigmoid",
    init: str = "xavier",
    rng: np.random.Generator | None = None,
) -> Sequential:
    """Fully connected layers of these sizes with an activation between them: flatten, fc1, sigmoid1, fc2, ...

    The default is the classic 784-512-128-10 with sigmoid: 468,874 parameters.

    Shape: (N, ...) with sizes[0] numbers each -> (N, sizes[-1]).
    """
    if len(sizes) < 2:
        raise ValueError(f"sizes must be at least 2 numbers, input and output, got {sizes!r}")
    rng = np.random.default_rng() if rng is None else rng
    layers: Layers = [("flatten", Flatten()), *_dense(1, tuple(sizes), activation, rng)]
    return initialise(Sequential(layers), init, rng)


def small_cnn(rng: np.random.Generator | None = None) -> Sequential:
    """Two 3x3 convolutions of 6 and 12 with max-pooling and tanh, then 512-128-10. 369,242 parameters."""
    rng = np.random.default_rng() if rng is None else rng
    layers: Layers = [
        ("conv1", Conv2d(1, 6, 3, padding=1, rng=rng)),
        ("pool1", MaxPool2d(2)),
        ("tanh1", Tanh()),
    ]
    layers += [("conv2", Conv2d(6, 12, 3, padding=1, rng=rng)), ("pool2", MaxPool2d(2)), ("tanh2", Tanh())]
    layers += [("flatten", Flatten()), *_dense(3, (12 * 7 * 7, 512, 128, 10), "tanh", rng)]
    return initialise(Sequential(layers), "xavier", rng)


def vgg(
    batch_norm: bool = True, width: int = 8, in_channels: int = 1, rng: np.random.Generator | None = None
) -> Sequential:
    """Eight 3x3 convolutions in pairs, as VGG has them: each pair doubles the channels and halves the size.

    width: channels of the first pair. 74,594 parameters with width 8 and batch-norm.
    Source: Simonyan and Zisserman 2014, "Very deep convolutional networks for large-scale image recognition".
    """
    rng = np.random.default_rng() if rng is None else rng
    widths = [width * 2 ** (number // 2) for number in range(8)]  # 8, 8, 16, 16, 32, 32, 64, 64
    layers = _pairs(widths, in_channels, batch_norm, rng)  # 28 -> 14 -> 7 -> 3 -> 1
    layers += [("flatten", Flatten()), ("fc9", Linear(widths[-1], 10, rng=rng))]
    return initialise(Sequential(layers), "kaiming", rng)


def cifar_cnn(
    in_channels: int = 1, dropout: float = 0.3, rng: np.random.Generator | None = None
) -> Sequential:
    """Four 3x3 convolutions in pairs of 24 and 48 channels with batch-norm, then 128: for small colour
    pictures.

    339,410 parameters on 28x28 images of one channel.
    """
    rng = np.random.default_rng() if rng is None else rng
    layers = _pairs([24, 24, 48, 48], in_channels, True, rng)
    layers += [("flatten", Flatten()), ("fc5", Linear(48 * 7 * 7, 128, rng=rng)), ("relu5", ReLU())]
    layers += [("dropout6", Dropout(dropout, rng=rng))] if dropout else []
    layers += [("fc6", Linear(128, 10, rng=rng))]
    return initialise(Sequential(layers), "kaiming", rng)


def _pairs(widths: list[int], channels: int, batch_norm: bool, rng: np.random.Generator) -> Layers:
    """3x3 convolutions of these widths that keep the size, with ReLU; pooling after every second one."""
    layers: Layers = []
    for number, wider in enumerate(widths, 1):
        layers += [(f"conv{number}", Conv2d(channels, wider, 3, padding="same", rng=rng))]
        layers += [(f"bn{number}", BatchNorm2d(wider))] if batch_norm else []
        layers += [(f"relu{number}", ReLU())]
        layers += [(f"pool{number}", MaxPool2d(2))] if number % 2 == 0 else []
        channels = wider
    return layers


def initialise(network: Sequential, init: str, rng: np.random.Generator) -> Sequential:
    """Begin every convolution and linear layer anew: weights by the recipe named `init`, biases zero."""
    recipe = _choose(INITIALISERS, init, "init")
    for layer in network.layers.values():
        if isinstance(layer, Conv2d | Linear):
            layer.weight.data = recipe(layer.weight.shape, rng)
            if layer.bias is not None:
                layer.bias.data = np.zeros_like(layer.bias.data)
    return network


def _dense(first: int, sizes: tuple[int, ...], activation: str, rng: np.random.Generator) -> Layers:
    """Linear layers of these sizes, an activation after each but the last, numbered from `first`."""
    act = _choose(ACTIVATIONS, activation, "activation")
    layers: Layers = []
    for number, (inputs, outputs) in enumerate(pairwise(sizes), first):
        layers += [(f"fc{number}", Linear(inputs, outputs, rng=rng)), (f"{activation}{number}", act())]
    return layers[:-1]


def _choose(known: dict[str, T], name: str, argument: str) -> T:
    """The entry called `name`; ValueError lists the names there are."""
    if name not in known:
        raise ValueError(f"{argument} must be one of {', '.join(known)}, got {name!r}")
    return known[name]
