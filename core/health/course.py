"""The course of a run's last steps, as the rules of the hints read it: losses in blocks, ratios, gradients.

Only so many steps are looked at, so a check costs the same after a thousand steps and after a million.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.health.hint import Fact
from core.training.history import History

HORIZON = 2000  # steps that are looked at: two epochs of MNIST
BLOCK = 25  # steps to a block: its mean is steady, and a collapse of a few dozen steps is still seen
RECENT = 2  # blocks that are "now"
JUMP = 1.5  # a rate so many times the one before was set by hand or by a step of the schedule
WEIGHTED = ("Conv2d", "Linear")


@dataclass(frozen=True)
class Course:
    """The last steps, oldest first; blocks are cut so that the last one ends with the newest step.

    `since` is the first row after the latest jump of the rate. `start` is the run's first loss, `start_grad`
    the norm of the whole gradient over its first steps, both None when the history begins later. `untrained`
    is the loss of a network that knows nothing: the first one, or that of guessing where the run began with
    weights that had learnt already.

    Shape: step, loss, lr, total (n,); ratio and grad (n, layers with a kernel or a matrix)
    """

    layers: tuple[str, ...]
    step: np.ndarray
    loss: np.ndarray
    lr: np.ndarray
    ratio: np.ndarray
    grad: np.ndarray
    total: np.ndarray
    since: int
    start: Fact | None
    start_grad: Fact | None
    untrained: float

    @classmethod
    def of(cls, history: History, spec: Mapping[str, Any]) -> Course:
        """The last steps of a history; `spec` is that of its network."""
        kinds = {item["name"]: item["type"] for item in spec["layers"]}
        layers = tuple(name for name in history.layers if kinds.get(name) in WEIGHTED) or history.layers
        rows = slice(max(0, len(history) - HORIZON), None)
        lr = history.column("lr")[rows].astype(np.float64)

        def columns(name: str, names: tuple[str, ...], part: slice) -> np.ndarray:
            return np.stack([history.layer_column(name, layer)[part] for layer in names], axis=1)

        total = np.sqrt(np.square(columns("grad_norm", history.layers, rows), dtype=np.float64).sum(axis=1))
        start = start_grad = None
        if len(history) >= BLOCK and history.steps[0] == 1:
            start = Fact(float(history.column("loss")[0]), 1, 1)
            first = columns("grad_norm", history.layers, slice(0, BLOCK)).astype(np.float64)
            start_grad = Fact(float(np.median(np.sqrt(np.square(first).sum(axis=1)))), 1, BLOCK)
        return cls(
            layers,
            history.steps[rows],
            history.column("loss")[rows].astype(np.float64),
            lr,
            columns("update_ratio", layers, rows).astype(np.float64),
            columns("grad_rms", layers, rows).astype(np.float64),
            total,
            _since(lr),
            start,
            start_grad,
            max(start.value if start is not None else 0.0, _guessing(spec)),
        )

    @property
    def now(self) -> int:
        """The newest step."""
        return int(self.step[-1]) if len(self.step) else 0

    def over(self, values: np.ndarray, rows: int) -> Fact:
        """The median of the newest `rows` rows, and their steps."""
        return Fact(float(np.median(values[-rows:])), int(self.step[-rows:][0]), self.now)

    def mean(self, values: np.ndarray, rows: int) -> Fact:
        """The mean of the newest `rows` rows, and their steps."""
        return Fact(float(np.mean(values[-rows:])), int(self.step[-rows:][0]), self.now)

    def blocks(self, values: np.ndarray) -> np.ndarray:
        """Means of whole blocks since the rate's latest jump, oldest first. Shape: (n,) -> (blocks,)"""
        values = values[self.since :]
        count = len(values) // BLOCK
        return values[len(values) - count * BLOCK :].reshape(count, BLOCK).mean(axis=1)

    def block_steps(self, index: int, count: int) -> tuple[int, int]:
        """The first and last step of block `index` of `count`."""
        end = len(self.step) - (count - 1 - index) * BLOCK
        return int(self.step[end - BLOCK]), int(self.step[end - 1])


def _guessing(spec: Mapping[str, Any]) -> float:
    """The cross-entropy of giving every class the same probability: ln(classes)."""
    classes = [item["out_features"] for item in spec["layers"] if "out_features" in item]
    return math.log(max(2, classes[-1])) if classes else 0.0


def _since(lr: np.ndarray) -> int:
    """The row after the latest jump of the rate."""
    if len(lr) < 2:
        return 0
    times = lr[1:] / np.maximum(lr[:-1], 1e-30)
    jumps = np.flatnonzero((times > JUMP) | (times < 1 / JUMP))
    return int(jumps[-1]) + 1 if len(jumps) else 0
