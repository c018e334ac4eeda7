"""Coverage against accuracy, and images of nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.evaluation.calibration import coverage, noise


def test_every_threshold_is_counted_by_hand():
    rng = np.random.default_rng(0)
    confidence = rng.integers(1, 30, 400) / 30  # many equal ones
    right = rng.random(400) < confidence
    found = coverage(confidence, right)
    assert found.total == 400
    assert found.thresholds.tolist() == sorted(set(confidence.tolist()), reverse=True)
    for place, threshold in enumerate(found.thresholds):
        answered = confidence >= threshold
        assert found.answered[place] == answered.sum()
        assert found.right[place] == right[answered].sum()
        assert found.coverage[place] == pytest.approx(answered.mean())
        assert found.accuracy[place] == pytest.approx(right[answered].mean())
        assert found.at(threshold) == (answered.sum(), right[answered].sum())
    for threshold in (0.0, 0.5, 0.77, 1.0):
        answered = confidence >= threshold
        assert found.at(threshold) == (answered.sum(), right[answered].sum())
    assert found.at(1.01) == (0, 0)


def test_the_threshold_for_an_accuracy_is_the_lowest_that_reaches_it():
    confidence, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, True, False, True])
    found = coverage(confidence, right)
    assert found.threshold_for(1.0) == 0.8
    assert found.threshold_for(0.75) == 0.6
    assert found.threshold_for(0.5) == 0.6
    assert math.isnan(coverage(confidence, np.zeros(4, bool)).threshold_for(0.5))


def test_nothing_and_no_numbers_are_never_answered():
    assert coverage(np.empty(0), np.empty(0, bool)).at(0.0) == (0, 0)
    found = coverage(np.array([np.nan, 0.4]), np.array([True, True]))
    assert found.at(0.0) == (1, 1)
    assert found.coverage.tolist() == [0.5]
    with pytest.raises(ValueError, match="two arrays"):
        coverage(np.zeros(3), np.zeros(2, bool))


def test_noise_is_the_same_for_a_seed():
    assert noise(3, (4, 5)).shape == (3, 4, 5)
    assert np.array_equal(noise(3, (4, 5)), noise(3, (4, 5)))
    assert not np.array_equal(noise(3, (4, 5)), noise(3, (4, 5), seed=1))
