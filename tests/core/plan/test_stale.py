"""The calls of a plan are made once, on fixed arrays: whatever is replaced between steps must be noticed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import core
from core.layers.base import Parameter


def network(rng: np.random.Generator) -> core.Sequential:
    """Every kind of layer that keeps or is told something."""
    return core.Sequential(
        [
            ("conv1", core.Conv2d(1, 4, 3, rng=rng)),
            ("pool1", core.MaxPool2d(2)),
            ("bn1", core.BatchNorm2d(4)),
            ("leaky1", core.LeakyReLU()),
            ("pixel1", core.BatchNormPixel((4, 3, 3))),
            ("elu1", core.ELU()),
            ("flatten", core.Flatten()),
            ("dropout2", core.Dropout(0.2, rng=rng)),
            ("fc2", core.Linear(36, 6, rng=rng)),
            ("bn2", core.BatchNorm1d(6)),
            ("fc3", core.Linear(6, 4, rng=rng)),
        ]
    )


def agree(both, batch, seed: int = 1) -> None:
    """A step, evaluation and one more step are those of the layers."""
    for number in (seed, seed + 1):
        assert both.step(*batch(5, (1, 8, 8), 4, number)) < 1e-9
        assert both.output_difference(batch(7, (1, 8, 8))[0]) < 1e-9
    assert both.weight_difference() < 1e-9


@pytest.fixture
def both(twins, batch):
    both = twins(network)
    agree(both, batch, 0)
    return both


def everywhere(both, change: Callable[[core.Sequential], object]) -> None:
    for one in (both.clear, both.compiled):
        change(one)


@pytest.mark.parametrize("layer", ["bn1", "pixel1", "bn2"])
@pytest.mark.parametrize("name", ["running_mean", "running_var"])
def test_running_statistics_that_are_replaced_are_used_and_left_to_their_owner(
    both, batch, layer, name
) -> None:
    shape = getattr(both.clear.layers[layer], name).shape
    mine = np.random.default_rng(3).uniform(1, 2, shape)
    kept = mine.copy()
    setattr(both.clear.layers[layer], name, mine.copy())
    setattr(both.compiled.layers[layer], name, mine)
    assert both.output_difference(batch(7, (1, 8, 8))[0]) < 1e-9
    agree(both, batch, 2)
    np.testing.assert_array_equal(mine, kept)


def test_running_statistics_written_in_place_are_used(both, batch) -> None:
    everywhere(both, lambda one: one.layers["bn1"].running_var.fill(3.0))
    assert both.output_difference(batch(7, (1, 8, 8))[0]) < 1e-9
    agree(both, batch, 2)


@pytest.mark.parametrize(
    ("layer", "name", "value"),
    [
        ("bn1", "momentum", 0.5),
        ("bn2", "eps", 0.1),
        ("leaky1", "negative_slope", 0.4),
        ("elu1", "alpha", 0.3),
        ("dropout2", "p", 0.7),
    ],
)
def test_a_setting_that_is_changed_between_steps_counts_from_the_next_one(
    both, batch, layer, name, value
) -> None:
    everywhere(both, lambda one: setattr(one.layers[layer], name, value))
    agree(both, batch, 2)


def test_the_losss_settings_may_be_changed(both, batch) -> None:
    for loss in (both.loss, both.plan.loss):
        loss.label_smoothing, loss.reduction = 0.2, "sum"
    agree(both, batch, 2)


def test_there_and_back_between_precisions(twins, batch) -> None:
    both = twins(network, np.float32)
    for dtype in (np.float32, np.float64, np.float32, np.float64):
        everywhere(both, lambda one, dtype=dtype: one.astype(dtype))
        both.dtype = dtype
        both.clear.load_state_dict(both.compiled.state_dict())
        bound = 1e-9 if dtype is np.float64 else 2e-5
        for seed in range(2):
            assert both.step(*batch(5, (1, 8, 8), 4, seed)) < bound
            assert both.output_difference(batch(7, (1, 8, 8))[0]) < bound
        assert {a.dtype for a in both.compiled.state_dict().values()} == {np.dtype(dtype)}
        both.clear.load_state_dict(both.compiled.state_dict())


def test_a_parameter_that_is_another_object_is_taken_in(both, batch) -> None:
    rng = np.random.default_rng(5)
    weight = rng.standard_normal((6, 36)) / 6
    everywhere(both, lambda one: setattr(one.layers["fc2"], "weight", Parameter(weight.copy())))
    for name, one in (("optimizer", both.clear), ("plan_optimizer", both.compiled)):
        setattr(both, name, core.SGD(one.named_parameters(), lr=0.01))
    agree(both, batch, 2)


def test_a_trace_in_between_changes_nothing(both, batch) -> None:
    x, labels = batch(5, (1, 8, 8), 4, seed=9)
    core.record(both.compiled, core.CrossEntropyLoss(), x, labels)
    agree(both, batch, 2)
    everywhere(both, lambda one: one.train().forward(x))  # the layers put new statistics in place
    agree(both, batch, 4)


def test_steps_of_the_clear_layers_in_between_are_taken_over(both, batch) -> None:
    for one, optimizer in ((both.clear, both.optimizer), (both.compiled, both.plan_optimizer)):
        x, labels = batch(5, (1, 8, 8), 4, seed=9)
        loss = core.CrossEntropyLoss()
        one.layers["dropout2"].rng = np.random.default_rng(1)
        loss.forward(one.train().forward(x), labels)
        one.backward(loss.backward())
        optimizer.step()
    agree(both, batch, 2)


def test_a_bias_before_batch_norm_has_a_gradient_of_exactly_zero_and_counts_in_use(both, batch) -> None:
    everywhere(both, lambda one: one.layers["conv1"].bias.data.__setitem__(slice(None), 0.7))
    agree(both, batch, 2)
    for name in ("conv1", "fc2"):
        np.testing.assert_array_equal(both.compiled.layers[name].bias.grad, 0.0)


def test_an_average_that_counts_padding_needs_its_bias(twins, batch) -> None:
    def padded(rng: np.random.Generator) -> core.Sequential:
        return core.Sequential(
            [
                ("conv1", core.Conv2d(1, 3, 3, rng=rng)),
                ("pool1", core.AvgPool2d(3, 2, 1)),
                ("bn1", core.BatchNorm2d(3)),
                ("flatten", core.Flatten()),
            ]
        )

    both = twins(padded)
    everywhere(both, lambda one: one.layers["conv1"].bias.data.__setitem__(slice(None), 0.7))
    for seed in range(2):
        assert both.step(*batch(5, (1, 8, 8), 27, seed)) < 1e-10


def test_the_calls_of_a_step_can_be_read() -> None:
    plan = core.compile(core.lenet5(rng=np.random.default_rng(0)), 64, core.CrossEntropyLoss())
    text = str(plan)
    assert "conv2 forward\n" in text
    assert "conv2 backward\n" in text
    assert "matmul          (16, 150) (10, 2, 5, 150, 64) -> (10, 2, 5, 16, 64), 409.6 KB" in text
    assert "batch_size=64" in text.splitlines()[0]
    wide = core.compile(core.Sequential([("fc1", core.Linear(3, 2))]), 4, core.CrossEntropyLoss())
    assert "after its first step" in str(wide)
    wide.step(
        np.ones((4, 3), np.float32), np.zeros(4, int), core.SGD(wide.network.named_parameters(), lr=0.1)
    )
    assert "matmul          (2, 3) (3, 4) -> (2, 4), 32 bytes" in str(wide)
