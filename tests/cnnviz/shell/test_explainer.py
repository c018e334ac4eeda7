"""The strip at the foot says what is true of the run in sight, also when only the run has changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow


def test_a_run_that_is_brought_back_has_begun_already(qtbot: QtBot, window: MainWindow) -> None:
    session, strip = window.session, window.panels.explainer
    session.explain("", "")
    assert strip.text().startswith("To begin")
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.state == "paused")
    assert strip.text().startswith("Overview")
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and session.state == "paused")
    qtbot.waitUntil(lambda: strip.text().startswith("To begin"))
    QTest.keyClick(window.stage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    assert strip.text().startswith("Overview")
    session.explain("conv1", "a layer")  # what somebody says stays
    session.snapshot_changed.emit()
    assert strip.text() == "conv1  a layer"
