"""What is chosen is in the settings file while the window is open: a program that is killed knows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.shell import app
from cnnviz.shell.main_window import MainWindow
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


def test_a_window_that_closes_leaves_what_another_has_chosen(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    first, second = open_window(), open_window()
    first.remember(scale=125)
    qtbot.waitUntil(lambda: settings.load().scale == 125)
    second.remember(language="zh_CN", scale=150)
    qtbot.waitUntil(lambda: settings.load().language == "zh_CN")
    first.remember(reduced_motion=True)
    first.close()
    kept = settings.load()
    assert (kept.language, kept.scale, kept.reduced_motion) == ("zh_CN", 150, True)
    second.close()
    assert settings.load().reduced_motion
