"""One layer looked at alone: its arrays add up to the trace's own, and a click anywhere means that layer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel, backdrop, hits, sentences
from cnnviz.features.canvas.geometry import MAPS
from cnnviz.features.canvas.layer_layout import PART, PRODUCTS, ROW, SHARE, layer_view, operation
from cnnviz.features.canvas.layout import CanvasChoice
from cnnviz.features.canvas.network_picture import BLOCK, LAYER, OVERVIEW
from cnnviz.features.canvas.scene import A, B
from cnnviz.session import Session
from cnnviz.system import language
from core.trace.explain import explain
from core.trace.recording import Cell


@pytest.fixture
def session(begun: Callable[..., Session]) -> Session:
    return begun(batch_size=16)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, canvas: Callable[..., CanvasPanel]) -> CanvasPanel:
    made = canvas(session, 932, 588)
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    assert session.trace is not None
    session.set_cursor(len(session.trace.stops) - 2)
    return made


def group(trace: Any, cell: Cell, number: int) -> float:
    return sum(g.subtotal for g in explain(trace, cell).groups if g.number == number)


def test_the_parts_are_the_subtotals_of_the_explanation(panel: CanvasPanel, session: Session) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    view.zoom_layer("conv2")
    view.show_pair(4, 11)
    view.changed()
    scene = view.scene
    assert scene is not None
    part, share = scene.outputs["conv2" + PART], scene.gradients["conv2" + SHARE]
    assert part.shape == (1, 10, 10)
    assert share.shape == (1, 14, 14)
    for row, col in ((0, 0), (3, 8), (9, 9)):
        expected = group(trace, Cell("conv2", "output", (0, 11, row, col)), 4)
        assert part[0, row, col] == pytest.approx(expected, rel=1e-4, abs=1e-6)
    for row, col in ((0, 0), (3, 8), (13, 13)):
        expected = group(trace, Cell("conv2", "grad_input", (0, 4, row, col)), 11)
        assert share[0, row, col] == pytest.approx(expected, rel=1e-4, abs=1e-9)


def test_the_products_add_up_to_the_part(panel: CanvasPanel, session: Session) -> None:
    view = panel.view
    view.zoom_layer("conv1")
    for quantity, lane, key, index in (
        ("output", A, PART, (0, 2, 0, 27)),
        ("output", A, PART, (0, 2, 13, 9)),
        ("grad_input", B, SHARE, (0, 0, 0, 3)),
        ("grad_input", B, SHARE, (0, 0, 12, 15)),
    ):
        session.select(Cell("conv1", quantity, index))
        assert view.scene is not None
        products = view.scene.array(lane, "conv1" + PRODUCTS)
        whole = view.scene.array(lane, "conv1" + key)
        assert products is not None
        assert whole is not None
        assert products.sum() == pytest.approx(whole[(0, *index[2:])], rel=1e-3, abs=1e-7)
        assert not view.grab().isNull()


def test_a_fully_connected_layer_shows_one_outputs_weights(panel: CanvasPanel, session: Session) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    view.zoom_layer("fc4")
    session.select(Cell("fc4", "output", (0, 17)))
    assert view.scene is not None
    record = trace["fc4"]
    np.testing.assert_array_equal(view.scene.outputs["fc4" + ROW], record.params["weight"][17])
    total = view.scene.outputs["fc4" + PRODUCTS].sum() + record.params["bias"][17]
    assert total == pytest.approx(record.output[0, 17], rel=1e-4, abs=1e-5)


def test_after_the_update_an_equation_is_all_of_before_it_and_says_so(
    panel: CanvasPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace, view, written = session.trace, panel.view, []
    assert trace is not None
    monkeypatch.setattr(backdrop, "write", lambda *a: written.append(a[2]))
    session.set_cursor(len(trace.stops) - 1)
    for name in ("conv1", "conv2", "fc4"):
        record = trace[name]
        old, new = record.params["weight"], record.after["weight"]
        view.zoom(None)
        view.grab()
        scene = view.scene
        assert scene is not None
        np.testing.assert_array_equal(scene.weights[name], new)
        assert any(text.endswith("after") for text in written)
        assert not any("before" in text for text in written)
        written.clear()
        view.zoom_layer(name)
        view.grab()
        scene = view.scene
        assert scene is not None
        assert {"before the step", "ΔW"} <= set(written)
        assert "dL/dW" not in written
        np.testing.assert_array_equal(scene.weights[name], old)
        np.testing.assert_array_equal(scene.beneath[name], new - old)
        made = [scene.weights, scene.outputs, scene.gradients]
        session.set_cursor(len(trace.stops) - 2)  # nothing of the equation is other than before
        earlier = view.scene
        assert earlier is not None
        for now, then in zip(made, (earlier.weights, earlier.outputs, earlier.gradients), strict=True):
            for key in (k for k in then if k.partition("/")[0] == name and not k.endswith(ROW)):
                np.testing.assert_array_equal(now[key], then[key], err_msg=key)
        session.set_cursor(len(trace.stops) - 1)
        written.clear()


def test_after_the_update_both_weights_have_their_place(panel: CanvasPanel, session: Session) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    session.set_cursor(len(trace.stops) - 1)
    view.zoom_layer("conv1")
    for quantity, lane in (("weight", A), ("weight.after", B)):
        session.select(Cell("conv1", quantity, (2, 0, 1, 1)))
        assert view.cell == (lane, "conv1.weight", (2, 0, 1, 1))
    assert view.scene is not None
    assert view.layout_ is not None
    kernel = next(column for column in view.layout_.columns if column.part == "kernel")
    rect = kernel.tiles[0].cell_rect(1, 1)
    for quantity, down in (("weight", 0), ("weight.after", view.layout_.twin)):
        hit = view.hit_at(rect.x + rect.w // 2, rect.y + rect.h // 2 + down)
        assert hit is not None
        panel._cell_chosen(hit)
        assert session.selection is not None
        assert session.selection.quantity == quantity


@pytest.mark.slow
def test_every_layer_can_be_looked_at_and_clicked(qtbot: QtBot, panel: CanvasPanel, session: Session) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    rng = np.random.default_rng(0)
    for name in trace.names:
        session.select(None)
        view.zoom_layer(name)
        assert view.layout_ is not None
        assert view.layout_.width <= view.width()
        for column in view.layout_.columns:
            assert column.rect.right <= view.width(), (name, column.ident)
            assert column.part not in ("in", "out") or not column.layer.maps or column.tiles[0].rect.h >= 64
            for lane in column.lanes if column.tiles else "":
                tile = column.tiles[-1]
                rect = tile.cell_rect(*divmod(int(rng.integers(tile.count)), tile.cols))
                down = view.layout_.twin if lane == B else 0
                view.zoom_layer(name)
                hit = view.hit_at(rect.x + rect.w // 2, rect.y + rect.h // 2 + down)
                assert hit is not None
                if view.value_at(hit) is None:
                    continue
                panel._cell_chosen(hit)
                cell = session.selection
                assert cell is not None
                assert cell.layer == name, (column.ident, lane)
                if column.layer.kind not in ("products", "part", "share") and "/" not in column.key:
                    view.zoom_layer(name)
                    assert trace.at(cell) == view.value_at(hit), (column.ident, lane)
        assert not view.grab().isNull()


@pytest.mark.parametrize("name", ["conv2", "pool2", "fc5"])
def test_every_array_is_called_by_its_layer_s_name(panel: CanvasPanel, session: Session, name: str) -> None:
    view = panel.view
    session.select(Cell(name, "output", (0, 1, 2, 2) if name != "fc5" else (0, 1)))
    view.zoom_layer(name)
    assert view.layout_ is not None
    assert view.scene is not None
    for column in view.layout_.columns:
        for kind in (hits.HEADING, hits.BARS):
            said = sentences.explain(hits.Hit(kind, column, A), None, None, view.scene, view.blocks)
            assert not any(array in "".join(said) for array in (PART, PRODUCTS, ROW, SHARE)), column.key


def test_keys_go_in_and_out_and_from_layer_to_layer(panel: CanvasPanel, qtbot: QtBot) -> None:
    view = panel.view
    view.zoom(2)
    view.zoom_layer()
    assert view.level == LAYER
    assert panel.toolbar.level.group.checkedId() == LAYER
    assert view.operation is not None
    assert view.operation.layer.name == "conv2"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.operation.layer.name == "pool2"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.operation.layer.name == "conv2"
    assert view.up()
    assert view.level == BLOCK
    assert view.up()
    assert view.level == OVERVIEW


def test_a_double_click_goes_into_the_block_then_into_the_layer(panel: CanvasPanel, qtbot: QtBot) -> None:
    view = panel.view
    for expected in (BLOCK, LAYER):
        assert view.layout_ is not None
        column = next(c for c in view.layout_.columns if c.key in ("conv2", "relu2"))
        spot = QPoint(column.rect.x + column.rect.w // 2, column.bar.y + 4)
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot)
        assert view.level == expected
    assert view.operation is not None
    assert view.operation.layer.name in ("conv2", "relu2")


def test_the_arrows_of_a_map_show_its_neighbour(panel: CanvasPanel, qtbot: QtBot) -> None:
    view = panel.view
    view.zoom_layer("conv2")
    assert view.layout_ is not None
    out = next(column for column in view.layout_.columns if column.part == "out")
    assert out.head is not None
    spot = out.head.forth
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(spot.x + 3, spot.y + 5))
    assert view.operation is not None
    assert view.operation.made == 1


def test_the_chooser_of_a_layer_speaks_of_layers(panel: CanvasPanel) -> None:
    view = panel.view
    view.zoom_layer("pool2")
    assert view.layout_ is not None
    assert view.layout_.group is not None
    assert view.layout_.group.head is not None
    spot = view.layout_.group.head.forth
    hit = view.hit_at(spot.x + 3, spot.y + 5)
    assert view.scene is not None
    subject, sentence = sentences.explain(hit, None, None, view.scene, view.blocks)
    assert subject == "pool2"
    assert sentence.startswith("Layer 6 of 13.")
    assert "channel" not in sentence


def test_a_click_is_told_as_the_number_that_was_clicked(
    qtbot: QtBot, panel: CanvasPanel, session: Session
) -> None:
    view, told = panel.view, [("", "")]
    session.hint_changed.connect(lambda *said: told.append(said))
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.zoom_layer("pool2")
    assert view.layout_ is not None
    out = next(column for column in view.layout_.columns if column.part == "out")
    spot = out.tiles[0].cell_rect(2, 2)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(spot.x + 2, spot.y + 2))
    assert session.selection == Cell("pool2", "output", (0, 0, 2, 2))
    assert told[-1][0].startswith("pool2 feature map 0, row 2 col 2: ")
    view.zoom(None)
    gutter = next(column for column in view.layout_.columns if column.key == "conv2.weight")
    spot = gutter.tiles[0].cell_rect(1, 1)
    place = QPoint(spot.x + 2, spot.y + 2 + view.layout_.twin)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert session.selection is not None
    assert session.selection.quantity == "weight.grad"
    assert told[-1][0].startswith("conv2 weight gradient [")


def test_what_lies_beneath_is_named_before_anything_is_recorded(
    panel: CanvasPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.leave()
    view, written = panel.view, list[str]()
    view.zoom_layer("conv1")
    monkeypatch.setattr(backdrop, "write", lambda *a: written.append(a[2]))
    view.grab()
    assert {"given back by dY", "dL/dW", "dL/d conv1", "dL/d input"} <= set(written)


def test_its_heads_are_in_the_language_of_the_window(panel: CanvasPanel, qapp: QApplication) -> None:
    view = panel.view
    view.zoom_layer("conv1")
    language.use("zh_CN", qapp)
    try:
        view.zoom_layer("conv2")
        assert view.layout_ is not None
        heads = {column.part: column.head.name for column in view.layout_.columns if column.head is not None}
    finally:
        language.use("en", qapp)
    assert heads["products"] == "乘积"
    assert heads["part"] == "来自 relu1[0]"


@pytest.mark.parametrize(
    ("cell", "part", "lane", "said"),
    [
        (
            Cell("conv3", "output", (0, 38, 0, 0)),
            "part",
            A,
            "part of conv3 output 38 from input 1, row 0 col 0",
        ),
        (
            Cell("conv2", "output", (0, 5, 3, 3)),
            "share",
            B,
            "share of conv2 output 5 in dL/d input 1, row 0 col 0",
        ),
        (
            Cell("conv2", "output", (0, 5, 3, 3)),
            "products",
            A,
            "conv2 product, output 5, input 1, row 0 col 0",
        ),
        (Cell("fc4", "output", (0, 38)), "products", A, "fc4 product, output 38, input 0"),
        (Cell("fc4", "output", (0, 38)), "row", A, "fc4 weight [38, 0]"),
        (Cell("fc4", "output", (0, 38)), "row", B, "fc4 weight gradient [38, 0]"),
    ],
)
def test_an_array_of_one_pair_is_told_of_by_the_pairs_own_numbers(
    panel: CanvasPanel, session: Session, cell: Cell, part: str, lane: str, said: str
) -> None:
    view = panel.view
    session.select(cell)
    view.zoom_layer(cell.layer)
    view.show_pair(1 if cell.layer != "fc4" else None, cell.index[1])
    assert view.layout_ is not None
    assert view.scene is not None
    column = next(column for column in view.layout_.columns if column.part == part and lane in column.lanes)
    tile = column.tiles[0]
    at = tile.cell_rect(0, 0)
    hit = view.hit_at(at.x - view.offset + 1, at.y + 1 + (view.layout_.twin if lane == B else 0))
    assert hit is not None
    assert sentences.place(hit, view.scene) == said


def test_the_layer_stays_that_of_the_stop_that_is_gone_back_to(panel: CanvasPanel, session: Session) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    view.zoom_layer("conv1")
    session.set_cursor(0)
    session.set_cursor(trace.stops.index(("backward", "pool1", 12, 13)))  # a stop of the same block
    assert view.operation is not None
    assert view.layout_ is not None
    assert view.layout_.group is not None
    assert view.operation.layer.name == view.layout_.group.layer.name == "pool1"
    assert "pool1" in panel.toolbar.path.text
    assert panel.alone.shown == view.operation
    session.select(Cell("conv1", "grad_output", (0, 0, 3, 3)))
    session.select(None)
    assert view.scene is not None
    assert view.layout_.group.layer.name == "conv1"
    assert all(view.scene.array(A, column.key) is not None for column in view.layout_.columns
               if column.part == "part")  # fmt: skip


def test_a_named_layer_is_shown_whatever_is_selected(panel: CanvasPanel, session: Session) -> None:
    view = panel.view
    session.select(Cell("conv2", "output", (0, 3, 1, 1)))
    view.zoom_layer("pool1")
    assert view.operation is not None
    assert view.operation.layer.name == "pool1"
    view.zoom(2)
    session.select(Cell("bn2", "output", (0, 3, 1, 1)))
    view.zoom_layer()
    assert (view.operation.layer.name, view.operation.made) == ("bn2", 3)


def test_the_layer_is_shown_that_the_cursor_stands_at(panel: CanvasPanel, session: Session) -> None:
    view = panel.view
    panel.show_level(2)
    session.set_cursor(session.trace.names.index("relu1"))
    panel.show_level(1)
    session.set_cursor(session.trace.names.index("conv1"))
    panel.show_level(2)
    assert view.operation is not None
    assert view.operation.layer.name == "conv1"
    view.zoom(2)  # another block is looked at
    panel.show_level(2)
    assert view.operation.layer.name == "conv2"


def test_at_first_the_channel_is_shown_that_the_number_owes_most_to(
    panel: CanvasPanel, session: Session
) -> None:
    trace, view = session.trace, panel.view
    assert trace is not None
    view.zoom_layer("pool1")
    for cell, side in (
        (Cell("conv2", "output", (0, 5, 4, 4)), "taken"),
        (Cell("conv3", "grad_input", (0, 7, 2, 2)), "made"),
    ):
        session.select(cell)
        groups = [g for g in explain(trace, cell).groups if g.number is not None]
        most = max(groups, key=lambda g: abs(g.subtotal)).number
        assert getattr(view.operation, side) == most
        assert most is not None


@pytest.mark.slow
@pytest.mark.fault(40)
@pytest.mark.parametrize("layer", ["conv2", "fc4"])
def test_fault_40_a_number_chosen_live_is_found_though_the_view_has_changed_when_its_batch_comes(
    qtbot: QtBot, panel: CanvasPanel, session: Session, layer: str
) -> None:
    view = panel.view
    session.leave()
    for kind in (ROW, PRODUCTS, PART, SHARE):
        view.zoom_layer(layer)
        places = ((x, y) for x in range(5, view.width(), 4) for y in range(5, view.height(), 4))
        hits = (view.hit_at(x, y) for x, y in places)
        hit = next((h for h in hits if h is not None and h.key == layer + kind), None)
        if hit is None or view.value_at(hit) is None:
            continue  # the layer has none of this kind
        with qtbot.waitSignal(session.trace_changed):
            view.cell_chosen.emit(hit)
            view.zoom(None)
        assert session.selection is not None
        assert session.selection.layer == layer
        session.leave()


def test_a_number_that_the_batch_has_not_got_selects_nothing(qtbot: QtBot, session: Session) -> None:
    for missing in (
        Cell("other", "output", (0,)),
        Cell("conv2", "nothing", ()),
        Cell("fc4", "output", (999, 0)),
    ):
        with qtbot.waitSignal(session.trace_changed):
            session.record(lambda _, cell=missing: cell)
        assert session.selection is None
        session.leave()


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


def test_a_flattened_number_stands_among_those_that_flatten_makes(
    panel: CanvasPanel, session: Session
) -> None:
    view = panel.view
    view.zoom_layer("flatten")
    session.select(Cell("flatten", "output", (0, 60)))
    assert view.cell == (A, "flatten", (60,))
    assert [source.key for source in view.sources] == ["conv3"]
    view.zoom_layer("fc4")
    session.select(Cell("fc4", "output", (0, 5)))
    assert {source.key for source in view.sources} == {"flatten"}
    session.select(Cell("flatten", "output", (0, 60)))
    view.zoom(None)
    assert view.cell == (A, "conv3", (60, 0, 0))
