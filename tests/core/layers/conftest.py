"""Random numbers that a layer must not write to, and the comparison of a layer with its loop twin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core import Layer

Array = np.ndarray


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def numbers(rng: np.random.Generator) -> Callable[..., Array]:
    """numbers(2, 3): a read-only float64 array of normal numbers."""

    def make(*shape: int) -> Array:
        array = rng.standard_normal(shape)
        array.flags.writeable = False
        return array

    return make


@pytest.fixture(scope="session")
def agree() -> Callable[[Layer, Layer, Array], None]:
    """agree(layer, twin, x): the same outputs and gradients, to 1e-12, from the same parameters."""

    def check(layer: Layer, twin: Layer, x: Array) -> None:
        for key, parameter in layer.astype(np.float64).parameters().items():
            twin.parameters()[key].data = parameter.data
        y, expected = layer.forward(x), twin.forward(x)
        np.testing.assert_allclose(y, expected, rtol=0, atol=1e-12)
        g = np.random.default_rng(1).standard_normal(y.shape)
        np.testing.assert_allclose(layer.backward(g), twin.backward(g), rtol=0, atol=1e-12)
        for key, parameter in layer.parameters().items():
            np.testing.assert_allclose(parameter.grad, twin.parameters()[key].grad, rtol=0, atol=1e-11)

    return check
