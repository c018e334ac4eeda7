"""Convolution: stored facts, its loop twin over drawn shapes, its transpose, its links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import Conv2d, ConvLoop2d

Array = np.ndarray


@st.composite
def convolutions(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[int, int, int, int]]:
    """Arguments of a convolution and a batch that its kernel fits in."""
    size = st.integers(1, 4)
    kernel = draw(st.tuples(size, size))
    stride = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    padding: Any = draw(st.one_of(st.just("same"), st.just("valid"), st.tuples(*[st.integers(0, 3)] * 2)))
    if padding == "same":
        stride = (1, 1)
    border = (0, 0) if isinstance(padding, str) else padding
    H, W = (max(draw(st.integers(1, 7)), k - 2 * p) for k, p in zip(kernel, border, strict=True))
    C = draw(st.integers(1, 3))
    arguments = {
        "in_channels": C,
        "out_channels": draw(st.integers(1, 3)),
        "kernel_size": kernel,
        "stride": stride,
        "padding": padding,
        "bias": draw(st.booleans()),
    }
    return arguments, (draw(st.integers(1, 2)), C, max(H, 1), max(W, 1))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(convolutions())
def test_it_equals_its_loop_twin(agree: Callable[..., None], case: tuple[Any, Any]) -> None:
    arguments, shape = case
    x = np.random.default_rng(2).standard_normal(shape)
    agree(Conv2d(**arguments), ConvLoop2d(**arguments), x)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(convolutions())
def test_backward_is_the_transpose_of_forward(case: tuple[Any, Any]) -> None:
    arguments, shape = case
    conv = Conv2d(**{**arguments, "bias": False}).astype(np.float64)
    rng = np.random.default_rng(4)
    x = rng.standard_normal(shape)
    conv_x = conv.forward(x)
    y = rng.standard_normal(conv_x.shape)
    assert (conv_x * y).sum() == pytest.approx((x * conv.backward(y)).sum(), abs=1e-12)
    assert (conv.weight.data * conv.weight.grad).sum() == pytest.approx((conv_x * y).sum(), abs=1e-12)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(convolutions())
def test_links_say_which_pixels_each_output_is_made_of(case: tuple[Any, Any]) -> None:
    arguments, shape = case
    conv = Conv2d(**arguments).astype(np.float64)
    x = np.random.default_rng(2).standard_normal(shape)
    links = conv.links(shape[1:])
    seen = np.where(links >= 0, x[0].ravel()[links], 0.0)  # (positions, C*kH*kW)
    y = conv.weight.data.reshape(len(conv.weight.data), -1) @ seen.T
    if conv.bias is not None:
        y += conv.bias.data[:, None]
    np.testing.assert_allclose(y.ravel(), conv.forward(x)[0].ravel(), rtol=0, atol=1e-12)


def test_stride_two_with_padding_gives_the_stored_numbers() -> None:
    conv = Conv2d(1, 1, 3, stride=2, padding=1)
    conv.weight.data = np.array([[[[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]]])
    conv.bias.data = np.array([0.5])
    y = conv.forward(np.arange(1.0, 26.0).reshape(1, 1, 5, 5))
    assert y.tolist() == [[[[-10.5, -5.5, 17.5], [-47.5, -7.5, 56.5], [-60.5, -5.5, 67.5]]]]
    grad_input = conv.backward(np.arange(1.0, 10.0).reshape(1, 1, 3, 3))
    assert grad_input.tolist() == [[[[0.0, 2.0, 0.0, 2.0, 0.0]] * 5]]
    assert conv.weight.grad.tolist() == [[[[396.0, 560, 344], [552, 777, 474], [240, 326, 188]]]]
    assert conv.bias.grad.tolist() == [45.0]


def test_an_even_same_kernel_has_its_extra_row_below_and_right() -> None:
    conv = Conv2d(1, 1, 2, padding="same", bias=False)
    conv.weight.data = np.array([[[[1.0, 10], [100, 1000]]]])
    y = conv.forward(np.arange(1.0, 10.0).reshape(1, 1, 3, 3))
    assert y.tolist() == [[[[5421.0, 6532, 603], [8754, 9865, 906], [87, 98, 9]]]]
    grad_input = conv.backward(np.ones_like(y))
    assert grad_input.tolist() == [[[[1.0, 11, 11], [101, 1111, 1111], [101, 1111, 1111]]]]
    assert conv.weight.grad.tolist() == [[[[45.0, 33], [39, 28]]]]


def test_it_is_cross_correlation_so_an_impulse_shows_the_kernel_turned() -> None:
    conv = Conv2d(1, 1, 3, padding=1, bias=False).astype(np.float64)
    x = np.zeros((1, 1, 3, 3))
    x[0, 0, 1, 1] = 1
    np.testing.assert_array_equal(conv.forward(x)[0, 0], conv.weight.data[0, 0, ::-1, ::-1])


@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 5, (2, 5)])
def test_same_keeps_the_size(kernel: Any) -> None:
    assert Conv2d(1, 3, kernel, padding="same").output_shape((1, 7, 4)) == (3, 7, 4)


def test_the_bias_is_added_and_its_gradient_is_the_sum() -> None:
    conv = Conv2d(1, 2, 1).astype(np.float64)
    conv.weight.data = np.zeros((2, 1, 1, 1))
    y = conv.forward(np.ones((3, 1, 2, 2)))
    np.testing.assert_array_equal(y[:, 0], np.full((3, 2, 2), conv.bias.data[0]))
    conv.backward(np.ones_like(y))
    assert conv.bias.grad.tolist() == [12.0, 12.0]


def test_a_batchs_gradient_is_the_sum_of_its_samples(numbers: Callable[..., Array]) -> None:
    conv = Conv2d(2, 3, 3, padding=1).astype(np.float64)
    x, g = numbers(4, 2, 5, 5), numbers(4, 3, 5, 5)
    total = np.zeros((3, 2, 3, 3))
    for n in range(4):
        conv.forward(x[n : n + 1])
        conv.backward(g[n : n + 1])
        total += conv.weight.grad
    conv.forward(x)
    conv.backward(g)
    np.testing.assert_allclose(conv.weight.grad, total, rtol=0, atol=1e-12)


def test_multiply_adds_are_counted_for_one_sample() -> None:
    assert Conv2d(6, 16, 5).multiply_adds((6, 14, 14)) == 16 * 10 * 10 * 6 * 25


def test_it_begins_within_one_over_the_root_of_fan_in() -> None:
    conv = Conv2d(4, 50, 5, rng=np.random.default_rng(0))
    for parameter in (conv.weight, conv.bias):
        assert 0.08 < np.abs(parameter.data).max() <= 0.1
