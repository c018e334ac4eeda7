"""The layout in numbers: twins, nothing outside and nothing on top of another, sizes that can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.geometry import (
    FOLDED,
    KERNELS,
    LINK,
    MAPS,
    MATRIX,
    OUTPUT,
    SPINE,
    STRIPS,
    VECTOR,
    Rect,
    ShownRange,
    page,
)
from cnnviz.features.canvas.heads import group_head
from cnnviz.features.canvas.hits import BACK, CELL, CHIP, FORTH, ROW, find
from cnnviz.features.canvas.layout import CanvasChoice, CanvasLayout, overview
from cnnviz.features.canvas.scene import A, B

SMALL, LARGE = (1252, 520), (1260, 756)  # the canvas in a window of 1280x720 and of 1600x1000
SIZES = [SMALL, LARGE, (932, 520), (1580, 836), (700, 400)]
NAMES = ["lenet", "mlp", "deep"]

Networks = dict[str, tuple[CanvasBlock, ...]]


def parts(layout: CanvasLayout) -> list[Rect]:
    """Every tile, row and bar of lane A."""
    found = [tile.rect for column in layout.columns for tile in column.tiles]
    return found + list(layout.rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_the_title_of_weights_reaches_into_no_block(
    networks: Networks, name: str, size: tuple[int, int]
) -> None:
    for channel in (0, 12, 99):
        choice = CanvasChoice()
        choice.pages = {f"{block.name}.weight": channel for block in networks[name]}
        choice.channels = dict.fromkeys(range(len(networks[name])), channel)
        columns = overview(networks[name], *size, choice).columns
        for left, gutter, right in zip(columns, columns[1:], columns[2:], strict=False):
            if gutter.gutter and gutter.head is not None:
                title = gutter.head.detail_rect
                assert left.rect.right <= title.x, (gutter.head.detail, left.rect, title)
                assert title.right <= right.rect.x, (gutter.head.detail, title, right.rect)


@pytest.mark.parametrize("stepping", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_on_another_and_nothing_outside(
    networks: Networks, name: str, size: tuple[int, int], stepping: bool
) -> None:
    layout = overview(networks[name], *size, CanvasChoice(), stepping)
    rects = parts(layout)
    for i, rect in enumerate(rects):
        assert layout.lane_a.x <= rect.x
        assert rect.right <= layout.width
        assert layout.lane_a.y <= rect.y
        assert rect.bottom <= layout.lane_a.bottom
        twin = rect.down(layout.twin)
        assert layout.lane_b.y <= twin.y
        assert twin.bottom <= layout.lane_b.bottom
        assert not any(rect.overlaps(other) for other in rects[:i])
    columns = [column.rect for column in layout.columns]
    for left, right in pairwise(columns):
        assert left.right <= right.x
    assert columns[-1].bottom <= size[1]
    for column in layout.columns:
        for tile in column.tiles:
            assert column.rect.x <= tile.rect.x
            assert tile.rect.right <= column.rect.right


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_heads_stay_in_their_columns(networks: Networks, name: str, size: tuple[int, int]) -> None:
    for column in overview(networks[name], *size, CanvasChoice()).columns:
        if column.head is None or column.gutter:
            continue
        head = column.head
        boxes = [chip.rect for chip in head.chips] + [
            box for box in (head.detail_rect, head.page_rect, head.back, head.forth) if box.w
        ]
        for i, box in enumerate(boxes):
            assert column.rect.x <= box.x
            assert box.right <= column.rect.right
            assert not any(box.overlaps(other) for other in boxes[:i])


@pytest.mark.parametrize("stepping", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_maps_are_64_pixels_and_whole_multiples_in_the_smallest_window(
    networks: Networks, name: str, stepping: bool
) -> None:
    layout = overview(networks[name], *SMALL, CanvasChoice(), stepping)
    maps = [column for column in layout.columns if column.kind == MAPS]
    assert maps
    for column in maps:
        for tile in column.tiles:
            assert max(tile.rect.w, tile.rect.h) >= 64
            assert tile.rect.w % tile.cols == 0
            assert tile.rect.h % tile.rows == 0


def test_the_usual_network_has_every_kind_of_column(lenet: tuple[CanvasBlock, ...]) -> None:
    layout = overview(lenet, *LARGE, CanvasChoice())
    assert layout.width == LARGE[0]
    assert [column.kind for column in layout.columns] == [
        MAPS, KERNELS, MAPS, KERNELS, MAPS, KERNELS, VECTOR, MATRIX, VECTOR, STRIPS, OUTPUT,
    ]  # fmt: skip
    assert layout.lane_a.h == (756 - 36 - 40 - 8 - 4) // 2
    assert overview(lenet, *LARGE, CanvasChoice(), True).lane_a.h == (756 - 36 - 40 - 42 - 4) // 2


@pytest.mark.parametrize("height", range(300, 900, 60))
def test_maps_stand_apart_at_every_size(lenet: tuple[CanvasBlock, ...], height: int) -> None:
    for column in overview(lenet, 1260, height, CanvasChoice()).columns:
        rects = [tile.rect for tile in column.tiles if column.kind == MAPS]
        gaps = [b.x - a.right for a, b in pairwise(rects) if b.y == a.y]
        gaps += [b.y - a.bottom for a, b in pairwise(rects) if b.y != a.y]
        # Less than 2 px have no whole pixel of the screen beside the two lines at 150 %.
        assert all(gap == 2 or gap >= 6 for gap in gaps), (column.key, gaps)


def test_channels_are_shown_in_rows_and_the_rest_is_paged(lenet: tuple[CanvasBlock, ...]) -> None:
    first = overview(lenet, *LARGE, CanvasChoice()).of_block(2)
    assert first.page == (0, 8, 16)
    assert first.head is not None
    assert first.head.page_text == "0–7 of 16"
    choice = CanvasChoice(pages={"conv2": 8})
    second = overview(lenet, *LARGE, choice).of_block(2)
    assert [tile.at for tile in second.tiles] == [(n,) for n in range(8, 16)]
    assert [tile.rect for tile in second.tiles] == [tile.rect for tile in first.tiles]


def test_one_channel_alone_is_not_taken_for_the_one_before_it() -> None:
    head = group_head("conv1", Rect(0, 0, 300, 16), ShownRange(2, 1, 6), lambda text, bold: 7 * len(text))
    assert head.page_text == "2 of 0–5"


def test_a_channel_keeps_its_row_through_the_layers_of_its_block(lenet: tuple[CanvasBlock, ...]) -> None:
    rows = []
    for name in ("pool1", "bn1", "relu1"):
        column = overview(lenet, *LARGE, CanvasChoice(shown={1: name})).of_block(1)
        rows.append([tile.rect for tile in column.tiles])
    assert rows[0] == rows[1] == rows[2]
    conv = overview(lenet, *LARGE, CanvasChoice(shown={1: "conv1"})).of_block(1)
    assert [tile.at for tile in conv.tiles] == [(n,) for n in range(6)]


def test_a_block_shows_its_last_layer_until_told_otherwise(lenet: tuple[CanvasBlock, ...]) -> None:
    layout = overview(lenet, *LARGE, CanvasChoice())
    assert [layout.of_block(i).layer.name for i in range(6)] == [
        "input", "relu1", "relu2", "conv3", "relu4", "fc5",
    ]  # fmt: skip


def test_kernels_go_by_output_where_there_is_one_input_and_by_input_else(
    lenet: tuple[CanvasBlock, ...],
) -> None:
    layout = overview(lenet, *LARGE, CanvasChoice(channels={2: 6}))
    first, second = layout.gutter_of(1), layout.gutter_of(2)
    assert first is not None
    assert second is not None
    assert [tile.at for tile in first.tiles] == [(n, 0) for n in range(6)]
    assert [tile.at for tile in second.tiles] == [(6, n) for n in range(6)]
    assert second.head is not None
    assert second.head.detail == "W[6, 0–5]"
    assert second.index(second.tiles[3], 1, 2) == (6, 3, 1, 2)


@pytest.mark.parametrize("size", SIZES)
def test_kernels_of_one_input_stand_beside_their_maps(
    lenet: tuple[CanvasBlock, ...], size: tuple[int, int]
) -> None:
    layout = overview(lenet, *size, CanvasChoice())
    gutter, maps = layout.gutter_of(1), layout.of_block(1)
    assert gutter is not None
    for kernel, tile in zip(gutter.tiles, maps.tiles, strict=False):
        assert kernel.at[0] == tile.at[0]
        assert tile.rect.y <= kernel.rect.y
        assert kernel.rect.bottom <= tile.rect.bottom


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_as_other_layers_of_the_blocks_are_shown(
    lenet: tuple[CanvasBlock, ...], size: tuple[int, int]
) -> None:
    widths = {
        tuple(column.rect for column in overview(lenet, *size, CanvasChoice(shown=shown), True).columns)
        for shown in ({}, {1: "conv1"}, {1: "pool1", 2: "conv2"}, {2: "bn2"})
    }
    assert len(widths) == 1


def test_class_strips_stand_beside_their_rows(lenet: tuple[CanvasBlock, ...]) -> None:
    layout = overview(lenet, *SMALL, CanvasChoice())
    strips = layout.gutter_of(5)
    assert strips is not None
    for k, (tile, row) in enumerate(zip(strips.tiles, layout.rows, strict=True)):
        assert tile.at[0] == k
        assert row.y < tile.rect.y
        assert tile.rect.bottom < row.bottom


def test_width_is_saved_in_order(lenet: tuple[CanvasBlock, ...]) -> None:
    kinds = []
    for width in (1252, 1000, 800, 560, 300):
        layout = overview(lenet, width, 520, CanvasChoice())
        kinds.append([column.kind for column in layout.columns])
    assert MATRIX in kinds[0]
    assert MATRIX not in kinds[2]
    assert kinds[2].count(LINK) >= 2
    assert SPINE in kinds[3]
    assert overview(lenet, 300, 520, CanvasChoice()).width > 300


def test_many_channels_say_how_many(networks: Networks) -> None:
    choice = CanvasChoice(focus=8)
    column = overview(networks["deep"], *LARGE, choice).of_block(8)
    assert column.kind == MAPS
    assert column.page.total == 120
    assert not column.page.whole


def test_more_classes_than_fit_are_paged(networks: Networks) -> None:
    layout = overview(networks["deep"], *SMALL, CanvasChoice())
    assert len(layout.rows) < 30
    later = overview(networks["deep"], *SMALL, CanvasChoice(pages={"fc9": 29}))
    assert later.of_block(9).page.first + later.of_block(9).page.shown == 30


def test_first_rows_of_a_fully_connected_network_are_folded_into_images(mlp: tuple[CanvasBlock, ...]) -> None:
    column = overview(mlp, *LARGE, CanvasChoice()).gutter_of(1)
    assert column is not None
    assert column.kind == FOLDED
    tile = column.tiles[2]
    assert (tile.rows, tile.cols) == (28, 28)
    assert column.index(tile, 3, 5) == (2, 3 * 28 + 5)


def test_a_large_matrix_is_paged_both_ways(mlp: tuple[CanvasBlock, ...]) -> None:
    seen = set()
    for number in range(100):
        column = overview(mlp, 932, 520, CanvasChoice(pages={"fc2.weight": number})).gutter_of(2)
        assert column is not None
        tile = column.tiles[0]
        for row in (0, tile.rows - 1):
            for col in (0, tile.cols - 1):
                index = column.index(tile, row, col)
                assert 0 <= index[0] < 128
                assert 0 <= index[1] < 512
                seen.add(index)
        if number + 1 >= column.page.total:
            break
    assert {(0, 0), (127, 511), (0, 511), (127, 0)} <= seen


@pytest.mark.parametrize("name", NAMES)
def test_every_pixel_of_a_tile_finds_its_cell(networks: Networks, name: str) -> None:
    layout = overview(networks[name], *LARGE, CanvasChoice())
    for column in layout.columns:
        for tile in column.tiles[:3]:
            for row, col in {(0, 0), (tile.rows // 2, tile.cols // 2), (0, tile.cols - 1)}:
                cell = tile.cell_rect(row, col)
                for down, lane in ((0, A), (layout.twin, B)):
                    for x, y in ((cell.x, cell.y), (cell.right - 1, cell.bottom - 1)):
                        hit = find(layout, x, y + down)
                        assert hit is not None
                        assert (hit.kind, hit.lane) == (CELL, lane)
                        assert hit.index == column.index(tile, row, col)


def test_a_vectors_last_row_ends_where_the_numbers_end(lenet: tuple[CanvasBlock, ...]) -> None:
    column = overview(lenet, *SMALL, CanvasChoice()).of_block(4)
    tile = column.tiles[0]
    indices = [
        column.index(tile, r, c)
        for r in range(tile.rows)
        for c in range(tile.cols)
        if tile.cell(tile.cell_rect(r, c).x, tile.cell_rect(r, c).y) is not None
    ]
    assert indices == [(n,) for n in range(84)]


def test_chips_arrows_and_rows_are_found(lenet: tuple[CanvasBlock, ...]) -> None:
    layout = overview(lenet, *LARGE, CanvasChoice())
    column = layout.of_block(2)
    head = column.head
    assert head is not None
    chip = head.chips[0]
    hit = find(layout, chip.rect.x + 3, chip.rect.y + 3)
    assert hit is not None
    assert (hit.kind, hit.layer) == (CHIP, "conv2")
    for rect, kind in ((head.back, BACK), (head.forth, FORTH)):
        found = find(layout, rect.x + 2, rect.y + 4)
        assert found is not None
        assert found.kind == kind
    row = layout.rows[7]
    found = find(layout, row.x + 5, row.y + 5 + layout.twin)
    assert found is not None
    assert (found.kind, found.index, found.lane) == (ROW, (7,), B)


def test_a_page_holds_the_number_asked_for() -> None:
    assert page(13, 8, 16) == (8, 8, 16)
    assert page(15, 6, 16) == (10, 6, 16)  # a full one
    assert page(99, 6, 16) == (10, 6, 16)
    assert page(-3, 6, 4) == (0, 4, 4)
