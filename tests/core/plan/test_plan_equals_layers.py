"""The plan computes what the clear layers compute: outputs, gradients, running statistics, weights."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.models import ACTIVATIONS, POOLINGS
from core.presets import PRESETS

EXACT = {np.float64: 1e-10, np.float32: 1e-5}


@pytest.mark.every(3)
@pytest.mark.parametrize("dtype", EXACT)
@pytest.mark.parametrize("batch_norm", [True, False])
@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_lenet5_takes_the_same_steps(twins, batch, dtype, batch_norm, pooling, activation) -> None:
    both = twins(lambda rng: core.lenet5(batch_norm, activation, pooling, rng=rng), dtype)
    for seed in range(2):
        assert both.step(*both.steady(batch, seed)) < EXACT[dtype]
    assert both.weight_difference() < EXACT[dtype]
    assert both.output_difference(batch(9)[0]) < EXACT[dtype]


@pytest.mark.fault(42)
@pytest.mark.every(2)
@pytest.mark.parametrize("dtype", EXACT)
@pytest.mark.parametrize("pooling", POOLINGS)
def test_twenty_steps_end_at_the_same_weights(twins, batch, dtype, pooling) -> None:
    both = twins(
        lambda rng: core.lenet5(pooling=pooling, dropout=0.2, rng=rng), dtype, momentum=0.9, lr=0.003
    )
    for seed in range(20):
        both.step(*both.steady(batch, seed))
    assert both.weight_difference() < EXACT[dtype]


@pytest.mark.every(3)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_takes_the_same_steps(twins, batch, preset) -> None:
    both = twins(preset.network, np.float64)
    for seed in range(2):
        assert both.step(*batch(4, seed=seed)) < 1e-10
    assert both.weight_difference() < 1e-10


def test_on_clean_digits_where_pooling_is_tied_within_rounding_losses_still_agree(twins) -> None:
    train, _ = core.mnist()
    both = twins(lambda rng: core.lenet5(rng=rng), np.float32)
    x = core.Preprocessing.of("unit", train)(train.images[:64])
    assert both.step(x, train.labels[:64]) < 1e-2


def test_plan_and_loop_twins_agree(batch) -> None:
    def build(conv, pool, linear) -> core.Sequential:
        rng = np.random.default_rng(0)
        return core.Sequential(
            [
                ("conv1", conv(2, 3, 3, padding="same", rng=rng)),
                ("pool1", pool(2)),
                ("relu1", core.ReLU()),
                ("conv2", conv(3, 4, (2, 3), rng=rng)),
                ("flatten", core.Flatten()),
                ("fc3", linear(16, 3, rng=rng)),
            ]
        ).astype(np.float64)

    loops = build(core.ConvLoop2d, core.MaxPoolLoop2d, core.LinearLoop)
    network = build(core.Conv2d, core.MaxPool2d, core.Linear)
    x, labels = batch(3, (2, 6, 8), classes=3)
    loss = core.CrossEntropyLoss()
    value = loss.forward(loops.forward(x), labels)
    loops.backward(loss.backward())
    plan = core.compile(network, 3, core.CrossEntropyLoss())
    assert plan.step(x, labels, core.SGD(network.named_parameters(), lr=0)) == pytest.approx(value, abs=1e-12)
    for name, parameter in network.named_parameters().items():
        np.testing.assert_allclose(parameter.grad, loops.named_parameters()[name].grad, atol=1e-12)


def test_the_same_inputs_give_bitwise_the_same_weights(batch) -> None:
    def train() -> dict[str, np.ndarray]:
        network = core.lenet5(dropout=0.3, rng=np.random.default_rng(0))
        plan = core.compile(network, 16, core.CrossEntropyLoss())
        optimizer = core.Adam(network.named_parameters())
        for seed in range(5):
            x, labels = batch(16, seed=seed)
            plan.step(x.astype(np.float32), labels, optimizer)
        return network.state_dict()

    first, second = train(), train()
    assert all(np.array_equal(first[name], second[name]) for name in first)
