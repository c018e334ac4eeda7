"""Ties, odd sizes and other windows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import core
from core.plan.fallback import Fallback
from core.plan.layout import Layout, batch_first, places_first
from core.plan.pooling import MaxPoolKernel
from core.plan.table import kernel_type


@pytest.fixture
def pooled(played) -> Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """pooled(x, grad): output and input gradient of the 2x2 kernel for x (N, C, H, W)."""

    def pool(x: np.ndarray, grad: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        kernel = MaxPoolKernel(core.MaxPool2d(2), Layout(x.shape[1:], len(x), x.dtype))
        y = played(lambda tape: kernel.forward(tape, places_first(x).copy(), training=True)).copy()
        back = played(lambda tape: kernel.backward(tape, places_first(grad).copy(), training=True))
        return batch_first(y), batch_first(back)

    return pool


def test_max_pool_sends_the_gradient_to_the_first_of_equal_values(pooled) -> None:
    for members in np.ndindex(3, 3, 3, 3):
        x = np.array(members, float).reshape(1, 1, 2, 2)
        _, grad = pooled(x, np.ones((1, 1, 1, 1)))
        assert grad.ravel().tolist() == [float(k == np.argmax(x)) for k in range(4)]


def test_max_pool_agrees_with_the_layer_on_images_full_of_ties(pooled) -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 3, (5, 4, 10, 8)).astype(np.float32)
    grad = rng.standard_normal((5, 4, 5, 4)).astype(np.float32)
    layer = core.MaxPool2d(2)
    y, grad_input = pooled(x, grad)
    np.testing.assert_array_equal(y, layer.forward(x))
    np.testing.assert_array_equal(grad_input, layer.backward(grad))


@pytest.mark.parametrize("size", [(7, 9), (2, 3), (5, 4)])
def test_a_last_odd_row_or_column_gets_no_gradient(pooled, size) -> None:
    x = np.random.default_rng(0).standard_normal((2, 3, *size))
    grad = np.ones((2, 3, size[0] // 2, size[1] // 2))
    layer = core.MaxPool2d(2)
    layer.forward(x)
    for _ in range(2):
        np.testing.assert_array_equal(pooled(x, grad)[1], layer.backward(grad))


def test_a_layer_before_the_pooling_may_write_over_its_gradient(twins, batch) -> None:
    def build(rng: np.random.Generator) -> core.Sequential:
        return core.Sequential(
            [("bn1", core.BatchNorm2d(2)), ("pool1", core.MaxPool2d(2)), ("flatten", core.Flatten())]
        )

    both = twins(build)
    for seed in range(3):
        assert both.step(*batch(4, (2, 5, 7), 12, seed)) < 1e-10


@pytest.mark.parametrize("pool", [core.MaxPool2d, core.AvgPool2d])
@pytest.mark.parametrize(
    ("kernel", "stride", "padding"),
    [(3, 2, 1), (2, 1, 0), (3, 1, 1), ((2, 3), None, (1, 0)), (2, 3, 0), (1, 2, 0), ((1, 2), (3, 1), (0, 1))],
)
def test_any_window_pools_as_the_layer_does_ties_included(played, pool, kernel, stride, padding) -> None:
    layer = pool(kernel, stride, padding)
    x = np.random.default_rng(0).integers(-3, 3, (3, 2, 7, 8)).astype(np.float32)
    y = layer.forward(x)
    grad = np.random.default_rng(1).standard_normal(y.shape).astype(np.float32)
    takes = Layout((2, 7, 8), 3, np.float32)
    twin = kernel_type(layer, takes)(layer, takes)
    assert not isinstance(twin, Fallback)
    for _ in range(2):
        output = played(lambda tape: twin.forward(tape, places_first(x).copy(), training=True))
        np.testing.assert_allclose(batch_first(output), y, atol=1e-6)
        used = played(lambda tape: twin.infer(tape, places_first(x).copy()))
        np.testing.assert_allclose(batch_first(used), y, atol=1e-6)
        back = played(lambda tape: twin.backward(tape, places_first(grad).copy(), training=True))
        np.testing.assert_allclose(batch_first(back), layer.backward(grad), atol=1e-6)


def test_padding_that_is_not_counted_has_no_share(twins, batch) -> None:
    def build(rng: np.random.Generator) -> core.Sequential:
        pool = core.AvgPool2d(3, 2, 1, count_include_pad=False)
        return core.Sequential(
            [("conv1", core.Conv2d(1, 2, 3, rng=rng)), ("pool1", pool), ("flatten", core.Flatten())]
        )

    assert twins(build).step(*batch(3, (1, 8, 7), 12)) < 1e-10


@pytest.mark.parametrize("pool", [core.MaxPool2d, core.AvgPool2d])
@pytest.mark.parametrize("size", [(8, 8), (9, 8), (8, 9), (7, 11)])
@pytest.mark.parametrize("norm", [False, True])
def test_a_convolution_before_a_pooling_may_lay_its_columns_and_its_bias_otherwise(
    twins, batch, pool, size, norm
) -> None:
    def build(rng: np.random.Generator) -> core.Sequential:
        layers = [("conv1", core.Conv2d(1, 3, 3, padding=1, rng=rng)), ("pool1", pool(2))]
        layers += [("bn1", core.BatchNorm2d(3))] if norm else []
        layers += [
            ("conv2", core.Conv2d(3, 2, 2, padding=1, rng=rng)),
            ("pool2", pool(2)),
            ("flatten", core.Flatten()),
        ]
        return core.Sequential(layers)

    both = twins(build)
    (features,) = both.clear.shapes((1, *size))["flatten"]
    for seed in range(3):
        assert both.step(*batch(5, (1, *size), features, seed)) < 1e-10
        assert both.output_difference(batch(3, (1, *size))[0]) < 1e-10
    assert both.weight_difference() < 1e-10
