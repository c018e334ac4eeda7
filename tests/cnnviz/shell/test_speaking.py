"""The window in another language: at once, with the session and its numbers as they were."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnnviz.app import create
from cnnviz.features.evaluate.robustness import WORDS
from cnnviz.features.runs.table import QUANTITIES, overlay
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.panels import SHEETS
from cnnviz.shell.stage import Stage
from cnnviz.system import language
from cnnviz.system.settings import Settings
from core.trace.recording import Cell
from core.training import TrainConfig


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    yield
    language.use("en", qapp)


@pytest.mark.slow
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
    bar = window.panels.transport
    assert bar.childrenRect().right() <= bar.width(), "a readout is cut"
    assert window.stage.sheet is window.panels["ImagesSheet"]
    assert window.remembered.language == "pseudo"
    session.train()
    qtbot.waitUntil(lambda: len(session.history) > step)
    assert window.action("train").text() == "[Pause~~]"
    session.pause()
    window.choose_language("en")
    assert window.action("settings").text() == "Settings"


def test_what_is_looked_at_stays_so_in_another_language(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 600)
    canvas, view = window.panels.canvas, window.panels.canvas.view
    qtbot.waitUntil(lambda: view.layout_ is not None)
    view.show_layer(2, "conv2")
    view.zoom(2)
    canvas.toolbar.scale.setCurrentIndex(1)
    canvas.toolbar.scale.activated.emit(1)
    mode = view.shader.mode
    window.stage.open_languages()
    bar = window.panels.settings.findChild(QScrollArea, "settings_body").verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 100
    window.choose_language("zh_CN")
    new, there = window.panels.canvas, window.panels.settings.findChild(QScrollArea, "settings_body")
    assert new is not canvas
    assert (new.view.choice.layer(new.view.blocks, 2).name, new.view.level) == ("conv2", 1)
    assert new.toolbar.level.group.checkedId() == 1
    assert (new.toolbar.scale.currentIndex(), new.view.shader.mode) == (1, mode)
    assert there.verticalScrollBar().value() > 100


@pytest.mark.slow
def test_a_card_that_was_not_open_is_not_made_in_another_language(window: MainWindow) -> None:
    window.choose_language("zh_CN")
    assert "draw_card" not in vars(window.panels.microscope)


@pytest.mark.every(2)
@pytest.mark.parametrize("sheet", [True, False])
def test_what_was_opened_and_folded_is_so_in_another_language(
    qtbot: QtBot, window: MainWindow, sheet: bool
) -> None:
    for step in range(3):
        window.session.step_batch()
        qtbot.waitUntil(lambda step=step: len(window.session.history) == step + 1)
    window.resize(1000, 700)  # where the column is folded unless somebody opens it
    assert window.panels.microscope.folded
    window.panels.microscope.fold(False)
    window.action("time_bar").trigger()
    if sheet:
        window.action("health").trigger()
    window.choose_language("zh_CN")
    if sheet:
        window.action("health").trigger()
    assert not window.panels.microscope.folded
    assert window.panels.time_bar.pinned
    window.panels.microscope.fold(True)
    window.choose_language("en")
    assert window.panels.microscope.folded


def test_a_column_closed_over_an_open_card_stays_closed_and_the_card_as_it_was(window: MainWindow) -> None:
    window.action("lab").trigger()
    card = window.panels.microscope._lab_card
    card.ways.group.button(1).click()
    card.layers.setCurrentIndex(2)
    card.mistakes.setCurrentRow(card.mistakes.count() - 1)
    chosen = card.layers.currentData(), card.key
    window.panels.microscope.fold(True)
    window.choose_language("zh_CN")
    column = window.panels.microscope
    assert column.folded
    assert column._lab_card.finding
    assert (column._lab_card.layers.currentData(), column._lab_card.key) == chosen


def test_a_presentation_goes_on_in_another_language(window: MainWindow) -> None:
    window.action("present").trigger()
    window.choose_language("zh_CN")
    panels = window.panels
    assert window.isFullScreen()
    assert panels.transport.isHidden()
    assert panels.curves.isHidden()
    assert panels.canvas.toolbar.source.text.startswith("已暂停")
    window.action("present").trigger()
    assert panels.transport.isVisible()
    assert panels.curves.isVisible()


@pytest.mark.parametrize("name", ["touch", "lab"])
def test_a_card_that_was_open_is_open_in_another_language(window: MainWindow, name: str) -> None:
    window.resize(1000, 700)  # where the column is folded but for a card
    window.action(name).trigger()
    window.choose_language("zh_CN")
    column = window.panels.microscope
    card = {"touch": column._touch_card, "lab": column._lab_card}[name]
    assert not column.folded
    assert card.isVisible()
    window.action(name).trigger()
    assert column.folded
    assert not card.isVisible()


@pytest.mark.slow
def test_what_was_found_in_a_sheet_is_there_in_another_language(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    for name in ("evaluate", "update", "excite", "build"):
        window.toggle_sheet(name)
        found = {
            "evaluate": lambda sheet: sheet.evaluation.result,
            "update": lambda sheet: sheet.findings is not None and sheet.findings.complete(1.0, ""),
            "excite": lambda sheet: sheet.found,
            "build": lambda sheet: sheet.network.blueprint.items,
        }[name]
        qtbot.waitUntil(lambda sheet=window.stage.sheet, found=found: bool(found(sheet)))
    before = dict(window.panels)
    typed = window.panels.settings.findChild(QLineEdit, "setting_batch_size")
    assert typed is not None
    typed.setText("16 or so")

    for code in ("pseudo", "en"):  # the sheets that stay closed in between are handed on
        window.choose_language(code)
    assert window.stage.sheet is window.panels["BuildSheet"]
    assert window.panels["BuildSheet"].network.blueprint is before["BuildSheet"].network.blueprint
    assert window.panels.settings.findChild(QLineEdit, "setting_batch_size").text() == "16 or so"
    for name, kind in (("evaluate", "EvaluateSheet"), ("excite", "ChannelsSheet"), ("update", "UpdateSheet")):
        window.toggle_sheet(name)
        made, old = window.panels[kind], before[kind]
        assert made is not old
        if name == "evaluate":
            assert made.evaluation.result is old.evaluation.result
            assert not made.evaluation.running
        elif name == "excite":
            assert made.found is old.found
            assert not made.running
        else:
            assert made.findings is old.findings
            assert not made.background.running


NAMES = re.compile(
    r"conv\d*|pool\d*|bn\d*|relu\d*|fc\d*|flatten|input|cnnviz|LeNet-5|ReLU|ELU|Conv2d|Tanh|Sigmoid|Softmax|Linear"
    r"|\w*Pool2d|BatchNorm\w+|LeakyReLU|LogSoftmax|Dropout|Flatten|same|SGD|Ada\w*|RMSprop|Nesterov|MNIST"
    r"|exp|z-max|momentum|weight|output|grad_input|\.after|\.grad|loss|value"
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
    qtbot.waitUntil(lambda: window.session.trace is not None and len(window.findChildren(Stage)) == 1)
    found = {}
    for name in ("", *SHEETS):
        if name:
            window.toggle_sheet(name)
        for text in texts(window):
            if plain(text):
                found.setdefault(text, name)
    assert found == {}


@pytest.mark.slow
def test_every_painted_text_can_be_translated(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, str] = {}
    place, draw = "", QPainter.drawText

    def noting(painter: QPainter, *arguments: Any) -> Any:
        text = next((each for each in arguments if isinstance(each, str)), "")
        if plain(re.sub(r"\[[^\[\]]*…$", "", text)) and not any(map(is_formula, inspect.stack(0)[1:4])):
            found.setdefault(text, place)
        return draw(painter, *arguments)

    def is_formula(frame: inspect.FrameInfo) -> bool:  # its words are looked at in test_formula
        return frame.filename.endswith("formula.py")

    qtbot.waitUntil(lambda: window.session.ready)
    window.resize(1280, 720)
    window.choose_language("pseudo")
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None and len(window.findChildren(Stage)) == 1)
    monkeypatch.setattr(QPainter, "drawText", noting)
    at = (0, 0, 4, 4)
    cells: list[tuple[str, str, tuple[int, ...]]] = [
        *(
            (layer, quantity, at)
            for layer in ("conv1", "pool1", "relu1")
            for quantity in ("output", "grad_input")
        ),
        ("conv1", "weight.grad", (1, 0, 1, 1)),
        ("fc4", "weight.after", (1, 1)),
        ("loss", "value", ()),
    ]
    for place in ("forward", "backward"):
        window.session.set_cursor(2 if place == "forward" else len(window.session.trace.stops) - 1)
        window.grab()
    for place, *cell in cells:
        window.session.select(Cell(place, *cell))
        window.grab()
    window.session.select(None)
    for place in ("ledger", "block", "layer", "overview"):
        window.action(place).trigger()
        window.grab()
    for place in SHEETS:
        window.toggle_sheet(place)
        window.grab()
    assert found == {}, sorted(found)


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


def test_the_columns_of_a_file_are_called_the_same_in_every_language(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.step_batch()
    qtbot.waitUntil(lambda: len(window.session.history) == 1)
    heads = {name: list(plot.table()) for name, plot in window.panels.curves.plots.items()}
    window.choose_language("zh_CN")
    curves = window.panels.curves.plots
    assert {name: list(plot.table()) for name, plot in curves.items()} == heads
    assert heads["loss"] == ["step", "train", "test"]
    window.toggle_sheet("evaluate")
    for kind in WORDS:
        sheet = window.panels["EvaluateSheet"].page("robustness")
        measuring = SimpleNamespace(
            of=lambda kind: [], result=SimpleNamespace(classes=("0",), dataset=SimpleNamespace(labels=[0])),
            chance=0.1, indices=[0] * 99,
        )  # fmt: skip
        sheet.plots[kind].show_curve(sheet._curve(measuring, kind))
        assert all(head.isascii() for head in sheet.plots[kind].table()), kind
    assert all(overlay([], quantity).head.isascii() for quantity in QUANTITIES)
