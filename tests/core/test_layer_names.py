"""A layer's name from a file or a spec is one that the builder takes; any other is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import core
from core.blueprint import Blueprint
from core.network import LONGEST_NAME, layer_name_error
from core.trace.trace_file import TraceFileError
from core.training import TrainConfig
from core.training.checkpoint import CheckpointError, load_checkpoint
from core.training.config import ConfigError
from core.training.trainer import Trainer

GOOD = ("conv1", "Conv 1", "relu_2", "fc-last", "слой", "卷积1", "a" * LONGEST_NAME)
BAD = {
    "markup": "<img src=/dev/zero>",
    "bold": "<b>conv</b>",
    "an entity": "&lt;conv",
    "a line break": "conv\nsecond line",
    "right to left": "conv\u202e1vnoc",
    "ten thousand letters": "x" * 10_000,
    "a path": "conv1/part",
    "a quotation mark": 'a"b',
    "nothing but spaces": "   ",
    "a null": "a\0b",
}


def network(name: str) -> core.Sequential:
    rng = np.random.default_rng(0)
    layers = [("flatten", core.Flatten()), (name, core.ReLU()), ("fc", core.Linear(784, 10, rng=rng))]
    return core.Sequential(layers)


def batch() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.random((3, 1, 28, 28), dtype=np.float32), rng.integers(0, 10, 3).astype(np.uint8)


def dataset() -> core.Dataset:
    rng = np.random.default_rng(2)
    return core.Dataset(
        rng.integers(0, 255, (20, 28, 28)).astype(np.uint8), np.arange(20, dtype=np.uint8) % 10
    )


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_names_of_any_language_come_back_from_every_file(tmp_path: Path, name: str) -> None:
    made = network(name)
    core.save_weights(tmp_path / "w", made)
    assert list(core.load_weights(tmp_path / "w")[0].layers) == list(made.layers)
    core.record(made, core.CrossEntropyLoss(), *batch()).save(tmp_path / "t")
    assert name in core.Trace.load(tmp_path / "t").names
    Trainer(TrainConfig(spec=made.spec(), batch_size=5), dataset(), dataset())
    assert layer_name_error(name) == ""


def check_sentence(text: str) -> None:
    assert text.isprintable()
    assert len(text) < 500
    assert "Rename the layer" in text


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_a_name_that_could_be_read_as_something_else_is_refused_from_a_weight_file(
    tmp_path: Path, name: str
) -> None:
    core.save_weights(tmp_path / "w", network(name))
    with pytest.raises(core.WeightFileError) as caught:
        core.load_weights(tmp_path / "w")
    check_sentence(str(caught.value))


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_it_is_refused_from_a_trace(tmp_path: Path, name: str) -> None:
    core.record(network(name), core.CrossEntropyLoss(), *batch()).save(tmp_path / "t")
    with pytest.raises(TraceFileError) as caught:
        core.Trace.load(tmp_path / "t")
    check_sentence(str(caught.value))


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_it_is_refused_from_a_checkpoint(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for module in ("core.training.recipe", "core.blueprint.memory"):
            patch.setattr(f"{module}.check_layer_names", lambda _: None)
        trainer = Trainer(TrainConfig(spec=network(name).spec(), batch_size=5), dataset(), dataset())
        trainer.checkpoint().save(tmp_path / "c")
    with pytest.raises(CheckpointError) as caught:
        load_checkpoint(tmp_path / "c")
    check_sentence(str(caught.value))


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_it_is_refused_in_a_spec_and_by_the_builder(name: str) -> None:
    with pytest.raises(ConfigError, match="layer"):
        Trainer(TrainConfig(spec=network(name).spec(), batch_size=5), dataset(), dataset())
    drawn = Blueprint()
    drawn.begin(network("relu").spec(), (1, 28, 28))
    drawn.rename(1, name)
    found = drawn.check((1, 28, 28), 10)
    assert found.rows[1].argument == "name"
    assert found.rows[1].error.isprintable()
