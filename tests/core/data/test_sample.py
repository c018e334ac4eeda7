"""A few images of a set show what another choice makes of all of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import core
from core.data.choices import DataChoices
from core.data.sample import examples
from core.data.single import in_shape, picture_for

NOTHING = DataChoices()


@pytest.fixture
def stored() -> tuple[np.ndarray, np.ndarray]:
    """Dark ink on light paper, as floats, the images along the last axis; one-hot labels."""
    rng = np.random.default_rng(0)
    images = np.full((12, 12, 90), 0.9)
    images[4:8, 5:7] = rng.uniform(0, 0.2, (4, 2, 90))
    return images, np.eye(3)[np.arange(90) % 3]


def test_the_sample_is_the_first_of_what_is_trained_on(
    tmp_path: Path, stored: tuple[np.ndarray, np.ndarray]
) -> None:
    np.savez(tmp_path / "a.npz", images=stored[0], labels=stored[1])
    whole = core.open_data(tmp_path / "a.npz", sample=True)
    assert whole.sample is not None
    some = whole.sample(NOTHING, whole.inspection, NOTHING)
    for label in range(3):
        first, shown = examples(whole, 8)[label], examples(some, 8)[label]
        assert np.array_equal(whole.train.images[first], some.train.images[shown])
    choices = DataChoices.of(invert=False, turn="90", classes=["2", "0"])
    some = whole.sample(choices, whole.inspection, NOTHING)
    other = core.open_data(tmp_path / "a.npz", **choices.as_dict())
    assert other.train.choices == choices.as_dict()
    assert some.train.classes == ("2", "0")
    first, shown = examples(other, 3)[0], examples(some, 3)[0]
    assert np.array_equal(other.train.images[first], some.train.images[shown])
    again = whole.sample(NOTHING, whole.inspection, NOTHING)  # what is stored hasn't changed
    assert again.train.images[0].mean() < 128


def test_what_one_choice_fixes_is_not_guessed_from_a_few_images(
    tmp_path: Path, stored: tuple[np.ndarray, np.ndarray]
) -> None:
    images = np.rint((0.9 - stored[0]) * 100).astype(np.uint8)
    images[0, 0, 89] = 200  # the brightest is not in the sample
    np.savez(tmp_path / "a.npz", images=images // 13, labels=stored[1])
    whole = core.open_data(tmp_path / "a.npz", sample=True)
    assert whole.inspection.range == (0, 15)
    assert whole.sample is not None
    some = whole.sample(DataChoices(turn="180"), whole.inspection, NOTHING)
    assert some.inspection.range == (0, 15)


def test_one_picture_is_brought_to_the_shape_of_a_network() -> None:
    rng = np.random.default_rng(0)
    photo = rng.integers(0, 255, (40, 40, 3)).astype(np.uint8)
    assert np.array_equal(picture_for(photo, (3, 40, 40)), photo.transpose(2, 0, 1))
    assert picture_for(photo, (3, 16, 16)).shape == (3, 16, 16)
    drawn = np.full((60, 60), 250, np.uint8)
    drawn[20:40, 28:32] = 5  # dark ink on light paper
    assert picture_for(drawn, (28, 28)).max() == 255
    assert picture_for(drawn, (28, 28))[0, 0] == 0
    assert picture_for(drawn, (32, 32))[0, 0] == 0
    assert picture_for(drawn, (3, 32, 32))[:, 0, 0].tolist() == [250, 250, 250]  # colours are never inverted
    grey = in_shape(photo.transpose(2, 0, 1), (20, 20))
    assert (grey.shape, grey.dtype) == ((20, 20), np.uint8)
    assert np.array_equal(in_shape(grey, (3, 20, 20))[2], grey)
