"""A robustness curve by mouse and by keyboard; examples stand under their points."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from cnnviz.features.evaluate.robustness_plot import RobustnessCurve, RobustnessPlot

AMOUNTS = (0.0, 10.0, 20.0, 30.0)


def curve(known=4) -> RobustnessCurve:
    accuracies = np.array([0.98, 0.9, 0.5, 0.2])
    accuracies[known:] = np.nan
    return RobustnessCurve(
        "Rotation",
        "degrees",
        "{0} degrees",
        AMOUNTS,
        accuracies,
        np.sqrt(accuracies * (1 - accuracies) / 100),
        0.1,
        tuple(np.full((28, 28), 60 * k, np.uint8) for k in range(4)),
        ("7", "7", "1", "2")[:known],
        (True, True, False, False)[:known],
        (0.99, 0.8, 0.6, 0.5)[:known],
        "7",
    )


@pytest.fixture
def plot(qtbot):
    made = RobustnessPlot("plot", 4)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show_curve(curve())
    made.show()
    return made


def test_every_example_stands_under_its_point_and_inside(plot):
    area = plot.area.shown()
    for at, amount in enumerate(AMOUNTS):
        tile = plot.tile(at)
        assert tile.center().x() == pytest.approx(float(area.x(amount)), abs=0.6)
        assert tile.top() >= area.rect.bottom()
        assert tile.left() >= 0
        assert tile.right() <= plot.width()
        assert tile.bottom() < plot.height()


@pytest.mark.parametrize("where", ["curve", "example"])
def test_the_mouse_points_at_an_amount_and_a_click_chooses_it(qtbot, plot, where):
    tile = plot.tile(2)
    place = tile.center().toPoint() if where == "example" else QPoint(round(tile.center().x()), 100)
    with qtbot.waitSignal(plot.pointed) as told:
        qtbot.mouseMove(plot.built().viewport(), place)
    assert told.args == [2]
    with qtbot.waitSignal(plot.chosen) as told:
        qtbot.mouseClick(plot.built().viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [2]
    plot.grab()
    with qtbot.waitSignal(plot.pointed) as told:
        plot.point_at(None)
    assert told.args == [-1]


def test_beside_the_curve_nothing_is_meant(plot):
    assert plot.amount_at(QPointF(2, 100)) == -1
    assert plot.amount_at(QPointF(200, 2)) == -1
    assert RobustnessPlot("empty").amount_at(QPointF(50, 50)) == -1


def test_arrows_walk_and_enter_chooses(qtbot, plot):
    for key, at in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(plot, key)
        assert plot.at == at
    with qtbot.waitSignal(plot.chosen) as told:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert told.args == [0]


def test_a_curve_that_is_still_growing_says_nothing_of_the_rest(plot):
    growing = curve(known=2)
    assert growing.value(1) == "90.0 % ± 3.0"
    assert growing.value(3) == ""
    assert growing.card(1).reading == "read as 7 ✓"
    assert growing.card(3).reading == ""
    plot.show_curve(growing)
    plot.point(3)
    plot.grab()
    plot.show_curve(RobustnessCurve())
    plot.grab()


def test_plots_of_different_lengths_are_laid_out_alike(qtbot):
    tops = []
    for amounts in (AMOUNTS, AMOUNTS[:3]):
        made = RobustnessPlot("plot", 4)
        qtbot.addWidget(made)
        made.resize(400, 400)
        made.show_curve(RobustnessCurve(amounts=amounts))
        tops.append(made.tile(0).top())
    assert tops[0] == tops[1]


@pytest.mark.parametrize("most", [4, 9, 11])
def test_a_name_is_written_whole_where_two_lines_have_room_for_it(qtbot, monkeypatch, most):
    cut = []
    elide = QFontMetricsF.elidedText
    monkeypatch.setattr(
        QFontMetricsF, "elidedText", lambda *about: cut.append((about[1], elide(*about))) or cut[-1][1]
    )
    made = RobustnessPlot("plot", 11)
    qtbot.addWidget(made)
    made.resize(400, 400)
    names = ("cross", "bar")
    read = tuple(names[at % 3 == 0] for at in range(most))
    examples = (np.zeros((28, 28), np.uint8),) * most
    zeros = np.zeros(most)
    right, sure = (True,) * most, (0.9,) * most
    amounts = tuple(map(float, range(most)))
    made.show_curve(
        RobustnessCurve("", "", "{0}", amounts, zeros, zeros, 0.1, examples, read, right, sure, names=names)
    )
    made.show()
    made.grab()
    assert {text for text, _ in cut} == set(names)
    assert all(text == shown for text, shown in cut)
    assert made.tile(0).bottom() + 40 < made.height()  # the second line is inside
