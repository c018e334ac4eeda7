"""Text of a painted page is selected with the mouse and copied, as on any page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.features.microscope.blocks.block import Number
from cnnviz.features.microscope.blocks.formula import Formula
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tables import ClassTable
from cnnviz.features.microscope.blocks.text import Heading, Note, SourceCode
from cnnviz.features.microscope.page_content import PageContent
from cnnviz.features.microscope.page_view import PageView
from cnnviz.widgets import theme

LONG = "This sentence is so long that it is broken at the width of the page, and more than once at that."
ROWS = (
    NumberRow("z", Number(2.01, "page"), "what the last layer says"),
    NumberRow("max", Number(2.15), "largest"),
)
CODE = ("def forward(self, x):", "    return x * self.scale")
BLOCKS = (
    Heading(1, "Its numbers"),
    NumberRows(ROWS),
    Formula("y = w · x"),
    Note(LONG),
    SourceCode("core/layers/x.py", "forward", CODE, frozenset([1])),
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    theme.load_fonts()
    made = PageView()
    qtbot.addWidget(made)
    made.resize(320, 100)
    made.show_blocks(BLOCKS)
    made.show()
    return made


def middle(view: PageView, text: str, end: bool = False) -> QPoint:
    box = next(line.box for line in view.content.lines if line.text.startswith(text))
    return QPoint(round(box.right() if end else box.left()), round(box.center().y()))


def drag(view: PageView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def test_what_is_dragged_over_is_selected_and_copied_and_shown(view: PageView, qtbot: QtBot) -> None:
    before = view.grab().toImage()
    drag(view, middle(view, "z"), middle(view, "max", end=True))
    assert view.selected() == "z\t+2.01\twhat the last layer says\nmax"
    assert view.grab().toImage() != before
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == view.selected()
    qtbot.mouseClick(view, LEFT, pos=QPoint(2, 2))
    assert view.selected() == ""
    assert view.grab().toImage() == before


def test_a_selection_begins_and_ends_within_a_line_and_backwards(view: PageView) -> None:
    line = next(line for line in view.content.lines if line.text.startswith("This sentence"))
    y = round(line.box.center().y())
    drag(view, QPoint(round(line.x(13)), y), QPoint(round(line.x(5)), y))
    assert view.selected() == "sentence"


def test_all_is_selected_by_key_a_broken_sentence_whole_and_a_formula_as_it_is_written(
    view: PageView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    said = view.selected()
    assert LONG in said
    assert "y = w · x" in said.splitlines()
    assert "\n".join(CODE) in said
    assert said.startswith("1\tIts numbers\nz\t+2.01\t")


def test_a_table_is_copied_with_a_tab_between_its_columns(qapp: object) -> None:
    columns = tuple((Number(-1.25, name=name), Number(0.5, name=name)) for name in "ab")
    table = ClassTable(("a", "b"), columns, (True, True), (None, None), 0, 0)
    content = PageContent([table], [0.0], 0, 290)
    content.select()
    assert content.text() == "a\tb\n0\t✓\t-1.25\t-1.25\n1\t+0.500\t+0.500"


def test_the_answer_to_a_drawing_nobody_named_has_no_tick(qapp: object) -> None:
    columns = (tuple(Number(value) for value in (0.5, 0.25)),)
    table = ClassTable(("a",), columns, (False,), (None,), 0, 0, judged=False)
    content = PageContent([table], [0.0], 0, 290)
    content.select()
    assert content.text() == "a\n0\t0.500\n1\t0.250"
    assert "(target)" in table.text()


def test_a_click_opens_a_number_and_a_drag_from_it_does_not(view: PageView, qtbot: QtBot) -> None:
    opened: list[object] = []
    view.chosen.connect(opened.append)
    drag(view, middle(view, "+2.01"), middle(view, "+2.15"))
    assert opened == []
    assert view.selected().startswith("+2.01")
    qtbot.mouseClick(view, LEFT, pos=middle(view, "+2.01") + QPoint(8, 0))
    assert opened == ["page"]


def test_the_same_page_built_anew_keeps_the_keyboards_place(view: PageView) -> None:
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down):
        view.step(key)
    said = view.accessibleDescription()
    view.show_blocks(BLOCKS, stay=True)
    view.step(Qt.Key.Key_Up)
    view.step(Qt.Key.Key_Down)
    assert view.accessibleDescription() == said


def test_words_without_room_beside_the_numbers_stand_beneath_them(qtbot: QtBot) -> None:
    theme.load_fonts()
    words = "loss with the number a little lower"
    rows = NumberRows((NumberRow("L(x - 1e-5)", Number(0.0573199417289, None, "", True, 13), words),), 86.0)
    for width, beneath in ((288.0, True), (480.0, False)):
        content = PageContent([rows], [0.0], 0, width)
        number, *said = (line for line in content.lines if not line.text.startswith("L("))
        assert " ".join(line.text.strip() for line in said) == words
        assert (said[0].box.top() > number.box.top() + 10) == beneath
        assert len(said) == 1
        assert said[0].box.bottom() <= rows.height(width)


def test_a_zero_has_no_sign_wherever_it_is_written() -> None:
    zero = Number(-0.0, None, "recorded")
    assert (str(zero), zero.hint) == ("0", "recorded: 0")
    assert Number(-0.0, plain=True).hint == str(Number(-0.0, plain=True)) == "0"
