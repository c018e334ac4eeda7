"""What a survey becomes on the sheet: blocks, patches, means and kernels, for networks of every kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import core
from cnnviz.features.channels.about import AboutChannel, kernels_of
from cnnviz.features.channels.entries import ExcitingImages, entry, looks_at
from cnnviz.features.channels.looking import blocks, look
from core.data.dataset import Dataset, Preprocessing
from core.training import NetworkCopy

MLP = [
    {"name": "flatten", "type": "Flatten"},
    {"name": "fc1", "type": "Linear", "in_features": 64, "out_features": 20},
    {"name": "sigmoid1", "type": "Sigmoid"},
    {"name": "fc2", "type": "Linear", "in_features": 20, "out_features": 3},
]
COLOUR = [
    {"name": "bn0", "type": "BatchNorm2d", "num_features": 3},
    {"name": "conv1", "type": "Conv2d", "in_channels": 3, "out_channels": 4, "kernel_size": 3, "padding": 1},
    {"name": "relu1", "type": "ReLU"},
    {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
    {"name": "flatten", "type": "Flatten"},
    {"name": "relu2", "type": "ReLU"},
    {"name": "fc2", "type": "Linear", "in_features": 64, "out_features": 3},
]


def copy_of(layers: list[dict[str, Any]], shape: tuple[int, ...], count: int = 40) -> NetworkCopy:
    rng = np.random.default_rng(0)
    network = core.Sequential.from_spec({"layers": layers}, rng=rng)
    images = rng.integers(0, 256, (count, *shape)).astype(np.uint8)
    data = Dataset(images, (np.arange(count) % 3).astype(np.uint8), "noise", ("ant", "bee", "cat"))
    return NetworkCopy(network.spec(), network.state_dict(), Preprocessing(), 7, 1, data, data)


def test_blocks_begin_at_layers_with_weights() -> None:
    cut = blocks(copy_of(COLOUR, (3, 8, 8)))
    assert [(each.name, each.layers) for each in cut] == [
        ("bn0", ("bn0",)),
        ("conv1", ("conv1", "relu1", "pool1", "relu2")),
        ("fc2", ("fc2",)),
    ]
    assert [each.name for each in blocks(copy_of(MLP, (8, 8)))] == ["fc1", "fc2"]


def test_units_of_an_mlp_look_at_the_whole_image(qtbot: Any) -> None:
    found = look(copy_of(MLP, (8, 8)), lambda _: None)
    assert found.patch_size("fc1") == (8, 8)
    ranking = found.layers["fc1"].highest
    cut = found.patches("fc1", 4, ranking)
    assert np.array_equal(cut, found.copy.test.images[ranking.images[4]])
    assert np.abs(found.means["fc1"][4] - cut.mean(axis=0)).max() <= 0.5
    kernels, count = kernels_of(found, "fc1", 4)
    assert count == 1
    assert np.array_equal(kernels[0], found.copy.state["fc1.weight"][4].reshape(8, 8))
    assert "whole image" in looks_at(found, "fc1")
    assert "whole image" in entry(found, "fc1", 4, ranking, 0)
    _shown(qtbot, found, "fc1", "fc1", 4)


def test_colour_images_give_patches_in_colour(qtbot: Any) -> None:
    found = look(copy_of(COLOUR, (3, 8, 8)), lambda _: None)
    assert found.means["conv1"].shape == (4, 3, 3, 3)
    assert found.patch_size("pool1") == (4, 4)
    kernels, count = kernels_of(found, "conv1", 2)
    assert count == 3
    assert np.array_equal(kernels, found.copy.state["conv1.weight"][2])
    assert kernels_of(found, "bn0", 1) == (pytest.approx(np.empty((0, 1, 1))), 0)
    _shown(qtbot, found, "conv1", "pool1", 1)


def test_each_unit_of_a_flattened_map_looks_at_its_own_place() -> None:
    found = look(copy_of(COLOUR, (3, 8, 8)), lambda _: None)
    assert found.box("relu2", 0, 0) == (0, 0, 3, 3)
    assert found.box("relu2", 15, 0) == (5, 5, 8, 8)
    assert found.box("relu2", 31, 0) == found.box("relu2", 15, 0)


def test_with_few_images_there_are_as_many_entries(qtbot: Any) -> None:
    found = look(copy_of(MLP, (8, 8), count=5), lambda _: None)
    view = _shown(qtbot, found, "fc1", "sigmoid1", 0)
    assert view.count() == 5


def test_progress_reaches_the_end() -> None:
    told: list[float] = []
    look(copy_of(MLP, (8, 8)), told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


def _shown(qtbot: Any, found: Any, block: str, layer: str, channel: int) -> ExcitingImages:
    """Both views painted, so that no size and no shape is too much for them."""
    about, entries = AboutChannel("about"), ExcitingImages("entries")
    for view in (about, entries):
        qtbot.addWidget(view)
        view.resize(704, 420)
    about.show_channel(found, block, layer, channel)
    entries.show_channel(found, layer, channel, found.layers[layer].highest)
    assert not about.grab().isNull()
    assert not entries.grab().isNull()
    assert about.sentence()
    return entries
