from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.health import layer_values, rms, spread

numbers = st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=60)


@given(numbers, numbers)
def test_every_number_is_counted_once_in_the_bin_that_holds_it(now: list[float], start: list[float]) -> None:
    found = spread(np.array(now, np.float32), np.array(start, np.float32))
    assert found.start is not None
    for counts, values in ((found.now, now), (found.start, start)):
        by_hand = [
            sum(low <= x < high for x in np.array(values, np.float32).astype(float))
            for low, high in zip(found.edges[:-1], found.edges[1:], strict=True)
        ]
        assert counts.tolist() == by_hand
        assert counts.sum() == len(values)
    assert found.beyond == (0, 0)


def test_bins_have_a_round_width_and_zero_is_an_edge() -> None:
    found = spread(np.random.default_rng(0).normal(0, 0.1, 5000))
    width = np.diff(found.edges)
    assert np.allclose(width, 0.02) or np.allclose(width, 0.01)
    assert 0.0 in found.edges
    assert 20 <= len(found.now) <= 100


def test_bins_over_now_alone_leave_the_rest_of_the_start_outside_and_say_so() -> None:
    found = spread(np.array([-1.0, 1.0]), np.array([-5.0, 0.0, 7.0, 9.0]), fit="now")
    assert found.start is not None
    assert found.now.sum() == 2
    assert found.start.sum() == 1
    assert found.beyond == (0, 3)


def test_numbers_that_are_not_finite_are_counted_as_outside() -> None:
    found = spread(np.array([0.0, 1.0, np.nan, np.inf]))
    assert found.now.sum() == 2
    assert found.beyond == (2, 0)


@pytest.mark.parametrize("value", [0.0, 3.0, -2e-9, 1e5])
def test_equal_numbers_lie_in_one_bin(value: float) -> None:
    found = spread(np.full(7, value))
    assert found.now.max() == 7
    assert found.edges[0] <= value < found.edges[-1]


def test_what_the_bins_reach_over_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="fit"):
        spread(np.zeros(1), fit="all")


def test_a_layers_numbers_are_its_weight_then_its_bias() -> None:
    arrays = {"fc1.weight": np.ones((2, 2)), "fc1.bias": np.zeros(2), "fc10.weight": np.full(3, 9.0)}
    assert layer_values(arrays, "fc1").tolist() == [1, 1, 1, 1, 0, 0]
    assert layer_values(arrays, "conv").size == 0
    assert rms(np.array([3.0, 4.0])) == pytest.approx(12.5**0.5)
    assert np.isnan(rms(np.empty(0)))
