"""Dropout in a plan: the layer's own generator, the same draws, the same mask."""

from __future__ import annotations

import numpy as np
import pytest

import core


def dropping(rng: np.random.Generator) -> core.Sequential:
    return core.Sequential(
        [
            ("conv1", core.Conv2d(1, 4, 3, rng=rng)),
            ("dropout1", core.Dropout(0.4, rng=rng)),
            ("pool1", core.MaxPool2d(2)),
            ("flatten", core.Flatten()),
            ("dropout2", core.Dropout(0.5, rng=rng)),
            ("fc2", core.Linear(36, 4, rng=rng)),
        ]
    )


def test_dropout_makes_the_draws_that_the_layer_makes(twins, batch) -> None:
    both = twins(dropping)
    for seed in range(4):
        assert both.step(*batch(5, (1, 8, 8), 4, seed)) < 1e-10
    state = both.clear.layers["dropout2"].rng.bit_generator.state
    assert both.compiled.layers["dropout2"].rng.bit_generator.state == state


def test_dropout_passes_everything_on_in_evaluation_and_draws_nothing(twins, batch) -> None:
    both = twins(dropping)
    before = both.compiled.layers["dropout1"].rng.bit_generator.state
    assert both.output_difference(batch(5, (1, 8, 8))[0]) < 1e-12
    assert both.compiled.layers["dropout1"].rng.bit_generator.state == before


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_all_or_nothing_may_be_dropped(twins, batch, p) -> None:
    def build(rng: np.random.Generator) -> core.Sequential:
        return core.Sequential([("fc1", core.Linear(6, 5, rng=rng)), ("dropout", core.Dropout(p, rng=rng))])

    both = twins(build)
    x, labels = batch(4, (6,), 5)
    assert both.step(x, labels) < 1e-12


def test_a_generator_that_is_replaced_is_used(twins, batch) -> None:
    both = twins(dropping)
    for network in (both.clear, both.compiled):
        for name in ("dropout1", "dropout2"):
            network.layers[name].rng = np.random.default_rng([0, 3, 1, 7])
    assert both.step(*batch(5, (1, 8, 8), 4)) < 1e-10
