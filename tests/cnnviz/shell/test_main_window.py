"""The real window: its actions do what they say, everything has a name and a tip, nothing is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QEnterEvent, QStatusTipEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

import core
from cnnviz.shell import commands as actions
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.panels import PANELS, SHEETS
from cnnviz.system import settings
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant
from core.trace.recording import Cell


@pytest.fixture
def seen(seen_window: MainWindow) -> MainWindow:
    """The window that lasts, with nothing over it."""
    stage = seen_window.stage
    while stage.message or stage.drawer_open or stage.sheet is not None:
        seen_window.up_one_level()
    return seen_window


def recorded(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.trace_changed):
        window.action("step_forward").trigger()


def pill(window: MainWindow) -> str:
    return window.panels["TransportPanel"].pill.word


def test_the_train_action_trains_and_pauses(qtbot: QtBot, window: MainWindow) -> None:
    train = window.action("train")
    assert train.text() == "Train"
    train.trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step > 5)
    assert train.text() == "Pause"
    qtbot.waitUntil(lambda: pill(window) == "LIVE")  # not while it is tested after an epoch
    train.trigger()
    qtbot.waitUntil(lambda: pill(window) == "PAUSED")
    assert train.text() == "Train"


@pytest.mark.slow
def test_a_network_that_is_tested_is_not_called_live(window: MainWindow) -> None:
    words = (
        ("testing", "TESTING"),
        ("evaluating", "TESTING"),
        ("training", "LIVE"),
        ("evaluating", "TESTING"),
    )
    for state, word in (*words, ("paused", "PAUSED")):
        window.session.live.engine_state = state
        window.session.live.engine_changed.emit()
        assert pill(window) == word
        assert window.action("train").text() == ("Train" if word == "PAUSED" else "Pause")


@pytest.mark.slow
def test_a_past_step_is_called_then_once_its_numbers_are_there(qtbot: QtBot, window: MainWindow) -> None:
    session, panel = window.session, window.panels["TransportPanel"]
    for step in range(3):
        session.step_batch()
        qtbot.waitUntil(lambda step=step: len(session.history) == step + 1)
    session.time.go(1)
    assert (session.time.step, session.time.shown) == (1, None)
    assert pill(window) == "PAUSED"
    assert panel.readouts._items[0].text == "3"
    qtbot.waitUntil(lambda: session.time.shown is not None)
    assert pill(window) == "THEN"
    assert panel.readouts._items[0].text == "1"
    assert "at step 1" in panel.pill.toolTip()


def test_space_trains_and_the_arrows_walk(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.state == "training")
    with qtbot.waitSignal(window.session.trace_changed):
        qtbot.keyClick(window, Qt.Key.Key_Right)
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.session.cursor == 1
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.session.cursor == 0
    qtbot.waitUntil(lambda: pill(window) == "RECORDED")  # not while it is tested after an epoch


def test_space_plays_on_what_it_paused_until_the_batch_is_left(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session, player = window.session, window.session.player
    player.still = False
    recorded(qtbot, window)
    window.action("play_steps").trigger()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert not player.playing
    qtbot.keyClick(window, Qt.Key.Key_Right)  # a look further on ends nothing
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert player.playing
    assert (session.state, session.cursor) == ("recorded", 1)
    session.set_cursor(len(session.trace.stops) - 2)
    player._on()
    assert not player.playing
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "training")
    recorded(qtbot, window)
    window.action("play_steps").trigger()
    session.leave()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "training")


@pytest.mark.slow
def test_every_button_of_the_transport_follows_its_action(qtbot: QtBot, window: MainWindow) -> None:
    transport = window.panels["TransportPanel"]
    for name in ("menu", "train", "step_batch", "step_epoch", "step_back", "step_forward", "reset"):
        button = transport.findChild(QAbstractButton, f"{name}_button")
        assert button.isEnabled() == window.action(name).isEnabled()
    qtbot.mouseClick(transport.findChild(QAbstractButton, "step_batch_button"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)


@pytest.mark.slow
def test_a_focused_button_keeps_space_for_itself(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button = window.panels["TransportPanel"].findChild(QAbstractButton, "step_batch_button")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)
    assert window.session.state == "paused"


OPENED = ("evaluate", "runs", "workshop", "data", "images", "health", "build", "excite", "update", "lab")


@pytest.mark.slow
def test_space_trains_in_whatever_has_just_been_opened(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    recorded(qtbot, window)
    for name in OPENED:
        window.action(name).trigger()
        qtbot.waitUntil(lambda: window.session.state != "evaluating")
        for state in ("training", "paused"):
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
            qtbot.waitUntil(lambda wanted=state: window.session.state == wanted)
        window.action("escape").trigger()


@pytest.mark.slow
def test_keys_do_the_same_after_a_click_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    recorded(qtbot, window)
    canvas, microscope = window.panels.canvas, window.panels.microscope
    window.session.select(core.Cell("conv1", "output", (0, 1, 6, 7)))
    page = microscope.inspector.view
    box = page.opening()[0].box
    for clicked, place in ((canvas.toolbar.level, QPoint(5, 5)), (page, box.center().toPoint())):
        child = clicked.childAt(place) or clicked
        qtbot.mouseClick(child, Qt.MouseButton.LeftButton, pos=child.mapFrom(clicked, place))
        for key, level in ((Qt.Key.Key_1, 1), (Qt.Key.Key_0, 0)):
            qtbot.keyClick(window.focusWidget(), key)
            assert canvas.view.level == level
    microscope.inspector.read()
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert canvas.view.hasFocus()  # not the next button
    grid = microscope.batch.grid
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.place(5).center().toPoint())
    assert window.session.watched == 5
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert (window.session.watched, window.session.cursor) == (5, 1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Home)
    assert window.session.cursor == 0
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_End)
    assert window.session.stop.phase == "update"


@pytest.mark.slow
def test_stepping_back_and_leaving_are_offered_only_where_they_lead(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.action("step_back").isEnabled()
    assert not window.action("live").isEnabled()
    recorded(qtbot, window)
    assert not window.action("step_back").isEnabled()
    window.action("step_forward").trigger()
    assert window.action("step_back").isEnabled()
    window.session.set_cursor(10_000)
    assert not window.action("step_forward").isEnabled()
    window.action("live").trigger()
    assert pill(window) == "PAUSED"


@pytest.mark.slow
def test_a_microscope_closed_by_hand_stays_closed_beside_a_selected_number(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 720)
    recorded(qtbot, window)
    window.session.select(core.Cell("conv1", "weight", (0, 0, 0, 0)))
    microscope = window.panels.microscope
    assert not microscope.folded
    window.resize(1270, 720)
    assert not microscope.folded
    window.action("microscope").trigger()
    window.resize(1280, 720)
    assert microscope.folded


def test_backspace_goes_back_page_by_page_and_loses_nothing(qtbot: QtBot, window: MainWindow) -> None:
    recorded(qtbot, window)
    session, view = window.session, window.panels.canvas.view
    cells = [core.Cell("conv1", "weight", (0, 0, 0, place)) for place in range(3)]
    for cell in cells:
        session.select(cell)
    for cell in (cells[1], cells[0], cells[0]):  # with no page left, it stays at the first
        qtbot.keyClick(view, Qt.Key.Key_Backspace)
        assert session.selection == cell
    session.select(None)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert session.trace is not None
    assert pill(window) == "RECORDED"


@pytest.mark.slow
@pytest.mark.parametrize("way", ["escape", "live"])
def test_leaving_the_recorded_batch_can_be_undone(qtbot: QtBot, window: MainWindow, way: str) -> None:
    recorded(qtbot, window)
    session = window.session
    trace, cells = session.trace, [core.Cell("conv1", "weight", (0, 0, 0, place)) for place in range(2)]
    for cell in cells:
        session.select(cell)
    session.set_cursor(9)
    while session.trace is not None:
        window.action(way).trigger()
    assert window.stage.message == "The recorded batch was left. Ctrl+Z brings it back."
    assert window.action("undo").text() == "Undo: leaving the recorded batch"
    window.stage.close_message()
    window.action("undo").trigger()
    assert (session.trace, session.cursor, session.state) == (trace, 9, "recorded")
    assert session.selection == (cells[1] if way == "live" else None)
    session.turn(-1)
    assert session.selection is not None  # the pages are there again
    assert window.action("undo").text() == "Undo"
    window.action(way).trigger()
    session.train()
    qtbot.waitUntil(lambda: session.snapshot.step > trace.step)
    assert session.recorded.left is None  # it would only take memory
    session.pause()


@pytest.mark.slow
def test_the_microscope_tells_where_the_cursor_stands(qtbot: QtBot, window: MainWindow) -> None:
    recorded(qtbot, window)
    card = window.findChild(QWidget, "stop_card")
    assert card.accessibleName() == "conv1, forward 1 of 13"
    titles = set()
    for _ in window.session.trace.stops:
        titles.add(card.accessibleName())
        assert card.accessibleDescription()
        window.action("step_forward").trigger()
    assert len(titles) == len(window.session.trace.stops) == 28
    assert window.findChild(QWidget, "recorded_at").text() == "recorded at step 1"


@pytest.mark.slow
def test_a_stale_batch_says_so_and_can_be_recorded_again(qtbot: QtBot, window: MainWindow) -> None:
    recorded(qtbot, window)
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: pill(window) == "STALE")
    again = window.findChild(QAbstractButton, "record_again_button")
    assert again.isVisible()
    with qtbot.waitSignal(window.session.trace_changed):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert pill(window) == "RECORDED"
    assert window.session.trace.step == 3


@pytest.mark.slow
def test_a_batch_out_of_a_file_is_no_step_of_the_run_under_way(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, curves = window.session, window.panels.curves
    recorded(qtbot, window)
    assert (curves._step(), curves.plots["loss"].curves.marked) == (1, 1)
    session.save_trace(tmp_path / "lesson.trace")
    qtbot.waitUntil((tmp_path / "lesson.trace").exists)
    session.reset()
    qtbot.waitUntil(lambda: session.trace is None and len(session.history) == 0)
    session.open_trace(tmp_path / "lesson.trace")
    qtbot.waitUntil(lambda: session.trace is not None)
    assert (curves._step(), curves.plots["loss"].curves.marked) == (0, 0)
    names = window.windowTitle(), window.panels.canvas.toolbar.path.text
    assert [name.partition(" ")[0] for name in names] == ["lesson.trace"] * 2  # not the network under way
    panel = window.panels["TransportPanel"]
    assert "lesson.trace, recorded at step 1, and so are the numbers beside this" in panel.pill.toolTip()
    assert [item.text for item in panel.readouts._items] == ["1", "–", "–"]  # the walk is yet to come there
    session.set_cursor(len(session.trace.stops) - 1)
    assert [item.text for item in panel.readouts._items][1] == significant(session.trace.loss, signed=False)
    session.recorded.put_away()
    assert window.windowTitle() == window.panels.canvas.toolbar.path.text == session.title()
    assert panel.readouts._items[0].text == "0"
    assert len(panel.readouts._items) == 6


def test_a_stale_batch_tells_where_the_network_is_now(qtbot: QtBot, window: MainWindow) -> None:
    recorded(qtbot, window)
    window.panels.microscope.fold(True)  # it is opened with what is true then
    told = window.findChild(QLabel, "recorded_stale")
    for step in (2, 3, 4):
        window.action("step_batch").trigger()
        qtbot.waitUntil(lambda step=step: window.session.snapshot.step == step and pill(window) == "STALE")
        assert told.text() == f"Recorded at step 1; the network is at step {step} now"


def test_the_watched_image_is_chosen_by_key_and_by_mouse(qtbot: QtBot, window: MainWindow) -> None:
    window.action("previous_image").trigger()
    assert window.session.watched == 31
    window.action("next_image").trigger()
    assert window.session.watched == 0
    grid = window.findChild(QWidget, "batch_grid")
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.place(9).center().toPoint())
    assert window.session.watched == 9
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert window.session.watched == 17
    window.action("next_mistake").trigger()
    read, _ = window.session.predictions()
    assert read[window.session.watched] != window.session.snapshot.watched.labels[window.session.watched]


def test_the_only_mistake_of_a_batch_says_that_there_is_no_other(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.set_cursor(len(session.trace.stops) - 1)
    session.watch(3)
    monkeypatch.setattr(session, "wrong_after", lambda _: 3)
    window.action("next_mistake").trigger()
    said = f"No other image of this batch was read wrong at step {session.trace.step}."
    assert window.stage.message == said
    session.watch(4)
    qtbot.waitUntil(lambda: window.stage.message != said)
    session.watch(3)
    window.action("next_mistake").trigger()
    assert window.stage.message == said
    trace = session.trace
    session.record()  # another batch comes in its place
    qtbot.waitUntil(lambda: session.trace is not trace)
    assert window.stage.message != said


def test_the_batch_is_tallied(seen: MainWindow) -> None:
    read, _ = seen.session.predictions()
    right = int((read == seen.session.snapshot.watched.labels).sum())
    text = seen.findChild(QWidget, "batch_tally").text()
    assert text == f"32 images, {right} right, {32 - right} wrong"


def test_the_watched_images_are_not_called_the_batch_of_a_step(qtbot: QtBot, seen: MainWindow) -> None:
    session, batch = seen.session, seen.panels["MicroscopePanel"].batch
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == session.snapshot.watched.step > 0)
    read_after = f"Read as in a test, after step {session.snapshot.step}; training has other batches"
    qtbot.waitUntil(lambda: read_after in batch.tally.toolTip())
    assert batch.title.text() == "These images"
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    qtbot.waitUntil(lambda: batch.title.text() == "This batch")
    assert "As the network read them at step" in batch.tally.toolTip()
    session.set_cursor(len(session.trace.stops) - 1)
    qtbot.waitUntil(lambda: session.snapshot.step == session.trace.step)
    read, _ = session.predictions()  # of the step's own pass: as the train accuracy
    assert (read == session.trace.labels).mean() == pytest.approx(session.snapshot.train_accuracy)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "folded"), [(1600, False), (1440, False), (1280, True), (1000, True)])
def test_the_microscope_folds_where_the_window_is_narrow(
    window: MainWindow, width: int, folded: bool
) -> None:
    window.resize(width, 720)
    microscope = window.panels["MicroscopePanel"]
    assert microscope.folded == folded
    window.action("microscope").trigger()
    assert microscope.folded != folded
    canvas = window.panels["CanvasPanel"]
    assert canvas.width() == width - microscope.width()
    window.action("microscope").trigger()
    assert microscope.folded == folded


@pytest.mark.parametrize("card", ["lab", "touch"])
def test_the_microscope_stays_open_in_a_narrow_window_while_a_card_in_it_is_used(
    seen: MainWindow, card: str
) -> None:
    seen.resize(1600, 720)
    seen.action(card).trigger()
    seen.resize(1280, 720)
    assert not seen.panels["MicroscopePanel"].folded
    seen.action(card).trigger()


@pytest.mark.slow
def test_the_rail_names_the_number_whose_page_it_opens(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1600, 720)
    rail = window.findChild(QWidget, "microscope_rail")
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    assert rail.accessibleName() == "Microscope: this batch, step by step"
    window.session.select(core.Cell("conv1", "output", (0, 1, 6, 7)))
    window.action("microscope").trigger()
    assert rail.isVisible()
    assert rail.accessibleName() == "Microscope: conv1.output[0, 1, 6, 7]"
    window.session.select(None)
    assert rail.accessibleName() == "Microscope: this batch, step by step"
    window.action("ledger").trigger()
    assert rail.accessibleName() == "Microscope: Gradient ledger"


@pytest.mark.slow
def test_a_click_on_the_rail_opens_the_microscope(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 720)
    qtbot.mouseClick(window.findChild(QWidget, "microscope_rail"), Qt.MouseButton.LeftButton)
    assert not window.panels["MicroscopePanel"].folded


@pytest.mark.slow
def test_a_clicked_number_stays_under_the_mouse_as_the_microscope_opens(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 720)
    session, view = window.session, window.panels.canvas.view
    QApplication.processEvents()
    window.grab()
    wide = view.layout_.width

    def place(lane: str) -> QPoint:
        box = view.layout_.of_block(1).locate((0, 3, 3))
        return QPoint(box.x + box.w // 2, box.y + box.h // 2 + (view.layout_.twin if lane == "b" else 0))

    above, beneath = place("a"), place("b")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=above)
    qtbot.waitUntil(lambda: session.selection is not None)
    assert not window.panels.microscope.folded
    assert view.width() < wide
    assert place("a") == above
    assert place("b").x() == beneath.x()
    session.select(core.Cell("pool1", "output", (0, 0, 3, 3)))  # as a link of its page does
    assert place("a") == above
    session.set_cursor(next(i for i, stop in enumerate(session.trace.stops) if stop.phase == "loss"))
    assert view.layout_.width == view.width()  # else the loss would be out of sight
    session.select(None)
    window.action("microscope").trigger()
    assert view.layout_.width == wide


def test_the_line_beside_the_microscope_goes_from_top_to_bottom(seen: MainWindow) -> None:
    column = seen.panels.microscope
    column.fold(False)
    image = column.grab().toImage()
    edge = {image.pixelColor(0, y).name() for y in range(image.height())}
    assert edge == {theme.colour("line").name()}


def test_curves_are_hidden_and_shown(seen: MainWindow) -> None:
    seen.action("curves").trigger()
    assert seen.panels["CurvesPanel"].isHidden()
    seen.action("curves").trigger()
    assert seen.panels["CurvesPanel"].isVisible()


def test_the_time_bar_comes_over_the_curves_data_and_moves_no_button_that_is_aimed_at(
    qtbot: QtBot, window: MainWindow
) -> None:
    for step in range(3):
        window.session.step_batch()
        qtbot.waitUntil(lambda step=step: len(window.session.history) == step + 1)
    curves, bar = window.panels.curves, window.panels.time_bar
    button, plot = curves.norm_button, curves.plots["gradient"]
    where = button.mapTo(window, QPoint())
    for widget in (curves, plot, button):
        QApplication.sendEvent(widget, QEnterEvent(QPointF(), QPointF(), QPointF()))
    plot.point_at(QPointF(plot.width() / 2, 30))
    assert bar.isHidden()
    assert button.mapTo(window, QPoint()) == where
    plot.point_at(QPointF(plot.width() / 2, 60))
    assert bar.isVisible()


@pytest.mark.parametrize("opened", ["settings", "evaluate"])
def test_escape_closes_what_was_opened_then_the_message_then_the_recorded_batch(
    qtbot: QtBot, window: MainWindow, opened: str
) -> None:
    recorded(qtbot, window)
    stage = window.stage
    window.action(opened).trigger()
    window.session.message.emit("Something went wrong", "error")
    states = []
    for _ in range(3):
        open_ = stage.drawer_open or stage.sheet is not None
        states.append((open_, bool(stage.message), window.session.trace is not None))
        window.action("escape").trigger()
    assert states == [(True, True, True), (False, True, True), (False, False, True)]
    assert window.session.trace is None


@pytest.mark.slow
def test_the_settings_slide_over_the_canvas_below_the_transport(qtbot: QtBot, window: MainWindow) -> None:
    window.panels["SettingsDrawer"].motion_chosen.emit(False)
    window.action("settings").trigger()
    drawer = window.panels["SettingsDrawer"]
    qtbot.waitUntil(lambda: drawer.pos() == QPoint(0, 0))
    assert drawer.width() == 280
    assert drawer.mapTo(window, QPoint(0, 0)).y() == 48
    window.action("settings").trigger()
    qtbot.waitUntil(drawer.isHidden)


@pytest.mark.slow
def test_a_theme_reaches_every_panel(window: MainWindow) -> None:
    for name in ("light", "dark", "system"):
        window.apply_theme(name)
        expected = theme.THEMES["dark" if name == "system" else name]
        assert theme.current() is expected
        picture = window.grab().toImage()
        assert picture.pixelColor(picture.width() - 6, picture.height() - 6).name() == expected.panel
    window.apply_theme("dark")


def test_weights_are_saved_and_loaded_by_the_dialogs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.safetensors"
    window.action("step_batch").trigger()
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.selectFile(str(tmp_path / "mine")) or 1)
    with qtbot.waitSignal(window.session.message):
        window.action("save_weights").trigger()
    assert file.exists()
    assert str(file) in window.stage.message
    kept = window.session.snapshot.parameters["fc5.weight"]
    window.action("step_batch").trigger()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(window.session.config_changed):
        window.action("load_weights").trigger()
    np.testing.assert_array_equal(window.session.snapshot.parameters["fc5.weight"], kept)
    assert window.remembered.folder == str(tmp_path)


def test_a_cancelled_dialog_does_nothing(seen: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for name in ("save_weights", "load_weights", "open_data", "open_folder"):
        seen.action(name).trigger()
    assert seen.stage.message == ""


@pytest.mark.slow
def test_a_truncated_file_is_refused_in_place(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "weights.safetensors"
    with qtbot.waitSignal(window.session.message):
        window.save_weights(file)
    file.write_bytes(file.read_bytes()[:-100])
    before = window.session.snapshot
    with qtbot.waitSignal(window.session.message):
        window.load_weights(file)
    assert str(file) in window.stage.message
    assert window.session.snapshot.run == before.run


@pytest.mark.fault(9)
def test_an_unwritable_place_is_refused_in_place(qtbot: QtBot, seen: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with qtbot.waitSignal(seen.session.message):
        seen.save_weights(tmp_path / "file" / "weights.safetensors")
    assert "weights.safetensors" in seen.stage.message


def drop(window: MainWindow, data: QMimeData) -> None:
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier))


@pytest.mark.fault(29)
def test_what_is_dropped_is_opened_or_explained(qtbot: QtBot, seen: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setText("hello")
    drop(seen, data)
    assert "Drop one file" in seen.stage.message
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "none.safetensors"))])
    with qtbot.waitSignal(seen.session.message):
        drop(seen, data)
    assert "none.safetensors" in seen.stage.message


def in_menus(window: MainWindow) -> set[str]:
    menu = window.menu()
    below = menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    names = {action.objectName() for each in below for action in each.actions()}
    menu.close()
    return names - {""}


def test_the_menus_offer_every_action_of_a_group(seen: MainWindow) -> None:
    assert in_menus(seen) == {row.id for row in actions.ROWS if row.group}


def test_ids_and_keys_are_given_once() -> None:
    ids = [row.id for row in actions.ROWS]
    keys = [key for row in actions.ROWS for key in row.keys]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    promised = {"train", "step_batch", "step_forward", "step_back", "step_epoch", "reset"}
    assert promised | {"save_weights", "load_weights", "quit"} <= set(ids)


def test_every_panel_and_control_has_a_name_and_says_what_it_does(window: MainWindow) -> None:
    assert set(window.panels) == set(PANELS)
    for panel in window.panels.values():
        assert panel.objectName()
        assert panel.accessibleName()
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider):
            for control in panel.findChildren(kind):
                if isinstance(control.parent(), QComboBox) or control.objectName().startswith("qt_"):
                    continue  # a part of a control of Qt's own
                told = control.objectName(), control.accessibleName(), control.toolTip()
                assert all(told), f"{panel.objectName()}: {control} says only {told}"


def test_every_control_is_reached_with_tab(seen: MainWindow) -> None:
    seen.action("settings").trigger()
    for name in ("train_button", "speed", "preset", "setting_lr", "apply_settings", "batch_grid"):
        control = seen.findChild(QWidget, name)
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, name


@pytest.mark.slow
def test_all_actions_can_be_triggered_in_any_state(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    left_out = ("quit", "menu", "take_picture")  # of menus that pop up the offscreen platform warns
    names = [row.id for row in actions.ROWS if row.id not in left_out]
    for name in names + names[::-1]:
        window.action(name).trigger()
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.state in ("paused", "recorded", "stale"))


@pytest.mark.slow
def test_closing_while_training_saves_nothing_that_was_lent(qtbot: QtBot, window: MainWindow) -> None:
    window.action("train").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step > 3)
    window.action("quit").trigger()
    assert window.session.closed
    assert settings.load() == settings.Settings()


@pytest.mark.slow
def test_the_users_own_window_remembers_its_looks(qtbot: QtBot, digits: tuple[Any, Any]) -> None:
    from cnnviz.shell import app

    _, made = app.create(["cnnviz"], data=lambda: digits)
    made.show()
    made.resize(1300, 800)
    made.apply_theme("light")
    made.close()
    made.apply_theme("dark")
    made.deleteLater()
    kept = settings.load()
    assert (kept.theme, kept.width, kept.height) == ("light", 1300, 800)


@pytest.mark.slow
def test_the_window_fits_screens_of_any_size(qtbot: QtBot, window: MainWindow) -> None:
    readouts = window.panels["TransportPanel"].readouts
    for with_trace in (False, True):
        if with_trace:
            recorded(qtbot, window)
        for size in ((800, 600), (1280, 720), (1600, 1000), (1920, 1080)):
            window.resize(*size)
            right = size[0]
            qtbot.waitUntil(lambda: readouts.mapTo(window, QPoint(readouts.width(), 0)).x() <= right)  # noqa: B023
            assert (window.width(), window.height()) == size


def test_a_button_without_words_has_no_room_for_any(seen: MainWindow) -> None:
    assert seen.findChild(QWidget, "menu_button").width() == 32
    assert seen.findChild(QWidget, "train_button").width() >= 92


def test_the_explainer_speaks_of_the_control_under_the_mouse(qtbot: QtBot, seen: MainWindow) -> None:
    explainer = seen.panels["ExplainerPanel"]
    seen.session.explain("", "")  # the mouse may be anywhere
    before = explainer.text()
    for name in ("train_button", "speed", "readouts", "microscope_close"):
        control = seen.findChild(QWidget, name)
        QApplication.sendEvent(control, QStatusTipEvent(control.statusTip()))
        assert explainer.text() == control.statusTip().replace("\n", "  ")
        QApplication.sendEvent(control, QStatusTipEvent(""))
        assert explainer.text() == before


def test_the_explainer_speaks_of_the_control_with_the_focus_and_no_longer(seen: MainWindow) -> None:
    explainer = seen.panels["ExplainerPanel"]
    before = explainer.text()
    button = seen.findChild(QWidget, "train_button")
    button.setFocus()
    assert explainer.text() == button.statusTip().replace("\n", "  ")
    seen.panels.canvas.view.setFocus()
    assert explainer.text() == before


@pytest.mark.slow
def test_the_explainer_tells_what_happens_at_each_stop(qtbot: QtBot, window: MainWindow) -> None:
    recorded(qtbot, window)
    told = set()
    for _ in window.session.trace.stops:
        told.add(window.panels["ExplainerPanel"].text())
        window.action("step_forward").trigger()
    assert len(told) == 28


@pytest.mark.slow
@pytest.mark.parametrize("name", SHEETS)
def test_the_strip_says_what_an_open_sheet_is_for(window: MainWindow, name: str) -> None:
    strip = window.panels["ExplainerPanel"]
    window.session.explain("", "")
    before = strip.text()
    window.action(name).trigger()
    sheet = window.stage.sheet
    assert sheet is not None
    assert strip.text() == f"{sheet.accessibleName()}  {window.action(name).statusTip()}"
    window.action("escape").trigger()
    assert window.stage.sheet is None
    assert strip.text() == before


def test_news_gives_way_to_a_sheet_and_an_error_does_not(seen: MainWindow) -> None:
    for kind, stays in (("info", False), ("error", True)):
        seen.session.message.emit("something", kind)
        seen.action("runs").trigger()
        assert seen.stage.message == ("something" if stays else "")
        seen.stage.close_sheet()


@pytest.mark.slow
def test_a_sheet_has_the_microscopes_room_and_is_come_back_to(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1600, 1000)
    microscope, stage = window.panels.microscope, window.stage
    assert not microscope.folded
    window.toggle_sheet("images")
    assert microscope.folded
    image = window.session.snapshot.probe.image
    assert window.session.exhibit.show(image, 3, "test image 1")
    stage.sheet.closing.emit()
    assert not microscope.folded
    assert stage.sheet is None
    window.up_one_level()  # Esc goes back to where the image was chosen
    assert stage.sheet is window.sheet("images")
    window.up_one_level()
    assert stage.sheet is None


@pytest.mark.slow
def test_nothing_beneath_a_sheet_is_laid_out_or_painted(seen: MainWindow, qtbot: QtBot) -> None:
    seen.resize(1500, 900)
    canvas = seen.panels.canvas.view
    qtbot.waitUntil(lambda: canvas.width() > 1000)
    seen.grab()
    painted: list[float] = []
    canvas.painted.connect(painted.append)
    before, size = canvas.layout_, canvas.size()
    seen.action("evaluate").trigger()
    seen.grab()
    assert seen.stage.sheet is not None
    assert not painted
    assert canvas.layout_ is before
    seen.resize(1400, 850)
    seen.up_one_level()
    seen.grab()
    assert painted
    assert canvas.size() != size


def test_beneath_a_sheet_nothing_is_drawn_until_it_goes(
    seen: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen.resize(1500, 900)
    canvas, curves = seen.panels.canvas.view, seen.panels.curves.plots.values()
    drawn: list[str] = []
    for part, name in ((canvas.shader, "shade"), *((plot, "_describe") for plot in curves)):
        does = getattr(part, name)
        monkeypatch.setattr(part, name, lambda *what, does=does: (drawn.append("once"), does(*what))[1])
    seen.grab()
    seen.action("build").trigger()
    seen.grab()
    drawn.clear()
    step = seen.session.snapshot.step + 1
    seen.session.step_batch()
    qtbot.waitUntil(lambda: seen.session.snapshot.step == step and not seen.session.live.waiting)
    seen.grab()
    assert not drawn
    seen.up_one_level()
    assert len(drawn) == len([plot for plot in curves if plot.isVisible()])
    seen.grab()
    assert len(drawn) == len([plot for plot in curves if plot.isVisible()]) + 1


def test_when_another_run_begins_each_plot_is_drawn_once(
    seen: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, plots = seen.session, seen.panels.curves.plots
    session.step_batch()
    session.record(lambda trace: Cell("conv1", "output", (0, 0, 3, 3)))
    qtbot.waitUntil(lambda: session.selection is not None)
    drawn: list[str] = []
    for name, plot in plots.items():
        does = plot._describe
        monkeypatch.setattr(plot, "_describe", lambda name=name, does=does: (drawn.append(name), does())[1])
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run != run)
    assert drawn == [name for name, plot in plots.items() if plot.isVisible()]
