"""Bins of confidence, held against a plain loop over images."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.evaluation.answers import Answers
from core.evaluation.calibration import best_temperature, calibration


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


def test_the_best_temperature_has_less_loss_than_all_others() -> None:
    rng = np.random.default_rng(6)
    logits = rng.normal(0, 2, (400, 5))
    powers = np.exp(logits)
    labels = np.array([rng.choice(5, p=row / row.sum()) for row in powers])  # T = 1 is about right
    answers = Answers((logits * 2).astype(np.float32), labels)  # but twice too sure
    found = best_temperature(answers, 0.25, 4.0)
    assert 1.5 < found < 2.7
    tried = [answers.at_temperature(4.0 ** (place / 50)).loss for place in range(-50, 51)]
    assert answers.at_temperature(found).loss <= min(tried)
    heard: list[float] = []
    assert best_temperature(answers, 0.25, 4.0, heard.append) == found
    assert heard == sorted(heard)
    assert max(heard) < 1
    assert best_temperature(Answers(answers.logits * 100, labels), 0.25, 4.0) == pytest.approx(4.0, rel=1e-3)
