"""The recipes that come with cnnviz: a network, how its images are prepared, how it is trained, where it
comes from.

PRESETS is the one list; terminal, window and experiments read it. A preset knows nothing of training
itself: its `recipe` holds the fields of a TrainConfig that it sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.layers import Conv2d, Linear
from core.models import cifar_cnn, lenet5, lenet5_1998, mlp, small_cnn, vgg
from core.network import Sequential

Builder = Callable[[np.random.Generator], Sequential]


@dataclass(frozen=True)
class Preset:
    """One recipe: `network(rng)` builds its network, `recipe` names the TrainConfig fields it sets."""

    name: str
    title: str
    about: str
    network: Builder
    recipe: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    group: str = ""

    @property
    def preprocessing(self) -> str:
        """How this preset's images are prepared."""
        return str(self.recipe.get("preprocessing", "unit"))

    def spec(self) -> dict[str, Any]:
        """The spec of this preset's network."""
        return self.network(np.random.default_rng(0)).spec()


def _lenet5(**options: Any) -> Builder:
    return lambda rng: lenet5(**options, rng=rng)


def _lenet5_zhang(batch_norm: bool) -> Builder:
    """LeNet-5 as numpy-realizes-CNN begins it: 2 / sqrt(n) in the linear layers, where sqrt(2 / n) was
    meant, and biases as large as signals."""

    def build(rng: np.random.Generator) -> Sequential:
        network = lenet5(batch_norm=batch_norm, rng=rng)
        for layer in network.layers.values():
            if isinstance(layer, Conv2d | Linear):
                fan_in = layer.weight.data[0].size
                std = (2 / fan_in) ** 0.5 if isinstance(layer, Conv2d) else 2 / fan_in**0.5
                layer.weight.data = rng.normal(0, std, layer.weight.shape).astype(np.float32)
                layer.bias.data = rng.normal(0, 1, layer.bias.shape).astype(np.float32)
        return network

    return build


ZHANG = "mengxinZHANG/numpy-realizes-CNN"
WU = "junqiangwu/cnn_numpy"
PLAIN = {"momentum": 0.0, "weight_decay": 0.0, "schedule": "constant"}
MOMENTUM = {"lr": 0.1, "momentum": 0.9, "weight_decay": 5e-4, "schedule": "onecycle"}
FIVE = {**MOMENTUM, "epochs": 5}


def _changed(group: str, what: str, title: str, network: Builder, **recipe: Any) -> Preset:
    """One of a group that differs in one thing: LeNet-5 with batch-norm, five epochs, but for this."""
    about = f"LeNet-5 for five epochs; the group changes its {group.replace('-', ' ')}"
    return Preset(f"{group}-{what}", title, about, network, {**FIVE, **recipe}, group=group)


PRESETS: tuple[Preset, ...] = (
    Preset(
        "lenet5-bn",
        "LeNet-5 with batch-norm",
        "max-pooling, ReLU and batch-norm; 99.3 % after 20 epochs",
        _lenet5(),
        {**MOMENTUM, "epochs": 20},
    ),
    Preset(
        "lenet5",
        "LeNet-5",
        "the same network without batch-norm: slower at first, and more easily upset",
        _lenet5(batch_norm=False),
        {**MOMENTUM, "lr": 0.03, "epochs": 20},
    ),
    Preset(
        "lenet5-1998",
        "LeNet-5 as in 1998",
        "average pooling and tanh, on pixels from -1 to 1",
        lambda rng: lenet5_1998(rng=rng),
        {**MOMENTUM, "lr": 0.03, "epochs": 20, "preprocessing": "signed"},
        "LeCun et al. 1998, Gradient-based learning applied to document recognition",
    ),
    Preset(
        "best",
        "The most accurate",
        "LeNet-5 with batch-norm on digits shifted and sheared anew each epoch",
        _lenet5(),
        {**MOMENTUM, "epochs": 20, "augmentation": {"shift": 2, "shear": 0.2}},
    ),
    Preset(
        "vgg",
        "Small VGG",
        "eight 3x3 convolutions in pairs, as VGG has them; fits grey and colour pictures of any small size",
        lambda rng: vgg(rng=rng),
        {**MOMENTUM, "lr": 0.05, "epochs": 20},
        "Simonyan and Zisserman 2014, Very deep convolutional networks for large-scale image recognition",
    ),
    Preset(
        "cifar",
        "For colour pictures",
        "four 3x3 convolutions with batch-norm and dropout, for pictures as CIFAR-10's",
        lambda rng: cifar_cnn(rng=rng),
        {
            **MOMENTUM,
            "lr": 0.02,
            "epochs": 20,
            "preprocessing": "standard",
            "augmentation": {"shift": 2, "shear": 0.0},
        },
    ),
    Preset(
        "published-raw",
        "Published: raw pixels",
        "LeNet-5 on pixels from 0 to 255, which only a tiny learning rate survives; published 93.52 %",
        _lenet5_zhang(batch_norm=False),
        # Of seeds 0, 1, 2 the one in the middle: how many units the first steps silence is luck (docs).
        {**PLAIN, "lr": 1e-5, "epochs": 20, "preprocessing": "raw", "seed": 1},
        ZHANG,
        "published",
    ),
    Preset(
        "published-standardised",
        "Published: standardised input",
        "the same network on pixels of mean 0 and variance 1, at 100 times the rate; published 96.53 %",
        _lenet5_zhang(batch_norm=False),
        {**PLAIN, "lr": 1e-3, "epochs": 20, "preprocessing": "standard"},
        ZHANG,
        "published",
    ),
    Preset(
        "published-bn",
        "Published: with batch-norm",
        "the same again with batch-norm after each pooling; published 97.21 %",
        _lenet5_zhang(batch_norm=True),
        {**PLAIN, "lr": 1e-3, "epochs": 20, "preprocessing": "standard"},
        ZHANG,
        "published",
    ),
    Preset(
        "published-mlp",
        "Published: fully connected",
        "784-512-128-10 with sigmoid; its rate 1e-3 counts the sum over a batch of 100; published 92 %",
        lambda rng: mlp(rng=rng),
        {
            **PLAIN,
            "lr": 0.1,
            "epochs": 20,
            "batch_size": 100,
            "preprocessing": "signed",
            "schedule": "step",
            "step_epochs": 10,
        },
        WU,
        "published",
    ),
    Preset(
        "published-conv",
        "Published: two small convolutions",
        "3x3 kernels, tanh, 10,000 images and 5 epochs; published 70 %",
        lambda rng: small_cnn(rng=rng),
        {**PLAIN, "lr": 0.1, "epochs": 5, "batch_size": 100, "preprocessing": "signed", "limit": 10_000},
        WU,
        "published",
    ),
    Preset(
        "published-raw-he",
        "Raw pixels, He initialisation",
        "published-raw begun with He's weights and biases of zero, and nothing else changed",
        _lenet5(batch_norm=False),
        {**PLAIN, "lr": 1e-5, "epochs": 20, "preprocessing": "raw"},
        group="published-he",
    ),
    Preset(
        "published-standardised-he",
        "Standardised input, He initialisation",
        "published-standardised begun with He's weights and biases of zero",
        _lenet5(batch_norm=False),
        {**PLAIN, "lr": 1e-3, "epochs": 20, "preprocessing": "standard"},
        group="published-he",
    ),
    Preset(
        "published-bn-he",
        "With batch-norm, He initialisation",
        "published-bn begun with He's weights and biases of zero",
        _lenet5(),
        {**PLAIN, "lr": 1e-3, "epochs": 20, "preprocessing": "standard"},
        group="published-he",
    ),
    _changed("activation", "relu", "ReLU", _lenet5()),
    _changed("activation", "leaky-relu", "Leaky ReLU", _lenet5(activation="leaky_relu")),
    _changed("activation", "elu", "ELU", _lenet5(activation="elu")),
    _changed("activation", "tanh", "Tanh", _lenet5(activation="tanh")),
    _changed("activation", "sigmoid", "Sigmoid", _lenet5(activation="sigmoid")),
    _changed("optimiser", "sgd", "Plain SGD", _lenet5(), momentum=0.0),
    _changed("optimiser", "momentum", "Momentum", _lenet5()),
    _changed("optimiser", "nesterov", "Nesterov", _lenet5(), nesterov=True),
    _changed(
        "optimiser",
        "rmsprop",
        "RMSprop",
        _lenet5(),
        optimizer="rmsprop",
        lr=1e-3,
        momentum=0.0,
        weight_decay=0.0,
    ),
    _changed("optimiser", "adam", "Adam", _lenet5(), optimizer="adam", lr=3e-3, weight_decay=0.0),
    _changed("pooling", "max", "Max-pooling", _lenet5()),
    _changed("pooling", "average", "Average pooling", _lenet5(pooling="avg")),
    _changed("batch-norm", "with", "With batch-norm", _lenet5(), lr=0.03),
    _changed("batch-norm", "without", "Without batch-norm", _lenet5(batch_norm=False), lr=0.03),
    _changed("initialisation", "kaiming", "Kaiming", _lenet5()),
    _changed("initialisation", "xavier", "Xavier", _lenet5(init="xavier")),
    _changed("initialisation", "small", "All weights small", _lenet5(init="normal")),
    _changed("initialisation", "zeros", "All weights zero", _lenet5(init="zeros")),
    _changed("learning-rate", "0.001", "A rate of 0.001", _lenet5(), lr=0.001),
    _changed("learning-rate", "0.01", "A rate of 0.01", _lenet5(), lr=0.01),
    _changed("learning-rate", "0.1", "A rate of 0.1", _lenet5()),
    _changed("learning-rate", "1", "A rate of 1", _lenet5(), lr=1.0),
)


def preset(name: str) -> Preset:
    """The preset of that name; ValueError names those that there are."""
    for candidate in PRESETS:
        if candidate.name == name:
            return candidate
    raise ValueError(f"no preset is called {name!r}; there are {', '.join(p.name for p in PRESETS)}")
