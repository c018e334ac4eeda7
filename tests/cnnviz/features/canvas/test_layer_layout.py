"""One layer alone stands on the canvas whole: nothing overlaps, nothing is cut off, maps are large."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cnnviz.features.canvas.geometry import MAPS
from cnnviz.features.canvas.layer_layout import layer_view, operation
from cnnviz.features.canvas.layout import CanvasChoice

SIZES = [(932, 556), (1252, 556), (1260, 724)]


def measure(text: str, bold: bool) -> int:
    return round((7.0 if bold else 6.3) * len(text))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["lenet", "mlp", "deep"])
def test_nothing_overlaps_and_nothing_is_cut_off(networks, name, size) -> None:
    cut = networks[name]
    for layer in [layer for block in cut for layer in block.layers][1:]:
        for stepping in (False, True):
            made = layer_view(cut, *size, CanvasChoice(operation=layer.name, pair=(1, 2)), stepping, measure)
            assert made.width <= size[0], layer.name
            for column in made.columns:
                for tile in column.tiles:
                    assert made.lane_a.y <= tile.rect.y, (layer.name, column.ident)
                    assert tile.rect.bottom <= made.lane_a.bottom, (layer.name, column.ident)
            for lane in "ab":
                own = sorted((c for c in made.columns if lane in c.lanes), key=lambda c: c.rect.x)
                for left, right in pairwise(own):
                    ends = max((t.rect.right for t in left.tiles), default=left.rect.right)
                    assert ends <= right.rect.x, (layer.name, left.ident, right.ident)


@pytest.mark.parametrize("size", SIZES)
def test_the_pair_is_at_least_64_pixels(lenet, size) -> None:
    for name in ("conv1", "pool1", "bn1", "relu1", "conv2", "pool2"):
        made = layer_view(lenet, *size, CanvasChoice(operation=name), True, measure)
        for column in made.columns:
            if column.part in ("in", "out", "part", "share") and column.kind == MAPS:
                assert column.tiles[0].rect.h >= 64, (name, column.ident)


def test_a_layer_without_weights_pairs_a_channel_with_itself(lenet) -> None:
    op = operation(lenet, CanvasChoice(operation="pool2", pair=(3, 9)))
    assert (op.taken, op.made) == (9, 9)
    assert op.before.name == "conv2"
    op = operation(lenet, CanvasChoice(operation="conv2", pair=(99, 99)))
    assert (op.taken, op.made) == (5, 15)
    assert operation(lenet, CanvasChoice(focus=2)).layer.name == "conv2"
