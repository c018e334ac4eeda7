"""Undo where it can take nothing back says why, and offers what leads back; else it names what it undoes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.session.lab import Lab
from cnnviz.shell.main_window import MainWindow

pytestmark = pytest.mark.slow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.resize(1600, 1000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def undo(window: MainWindow) -> str:
    """Presses Ctrl+Z where the keyboard is; what is said then."""
    window.stage.close_message()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Z, CONTROL)
    assert window.stage.banner._kind == "info"
    return window.stage.message


def remedy(window: MainWindow) -> QPushButton:
    found = window.findChild(QPushButton, "message_action")
    assert found is not None
    assert found.isVisible()
    return found


def test_at_first_there_is_nothing(qtbot: QtBot, active: MainWindow) -> None:
    assert undo(active) == "Nothing was done that can be undone."
    assert active.action("undo").statusTip() == "Nothing was done that can be undone."
    QTest.keyClick(active, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert active.stage.message == "Nothing was undone that can be done again."
    active.action("settings").trigger()
    field = active.panels.settings.findChild(QLineEdit, "setting_lr")
    field.setFocus()
    assert undo(active) == "Nothing was done that can be undone."


def test_keys_that_lead_nowhere_in_a_file_say_why(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    qtbot.waitUntil(lambda: active.session.trace is not None)
    active.session.recorded.show_trace(active.session.trace, "lesson.trace")
    for key, modifiers, why in (
        (Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier, "This batch comes out of a file"),
        (Qt.Key.Key_End, CONTROL, "Something recorded is in sight; Esc leads back"),
    ):
        active.stage.close_message()
        QTest.keyClick(active.focusWidget() or active, key, modifiers)
        assert active.stage.message.startswith(why)
    active.session.leave()
    assert active.stage.message == ""  # there is another reason by now
    QTest.keyClick(active.focusWidget() or active, Qt.Key.Key_End, CONTROL)
    assert active.stage.message == "The newest step is in sight already."
    QTest.keyClick(active.focusWidget() or active, Qt.Key.Key_U)
    assert active.stage.message == "No recorded step is in sight that can be taken back."
    for key, modifiers in (
        (Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier),
    ):
        active.stage.close_message()
        QTest.keyClick(active.focusWidget() or active, key, modifiers)
        assert active.stage.message == "Nothing is recorded: record a batch first (R)."


def test_a_recorded_step_is_taken_back_by_a_button(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    qtbot.waitUntil(lambda: active.session.trace is not None)
    assert undo(active) == "Recording this batch made a step; U takes it back."
    remedy(active).click()
    qtbot.waitUntil(lambda: active.session.snapshot.step == 0)


def test_an_experiment_ends_by_a_button(qtbot: QtBot, active: MainWindow) -> None:
    active.action("lab").trigger()
    lab = active.session.part(Lab)
    lab.begin("conv1", lab.offers["conv1"][0].id)
    qtbot.waitUntil(lambda: lab.running and not lab._asking)
    active.action("record").trigger()
    qtbot.waitUntil(lambda: active.session.trace is not None)
    assert undo(active).startswith("Nothing of this experiment can be undone.")
    remedy(active).click()
    qtbot.waitUntil(lambda: not lab.running)


def test_weights_that_training_went_on_from_are_found_in_the_card(qtbot: QtBot, active: MainWindow) -> None:
    active.action("touch").trigger()
    card = active.panels.microscope._touch_card
    QTest.keyClick(card.editor.grid, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: len(card.touching.report.done) == 1 and not card.touching.pending)
    name = card.changes.undoText()
    assert active.action("undo").statusTip() == f"Take back what was done last: {name}."
    assert name in active.action("undo").toolTip()
    active.action("step_batch").trigger()
    qtbot.waitUntil(lambda: card.touching.report.trained)
    active.action("touch").trigger()
    assert undo(active).startswith("Training has gone on from the weights you changed")
    remedy(active).click()
    assert card.isVisible()


def test_in_the_past_a_button_leads_back_to_now(qtbot: QtBot, active: MainWindow) -> None:
    for step in (1, 2):
        active.session.step_batch()
        qtbot.waitUntil(lambda step=step: active.session.snapshot.step == step)  # type: ignore[misc]
    active.session.time.go(1)
    assert undo(active) == "A past step is only looked at: there is nothing to undo."
    remedy(active).click()
    assert active.session.time.step is None


def test_a_recorded_batch_that_gives_way_to_the_weights_comes_back(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    qtbot.waitUntil(lambda: active.session.trace is not None)
    trace = active.session.trace
    active.action("touch").trigger()
    assert active.session.trace is None
    assert active.action("undo").text() == "Undo: leaving the recorded batch"
    undo(active)
    qtbot.waitUntil(lambda: active.session.trace is trace)


def test_while_a_batch_is_recorded_it_is_waited_for(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    assert active.session.recorded.waiting
    assert undo(active) == ""
    qtbot.waitUntil(lambda: active.session.trace is not None)
    assert active.stage.message == "Recording this batch made a step; U takes it back."
    active.session.step_acts.make_again(0.1)
    active.stage.close_message()
    active.action("undo").trigger()
    qtbot.waitUntil(lambda: not active.session.recorded.waiting)
    qtbot.waitUntil(lambda: not active.undoing._waiting)


def test_a_recording_that_is_left_before_it_comes_holds_nothing_up(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    undo(active)
    active.session.recorded.leave()
    assert active.stage.message == "Nothing was done that can be undone."
    assert not active.undoing._waiting


def test_what_training_went_on_from_is_part_of_the_run(qtbot: QtBot, active: MainWindow) -> None:
    active.action("record").trigger()
    qtbot.waitUntil(lambda: active.session.trace is not None)
    active.session.step_batch()
    qtbot.waitUntil(lambda: active.session.state == "stale")
    assert undo(active) == "Training has gone on from this batch: its step is part of the run."


def test_an_image_that_was_recorded_alone_is_told_as_an_image(qtbot: QtBot, active: MainWindow) -> None:
    session = active.session
    test = session.engine.trainer.test
    session.exhibit.show(test.images[7], int(test.labels[7]), "test image 7")
    qtbot.waitUntil(lambda: session.exhibit.shown is not None)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    assert undo(active) == "Recording this image has changed nothing: there is nothing to undo."
    trace = session.trace
    session.recorded.put_away()
    assert active.stage.message == "The recorded image was left. Ctrl+Z brings it back."
    assert active.action("undo").text() == "Undo: leaving the recorded image"
    active.action("undo").trigger()
    qtbot.waitUntil(lambda: session.trace is trace)
    assert active.action("redo").text() == "Redo: leaving the recorded image"


def test_a_batch_out_of_a_file_is_only_looked_at(qtbot: QtBot, active: MainWindow, tmp_path: Path) -> None:
    session = active.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.save_trace(tmp_path / "lesson.trace")
    session.open_trace(tmp_path / "lesson.trace")
    qtbot.waitUntil(lambda: bool(session.lesson))
    said = "This batch comes out of a file and is only looked at: there is nothing to undo."
    assert undo(active) == said
