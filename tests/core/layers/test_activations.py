"""Activations: stored values and slopes, extremes that stay finite, and the kinks."""

from __future__ import annotations

import numpy as np
import pytest

from core import ELU, Activation, LeakyReLU, ReLU, Sigmoid, Tanh

X = np.array([[-2.0, -0.5, 0.0, 0.5, 2.0]])
SIGMOID = 0.10499358540350662
FACTS = [
    (ReLU(), [0, 0, 0, 0.5, 2], [0, 0, 0, 1, 1]),
    (LeakyReLU(0.1), [-0.2, -0.05, 0, 0.5, 2], [0.1, 0.1, 0.1, 1, 1]),
    (
        ELU(1.5),
        [-1.296997075145081, -0.5902040104310499, 0, 0.5, 2],
        [0.20300292485491905, 0.9097959895689501, 1.5, 1, 1],
    ),
    (
        Sigmoid(),
        [0.11920292202211755, 0.3775406687981454, 0.5, 0.6224593312018546, 0.8807970779778823],
        [SIGMOID, 0.2350037122015945, 0.25, 0.2350037122015945, SIGMOID],
    ),
    (
        Tanh(),
        [-0.9640275800758169, -0.46211715726000974, 0, 0.46211715726000974, 0.9640275800758169],
        [0.07065082485316443, 0.7864477329659274, 1, 0.7864477329659274, 0.07065082485316443],
    ),
]
every = pytest.mark.parametrize(("layer", "values", "slopes"), FACTS, ids=[repr(fact[0]) for fact in FACTS])


@every
def test_values_and_slopes_are_the_stored_ones(layer: Activation, values: list, slopes: list) -> None:
    np.testing.assert_allclose(layer.forward(X), [values], rtol=0, atol=1e-15)
    np.testing.assert_allclose(
        layer.backward(np.full((1, 5), 2.0)), [2 * np.array(slopes)], rtol=0, atol=1e-14
    )
    np.testing.assert_allclose(layer.intermediates()["slope"], [slopes], rtol=0, atol=1e-15)


@every
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes_stay_finite(layer: Activation, values: list, slopes: list, dtype: type) -> None:
    x = np.array([[-1e4, -1e3, -100, 100, 1e3, 1e4]], dtype)
    y = layer.forward(x)
    assert np.isfinite(y).all()
    assert np.isfinite(layer.backward(np.ones_like(y))).all()


def test_sigmoid_and_tanh_reach_their_ends() -> None:
    assert Sigmoid().forward(np.array([[-1e3, 1e3]])).tolist() == [[0.0, 1.0]]
    assert Tanh().forward(np.array([[-1e3, 1e3]])).tolist() == [[-1.0, 1.0]]


def test_sigmoid_keeps_its_precision_where_it_is_tiny() -> None:
    assert Sigmoid().forward(np.array([[-40.0]])).item() == pytest.approx(np.exp(-40.0), rel=1e-12)


@every
def test_nothing_is_kept_before_forward(layer: Activation, values: list, slopes: list) -> None:
    assert type(layer)().intermediates() == {}
