"""Layers and losses without a kernel, and what each loss kernel gives."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.layers.base import Parameter
from core.plan.fallback import Fallback
from core.plan.layout import Layout
from core.plan.table import build_kernels, kernel_type


class Scale(core.Layer):
    """A user's own layer: one learned factor, doubled in training."""

    parameter_names = ("factor",)

    def __init__(self) -> None:
        self.factor = Parameter(np.full((1,), 0.5, np.float32))

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x, self._times = x, 2 if self.training else 1
        return x * self.factor.data * self._times

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        self.factor.grad = np.array([(grad_output * self._x).sum() * self._times])
        return grad_output * self.factor.data * self._times


def with_scale(rng: np.random.Generator) -> core.Sequential:
    return core.Sequential(
        [
            ("conv1", core.Conv2d(2, 3, 3, padding=1, rng=rng)),
            ("scale1", Scale()),
            ("pool1", core.MaxPool2d(3, stride=2)),
            ("loop1", core.ConvLoop2d(3, 3, 1, rng=rng)),
            ("flatten", core.Flatten()),
            ("scale2", Scale()),
            ("fc2", core.Linear(27, 4, rng=rng)),
        ]
    )


def test_a_layer_of_the_users_own_is_trained_too(twins, batch) -> None:
    both = twins(with_scale)
    for seed in range(3):
        assert both.step(*batch(5, (2, 7, 8), 4, seed)) < 1e-10
    assert both.weight_difference() < 1e-10
    assert both.output_difference(batch(5, (2, 7, 8))[0]) < 1e-10


def test_a_layer_keeps_the_mode_that_its_owner_gave_it(twins, batch) -> None:
    both = twins(with_scale)
    scale = both.compiled.layers["scale1"]
    scale.eval()
    both.plan.step(*batch(5, (2, 7, 8), 4), both.plan_optimizer)
    assert not scale.training


def test_only_what_has_no_kernel_falls_back() -> None:
    takes = Layout((3, 8, 8), 4, np.float32)
    assert kernel_type(Scale(), takes) is Fallback
    assert kernel_type(core.ConvLoop2d(3, 2, 3), takes) is Fallback
    network = core.lenet5(dropout=0.5)
    kernels = build_kernels(list(network.layers.values()), Layout((1, 28, 28), 4, np.float32))
    assert not any(isinstance(kernel, Fallback) for kernel in kernels)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_cross_entropy_with_all_its_options(twins, batch, smoothing, reduction) -> None:
    both = twins(
        lambda rng: core.lenet5(batch_norm=False, rng=rng),
        loss=lambda: core.CrossEntropyLoss(smoothing, reduction),
        lr=1e-3,
    )
    for seed in range(2):
        assert both.step(*batch(seed=seed)) < 1e-10


def test_log_likelihood_and_squared_error_work_through_their_own_code(twins, batch) -> None:
    def with_log_softmax(rng: np.random.Generator) -> core.Sequential:
        layers = core.lenet5(rng=rng).layers | {"log_softmax": core.LogSoftmax()}
        return core.Sequential(layers)

    assert twins(with_log_softmax, loss=core.NLLLoss).step(*batch()) < 1e-10
    x, _ = batch()
    target = np.random.default_rng(1).standard_normal((8, 10))
    assert twins(lambda rng: core.lenet5(rng=rng), loss=core.MSELoss).step(x, target) < 1e-10


def test_an_output_of_images_can_be_compared_with_images(twins, batch) -> None:
    both = twins(
        lambda rng: core.Sequential([("conv1", core.Conv2d(1, 2, 3, padding=1, rng=rng))]), loss=core.MSELoss
    )
    x, _ = batch(3, (1, 6, 5))
    assert both.step(x, np.zeros((3, 2, 6, 5))) < 1e-10
    assert both.plan.forward(x).shape == (3, 2, 6, 5)


def test_a_network_that_learns_nothing_still_gives_its_loss(batch) -> None:
    network = core.Sequential([("flatten", core.Flatten()), ("relu", core.ReLU())])
    plan = core.compile(network, 4, core.CrossEntropyLoss())
    optimizer = core.SGD(core.lenet5().named_parameters(), lr=0.1)
    x, labels = batch(4, (1, 2, 5))
    expected = core.CrossEntropyLoss().forward(network.forward(x), labels)
    assert plan.step(x, labels, optimizer) == pytest.approx(expected)


def test_logits_far_apart_leave_no_denormal_numbers_behind(batch) -> None:
    network = core.Sequential([("fc1", core.Linear(4, 3))])
    network.layers["fc1"].weight.data = np.array([[90.0] * 4, [0.0] * 4, [-90.0] * 4], np.float32)
    network.layers["fc1"].bias.data = np.zeros(3, np.float32)
    plan = core.compile(network, 2, core.CrossEntropyLoss())
    loss = plan.step(
        np.ones((2, 4), np.float32), np.array([0, 1]), core.SGD(network.named_parameters(), lr=0.0)
    )
    assert loss == pytest.approx(180.0)
    gradient = abs(network.layers["fc1"].bias.grad)
    assert gradient.min() > np.finfo(np.float32).tiny
