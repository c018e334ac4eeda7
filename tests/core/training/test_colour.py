"""A run on colour pictures: it trains, records, explains every kind of number exactly, evaluates and
resumes.
"""

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.training import TrainConfig, Trainer


@pytest.fixture(scope="module")
def coloured():
    """Ten classes of 32x32 pictures that only place and colour together tell apart."""

    def made(count, seed):
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 10, count)
        images = rng.integers(0, 70, (count, 3, 32, 32)).astype(np.uint8)
        for image, label in zip(images, labels, strict=True):
            row, channel = 4 + 12 * (label % 2), label // 2
            lit = [(0,), (1,), (2,), (0, 1), (1, 2)][channel]
            for each in lit:
                image[each, row : row + 8, 6:26] = 220
        return Dataset(images, labels.astype(np.uint8), "coloured")

    return made(400, 0), made(100, 1)


def config(preset, **changes):
    return TrainConfig.from_preset(preset, batch_size=40, epochs=4, **changes)


@pytest.mark.slow
def test_a_colour_run_learns(coloured):
    trainer = Trainer(config("vgg"), *coloured)
    for _ in range(40):
        trainer.step()
    assert trainer.evaluate().accuracy > 0.9


def test_a_colour_run_goes_on_bit_for_bit(coloured):
    asked = config("lenet5-bn", augmentation={"shift": 1, "shear": 0.05, "rotation": 3.0, "noise": 0.02})
    trainer, other = Trainer(asked, *coloured), Trainer(asked, *coloured)
    for _ in range(8):
        trainer.step()
    other.resume(trainer.checkpoint())
    for _ in range(4):
        trainer.step()
        other.step()
    after = other.network.state_dict()
    assert all(np.array_equal(array, after[name]) for name, array in trainer.network.state_dict().items())


@pytest.mark.slow
def test_any_number_of_a_colour_run_is_explained_exactly(coloured):
    trainer = Trainer(config("cifar", augmentation=None), coloured[0][:80], coloured[1])
    trace = trainer.record()
    rng = np.random.default_rng(0)
    for layer, quantity in (
        ("conv1", "output"), ("conv1", "weight.grad"), ("conv1", "grad_input"), ("conv1", "weight.after"),
        ("bn1", "grad_input"), ("pool2", "grad_input"), ("conv4", "weight.grad"), ("fc5", "weight.grad"),
        ("fc6", "output"), ("loss", "grad_input"),
    ):  # fmt: skip
        shape = np.shape(array_of(trace, layer, quantity))
        for _ in range(3):
            cell = core.Cell(layer, quantity, tuple(int(rng.integers(n)) for n in shape))
            found = core.explain(trace, cell)
            assert found.value == trace.at(cell)
            assert found.total == pytest.approx(found.value, rel=1e-4, abs=1e-5)
    pixel = core.Cell("conv1", "output", (0, 0, 9, 9))
    channels = {
        cell.index[1] for cell, _ in core.explain(trace, pixel).leaves if cell and cell.quantity == "input"
    }
    assert channels == {0, 1, 2}


def array_of(trace, layer, quantity):
    record = trace[layer]
    name, _, what = quantity.partition(".")
    if what:
        return {"grad": record.grads, "after": record.after}[what][name]
    return getattr(record, quantity)


def test_the_saved_weights_say_what_their_classes_are(coloured, tmp_path):
    trainer = Trainer(config("lenet5-bn"), *coloured)
    trainer.step()
    trainer.save(tmp_path / "w.safetensors")
    network, about = core.load_weights(tmp_path / "w.safetensors")
    assert about["classes"] == list("0123456789")
    assert about["data"]["sha256"] == trainer.fingerprint["sha256"]
    assert list(network.shapes((3, 32, 32)).values())[-1] == (10,)
