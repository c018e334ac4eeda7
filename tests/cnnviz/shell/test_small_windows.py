"""In the smallest windows nothing of a sheet lies over anything else of it, or where nobody can scroll to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.data.class_examples import IMAGE, NAMES
from cnnviz.features.evaluate.evaluate_sheet import PAGES
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.panels import SHEETS

pytestmark = pytest.mark.slow

# A window of 900x600 pixels at 100, 125 and 150 %, and one of 1280x720 at 200 %: as small as it can be.
SIZES = (900, 600), (800, 480), (800, 400)


def faults(sheet: QWidget) -> Iterator[str]:
    """What is beyond reach, or over something else."""
    for area in sheet.findChildren(QScrollArea):
        if not area.isVisible():
            continue
        bar = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.widget().width() > area.viewport().width() and not bar:
            yield f"{area.objectName()} is {area.widget().width() - area.viewport().width()} too narrow"
    for parent in sheet.findChildren(QWidget):
        if parent.layout() is None or not parent.isVisible():
            continue
        within = [each for each in parent.findChildren(QWidget, options=DIRECT) if each.isVisible()]
        for number, one in enumerate(within):
            for other in within[number + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > 2 and common.height() > 2:
                    yield f"{one.objectName()} lies over {other.objectName()}"


DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def at(window: MainWindow, size: tuple[int, int]) -> None:
    """Gives the window a size, and lets every layout follow."""
    window.resize(*size)
    QApplication.processEvents()
    window.grab()


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "evaluate"])
def test_no_sheet_is_cut(qtbot: QtBot, seen_window: MainWindow, name: str) -> None:
    seen_window.toggle_sheet(name)
    sheet = seen_window.stage.sheet
    assert sheet is not None
    if name == "images":
        qtbot.waitUntil(lambda: bool(sheet.parts))
    for size in SIZES:
        at(seen_window, size)
        assert list(faults(sheet)) == [], size
    if name == "data":
        assert sheet.examples.width() >= NAMES + IMAGE
    seen_window.stage.close_sheet()


def test_no_page_of_the_evaluation_is_cut(qtbot: QtBot, seen_window: MainWindow) -> None:
    seen_window.toggle_sheet("evaluate")
    sheet = seen_window.sheet("evaluate")
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None)
    area = sheet.findChild(QScrollArea, "evaluate_scroll")
    for page in PAGES:
        sheet.open_page(page.name)
        for size in SIZES:
            at(seen_window, size)
            # What has come of a page in between is laid out in a turn to come.
            qtbot.waitUntil(lambda: not list(faults(sheet)), timeout=5000)
    sheet.open_page("classes")
    for size in SIZES[:2]:
        at(seen_window, size)
        matrix = sheet.page("classes").matrix
        assert matrix.grid().area.bottom() < matrix.height() <= area.viewport().height()
        assert matrix.grid().size >= 32  # a count has room
    seen_window.stage.close_sheet()


@pytest.mark.parametrize("name", ["palette", "shortcuts", "words"])
def test_no_list_is_larger_than_the_window(seen_window: MainWindow, name: str) -> None:
    at(seen_window, SIZES[-1])
    seen_window.action(name).trigger()
    shown = QApplication.activeModalWidget()
    assert shown is not None
    assert shown.height() <= seen_window.height()
    shown.close()
