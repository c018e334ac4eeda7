"""The same workloads in PyTorch, for an interpreter that has it. Knows nothing of this project's code."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

torch.set_num_threads(int(os.environ.get("BENCHMARK_THREADS", "1")))


def lenet5(width: int = 1) -> Any:
    """LeNet-5 with batch-norm, each of its hidden layers `width` times as wide."""
    w = width
    return nn.Sequential(
        nn.Conv2d(1, 6 * w, 5, padding=2),
        nn.MaxPool2d(2),
        nn.BatchNorm2d(6 * w),
        nn.ReLU(),
        nn.Conv2d(6 * w, 16 * w, 5),
        nn.MaxPool2d(2),
        nn.BatchNorm2d(16 * w),
        nn.ReLU(),
        nn.Conv2d(16 * w, 120 * w, 5),
        nn.Flatten(),
        nn.Linear(120 * w, 84 * w),
        nn.ReLU(),
        nn.Linear(84 * w, 10),
    )


def small_cnn() -> Any:
    """The convolutional network of cnn_numpy."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Tanh(),
        nn.Conv2d(6, 12, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(588, 512),
        nn.Tanh(),
        nn.Linear(512, 128),
        nn.Tanh(),
        nn.Linear(128, 10),
    )


NETWORKS: dict[str, Callable[..., Any]] = {"lenet5": lenet5, "small_cnn": small_cnn}


def step(network: str = "lenet5", batch: int = 64, **options: int) -> Callable[[], object]:
    """One training step, eager: forward, loss, backward and the update of plain SGD."""
    torch.manual_seed(0)
    built = NETWORKS[network](**options)
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.SGD(built.parameters(), lr=0.01)
    x, labels = torch.randn(batch, 1, 28, 28), torch.randint(0, 10, (batch,))

    def call() -> float:
        optimizer.zero_grad()
        value = loss(built(x), labels)
        value.backward()
        optimizer.step()
        return value.item()

    return call


def forward(
    network: str = "lenet5", n: int = 10_000, at_once: int = 1000, **options: int
) -> Callable[[], object]:
    """Evaluation of `n` images, `at_once` of them together, without gradients."""
    torch.manual_seed(0)
    built = NETWORKS[network](**options).eval()
    x = torch.randn(n, 1, 28, 28)

    def call() -> None:
        with torch.inference_mode():
            for start in range(0, n, at_once):
                built(x[start : start + at_once])

    return call
