"""Accuracy over disturbed images, recomputed image by image with the clear layers."""

import math

import numpy as np
import pytest

from core.data.dataset import Preprocessing
from core.evaluation.robustness import bearable, disturb, measure, sample, sampling_error
from core.models import lenet5

SOME = {"noise": (0.0, 0.3), "shift": (0.0, 2.0, 5.0), "rotation": (0.0, 90.0)}


@pytest.fixture(scope="module")
def network():
    return lenet5(rng=np.random.default_rng(0)).eval()


def test_each_point_is_what_the_clear_layers_read(network, digits):
    _, test = digits
    indices = sample(len(test), 40)
    points = list(measure(network, Preprocessing.of("unit"), test, indices, seed=2, kinds=SOME))
    assert [(point.kind, point.amount) for point in points] == [(k, a) for k in SOME for a in SOME[k]]
    for point in points:
        asked = disturb(test.images[indices], indices, point.kind, point.amount, seed=2)
        logits = network.forward(Preprocessing.of("unit")(asked)).astype(float)
        chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        assert np.array_equal(point.read, logits.argmax(axis=1))
        assert np.allclose(point.sure, chances.max(axis=1), atol=1e-5)
        right = sum(int(a == b) for a, b in zip(point.read, test.labels[indices], strict=True))
        assert point.accuracy == pytest.approx(right / 40)
        assert point.error == pytest.approx(math.sqrt(right / 40 * (1 - right / 40) / 40))


def test_progress_ends_at_one_and_can_end_the_measuring(network, digits):
    _, test = digits
    told = []
    list(measure(network, Preprocessing.of("unit"), test, np.arange(10), kinds=SOME, progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) == 5  # what is undisturbed is asked once

    class EnoughError(Exception):
        pass

    def enough(fraction: float) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        next(measure(network, Preprocessing.of("unit"), test, np.arange(10), kinds=SOME, progress=enough))


def test_a_sample_is_drawn_from_all_and_the_same_for_the_same_seed():
    some = sample(10_000, 1_000, seed=4)
    assert np.array_equal(some, sample(10_000, 1_000, seed=4))
    assert len(np.unique(some)) == 1_000
    assert np.array_equal(some, np.sort(some))
    assert 400 < (some < 5_000).sum() < 600
    assert np.array_equal(sample(50, 1_000), np.arange(50))


def test_the_sampling_error_is_that_of_coins():
    tosses = np.random.default_rng(0).random((20_000, 100)) < 0.3
    assert sampling_error(0.3, 100) == pytest.approx(tosses.mean(axis=1).std(), rel=0.03)
    assert math.isnan(sampling_error(0.5, 0))


def test_what_is_bearable_lies_on_the_line_between_two_points():
    assert bearable([0, 1, 2, 3], [1.0, 1.0, 0.8, 0.2], 0.0) == pytest.approx(1.5)
    assert bearable([0, 1, 2, 3], [1.0, 1.0, 0.9, 0.6], 0.5) == pytest.approx(1.5)
    assert bearable([0, 1], [0.5, 0.46], 0.0) is None
    assert bearable([0, 1], [0.5, 0.4], 0.0) == pytest.approx(0.5)
    assert bearable([0, 1], [0.5, 0.4], 0.5) is None
    assert bearable([], [], 0.1) is None
    assert bearable([0, 1], [0.0, 0.0], 0.0) is None
    assert bearable([0, 1], [math.nan, math.nan], 0.1) is None
