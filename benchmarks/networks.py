"""The workloads of this project: each function builds one and returns the call that is timed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np

import core
from core.models import small_cnn


def images(n: int, size: int = 28, channels: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Standard normal noise and random labels: arithmetic costs the same whatever the pixels show."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, channels, size, size), dtype=np.float32)
    return x, rng.integers(0, 10, n)


def lenet5(width: int = 1) -> core.Sequential:
    """LeNet-5 with batch-norm, each of its hidden layers `width` times as wide."""
    if width == 1:
        return core.lenet5(rng=np.random.default_rng(0))
    rng, w = np.random.default_rng(0), width
    return core.Sequential(
        [
            ("conv1", core.Conv2d(1, 6 * w, 5, padding="same", rng=rng)),
            ("pool1", core.MaxPool2d(2)),
            ("bn1", core.BatchNorm2d(6 * w)),
            ("relu1", core.ReLU()),
            ("conv2", core.Conv2d(6 * w, 16 * w, 5, rng=rng)),
            ("pool2", core.MaxPool2d(2)),
            ("bn2", core.BatchNorm2d(16 * w)),
            ("relu2", core.ReLU()),
            ("conv3", core.Conv2d(16 * w, 120 * w, 5, rng=rng)),
            ("flatten", core.Flatten()),
            ("fc4", core.Linear(120 * w, 84 * w, rng=rng)),
            ("relu4", core.ReLU()),
            ("fc5", core.Linear(84 * w, 10, rng=rng)),
        ]
    )


MEASURING = 20.0  # seconds, at most, until a helper process is there and has been tried

NETWORKS: dict[str, Callable[..., core.Sequential]] = {"lenet5": lenet5, "small_cnn": small_cnn}


def plan_step(
    network: str = "lenet5", batch: int = 64, workers: int = 1, **options: int
) -> Callable[[], object]:
    """One training step of the compiled network: forward, loss, backward and the update of plain SGD.

    With two workers the plan has measured which way is faster before this returns.
    """
    built = NETWORKS[network](**options)
    plan = core.compile(built, batch, core.CrossEntropyLoss(), workers=workers)
    optimizer = core.SGD(built.named_parameters(), lr=0.01)
    x, labels = images(batch)
    patience = monotonic() + MEASURING
    while workers > 1 and plan.speedup is None and monotonic() < patience:
        plan.step(x, labels, optimizer)
    return lambda: plan.step(x, labels, optimizer)


def layers_step(network: str = "lenet5", batch: int = 64, **options: int) -> Callable[[], object]:
    """The same step through the clear layers."""
    built, loss = NETWORKS[network](**options), core.CrossEntropyLoss()
    optimizer = core.SGD(built.named_parameters(), lr=0.01)
    x, labels = images(batch)

    def step() -> float:
        value = loss.forward(built.forward(x), labels)
        built.backward(loss.backward())
        optimizer.step()
        return value

    return step


def plan_forward(
    network: str = "lenet5", n: int = 10_000, workers: int = 1, **options: int
) -> Callable[[], object]:
    """Evaluation of `n` images."""
    built = NETWORKS[network](**options)
    plan = core.compile(built, 64, core.CrossEntropyLoss(), workers=workers)
    x, _ = images(n)
    patience = monotonic() + MEASURING
    while workers > 1 and not plan.has_helper and monotonic() < patience:
        plan.forward(x)
    return lambda: plan.forward(x)
