"""A key that opens something brings it to the front where something else hides it; in sight, it closes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas.geometry import OUTPUT
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.session.lab import Lab
from cnnviz.shell.main_window import MainWindow
from core.trace.recording import Cell
from core.training.identity import RunIdentity

pytestmark = pytest.mark.slow

CARDS = {"draw": "draw_card", "touch": "touch_card", "lab": "lab_card"}
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def roomy(window: MainWindow) -> MainWindow:
    window.resize(1600, 1000)
    return window


def in_front(window: MainWindow, action: str) -> bool:
    """Whether a card is seen at the head of the column."""
    microscope = window.panels.microscope
    card = microscope.findChild(QWidget, CARDS[action])
    return (
        not microscope.folded
        and card is not None
        and card.isVisible()
        and card.visibleRegion().boundingRect().top() == 0
    )


@pytest.mark.parametrize(("hidden", "over"), [(a, b) for a in CARDS for b in CARDS if a != b])
def test_a_card_beneath_another_comes_up_and_closes_only_then(
    qtbot: QtBot, roomy: MainWindow, hidden: str, over: str
) -> None:
    for action in (hidden, over, hidden):
        roomy.action(action).trigger()
        qtbot.waitUntil(lambda action=action: in_front(roomy, action))  # type: ignore[misc]
    roomy.activateWindow()
    qtbot.waitUntil(roomy.isActiveWindow)
    roomy.action(hidden).trigger()
    assert not in_front(roomy, hidden)
    qtbot.waitUntil(lambda: in_front(roomy, over))
    assert roomy.focusWidget() is roomy.panels.canvas.view  # no button of the card beneath


@pytest.mark.parametrize("action", CARDS)
def test_a_card_in_a_folded_column_or_behind_a_page_comes_up(
    qtbot: QtBot, roomy: MainWindow, action: str
) -> None:
    roomy.action(action).trigger()
    roomy.action("images").trigger()  # which folds the column
    assert not in_front(roomy, action)
    roomy.action(action).trigger()
    qtbot.waitUntil(lambda: in_front(roomy, action))
    roomy.stage.close_sheet()
    roomy.action("record").trigger()
    qtbot.waitUntil(lambda: roomy.session.trace is not None)
    roomy.action("ledger").trigger()
    assert not in_front(roomy, action)
    roomy.action(action).trigger()
    qtbot.waitUntil(lambda: in_front(roomy, action))
    assert roomy.session.trace is not None


@pytest.mark.parametrize("action", CARDS)
@pytest.mark.parametrize("over", ["", "workshop"])
def test_a_card_that_is_opened_takes_the_place_of_a_page(
    qtbot: QtBot, roomy: MainWindow, action: str, over: str
) -> None:
    session = roomy.session
    session.record(lambda trace: Cell("fc5", "output", (0, 3)))
    qtbot.waitUntil(lambda: session.selection is not None)
    if over:
        roomy.action(over).trigger()
    roomy.action(action).trigger()
    qtbot.waitUntil(lambda: in_front(roomy, action))


@pytest.mark.parametrize("actions", [("lab", "touch"), ("touch", "lab")])
def test_open_cards_keep_their_order_in_another_language(
    qtbot: QtBot, roomy: MainWindow, actions: tuple[str, str]
) -> None:
    for action in actions:
        roomy.action(action).trigger()

    def upper() -> str:
        column = roomy.panels.microscope
        cards = {action: column.findChild(QWidget, CARDS[action]) for action in actions}
        assert all(card.isVisible() for card in cards.values())
        return min(cards, key=lambda action: cards[action].y())

    qtbot.waitUntil(lambda: upper() == actions[1])
    roomy.choose_language("zh_CN")
    qtbot.waitUntil(lambda: roomy.isVisible() and upper() == actions[1])
    roomy.choose_language("en")


def test_an_experiment_in_a_folded_column_goes_on(qtbot: QtBot, roomy: MainWindow) -> None:
    roomy.action("lab").trigger()
    lab = roomy.session.part(Lab)
    lab.begin("conv1", lab.offers["conv1"][0].id)
    qtbot.waitUntil(lambda: lab.running and not lab._asking)
    roomy.action("evaluate").trigger()
    QTest.keyClick(roomy, Qt.Key.Key_K, SHIFT)
    assert lab.running
    qtbot.waitUntil(lambda: in_front(roomy, "lab"))


def test_curves_and_time_bar_beneath_a_sheet_come_into_sight(qtbot: QtBot, roomy: MainWindow) -> None:
    curves, bar, stage = roomy.panels.curves, roomy.panels.time_bar, roomy.stage
    roomy.session.step_batch()
    roomy.session.step_batch()
    qtbot.waitUntil(lambda: bar.useful)
    bar.pin(True)
    for action, shown in (("curves", lambda: curves.isVisible()), ("time_bar", lambda: bar.pinned)):
        roomy.action("images").trigger()
        roomy.action(action).trigger()
        assert stage.sheet is None
        assert shown()
        roomy.action(action).trigger()
        assert not shown()
        roomy.action(action).trigger()


def test_a_time_bar_that_has_no_steps_yet_says_so(qtbot: QtBot, roomy: MainWindow) -> None:
    for _ in range(2):  # asking once more takes nothing back that was never seen
        roomy.stage.close_message()
        roomy.action("time_bar").trigger()
        assert roomy.panels.time_bar.isHidden()
        assert roomy.stage.message == "The time bar comes once there are steps to go back to."
    roomy.session.step_batch()
    roomy.session.step_batch()
    qtbot.waitUntil(lambda: roomy.panels.time_bar.isVisible() and not roomy.stage.message, timeout=9000)
    roomy.action("time_bar").trigger()
    roomy.action("time_bar").trigger()
    assert roomy.stage.message == ""


def test_a_time_bar_of_a_run_whose_steps_were_not_kept_says_so(
    qtbot: QtBot, roomy: MainWindow, tmp_path: Path
) -> None:
    session = roomy.session
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    kept, identity = session.engine.post(session.engine.checkpoint).result(timeout=20), RunIdentity()
    about = {**kept.about, "id": identity.id}
    replace(kept, identity=identity, about=about).save(tmp_path / "run.safetensors")
    run = session.snapshot.run
    session.continue_run(tmp_path / "run.safetensors")
    qtbot.waitUntil(lambda: session.snapshot.run > run and session.time.steps == range(1, 2))
    roomy.action("time_bar").trigger()
    said = "The steps before step 1 were not kept. The time bar comes once there are steps after it."
    assert roomy.stage.message == said


def test_a_plot_over_the_whole_window_gives_way_to_what_is_opened(qtbot: QtBot, roomy: MainWindow) -> None:
    plot = roomy.findChild(CurvePlot)
    images = roomy.sheet("images")
    for action, opened in (
        ("images", lambda: roomy.stage.sheet is images),
        ("settings", lambda: roomy.stage.drawer_open),
        ("draw", lambda: in_front(roomy, "draw")),
        ("microscope", lambda: not roomy.panels.microscope.folded),
    ):
        if action == "draw":
            roomy.stage.close_sheet()
        for _ in range(2):  # closed, and then open beneath the plot
            plot.enlarge()
            roomy.action(action).trigger()
            assert plot.enlarged is None
            qtbot.waitUntil(opened)


def test_a_sheet_stands_beside_the_settings_or_one_gives_way(roomy: MainWindow) -> None:
    roomy.resize(1280, 720)
    stage, drawer = roomy.stage, roomy.panels.settings
    for first, then in (("settings", "images"), ("images", "settings")):
        roomy.action(first).trigger()
        roomy.action(then).trigger()
        assert stage.sheet is not None
        assert stage.sheet.geometry().left() == drawer.geometry().right() + 1
        roomy.action("settings").trigger()
        assert stage.sheet.geometry().left() == 0
        roomy.action("images").trigger()
    roomy.resize(900, 600)
    roomy.action("settings").trigger()
    roomy.action("images").trigger()
    assert (stage.sheet is not None, stage.drawer_open) == (True, False)
    roomy.action("settings").trigger()
    assert (stage.sheet is not None, stage.drawer_open) == (False, True)
    roomy.resize(1280, 720)
    roomy.action("images").trigger()
    roomy.resize(900, 600)
    assert (stage.sheet is not None, stage.drawer_open) == (True, False)


def test_a_sheet_stands_beside_the_microscope_or_one_gives_way(roomy: MainWindow) -> None:
    stage, microscope = roomy.stage, roomy.panels.microscope
    for width, both in ((1280, True), (900, False)):
        roomy.resize(width, 600)
        roomy.action("images").trigger()
        assert microscope.folded
        roomy.action("draw").trigger()
        assert not microscope.folded
        assert (stage.sheet is not None) == both
        if both:
            assert stage.sheet.width() == width - microscope.width()
            roomy.resize(900, 600)
            assert microscope.folded
            assert stage.sheet.width() == 900 - microscope.width()
            stage.close_sheet()
        roomy.session.drawing.stop()


@pytest.mark.parametrize("width", [900, 1000, 1090])
def test_the_open_microscope_leaves_the_loss_in_sight(roomy: MainWindow, width: int) -> None:
    roomy.resize(width, 600)
    roomy.panels.microscope.fold(False)
    canvas = roomy.panels.canvas
    view = canvas.view
    assert canvas.width() == width - roomy.panels.microscope.width()
    loss = next(column for column in view.layout_.columns if column.kind == OUTPUT)
    assert loss.rect.right <= view.width()


def test_choosing_the_number_again_opens_its_page_that_was_closed(qtbot: QtBot, window: MainWindow) -> None:
    session, column = window.session, window.panels.microscope
    session.record(lambda trace: Cell("fc5", "output", (0, 3)))
    qtbot.waitUntil(lambda: session.selection is not None)
    assert not column.folded
    window.action("microscope").trigger()
    assert column.folded
    view = window.panels.canvas.view
    hit = view.selected_hit()
    assert hit is not None
    view.press(hit)
    assert session.selection == Cell("fc5", "output", (0, 3))
    assert not column.folded
