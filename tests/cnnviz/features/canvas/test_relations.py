"""A weight under the mouse shows the input that it is multiplied with and the output that it adds to."""

from __future__ import annotations

import pytest

from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.geometry import CanvasColumn, Tile
from cnnviz.features.canvas.hits import find
from cnnviz.features.canvas.layout import CanvasChoice, CanvasLayout, overview
from cnnviz.features.canvas.outlines import related

LARGE = 1260, 756


@pytest.fixture
def layout(lenet: tuple[CanvasBlock, ...]) -> CanvasLayout:
    return overview(lenet, *LARGE, CanvasChoice(channels={2: 5}))


def relations(
    layout: CanvasLayout, column: CanvasColumn | None, tile: Tile, row: int, col: int
) -> list[tuple[int, ...]]:
    """The indices of what is related to a cell, as found again under the middle of each rectangle."""
    assert column is not None
    cell = tile.cell_rect(row, col)
    hit = find(layout, cell.x + cell.w // 2, cell.y + cell.h // 2)
    assert hit is not None
    found = []
    for rect in related(layout, hit):
        there = find(layout, rect.x + rect.w // 2, rect.y + rect.h // 2)
        assert there is not None
        found.append((there.column.block, *there.index))
    return found


def test_a_kernel_belongs_to_its_input_map_and_its_output_map(layout: CanvasLayout) -> None:
    gutter = layout.gutter_of(2)
    assert gutter is not None
    (before, output) = relations(layout, gutter, gutter.tiles[3], 2, 2)
    assert before[:2] == (1, 3)
    assert output[:2] == (2, 5)


def test_a_matrix_weight_belongs_to_one_input_and_one_output(layout: CanvasLayout) -> None:
    gutter = layout.gutter_of(4)
    assert gutter is not None
    assert relations(layout, gutter, gutter.tiles[0], 40, 71) == [(3, 71, 0, 0), (4, 40)]


def test_a_strips_weight_belongs_to_its_class(layout: CanvasLayout) -> None:
    gutter = layout.gutter_of(5)
    assert gutter is not None
    assert relations(layout, gutter, gutter.tiles[7], 0, 33) == [(4, 33), (5, 7)]


def test_a_class_belongs_to_its_strip(layout: CanvasLayout) -> None:
    row = layout.rows[6]
    hit = find(layout, row.x + 4, row.y + 4)
    assert hit is not None
    gutter = layout.gutter_of(5)
    assert gutter is not None
    assert related(layout, hit) == [gutter.tiles[6].rect]


def test_a_folded_weight_belongs_to_its_pixel(mlp: tuple[CanvasBlock, ...]) -> None:
    layout = overview(mlp, *LARGE, CanvasChoice())
    gutter = layout.gutter_of(1)
    assert gutter is not None
    assert relations(layout, gutter, gutter.tiles[2], 4, 9) == [(0, 0, 4, 9), (1, 2)]


def test_a_flattened_map_is_found_cell_by_cell(networks: dict[str, tuple[CanvasBlock, ...]]) -> None:
    layout = overview(networks["deep"], 1580, 836, CanvasChoice(focus=9))
    gutter = layout.gutter_of(9)
    assert gutter is not None
    assert relations(layout, gutter, gutter.tiles[2], 0, 10) == [(8, 1, 0, 1), (9, 2)]
