"""Recorded batches of random networks, for explanations to be held against."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import core

ACTIVATIONS = core.layers.ACTIVATIONS
OPTIMIZERS = (
    (core.SGD, {"lr": 0.1}),
    (core.SGD, {"lr": 0.1, "weight_decay": 0.01}),
    (core.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}),
    (core.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    (core.RMSprop, {"lr": 0.01}),
    (core.RMSprop, {"lr": 0.01, "momentum": 0.9, "centered": True, "weight_decay": 0.01}),
    (core.RMSprop, {"lr": 0.01, "centered": True}),
    (core.Adagrad, {"lr": 0.05, "lr_decay": 0.1, "initial_accumulator_value": 0.1, "weight_decay": 0.01}),
    (core.Adam, {"lr": 0.01, "weight_decay": 0.01}),
    (core.Adam, {"lr": 0.01, "amsgrad": True}),
    (core.AdamW, {"lr": 0.01, "weight_decay": 0.1}),
)


def random_network(rng: np.random.Generator) -> tuple[core.Sequential, tuple[int, int, int], int]:
    """A small network with any strides, paddings, pools, norms, activations; its input shape and classes."""

    def one_of(*choices: object) -> object:
        return choices[int(rng.integers(len(choices)))]

    shape = (int(rng.integers(1, 4)), int(rng.integers(6, 11)), int(rng.integers(6, 11)))
    layers: list[tuple[str, core.Layer]] = []
    now = shape

    def add(layer: core.Layer) -> None:
        nonlocal now
        now = layer.output_shape(now)
        layers.append((f"{type(layer).__name__.lower()}{len(layers)}", layer))

    for _ in range(int(rng.integers(1, 3))):
        outputs = int(rng.integers(1, 5))
        kernel = tuple(int(rng.integers(1, 1 + min(3, size))) for size in now[1:])
        padding = one_of(0, 1, (1, 0), "same")
        stride = 1 if padding == "same" else one_of(1, 2, (2, 1))
        add(core.Conv2d(now[0], outputs, kernel, stride, padding, bias=bool(rng.random() < 0.8), rng=rng))
        pools = [None, core.MaxPool2d(2), core.MaxPool2d(3, 1, 1), core.AvgPool2d(2, 1), core.AvgPool2d(2),
                 core.AvgPool2d(3, 2, 1, count_include_pad=False)]  # fmt: skip
        pool = one_of(*pools)
        if pool is not None and min(now[1:]) >= 3:
            add(pool)
        affine = bool(rng.random() < 0.7)
        norm = one_of(None, core.BatchNorm2d(now[0], affine=affine), core.BatchNormPixel(now, affine=affine))
        if norm is not None:
            add(norm)
        add(one_of(*ACTIVATIONS)())
    add(core.Flatten())
    if rng.random() < 0.5:
        add(core.Dropout(0.4, rng=rng))
    add(core.Linear(now[0], 6, bias=bool(rng.random() < 0.8), rng=rng))
    if rng.random() < 0.5:
        add(core.BatchNorm1d(6))
        add(one_of(core.Tanh, core.Softmax)())
    add(core.Linear(6, 4, rng=rng))
    return core.Sequential(layers), shape, 4


def random_trace(seed: int, dtype: type = np.float32) -> core.Trace:
    """The third step of a random network with a random loss and optimiser."""
    rng = np.random.default_rng(seed)
    network, shape, classes = random_network(rng)
    network.astype(dtype)
    for name, parameter in network.named_parameters().items():
        if "norm" in name:
            parameter.data = (parameter.data + 0.3 * rng.normal(size=parameter.shape)).astype(dtype)
    n = int(rng.integers(2, 6))
    labels = rng.integers(0, classes, n)
    reduction = str(rng.choice(["mean", "sum"]))
    loss, kind = None, int(rng.integers(4))
    if kind <= 1:
        loss = core.CrossEntropyLoss(0.1 * kind, reduction)
    elif kind == 2:
        network = core.Sequential([*network.layers.items(), ("logsoftmax", core.LogSoftmax())])
        loss = core.NLLLoss(reduction)
    else:
        loss, labels = core.MSELoss(reduction), rng.normal(size=(n, classes)).astype(dtype)
    make, settings = OPTIMIZERS[int(rng.integers(len(OPTIMIZERS)))]
    optimizer = make(network.named_parameters(), **settings)
    if rng.random() < 0.15:
        network.forward(rng.random((n, *shape)).astype(dtype))  # running statistics that are not 0 and 1
        network.eval()
    for _ in range(3):
        images = rng.normal(size=(n, *shape)).astype(dtype)
        trace = core.record(network, loss, images, labels, optimizer)
    return trace


@pytest.fixture
def make_trace() -> Callable[..., core.Trace]:
    return random_trace
