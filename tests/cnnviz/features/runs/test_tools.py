from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.runs.table import RunTable
from cnnviz.features.runs.tools import group_menu, table_view
from cnnviz.widgets import theme


def test_the_tables_head_is_painted_in_the_font_that_its_columns_are_measured_in(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    head = table_view(parent, RunTable()).horizontalHeader()
    parent.show()
    assert head.viewport().font().pixelSize() == head.font().pixelSize() == theme.FLOOR


def test_a_group_says_what_it_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    words = {action.data(): action.text() for action in group_menu(parent).actions()}
    assert words["activation"] == "activation: five activation functions (5 runs)"
