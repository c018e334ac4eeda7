"""A grid of numbers: readable on every colour, each cell where it is said to be, with its bar beneath."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest

from cnnviz.widgets import colormap, theme
from cnnviz.widgets.cell_text import cell_text, ink
from cnnviz.widgets.number_grid import NumberGrid


@pytest.fixture
def grid(qtbot: Any) -> NumberGrid:
    made = NumberGrid("grid")
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("table", [colormap.signed_table, colormap.grey_table])
def test_a_number_stands_out_from_every_colour_of_a_map(name: str, table: Any) -> None:
    for pixel in table(theme.THEMES[name])[::25]:
        fill = QColor(int(pixel) & 0xFFFFFF)
        low, high = sorted((luminance(fill), luminance(ink(fill))))
        assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("number", "text"), [(3.0, "3"), (-20.0, "-20"), (0.53333, "0.53"), (-0.0012345, "-0.0012"), (0.0, "0")]
)
def test_numbers_are_short_enough_for_a_cell(number: float, text: str) -> None:
    assert cell_text(number) == text


def test_a_cell_of_the_map_lies_inside_its_border(grid: NumberGrid) -> None:
    grid.show_values(np.arange(12.0).reshape(3, 4), 15, False, ((1, 2), (0, 3)))
    assert grid.rows == (6, 7)
    assert grid.inner(0, 0) == (1, 0, 1, 1)
    grid.use_cell(grid.fitting())
    heard: list[tuple[int, int]] = []
    grid.pointed.connect(lambda row, column: heard.append((row, column)))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box(grid.inner(2, 3)).center().toPoint())
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box((0, 0, 1, 1)).center().toPoint())
    assert heard == [(2, 3)]


def test_cells_bars_and_border_fit_into_the_widget(grid: NumberGrid) -> None:
    for height, width, pad in ((1, 1, 0), (8, 8, 1), (32, 32, 6), (3, 20, 2)):
        grid.show_values(np.zeros((height, width)), 1, True, ((pad, pad), (pad, pad)))
        grid.use_cell(grid.fitting())
        assert grid.bar().bottom() + 15 <= grid.height()
        assert grid.box((0, 0, *grid.rows)).width() <= grid.width()


def test_the_bar_is_numbered_with_the_limit(grid: NumberGrid) -> None:
    grid.show_values(np.array([[-3.0, 8.0]]), 8, True)
    assert grid.bar_texts() == ("-8", "+8")
    grid.show_values(np.array([[0.0, 1.0]]), 1, False)
    assert grid.bar_texts() == ("0", "1")


def test_the_numbers_of_the_bar_stand_beside_one_another(grid: NumberGrid) -> None:
    grid.show_values(np.full((1, 1), 6667.0), 8000, True)
    written = sum(QFontMetricsF(theme.font(theme.FLOOR)).horizontalAdvance(text) for text in grid.bar_texts())
    assert written < grid.bar().width()


def test_the_colour_of_a_cell_is_that_of_the_map(grid: NumberGrid) -> None:
    values = np.array([[-1.0, 0.0, 1.0]])
    grid.show_values(values, 1, True)
    grid.use_cell(20)
    picture = grid.grab().toImage()
    table = colormap.signed_table(theme.current())
    for column, index in ((0, 0), (1, colormap.ZERO), (2, 2 * colormap.LEVELS)):
        corner = grid.box((0, column, 1, 1)).topLeft().toPoint() + QPoint(4, 4)
        assert picture.pixelColor(corner).rgb() == int(table[index])
