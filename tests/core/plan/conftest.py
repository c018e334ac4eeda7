"""What the tests of the plan share: two equal networks, one through the clear layers and one compiled."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

import core
from core.plan.tape import Tape


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

    def steady(
        self, batch: Callable[..., tuple[np.ndarray, np.ndarray]], seed: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """A batch by which no gate and no pooling is decided within float32's rounding.

        Whoever adds in another order (a plan, another processor) may decide such a one the other way, and is
        then right to go on with other gradients: there is nothing to compare.
        """
        for draw in range(seed, seed + 10_000, 100):
            x, target = batch(seed=draw)
            if nearest_decision(self.clear, x) > DECIDED:
                return x, target
        raise AssertionError("no batch is decided")

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


# Of the largest number that a layer is given: ten times what float32's sums in lenet5 are off by.
DECIDED = 4e-6


def nearest_decision(network: core.Sequential, x: np.ndarray) -> float:
    """How near a training step with `x` comes to a kink of a ReLU, or to a tie of a max pooling.

    In float64, relative to the largest number that the layer is given. Zeros of a dropout are no decision.
    """
    twin = copy.deepcopy(network).astype(np.float64).train()
    nearest, x = np.inf, x.astype(np.float64)
    for layer in twin.layers.values():
        gaps = np.empty(0)
        if isinstance(layer, core.ReLU | core.LeakyReLU):
            gaps = np.abs(x)
        elif isinstance(layer, core.MaxPool2d):
            (down, right), padded = layer.window.stride, layer.window.pad(x, -np.inf)
            seen = sliding_window_view(padded, layer.window.kernel, (2, 3))[:, :, ::down, ::right]
            ranked = np.sort(seen.reshape(*seen.shape[:4], -1), axis=-1)
            gaps = ranked[..., -1] - ranked[..., -2]
        if (gaps > 0).any():
            nearest = min(nearest, float(gaps[gaps > 0].min() / np.abs(x).max()))
        x = layer.forward(x)
    return nearest


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
def played() -> Callable[[Callable[[Tape], Any]], Any]:
    """played(add): what `add(tape)` returns, once the calls that it added have run."""

    def play(add: Callable[[Tape], Any]) -> Any:
        tape = Tape()
        tape.begin("test")
        result = add(tape)
        for call in tape.calls():
            call()
        return result

    return play


@pytest.fixture
def batch() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """batch(n, shape, classes, seed): images of noise, where pooling has no ties, and labels."""

    def make(
        n: int = 8, shape: tuple[int, ...] = (1, 28, 28), classes: int = 10, seed: int = 0
    ) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(seed)
        return rng.standard_normal((n, *shape)), rng.integers(0, classes, n)

    return make
