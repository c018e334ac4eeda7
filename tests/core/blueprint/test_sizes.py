"""Sizes by arithmetic are those of the arrays that a network really has."""

from __future__ import annotations

import numpy as np
import pytest

from core.blueprint.memory import measured
from core.blueprint.sizes import weight_shape
from core.presets import preset


@pytest.mark.parametrize("name", ["lenet5-bn", "published-bn", "cifar", "published-mlp"])
def test_weights_have_the_shape_that_arithmetic_says(name: str) -> None:
    network = preset(name).network(np.random.default_rng(0))
    for place, size in measured(network.spec(), (1, 28, 28)):
        weight = getattr(network.layers[place.name], "weight", None)
        assert weight_shape(place, size) == (() if weight is None else weight.shape), place.name
