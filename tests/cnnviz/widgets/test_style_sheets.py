"""Another theme reaches what is in sight once and at once, the rest as it is shown; all as if made in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what a screen would do


class Counted(Button):
    """A button that counts how often it is styled anew."""

    def __init__(self, parent: QWidget) -> None:
        self.styled = 0
        super().__init__("counted", "flat", "close", parent, "Close")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.styled += event.type() == QEvent.Type.StyleChange


class Page(QWidget):
    """A label, a button four parents down, and fields, one of them unusable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        inner = self
        column = vbox(self)
        for _ in range(3):
            within = QWidget(inner)
            column.addWidget(within)
            inner, column = within, vbox(within)
        self.button = Counted(inner)
        self.box, number, check = ComboBox("box", inner), QSpinBox(inner), QCheckBox("all", inner)
        self.box.addItems(["one", "two"])
        number.setEnabled(False)
        fill(column, PlainLabel("faint", inner, role="faint"), self.button, self.box, number, check)


class Pages(QWidget):
    """Two pages, the second of them out of sight."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Page(self), Page(self)
        fill(hbox(self), self.first, self.second)
        self.second.hide()


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    wear(qapp, "dark")
    yield qapp
    wear(qapp, "dark")


def wear(app: QApplication, name: str) -> None:
    theme.use(name)
    theme.apply(app)


def made(qtbot: QtBot, both: bool = False) -> Pages:
    pages = Pages()
    qtbot.addWidget(pages)
    pages.resize(400, 300)
    pages.show()
    pages.second.setVisible(both)
    return pages


def shown(pages: QWidget) -> QImage:
    QApplication.sendPostedEvents()  # the layout
    return pages.grab().toImage()


def test_what_is_in_sight_is_styled_once_and_the_rest_when_it_is_shown(
    qtbot: QtBot, app: QApplication
) -> None:
    pages = made(qtbot, both=True)
    pages.second.hide()
    first, second = pages.first.button, pages.second.button
    for _ in range(3):
        first.styled = second.styled = 0
        for name in ("light", "dark", "light"):
            wear(app, name)
        assert (first.styled, second.styled) == (3, 0)
        pages.second.show()
        assert (first.styled, second.styled) == (3, 1)
        pages.second.hide()
        pages.second.show()
        assert (first.styled, second.styled) == (3, 1)
        wear(app, "dark")
        pages.second.hide()


@pytest.mark.parametrize("seen_before", [False, True])
def test_all_looks_as_if_it_had_been_made_in_the_theme(
    qtbot: QtBot, app: QApplication, seen_before: bool
) -> None:
    pages = made(qtbot, both=seen_before)
    dark = shown(pages)
    pages.second.hide()
    wear(app, "light")
    one = shown(pages)
    pages.second.show()
    both = shown(pages)
    assert one == shown(made(qtbot))
    assert both == shown(made(qtbot, both=True))
    wear(app, "dark")
    assert shown(pages) == shown(made(qtbot, both=True))
    if seen_before:
        assert shown(pages) == dark


def test_what_pops_up_wears_the_theme(qtbot: QtBot, app: QApplication) -> None:
    pages, lists = made(qtbot), []
    pages.first.box.showPopup()
    pages.first.box.hidePopup()
    wear(app, "light")
    for one in (pages, made(qtbot)):
        one.first.box.showPopup()
        lists.append(shown(one.first.box.view()))
        one.first.box.hidePopup()
    assert lists[0] == lists[1]
    assert lists[0].pixelColor(2, lists[0].height() - 3).name() == theme.THEMES["light"].panel
