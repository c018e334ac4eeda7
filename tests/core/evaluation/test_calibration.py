"""Bins of confidence, held against a plain loop over images."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.evaluation.calibration import calibration


def test_bins_and_error_are_those_of_a_loop() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.uniform(0.1, 1.0, 500)
    right = rng.random(500) < confidence**2
    found = calibration(confidence, right)
    bins: list[list[int]] = [[] for _ in range(10)]
    for index, sure in enumerate(confidence.tolist()):
        bins[math.ceil(sure * 10) - 1].append(index)
    error = 0.0
    for place, members in enumerate(bins):
        assert found.count[place] == len(members)
        if not members:
            assert math.isnan(found.accuracy[place])
            continue
        sure = sum(confidence[members]) / len(members)
        accuracy = sum(right[members].tolist()) / len(members)
        assert found.right[place] == sum(right[members].tolist())
        assert found.confidence[place] == pytest.approx(sure, rel=1e-12)
        assert found.accuracy[place] == pytest.approx(accuracy, rel=1e-12)
        error += len(members) / 500 * abs(accuracy - sure)
    assert found.ece == pytest.approx(error, rel=1e-12)
    assert found.total == 500
    assert found.mean_confidence == pytest.approx(confidence.mean(), rel=1e-12)
    assert found.mean_accuracy == right.mean()


def test_an_edge_belongs_to_the_bin_beneath_it() -> None:
    found = calibration(np.array([0.0, 0.1, 0.100001, 0.9, 1.0]), np.ones(5, bool))
    assert found.count.tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 1, 1]


def test_a_network_as_sure_as_it_is_right_has_no_error() -> None:
    right = np.repeat([True, False], [75, 25])
    found = calibration(np.full(100, 0.75), right)
    assert found.ece == pytest.approx(0.0, abs=1e-12)


def test_the_gap_tells_modest_from_sure() -> None:
    found = calibration(np.array([0.55, 0.55, 0.95, 0.95]), np.array([True, True, True, False]))
    assert found.gap[5] == pytest.approx(0.45)
    assert found.gap[9] == pytest.approx(-0.45)
    assert found.ece == pytest.approx(0.45)


def test_no_images_have_no_error() -> None:
    found = calibration(np.empty(0), np.empty(0, bool))
    assert (found.total, found.ece, found.mean_confidence, found.mean_accuracy) == (0, 0.0, 0.0, 0.0)
