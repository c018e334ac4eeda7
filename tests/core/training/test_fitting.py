"""A network from a file and images that it wasn't made for: kept where they go together, else refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import ConfigError, TrainConfig, Trainer

CONFIG = TrainConfig(preset="lenet5", batch_size=8)


def images(labels: list[int], classes: tuple[str, ...]) -> Dataset:
    rng = np.random.default_rng(len(labels))
    pixels = rng.integers(0, 255, (len(labels), 28, 28)).astype(np.uint8)
    return Dataset(pixels, np.array(labels, np.uint8), "mine", classes)


DIGITS = images(list(range(10)) * 2, tuple("0123456789"))
SOME = images([0, 1, 1, 0, 1, 0, 0, 1], ("3", "7"))
PETS = images([0, 1] * 4, ("cat", "dog"))
MANY = images(list(range(12)), tuple("abcdefghijkl"))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    trainer = Trainer(CONFIG, DIGITS, DIGITS)
    trainer.step()
    trainer.save(tmp_path / "mine.safetensors")
    return tmp_path / "mine.safetensors"


def test_labels_are_counted_as_other_classes_by_their_names() -> None:
    counted = SOME.counted_as("0123456789")
    assert counted.labels.tolist() == [3, 7, 7, 3, 7, 3, 3, 7]
    assert counted.classes == tuple("0123456789")
    assert counted.images is SOME.images
    with pytest.raises(ValueError, match="cat, dog: not among the classes 0, 1"):
        PETS.counted_as(("0", "1"))


def test_weights_and_images_meet_in_the_same_run_in_either_order(weights: Path) -> None:
    one, other = Trainer(CONFIG, DIGITS, DIGITS), Trainer(CONFIG, DIGITS, DIGITS)
    one.load(weights)
    assert one.replace_data(SOME, SOME)
    assert not other.replace_data(SOME, SOME)
    other.load(weights)
    for trainer in (one, other):
        assert trainer.source == "mine.safetensors"
        assert trainer.train.labels.tolist() == [3, 7, 7, 3, 7, 3, 3, 7]
    assert one.fingerprint == other.fingerprint
    ours, theirs = one.network.state_dict(), other.network.state_dict()
    assert all(np.array_equal(array, theirs[name]) for name, array in ours.items())
    assert one.evaluate() == other.evaluate()


def test_what_does_not_go_together_is_refused_with_both_numbers_and_nothing_changes(weights: Path) -> None:
    for data, words in ((PETS, "10 outputs .* 2 classes .cat, dog"), (MANY, "10 outputs .* 12 classes")):
        trainer = Trainer(CONFIG, data, data)
        before = trainer.network
        with pytest.raises(ConfigError, match=words):
            trainer.load(weights)
        assert trainer.network is before
        assert trainer.images == (data, data)


def test_images_that_the_network_does_not_take_begin_a_new_one(weights: Path) -> None:
    trainer = Trainer(CONFIG, DIGITS, DIGITS)
    trainer.load(weights)
    assert not trainer.replace_data(PETS, PETS)
    assert trainer.source == ""
    assert trainer.network.state_dict()["fc5.weight"].shape[0] == 2


def test_a_run_on_recounted_images_goes_on_from_the_images_as_they_are_read(weights: Path) -> None:
    first = Trainer(CONFIG, DIGITS, DIGITS)
    first.load(weights)
    first.replace_data(SOME, SOME)
    first.step()
    kept = first.checkpoint()
    second = Trainer(CONFIG, SOME, SOME)
    second.resume(kept)
    assert second.train.labels.tolist() == [3, 7, 7, 3, 7, 3, 3, 7]
    assert second.source == "mine.safetensors"
    first.step()
    second.step()
    ours, theirs = first.network.state_dict(), second.network.state_dict()
    assert all(np.array_equal(array, theirs[name]) for name, array in ours.items())


@pytest.mark.parametrize("preset", ["lenet5-bn", "lenet5-1998", "activation-tanh", "published-mlp"])
def test_a_network_is_called_by_its_preset_whatever_was_there_before(tmp_path: Path, preset: str) -> None:
    trainer = Trainer(TrainConfig.from_preset(preset), DIGITS, DIGITS)
    trainer.save(tmp_path / "a.safetensors")
    other = Trainer(CONFIG, DIGITS, DIGITS)
    other.load(tmp_path / "a.safetensors")
    assert (other.config.preset, other.config.spec) == (preset, None)
    own = Trainer(replace(CONFIG, spec=Trainer(CONFIG, DIGITS, DIGITS).network.spec()), DIGITS, DIGITS)
    own.save(tmp_path / "b.safetensors")
    other.load(tmp_path / "b.safetensors")
    assert (other.config.preset, other.config.spec) == ("lenet5", None)


@pytest.mark.parametrize("preset", ["lenet5-bn", "vgg", "published-mlp"])
@pytest.mark.parametrize(("shape", "classes"), [((3, 32, 32), 10), ((12, 12), 3), ((28, 28), 2)])
def test_a_presets_network_fitted_to_images_is_called_by_it(
    tmp_path: Path, preset: str, shape: tuple[int, ...], classes: int
) -> None:
    labels = np.arange(20, dtype=np.uint8) % classes
    data = Dataset(np.zeros((20, *shape), np.uint8), labels, "own", tuple("abcdefghij"[:classes]))
    Trainer(TrainConfig.from_preset(preset), data, data).save(tmp_path / "a.safetensors")
    other = Trainer(replace(CONFIG, preset="lenet5"), data, data)
    other.load(tmp_path / "a.safetensors")
    assert (other.config.preset, other.config.spec) == (preset, None)


def test_a_loaded_network_brings_the_recipe_of_its_preset(tmp_path: Path) -> None:
    Trainer(TrainConfig.from_preset("lenet5-bn"), DIGITS, DIGITS).save(tmp_path / "w")
    before = TrainConfig.from_preset("published-mlp", seed=3)
    trainer = Trainer(before, DIGITS, DIGITS)
    trainer.load(tmp_path / "w")
    assert trainer.config == TrainConfig.from_preset("lenet5-bn", seed=3)
    fresh = Trainer(trainer.config, DIGITS, DIGITS)
    assert (trainer.lr, trainer.momentum) == (fresh.lr, fresh.momentum)


def test_a_loaded_network_of_the_same_preset_keeps_the_settings(tmp_path: Path) -> None:
    own = TrainConfig.from_preset("lenet5-bn", lr=0.01, batch_size=8)
    trainer = Trainer(own, DIGITS, DIGITS)
    trainer.save(tmp_path / "w")
    trainer.load(tmp_path / "w")
    assert trainer.config == own
