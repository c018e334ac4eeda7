"""What the tests of the plan share: two equal networks, one through the clear layers and one compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import core


class Twins:
    """A network twice: `clear` runs layer by layer, `compiled` through a plan; the same weights and draws."""

    def __init__(
        self,
        build: Callable[[np.random.Generator], core.Sequential],
        dtype: Any = np.float64,
        loss: Callable[[], Any] = core.CrossEntropyLoss,
        optimizer: Callable[..., Any] = core.SGD,
        batch_size: int = 8,
        **settings: Any,
    ) -> None:
        self.clear, self.compiled = (build(np.random.default_rng(3)).astype(dtype) for _ in range(2))
        self.dtype, self.loss = dtype, loss()
        settings = {"lr": 0.01} | settings
        self.optimizer = optimizer(self.clear.named_parameters(), **settings)
        self.plan_optimizer = optimizer(self.compiled.named_parameters(), **settings)
        self.plan = core.compile(self.compiled, batch_size, loss())

    def step(self, x: np.ndarray, target: np.ndarray) -> float:
        """One step of both; returns the worst difference of loss, outputs, gradients and running statistics.

        Gradients are compared relative to the largest of the network.
        """
        x = x.astype(self.dtype)
        outputs = self.clear.train().forward(x)
        loss = self.loss.forward(outputs, target)
        self.clear.backward(self.loss.backward())
        self.optimizer.step()
        plan_loss = self.plan.step(x, target, self.plan_optimizer)
        assert self.plan.logits is not None
        return max(
            abs(loss - plan_loss) / max(1, abs(loss)),
            worst({"": outputs}, {"": self.plan.logits}) / max(1, abs(outputs).max()),
            self.gradient_difference(),
            worst(self.clear.named_buffers(), self.compiled.named_buffers()),
        )

    def gradient_difference(self) -> float:
        """The worst difference of a gradient, relative to the network's largest."""
        clear, compiled = (
            {k: p.grad for k, p in n.named_parameters().items()} for n in (self.clear, self.compiled)
        )
        largest = max((abs(g).max() for g in clear.values()), default=1.0)
        return worst(clear, compiled) / (largest or 1.0)

    def weight_difference(self) -> float:
        """The worst difference of a parameter or running statistic, relative to the largest."""
        clear, compiled = self.clear.state_dict(), self.compiled.state_dict()
        return worst(clear, compiled) / max(1.0, max(abs(a).max() for a in clear.values()))

    def output_difference(self, x: np.ndarray) -> float:
        """The worst difference of the outputs in use, for `x`."""
        x = x.astype(self.dtype)
        outputs = self.clear.eval().forward(x)
        return worst({"": outputs}, {"": self.plan.forward(x)}) / max(1, abs(outputs).max())


def worst(a: dict[str, Any], b: dict[str, Any]) -> float:
    assert a.keys() == b.keys()
    for name, array in a.items():
        assert array.shape == b[name].shape
        assert array.dtype == b[name].dtype
    return max((float(abs(array - b[name]).max()) for name, array in a.items()), default=0.0)


@pytest.fixture(scope="session")
def twins() -> type[Twins]:
    return Twins


@pytest.fixture
def batch() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """batch(n, shape, classes, seed): images of noise, where pooling has no ties, and labels."""

    def make(
        n: int = 8, shape: tuple[int, ...] = (1, 28, 28), classes: int = 10, seed: int = 0
    ) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(seed)
        return rng.standard_normal((n, *shape)), rng.integers(0, classes, n)

    return make
