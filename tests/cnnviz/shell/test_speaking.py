"""The window in another language: at once, with the session and its numbers as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app import create
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.panels import SHEETS
from cnnviz.system import language
from cnnviz.system.settings import Settings
from core.training import TrainConfig


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    yield
    language.use("en", qapp)


def test_another_language_at_once_without_losing_a_number(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    qtbot.waitUntil(lambda: session.ready)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.step_forward()
    window.toggle_sheet("images")
    trace, step = session.trace, len(session.history)
    window.panels.settings.language_chosen.emit("pseudo")
    assert (session.trace, session.cursor, len(session.history)) == (trace, 1, step)
    assert window.action("train").text() == "[Train~~]"
    assert window.stage.sheet is window.panels["ImagesPanel"]
    assert window.remembered.language == "pseudo"
    session.train()
    qtbot.waitUntil(lambda: len(session.history) > step)
    assert window.action("train").text() == "[Pause~~]"
    session.pause()
    window.choose_language("en")
    assert window.action("settings").text() == "Settings"


NAMES = re.compile(
    r"conv\d*|pool\d*|bn\d*|relu\d*|fc\d*|flatten|input|cnnviz|LeNet-5|ReLU|ELU|Conv2d|Tanh|Sigmoid|Softmax|Linear"
    r"|\w*Pool2d|BatchNorm\w+|LeakyReLU|LogSoftmax|Dropout|Flatten|same|SGD|Ada\w*|RMSprop|Nesterov|MNIST"
    r"|English|Ctrl|Shift|Esc|PgUp|PgDn|Home|End|Space|Enter|Left|Right|Up|Down|Tab|GIF|PNG|WebP|MP4|SVG|dL|dW"
)


def plain(text: str) -> str:
    """The words of a text that stand outside of brackets and are no names."""
    text = re.sub(r"^\w+\n|\(\[\)|\(\]\)", "", text)  # an argument's name before its tip; keys
    while (inner := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = inner
    return " ".join(re.findall(r"[A-Za-z]{3,}", NAMES.sub("", text)))


def texts(root: QWidget) -> Iterator[str]:
    """All that a person can read in a widget and its tooltips."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(i) for i in range(widget.count()))
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
    for action in root.findChildren(QAction):
        yield from (action.text(), action.iconText(), action.toolTip(), action.statusTip())


@pytest.mark.slow
def test_every_text_of_the_window_and_its_sheets_can_be_translated(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.session.ready)
    window.choose_language("pseudo")
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    found = {}
    for name in ("", *SHEETS):
        if name:
            window.toggle_sheet(name)
        for text in texts(window):
            if plain(text):
                found.setdefault(text, name)
    assert found == {}


def test_a_window_that_is_asked_for_in_chinese_speaks_it_and_the_next_one_english(
    qtbot: QtBot, digits: tuple[object, object]
) -> None:
    def made(*arguments: str) -> str:
        _, window = create(arguments, TrainConfig(batch_size=32), lambda: digits, Settings())
        text = window.action("train").text()
        window.close()
        window.deleteLater()
        return text

    assert made("--language", "zh_CN") == "训练"
    assert made("cnnviz") == "Train"
