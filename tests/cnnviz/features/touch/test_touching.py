"""Touching the weights in the real window: by mouse and keyboard, the answer before beside the one now."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cnnviz.features.canvas.scene import A
from cnnviz.features.runs.library import Library
from cnnviz.features.touch.channels import silent
from cnnviz.features.touch.touch_card import TouchCard
from cnnviz.session.weight_edits import Touching, of
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets.controls import Button
from core.models import lenet5
from core.network import Sequential
from core.training import NetworkCopy, TrainConfig
from core.training.acts import Scale

MIXING = ("conv1", "conv2", "conv3", "fc4", "fc5")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow) -> TouchCard:
    """The card, opened with its key, and the first figure measured."""
    QTest.keyClick(window, Qt.Key.Key_W)
    made = window.panels["MicroscopePanel"]._touch_card
    assert made.touching.open
    measured(qtbot, made.touching)
    return made


def measured(qtbot: QtBot, touching: Touching) -> None:
    """Waits until the network in sight has been tested, and the answer before is there."""
    figures, session = touching.figures, touching.session

    def done() -> bool:
        shot, now = session.snapshot, figures.now
        newest = now is not None and now.version == shot.version
        return newest and not figures.testing and figures.answers(shot)[0] is not None

    qtbot.waitUntil(done)


def acted(qtbot: QtBot, touching: Touching, count: int) -> None:
    """Waits until so many acts can be undone."""
    qtbot.waitUntil(lambda: len(touching.report.done) == count and not touching._under_way)


def laid_out(qtbot: QtBot, card: TouchCard) -> None:
    """Wait until the card is as high as its words need."""
    qtbot.waitUntil(lambda: card.height() == card.layout().totalHeightForWidth(card.width()))
    card.layout().activate()


def said(card: TouchCard, name: str) -> str:
    label = card.findChild(QLabel, name)
    return label.text() if label is not None and label.isVisibleTo(card) else ""


def press(card: TouchCard, name: str) -> None:
    """Presses a button, which must be there to be seen."""
    button = card.findChild(Button, name)
    assert button is not None
    assert button.isVisibleTo(card)
    QTest.mouseClick(button, LEFT)


def cell(card: TouchCard, row: int, col: int) -> QPoint:
    return card.editor.grid.rect_of(row, col).center().toPoint()


def turn(card: TouchCard, row: int, col: int) -> QWheelEvent:
    """Turns the wheel by a notch over a cell, towards more."""
    grid, place = card.editor.grid, QPointF(cell(card, row, col))
    wheel = QWheelEvent(
        place, grid.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid, wheel)
    return wheel


def shown(card: TouchCard, name: str) -> np.ndarray:
    return card.session.snapshot.parameters[name]


def state(window: MainWindow) -> dict[str, bytes]:
    """The living network, read between two steps."""
    engine = window.session.engine

    def read() -> dict[str, bytes]:
        return {name: array.tobytes() for name, array in engine.trainer.network.state_dict().items()}

    return engine.post(read).result()


@pytest.mark.slow
def test_a_report_that_comes_before_its_picture_leaves_no_old_figure(qtbot: QtBot, card: TouchCard) -> None:
    touching, engine = card.touching, card.session.engine
    engine.post(engine.step).result()
    touching._take(engine.post(engine.touches).result())  # the picture is yet to be taken
    touching.figures._quiet.stop()
    touching.figures._measure()
    qtbot.waitUntil(lambda: card.session.snapshot.version == engine.trainer.version)
    measured(qtbot, touching)


@pytest.mark.slow
def test_a_typed_value_changes_the_weight_and_the_network_answers(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    before = window.session.snapshot
    QTest.mouseClick(card.editor.grid, LEFT, NONE, cell(card, 1, 3))
    QTest.keyClick(card.editor.grid, Qt.Key.Key_Return)
    assert card.editor.value.field.hasFocus()
    QTest.keyClicks(card.editor.value.field, "1.75")
    QTest.keyClick(card.editor.value.field, Qt.Key.Key_Return)
    acted(qtbot, card.touching, 1)
    after = window.session.snapshot
    assert after.parameters["conv1.weight"][0, 0, 1, 3] == 1.75
    assert after.step == before.step
    assert (after.probe.outputs["conv1"][0] != before.probe.outputs["conv1"][0]).any()
    np.testing.assert_array_equal(after.probe.outputs["conv1"][1:], before.probe.outputs["conv1"][1:])
    assert "784 numbers of map 0" in said(card, "touch_lesson")
    measured(qtbot, card.touching)
    left, right = card.touching.figures.answers(after)
    np.testing.assert_allclose(left, before.probe.probabilities, atol=1e-6)
    np.testing.assert_array_equal(right, after.probe.probabilities)
    np.testing.assert_array_equal(card.comparison.bars.now, right)


@pytest.mark.slow
def test_the_figures_are_those_of_the_clear_layers(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    first = window.session.engine.post(window.session.engine.copy).result()
    card.wide.what.group.button(1).click()  # prune
    card.wide.whom.group.button(1).click()  # all
    card.wide.slider.setValue(11)
    assert card.wide.amount == 0.9
    press(card, "touch_apply")
    acted(qtbot, card.touching, 1)
    measured(qtbot, card.touching)
    second = window.session.engine.post(window.session.engine.copy).result()
    names = ("before", "now")
    for copy, name in zip((first, second), names, strict=True):
        network: Sequential = copy.network()
        read = network.forward(copy.preprocessing(copy.test.images)).argmax(axis=1)
        share = float((read == copy.test.labels).mean())
        figure = getattr(card.touching.figures, name)
        assert figure.accuracy == share
        assert said(card, f"touch_{name}_test") == f"test {100 * share:.2f} %"
    weights = np.concatenate(
        [a.ravel() for n, a in second.state.items() if n in {f"{x}.weight" for x in MIXING}]
    )
    assert (weights == 0).sum() == round(0.9 * weights.size)


@pytest.mark.slow
def test_what_is_no_weight_is_answered_beside_the_field(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    before, value = state(window), card.editor.value
    for text in ("abc", "nan", "inf", "-inf", "1e40", "", "1_000"):
        value.forget()
        value.edit()
        value.field.clear()
        QTest.keyClicks(value.field, text)
        QTest.keyClick(value.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(value.error.text()))
        assert value.field.property("wrong")
        assert value.field.accessibleDescription() == value.error.text()
    assert not window.stage.message
    assert state(window) == before
    assert not card.touching.report.done


@pytest.mark.slow
def test_a_cell_is_dragged_and_wheeled_and_stepped_by_keys_each_as_one_act(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    grid, touching = card.editor.grid, card.touching
    value, step = touching.value, card.touching.step
    at = cell(card, 0, 0)
    QTest.mousePress(grid, LEFT, NONE, at)
    for pixels in (4, 8, 12, 16):
        QTest.mouseMove(grid, at - QPoint(0, pixels))
    QTest.mouseRelease(grid, LEFT, NONE, at - QPoint(0, 16))
    acted(qtbot, touching, 1)
    qtbot.waitUntil(lambda: touching.value == pytest.approx(value + 4 * step, abs=1e-6))
    QTest.mouseClick(grid, LEFT, NONE, cell(card, 0, 1))
    second = touching.value
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Plus):
        QTest.keyClick(grid, key)
    acted(qtbot, touching, 2)
    step = card.touching.step
    qtbot.waitUntil(lambda: touching.value == pytest.approx(second + 2 * step, abs=1e-6))
    turn(card, 0, 1)
    qtbot.waitUntil(lambda: touching.value == pytest.approx(second + 3 * step, abs=1e-6))
    assert len(touching.report.done) == 2


@pytest.mark.slow
def test_the_wheel_scrolls_past_a_cell_that_was_not_chosen(window: MainWindow, card: TouchCard) -> None:
    card.editor.grid.clearFocus()
    assert not turn(card, 0, 0).isAccepted()
    assert not card.touching._under_way


@pytest.mark.slow
def test_the_wheel_goes_on_scrolling_when_the_chosen_cell_comes_under_the_mouse(
    window: MainWindow, card: TouchCard
) -> None:
    grid, area = card.editor.grid, card.parentWidget().parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    QTest.mouseClick(grid, LEFT, NONE, cell(card, 4, 2))
    area.verticalScrollBar().setValue(60)
    assert not turn(card, 4, 2).isAccepted()
    assert not card.touching._under_way
    QTest.mouseClick(grid, LEFT, NONE, cell(card, 4, 2))
    assert turn(card, 4, 2).isAccepted()
    assert card.touching._under_way


@pytest.mark.slow
def test_arrows_move_from_weight_to_weight_and_pages_turn_the_kernels(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    touching, grid = card.touching, card.editor.grid
    assert grid.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(grid, key)
    assert (touching.layer, touching.index) == ("conv1", (0, 0, 2, 4))
    QTest.keyClick(grid, Qt.Key.Key_Right)  # the kernel ends there
    assert touching.index == (0, 0, 2, 4)
    touching.pick("conv2", "weight", (7, 5, 2, 4))
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    assert touching.index == (7, 0, 2, 4)
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    assert touching.index == (7, 5, 2, 4)
    assert not touching.report.done


@pytest.mark.slow
def test_a_channel_is_switched_off_and_on_by_its_switch(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    before, touching, row = state(window), card.touching, card.editor.channels.switches
    QTest.mouseClick(row, LEFT, NONE, row.switch_rect(4).center().toPoint())
    acted(qtbot, touching, 1)
    shot = window.session.snapshot
    assert touching.channel == 4
    for name in ("conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias"):
        assert not shot.parameters[name][4].any()
    for layer in ("conv1", "pool1", "bn1", "relu1"):
        assert not shot.probe.outputs[layer][4].any()
    assert list(np.flatnonzero(row.off)) == [4]
    assert "1 off" in said(card, "channel_caption")
    lesson = said(card, "touch_lesson")
    assert "25 weights and the bias, and bn1's weight and bias" in lesson
    assert "0 everywhere" in lesson
    QTest.keyClick(row, Qt.Key.Key_Space)
    acted(qtbot, touching, 2)
    assert not row.off.any()
    assert state(window) == before


def test_a_channel_stays_off_while_its_batch_norm_is_zero():
    network = lenet5(batch_norm=True)
    parameters = {name: p.data for name, p in network.named_parameters().items()}
    for name in ("bn1.weight", "bn1.bias", "conv1.weight", "conv1.bias"):
        parameters[name][2] = 0
    parameters["conv1.weight"][2, 0, 1, 1] = 0.5  # by hand: nothing of it comes through
    assert list(np.flatnonzero(silent(network.spec(), parameters, "conv1"))) == [2]
    parameters["bn1.bias"][2] = 0.1
    assert not silent(network.spec(), parameters, "conv1").any()


@pytest.mark.slow
def test_a_channel_that_was_never_on_says_so(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    card.wide.what.group.button(2).click()  # scale
    card.wide.slider.setValue(3)
    assert card.wide.amount == 0.0
    card.touching.pick("fc5", "weight", (3, 0))
    press(card, "touch_apply")
    acted(qtbot, card.touching, 1)
    row = card.editor.channels.switches
    assert row.off.all()
    QTest.mouseClick(row, LEFT, NONE, row.switch_rect(3).center().toPoint())
    qtbot.waitUntil(lambda: "nothing to switch on" in card.editor.value.error.text())


@pytest.mark.slow
def test_a_layer_is_put_back_only_where_it_has_other_numbers(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    touching, reset = card.touching, card.wide.reset
    touching.pick("conv1", "weight", (0, 0, 0, 0))
    assert not reset.isVisibleTo(card)
    touching.set_value(3.0)
    acted(qtbot, touching, 1)
    assert reset.isVisibleTo(card)
    touching.pick("fc5", "weight", (0, 0))
    assert not reset.isVisibleTo(card)
    touching.pick("conv1", "weight", (0, 0, 0, 0))
    press(card, "touch_undo")
    acted(qtbot, touching, 0)
    assert not reset.isVisibleTo(card)


def test_everything_is_undone_done_again_and_put_back_bit_for_bit(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    touching, states = card.touching, [state(window)]
    touching.set_value(3.0)
    acted(qtbot, touching, 1)
    laid_out(qtbot, card)
    places = card.wide.apply.geometry(), card.back.geometry()
    touching.switch(2, off=True)
    for what in (0, 1, 2):
        card.wide.what.group.button(what).click()
        press(card, "touch_apply")
    acted(qtbot, touching, 5)
    laid_out(qtbot, card)
    assert (card.wide.apply.geometry(), card.back.geometry()) == places  # however long the list has become
    states.append(state(window))
    press(card, "touch_undo")
    assert window.action("undo").text().startswith("Undo: ")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    acted(qtbot, touching, 3)
    press(card, "touch_redo")
    QTest.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    acted(qtbot, touching, 5)
    assert state(window) == states[1]
    assert said(card, "touch_list").count("\n") == 4
    press(card, "touch_put_back")
    acted(qtbot, touching, 0)
    assert state(window) == states[0]
    assert "bit for bit" in said(card, "touch_lesson")
    measured(qtbot, touching)
    assert touching.figures.before[:2] == touching.figures.now[:2]


@pytest.mark.slow
def test_a_click_on_the_live_canvas_picks_the_weight_and_records_nothing(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    window.resize(1600, 1000)
    view = window.panels["CanvasPanel"].view
    qtbot.waitUntil(lambda: view.layout_ is not None and view.layout_.gutter_of(1) is not None)
    column = view.layout_.gutter_of(1)
    tile = column.tiles[1]
    place = tile.cell_rect(2, 3)
    QTest.mouseClick(view, LEFT, NONE, QPoint(place.x + place.w // 2, place.y + place.h // 2))
    assert (card.touching.layer, card.touching.index) == ("conv1", column.index(tile, 2, 3))
    assert view.cell == (A, "conv1.weight", card.touching.index)
    step = window.session.snapshot.step
    QTest.keyClick(window, Qt.Key.Key_W)
    assert not card.touching.open
    assert view.cell is None
    state(window)  # after whatever else was asked
    QApplication.processEvents()
    assert window.session.trace is None
    assert window.session.snapshot.step == step


@pytest.mark.slow
def test_a_layer_looked_at_alone_shows_the_pair_of_the_picked_weight_and_picks_from_it(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    view = window.panels["CanvasPanel"].view
    view.zoom_layer("conv2")
    card.touching.pick("conv2", "weight", (3, 2, 1, 1))
    assert (view.operation.taken, view.operation.made) == (2, 3)
    layout = view.layout_
    column = next(c for c in layout.columns if c.gutter and "/" not in c.key and c.tiles[0].at == (3, 2))
    place = column.tiles[0].cell_rect(4, 0)
    QTest.mouseClick(view, LEFT, NONE, QPoint(place.x + place.w // 2, place.y + place.h // 2))
    assert card.touching.index == (3, 2, 4, 0)


@pytest.mark.slow
def test_training_goes_on_from_a_touch_and_the_run_can_go_back_as_a_whole(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    session, touching = window.session, card.touching
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    before = state(window)
    touching.switch(0, off=True)
    acted(qtbot, touching, 1)
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: session.snapshot.step == 2 and touching.report.trained)
    assert not card.changes.canUndo()
    assert "part of the run" in said(card, "touch_list")
    assert "step 1" in card.back.text()
    press(card, "touch_put_back")
    qtbot.waitUntil(lambda: touching.report.since is None and session.snapshot.step == 1)
    assert state(window) == before
    qtbot.waitUntil(lambda: list(session.history.steps) == [1])


@pytest.mark.slow
def test_a_touch_while_training_pauses_it(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    window.action("train").trigger()
    qtbot.waitUntil(lambda: window.session.training)
    test = card.comparison._columns[1].test
    qtbot.waitUntil(lambda: test.text() == "test …")
    assert test.toolTip() == ""  # that of another step has gone with its figure
    card.touching.set_value(0.5)
    acted(qtbot, card.touching, 1)
    qtbot.waitUntil(lambda: window.session.state == "paused")
    assert card.touching.report.done[0].step == window.session.snapshot.step
    readouts = window.panels.transport.readouts
    qtbot.waitUntil(lambda: readouts.accessibleDescription().startswith("step, edited "))
    source = window.panels.canvas.toolbar.source
    at = f"probe at step {window.session.snapshot.step:,}"
    qtbot.waitUntil(lambda: source.text == f"{at}, edited")
    copies: list[NetworkCopy] = []
    window.session.ask(window.session.engine.untouched, then=copies.append)
    window.session.ask(window.session.network_copy, then=copies.append)
    qtbot.waitUntil(lambda: len(copies) == 2)
    assert [copy.touched for copy in copies] == [False, True]
    window.action("undo").trigger()
    qtbot.waitUntil(lambda: not readouts.accessibleDescription().startswith("step, edited"))
    qtbot.waitUntil(lambda: source.text == at)


@pytest.mark.slow
def test_a_past_step_is_not_changed_and_its_numbers_are_not_these(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    session = window.session
    for _ in range(4):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 4 and session.state == "paused")
    assert said(card, "touch_past") == ""
    session.time.go(2)
    qtbot.waitUntil(lambda: session.time.exact)
    assert "In sight is step 2, then. All of this is of step 4, now" in said(card, "touch_past")
    assert not card.editor.isEnabled()
    assert not card.wide.apply.isEnabled()
    session.time.live()
    assert said(card, "touch_past") == ""
    assert card.wide.apply.isEnabled()


@pytest.mark.slow
def test_a_card_that_has_gone_hears_of_no_change(window: MainWindow) -> None:
    left = TouchCard(window.session, None)  # in another language the panels are made anew
    delete(left)
    with capture_exceptions() as failures:
        of(window.session).reported.emit()
    assert failures == []


@pytest.mark.slow
def test_a_network_that_runs_away_says_so_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    before = state(window)
    card.touching.pick("bn2", "weight", (3,))
    card.touching.set_value(3e38)
    card.touching.pick("fc4", "weight", (0, 0))
    card.touching.set_value(-3e38)
    card.touching.pick("conv3", "bias", (0,))
    card.touching.set_value(3e38)
    acted(qtbot, card.touching, 3)
    qtbot.waitUntil(lambda: "no longer a number" in said(card, "touch_trouble"))
    assert said(card, "touch_now_read") == "?"
    first = next(n for n, a in window.session.snapshot.probe.outputs.items() if not np.isfinite(a).all())
    assert f": {first} is the first" in said(card, "touch_trouble")
    window.grab()  # what can't be drawn is drawn all the same
    press(card, "touch_put_back")
    acted(qtbot, card.touching, 0)
    assert said(card, "touch_trouble") == ""
    assert state(window) == before


@pytest.mark.slow
def test_another_network_has_other_layers_to_touch(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    card.touching.pick("conv3", "weight", (100, 15, 4, 4))
    card.touching.set_value(1.0)
    acted(qtbot, card.touching, 1)
    window.session.reset(TrainConfig.from_preset("published-mlp", batch_size=32))
    qtbot.waitUntil(lambda: card.touching.layer == "fc1" and card.touching.report.since is None)
    choice = card.editor.layer
    assert [choice.itemText(i) for i in range(choice.count())] == ["fc1", "fc2", "fc3"]
    assert card.editor.grid.values.shape == (28, 28)
    view = window.panels["CanvasPanel"].view
    for layer, index in (("fc1", (37, 400)), ("fc3", (9, 127))):
        card.touching.pick(layer, "weight", index)
        columns = [column for column in view.layout_.columns if column.key == f"{layer}.weight"]
        assert columns[0].locate(index) is not None
    card.touching.pick("fc1", "weight", (0, 0))
    card.editor.parameter.group.button(1).click()
    assert (card.touching.parameter, card.touching.index) == ("bias", (0,))
    measured(qtbot, card.touching)


@pytest.mark.slow
def test_the_card_closes_by_key_button_and_escape_and_what_was_done_stays(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    card.touching.set_value(0.5)
    acted(qtbot, card.touching, 1)
    after = state(window)
    press(card, "touch_close")
    assert not card.isVisible()
    QTest.keyClick(window, Qt.Key.Key_W)
    assert card.isVisible()
    QTest.keyClick(card.editor.grid, Qt.Key.Key_Escape)
    assert not card.isVisible()
    QTest.keyClick(window, Qt.Key.Key_W)
    window.stage.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not card.isVisible()
    QTest.keyClick(window, Qt.Key.Key_W)
    assert len(card.touching.report.done) == 1
    assert state(window) == after


@pytest.mark.slow
def test_escape_in_the_field_puts_its_number_back_before_it_closes(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    value, field = card.touching.value, card.editor.value.field
    card.editor.value.edit()
    QTest.keyClicks(field, "77")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert card.touching.open
    assert np.float32(field.text()) == np.float32(value)
    assert card.editor.grid.hasFocus()


@pytest.mark.slow
def test_a_network_that_cannot_be_copied_is_tested_another_time(
    qtbot: QtBot, window: MainWindow, card: TouchCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible() -> None:
        raise ValueError("no copy can be made")

    figures, engine = card.touching.figures, window.session.engine
    with monkeypatch.context() as patched:
        patched.setattr(engine, "copy", impossible)
        patched.setattr(engine, "untouched", impossible)
        with qtbot.waitSignal(window.session.message):
            card.touching.set_value(0.5)
        qtbot.waitUntil(lambda: not figures.testing)
    figures.wait()
    measured(qtbot, card.touching)


@pytest.mark.slow
def test_nothing_is_tested_while_the_column_is_folded(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    before = card.touching.figures.now
    window.panels["MicroscopePanel"].fold(True)
    card.touching.set_value(0.5)
    acted(qtbot, card.touching, 1)
    assert not card.touching.figures._quiet.isActive()
    assert card.touching.figures.now == before
    window.panels["MicroscopePanel"].fold(False)
    measured(qtbot, card.touching)


@pytest.mark.slow
def test_a_recorded_batch_gives_way_to_the_live_picture(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    window.action("record").trigger()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    card.touching.set_value(0.5)
    acted(qtbot, card.touching, 1)
    assert window.session.trace is None


@pytest.mark.slow
def test_comparing_from_here_makes_the_touched_network_the_one_before(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    card.touching.set_value(2.0)
    acted(qtbot, card.touching, 1)
    press(card, "touch_keep")
    qtbot.waitUntil(lambda: card.touching.report.since is None)
    assert not card.back.isVisible()
    assert window.session.engine.post(lambda: window.session.engine.trainer.touched).result()


@pytest.mark.slow
def test_a_change_that_was_not_sent_yet_is_undone_by_not_making_it(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    card.touching.set_value(2.0)
    card.touching.switch(3, off=True)
    card.touching.switch(4, off=True)
    card.touching.undo()
    acted(qtbot, card.touching, 2)
    assert list(np.flatnonzero(card.editor.channels.switches.off)) == [3]


@pytest.mark.slow
def test_a_drawing_is_answered_before_and_now(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    card.touching.set_value(3.0)
    acted(qtbot, card.touching, 1)
    image = window.session.snapshot.watched.images[5]
    window.session.exhibit.show(image, None, "a stranger")
    qtbot.waitUntil(lambda: window.session.snapshot.probe.guest is not None)
    measured(qtbot, card.touching)
    before, now = card.touching.figures.answers(window.session.snapshot)
    copy = window.session.engine.post(window.session.engine.untouched).result()
    logits = copy.network().forward(copy.preprocessing(image[None]))[0].astype(float)
    expected = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    np.testing.assert_allclose(before, expected, atol=1e-5)
    np.testing.assert_array_equal(card.comparison.bars.before, before)
    np.testing.assert_array_equal(card.comparison.bars.now, now)
    assert card.comparison.bars.label == -1


@pytest.mark.slow
def test_what_is_kept_of_a_touched_run_says_so(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    library = Library(window.session, keep=True, parent=window)
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)
    card.touching.set_value(3.0)
    acted(qtbot, card.touching, 1)
    assert window.session.snapshot.touched
    window.session.ask(window.session.engine.evaluate)
    qtbot.waitUntil(lambda: len(library.runs()) == 1)
    assert "by hand" in library.runs()[0][1].note


@pytest.mark.slow
def test_every_control_has_a_name_and_a_place_in_the_tab_order(window: MainWindow, card: TouchCard) -> None:
    controls: list[Any] = [
        card.editor.layer, card.editor.channels.switches, card.editor.grid, card.editor.value.field,
        card.wide.slider, card.wide.apply, card.findChild(Button, "touch_undo"),
        card.findChild(Button, "touch_redo"), card.back, card.keep, card.wide.reset, card.comparison.bars,
    ]  # fmt: skip
    for control in controls:
        assert control.accessibleName(), control.objectName()
        assert control.objectName()
        assert control.toolTip()
    for control in controls[:-1]:
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()


@pytest.mark.slow
def test_a_weight_of_a_channel_that_is_off_is_not_changed_and_that_is_said(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    touching, editor = card.touching, card.editor
    touching.pick("conv1", "weight", (2, 0, 1, 1))
    touching.switch(2, off=True)
    acted(qtbot, touching, 1)
    qtbot.waitUntil(lambda: editor._page.text().endswith(", off"))
    QTest.keyClick(editor.grid, Qt.Key.Key_Plus)
    told = "This channel is off: switch it on, then change its weights."
    qtbot.waitUntil(lambda: editor.value.error.text() == told)
    assert len(touching.report.done) == 1
    assert not window.session.snapshot.parameters["conv1.weight"][2].any()
    touching.switch(2, off=False)
    acted(qtbot, touching, 2)
    QTest.keyClick(editor.grid, Qt.Key.Key_Plus)
    acted(qtbot, touching, 3)
    assert editor.value.error.text() == ""


@pytest.mark.slow
def test_plus_changes_a_weight_by_the_same_step_in_another_language(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    touching, shown = card.touching, said(card, "weight_step")
    step = touching.step
    assert shown == f"+ and − by {step:g}"
    assert step != 0.01  # the step of weights that are all zero
    window.choose_language("zh_CN")
    window.choose_language("en")
    made = window.panels["MicroscopePanel"]._touch_card
    assert made is not card
    assert said(made, "weight_step") == shown
    value = touching.value
    press(made, "weight_more")
    acted(qtbot, touching, 1)
    qtbot.waitUntil(lambda: touching.value == pytest.approx(value + step, abs=1e-6))


@pytest.mark.slow
def test_a_step_that_is_undone_leaves_the_step_of_plus_and_minus(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    session, touching = window.session, card.touching
    by, run = touching.step, session.snapshot.run
    touching.do(Scale("conv1", 0.25))
    acted(qtbot, touching, 1)
    assert touching.step == by
    window.action("record").trigger()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.trace is not None)
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and session.snapshot.run != run)
    assert touching.step == by
    assert said(card, "weight_step") == f"+ and − by {by:g}"
