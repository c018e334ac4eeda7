"""The canvas shows that it has the keyboard when Tab led there, not when something that had it went away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets import theme

KEY = Qt.Key


def line(view: NetworkView) -> bool:
    """Whether the line at the canvas's left edge is in the accent, all the way down."""
    image, accent = view.grab().toImage(), theme.colour("accent").rgb()
    return all(image.pixelColor(0, y).rgb() == accent for y in range(0, image.height() - 1, 7))


@pytest.mark.parametrize("keys", [(KEY.Key_D, KEY.Key_Escape), (KEY.Key_W, KEY.Key_W)])
def test_the_canvas_has_no_line_after_what_had_the_keyboard_went_away(
    qtbot: QtBot, window: MainWindow, keys: tuple[Qt.Key, Qt.Key]
) -> None:
    window.resize(1600, 1000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = window.panels.canvas.view
    for key, before in zip(keys, (True, False), strict=True):
        assert view.hasFocus() == before
        QTest.keyClick(QApplication.focusWidget(), key)
    qtbot.waitUntil(view.hasFocus)
    for scale in (1, 1.25, 1.5, 2):
        view.magnify(scale)
        assert not line(view), scale
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for scale in (1, 1.25, 1.5, 2):
        view.magnify(scale)
        assert line(view), scale


def test_tab_goes_into_the_settings_that_were_opened_and_other_keys_act_as_before(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view, session = window.panels.canvas.view, window.session
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_S)
    drawer = window.panels.settings
    qtbot.waitUntil(drawer.hasFocus)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    qtbot.waitUntil(lambda: session.live.going)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    qtbot.waitUntil(lambda: not session.training)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    assert drawer.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert view.hasFocus()
