"""The card has room in its column, in the smallest window, whatever the classes are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow
from cnnviz.system import language


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    yield
    language.use("en", qapp)


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_nothing_of_the_card_is_beyond_its_column(qtbot: QtBot, window: MainWindow, spoken: str) -> None:
    session = window.session
    window.resize(1280, 720)
    window.panels.settings.language_chosen.emit(spoken)
    names = tuple(f"zebra_with_a_really_long_class_name_{i:03}" for i in range(10))
    assert session.snapshot is not None
    session.live.snapshot = replace(session.snapshot, classes=names)
    QTest.keyClick(window, Qt.Key.Key_W)
    card = window.panels.microscope._touch_card
    card.touching.pick("conv2", "weight", (0, 0, 0, 0))
    card.comparison.refresh()
    area = window.panels.microscope.findChild(QScrollArea, "microscope_body")
    assert area is not None
    QApplication.processEvents()
    right = area.viewport().mapToGlobal(area.viewport().rect().topRight()).x()
    for part in card.findChildren(QWidget):
        if part.isVisible():
            assert part.mapToGlobal(part.rect().topRight()).x() <= right, part.objectName()
    path = window.panels.canvas.toolbar.path
    path.grab()
    assert path._shown == path.text, "where we are"
    assert card.comparison._columns[1].read.text() in names
    assert card.comparison._columns[1]._sure.width() >= card.comparison._columns[1]._sure.sizeHint().width()
