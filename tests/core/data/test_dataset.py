"""Images, labels, and how pixels become numbers."""

import json

import numpy as np
import pytest

import core
from core.data.dataset import (
    AUGMENT,
    DROPOUT,
    INIT,
    PREPROCESSINGS,
    SHUFFLE,
    generator,
    order,
    pixel_statistics,
)


@pytest.fixture
def dataset():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (50, 6, 5)).astype(np.uint8)
    return core.Dataset(images, np.arange(50, dtype=np.uint8) % 10, "made up")


def test_a_slice_shares_memory_and_a_list_of_indices_copies(dataset):
    part = dataset[10:20]
    assert np.shares_memory(part.images, dataset.images)
    assert len(part) == 10
    assert (part.name, part.classes) == (dataset.name, dataset.classes)
    assert dataset[[3, 1]].labels.tolist() == [3, 1]
    assert dataset[np.array([], int)].images.shape == (0, 6, 5)
    assert dataset[dataset.labels == 4].labels.tolist() == [4] * 5
    with pytest.raises(TypeError, match="slice"):
        dataset[3]


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (np.zeros((2, 3, 3)), np.zeros(2, np.uint8), r"expected uint8 .*got float64 \(2, 3, 3\)"),
        (np.zeros((2, 3), np.uint8), np.zeros(2, np.uint8), r"got uint8 \(2, 3\)"),
        (np.zeros((2, 3, 3), np.uint8), np.zeros(3, np.uint8), r"expected uint8 \(2,\), got uint8 \(3,\)"),
        (np.zeros((2, 3, 3), np.uint8), np.zeros(2, int), "got int64"),
        (np.zeros((2, 3, 3), np.uint8), np.full(2, 10, np.uint8), "expected 0 to 9, got 10"),
    ],
)
def test_what_does_not_fit_together_is_refused(images, labels, message):
    with pytest.raises(ValueError, match=message):
        core.Dataset(images, labels)


@pytest.mark.parametrize("name", PREPROCESSINGS)
def test_preprocessing_scales_and_shifts_into_new_float32(dataset, name):
    made = core.Preprocessing.of(name, dataset)
    x = made(dataset.images)
    assert x.dtype == np.float32
    assert x.shape == (50, 1, 6, 5)
    assert np.allclose(x[:, 0], dataset.images * made.scale + made.shift, rtol=1e-6, atol=1e-6)
    assert core.Preprocessing.from_dict(json.loads(json.dumps(made.as_dict()))) == made
    colour = dataset.images.reshape(10, 5, 6, 5)
    assert made(colour).shape == (10, 5, 6, 5)


def test_each_preprocessing_has_its_range(dataset):
    def ends(name):
        x = core.Preprocessing.of(name, dataset)(np.array([[[0, 255]]], np.uint8))
        return x.reshape(-1).tolist()

    assert ends("unit") == [0, 1]
    assert ends("raw") == [0, 255]
    assert ends("signed") == [-1, 1]
    x = core.Preprocessing.of("standard", dataset)(dataset.images)
    assert abs(x.mean()) < 1e-5
    assert abs(x.std() - 1) < 1e-5


def test_the_statistics_of_mnist_are_the_known_ones():
    train, _ = core.mnist()
    mean, std = pixel_statistics(train.images)
    assert (round(mean / 255, 4), round(std / 255, 4)) == (0.1307, 0.3081)
    head = train.images[:1000]
    assert np.allclose(pixel_statistics(head), (head.mean(), head.std()), rtol=1e-12)


def test_preprocessing_that_makes_no_sense_is_refused(dataset):
    for name, data in (("other", dataset), ("standard", None), ("standard", dataset[:0])):
        with pytest.raises(ValueError, match="preprocessing"):
            core.Preprocessing.of(name, data)
    for items in ({}, {"name": "unit", "scale": "x", "shift": 0}, {"name": "x", "scale": np.nan, "shift": 0}):
        with pytest.raises(ValueError, match="preprocessing"):
            core.Preprocessing.from_dict(items)
    grey = core.Dataset(np.full((2, 3, 3), 7, np.uint8), np.zeros(2, np.uint8))
    assert np.all(core.Preprocessing.of("standard", grey)(grey.images) == 0)


def test_each_epoch_has_an_order_of_its_own_that_can_be_made_again():
    assert sorted(order(1000, 3, 5)) == list(range(1000))
    assert np.array_equal(order(1000, 3, 5), order(1000, 3, 5))
    assert not np.array_equal(order(1000, 3, 5), order(1000, 3, 6))
    assert not np.array_equal(order(1000, 3, 5), order(1000, 4, 5))
    assert np.array_equal(order(9, 3, 5), np.random.default_rng([3, 1, 5, 0]).permutation(9))


def test_purposes_have_streams_of_their_own():
    assert (INIT, SHUFFLE, AUGMENT, DROPOUT) == (0, 1, 2, 3)
    draws = {tuple(generator(0, purpose, 1, 2).random(3)) for purpose in (INIT, SHUFFLE, AUGMENT, DROPOUT)}
    assert len(draws) == 4
