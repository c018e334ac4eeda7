"""Softmax and LogSoftmax: stored values, extremes, and that only differences of scores matter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core import LogSoftmax, Softmax

Array = np.ndarray


def test_softmax_gives_the_stored_numbers() -> None:
    layer = Softmax()
    y = layer.forward(np.array([[1.0, 2.0, 4.0]]))
    np.testing.assert_allclose(
        y, [[0.04201006613406605, 0.11419519938459449, 0.8437947344813395]], atol=1e-15
    )
    grad_input = layer.backward(np.array([[1.0, 0.0, 2.0]]))
    expected = [[-0.0306505247207981, -0.19751196376587474, 0.22816248848667278]]
    np.testing.assert_allclose(grad_input, expected, rtol=0, atol=1e-15)


def test_log_softmax_gives_the_stored_numbers() -> None:
    layer = LogSoftmax()
    y = layer.forward(np.array([[1.0, 2.0, 4.0]]))
    expected = [[-3.1698460195562856, -2.1698460195562856, -0.16984601955628567]]
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-14)
    grad_input = layer.backward(np.array([[1.0, 0.0, 2.0]]))
    expected = [[0.8739698015978019, -0.3425855981537834, -0.5313842034440184]]
    np.testing.assert_allclose(grad_input, expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("layer", [Softmax(), LogSoftmax()])
def test_adding_a_number_to_every_score_changes_nothing(
    layer: Softmax | LogSoftmax, numbers: Callable[..., Array]
) -> None:
    x = numbers(4, 10)
    np.testing.assert_allclose(layer.forward(x + 123.0), layer.forward(x), rtol=0, atol=1e-12)


@pytest.mark.parametrize("layer", [Softmax(), LogSoftmax()])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_scores_of_ten_thousand_stay_finite(layer: Softmax | LogSoftmax, dtype: type) -> None:
    y = layer.forward(np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]], dtype))
    assert np.isfinite(y).all()
    assert np.isfinite(layer.backward(np.ones_like(y))).all()


def test_the_logarithm_is_the_logarithm(numbers: Callable[..., Array]) -> None:
    x = numbers(4, 10)
    np.testing.assert_allclose(np.exp(LogSoftmax().forward(x)), Softmax().forward(x), rtol=0, atol=1e-15)


def test_probabilities_sum_to_one_along_the_channels(numbers: Callable[..., Array]) -> None:
    np.testing.assert_allclose(Softmax().forward(numbers(2, 5, 3, 3)).sum(axis=1), 1, atol=1e-14)
