"""Receptive fields: a pixel outside changes nothing, a pixel inside changes something."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core import (
    AvgPool2d,
    BatchNorm2d,
    Conv2d,
    Dropout,
    Flatten,
    LeakyReLU,
    Linear,
    MaxPool2d,
    ReLU,
    Sequential,
    Softmax,
    receptive_field,
)


def random_network(seed: int) -> tuple[Sequential, tuple[int, int, int]]:
    """Up to five layers with odd kernels, strides, paddings and gaps; every weight is above 0."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 3)), int(rng.integers(7, 15)), int(rng.integers(7, 15)))
    layers: list[tuple[str, core.Layer]] = []
    now = shape
    for number in range(int(rng.integers(1, 6))):
        kernel = tuple(int(k) for k in rng.integers(1, 4, 2))
        stride = tuple(int(s) for s in rng.integers(1, 4, 2))
        padding = tuple(int(rng.integers(0, k // 2 + 1)) for k in kernel)
        kind = int(rng.integers(0, 6))
        if kind == 0:
            layer: core.Layer = Conv2d(
                now[0], 2, kernel, stride, tuple(int(p) for p in rng.integers(0, 4, 2)), rng=rng
            )
        elif kind == 1:
            layer = Conv2d(now[0], 2, kernel, 1, "same", rng=rng)
        elif kind == 2:
            layer = MaxPool2d(kernel, stride, padding)
        elif kind == 3:
            layer = AvgPool2d(kernel, stride, padding)
        elif kind == 4:
            layer = BatchNorm2d(now[0])
        else:
            layer = LeakyReLU()
        try:
            after = layer.output_shape(now)
        except ValueError:
            continue
        if min(after) < 1:
            continue
        layers.append((f"layer{number}", layer))
        now = after
    if rng.random() < 0.4:
        layers += [("flatten", Flatten()), ("relu", ReLU())]
        if rng.random() < 0.5:
            layers.append(("fc", Linear(int(np.prod(now)), 3, rng=rng)))
    network = Sequential(layers or [("relu", ReLU())]).astype(np.float64).eval()
    for parameter in network.named_parameters().values():
        parameter.data = np.abs(parameter.data) + 0.1
    return network, shape


@pytest.mark.every(3)
@pytest.mark.parametrize("seed", range(100))
def test_a_place_changes_with_the_pixels_of_its_field_and_no_others(seed):
    network, shape = random_network(seed)
    fields = receptive_field(network, shape)
    base = np.zeros((1, *shape))
    outputs, x = {}, base
    for name, layer in network.layers.items():
        x = outputs[name] = layer.forward(x)
    # all pixels at once, each in an image of its own; large enough to win every pooling
    nudged = np.zeros((shape[1] * shape[2], *shape))
    rows, columns = np.divmod(np.arange(len(nudged)), shape[2])
    nudged[np.arange(len(nudged)), :, rows, columns] = 1e6
    x = nudged
    for name, layer in network.layers.items():
        x = layer.forward(x)
        changed = (np.abs(x - outputs[name]) > 1e-6).reshape(len(x), x.shape[1], -1)
        field = fields[name]
        if changed.shape[2] == 1 and x.ndim == 2:
            # units: of a flattened map each has its place, else each sees what any of them sees
            for unit in range(x.shape[1]):
                seen = changed[:, unit, 0].reshape(shape[1:])
                assert np.array_equal(seen, field.mask(unit)), (name, unit)
            continue
        assert field.places == changed.shape[2]
        for place in range(field.places):
            seen = changed[:, :, place].any(axis=1).reshape(shape[1:])
            assert np.array_equal(seen, field.mask(place)), (name, place)


def test_the_fields_of_lenet():
    network = core.lenet5(np.random.default_rng(0))
    fields = receptive_field(network, (1, 28, 28))
    names = list(network.layers)
    first = names[0]
    assert fields[first].size == (5, 5)
    assert fields[first].stride == (1, 1)
    assert fields[names[-1]].whole
    assert fields[names[-1]].size is None
    pooled = {layer.size for layer in fields.values() if layer.size}
    assert (6, 6) in pooled
    assert (16, 16) in pooled


def test_boxes_are_clipped_and_offsets_are_not():
    network = Sequential([("conv", Conv2d(1, 1, 5, 1, 2)), ("pool", MaxPool2d(2))])
    field = receptive_field(network, (1, 8, 8))["pool"]
    assert (field.size, field.stride, field.offset) == ((6, 6), (2, 2), (-2, -2))
    assert field.box(0) == (0, 0, 4, 4)
    assert field.box(field.places - 1) == (4, 4, 8, 8)
    assert field.mask(5).sum() == 36


def test_a_softmax_over_rows_mixes_them():
    network = Sequential([("conv", Conv2d(1, 1, 3)), ("softmax", Softmax(2))])
    field = receptive_field(network, (1, 6, 6))["softmax"]
    assert field.box(0) == (0, 0, 6, 3)


def test_elementwise_layers_see_one_pixel_and_shapes_are_checked():
    fields = receptive_field(Sequential([("drop", Dropout()), ("relu", ReLU())]), (3, 4, 5))
    assert fields["relu"].box(7) == (1, 2, 2, 3)
    assert not fields["relu"].whole
    with pytest.raises(ValueError, match="input_shape"):
        receptive_field(Sequential([("relu", ReLU())]), (4,))
    with pytest.raises(ValueError, match="conv"):
        receptive_field(Sequential([("conv", Conv2d(2, 1, 3))]), (1, 6, 6))
