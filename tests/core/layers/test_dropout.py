"""Dropout: what is kept, how it is scaled, and that the draw can be repeated."""

from __future__ import annotations

import numpy as np

from core import Dropout


def test_what_is_kept_is_scaled_forward_and_backward_alike() -> None:
    dropout = Dropout(0.25, rng=np.random.default_rng(0))
    x = np.ones((64, 50))
    y = dropout.forward(x)
    assert set(np.unique(y)) == {0.0, 1 / 0.75}
    np.testing.assert_array_equal(dropout.backward(x), y)
    assert abs(y.mean() - 1) < 0.03
    assert dropout.scale == 1 / 0.75


def test_the_mask_is_the_generators_numbers_of_at_least_p() -> None:
    dropout = Dropout(0.4, rng=np.random.default_rng(7))
    x = np.ones((3, 2, 4, 4), np.float32)
    y = dropout.forward(x)
    mask = np.random.default_rng(7).random(x.shape, dtype=np.float32) >= 0.4
    np.testing.assert_array_equal(dropout.intermediates()["mask"], mask)
    np.testing.assert_array_equal(y != 0, mask)


def test_every_sample_and_every_pass_has_a_mask_of_its_own() -> None:
    dropout = Dropout(0.5, rng=np.random.default_rng(0))
    first, second = dropout.forward(np.ones((2, 100))), dropout.forward(np.ones((2, 100)))
    assert not np.array_equal(first[0], first[1])
    assert not np.array_equal(first, second)


def test_in_use_everything_passes() -> None:
    dropout = Dropout(0.9).eval()
    x = np.random.default_rng(0).standard_normal((5, 6))
    np.testing.assert_array_equal(dropout.forward(x), x)
    np.testing.assert_array_equal(dropout.backward(x), x)
    assert dropout.intermediates() == {}


def test_p_of_zero_keeps_all_and_p_of_one_nothing() -> None:
    x = np.ones((4, 5))
    np.testing.assert_array_equal(Dropout(0.0).forward(x), x)
    nothing = Dropout(1)
    np.testing.assert_array_equal(nothing.forward(x), 0 * x)
    np.testing.assert_array_equal(nothing.backward(x), 0 * x)
