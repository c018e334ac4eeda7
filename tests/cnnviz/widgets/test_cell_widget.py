"""Both widgets that are made of cells point, pick and speak alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from cnnviz.features.draw.answer import AnswerBars
from cnnviz.features.microscope.batch import BatchGrid
from cnnviz.widgets.cell_widget import CellWidget


def grid() -> BatchGrid:
    made = BatchGrid()
    made.show_batch(np.zeros((20, 28, 28), np.uint8), np.zeros(20, int), np.zeros(20, int))
    return made


def bars() -> AnswerBars:
    made = AnswerBars()
    made.show_answer(np.full(10, 0.1))
    return made


@pytest.fixture(params=[grid, bars])
def cells(qtbot: QtBot, request: pytest.FixtureRequest) -> CellWidget:
    make: Callable[[], CellWidget] = request.param
    made = make()
    qtbot.addWidget(made)
    made.resize(320, 120)
    made.show()
    return made


def place(cells: CellWidget, number: int) -> QPoint:
    return cells.place(number).center().toPoint()


def test_the_cell_under_the_mouse_is_told_once(qtbot: QtBot, cells: CellWidget) -> None:
    told: list[int] = []
    cells.pointed.connect(told.append)
    none = Qt.MouseButton.NoButton
    for number in (3, 3, 4):
        spot = QPointF(place(cells, number))
        move = QMouseEvent(
            QEvent.Type.MouseMove, spot, cells.mapToGlobal(spot), none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(cells, move)
    QApplication.sendEvent(cells, QEvent(QEvent.Type.Leave))
    assert told == [3, 4, -1]
    assert cells.under == -1


def test_a_click_picks_and_another_button_does_not(qtbot: QtBot, cells: CellWidget) -> None:
    told: list[int] = []
    (cells.chosen if isinstance(cells, BatchGrid) else cells.target_chosen).connect(told.append)  # type: ignore[attr-defined]
    qtbot.mouseClick(cells, Qt.MouseButton.RightButton, pos=place(cells, 6))
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=place(cells, 6))
    assert told == [6]


def test_the_tooltip_speaks_of_the_cell(cells: CellWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, __: told.append(text))
    spot = place(cells, 2)
    QApplication.sendEvent(cells, QHelpEvent(QEvent.Type.ToolTip, spot, cells.mapToGlobal(spot)))
    assert told == [cells.tip(2)]
