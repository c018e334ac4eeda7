"""The strip of small maps and the legend of classes: what is found where, by mouse and by keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from cnnviz.features.evaluate.layer_strip import LayerStrip
from cnnviz.features.evaluate.map import ClassLegend, LegendRow
from cnnviz.features.evaluate.scatter import ScatterPoints

NAMES = ("input", "conv1", "relu1", "fc2")


@pytest.fixture
def strip(qtbot):
    made = LayerStrip("strip")
    qtbot.addWidget(made)
    made.resize(600, made.height())
    made.show_layers(NAMES)
    made.choose("conv1")
    made.show()
    return made


def points() -> ScatterPoints:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 50)
    return ScatterPoints(rng.standard_normal((50, 2)).astype(np.float32), labels, labels, ("a", "b"))


def test_a_click_chooses_a_layer(qtbot, strip):
    with qtbot.waitSignal(strip.chosen) as told:
        box = strip.boxes()["relu1"]
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert told.args == ["relu1"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_Right, "relu1"),
        (Qt.Key.Key_Left, "input"),
        (Qt.Key.Key_End, "fc2"),
        (Qt.Key.Key_Home, "input"),
    ],
)
def test_arrows_go_to_the_layers_beside(qtbot, strip, key, name):
    with qtbot.waitSignal(strip.chosen) as told:
        qtbot.keyClick(strip, key)
    assert told.args == [name]


def test_a_map_is_drawn_once_it_is_there(strip):
    before = strip.grab().toImage()
    assert not strip.has("relu1")
    strip.show_map("relu1", points(), "87 %")
    assert strip.has("relu1")
    assert strip.grab().toImage() != before
    strip.show_layers(NAMES)
    assert not strip.has("relu1")


def test_the_layer_under_the_mouse_is_told(qtbot, strip):
    with qtbot.waitSignal(strip.pointed) as told:
        qtbot.mouseMove(strip, strip.boxes()["fc2"].center().toPoint())
    assert told.args == [NAMES.index("fc2")]
    strip.leaveEvent(None)


def test_of_many_layers_those_around_the_chosen_one_are_shown(strip):
    names = tuple(f"conv{number}" for number in range(40))
    strip.show_layers(names)
    for name in ("conv0", "conv20", "conv39"):
        strip.choose(name)
        boxes = strip.boxes()
        assert name in boxes
        assert all(box.left() >= 0 and box.right() <= 601 for box in boxes.values())
        strip.grab()


def test_an_arrow_leads_to_the_layers_that_dont_fit(qtbot, strip):
    assert not strip.arrows()
    strip.show_layers(tuple(f"conv{number}" for number in range(40)))
    strip.choose("conv20")
    (_, left, before), (_, right, after) = strip.arrows()
    shown = list(strip.boxes())
    assert (before, after) == (f"conv{int(shown[0][4:]) - 1}", f"conv{int(shown[-1][4:]) + 1}")
    for box, name in ((left, before), (right, after)):
        with qtbot.waitSignal(strip.chosen) as told:
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert told.args == [name]


ROWS = tuple(LegendRow(str(index), 100 + index, index) for index in range(10))


@pytest.fixture
def legend(qtbot):
    made = ClassLegend("legend")
    qtbot.addWidget(made)
    made.resize(190, 220)
    made.show_rows(ROWS)
    made.show()
    return made


def row(index) -> QPoint:
    return QPoint(40, 22 * index + 11)


def test_a_click_hides_a_class_and_another_shows_it(qtbot, legend):
    with qtbot.waitSignal(legend.switched):
        qtbot.mouseClick(legend, Qt.MouseButton.LeftButton, pos=row(3))
    assert legend.hidden == {3}
    legend.grab()
    qtbot.mouseClick(legend, Qt.MouseButton.LeftButton, pos=row(3))
    assert not legend.hidden


def test_a_double_click_shows_a_class_alone_and_another_all_again(qtbot, legend):
    for expected in (set(range(10)) - {4}, set()):
        qtbot.mouseClick(legend, Qt.MouseButton.LeftButton, pos=row(4))
        qtbot.mouseDClick(legend, Qt.MouseButton.LeftButton, pos=row(4))
        assert legend.hidden == expected


def test_the_mouse_looks_at_a_class_until_it_leaves(qtbot, legend):
    with qtbot.waitSignal(legend.pointed) as told:
        qtbot.mouseMove(legend, row(6))
    assert told.args == [6]
    with qtbot.waitSignal(legend.pointed) as told:
        legend.leaveEvent(None)
    assert told.args == [-1]


def test_the_keyboard_walks_switches_and_shows_all(qtbot, legend):
    qtbot.keyClick(legend, Qt.Key.Key_Down)
    qtbot.keyClick(legend, Qt.Key.Key_Down)
    assert legend.under == 1
    qtbot.keyClick(legend, Qt.Key.Key_Space)
    assert legend.hidden == {1}
    qtbot.keyClick(legend, Qt.Key.Key_Return)
    assert legend.hidden == set(range(10)) - {1}
    qtbot.keyClick(legend, Qt.Key.Key_A)
    assert not legend.hidden


def test_other_classes_are_all_shown_at_first(legend):
    legend.switch(2)
    legend.show_rows(ROWS)
    assert legend.hidden == {2}
    legend.show_rows(ROWS[:5])
    assert not legend.hidden
