"""One block at full length: every layer, shared rows and page, kernels beside their outputs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from cnnviz.features.canvas.block_layout import block_view
from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.geometry import KERNELS, MAPS, OUTPUT, SPINE
from cnnviz.features.canvas.hits import BACK, FORTH, find
from cnnviz.features.canvas.layout import CanvasChoice, CanvasLayout
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import A, B
from cnnviz.widgets import theme

SIZES = [(1252, 520), (1260, 756), (932, 520), (1580, 836)]
Networks = dict[str, tuple[CanvasBlock, ...]]


def measure(text: str, bold: bool) -> int:
    return 6 * len(text)


def layout(
    cut: tuple[CanvasBlock, ...], size: tuple[int, int], focus: int, stepping: bool = False
) -> CanvasLayout:
    return block_view(cut, *size, CanvasChoice(focus=focus), stepping, measure)


@pytest.mark.parametrize("stepping", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["lenet", "mlp", "deep"])
def test_nothing_lies_on_another_in_any_block(
    networks: Networks, name: str, size: tuple[int, int], stepping: bool
) -> None:
    for focus in range(1, len(networks[name])):
        made = layout(networks[name], size, focus, stepping)
        rects = [tile.rect for column in made.columns for tile in column.tiles] + list(made.rows)
        for i, rect in enumerate(rects):
            assert made.lane_a.x <= rect.x
            assert rect.right <= made.width
            assert made.lane_a.y <= rect.y
            assert rect.bottom <= made.lane_a.bottom
            assert rect.down(made.twin).bottom <= made.lane_b.bottom
            assert not any(rect.overlaps(other) for other in rects[:i])


def test_every_layer_of_the_block_has_a_column(lenet: tuple[CanvasBlock, ...]) -> None:
    made = layout(lenet, (1260, 756), 2)
    names = [column.layer.name for column in made.columns if column.inside]
    assert names == ["conv2", "pool2", "bn2", "relu2"]
    assert [column.kind for column in made.columns if not column.inside] == [
        SPINE, MAPS, KERNELS, SPINE, SPINE, OUTPUT,
    ]  # fmt: skip
    assert made.group is not None
    assert made.group.head is not None
    assert made.group.head.page_text == "0–7 of 16"


def test_a_channel_stands_in_one_row_in_all_layers_with_its_kernel(lenet: tuple[CanvasBlock, ...]) -> None:
    made = layout(lenet, (1260, 756), 2)
    centres: dict[int, set[int]] = {}
    for column in made.columns:
        if column.inside or column.by_output:
            for tile in column.tiles:
                centres.setdefault(tile.at[0], set()).add((2 * tile.rect.y + tile.rect.h) // 4)
    assert set(centres) == set(range(8))
    for places in centres.values():
        assert max(places) - min(places) <= 1


def test_the_block_shows_what_it_reads_whatever_the_block_before_shows(
    view: NetworkView, lenet: tuple[CanvasBlock, ...]
) -> None:
    view.zoom(2)
    view.show_cell((A, "bn1", (0, 3, 3)))
    assert view.focused.name == "conv1"  # where it is seen
    view.zoom(2)
    assert view.layout_ is not None
    assert next(c.key for c in view.layout_.columns if c.kind == MAPS) == "relu1"
    view.show_cell((A, "relu1", (0, 3, 3)))
    assert view.focused.name == "conv2"
    assert lenet[0].result.name == "input"


def test_kernels_are_those_of_the_selected_input(lenet: tuple[CanvasBlock, ...]) -> None:
    made = block_view(lenet, 1260, 756, CanvasChoice(focus=2, channels={1: 3}), False, measure)
    kernels = next(column for column in made.columns if column.by_output)
    assert [tile.at for tile in kernels.tiles] == [(n, 3) for n in range(8)]
    assert kernels.head is not None
    assert kernels.head.detail == "W[0–7, 3]"


def test_the_smallest_window_shows_64_pixel_maps(lenet: tuple[CanvasBlock, ...]) -> None:
    for column in layout(lenet, (1252, 588), 2, True).columns:
        for tile in column.tiles if column.kind == MAPS else ():
            assert max(tile.rect.w, tile.rect.h) >= 64


def test_a_matrix_takes_the_room(lenet: tuple[CanvasBlock, ...]) -> None:
    made = layout(lenet, (1260, 756), 4)
    tile = next(column for column in made.columns if column.key == "fc4.weight").tiles[0]
    assert tile.rect.w // tile.cols >= 2
    assert (tile.rows, tile.cols) == (84, 120)


def test_the_groups_arrows_turn_its_page(lenet: tuple[CanvasBlock, ...]) -> None:
    made = layout(lenet, (1260, 756), 2)
    assert made.group is not None
    assert made.group.head is not None
    for rect, kind in ((made.group.head.back, BACK), (made.group.head.forth, FORTH)):
        hit = find(made, rect.x + 3, rect.y + 5)
        assert hit is not None
        assert (hit.kind, hit.column) == (kind, made.group)


@pytest.fixture
def view(qtbot, lenet, scene_of):
    theme.load_fonts()
    made = NetworkView()
    qtbot.addWidget(made)
    made.resize(1260, 756)
    made.set_network(lenet)
    made.set_scene(scene_of(lenet))
    return made


def test_a_double_click_goes_in_and_a_level_up_comes_out(view, qtbot) -> None:
    tile = view.layout_.of_block(2).tiles[1].rect
    with qtbot.waitSignal(view.zoom_changed):
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(tile.x + 5, tile.y + 5))
    assert view.zoomed
    assert view.focused.name == "conv2"
    assert view.up()
    assert not view.zoomed
    assert not view.up()


def test_numbers_under_pixels_are_the_arrays_own_in_every_block(view, lenet) -> None:
    for focus in range(1, len(lenet)):
        view.zoom(focus)
        view.grab()
        for column in view.layout_.columns:
            for tile in column.tiles[:4]:
                cell = tile.cell_rect(tile.rows - 1, 0)
                for lane, down in ((A, 0), (B, view.layout_.twin)):
                    hit = view.hit_at(cell.x + 1 - view.offset, cell.y + 1 + down)
                    expected = view.scene.array(lane, column.key)[column.index(tile, tile.rows - 1, 0)]
                    assert view.value_at(hit) == float(expected)


def test_the_view_goes_along_with_the_stops(view, lenet, scene_of) -> None:
    view.zoom(2)
    stops = (("forward", "conv1"), ("forward", "conv2"), ("loss", "loss"))
    view.set_scene(scene_of(lenet, stops=stops, cursor=0), {1: "conv1"}, follow=1)
    assert view.focused.name == "conv1"
    view.set_scene(scene_of(lenet, stops=stops, cursor=1), {2: "conv2"}, follow=2)
    assert view.focused.name == "conv2"
    view.set_scene(scene_of(lenet, stops=stops, cursor=2), {}, follow=None)
    assert view.focused.name == "conv2"
    view.grab()


def test_tab_ends_in_a_block_too(view) -> None:
    view.zoom(2)
    places = view.places()
    assert len(places) == len(set(places)) == 6 + 8
    for place in places:
        view.focusNextPrevChild(True)
        assert view.selected == place


def test_the_second_click_on_what_the_first_one_closed_opens_no_block(qtbot, view) -> None:
    tile = view.layout_.of_block(2).tiles[0].rect
    spot = QPointF(tile.x + 5, tile.y + 5)
    QApplication.sendEvent(view, QEnterEvent(spot, spot, view.mapToGlobal(spot)))
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot.toPoint())  # the second press alone
    assert not view.zoomed
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert view.zoomed


def test_the_input_of_a_block_of_numbers_takes_the_width_that_is_left(lenet: tuple[CanvasBlock, ...]) -> None:
    made = layout(lenet, (1002, 552), 3)
    source = made.of_block(2)
    assert source is not None
    assert source.page.whole
    assert made.width <= 1002
