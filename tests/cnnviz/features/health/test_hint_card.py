from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cnnviz.features.health.checkup import Checkup
from cnnviz.features.health.hint_card import HintCard
from cnnviz.session.lab import Lab
from core.health import Hint


def show(checkup: Checkup, *hints: Hint) -> None:
    checkup.hints = list(hints)
    checkup.hints_changed.emit()


@pytest.fixture
def card(window: Any, checkup: Checkup, high: Hint, dead: Hint) -> HintCard:
    window.resize(1600, 1000)
    show(checkup, high, dead)
    made = window.panels["MicroscopePanel"].hints.card
    assert isinstance(made, HintCard)
    return made


def test_without_a_hint_there_is_no_card(window: Any, checkup: Checkup, high: Hint) -> None:
    column = window.panels["MicroscopePanel"].hints
    assert column.card is None
    show(checkup, high)
    assert column.card.isVisible()
    show(checkup)
    assert not column.card.isVisible()


def test_the_most_severe_hint_comes_first_and_the_arrow_turns(card: HintCard) -> None:
    box = card.box
    assert box._title.text() == "Learning rate too high"
    assert box._place.text() == "1 of 2"
    assert "1.5 (steps 151 to 200)" in box._text.text()
    QTest.mouseClick(box._turn, Qt.MouseButton.LeftButton)
    assert box._title.text() == "Many dead units"
    assert box._place.text() == "2 of 2"
    box._turn.setFocus()
    QTest.keyClick(box._turn, Qt.Key.Key_Return)
    assert box._place.text() == "1 of 2"


def test_the_fix_lowers_the_rate_at_once_and_undo_puts_it_back(
    window: Any, card: HintCard, qtbot: Any
) -> None:
    session = window.session
    before = session.snapshot.lr
    assert card.box.fix_button.text() == "Lower the learning rate to 0.004"
    QTest.mouseClick(card.box.fix_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.snapshot.lr == 0.004)
    assert card.box.fix_button.text() == "Undo"
    assert card.box._text.text() == f"It is 0.004 from here on; it was {before:.3g}."
    card.box.fix_button.setFocus()
    QTest.keyClick(card.box.fix_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.snapshot.lr == before)
    assert card.box._title.text() == "Many dead units"


@pytest.mark.slow
def test_undo_scales_the_schedule_back_where_it_stands_then(
    window: Any, card: HintCard, checkup: Checkup, qtbot: Any
) -> None:
    session = window.session
    before = session.snapshot.lr
    checkup.fix(checkup.hints[0])
    for _ in range(5):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 5)
    now = session.snapshot.lr
    checkup.undo()
    qtbot.waitUntil(lambda: session.snapshot.lr < now / 2)
    assert session.snapshot.lr == pytest.approx(now * before / 0.004)


@pytest.mark.slow
def test_a_fix_for_a_new_run_fills_the_settings_and_undo_fills_them_back(
    window: Any, card: HintCard, checkup: Checkup
) -> None:
    run = window.session.snapshot.run
    card.box._turn.click()
    card.box.fix_button.click()
    assert window.stage.drawer_open
    drawer = window.panels["SettingsDrawer"]
    assert drawer.wanted().lr == 0.005
    assert window.session.snapshot.run == run
    assert checkup.done is not None
    card.box.fix_button.click()
    assert drawer.wanted() == window.session.config
    assert checkup.done is None


@pytest.mark.slow
def test_why_opens_in_place_and_closes_with_another_hint(card: HintCard) -> None:
    box = card.box
    assert not box._why_text.isVisible()
    box.why_button.setFocus()
    QTest.keyClick(box.why_button, Qt.Key.Key_Space)
    assert box._why_text.isVisible()
    assert "gradient tells how the loss changes" in box._why_text.text()
    assert "lr · dL/dw" in box._formula.text()
    box._turn.click()
    assert not box._why_text.isVisible()


def test_dismissing_shows_the_next_one(card: HintCard, checkup: Checkup) -> None:
    card.box._close.click()
    assert [hint.kind for hint in checkup.hints] == ["dead-units"]
    assert card.box._place.text() == ""
    assert not card.box._turn.isVisible()
    card.box._close.click()
    assert not card.isVisible()


@pytest.mark.slow
def test_a_folded_microscope_has_a_mark_on_its_rail(window: Any, checkup: Checkup, high: Hint) -> None:
    window.resize(1280, 720)
    microscope = window.panels["MicroscopePanel"]
    assert microscope.folded
    plain = microscope._rail.grab().toImage()
    show(checkup, high)
    assert microscope._rail.grab().toImage() != plain
    assert "Learning rate too high" in microscope._rail.toolTip()
    QTest.mouseClick(microscope._rail, Qt.MouseButton.LeftButton)
    assert microscope.hints.card.isVisible()
    show(checkup)
    assert "Hint" not in microscope._rail.toolTip()


@pytest.mark.slow
def test_the_column_is_no_wider_for_a_hint(card: HintCard, window: Any) -> None:
    body = window.panels["MicroscopePanel"]._body
    for width in (1600, 1440, 1280):
        window.resize(width, 1000)
        window.panels["MicroscopePanel"].fold(False)
        for _ in range(2):
            card.box._turn.click()
            assert body.widget().minimumSizeHint().width() <= body.viewport().width()


@pytest.mark.slow
def test_every_control_has_a_name_and_a_tip(card: HintCard) -> None:
    for button in (card.box.fix_button, card.box.why_button, card.box._turn, card.box._close):
        assert button.objectName()
        assert button.accessibleName()
        assert button.toolTip()
    assert card.box.accessibleName().startswith("Hint: ")


@pytest.mark.parametrize("way", ["undo", "by hand"])
def test_the_card_follows_once_nothing_is_filled_in_any_more(
    window: Any, card: HintCard, checkup: Checkup, dead: Hint, way: str
) -> None:
    checkup.fix(dead)
    assert card.box._title.text() == "The settings are filled in"
    if way == "undo":
        window.action("undo").trigger()
    else:
        window.panels.settings.offer(window.session.config)
    assert not window.panels.settings.waiting
    assert checkup.done is None
    assert card.box._title.text() != "The settings are filled in"


def test_in_the_lab_a_fix_is_filled_into_the_own_network_and_undo_shows_the_runs_values(
    window: Any, checkup: Checkup, high: Hint, dead: Hint, qtbot: Any
) -> None:
    show(checkup, high)
    session = window.session
    lab, preset = session.part(Lab), session.config.preset
    lab.open = True
    lab.begin("relu4", "relu.dx-sign-of-g")
    qtbot.waitUntil(lambda: lab.running and session.config.spec is not None)
    mistaken = replace(session.config, lr=0.005)
    checkup.fix(replace(dead, fix=replace(dead.fix, config=mistaken)))
    drawer = window.panels.settings
    assert (drawer.wanted().preset, drawer.wanted().spec, drawer.wanted().lr) == (preset, None, 0.005)
    checkup.undo()
    assert not drawer.waiting
    assert drawer.wanted() == lab.right(session.config)
    assert drawer._note.text() != "Your changes wait for a reset."
    assert checkup.done is None


def test_over_a_batch_out_of_a_file_no_hint_of_the_run_stands(
    window: Any, card: HintCard, checkup: Checkup, high: Hint, qtbot: Any
) -> None:
    with qtbot.waitSignal(window.session.trace_changed):
        window.action("record").trigger()
    show(checkup, high)
    assert card.isVisible()
    window.session.recorded.show_trace(window.session.trace, "lesson.trace")
    show(checkup, high)
    assert not card.isVisible()
    window.session.recorded.put_away()
    show(checkup, high)
    assert card.isVisible()
