"""The canvas panel shows the session's own numbers, live and at each stop of a recorded batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel, cells, sentences
from cnnviz.features.canvas.geometry import KERNELS, MAPS
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.features.canvas.scene_painter import around
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant
from core.trace.recording import Cell
from core.training import Guest, TrainConfig

NAMES = [
    "conv1",
    "pool1",
    "bn1",
    "relu1",
    "conv2",
    "pool2",
    "bn2",
    "relu2",
    "conv3",
    "flatten",
    "fc4",
    "relu4",
    "fc5",
]  # of the usual LeNet-5


@pytest.fixture
def panel(session: Session, canvas: Callable[..., CanvasPanel]) -> CanvasPanel:
    return canvas(session, 1260, 788)


@pytest.fixture
def recorded(qtbot: QtBot, session: Session, panel: CanvasPanel) -> CanvasPanel:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    return panel


def test_before_the_first_step_the_weights_gradients_are_not_yet(panel: CanvasPanel) -> None:
    scene = panel.view.scene
    assert scene is not None
    assert scene.beneath == {}
    assert scene.waiting == "not yet: press Train"
    assert set(scene.gradients) == {"input", *NAMES}
    assert not panel.grab().isNull()


def test_a_step_brings_the_batchs_own_weight_gradients(
    qtbot: QtBot, session: Session, panel: CanvasPanel
) -> None:
    with qtbot.waitSignal(session.snapshot_changed):
        session.step_batch()
    snapshot, scene = session.snapshot, panel.view.scene
    assert snapshot is not None
    assert scene is not None
    assert set(scene.beneath) == {"conv1", "conv2", "conv3", "fc4", "fc5"}
    assert scene.beneath["conv2"] is snapshot.gradients["conv2.weight"]
    assert scene.outputs["relu2"] is snapshot.probe.outputs["relu2"]


def test_live_the_gradient_at_the_logits_is_p_minus_y(panel: CanvasPanel) -> None:
    scene = panel.view.scene
    assert scene is not None
    expected = np.asarray(scene.probabilities) - np.eye(10)[scene.label]
    np.testing.assert_allclose(scene.logit_gradient, expected, atol=1e-6)
    texts = [row.gradient for row in panel.view.rows]
    np.testing.assert_allclose(texts, expected, atol=1e-6)


def test_the_toolbar_says_which_image_and_what_is_read(panel: CanvasPanel, session: Session) -> None:
    assert session.snapshot is not None
    probe = session.snapshot.probe
    text = panel.toolbar.image.text
    assert text.startswith("image 1 / 32")
    assert f"label {probe.label}" in text
    assert f"reads {probe.prediction}" in text
    assert text.endswith("✓" if probe.prediction == probe.label else "×")
    assert panel.toolbar.source.text == "probe at step 0"


def test_nothing_is_marked_right_before_it_is_computed(recorded: CanvasPanel, session: Session) -> None:
    for cursor in (0, len(NAMES) - 1, len(NAMES)):
        session.set_cursor(cursor)
        known = cursor >= len(NAMES)
        assert any(row.right or row.wrong for row in recorded.view.rows) == known
        assert sum(row.label for row in recorded.view.rows) == 1
        assert (session.predictions()[0] >= 0).all() == known


def test_recording_refreshes_the_picture_once(
    qtbot: QtBot, session: Session, panel: CanvasPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[int, bool]] = []
    show = panel.view.set_scene

    def watched(scene: Scene, *about: object) -> None:
        shown.append((scene.cursor, session.trace is not None))
        show(scene, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(panel.view, "set_scene", watched)
    for _ in range(2):  # the second one in place of the first
        session.record()
        with qtbot.waitSignal(session.trace_changed):
            pass
        assert shown == [(0, True)]
        shown.clear()
    session.leave()
    shown.clear()
    monkeypatch.setattr(session.engine, "record", lambda: 1 / 0)
    session.step_batch()
    session.record()  # which fails: the step before it is to be seen all the same
    qtbot.waitUntil(lambda: not session.recorded.waiting)
    assert panel._picture is not None
    assert panel._picture.step == 3


def test_a_number_is_marked_only_where_it_stands(recorded: CanvasPanel, session: Session) -> None:
    assert session.trace is not None
    gradient = Cell("conv1", "weight.grad", (2, 0, 1, 3))
    session.select(gradient)
    assert recorded.view.cell == (B, "conv1.weight", (2, 0, 1, 3))
    assert recorded.view.place is None
    session.set_cursor(len(session.trace.stops) - 1)  # now the change of the weight stands there
    assert recorded.view.cell is None
    assert recorded.view.place == (B, "conv1.weight", (2, 0, 1, 3))
    session.select(gradient._replace(quantity="weight.after"))
    assert recorded.view.cell == (A, "conv1.weight", (2, 0, 1, 3))
    assert recorded.view.place is None
    session.step_back()
    assert recorded.view.cell is None
    assert recorded.view.place == (A, "conv1.weight", (2, 0, 1, 3))
    session.select(None)
    assert recorded.view.place is None


@pytest.mark.every(3)
@pytest.mark.parametrize("quantity", ["weight.after", "weight", "weight.grad"])
def test_a_weight_is_in_sight_and_outlined_at_the_update(
    recorded: CanvasPanel, session: Session, quantity: str
) -> None:
    assert session.trace is not None
    view = recorded.view
    session.set_cursor(len(session.trace.stops) - 1)

    def shown() -> bool:
        assert view.layout_ is not None
        column = next(each for each in view.layout_.columns if each.key == "conv2.weight")
        return column.kind == KERNELS and column.locate((6, 2, 0, 2)) is not None

    session.select(Cell("conv1", "weight", (0, 0, 0, 0)))
    assert not shown()
    session.select(Cell("conv2", quantity, (6, 2, 0, 2)))
    assert shown()
    assert (view.cell is not None) == (quantity == "weight.after")
    column = next(each for each in view.layout_.columns if each.key == "conv2.weight")  # type: ignore[union-attr]
    around = column.locate((6, 2, 0, 2))
    assert around is not None
    place = QRect(around.x - 3 - view.offset, around.y - 3, around.w + 6, around.h + 6)
    outlined = view.grab(place).toImage()
    view.cell = view.place = None
    assert view.grab(place).toImage() != outlined


def test_there_is_room_for_the_widest_name_of_a_class(
    qtbot: QtBot, panel: CanvasPanel, session: Session
) -> None:
    names = ("iiiiii", "WWWWWW", *"01234567")
    session.live.snapshot = replace(session.snapshot, classes=names)
    drawing = Guest(session.snapshot.watched.images[0], name="your drawing")
    line = panel.toolbar.image
    panel.toolbar.show_guest(drawing, names[1], names[1], True)
    qtbot.waitUntil(lambda: line.width() == line.sizeHint().width())
    line.grab()
    assert line._shown == line.text


def test_classes_go_by_their_names(panel: CanvasPanel, session: Session) -> None:
    names = tuple(f"animal {i}" for i in range(10))
    assert session.snapshot is not None
    session.live.snapshot = replace(session.snapshot, classes=names)
    panel.refresh()
    assert f"label {names[session.snapshot.probe.label]}" in panel.toolbar.image.text
    assert [row.name for row in panel.view.rows] == list(names)
    assert not panel.grab().isNull()
    row = panel.view.layout_.rows[3]  # type: ignore[union-attr]
    logit = panel.view.hit_at(row.x + 80, row.y + 5)
    assert logit is not None
    assert not logit.probability  # the columns stand further right


def test_the_arrows_watch_another_image(qtbot: QtBot, panel: CanvasPanel, session: Session) -> None:
    assert not panel.toolbar.back.isEnabled()
    with qtbot.waitSignal(session.snapshot_changed):
        qtbot.mouseClick(panel.toolbar.forth, Qt.MouseButton.LeftButton)
    assert session.watched == 1
    assert panel.toolbar.image.text.startswith("image 2 / 32")


def test_what_is_beyond_the_cursor_is_not_yet(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    n = len(NAMES)
    for cursor in range(len(trace.stops)):
        session.set_cursor(cursor)
        scene = recorded.view.scene
        assert scene is not None
        assert scene.cursor == cursor
        assert set(scene.outputs) == {"input", *NAMES[: cursor + 1]}
        assert (scene.logits is not None) == (cursor >= n - 1)
        assert (scene.probabilities is not None) == (cursor >= n)
        backward = cursor - n
        done = set(["input", *NAMES][n - min(n, backward) :]) if backward >= 0 else set()
        # Flatten's numbers are conv3's very own.
        assert set(scene.gradients) == (done | {"conv3"} if "flatten" in done else done)
        if scene.changed:
            assert cursor == len(trace.stops) - 1


def test_the_numbers_of_a_stop_are_the_traces(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    session.watch(5)
    session.set_cursor(len(trace.stops) - 2)
    scene = recorded.view.scene
    assert scene is not None
    np.testing.assert_array_equal(scene.outputs["pool2"], trace["pool2"].output[5])
    np.testing.assert_array_equal(scene.gradients["pool2"], trace["pool2"].grad_output[5])
    np.testing.assert_array_equal(scene.gradients["input"], trace["conv1"].grad_input[5])
    np.testing.assert_array_equal(scene.beneath["conv3"], trace["conv3"].grads["weight"])
    assert scene.divisor == 32


def test_at_the_update_the_weights_show_their_change(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 1)
    scene = recorded.view.scene
    assert scene is not None
    assert scene.changed
    record = trace["conv2"]
    np.testing.assert_array_equal(scene.weights["conv2"], record.after["weight"])
    np.testing.assert_array_equal(scene.beneath["conv2"], record.after["weight"] - record.params["weight"])


def test_the_stops_own_layer_is_shown_and_outlined(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    for cursor, stop in enumerate(trace.stops):
        session.set_cursor(cursor)
        view = recorded.view
        assert view.scene is not None
        assert view.layout_ is not None
        shown = {column.key for column in view.layout_.columns}
        for _, key in view.scene.current:
            assert key in shown, (stop, key)
        if stop.phase == "backward" and stop.layer == "conv2":
            assert view.scene.current == {(B, "relu1"), (B, "conv2.weight")}
            assert view.layout_.of_block(2).layer.name == "conv2"
        if stop.phase == "forward" and stop.layer == "pool1":
            assert view.scene.current == {(A, "pool1")}


def test_the_track_moves_the_sessions_cursor(qtbot: QtBot, recorded: CanvasPanel, session: Session) -> None:
    view = recorded.view
    assert view.track_ is not None
    x, y = view.track_.points[9]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert session.cursor == 9
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert session.cursor == 10
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert session.cursor == 9


def test_when_the_network_has_moved_on_the_border_is_dashed(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    assert not recorded.view.stale
    with qtbot.waitSignal(session.state_changed, check_params_cb=lambda state: state == "stale"):
        session.step_batch()
    assert recorded.view.stale
    assert recorded.toolbar.source.text.startswith("recorded at step")
    session.leave()
    assert not recorded.view.stale
    assert recorded.view.track_ is None


def test_hovering_explains_the_number_with_its_exact_value(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    trace = session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    view = recorded.view
    assert view.layout_ is not None
    column = view.layout_.of_block(2)
    tile = column.tiles[3]
    cell = tile.cell_rect(1, 2)
    heard: list[tuple[str, str]] = []
    session.hint_changed.connect(lambda subject, sentence: heard.append((subject, sentence)))
    qtbot.mouseMove(view, QPoint(cell.x + 3, cell.y + 3))
    subject, sentence = heard[-1]
    value = float(trace["relu2"].output[0, 3, 1, 2])
    assert subject.startswith("relu2 feature map 3, row 1 col 2: ")
    assert float(subject.split(": ")[1]) == pytest.approx(value, rel=6e-3, abs=1e-9)
    assert "the loss would change by about" in sentence
    row = view.layout_.rows[4]
    qtbot.mouseMove(view, QPoint(row.x + 8, row.y + 8 + view.layout_.twin))
    assert "(p - y) / N" in heard[-1][1]
    qtbot.mouseMove(view, QPoint(round(view.track_.points[4][0]), round(view.track_.points[4][1])))
    assert heard[-1][0] == "conv2 forward"


def test_the_input_is_said_to_be_made_by_no_weights_and_to_have_no_other_channels(
    qtbot: QtBot, panel: CanvasPanel, session: Session
) -> None:
    panel.activateWindow()
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    with qtbot.waitSignal(session.hint_changed) as heard:
        panel.view.select_channel(0, 0)
    subject, sentence = heard.args
    assert subject == "input channel 0"
    assert "no weights make it" in sentence
    assert "other channels" not in sentence
    with qtbot.waitSignal(session.hint_changed) as heard:
        panel.view.select_channel(2, 3)
    assert "The weights in front make it." not in heard.args[1]  # relu2 in sight: it has none of its own
    assert "PgUp and PgDn: other channels." in heard.args[1]


def test_what_is_explained_follows_the_number_under_a_mouse_that_rests(
    qtbot: QtBot, panel: CanvasPanel, session: Session
) -> None:
    heard: list[tuple[str, str]] = []
    session.hint_changed.connect(lambda *said: heard.append(said))
    view = panel.view
    assert view.layout_ is not None
    cell = view.layout_.of_block(2).tiles[3].cell_rect(1, 2)
    qtbot.mouseMove(view, QPoint(cell.x + 3, cell.y + 3))
    hit = view.hit
    before = heard[-1]
    for _ in range(2):
        with qtbot.waitSignal(session.snapshot_changed):
            session.step_batch()
        assert hit is not None
        value = view.value_at(hit)
        assert value is not None
        assert heard[-1][0].endswith(significant(value))
    assert heard[-1] != before
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    subject = heard[-1][0]
    assert view.hit is not None  # where all has moved, another number is under the mouse
    assert view.hit != hit
    assert subject == sentences.place(view.hit, view.scene)
    cell = view.layout_.of_block(2).tiles[3].cell_rect(1, 2)
    qtbot.mouseMove(view, QPoint(cell.x + 4, cell.y + 4))
    assert heard[-1][1] == "Not computed yet at this stop."
    session.set_cursor(99)
    assert heard[-1][1] != "Not computed yet at this stop."
    session.explain("somebody", "else speaks")
    session.set_cursor(3)
    assert heard[-1] == ("somebody", "else speaks")
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    with qtbot.waitSignal(session.snapshot_changed):
        session.step_batch()
    assert heard[-1] == ("", "")


def test_a_click_on_a_map_goes_into_the_path(qtbot: QtBot, panel: CanvasPanel) -> None:
    view = panel.view
    assert view.layout_ is not None
    cell = view.layout_.of_block(1).tiles[4].cell_rect(2, 2)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(cell.x + 1, cell.y + 1))
    assert panel.toolbar.path.text.endswith("relu1  ›  channel 4")


def test_a_hidden_panel_keeps_still(qtbot: QtBot, session: Session) -> None:
    theme.load_fonts()
    window = QWidget()
    qtbot.addWidget(window)
    panel = CanvasPanel(session, window)
    with qtbot.waitSignal(session.snapshot_changed):
        session.step_batch()
    assert panel.view.scene is None
    window.show()
    assert panel.view.scene is not None


def test_another_network_takes_the_place_of_the_old(
    qtbot: QtBot, session: Session, panel: CanvasPanel
) -> None:
    with qtbot.waitSignal(session.snapshot_changed):
        session.reset(TrainConfig.from_preset("published-mlp"))
    assert [block.name for block in panel.view.blocks] == ["input", "fc1", "fc2", "fc3"]
    assert not panel.grab().isNull()


def test_both_themes_paint(panel: CanvasPanel) -> None:
    try:
        dark = panel.view.grab().toImage()
        theme.use("light")
        panel.setStyleSheet(theme.stylesheet())
        light = panel.view.grab().toImage()
    finally:
        theme.use("dark")
    assert dark.pixelColor(2, 400).lightness() < 60
    assert light.pixelColor(2, 400).lightness() > 200


def test_everything_has_a_name_for_screen_readers(panel: CanvasPanel) -> None:
    for widget in (panel, panel.view, panel.toolbar.scale, panel.toolbar.back, panel.toolbar.forth):
        assert widget.objectName()
        assert widget.accessibleName()
    for widget in (panel.toolbar.scale, panel.toolbar.back, panel.toolbar.forth):
        assert widget.toolTip()


def test_the_switch_shows_a_block_and_comes_back(qtbot: QtBot, panel: CanvasPanel) -> None:
    overview, block = (panel.toolbar.level.group.button(n) for n in (0, 1))
    qtbot.mouseClick(block, Qt.MouseButton.LeftButton)
    assert panel.view.zoomed
    assert panel.toolbar.path.text.endswith("conv1")
    panel.view.zoom(None)
    assert overview.isChecked()
    qtbot.mouseClick(block, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton)
    assert not panel.view.zoomed


@pytest.mark.slow
def test_zoomed_in_every_stop_of_a_batch_can_be_walked(recorded: CanvasPanel, session: Session) -> None:
    recorded.view.zoom(1)
    trace = session.trace
    assert trace is not None
    for cursor, stop in enumerate(trace.stops):
        session.set_cursor(cursor)
        assert not recorded.view.grab().isNull()
        if stop.phase in ("forward", "backward"):
            assert recorded.view.focused.layer(stop.layer) is not None
            assert recorded.toolbar.path.text.endswith(recorded.view.focused.name)


def test_a_click_selects_the_very_number_of_the_trace(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    trace, view = session.trace, recorded.view
    assert trace is not None
    session.watch(3)
    session.set_cursor(len(trace.stops) - 2)
    assert view.layout_ is not None
    assert view.scene is not None
    rng = np.random.default_rng(0)
    for column in view.layout_.columns:
        for lane in (A, B):
            for _ in range(4 if column.tiles else 0):
                tile = column.tiles[rng.integers(len(column.tiles))]
                rect = tile.cell_rect(*divmod(int(rng.integers(tile.count)), tile.cols))
                down = view.layout_.twin if lane == B else 0
                hit = view.hit_at(rect.x + rect.w // 2, rect.y + rect.h // 2 + down)
                assert hit is not None
                cell = cells.cell_of(hit, trace, 3, view.scene)
                assert trace.at(cell) == view.value_at(hit), cell
                place = cells.place_of(cell, trace)
                assert place == ((lane, column.key, hit.index), None if column.gutter else 3)
    row = view.layout_.rows[4]
    point = QPoint(row.x + 20, row.y + 8)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert session.selection == ("fc5", "output", (3, 4))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(row.right - 20, row.y + 8))
    assert session.selection == ("loss", "probabilities", (3, 4))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point + QPoint(0, view.layout_.twin))
    assert session.selection == ("loss", "grad_input", (3, 4))
    assert not recorded.grab().isNull()


def test_live_a_click_records_the_next_batch_and_selects_its_number(
    qtbot: QtBot, panel: CanvasPanel, session: Session
) -> None:
    view = panel.view
    session.watch(2)
    session.train()
    qtbot.waitUntil(lambda: session.training)
    assert view.layout_ is not None
    cell = view.layout_.of_block(1).tiles[3].cell_rect(2, 5)
    with qtbot.waitSignal(session.selection_changed):
        point = QPoint(cell.x + 1, cell.y + 1 + view.layout_.twin)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert session.trace is not None
    assert session.selection == ("conv2", "grad_input", (2, 3, 2, 5))
    assert session.stop == ("backward", "conv2", 9, 13)
    qtbot.waitUntil(lambda: session.state == "recorded")
    assert view.cell == (B, "relu1", (3, 2, 5))
    assert view.scene is not None
    assert view.scene.array(B, "relu1") is not None


@pytest.mark.slow
def test_a_number_selected_elsewhere_comes_into_sight(recorded: CanvasPanel, session: Session) -> None:
    view, trace = recorded.view, session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    wanted = [
        (Cell("pool2", "grad_input", (7, 13, 2, 5)), (B, "conv2", (13, 2, 5))),
        (Cell("conv1", "output", (2, 5, 20, 20)), (A, "conv1", (5, 20, 20))),
        (Cell("conv3", "weight", (61, 15, 4, 4)), (A, "conv3.weight", (61, 15, 4, 4))),
        (Cell("fc4", "input", (2, 99)), (A, "conv3", (99, 0, 0))),
        (Cell("fc4", "weight.grad", (50, 60)), (B, "fc4.weight", (50, 60))),
        (Cell("loss", "probabilities", (1, 9)), (A, "fc5", (9,))),
        (Cell("bn1", "x_hat", (1, 0, 0, 0)), None),
    ]
    for zoomed in (False, True):
        view.zoom(2 if zoomed else None)
        for cell, place in wanted:
            session.select(cell)
            assert view.cell == place
            assert not view.grab().isNull()
            assert view.layout_ is not None
            if place is not None and cell.layer != "loss":
                columns = [column for column in view.layout_.columns if column.key == place[1]]
                assert any(column.locate(place[2]) is not None for column in columns), cell
                if "weight" not in cell.quantity:
                    assert session.watched == cell.index[0]
            assert recorded.toolbar.path.text.endswith(f"[{', '.join(str(i) for i in cell.index)}]")
        session.select(None)
        assert view.cell is None


def test_a_number_of_the_input_shows_the_kernels_it_meets(recorded: CanvasPanel, session: Session) -> None:
    view, trace = recorded.view, session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    view.zoom(2)
    session.select(Cell("conv2", "grad_input", (0, 3, 5, 7)))
    assert view.layout_ is not None
    assert next(column for column in view.layout_.columns if column.by_output).fixed == 3


def test_keys_select_a_number_move_it_and_find_its_twin(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    view, trace = recorded.view, session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    view.select_channel(2, 3)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.selection == ("relu2", "output", (0, 3, 2, 2))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
    assert session.selection == ("relu2", "output", (0, 3, 1, 1))
    qtbot.keyClick(view, Qt.Key.Key_G)
    assert session.selection == ("conv3", "grad_input", (0, 3, 1, 1))
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert session.selection == ("conv3", "grad_input", (0, 3, 1, 0))


def test_under_a_convolutions_dx_its_kernels_lie_turned(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    view, trace = recorded.view, session.trace
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    session.select(Cell("conv2", "grad_input", (0, 3, 5, 7)))
    assert view.scene is not None
    weight = trace["conv2"].params["weight"]
    np.testing.assert_array_equal(view.scene.beneath["conv2"], weight[:, :, ::-1, ::-1])
    assert view.layout_ is not None
    column = view.layout_.gutter_of(2)
    assert column is not None
    tile = column.tiles[1]
    rect = tile.cell_rect(0, 1)
    hit = view.hit_at(rect.x + 2, rect.y + 2 + view.layout_.twin)
    assert hit is not None
    assert trace.at(cells.cell_of(hit, trace, 0, view.scene)) == view.value_at(hit)
    assert not view.grab().isNull()
    session.select(Cell("pool2", "grad_input", (0, 3, 5, 7)))
    np.testing.assert_array_equal(view.scene.beneath["conv2"], trace["conv2"].grads["weight"])


def test_the_windows_that_a_number_was_made_of_are_those_of_its_explanation(
    recorded: CanvasPanel, session: Session
) -> None:
    trace, view = session.trace, recorded.view
    assert trace is not None
    session.set_cursor(len(trace.stops) - 2)
    session.select(Cell("conv2", "output", (4, 3, 5, 7)))
    assert view.windows == tuple((A, "relu1", i, 5, 7, 9, 11) for i in range(6))
    session.select(Cell("conv2", "grad_input", (4, 2, 3, 8)))
    assert set(view.windows) == {(B, "conv2", o, 0, 4, 3, 8) for o in range(16)}
    session.select(Cell("pool1", "output", (4, 2, 3, 8)))
    assert view.windows == ((A, "conv1", 2, 6, 16, 7, 17),)
    session.select(Cell("conv1", "weight.grad", (0, 0, 1, 1)))
    assert view.windows == ()
    view.zoom(2)
    session.select(Cell("conv2", "grad_input", (4, 2, 3, 8)))
    assert not view.grab().isNull()


def test_edges_are_the_subtotals_of_the_number_and_the_rest_is_faded(
    recorded: CanvasPanel, session: Session
) -> None:
    trace, view = session.trace, recorded.view
    assert trace is not None
    plain = view.grab().toImage()
    for cell, lane, key in (
        (Cell("conv2", "output", (1, 3, 5, 7)), A, "relu1"),
        (Cell("conv2", "grad_input", (1, 2, 3, 8)), B, "conv2"),
        (Cell("pool1", "output", (1, 2, 3, 8)), A, "conv1"),
        (Cell("bn2", "grad_input", (1, 2, 3, 1)), B, "bn2"),
        (Cell("relu2", "output", (1, 2, 3, 1)), A, "bn2"),
        (Cell("fc4", "output", (1, 20)), A, "conv3"),
        (Cell("fc5", "grad_input", (1, 20)), B, "fc5"),
    ):
        session.select(cell)
        assert {(source.lane, source.key) for source in view.sources} == {(lane, key)}, cell
        weighted = cell.quantity == "output" and cell.layer.startswith(("conv", "fc"))
        bias = float(trace[cell.layer].params["bias"][cell.index[1]]) if weighted else 0.0
        total = sum(source.subtotal for source in view.sources) + bias
        assert total == pytest.approx(trace.at(cell), rel=1e-3, abs=1e-6), cell
        view.zoom(None)
        assert not view.grab().isNull()
        view.zoom(view.choice.focus)
        assert view.focus_ is not None
        widest = max(view.focus_.edges, key=lambda edge: edge.width, default=None)
        if widest is not None:
            assert abs(widest.source.subtotal) == max(abs(e.source.subtotal) for e in view.focus_.edges)
            assert all(1 <= edge.width <= 3 for edge in view.focus_.edges)
    assert view.grab().toImage() != plain
    session.select(Cell("conv1", "weight", (0, 0, 1, 1)))
    assert view.focus_ is None


def test_what_a_number_was_not_made_of_is_veiled_to_its_edges_in_the_colour_beneath(
    recorded: CanvasPanel, session: Session
) -> None:
    session.select(Cell("conv1", "output", (0, 0, 6, 6)))
    view = recorded.view
    assert view.focus_ is not None
    veils = view.focus_.veils
    gutters = [c for c in view.layout_.columns if c.gutter and c.bar.w and c.layer.name != "conv1"]
    assert gutters
    for column in gutters:
        bar = QRect(column.bar.x, column.bar.y, column.bar.w, column.bar.h)
        assert QRegion(bar).subtracted(veils["canvas"]).isEmpty(), column.layer.name
    assert not veils["block"].intersects(veils["canvas"])


@pytest.mark.parametrize("block", [None, 2])
def test_edges_run_in_the_gaps_between_columns_and_clear_of_channel_numbers(
    recorded: CanvasPanel, session: Session, block: int | None
) -> None:
    view, seen = recorded.view, 0
    for cell in (
        Cell("conv1", "output", (0, 1, 14, 14)),
        Cell("conv2", "output", (0, 1, 5, 5)),
        Cell("conv2", "grad_input", (0, 1, 7, 7)),
        Cell("conv3", "grad_input", (0, 1, 2, 2)),
        Cell("fc4", "output", (0, 20)),
    ):
        session.select(cell)
        view.zoom(block)
        if view.focus_ is None:
            continue
        boxes = [around(column.tiles) for column in view.layout_.columns if column.tiles]
        numbers = [
            QRectF(around(column.tiles).x - 17, tile.rect.y + tile.rect.h / 2 + down - 7, 16, 14)
            for column in view.layout_.columns
            if column.kind == MAPS and column.numbered and column.layer.shape[0] > 1
            for tile in column.tiles
            for down in (0, view.layout_.twin)
        ]
        for edge in view.focus_.edges:
            points = [edge.path.pointAtPercent(n / 100) for n in range(101)]
            assert not [b for b in boxes for p in points if b.x < p.x() < b.right], cell
            assert not [box for box in numbers for point in points if box.contains(point)], cell
            seen += 1
    assert seen > 10


def test_the_light_comes_back_while_the_number_is_on_another_page(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    session.select(Cell("conv2", "output", (0, 0, 4, 4)))
    view = recorded.view
    column = view.layout_.of_block(2)
    assert not column.page.whole
    assert view.focus_ is not None
    view.turn(column, 1)
    assert view.focus_ is None
    view.turn(view.layout_.of_block(2), -1)
    assert view.focus_ is not None
    session.select(None)
    view.select_channel(2, 0)
    view.turn(view.layout_.of_block(2), 1)
    page = view.layout_.of_block(2).page
    assert page.first > 0
    assert view.selected == (2, page.first)  # what the line at the foot tells of is in sight


def test_a_chip_adds_up_the_sources_of_other_pages_and_opens_them(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    view = recorded.view
    view.zoom(2)
    session.select(Cell("conv2", "grad_input", (1, 2, 3, 8)))
    seen: set[int] = set()
    first = view.more
    assert first is not None
    shown = [edge.source.subtotal for edge in view.focus_.edges] if view.focus_ is not None else []
    everything = sum(source.subtotal for source in view.sources)
    assert first.subtotal + sum(shown) == pytest.approx(everything, abs=1e-9)
    assert f"+{first.count} more" in first.text
    while len(seen) < 16:
        assert view.more is not None
        seen |= set(range(16)) - set(view.more.channels)
        middle = view.more.rect
        point = QPoint(middle.x + middle.w // 2 - view.offset, middle.y + middle.h // 2)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
        assert session.selection == ("conv2", "grad_input", (1, 2, 3, 8))
    assert seen == set(range(16))
    before = view.more
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.more != before


def test_a_weights_gradient_shows_the_share_of_the_watched_image(
    recorded: CanvasPanel, session: Session
) -> None:
    trace, view = session.trace, recorded.view
    assert trace is not None
    session.watch(4)
    session.select(Cell("conv2", "weight.grad", (7, 3, 2, 1)))
    windows = trace["conv2"].input[4, 3, 2:12, 1:11]
    share = float((windows * trace["conv2"].grad_output[4, 7]).sum())
    assert [(s.lane, s.key, s.at) for s in view.sources] == [(A, "relu1", (3,)), (B, "conv2", (7,))]
    assert [s.subtotal for s in view.sources] == pytest.approx([share, share], rel=1e-3, abs=1e-8)
    assert not view.grab().isNull()


def _said(panel: CanvasPanel, lane: str, tile: int, row: int, col: int) -> tuple[str, str]:
    """What is said of a number of conv2's kernels."""
    view = panel.view
    assert view.layout_ is not None
    gutter = next(column for column in view.layout_.columns if column.key == "conv2.weight")
    spot = gutter.tiles[tile].cell_rect(row, col)
    hit = view.hit_at(spot.x + 2, spot.y + 2 + (view.layout_.twin if lane == B else 0))
    assert hit is not None
    assert view.scene is not None
    twin = replace(hit, lane=A if lane == B else B)
    return sentences.explain(hit, view.value_at(hit), view.value_at(twin), view.scene, view.blocks)


def test_what_lies_beneath_a_weight_is_called_what_it_is(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    record, last = trace["conv2"], len(trace.stops) - 1
    session.set_cursor(last - 1)
    session.select(Cell("conv2", "weight.grad", (0, 0, 1, 2)))  # has the canvas show it
    assert _said(recorded, B, 0, 1, 2)[0] == (
        f"conv2 weight gradient [0, 0, 1, 2]: {significant(float(record.grads['weight'][0, 0, 1, 2]))}"
    )
    session.set_cursor(last)
    change = record.after["weight"] - record.params["weight"]
    assert _said(recorded, B, 0, 1, 2)[0] == (
        f"change of conv2 weight [0, 0, 1, 2]: {significant(float(change[0, 0, 1, 2]))}"
    )


def test_a_turned_kernel_is_not_taken_for_a_gradient(recorded: CanvasPanel, session: Session) -> None:
    trace = session.trace
    assert trace is not None
    recorded.view.zoom(2)
    session.set_cursor(len(trace.stops) - 2)
    session.select(Cell("conv2", "grad_input", (0, 0, 3, 3)))
    weight = trace["conv2"].params["weight"]
    subject, sentence = _said(recorded, B, 0, 1, 2)
    assert subject == f"conv2 weight [0, 0, 3, 2]: {significant(float(weight[0, 0, 3, 2]))}"
    assert "turned by 180 degrees" in sentence
    assert "gradient" not in _said(recorded, A, 0, 1, 2)[1]


def test_a_channel_is_told_as_the_layer_that_is_in_sight(
    qtbot: QtBot, recorded: CanvasPanel, session: Session
) -> None:
    view, told = recorded.view, [("", "")]
    session.hint_changed.connect(lambda *said: told.append(said))
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.select_channel(0, 0)
    assert told[-1] == ("input channel 0", "The image itself: no weights make it.")
    view.show_layer(1, "conv1")
    view.select_channel(1, 1)
    assert told[-1][0] == "conv1 channel 1"
    assert told[-1][1].startswith("The weights in front make it. Up and Down: other layers.")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told[-1][0] == "pool1 channel 1"
    assert told[-1][1].startswith("Up and Down")
