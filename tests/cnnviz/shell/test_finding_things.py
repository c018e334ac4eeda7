"""The command palette, the list of keys, sizes, the presentation, and what was opened lately."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.shell.commands import ROWS, build
from cnnviz.shell.help import KeyList, WordList
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.palette import CommandPalette
from cnnviz.system import language, scaling
from cnnviz.widgets import glossary, theme


def palette(window: MainWindow) -> CommandPalette:
    window.action("palette").trigger()
    return window.findChildren(CommandPalette)[-1]


def test_windows_are_titled_alike(seen_window: MainWindow) -> None:
    """Qt puts the program's name behind every title that doesn't end with it, as is usual on each system."""
    assert seen_window.windowTitle() == seen_window.session.title() == "LeNet-5 with batch-norm"
    opened = palette(seen_window)
    assert opened.windowTitle() == "Commands"
    opened.close()


def test_a_command_is_found_by_what_it_does_and_done_with_enter(
    qtbot: QtBot, seen_window: MainWindow
) -> None:
    watched, opened = seen_window.session.watched, palette(seen_window)
    assert len(opened.names) > 40
    qtbot.keyClicks(opened.field, "next im")
    assert opened.names[0] == "Next image"
    qtbot.keyClick(opened.field, Qt.Key.Key_Return)
    assert seen_window.session.watched == watched + 1
    opened = palette(seen_window)
    qtbot.keyClicks(opened.field, "image")
    first = opened.list.currentIndex().row()
    qtbot.keyClick(opened.field, Qt.Key.Key_Down)
    assert opened.list.currentIndex().row() == first + 1
    qtbot.keyClicks(opened.field, " no such thing")
    assert opened.names == []
    assert opened.nothing.isVisible()
    assert opened.field.accessibleDescription() == opened.nothing.text() != ""
    qtbot.keyClick(opened.field, Qt.Key.Key_Return)  # nothing to be done
    opened.field.clear()
    assert not opened.nothing.isVisible()
    opened.close()


def test_the_language_is_found_and_chosen_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1000, 700)  # where it stands below what is in sight of the settings
    opened = palette(window)
    qtbot.keyClicks(opened.field, "language")
    assert opened.names[0] == "Language"
    qtbot.keyClick(opened.field, Qt.Key.Key_Return)
    choice = window.panels.settings.findChild(QComboBox, "window_language")
    assert window.stage.drawer_open
    assert window.focusWidget() is choice
    qtbot.waitUntil(lambda: choice.visibleRegion().boundingRect() == choice.rect())


def test_a_command_is_found_by_its_english_name_and_keys_too(qtbot: QtBot, window: MainWindow) -> None:
    for typed, found in (("next im", "next_image"), ("Evaluate", "evaluate"), ("space", "train")):
        shown = window.action(found)
        text = f"下一张图 {found}"
        shown.setText(text)  # as another language has it
        shown.setStatusTip("看下一张。")
        opened = palette(window)
        qtbot.keyClicks(opened.field, typed)
        assert text in opened.names
        assert typed == "space" or opened.names[0] == text
        opened.close()


PLAIN = {  # what people type, and one of the first three commands that they find
    **dict.fromkeys(("lab", "bug", "mistakes"), "lab"),
    **dict.fromkeys(("sandbox", "architecture", "preset"), "build"),
    **dict.fromkeys(("dark", "light mode"), "theme"),
    **dict.fromkeys(("optimizer", "learning rate", "batch size", "options", "presets"), "settings"),
    **dict.fromkeys(("confusion matrix", "accuracy", "test"), "evaluate"),
    **{"undo": "undo", "language": "language", "compare": "runs", "dead": "health", "dataset": "data"},
    **{"screenshot": "take_picture", "full screen": "present", "movie": "film", "glossary": "words"},
    **{"pause": "train", "restart": "reset", "saliency": "excite", "exercise": "workshop", "exit": "quit"},
    **{"edit weights": "touch", "pretrained": "open_trained", "tutorial": "tour", "timeline": "time_bar"},
}
CHINESE = {
    "实验室": "lab",
    "沙盒": "build",
    "深色": "theme",
    "撤销": "undo",
    "超参数": "settings",
    "对比": "runs",
}


def test_a_command_is_found_by_what_else_it_is_called(qapp: QApplication, window: MainWindow) -> None:
    missed = {}
    try:
        for code, words in (("en", PLAIN), ("zh_CN", PLAIN | CHINESE)):
            language.use(code, qapp)
            actions = build(window)
            opened = CommandPalette(actions, window)
            for typed, name in words.items():
                opened.field.setText(typed)
                if actions[name].text() not in opened.names[:3]:
                    missed[code, typed] = opened.names[:3]
    finally:
        language.use("en", qapp)
    assert not missed


def test_whatever_the_palette_lists_has_other_words_for_it() -> None:
    assert [row.id for row in ROWS if not row.words] == ["escape", "menu", "palette"]


def test_every_key_is_listed(window: MainWindow) -> None:
    window.action("shortcuts").trigger()
    tree = window.findChild(QTreeWidget, "shortcut_list")
    assert tree is not None
    rows = {
        top.child(i).text(0): top.child(i).text(1)
        for top in map(tree.topLevelItem, range(tree.topLevelItemCount()))
        for i in range(top.childCount())
    }
    assert rows["Evaluate"] == "V"
    assert rows["Find a command..."] == "Ctrl+K"
    assert "G" in rows.values()


def started(scale: int, deeds: str, **environment: str) -> list[str]:
    """What a program writes that opens a window in a size and does something with it."""
    script = f"""
import os, hashlib
from PySide6.QtTest import QTest
from cnnviz.plots import loading
from cnnviz.shell import app
from cnnviz.system.settings import Settings
_, window = app.create(["cnnviz"], remembered=Settings(scale={scale}, width=1500, height=900))
window.show()
def picture():
    image = window.grab().toImage()
    return hashlib.sha256(bytes(image.constBits())).hexdigest()
def rest():
    seen = ""
    while seen != (seen := picture()):  # plots are built one by one, panels slide
        QTest.qWait(400)
while not window.session.ready or not loading.is_loaded() or loading.loader().waiting: QTest.qWait(20)
rest()
{deeds}
rest()
window.stage.banner.end_news()  # sooner or later it goes by itself
view, seen = window.panels.canvas.view, picture()
print(window.devicePixelRatioF(), window.width(), view.magnified, "QT_SCALE_FACTOR" in os.environ, seen)
window.close()
"""
    others = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**others, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    return done.stdout.split()


@pytest.mark.slow
def test_another_size_looks_as_if_the_program_had_begun_with_it() -> None:
    begun = started(150, "pass")
    changed = started(125, "window.action('larger').trigger()")
    assert begun == changed
    assert begun[:4] == ["1.5", "1000", "1.0", "False"]


@pytest.mark.slow
def test_a_factor_from_the_environment_stays_and_the_network_is_larger_within_it() -> None:
    ratio, width, magnified, *_ = started(100, "window.action('larger').trigger()", QT_SCALE_FACTOR="2")
    assert (ratio, width, magnified) == ("2.0", "1500", "1.1")


@pytest.mark.slow
def test_the_size_changes_at_once_while_all_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_sheet("runs")
    sheet, engine = window.stage.sheet, window.session.engine
    window.action("train").trigger()
    size, closed = window.size(), []
    sheet.closed = lambda: closed.append(True)  # type: ignore[method-assign,union-attr]
    for name, ratio in (("larger", 1.1), ("larger", 1.25), ("usual_size", 1.0)):
        window.action(name).trigger()
        qtbot.waitUntil(lambda: window.devicePixelRatioF() == ratio)  # noqa: B023
        assert window.isVisible()
        assert window.stage.sheet is sheet
        assert abs(window.width() * ratio - size.width()) <= 2
        assert f"{round(100 * ratio)} %: everything." in window.stage.message
        assert window.panels.canvas.view.magnified == 1.0
    assert window.size() == size
    assert not closed
    assert window.session.engine is engine
    assert window.session.training


@pytest.mark.slow
def test_the_words_in_sight_come_first(window: MainWindow) -> None:
    window.toggle_sheet("images")  # whose parts have texts of every kind
    window.action("words").trigger()
    tree = window.findChild(QTreeWidget, "word_list")
    assert tree is not None
    here, others = tree.topLevelItem(0), tree.topLevelItem(1)
    rows = {here.child(i).text(0): here.child(i).text(1) for i in range(here.childCount())}
    assert "Once through all training images" in rows["epoch"]
    assert len(rows) + others.childCount() == len(glossary.WORDS)
    assert "keyframe" not in rows


def test_the_keys_of_the_canvas_are_named_in_the_language_that_is_spoken(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    parent = QWidget()
    qtbot.addWidget(parent)
    language.use("zh_CN", app)
    try:
        canvas = KeyList([], parent).tree.topLevelItem(0)
    finally:
        language.use("en", app)
    assert canvas is not None
    keys = [canvas.child(i).text(1) for i in range(canvas.childCount())]
    assert "回车" in keys
    assert not [each for each in keys if "Left" in each or each.startswith("Up")]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The gradients of each batch", ["batch", "gradient"]),
        ("zh_CN", "各批次的梯度", ["批次", "梯度"]),
    ],
)
def test_the_words_in_sight_are_found_in_every_language_and_no_row_is_too_high(
    qtbot: QtBot, code: str, text: str, words: list[str]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.use(code, app)
    try:
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.resize(1280, 720)
        shown = WordList([text], parent)
        shown.show()
    finally:
        language.use("en", app)
    tree = shown.tree
    here, others = tree.topLevelItem(0), tree.topLevelItem(1)
    assert sorted(here.child(i).text(0) for i in range(here.childCount())) == sorted(words)
    room, wrap = tree.columnWidth(1) - 8, int(Qt.TextFlag.TextWordWrap)
    for i in range(others.childCount()):
        row = others.child(i)
        text = tree.fontMetrics().boundingRect(0, 0, room, 1000, wrap, row.text(1))
        assert row.sizeHint(1).height() == text.height() + 6


@pytest.mark.slow
def test_where_qt_keeps_its_factor_the_network_is_painted_in_the_size_chosen(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaling, "change", lambda *_: False)
    view = window.panels.canvas.view
    before = view.layout_
    assert before is not None
    for _ in range(3):
        window.action("larger").trigger()
    qtbot.waitUntil(lambda: view.magnified == window.remembered.scale / 100 == 1.5)
    assert "at the next start" in window.stage.message
    assert view.room[0] == -(-view.width() * 2 // 3)
    tile = view.layout_.of_block(1).tiles[0].rect  # type: ignore[union-attr]
    hit = view.hit_at(tile.x + 2, tile.y + 2)
    assert hit is not None
    window.action("record").trigger()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.session.set_cursor(len(window.session.trace.stops))
    tile = view.layout_.of_block(1).tiles[0].rect  # type: ignore[union-attr]
    place = QPoint(round(1.5 * (tile.x + 2)), round(1.5 * (tile.y + 2)))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert window.session.selection.index[1:] == (0, 0, 0)
    assert not window.grab().isNull()
    window.action("smaller").trigger()
    window.action("usual_size").trigger()
    qtbot.waitUntil(lambda: view.magnified == 1.0)


def test_a_presentation_takes_everything_around_away(window: MainWindow) -> None:
    window.action("present").trigger()
    panels = window.panels
    assert window.isFullScreen()
    assert window.stage.message == "F11 ends the presentation."
    window.action("present").trigger()
    assert window.stage.message == ""
    window.action("present").trigger()
    assert panels.transport.isHidden()
    assert panels.curves.isHidden()
    toolbar = panels.canvas.toolbar
    assert toolbar.source.text == "paused, probe at step 0"
    controls = toolbar.back, toolbar.forth, toolbar.draw, toolbar.scale, toolbar.level
    assert not any(control.isVisible() for control in controls)
    panels.canvas.refresh()
    assert toolbar.scale.isHidden()
    assert panels.canvas.view.magnified >= 1.25
    usual, title = panels.canvas.view.magnified, panels.microscope.batch.tally
    pixels = title.font().pixelSize()
    assert pixels > theme.SECONDARY
    window.action("curves").trigger()
    window.action("larger").trigger()
    assert panels.canvas.view.magnified > usual
    assert title.font().pixelSize() > pixels
    assert (toolbar.height(), toolbar.image.sizeHint().height()) > (32, 24)
    assert not panels.curves.isHidden()  # opened meanwhile
    assert window.remembered.scale == 100
    banner, explainer = window.stage.banner, panels.explainer
    assert "while the network fills the screen" in banner.text
    assert banner._label.font().pixelSize() == round(theme.BODY * explainer.magnified) > theme.BODY
    assert banner.height() == explainer.height()
    assert banner.childrenRect().right() < banner.width()
    window.stage.close_message()
    window.up_one_level()  # Esc
    assert banner._label.font().pixelSize() == theme.BODY
    assert not window.isFullScreen()
    assert not panels.transport.isHidden()
    assert not panels.curves.isHidden()
    assert all(control.isVisible() for control in controls)
    assert toolbar.source.text == "probe at step 0"
    assert (toolbar.height(), toolbar.image.sizeHint().height()) == (32, 24)
    assert panels.canvas.view.magnified == 1.0
    assert title.font().pixelSize() == theme.SECONDARY


@pytest.mark.slow
def test_a_card_takes_the_column_only_for_as_long_as_it_is_open(window: MainWindow) -> None:
    microscope = window.panels.microscope
    microscope.fold(True)
    for card in ("draw", "touch", "lab"):
        window.action(card).trigger()
        assert not microscope.folded
        window.action(card).trigger()
        assert microscope.folded
    microscope.fold(False)
    window.action("draw").trigger()
    window.action("draw").trigger()
    assert not microscope.folded


def test_the_card_opened_last_stands_above_the_others(qtbot: QtBot, window: MainWindow) -> None:
    microscope = window.panels.microscope
    opened = {"lab": "lab_card", "touch": "touch_card", "draw": "draw_card"}
    for _ in range(2):  # closed, and then open beneath the others
        for action, name in opened.items():
            window.action(action).trigger()
            card = microscope.findChild(QWidget, name)
            assert card is not None
            qtbot.waitUntil(lambda: card.geometry().top() <= 12)  # noqa: B023
            assert card.visibleRegion().boundingRect().top() == 0
    for name in ("draw_card", "touch_card", "lab_card"):  # from above
        card = microscope.findChild(QWidget, name)
        assert card is not None
        assert not card.isHidden()
        window.up_one_level()
        assert card.isHidden()


@pytest.mark.slow
def test_what_was_opened_lately_is_in_the_file_menu(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "weights & more.safetensors"
    file.write_bytes(b"x")
    window.remembered = replace(window.remembered, recent=(str(file),))
    menu = window.menu()
    recent = menu.findChild(QMenu, "menu_recent")
    assert recent is not None
    assert [action.text() for action in recent.actions()] == ["weights && more.safetensors"]
    menu.close()


@pytest.mark.slow
def test_dividers_give_room_and_it_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1600, 1000)
    stage, curves, microscope = window.stage, window.panels.curves, window.panels.microscope
    usual = microscope.width(), curves.height()
    stage._divider.moved.emit(-60)  # to the left
    curves.divider.moved.emit(-40)  # up
    assert (microscope.width(), curves.height()) == (usual[0] + 60, usual[1] + 40)
    kept = window.remembered
    assert (kept.microscope_width, kept.curves_height) == (usual[0] + 60, usual[1] + 40)
    window.activateWindow()
    stage._divider.setFocus()
    qtbot.keyClick(stage._divider, Qt.Key.Key_Right)
    assert microscope.width() == usual[0] + 44
    stage._divider.reset.emit()
    curves.divider.setFocus()
    qtbot.keyClick(curves.divider, Qt.Key.Key_Home)
    assert (microscope.width(), curves.height()) == usual
    assert window.remembered.microscope_width == 0
