from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.plots import export
from cnnviz.plots.area import Area
from cnnviz.plots.overlay import Overlay, OverlayPlot, Series
from cnnviz.widgets import theme

pytestmark = pytest.mark.usefixtures("qapp")  # text can't be measured without


def area_of(shown: Overlay) -> Area:
    return Area(QRectF(54, 36, 700, 324), 0.0, shown.longest(), *shown.limits(), shown.log)


def series(key: str, *values: float, depth: float = 1.0) -> Series:
    return Series(key, key, np.arange(1.0, len(values) + 1), np.array(values), depth)


def test_a_log_axis_holds_every_positive_value() -> None:
    area = area_of(Overlay("e", [series("a", 0.2, 0.004), series("b", 0.05)], percent=True, log=True))
    assert area.y0 <= 0.004
    assert area.y1 >= 0.2
    assert (area.x0, area.x1) == (0.0, 2.0)


def test_a_linear_axis_of_errors_begins_at_zero_and_of_accuracies_ends_at_one() -> None:
    assert Overlay("e", [series("a", 0.02, 0.01)], percent=True).limits()[0] == 0
    assert Overlay("e", [series("a", 0.92, 0.99)], percent=True).limits()[1] == 1


def test_an_axis_of_steps_fits_what_is_shown() -> None:
    assert Overlay("x", [series("a", 1.0, 2.0)], steps=2).longest() == 10
    assert Overlay("x", [series("a", 1.0, 2.0)], steps=31).longest() == 40  # as far as another plot


def test_nothing_to_show_needs_no_limits() -> None:
    for shown in (Overlay(), Overlay("x", [series("a")], log=True), Overlay("x", [series("a", math.nan)])):
        assert math.isfinite(shown.limits()[1])
        assert shown.epochs() == []


def test_a_value_is_the_exact_one_of_its_own_epoch() -> None:
    line = series("a", 0.5, 0.25, 0.125)
    assert line.at(2.2) == (2.0, 0.25)
    assert Overlay("e", [line], percent=True).text(0.0046) == "0.46 %"
    assert Overlay("e", [line]).text(0.0463) == "0.0463"


def test_the_nearest_line_is_found_and_a_far_one_is_not() -> None:
    shown = Overlay("e", [series("a", 0.5, 0.5), series("b", 0.1, 0.1)], percent=True)
    area = area_of(shown)
    x = float(area.x(1.0))
    assert shown.nearest(area, QPointF(x, float(area.y(0.1)) + 5)) == "b"
    assert shown.nearest(area, QPointF(x, float(area.y(0.3)))) == ""


@pytest.fixture
def plot(qtbot: QtBot) -> OverlayPlot:
    made = OverlayPlot("plot")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_the_selected_line_alone_has_the_accent(plot: OverlayPlot) -> None:
    lines = [series("a", 0.5), series("b", 0.1)]
    plot.show_overlay(Overlay("e", lines, selected="a"))
    assert plot.colour_of(lines[0]) != plot.colour_of(lines[1])
    plot.show_overlay(Overlay("e", lines))
    assert plot.colour_of(lines[0]) == plot.colour_of(lines[1])


def test_arrows_walk_from_value_to_value(plot: OverlayPlot) -> None:
    plot.show_overlay(Overlay("e", [series("a", 0.5, 0.25, 0.125)], percent=True))
    epochs = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(plot, key)
        epochs.append(plot.epoch())
    assert epochs == [3.0, 2.0, 1.0, 2.0, 3.0]


def test_other_curves_keep_the_epoch_that_is_pointed_at(plot: OverlayPlot) -> None:
    plot.show_overlay(Overlay("e", [series("a", 0.5, 0.25, 0.125)]))
    plot.point(1)
    plot.show_overlay(Overlay("f", [series("b", 0.4, 0.2)]))
    assert plot.epoch() == 2.0
    plot.show_overlay(Overlay("f", [series("b", 0.4)]))
    assert plot.epoch() is None


def test_a_value_outside_the_axes_is_marked_and_not_drawn_on_them(plot: OverlayPlot) -> None:
    plot.show_overlay(
        Overlay("e", [series("a", 0.1, 0.99, 0.991, 0.992, 0.993, 0.99, 0.99, 0.99, 0.99)], percent=True)
    )
    area = plot.area.shown()
    assert area.y0 >= 0.9
    image = plot.grab().toImage()
    panel, bottom = theme.colour("panel").rgb(), round(area.rect.bottom())
    at = round(float(area.x(1.0)) / 12) * 12  # marks stand on a grid of 12 pixels
    assert image.pixel(at, bottom - 5) != panel
    assert image.pixel(at + 8, bottom - 2) == panel


def test_every_point_is_exported_with_its_run(plot: OverlayPlot) -> None:
    plot.show_overlay(Overlay("测试误差", [series("a", 0.5, 0.25), series("b, c", 0.1)], head="test error"))
    rows = export.comma_separated(plot.table()).splitlines()
    assert rows == ["run,epoch,test error", "a,1,0.5", "a,2,0.25", '"b, c",1,0.1']


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_runs_can_be_painted(plot: OverlayPlot, count: int) -> None:
    lines = [series(f"run {n}", 0.9, 0.8 + n / 500, depth=n / 40) for n in range(count)]
    plot.show_overlay(Overlay("e", lines, percent=True, empty="nothing yet"))
    plot.point(1)
    assert not plot.grab().isNull()
    said = plot.accessibleDescription()
    assert "run 0 80.00 %" in said if count else said == "nothing yet"


def test_a_line_keeps_its_mark_while_others_come_and_go(
    plot: OverlayPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: dict[float, int] = {}
    monkeypatch.setattr(
        OverlayPlot,
        "_paint_marks",
        lambda self, painter, area, x, y, shape, colour: painted.update({y[0]: shape}),
    )

    def marks(keys: str) -> dict[str, int]:
        painted.clear()
        plot.show_overlay(Overlay("loss", [series(key, *[float("abcdefg".index(key))] * 2) for key in keys]))
        plot.grab()
        return dict(zip(keys, (painted[y] for y in sorted(painted, reverse=True)), strict=True))

    first = marks("abc")
    assert len(set(first.values())) == 3
    more = marks("abcde")
    assert len(set(more.values())) == 5
    assert first.items() <= more.items()
    fewer = marks("ce")
    assert fewer.items() <= more.items()
    assert len(set(marks("cefg").values())) == 4
    assert marks("ce") == fewer


def test_lines_without_a_value_are_nothing_to_show(plot: OverlayPlot) -> None:
    plot.show_overlay(Overlay("loss", [series("a")], empty="Not yet."))
    assert plot.is_empty()
    plot.show_overlay(Overlay("loss", [series("a"), series("b", 1.0)], empty="Not yet."))
    assert not plot.is_empty()
    assert not plot.grab().isNull()
