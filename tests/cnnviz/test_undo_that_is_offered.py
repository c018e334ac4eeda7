"""Whatever a button offers to undo Ctrl+Z undoes too, before anything older."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.features.health.checkup import Checkup
from cnnviz.shell.main_window import MainWindow
from core.health.hints import Hint, HintFix
from core.trace.recording import Cell
from core.training import TrainConfig

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def later(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window whose run has taken the place of another one, to which undo would lead."""
    session = window.session
    run = session.snapshot.run
    session.reset(TrainConfig.from_preset("lenet5"))
    qtbot.waitUntil(lambda: session.snapshot.run > run and len(session.run_before.past) == 1)
    return window


def offered(window: MainWindow) -> str:
    found = window.findChild(QPushButton, "message_action")
    return found.text() if found is not None and found.isVisible() else ""


def rate(window: MainWindow) -> float:
    trace: Any = window.session.trace
    return 0.0 if trace is None else float(trace.optimizer["lr"])


def test_a_step_made_again_is_put_back_and_made_again(qtbot: QtBot, later: MainWindow) -> None:
    session = later.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    first = rate(later)
    session.step_acts.make_again(2 * first)
    session.step_acts.make_again(3 * first)  # one that comes too early is not taken
    qtbot.waitUntil(lambda: offered(later) == "Undo")
    session.step_acts.make_again(4 * first)
    qtbot.waitUntil(lambda: rate(later) == pytest.approx(4 * first))
    for modifiers, times in ((CONTROL, 2), (CONTROL, 1), (CONTROL | SHIFT, 2), (CONTROL, 1)):
        qtbot.waitUntil(lambda: not session.recorded.waiting)
        QTest.keyClick(later.focusWidget() or later, Qt.Key.Key_Z, modifiers)
        qtbot.waitUntil(lambda times=times: rate(later) == pytest.approx(times * first))  # type: ignore[misc]
        assert len(session.run_before.past) == 1
    assert "was put back as it was" in later.stage.message
    session.step_batch()
    qtbot.waitUntil(lambda: session.state == "stale")
    assert later.action("undo").text() == "Undo: a new run"


def test_a_step_that_was_made_for_a_number_is_taken_back(qtbot: QtBot, later: MainWindow) -> None:
    session = later.session
    session.record(lambda trace: Cell("conv1", "output", (0, 0, 0, 0)))
    qtbot.waitUntil(lambda: offered(later) == "Undo the step")
    QTest.keyClick(later.focusWidget() or later, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: session.trace is None and session.snapshot.step == 0)
    assert len(session.run_before.past) == 1
    assert later.action("undo").text() == "Undo: a new run"


def test_a_remedy_is_taken_back(qtbot: QtBot, later: MainWindow) -> None:
    session, checkup = later.session, Checkup.of(later.session)
    before = session.snapshot.lr
    checkup.fix(Hint("rate-too-high", 200, {}, HintFix("lr", before, before / 4, live=True)))
    qtbot.waitUntil(lambda: session.snapshot.lr == before / 4)
    QTest.keyClick(later.focusWidget() or later, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: session.snapshot.lr == before)
    assert checkup.done is None
    assert len(session.run_before.past) == 1
