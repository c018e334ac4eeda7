from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from cnnviz.features.health.histogram import HistogramBins, HistogramPlot
from cnnviz.features.health.layer_table import HEAD, ROW, LayerTable, TableCell, TableColumn, TableRow


@pytest.fixture
def table(qtbot: Any) -> LayerTable:
    """Seventeen rows, of which five and a half are in sight."""
    made = LayerTable("table", (TableColumn("layer", 1, ""), TableColumn("rms", 1, "", True)))
    qtbot.addWidget(made)
    made.resize(300, HEAD + round(5.5 * ROW))
    made.show_rows([TableRow(f"l{i}", (TableCell(f"{i}", part=i / 17),), f"row {i}") for i in range(17)])
    made.show()
    return made


def test_the_arrows_bring_the_chosen_row_into_sight(table: LayerTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current == "l16"
    assert table.place_of("l16").bottom() <= table.height()
    assert table.place_of("l0").bottom() < HEAD
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.place_of("l0").top() == HEAD


def test_the_wheel_scrolls_and_a_click_chooses_what_is_there(table: LayerTable) -> None:
    where = QPointF(100, HEAD + 2)
    for _ in range(3):
        wheel = QWheelEvent(
            where,
            where,
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        table.wheelEvent(wheel)
    QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(100, HEAD + ROW + 2))
    assert table.current == "l4"


def test_a_table_that_shrinks_to_fewer_rows_shows_them(table: LayerTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_End)
    table.show_rows([TableRow("only", (TableCell("1"),))])
    assert table.current == "only"
    assert table.place_of("only").top() == HEAD


def test_the_head_is_no_row(table: LayerTable) -> None:
    told: list[tuple[int, int]] = []
    table.pointed.connect(lambda row, column: told.append((row, column)))
    QTest.mouseMove(table, QPoint(200, 5))
    assert told[-1] == (-1, 1)
    QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(200, 5))
    assert table.current == "l0"


def test_the_bin_under_the_mouse_is_the_bar_that_is_painted_there(qtbot: Any) -> None:
    plot = HistogramPlot("plot")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    edges = np.arange(-3, 4) * 0.5
    plot.show_bars(
        "t",
        HistogramBins(edges, np.array([0, 2, 5, 9, 4, 1]), np.array([1, 1, 1, 1, 1, 1]), "now", "at step 0"),
    )
    plot.show()
    for number in range(6):
        middle = float(plot.area.shown().x((edges[number] + edges[number + 1]) / 2))
        QTest.mouseMove(plot.built().viewport(), QPoint(round(middle), 100))
        assert plot.at == number
    assert plot.bin_text(3) == "0 to 0.500: 9 now, 1 at step 0"
    plot.show_bars("t", HistogramBins(edges * 2, np.zeros(6, int), None, "now", ""))
    assert plot.at == -1
    plot.show_bars("t", None, "nothing")
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == -1
