from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtTest import QTest

from cnnviz.plots.overlay import Overlay, Series, colour_of
from cnnviz.plots.overlay_plot import OverlayPlot

pytestmark = pytest.mark.usefixtures("qapp")  # text can't be measured without
SIZE = QSizeF(900, 400)


def series(key: str, *values: float, depth: float = 1.0) -> Series:
    return Series(key, key, np.arange(1.0, len(values) + 1), np.array(values), depth)


def test_a_log_axis_holds_every_positive_value() -> None:
    area = Overlay("e", [series("a", 0.2, 0.004), series("b", 0.05)], percent=True, log=True).measure(SIZE)
    assert area.y0 <= 0.004
    assert area.y1 >= 0.2
    assert (area.x0, area.x1) == (0.0, 2.0)


def test_a_linear_axis_of_errors_begins_at_zero_and_of_accuracies_ends_at_one() -> None:
    assert Overlay("e", [series("a", 0.02, 0.01)], percent=True).measure(SIZE).y0 == 0
    assert Overlay("e", [series("a", 0.92, 0.99)], percent=True).measure(SIZE).y1 == 1


def test_nothing_to_show_needs_no_limits() -> None:
    for shown in (Overlay(), Overlay("x", [series("a")], log=True), Overlay("x", [series("a", math.nan)])):
        assert math.isfinite(shown.measure(SIZE).y1)
        assert shown.snap(3.0) is None or not math.isfinite(shown.series[0].y[0])


def test_a_value_is_the_exact_one_of_its_own_epoch() -> None:
    line = series("a", 0.5, 0.25, 0.125)
    assert line.at(2.2) == (2.0, 0.25)
    assert Overlay("e", [line], percent=True).text(0.0046) == "0.46 %"
    assert Overlay("e", [line]).text(0.0463) == "0.0463"


def test_the_nearest_line_is_found_and_a_far_one_is_not() -> None:
    shown = Overlay("e", [series("a", 0.5, 0.5), series("b", 0.1, 0.1)], percent=True)
    area = shown.measure(SIZE)
    x = float(area.x(1.0))
    assert shown.nearest(area, QPointF(x, float(area.y(0.1)) + 5)) == "b"
    assert shown.nearest(area, QPointF(x, float(area.y(0.3)))) == ""


def test_the_selected_line_alone_has_the_accent() -> None:
    lines = [series("a", 0.5), series("b", 0.1)]
    shown = Overlay("e", lines, selected="a")
    assert colour_of(shown, lines[0]) != colour_of(shown, lines[1])
    assert colour_of(Overlay("e", lines), lines[0]) == colour_of(Overlay("e", lines), lines[1])


def test_arrows_walk_from_value_to_value(qtbot: object) -> None:
    plot = OverlayPlot("plot")
    qtbot.addWidget(plot)  # type: ignore[attr-defined]
    plot.show_overlay(Overlay("e", [series("a", 0.5, 0.25, 0.125)], percent=True))
    plot.resize(600, 300)
    plot.picture()
    crosses = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(plot, key)
        crosses.append(plot.overlay.cross)
    assert crosses == [3.0, 2.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_runs_can_be_painted(qtbot: object, count: int) -> None:
    plot = OverlayPlot("plot")
    qtbot.addWidget(plot)  # type: ignore[attr-defined]
    lines = [series(f"run {n}", 0.9, 0.8 + n / 500, depth=n / 40) for n in range(count)]
    plot.show_overlay(Overlay("e", lines, percent=True, empty="nothing yet"))
    plot.resize(600, 300)
    plot.point(2.0)
    assert not plot.grab().isNull()
