"""Ties, odd sizes and other windows."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.plan.kernel import Layout, batch_first, places_first
from core.plan.pooling import MaxPool


def pooled(x: np.ndarray, grad: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Output and input gradient of the kernel for x (N, C, H, W)."""
    kernel = MaxPool(core.MaxPool2d(2), Layout(x.shape[1:], len(x), x.dtype))
    y = batch_first(kernel.forward(places_first(x).copy())).copy()
    return y, batch_first(kernel.backward(places_first(grad).copy()))


def test_max_pool_sends_the_gradient_to_the_first_of_equal_values() -> None:
    for members in np.ndindex(3, 3, 3, 3):
        x = np.array(members, float).reshape(1, 1, 2, 2)
        _, grad = pooled(x, np.ones((1, 1, 1, 1)))
        assert grad.ravel().tolist() == [float(k == np.argmax(x)) for k in range(4)]


def test_max_pool_agrees_with_the_layer_on_images_full_of_ties() -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 3, (5, 4, 10, 8)).astype(np.float32)
    grad = rng.standard_normal((5, 4, 5, 4)).astype(np.float32)
    layer = core.MaxPool2d(2)
    y, grad_input = pooled(x, grad)
    np.testing.assert_array_equal(y, layer.forward(x))
    np.testing.assert_array_equal(grad_input, layer.backward(grad))


@pytest.mark.parametrize("size", [(7, 9), (2, 3), (5, 4)])
def test_a_last_odd_row_or_column_gets_no_gradient(size) -> None:
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
