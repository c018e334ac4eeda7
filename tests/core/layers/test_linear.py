"""The fully connected layer and Flatten: stored facts and the loop twin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import Flatten, Linear, LinearLoop


def test_two_samples_give_the_numbers_worked_out_by_hand() -> None:
    linear = Linear(2, 3)
    linear.weight.data = np.array([[1.0, 2], [3, 4], [5, 6]])
    linear.bias.data = np.array([0.5, 0, -0.5])
    assert linear.forward(np.array([[1.0, 1], [2, -1]])).tolist() == [[3.5, 7, 10.5], [0.5, 2, 3.5]]
    assert linear.backward(np.array([[1.0, 0, 1], [0, 1, 0]])).tolist() == [[6.0, 8], [3, 4]]
    assert linear.weight.grad.tolist() == [[1.0, 1], [2, -1], [1, 1]]
    assert linear.bias.grad.tolist() == [1.0, 1, 1]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5), st.booleans())
def test_it_equals_its_loop_twin(
    agree: Callable[..., None], N: int, inputs: int, outputs: int, bias: bool
) -> None:
    x = np.random.default_rng(2).standard_normal((N, inputs))
    agree(Linear(inputs, outputs, bias), LinearLoop(inputs, outputs, bias), x)


def test_it_begins_within_one_over_the_root_of_its_inputs() -> None:
    linear = Linear(100, 50, rng=np.random.default_rng(0))
    for parameter in (linear.weight, linear.bias):
        assert 0.09 < np.abs(parameter.data).max() <= 0.1
    assert linear.multiply_adds((100,)) == 5000


def test_flatten_goes_channel_by_channel_and_back() -> None:
    x = np.arange(24.0).reshape(2, 3, 2, 2)
    flatten = Flatten()
    y = flatten.forward(x)
    assert y[1].tolist() == list(range(12, 24))
    np.testing.assert_array_equal(flatten.backward(y), x)
    assert flatten.output_shape((16, 5, 5)) == (400,)


def test_flatten_names_both_shapes_of_a_wrong_gradient() -> None:
    flatten = Flatten()
    flatten.forward(np.zeros((2, 3, 4)))
    with pytest.raises(ValueError, match=r"Flatten: expected grad_output \(2, 12\), got \(2, 3, 4\)"):
        flatten.backward(np.zeros((2, 3, 4)))
