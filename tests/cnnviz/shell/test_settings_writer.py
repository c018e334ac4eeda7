"""What is chosen is in the settings file while the window is open: a program that is killed knows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.shell import app
from cnnviz.system import settings
from cnnviz.widgets import theme


@pytest.mark.slow
def test_choices_are_written_while_the_window_is_open(
    qtbot: QtBot, digits: tuple[Any, Any], own_home: Path
) -> None:
    _, window = app.create(["cnnviz"], data=lambda: digits)
    window.show()
    qtbot.waitUntil(lambda: window.session.ready)
    assert settings.load() == settings.Settings()
    window.apply_theme("light")
    window.remember(recent=("a.safetensors",), scale=125)
    qtbot.waitUntil(lambda: settings.load() == window.remembered)
    assert window.remembered.theme == "light"
    window.close()
    window.deleteLater()
    theme.use("dark")
