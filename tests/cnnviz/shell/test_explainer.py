"""The strip at the foot says what is true of the run in sight, also when only the run has changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets.numbers import significant
from core.trace.recording import Cell


def test_a_run_that_is_brought_back_has_begun_already(qtbot: QtBot, window: MainWindow) -> None:
    session, strip = window.session, window.panels.explainer
    window.move(5000, 0)  # from under the mouse
    session.explain("", "")
    assert strip.text().startswith("To begin")
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.state == "paused")
    assert strip.text().startswith("Overview")
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and session.state == "paused")
    qtbot.waitUntil(lambda: strip.text().startswith("To begin"))
    QTest.keyClick(window.stage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    assert strip.text().startswith("Overview")
    session.explain("conv1", "a layer")  # what somebody says stays
    session.snapshot_changed.emit()
    assert strip.text() == "conv1  a layer"


def test_at_rest_it_says_which_part_of_the_network_is_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    session, strip, canvas = window.session, window.panels.explainer, window.panels.canvas
    window.move(5000, 0)  # from under the mouse
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.state == "paused")
    session.explain("", "")
    assert strip.text().startswith("Overview  Top: what each layer computed")
    canvas.view.zoom(2)
    assert strip.text().startswith("Block conv2  Top: what each layer computed")
    canvas.view.zoom(1)
    assert strip.text().startswith("Block conv1  ")
    canvas.view.zoom_layer("pool2")
    assert strip.text().startswith("Layer pool2  From left to right: what goes in")
    canvas.view.zoom(None)
    assert strip.text().startswith("Overview  ")


def look(qtbot: QtBot, window: MainWindow, step: int) -> None:
    """Goes back in time, with the change since beneath."""
    for made in range(1, 5):
        window.session.step_batch()
        qtbot.waitUntil(lambda made=made: window.session.snapshot.step == made)
    window.session.time.go(step)
    qtbot.waitUntil(lambda: window.session.time.exact)
    window.panels.canvas.toolbar.beneath.group.button(2).click()


@pytest.mark.slow
def test_what_is_said_of_a_number_follows_it_under_a_mouse_at_rest(qtbot: QtBot, window: MainWindow) -> None:
    session, strip, view = window.session, window.panels.explainer, window.panels.canvas.view
    look(qtbot, window, 2)
    row = view.layout_.rows[4].down(view.layout_.twin)
    place = QPointF(row.x - view.offset + 20, row.y + row.h / 2) * view.magnified
    QTest.mouseMove(view, place.toPoint())
    qtbot.waitUntil(lambda: "changed since step 2" in strip.text())
    window.panels.canvas.toolbar.beneath.group.button(1).click()
    qtbot.waitUntil(
        lambda: strip.text().startswith("logit of class 4: ") and "Now, at step 4" in strip.text()
    )
    session.explain_between("Time", "Making a step again")
    session.snapshot_changed.emit()
    assert strip.text() == "Time  Making a step again"
    session.explain_between("", "")
    assert strip.text().startswith("logit of class 4: ")
    session.time.live()
    qtbot.waitUntil(lambda: strip.text().startswith("gradient of logit 4: "))
    before = strip.text()
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.step == 0)
    qtbot.waitUntil(lambda: strip.text() != before)
    said = significant(float(view.scene.logit_gradient[4]))
    assert strip.text().startswith(f"gradient of logit 4: {said}  ")
    QTest.mouseMove(strip)
    qtbot.waitUntil(lambda: strip.text().startswith("To begin"))


def test_what_was_said_of_the_page_before_goes_with_it(qtbot: QtBot, window: MainWindow) -> None:
    session, strip = window.session, window.panels.explainer
    window.resize(1600, 900)
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.select(Cell("conv1", "output", (0, 1, 6, 7)))
    page = window.panels.microscope.inspector.view
    qtbot.waitUntil(lambda: not page.visibleRegion().isEmpty())
    spot = next(each for each in page.content.spots if isinstance(each.target, Cell) and each.hint)
    place = spot.box.center() * page.magnified
    said = "  ".join(part for part in spot.hint.partition(": ")[::2] if part)
    QTest.mouseMove(page, place.toPoint())
    qtbot.waitUntil(lambda: strip.text() == said)
    page.chosen.emit(spot.target)

    def true() -> None:
        under = page.content.at(place / page.magnified)
        hint = under.hint if under is not None else ""
        assert hint != spot.hint
        told = "  ".join(part for part in hint.partition(": ")[::2] if part)
        assert strip.text() == told if told else strip.text() != said

    qtbot.waitUntil(true)
