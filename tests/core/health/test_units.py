from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import core
from core.health.units import ENOUGH, figures_of_copy, looked_at, unit_figures
from core.training import TrainConfig, Trainer
from core.training.network_copy import NetworkCopy


def network_of(*layers: tuple[str, Any]) -> core.Sequential:
    return core.Sequential(layers).eval()


def test_a_relu_channel_that_is_zero_for_every_image_is_dead() -> None:
    conv = core.Conv2d(1, 3, 3, rng=np.random.default_rng(0))
    conv.weight.data[1] = 0
    conv.bias.data[:] = (0.1, -0.5, 0.1)
    x = np.random.default_rng(1).random((100, 1, 6, 6), dtype=np.float32)
    found = unit_figures(network_of(("conv1", conv), ("relu1", core.ReLU())), x)
    y = np.maximum(conv.forward(x), 0)
    dead = [channel for channel in range(3) if not y[:, channel].any()]
    assert 1 in dead
    assert found["relu1"].dead == len(dead)
    assert found["relu1"].units == 3
    assert found["relu1"].source == "conv1"
    assert found["relu1"].rms == pytest.approx(float(np.sqrt(np.mean(y.astype(float) ** 2))))
    assert found["conv1"].mean == pytest.approx(float(conv.forward(x).mean(dtype=float)), abs=1e-6)
    assert found["conv1"].dead is None


@pytest.mark.parametrize(
    ("layer", "low", "high"), [(core.Sigmoid(), 0.025, 0.975), (core.Tanh(), -0.95, 0.95)]
)
def test_saturated_outputs_are_near_an_end_and_stuck_units_always_at_the_same(
    layer: Any, low: float, high: float
) -> None:
    linear = core.Linear(4, 5, rng=np.random.default_rng(2))
    linear.weight.data[:2] = 0
    linear.bias.data[:] = (9, -9, 0, 0, 0)  # unit 0 is always high, unit 1 always low
    linear.weight.data[2:] *= 8
    x = np.random.default_rng(3).normal(0, 2, (150, 4)).astype(np.float32)
    found = unit_figures(network_of(("fc1", linear), ("act", layer)), x)["act"]
    y = layer.forward(linear.forward(x))
    assert found.saturated == pytest.approx(float(((y < low) | (y > high)).mean()))
    assert 0.4 < found.saturated < 1
    assert found.stuck == 2
    assert found.dead is None


def test_batch_norm_leaves_the_units_to_the_convolution_before_it() -> None:
    found = unit_figures(core.lenet5(rng=np.random.default_rng(0)).eval(), np.zeros((2, 1, 28, 28), "f4"))
    sources = {name: figures.source for name, figures in found.items() if name.startswith("relu")}
    assert sources == {"relu1": "conv1", "relu2": "conv2", "relu4": "fc4"}


def test_progress_is_told_and_no_images_is_an_error() -> None:
    told: list[float] = []
    network = network_of(("flatten", core.Flatten()), ("fc1", core.Linear(4, 2)))
    unit_figures(network, np.zeros((130, 1, 2, 2), np.float32), told.append)
    assert told[-1] == 1.0
    assert sorted(told) == told
    with pytest.raises(ValueError, match="no images"):
        unit_figures(network, np.zeros((0, 1, 2, 2), np.float32))


def test_a_copy_is_looked_at_as_it_is_now_and_as_it_began(digits: Any) -> None:
    trainer = Trainer(TrainConfig(batch_size=32, lr=0.05), *digits)
    first = {name: p.data.copy() for name, p in trainer.network.named_parameters().items()}
    before = figures_of_copy(NetworkCopy.of(trainer), 64)
    for _ in range(3):
        trainer.step()
    copy = NetworkCopy.of(trainer)
    now, start = figures_of_copy(copy, 64), figures_of_copy(copy, 64, first)
    assert start == before
    assert now != before
    x = trainer.preprocessing(trainer.test.images[:64])
    assert now["fc5"].rms == pytest.approx(float(np.sqrt(np.mean(copy.network().forward(x) ** 2))), rel=1e-5)


def test_with_too_few_test_images_the_training_images_are_looked_at(digits: Any) -> None:
    train, test = digits
    for tests, trains, which in ((128, 512, test), (ENOUGH - 1, 512, train), (11, 10, test), (0, 10, train)):
        trainer = Trainer(TrainConfig(batch_size=5, lr=0.05), train[:trains], test[:tests])
        copy = NetworkCopy.of(trainer)
        assert looked_at(copy) == (copy.test, True) if which is test else (copy.train, False)
        found = figures_of_copy(copy, 64)["relu1"]
        assert found.images == min(64, tests if which is test else trains)
