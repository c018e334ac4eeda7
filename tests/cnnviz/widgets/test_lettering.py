"""Texts made larger stay as large as they are, whatever is polished anew, until they are usual again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.lettering import magnify
from cnnviz.widgets.plain import PlainLabel


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_size_survives_showing_and_another_theme(qtbot: QtBot, qapp: QApplication) -> None:
    theme.use("dark")
    theme.apply(qapp)
    top = QWidget()
    qtbot.addWidget(top)
    button, label = Button("one", "raised", "", top, "words"), PlainLabel("words", top, size=theme.BODY)
    fill(vbox(top), button, label)
    button.ensurePolished()

    def sizes() -> set[int]:
        return {button.font().pixelSize(), label.font().pixelSize()}

    magnify(top, 1.5)
    top.show()
    assert sizes() == {20}
    for name in ("light", "dark"):
        theme.use(name)
        theme.apply(qapp)
        assert sizes() == {20}
    magnify(top, 1)
    for name in ("light", "dark"):
        theme.use(name)
        theme.apply(qapp)
        assert sizes() == {theme.BODY}
