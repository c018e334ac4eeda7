"""What the network answers to many images, held against one image at a time and plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

import core
from core.data.dataset import Dataset, Preprocessing
from core.evaluation.answers import AT_ONCE, Answers, answer


def made(count: int, seed: int = 0, classes: int = 4) -> Answers:
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 3, (count, classes)).astype(np.float32)
    return Answers(logits, rng.integers(0, classes, count))


@pytest.fixture(scope="module")
def images() -> Dataset:
    rng = np.random.default_rng(4)
    pixels = rng.integers(0, 256, (AT_ONCE + 30, 8, 8)).astype(np.uint8)
    return Dataset(pixels, rng.integers(0, 4, len(pixels)).astype(np.uint8), "noise", tuple("abcd"))


@pytest.fixture(scope="module")
def network() -> core.Sequential:
    rng = np.random.default_rng(5)
    layers = [
        ("conv1", core.Conv2d(1, 3, 3, rng=rng)),
        ("bn1", core.BatchNorm2d(3)),
        ("relu1", core.ReLU()),
        ("flatten", core.Flatten()),
        ("fc2", core.Linear(108, 4, rng=rng)),
    ]
    return core.Sequential(layers).astype(np.float32).eval()


def test_all_images_are_answered_as_one_at_a_time(network: core.Sequential, images: Dataset) -> None:
    found = answer(network, Preprocessing.of("unit"), images)
    for index in (0, 17, AT_ONCE - 1, AT_ONCE, len(images) - 1):
        alone = network.forward(images.images[index][None, None].astype(np.float32) / 255)
        np.testing.assert_allclose(found.logits[index], alone[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(found.labels, images.labels)


def test_probabilities_and_loss_are_those_of_a_loop() -> None:
    answers = made(50)
    losses = []
    for logits, label, got in zip(answers.logits, answers.labels, answers.probabilities, strict=True):
        powers = [math.exp(float(z)) for z in logits]
        wanted = [power / sum(powers) for power in powers]
        assert got.tolist() == pytest.approx(wanted, rel=1e-9)
        losses.append(-math.log(wanted[label]))
    assert answers.loss == pytest.approx(sum(losses) / len(losses), rel=1e-9)


def test_the_loss_is_what_the_clear_loss_says() -> None:
    answers = made(200)
    wanted = core.CrossEntropyLoss().forward(answers.logits.astype(np.float64), answers.labels)
    assert answers.loss == pytest.approx(float(wanted), rel=1e-9)


def test_confidence_belongs_to_the_class_that_is_read() -> None:
    answers = made(50)
    for index in range(50):
        row = answers.probabilities[index].tolist()
        assert answers.read[index] == row.index(max(row))
        assert answers.confidence[index] == max(row)
        assert answers.right[index] == (answers.read[index] == answers.labels[index])
    assert answers.accuracy == sum(answers.right.tolist()) / 50


def test_huge_logits_make_no_infinity() -> None:
    answers = Answers(np.array([[1e4, -1e4], [-1e4, 1e4]], np.float32), np.array([0, 0]))
    assert answers.confidence.tolist() == [1.0, 1.0]
    assert answers.loss == pytest.approx(1e4)


def test_no_images_are_no_answers_and_no_error(network: core.Sequential, images: Dataset) -> None:
    found = answer(network, Preprocessing.of("unit"), images[:0])
    assert len(found) == 0
    assert (found.accuracy, found.loss) == (0.0, 0.0)


def test_progress_rises_and_can_call_it_off(network: core.Sequential, images: Dataset) -> None:
    heard: list[float] = []
    answer(network, Preprocessing.of("unit"), images, heard.append)
    assert heard == [0.0, AT_ONCE / len(images)]

    def stop(fraction: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        answer(network, Preprocessing.of("unit"), images, stop)


def test_a_temperature_changes_how_sure_it_is_and_no_answer() -> None:
    answers = made(100)
    modest, sure = answers.at_temperature(2.0), answers.at_temperature(0.5)
    np.testing.assert_array_equal(modest.read, answers.read)
    assert (modest.confidence < answers.confidence).all()
    assert (sure.confidence > answers.confidence).all()
    powers = [math.exp(float(z) / 2) for z in answers.logits[3]]
    assert modest.probabilities[3].tolist() == pytest.approx([p / sum(powers) for p in powers], rel=1e-9)
    with pytest.raises(ValueError, match="above 0"):
        answers.at_temperature(0.0)
