"""Recorded batches whose numbers the pages are read against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

import core
from cnnviz.features.microscope.blocks.block import Number
from cnnviz.features.microscope.blocks.tables import Matrix
from core.trace.explain import explain
from core.trace.recording import Cell, Trace


def recorded(layers: list[tuple[str, core.Layer]], shape: tuple[int, ...], **about: object) -> Trace:
    """The second step of a network on noise; float32, so that pages are read as in the window."""
    rng = np.random.default_rng(5)
    network = core.Sequential(layers)
    made = about.get("optimizer", core.SGD)
    settings = about.get("settings", {"lr": 0.05, "momentum": 0.9, "weight_decay": 1e-3})
    optimizer = made(network.named_parameters(), **settings)  # type: ignore[operator]
    loss = core.CrossEntropyLoss(float(about.get("smoothing", 0.0)))  # type: ignore[arg-type]
    n = 6
    for _ in range(2):
        images = rng.normal(size=(n, *shape)).astype(np.float32)
        trace = core.record(network, loss, images, rng.integers(0, 4, n), optimizer)
    return trace


@pytest.fixture(scope="session")
def trace() -> Trace:
    """Convolutions with padding and stride, max pools, both batch-norms of maps, ReLU, linear layers."""
    rng = np.random.default_rng(3)
    layers: list[tuple[str, core.Layer]] = [
        ("conv1", core.Conv2d(1, 3, 5, padding="same", rng=rng)),
        ("pool1", core.MaxPool2d(2)),
        ("bn1", core.BatchNorm2d(3)),
        ("relu1", core.ReLU()),
        ("conv2", core.Conv2d(3, 20, 3, stride=2, padding=1, rng=rng)),
        ("relu2", core.ReLU()),
        ("flatten", core.Flatten()),
        ("fc1", core.Linear(320, 30, rng=rng)),
        ("relu3", core.ReLU()),
        ("fc2", core.Linear(30, 4, rng=rng)),
    ]
    return recorded(layers, (1, 16, 16))


@pytest.fixture(scope="session")
def other() -> Trace:
    """What the first has not: average pools, overlapping pools, other norms and curves, dropout, Adam."""
    rng = np.random.default_rng(4)
    layers: list[tuple[str, core.Layer]] = [
        ("conv1", core.Conv2d(2, 3, (3, 2), padding=(1, 0), bias=False, rng=rng)),
        ("avg1", core.AvgPool2d(3, 2, 1, count_include_pad=False)),
        ("norm1", core.BatchNormPixel((3, 5, 5))),
        ("tanh1", core.Tanh()),
        ("pool1", core.MaxPool2d(3, 1, 1)),
        ("leaky1", core.LeakyReLU(0.1)),
        ("flatten", core.Flatten()),
        ("dropout", core.Dropout(0.4, rng=rng)),
        ("fc1", core.Linear(75, 8, rng=rng)),
        ("norm2", core.BatchNorm1d(8)),
        ("elu1", core.ELU()),
        ("fc2", core.Linear(8, 6, rng=rng)),
        ("sigmoid1", core.Sigmoid()),
        ("fc3", core.Linear(6, 4, rng=rng)),
    ]
    about = {"optimizer": core.AdamW, "settings": {"lr": 0.01, "weight_decay": 0.1}, "smoothing": 0.1}
    return recorded(layers, (2, 9, 10), **about)


@pytest.fixture(scope="session")
def rowwise() -> Trace:
    """A softmax and its logarithm, within the network and at its end, and a loss that takes no softmax."""
    rng = np.random.default_rng(6)
    network = core.Sequential(
        [
            ("fc1", core.Linear(8, 40, rng=rng)),
            ("softmax1", core.Softmax()),
            ("fc2", core.Linear(40, 5, rng=rng)),
            ("log_softmax2", core.LogSoftmax()),
        ]
    )
    images = (9 * rng.normal(size=(6, 8))).astype(np.float32)
    return core.record(network, core.NLLLoss(), images, rng.integers(0, 5, 6))


def found(part: Any) -> Iterator[Number]:
    """Every number that a block holds."""
    if isinstance(part, Number):
        yield part
    elif isinstance(part, Matrix):
        for row, column in np.ndindex(part.products.shape):
            for i, factor in enumerate(part.factors):
                if i or not part.holes[row, column]:
                    yield factor.number(row, column)
    elif isinstance(part, tuple | list):
        for each in part:
            yield from found(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from found(getattr(part, field.name))


@pytest.fixture(scope="session")
def numbers() -> Callable[[Any], list[Number]]:
    """Every number of a page, or of one block, as it is shown."""
    return lambda blocks: list(found(blocks))


@pytest.fixture(scope="session")
def cells() -> Callable[..., Iterator[Cell]]:
    """Random cells, `each` of every quantity of every layer and of the loss."""

    def every(trace: Trace, each: int = 1, seed: int = 0) -> Iterator[Cell]:
        rng = np.random.default_rng(seed)
        for name in [*trace.names, "loss"]:
            for quantity, array in trace[name].quantities.items():
                for _ in range(min(each, array.size)):
                    index = tuple(int(rng.integers(n)) for n in array.shape)
                    explain(trace, Cell(name, quantity, index))
                    yield Cell(name, quantity, index)

    return every
