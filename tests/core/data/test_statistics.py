"""Every number of a dataset's statistics, computed again in the plainest way."""

import numpy as np
import pytest

import core
from core.data import statistics as module
from core.data.statistics import statistics


def made(shape=(300, 5, 4), classes=4, seed=0):
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, shape).astype(np.uint8) * rng.integers(0, 2, shape).astype(np.uint8)
    labels = rng.integers(0, classes - 1, shape[0]).astype(np.uint8)  # the last class stays empty
    return core.Dataset(images, labels, "made", tuple(map(str, range(classes))))


def agrees(summary, images):
    x = images / 255
    assert summary.count == len(images)
    assert summary.mean == pytest.approx(x.mean(), rel=1e-12)
    assert summary.std == pytest.approx(x.std(), rel=1e-12)
    assert summary.mean_image == pytest.approx(x.mean(axis=0), rel=1e-12)
    assert summary.std_image == pytest.approx(x.std(axis=0), rel=1e-9, abs=1e-12)
    assert np.array_equal(summary.histogram, np.bincount(images.reshape(-1), minlength=256))
    assert summary.zeros == (images == 0).mean()


@pytest.mark.parametrize("shape", [(300, 5, 4), (1, 3, 3), (60, 3, 4, 5)])
def test_the_numbers_of_all_images_are_those_of_a_plain_computation(shape):
    dataset = made(shape)
    agrees(statistics(dataset).of(), dataset.images)


@pytest.mark.parametrize("classes", [(0,), (1, 2), (2, 2, 0), (0, 3)])
def test_the_numbers_of_some_classes_are_those_of_their_images_alone(classes):
    dataset = made()
    agrees(statistics(dataset).of(classes), dataset.images[np.isin(dataset.labels, classes)])


def test_a_class_without_images_has_no_mean():
    found = statistics(made()).of([3])
    assert (found.count, found.mean_image, found.std_image) == (0, None, None)
    assert np.isnan(found.mean)
    assert np.isnan(statistics(made()).ink[3])
    empty = core.Dataset(np.empty((0, 2, 2), np.uint8), np.empty(0, np.uint8))
    assert statistics(empty).of().count == 0


def test_counts_and_ink_are_those_of_each_class():
    dataset = made()
    found = statistics(dataset)
    for label in range(3):
        images = dataset.images[dataset.labels == label]
        assert found.counts[label] == len(images)
        assert found.ink[label] == pytest.approx(images.mean() / 255, rel=1e-12)


def test_a_pixel_that_never_changes_has_no_spread_at_all():
    images = np.full((1000, 2, 2), 253, np.uint8)
    images[::3, 0, 0] = 7
    spread = statistics(core.Dataset(images, np.zeros(1000, np.uint8))).of().std_image
    assert (spread.reshape(-1)[1:] == 0).all()
    assert spread[0, 0] == pytest.approx((images[:, 0, 0] / 255).std(), rel=1e-12)


def test_images_too_large_for_sums_of_each_class_are_summed_over_all(monkeypatch):
    monkeypatch.setattr(module, "MOST", 79)  # 4 classes of 20 pixels are 80 sums
    dataset = made()
    found = statistics(dataset)
    agrees(found.of(), dataset.images)
    agrees(found.of([0, 1, 2, 3]), dataset.images)
    alone = found.of([1])
    assert alone.mean_image is None
    assert alone.mean == pytest.approx(dataset.images[dataset.labels == 1].mean() / 255)


def test_the_mean_and_spread_of_mnist_are_the_well_known_ones():
    test = core.mnist()[1]
    found = statistics(test).of()
    assert (round(found.mean, 4), round(found.std, 4)) == (0.1325, 0.3105)
    agrees(found, test.images)


def test_the_part_done_is_told_and_telling_may_end_it():
    told = []
    statistics(made(), told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        statistics(made(), stop)
