"""How weights begin: their spread, their type, and that the same generator repeats them."""

from __future__ import annotations

import numpy as np
import pytest

from core import init

SHAPE = (200, 50, 3, 3)  # fan_in 450, fan_out 1800


@pytest.mark.parametrize(
    ("name", "std"),
    [
        ("kaiming", np.sqrt(2 / 450)),
        ("xavier", np.sqrt(2 / (450 + 1800))),
        ("normal", 0.01),
        ("uniform", 1 / np.sqrt(3 * 450)),
        ("zeros", 0.0),
    ],
)
def test_each_recipe_has_its_spread(name: str, std: float) -> None:
    weights = init.INITIALISERS[name](SHAPE, np.random.default_rng(0))
    assert weights.shape == SHAPE
    assert weights.dtype == np.float32
    assert weights.std() == pytest.approx(std, rel=0.01)
    assert abs(weights.mean()) < 0.01 * std + 1e-9
    np.testing.assert_array_equal(weights, init.INITIALISERS[name](SHAPE, np.random.default_rng(0)))


def test_uniform_recipes_keep_within_their_bounds() -> None:
    rng = np.random.default_rng(0)
    assert np.abs(init.uniform(SHAPE, rng)).max() <= 1 / np.sqrt(450)
    assert np.abs(init.xavier(SHAPE, rng)).max() <= np.sqrt(6 / 2250)


def test_a_gain_scales_and_a_std_sets() -> None:
    double, plain = (init.kaiming(SHAPE, np.random.default_rng(0), gain=g) for g in (2.0, 1.0))
    np.testing.assert_allclose(double, 2 * plain, rtol=1e-6)
    assert init.normal(SHAPE, np.random.default_rng(0), std=0.5).std() == pytest.approx(0.5, rel=0.01)


def test_fans_of_a_kernel_count_its_places() -> None:
    assert init.fans((6, 1, 5, 5)) == (25, 150)
    assert init.fans((10, 84)) == (84, 10)
    with pytest.raises(ValueError, match="at least 2 axes"):
        init.fans((3,))
