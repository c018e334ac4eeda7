"""The rows of Runs: their keys, their fields, and the row of the run under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cnnviz.features.runs.runs_sheet import RunsSheet
from cnnviz.features.runs.table import NAME, NOTE, SETTINGS
from core.training import TrainConfig

Another = Callable[[TrainConfig], None]


@pytest.mark.every(3)
@pytest.mark.parametrize("column", [SETTINGS, NAME, NOTE])
def test_the_keys_are_the_chosen_rows_wherever_it_was_clicked(
    qtbot: Any, kept_window: Any, runs: RunsSheet, column: int, another: Another
) -> None:
    session, table, view = kept_window.session, runs.table, runs.view
    session.step_batch()
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    place = table.runs[0][0]
    centre = view.visualRect(table.index(0, column)).center()
    assert table.shown == {place}
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert not table.shown
    runs.setFocus()  # as after a click on a button of the sheet
    QTest.keyClick(runs, Qt.Key.Key_F2)
    field = view.viewport().findChild(QLineEdit)
    QTest.keyClicks(field, "best")
    runs.look()  # as when its record was written just now
    assert field.text() == "best"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.runs[0][1].title == "best")
    runs.setFocus()
    QTest.keyClick(runs, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: table.rowCount() == 0)


def test_a_note_has_room_to_be_typed_while_no_run_has_one(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    session.step_batch()
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    runs.view.selectRow(0)
    runs._do("remark")
    field = runs.view.viewport().findChild(QLineEdit)
    assert field.width() >= 200
    assert runs.view.viewport().rect().contains(field.geometry())


def test_it_is_said_where_the_open_run_is_before_it_has_a_row(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session, said = kept_window.session, "the open run has no row before its first step"
    session.step_batch()
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    assert said not in runs.note.text()
    session.time.branch(1)
    qtbot.waitUntil(lambda: said in runs.note.text())
    names = [runs.table.index(row, NAME).data() for row in range(runs.table.rowCount())]
    assert not any(name.endswith(" (open)") for name in names)
    session.step_batch()
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)
    assert said not in runs.note.text()


def test_the_run_under_way_is_drawn_from_the_start(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session, table = kept_window.session, runs.table
    session.step_batch()
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    table.show_only([])
    session.step_epoch()
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    now = runs.library.present()[0]
    assert table.shown == {now}
    table.tick(now, False)
    runs.look()
    assert not table.shown
