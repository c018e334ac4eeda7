import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.plots.pyramid import Pyramid
from cnnviz.plots.smoothing import trailing_mean, window_for


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 20_000), st.integers(0, 14), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_the_mean_is_of_the_last_steps(length, power, seed, part):
    window = 2**power
    values = np.random.default_rng(seed).normal(size=length).astype(np.float32)
    pyramid = Pyramid()
    pyramid.extend(values)
    steps, means = trailing_mean(pyramid, int(part * length), length, window)
    if part == 1.0:
        return
    assert steps[-1] == length
    for at, mean in list(zip(steps, means, strict=True))[:-1]:
        assert mean == pytest.approx(values[max(0, at - window) : at].mean(dtype=np.float64), abs=1e-5)
    # At the newest step the window may be short by the part of a cell that hasn't come yet.
    shortest = window - max(1, window // 8)
    lasts = [values[max(0, length - n) :].mean(dtype=np.float64) for n in range(max(1, shortest), window + 1)]
    assert min(lasts) - 1e-5 <= means[-1] <= max(lasts) + 1e-5


def test_one_huge_value_does_not_spoil_what_follows():
    values = np.full(1000, 1e-3, np.float32)
    values[10] = 1e30
    pyramid = Pyramid()
    pyramid.extend(values)
    _, means = trailing_mean(pyramid, 0, 1000, 64)
    assert means[-1] == pytest.approx(1e-3, rel=1e-6)


def test_no_finite_value_is_a_gap():
    values = np.ones(400, np.float32)
    values[100:200] = np.nan
    pyramid = Pyramid()
    pyramid.extend(values)
    steps, means = trailing_mean(pyramid, 0, 400, 8)
    assert np.isnan(means[(steps > 100) & (steps <= 200)]).all()
    assert (means[steps > 208] == 1).all()


def test_the_window_follows_the_axis_in_powers_of_two():
    assert [window_for(steps) for steps in (10, 100, 1500, 20_000)] == [1, 4, 64, 1024]
