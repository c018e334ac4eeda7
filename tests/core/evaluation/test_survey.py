"""What excites each channel: the survey against every image read one by one."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.data.dataset import Dataset, Preprocessing
from core.evaluation.survey import RANKINGS, patches, survey, surveyed

SPEC = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 4, "kernel_size": 3},
        {"name": "bn1", "type": "BatchNorm2d", "num_features": 4},
        {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
        {"name": "relu1", "type": "ReLU"},
        {"name": "drop1", "type": "Dropout", "p": 0.5},
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc2", "type": "Linear", "in_features": 64, "out_features": 6},
        {"name": "relu2", "type": "ReLU"},
        {"name": "fc3", "type": "Linear", "in_features": 6, "out_features": 3},
    ]
}


def network(seed: int = 0, spec=SPEC) -> core.Sequential:
    rng = np.random.default_rng(seed)
    made = core.Sequential.from_spec(spec, rng=rng)
    for layer in made.layers.values():
        for name, buffer in layer.buffers().items():
            setattr(layer, name, rng.uniform(0.5, 1.5, buffer.shape).astype(np.float32))
    return made


def images(count: int = 300, seed: int = 1, shape=(10, 10), classes: int = 3) -> Dataset:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (count, *shape)).astype(np.uint8)
    pixels[count // 2 :: 7] = pixels[0]  # the same image again and again: ties
    labels = rng.integers(0, classes, count).astype(np.uint8)
    return Dataset(pixels, labels, "noise", tuple("abcdefghij"[:classes]))


def by_hand(made: core.Sequential, preprocessing: Preprocessing, data: Dataset) -> dict[str, np.ndarray]:
    """Every layer's output for every image, (N, C, places), by the clear layers."""
    x, found = preprocessing(data.images), {}
    made.eval()
    for name, layer in made.layers.items():
        x = layer.forward(x)
        found[name] = x.reshape(len(x), x.shape[1], -1)
    return found


@pytest.mark.parametrize("keep", [1, 16])
def test_the_survey_is_what_reading_each_image_finds(keep):
    made, data, preprocessing = network(), images(), Preprocessing()
    found = survey(made, preprocessing, data, keep)
    assert tuple(found) == surveyed(made) == ("conv1", "bn1", "pool1", "relu1", "fc2", "relu2", "fc3")
    for name, outputs in by_hand(made, preprocessing, data).items():
        if name not in found:
            continue
        layer, peaks, least = found[name], outputs.max(axis=2), outputs.min(axis=2)
        for ranking, worth, key in (
            ("highest", peaks, -peaks),
            ("lowest", least, least),
            ("near_zero", peaks, np.abs(peaks)),
        ):
            kept = layer.ranking(ranking)
            for channel in range(outputs.shape[1]):
                best = np.sort(key[:, channel])[:keep]
                chosen = kept.images[channel]
                assert len(set(chosen.tolist())) == keep
                np.testing.assert_allclose(key[chosen, channel], best, rtol=1e-4, atol=1e-5)
                np.testing.assert_allclose(kept.values[channel], worth[chosen, channel], rtol=1e-4, atol=1e-5)
                at = outputs[chosen, channel, kept.places[channel]]
                np.testing.assert_allclose(at, worth[chosen, channel], rtol=1e-4, atol=1e-5)
        for label in range(3):
            mean = peaks[data.labels == label].mean(axis=0)
            np.testing.assert_allclose(layer.by_class[:, label], mean, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(layer.peak, peaks.max(axis=0), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(layer.active, (peaks > 0).mean(axis=0), atol=2 / 300)
        assert layer.shape[0] == outputs.shape[1]


def whole_numbers() -> core.Sequential:
    """Sums of whole numbers: exact in any order, so ties are ties."""
    made = network(
        spec={
            "layers": [
                {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 2, "kernel_size": 2},
                {"name": "relu1", "type": "ReLU"},
            ]
        }
    )
    weight, bias = made.named_parameters().values()
    weight.data = np.array([[[[1, -1], [2, 0]]], [[[-3, 1], [1, -1]]]], np.float32)
    bias.data = np.array([-2, 1], np.float32)
    return made


def test_of_equal_values_the_lower_image_comes_first_and_the_first_place():
    made, preprocessing = whole_numbers(), Preprocessing.of("raw")
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 3, (500, 5, 5)).astype(np.uint8)  # few values: ties everywhere
    data = Dataset(pixels, np.zeros(500, np.uint8), "few", ("a",))
    found = survey(made, preprocessing, data)
    for name, outputs in by_hand(made, preprocessing, data).items():
        peaks, least = outputs.max(axis=2), outputs.min(axis=2)
        for ranking, worth, key in (
            ("highest", peaks, -peaks),
            ("lowest", least, least),
            ("near_zero", peaks, np.abs(peaks)),
        ):
            kept = found[name].ranking(ranking)
            for channel in range(2):
                order = np.argsort(key[:, channel], kind="stable")[:16]
                assert kept.images[channel].tolist() == order.tolist()
                assert np.array_equal(kept.values[channel], worth[order, channel])
                first = (outputs[order, channel] == worth[order, channel, None]).argmax(axis=1)
                assert kept.places[channel].tolist() == first.tolist()


def test_a_silent_channel_is_told_as_silent():
    made = whole_numbers()
    made.named_parameters()["conv1.bias"].data = np.array([-1e6, 1], np.float32)
    found = survey(made, Preprocessing(), images())["relu1"]
    assert found.active[0] == 0
    assert found.peak[0] == 0
    assert found.highest.images[0].tolist() == list(range(16))
    assert found.active[1] > 0


def test_fewer_images_than_are_kept_and_classes_without_images():
    data = images(5, classes=3)
    data = Dataset(data.images, np.zeros(5, np.uint8), "five", data.classes)
    found = survey(network(), Preprocessing(), data)["fc3"]
    assert sorted(found.highest.images[0][:5].tolist()) == list(range(5))
    assert (found.highest.images[:, 5:] == -1).all()
    assert np.isnan(found.highest.values[:, 5:]).all()
    assert np.isnan(found.by_class[:, 1:]).all()


def test_numbers_that_ran_away_are_not_ranked():
    made = network()
    made.named_parameters()["conv1.weight"].data[2] = np.nan
    found = survey(made, Preprocessing(), images())["conv1"]
    assert (found.highest.images[2] == -1).all()
    assert np.isnan(found.peak[2])
    assert (found.highest.images[1] >= 0).all()


def test_a_network_of_one_layer_and_images_in_colour():
    spec = {
        "layers": [{"name": "conv1", "type": "Conv2d", "in_channels": 3, "out_channels": 2, "kernel_size": 3}]
    }
    found = survey(network(spec=spec), Preprocessing(), images(40, shape=(3, 6, 7)))
    assert found["conv1"].shape == (2, 4, 5)
    assert found["conv1"].highest.places.max() < 20


def test_the_network_is_left_as_it_was():
    made = network().train()
    drop = made.layers["drop1"]
    kept = {k: a.tobytes() for k, a in made.state_dict().items()}, repr(drop.rng.bit_generator.state)
    survey(made, Preprocessing(), images(70))
    assert (
        {k: a.tobytes() for k, a in made.state_dict().items()},
        repr(drop.rng.bit_generator.state),
    ) == kept
    assert drop.training


def test_progress_is_told_and_can_call_it_off():
    told = []
    survey(network(), Preprocessing(), images(), report=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert len(told) == 5

    def stop(fraction: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        survey(network(), Preprocessing(), images(), report=stop)


def test_what_cannot_be_surveyed_is_refused():
    with pytest.raises(ValueError, match="keep"):
        survey(network(), Preprocessing(), images(), keep=0)
    with pytest.raises(ValueError, match="no images"):
        survey(network(), Preprocessing(), images()[:0])
    with pytest.raises(ValueError, match="ranking"):
        survey(network(), Preprocessing(), images(3))["fc3"].ranking("best")
    assert RANKINGS == ("highest", "lowest", "near_zero")


def test_patches_beyond_the_border_are_black():
    pixels = np.arange(1, 26, dtype=np.uint8).reshape(1, 5, 5)
    cut = patches(pixels, np.array([0, -1]), np.array([[-1, 3], [0, 0]]), (3, 3))
    assert cut[0].tolist() == [[0, 0, 0], [4, 5, 0], [9, 10, 0]]
    assert not cut[1].any()
    colour = patches(np.stack([pixels, pixels], axis=1), np.array([0]), np.array([[2, 2]]), (2, 2))
    assert colour.shape == (1, 2, 2, 2)
