"""The window in another language: at once, with the session and its numbers as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow
from cnnviz.system import language


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    yield
    language.use("en", qapp)


def test_another_language_at_once_without_losing_a_number(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    qtbot.waitUntil(lambda: session.ready)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.step_forward()
    window.toggle_sheet("images")
    trace, step = session.trace, len(session.history)
    window.panels.settings.language_chosen.emit("pseudo")
    assert (session.trace, session.cursor, len(session.history)) == (trace, 1, step)
    assert window.action("train").text() == "[Train~~]"
    assert window.stage.sheet is window.panels["ImagesPanel"]
    assert window.remembered.language == "pseudo"
    session.train()
    qtbot.waitUntil(lambda: len(session.history) > step)
    assert window.action("train").text() == "[Pause~~]"
    session.pause()
    window.choose_language("en")
    assert window.action("settings").text() == "Settings"
