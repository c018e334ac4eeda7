"""The loop twins stand in wherever the layers stand."""

from __future__ import annotations

import numpy as np
import pytest

import core

TWINS = [
    (core.Conv2d, core.ConvLoop2d, (2, 3, 3, 2, 1)),
    (core.MaxPool2d, core.MaxPoolLoop2d, (3, 2, 1)),
    (core.AvgPool2d, core.AvgPoolLoop2d, (3, 2, 1)),
    (core.Linear, core.LinearLoop, (5, 2)),
]


@pytest.mark.parametrize(("kind", "twin", "arguments"), TWINS)
def test_a_twin_takes_the_same_arguments(kind: type, twin: type, arguments: tuple) -> None:
    assert twin(*arguments).config() == kind(*arguments).config()
    assert repr(twin(*arguments)).startswith(twin.__name__)


@pytest.mark.parametrize(
    ("twin", "shape"),
    [
        (core.ConvLoop2d(2, 2, 3, stride=2, padding=1), (2, 5, 4)),
        (core.ConvLoop2d(1, 2, 2, padding="same", bias=False), (1, 3, 4)),
        (core.MaxPoolLoop2d(2, padding=1), (1, 4, 3)),
        (core.AvgPoolLoop2d(2, padding=1, count_include_pad=False), (1, 4, 3)),
        (core.LinearLoop(4, 3), (4,)),
    ],
)
def test_a_twins_gradients_are_the_measured_slopes(twin: core.Layer, shape: tuple[int, ...]) -> None:
    report = core.gradcheck(twin, np.random.default_rng(0).standard_normal((2, *shape)))
    assert report.ok, report


def test_a_twin_refuses_what_its_layer_refuses() -> None:
    with pytest.raises(ValueError, match=r"ConvLoop2d: expected \(N, 2, H, W\), got \(1, 3, 5, 5\)"):
        core.ConvLoop2d(2, 1, 3).forward(np.zeros((1, 3, 5, 5)))
    with pytest.raises(ValueError, match="kernel_size"):
        core.MaxPoolLoop2d(0)


def test_a_small_network_of_twins_equals_the_network_of_layers() -> None:
    def network(conv: type, pool: type, linear: type) -> core.Sequential:
        rng = np.random.default_rng(1)
        conv1, fc = conv(1, 2, 3, padding="same", rng=rng), linear(18, 3, rng=rng)
        layers = [("conv1", conv1), ("pool1", pool(2)), ("relu1", core.ReLU())]
        return core.Sequential([*layers, ("flatten", core.Flatten()), ("fc", fc)]).astype(np.float64)

    fast = network(core.Conv2d, core.MaxPool2d, core.Linear)
    slow = network(core.ConvLoop2d, core.MaxPoolLoop2d, core.LinearLoop)
    x = np.random.default_rng(0).standard_normal((3, 1, 6, 6))
    y = fast.forward(x)
    np.testing.assert_allclose(y, slow.forward(x), rtol=0, atol=1e-13)
    np.testing.assert_allclose(fast.backward(y), slow.backward(y), rtol=0, atol=1e-13)
    for name, parameter in fast.named_parameters().items():
        np.testing.assert_allclose(parameter.grad, slow.named_parameters()[name].grad, rtol=0, atol=1e-13)
