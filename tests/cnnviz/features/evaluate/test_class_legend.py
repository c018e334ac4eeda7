"""The legend: hiding and showing classes by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt

from cnnviz.features.evaluate.class_legend import ClassLegend, LegendRow

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
    with qtbot.waitSignal(legend.looked_at) as told:
        qtbot.mouseMove(legend, row(6))
    assert told.args == [6]
    with qtbot.waitSignal(legend.looked_at) as told:
        legend.leaveEvent(None)
    assert told.args == [-1]


def test_the_keyboard_walks_switches_and_shows_all(qtbot, legend):
    qtbot.keyClick(legend, Qt.Key.Key_Down)
    qtbot.keyClick(legend, Qt.Key.Key_Down)
    assert legend.at == 1
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
