"""A small network, files of it with anything in them, and what a refusal must look like."""

import os

import numpy as np
import pytest
import safetensors
import safetensors.numpy

import core
from core.files.atomic import one_line
from core.files.metadata import unwrapped
from core.files.tensorfile import pack
from core.weights.weight_files import digest


def _small(dtype=np.float32):
    layers = [
        ("conv1", core.Conv2d(1, 2, (3, 2), rng=np.random.default_rng(0))),
        ("bn1", core.BatchNorm2d(2)),
        ("relu1", core.ReLU()),
        ("flatten", core.Flatten()),
        ("fc2", core.Linear(12, 4, bias=False, rng=np.random.default_rng(1))),
    ]
    network = core.Sequential(layers)
    network.layers["bn1"].running_mean += 0.25
    return network.astype(dtype)


def _same(a, b):
    return list(a) == list(b) and all(
        x.dtype == y.dtype and x.shape == y.shape and x.tobytes() == y.tobytes()
        for x, y in zip(a.values(), b.values(), strict=True)
    )


def _remade(path, tensors=None, resigned=True, **metadata):
    with safetensors.safe_open(path, "np") as file:
        items = unwrapped(file.metadata()) | metadata
    tensors = safetensors.numpy.load_file(path) if tensors is None else tensors
    items = {name: text for name, text in items.items() if text is not None}
    if resigned:
        items["sha256"] = digest(items, tensors)
    path.write_bytes(pack(tensors, items))
    return path


def _refusal(path):
    with pytest.raises(core.WeightFileError) as caught:
        core.load_weights(path)
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    assert text.startswith(one_line(os.fspath(path)))
    assert caught.value.reason
    assert caught.value.advice
    return text


@pytest.fixture
def small():
    """Makes a network with a bit of everything that has weights; 70 numbers."""
    return _small


@pytest.fixture
def same():
    """Tells whether two state dicts are the same to the last bit."""
    return _same


@pytest.fixture
def saved(tmp_path):
    """A file of the small network."""
    path = tmp_path / "small.safetensors"
    core.save_weights(path, _small(), preset="tiny", step=7)
    return path


@pytest.fixture
def remade():
    """Writes a file again with other tensors or metadata, its digest right again unless told otherwise."""
    return _remade


@pytest.fixture
def refusal():
    """Loads a file that must be refused, and returns the sentence that says why."""
    return _refusal
