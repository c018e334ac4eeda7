"""Where the cells of a confusion matrix lie, and what their colours mean."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate.classes import ClassBar, beginning
from cnnviz.features.evaluate.confusion_matrix import (
    BAR,
    ConfusionMatrix,
    MatrixGrid,
    limit,
    mistake_colour,
    rates,
)
from cnnviz.widgets import theme
from cnnviz.widgets.cell_text import ink

LETTERS = tuple("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag")


@pytest.mark.parametrize("names", [("a", "b"), tuple("0123456789"), LETTERS, CLOTHES])
@pytest.mark.parametrize("size", [(560, 540), (705, 860), (330, 330)])
def test_the_whole_matrix_fits_into_its_place(
    qtbot: QtBot, names: tuple[str, ...], size: tuple[int, int]
) -> None:
    theme.load_fonts()
    grid = MatrixGrid.of(names, *size)
    assert grid.left > 0
    assert grid.top > 0
    assert grid.area.right() <= size[0]
    assert grid.area.bottom() + BAR <= size[1] or grid.size == 6


def test_every_cell_is_found_where_it_is_drawn(qtbot: QtBot) -> None:
    grid = MatrixGrid.of(LETTERS, 560, 540)
    for true in range(47):
        for read in range(0, 47, 5):
            assert grid.pair_at(grid.cell(true, read).center()) == (true, read)
    assert grid.pair_at(QPointF(grid.left - 5, grid.cell(7, 0).center().y())) == (7, -1)
    assert grid.pair_at(QPointF(grid.cell(0, 9).center().x(), grid.top - 5)) == (-1, 9)
    assert grid.pair_at(QPointF(2, 2)) == (-1, -1)
    assert grid.pair_at(grid.area.bottomRight() + QPointF(3, 3)) == (-1, -1)


def test_the_scale_of_mistakes_isn_t_drowned_by_what_is_right() -> None:
    counts = np.array([[980, 3, 0], [20, 960, 0], [0, 0, 500]])
    assert limit(counts) == pytest.approx(0.03)  # 20 of 980, rounded up; not 980
    assert limit(np.diag([5, 5])) == 0.0
    assert limit(np.array([[0, 9], [0, 9]])) == 1.0


def test_the_parts_of_a_class_are_of_its_own_images() -> None:
    counts = np.array([[3, 1], [0, 0]])
    assert rates(counts).tolist() == [[0.75, 0.25], [0.0, 0.0]]


def test_text_on_a_cell_has_contrast_enough() -> None:
    def luminance(name: str) -> float:
        parts = [int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for name in ("dark", "light"):
        theme.use(name)
        for part in np.linspace(0.01, 1, 12):
            ground = mistake_colour(float(part))
            light, dark = sorted((luminance(ground.name()), luminance(ink(ground).name())))[::-1]
            assert (light + 0.05) / (dark + 0.05) >= 4.5
    theme.use("dark")


def test_a_matrix_of_another_size_forgets_where_the_arrows_were(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix("matrix")
    qtbot.addWidget(matrix)
    matrix.show_counts(np.eye(10, dtype=int), "0123456789")
    matrix.here = (9, 9)
    matrix.select(8, 8)
    matrix.show_counts(np.eye(2, dtype=int), "ab")
    assert matrix.here == (-1, -1)
    matrix.resize(400, 400)
    assert not matrix.grab().isNull()


def test_the_axis_of_the_bars_begins_below_the_lowest() -> None:
    def bars(*rights: int) -> list[ClassBar]:
        return [ClassBar(i, str(i), right, 1000, 1000) for i, right in enumerate(rights)]

    assert beginning(bars(997, 999)) == 99.0
    assert beginning(bars(990, 999)) == 98.0
    assert beginning(bars(870, 999)) == 80.0
    assert beginning(bars(0, 999)) == 0.0
    assert beginning([ClassBar(0, "0", 0, 0, 0)]) == 0.0
