"""Pooling: stored facts, ties, borders, loop twins over drawn shapes, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import AvgPool2d, AvgPoolLoop2d, MaxPool2d, MaxPoolLoop2d


@st.composite
def poolings(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[int, int, int, int]]:
    """Arguments of a pooling and a batch that its window fits in."""
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    stride = draw(st.one_of(st.none(), st.tuples(st.integers(1, 3), st.integers(1, 3))))
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
    H, W = (max(draw(st.integers(1, 8)), k - 2 * p) for k, p in zip(kernel, padding, strict=True))
    arguments = {"kernel_size": kernel, "stride": stride, "padding": padding}
    return arguments, (draw(st.integers(1, 2)), draw(st.integers(1, 3)), H, W)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(poolings(), st.booleans())
def test_max_pool_equals_its_loop_twin_ties_included(
    agree: Callable[..., None], case: tuple[Any, Any], ties: bool
) -> None:
    arguments, shape = case
    x = np.random.default_rng(2).standard_normal(shape)
    pool, twin = MaxPool2d(**arguments), MaxPoolLoop2d(**arguments)
    agree(pool, twin, np.round(x) if ties else x)
    np.testing.assert_array_equal(pool.intermediates()["argmax"], twin.intermediates()["argmax"])


@settings(max_examples=50, deadline=None, derandomize=True)
@given(poolings(), st.booleans())
def test_average_pool_equals_its_loop_twin(
    agree: Callable[..., None], case: tuple[Any, Any], count_include_pad: bool
) -> None:
    arguments, shape = case
    arguments = {**arguments, "count_include_pad": count_include_pad}
    agree(AvgPool2d(**arguments), AvgPoolLoop2d(**arguments), np.random.default_rng(2).standard_normal(shape))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(poolings())
def test_links_say_which_pixels_each_output_looks_at(case: tuple[Any, Any]) -> None:
    arguments, shape = case
    x = np.random.default_rng(2).standard_normal(shape)
    pool, mean = MaxPool2d(**arguments), AvgPool2d(**arguments)
    links = pool.links(shape[1:])
    pixels = x[0].ravel()[links]
    np.testing.assert_array_equal(
        np.where(links < 0, -np.inf, pixels).max(axis=1), pool.forward(x)[0].ravel()
    )
    winner = pool.intermediates()["argmax"][0].reshape(-1, 1)
    np.testing.assert_array_equal(
        np.take_along_axis(pixels, winner, axis=1)[:, 0], pool.forward(x)[0].ravel()
    )
    means = np.where(links < 0, 0, pixels).mean(axis=1)
    np.testing.assert_allclose(means, mean.forward(x)[0].ravel(), rtol=0, atol=1e-14)


def test_max_pool_sends_the_gradient_to_the_first_of_equal_values() -> None:
    pool = MaxPool2d(2)
    pool.forward(np.array([[[[1.0, 3, 7, 7], [3, 3, 7, 7]]]]))
    grad_input = pool.backward(np.array([[[[10.0, 20]]]]))
    assert grad_input.tolist() == [[[[0.0, 10, 20, 0], [0, 0, 0, 0]]]]
    assert pool.intermediates()["argmax"].tolist() == [[[[1, 0]]]]


def test_overlapping_windows_add_their_gradients() -> None:
    pool = MaxPool2d(2, stride=1)
    pool.forward(np.array([[[[0.0, 1, 0], [2, 9, 3], [0, 4, 0]]]]))
    assert pool.backward(np.ones((1, 1, 2, 2)))[0, 0].tolist() == [[0.0, 0, 0], [0, 4, 0], [0, 0, 0]]


def test_rows_and_columns_that_fill_no_window_get_no_gradient() -> None:
    x = np.arange(15.0).reshape(1, 1, 3, 5)
    for pool, share in ((MaxPool2d(2), 1.0), (AvgPool2d(2), 0.25)):
        assert pool.forward(x).shape == (1, 1, 1, 2)
        grad_input = pool.backward(np.ones((1, 1, 1, 2)))[0, 0]
        assert grad_input[2].tolist() == [0.0] * 5
        assert grad_input[:, 4].tolist() == [0.0] * 3
        assert grad_input[1, 1] == share


def test_padding_never_wins_over_negative_values() -> None:
    pool = MaxPool2d(2, padding=1)
    y = pool.forward(np.full((1, 1, 2, 2), -5.0))
    assert y.tolist() == [[[[-5.0, -5.0], [-5.0, -5.0]]]]
    assert pool.backward(np.ones((1, 1, 2, 2))).tolist() == [[[[1.0, 1.0], [1.0, 1.0]]]]


def test_average_pool_counts_padding_or_not() -> None:
    x = np.array([[[[1.0, 2], [3, 4]]]])
    assert AvgPool2d(2, padding=1).forward(x).tolist() == [[[[0.25, 0.5], [0.75, 1.0]]]]
    without = AvgPool2d(2, padding=1, count_include_pad=False)
    assert without.forward(x).tolist() == [[[[1.0, 2.0], [3.0, 4.0]]]]
    assert without.backward(np.ones((1, 1, 2, 2))).tolist() == [[[[1.0, 1.0], [1.0, 1.0]]]]


def test_nan_wins_so_that_it_is_seen() -> None:
    pool = MaxPool2d(2)
    assert np.isnan(pool.forward(np.array([[[[1.0, np.nan], [3, 2]]]]))).all()
    assert pool.intermediates()["argmax"].item() == 1


def test_a_window_of_more_than_255_places_keeps_its_winner() -> None:
    pool = MaxPool2d(17)
    x = np.zeros((1, 1, 17, 17))
    x[0, 0, 16, 15] = 1
    pool.forward(x)
    assert pool.intermediates()["argmax"].item() == 16 * 17 + 15
    assert pool.backward(np.ones((1, 1, 1, 1)))[0, 0, 16, 15] == 1


@pytest.mark.parametrize("pool", [MaxPool2d, AvgPool2d])
def test_stride_is_the_kernels_size_unless_told(pool: Any) -> None:
    assert pool(3).output_shape((1, 9, 9)) == (1, 3, 3)
    assert pool((2, 3)).stride == (2, 3)
    assert pool(3, stride=1).output_shape((1, 9, 9)) == (1, 7, 7)
