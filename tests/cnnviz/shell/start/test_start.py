"""The start page: each choice does what it says, nothing is blocked, and the last run is offered once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.start import deeds, open_page
from cnnviz.shell.start.page import HEIGHT, StartPage
from cnnviz.shell.start.pictures import kernels
from cnnviz.system import settings
from cnnviz.system.paths import trained_network
from core.training import TrainConfig
from core.weights.weight_files import load_weights

CONFIG = TrainConfig(batch_size=32, epochs=2, lr=0.02)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> StartPage:
    """The page, open over the window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return open_page(window)


@pytest.fixture
def open_window(open_window: Callable[..., MainWindow]) -> Callable[..., MainWindow]:
    return partial(open_window, greeted=True)


def start_page(window: MainWindow) -> StartPage | None:
    page = window.panels.get("StartPage")
    return page if page is not None and page.isVisible() else None


def rows(page: StartPage) -> list[str]:
    return [button.text().strip() for button in page._rows]


def test_one_trains_at_once(qtbot: QtBot, window: MainWindow, page: StartPage) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    assert not page.isVisible()
    qtbot.waitUntil(lambda: window.session.snapshot.step > 3)


def test_two_opens_the_trained_network(qtbot: QtBot, window: MainWindow, page: StartPage) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_2)
    assert not page.isVisible()
    conv1 = load_weights(trained_network())[0].named_parameters()["conv1.weight"].data
    qtbot.waitUntil(lambda: np.array_equal(window.session.snapshot.parameters["conv1.weight"], conv1))


@pytest.mark.slow
def test_three_opens_the_pad_over_a_network_that_can_read(
    qtbot: QtBot, window: MainWindow, page: StartPage
) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: window.session.drawing.open)
    np.testing.assert_array_equal(window.session.snapshot.parameters["conv1.weight"], kernels())


@pytest.mark.slow
def test_a_network_that_has_learnt_something_is_drawn_for_as_it_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    assert deeds.untaught(window)
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)
    assert not deeds.untaught(window)
    page = open_page(window)
    page.choices[2].click()
    assert window.session.drawing.open
    assert window.session.snapshot.step == 1
    file = tmp_path / "mine.safetensors"
    with qtbot.waitSignal(window.session.message):
        window.save_weights(file)
    window.load_weights(file)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    qtbot.waitUntil(lambda: not deeds.untaught(window))
    window.session.reset()
    qtbot.waitUntil(lambda: deeds.untaught(window))


@pytest.mark.slow
def test_four_takes_the_tour(qtbot: QtBot, window: MainWindow, page: StartPage) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_4)
    guide = window.panels["Tour"]
    qtbot.waitUntil(lambda: guide.index == 0 and guide.ready)
    guide.leave()
    qtbot.waitUntil(lambda: not guide.returning)


@pytest.mark.slow
def test_arrows_and_enter_choose_too(qtbot: QtBot, window: MainWindow, page: StartPage) -> None:
    assert window.focusWidget() is page.choices[0]
    for key, place in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(window.focusWidget(), key)
        assert window.focusWidget() is page.choices[place]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.training)
    assert not page.isVisible()


def test_arrows_and_tab_reach_all_that_is_on_it_in_the_order_seen(
    qtbot: QtBot, window: MainWindow, page: StartPage, tmp_path: Path
) -> None:
    file = tmp_path / "mine.safetensors"
    file.write_bytes(b"x")
    window.remembered = replace(window.remembered, recent=(str(file),))
    page.leave()
    open_page(window)
    *cards_rows, foot = page.places[1:]
    assert page._rows
    shown = [each for row in page.places for each in row]
    buttons = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
    assert {*shown} == {*buttons}
    middle = [each.mapTo(page, each.rect().center()) for each in shown[1:]]
    assert middle == sorted(middle, key=lambda at: (at.y() // 20, at.x()))
    for key, back in ((Qt.Key.Key_Tab, Qt.Key.Key_Backtab), (Qt.Key.Key_Right, Qt.Key.Key_Left)):
        shown[0].setFocus()
        for each in shown[1:]:
            qtbot.keyClick(window.focusWidget(), key)
            assert window.focusWidget() is each
        for each in shown[-2::-1]:
            qtbot.keyClick(window.focusWidget(), back)
            assert window.focusWidget() is each
    for row in (*cards_rows, foot):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        assert window.focusWidget() is row[0]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Home)
    assert window.focusWidget() is page.choices[0]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_End)
    assert window.focusWidget() is foot[-1]
    assert page.isVisible()


def test_escape_closes_it_and_the_menu_opens_it_again(
    qtbot: QtBot, window: MainWindow, page: StartPage
) -> None:
    for focused in (page.choices[0], window.stage):
        focused.setFocus()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        assert not page.isVisible()
        assert window.session.state == "paused"
        window.action("start").trigger()
        assert page.isVisible()
    menu = window.menu()
    help_menu = menu.findChild(QMenu, "menu_help")
    assert window.action("start") in help_menu.actions()
    menu.close()


@pytest.mark.slow
def test_whatever_else_is_begun_closes_it(qtbot: QtBot, window: MainWindow, page: StartPage) -> None:
    for name in ("settings", "draw", "runs", "record", "train"):
        page.open()
        window.action(name).trigger()
        qtbot.waitUntil(lambda: not page.isVisible())


@pytest.mark.slow
def test_it_can_be_told_not_to_come_again(
    qtbot: QtBot, window: MainWindow, page: StartPage, tmp_path: Path
) -> None:
    box = page.findChild(QCheckBox, "start_again")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not window.remembered.start_page
    assert window.session.state == "paused"  # Space was the box's
    settings.save(window.remembered, tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json") == window.remembered


@pytest.mark.slow
def test_it_fits_into_the_window(window: MainWindow, page: StartPage) -> None:
    for size in ((800, 520), (1280, 720), (1600, 1000)):
        window.resize(*size)
        assert window.stage.rect().contains(page.geometry())
        inside = page.rect()
        for child in page.findChildren(QAbstractButton):
            if child.isVisible():
                assert inside.contains(child.geometry()), child.objectName()


@pytest.mark.slow
def test_files_that_went_well_are_offered_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.safetensors", tmp_path / "bad.safetensors"
    bad.write_bytes(b"no weights")
    for path, do in ((good, window.save_weights), (bad, window.load_weights)):
        with qtbot.waitSignal(window.session.message):
            do(path)
    gone = tmp_path / "gone.trace"
    window.remembered = replace(window.remembered, recent=(*window.remembered.recent, str(gone)))
    assert window.remembered.recent == (str(good), str(gone))
    page = open_page(window)
    assert rows(page) == ["good.safetensors, a network"]
    page._fill_again()  # as when a kept run has been found
    QApplication.sendPostedEvents()
    assert {choice.height() for choice in page.choices} == {HEIGHT}  # the row has taken nothing from them
    with qtbot.waitSignal(window.session.config_changed):
        qtbot.mouseClick(page._rows[0], Qt.MouseButton.LeftButton)
    assert not page.isVisible()


@pytest.mark.slow
def test_a_start_without_files_shows_it_and_one_with_files_does_not(
    open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    first = open_window()
    assert start_page(first) is not None
    first.close()
    second = open_window(str(trained_network()))
    assert start_page(second) is None
    second.remembered = replace(second.remembered, start_page=False)
    second.close()
    assert start_page(open_window()) is None


@pytest.mark.slow
def test_the_last_run_is_offered_once_on_the_page_then_in_a_line(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    first = open_window()
    first.session.step_batch()
    qtbot.waitUntil(lambda: first.session.snapshot.step == 1)
    name = first.session.run_before.name
    first.close()
    second = open_window()
    page = start_page(second)
    assert page is not None
    assert rows(page)[0] == f"Continue {name}, at step 1"
    assert second.stage.message == ""
    page.leave()
    assert second.stage.message == f"The last run, {name}, is kept at step 1. Continue it?"
    again = open_page(second)
    assert second.stage.message == ""
    again._rows[0].click()
    qtbot.waitUntil(lambda: second.session.snapshot.step == 1)
    assert rows(open_page(second)) == []


@pytest.mark.slow
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_5])
def test_the_first_key_after_a_restart_continues_the_run(
    qtbot: QtBot, open_window: Callable[..., MainWindow], key: Qt.Key
) -> None:
    first = open_window()
    first.session.step_batch()
    qtbot.waitUntil(lambda: first.session.snapshot.step == 1)
    first.close()
    second = open_window()
    page = start_page(second)
    assert page is not None
    assert second.focusWidget() is page._rows[0]
    second.resize(second.width(), second.height() - 20)
    assert second.focusWidget() is page._rows[0]
    qtbot.keyClick(second.focusWidget(), key)
    qtbot.waitUntil(lambda: second.session.snapshot.step == 1)
    assert second.session.state == "paused"
    assert not page.isVisible()


@pytest.mark.slow
def test_a_row_keeps_its_key_from_when_it_is_seen(
    qtbot: QtBot, open_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = open_window()
    first.session.step_batch()
    qtbot.waitUntil(lambda: first.session.snapshot.step == 1)
    with qtbot.waitSignal(first.session.message):
        first.save_weights(tmp_path / "good.safetensors")
    first.close()
    fill, seen = StartPage._fill, list[list[str]]()

    def watched(page: StartPage) -> None:
        fill(page)
        seen.append(rows(page))

    monkeypatch.setattr(StartPage, "_fill", watched)
    page = start_page(open_window())
    assert page is not None
    assert rows(page)[1:] == ["good.safetensors, a network"]
    assert all(shown in ([], rows(page)) for shown in seen)


@pytest.mark.slow
def test_another_run_takes_the_offer_away(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> None:
    first = open_window()
    first.session.step_batch()
    qtbot.waitUntil(lambda: first.session.snapshot.step == 1)
    name = first.session.run_before.name
    first.close()
    second = open_window()
    page = start_page(second)
    assert page is not None
    page.choices[0].click()
    qtbot.waitUntil(lambda: second.session.snapshot.step > 1)
    assert second.stage.message == ""
    assert rows(open_page(second)) == [f"Go back to {name}, at step 1"]


@pytest.mark.slow
def test_the_pictures_are_the_networks_own(window: MainWindow, page: StartPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._pictures.kernels is not None)
    np.testing.assert_array_equal(page._pictures.kernels, kernels())
    assert page._pictures.snapshot is window.session.snapshot
    before = page.grab().toImage()
    window.apply_theme("light")
    assert page.grab().toImage() != before
    window.apply_theme("dark")
