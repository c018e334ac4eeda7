"""While a sheet lies over the network the keyboard is the sheet's: nothing is done out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cnnviz.shell.panels import SHEETS
from cnnviz.widgets.sheet import Sheet

pytestmark = pytest.mark.slow

LEFT = Qt.MouseButton.LeftButton


def opened(window: Any, name: str) -> Sheet:
    window.toggle_sheet(name)
    sheet = window.stage.sheet
    assert isinstance(sheet, Sheet)
    QApplication.processEvents()
    return sheet


def has_focus(sheet: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and (now is sheet or sheet.isAncestorOf(now))


def idle_places(sheet: Sheet) -> list[QPoint]:
    """A place on each part of a sheet that a click does nothing to."""
    found: dict[QWidget, QPoint] = {}
    for y in range(50, sheet.height() - 5, 17):
        for x in range(5, sheet.width() - 60, 17):
            part = sheet.childAt(x, y) or sheet
            if part.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(part, QAbstractButton):
                found.setdefault(part, QPoint(x, y))
    return list(found.values())


@pytest.mark.parametrize("name", SHEETS)
def test_the_keyboard_is_in_a_sheet_from_the_start_and_after_a_click_on_nothing(
    window: Any, name: str
) -> None:
    sheet = opened(window, name)
    assert has_focus(sheet)
    for place in [QPoint(5, 60), *idle_places(sheet)]:
        part = sheet.childAt(place) or sheet
        QTest.mouseClick(part, LEFT, pos=part.mapFrom(sheet, place))
        assert has_focus(sheet), part


def test_tab_never_leads_under_a_sheet(window: Any) -> None:
    opened(window, "health")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for _ in range(60):
            QTest.keyClick(QApplication.focusWidget(), key)
            assert not window.stage.network.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("key", ["block", "layer", "next_image", "previous_image", "slide"])
def test_a_sheet_gives_way_to_what_only_the_network_shows(window: Any, qtbot: Any, key: str) -> None:
    opened(window, "runs")
    window.action(key).trigger()
    assert window.stage.sheet is None


def test_a_sheet_that_shows_it_stays(window: Any) -> None:
    sheet = opened(window, "evaluate")
    window.action("next_mistake").trigger()
    assert window.stage.sheet is sheet
    build: Any = opened(window, "build")
    build.show_page(1)
    window.action("next_image").trigger()
    assert window.stage.sheet is build
    build.show_page(0)
    window.action("next_image").trigger()
    assert window.stage.sheet is None


def test_enter_uses_images_after_a_click_beside_what_was_understood(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    images = np.random.default_rng(0).integers(0, 255, (70, 28, 28)).astype(np.uint8)
    np.savez(tmp_path / "mine.npz", images=images, labels=np.arange(70) % 10)
    window.open_path(tmp_path / "mine.npz")
    qtbot.waitUntil(lambda: window.stage.sheet is not None and not window.session.own_images.running)
    facts = window.stage.sheet.facts
    QTest.mouseClick(facts, LEFT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.data_path == tmp_path / "mine.npz")
    assert window.session.trace is None
