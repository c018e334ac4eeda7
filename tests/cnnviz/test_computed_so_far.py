"""In a walk through a recorded batch no part of the window tells a number before it is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.trace.recording import Cell


def record(window: Any, qtbot: QtBot) -> Any:
    window.resize(1600, 1000)
    for step in range(3):
        window.session.step_batch()
        qtbot.waitUntil(lambda step=step: len(window.session.history) == step + 1)
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    qtbot.waitUntil(lambda: window.session.snapshot.step == window.session.trace.step)
    return window


@pytest.fixture
def recorded(seen_window: Any, qtbot: QtBot) -> Any:
    """A recorded batch to walk through, at its first stop."""
    if seen_window.session.trace is None:
        record(seen_window, qtbot)
    seen_window.session.select(None)
    seen_window.session.set_cursor(0)
    return seen_window


def readouts(window: Any) -> dict[str, str]:
    return {item.name: item.text for item in window.panels["TransportPanel"].readouts._items}


def page_text(window: Any) -> str:
    return str(window.panels["MicroscopePanel"].inspector.view.text())


def test_loss_gradients_and_update_are_told_from_their_stops_on(recorded: Any) -> None:
    session, trace = recorded.session, recorded.session.trace
    plots, step = recorded.panels["CurvesPanel"].plots, trace.step
    layers, phases = len(trace.names), [stop.phase for stop in trace.stops]
    for way in (1, -1):  # and taken back again when the walk goes back
        for cursor in range(len(phases))[::way]:
            session.set_cursor(cursor)
            shown, loss = readouts(recorded), cursor >= layers
            assert (shown["loss"] != "–", shown["train acc"] != "–") == (loss, loss)
            told = {name: plot.curves.knows(step) for name, plot in plots.items() if name != "learning_rate"}
            assert told == {
                "loss": loss,
                "accuracy": loss,
                "gradient": cursor >= 2 * layers,
                "update": phases[cursor] == "update",
            }
            assert (session.shown.predictions()[0] >= 0).all() == loss
            assert (recorded.panels["CanvasPanel"].view.scene.loss is not None) == loss


def test_a_layers_gradient_is_told_from_its_own_backward_stop_on(recorded: Any) -> None:
    session, trace = recorded.session, recorded.session.trace
    curves, history = recorded.panels["CurvesPanel"].plots["gradient"].curves, session.history
    row = [float(value) for value in history.column("grad_rms")[trace.step - int(history.steps[0])]]
    for way in (1, -1):
        for cursor in range(len(trace.stops))[::way]:
            session.set_cursor(cursor)
            told = {name: curves.value_at(name, trace.step) for name in history.layers}
            there = session.recorded.progress.layers("backward")
            assert {name for name in told if curves.knows(trace.step, name)} == there & set(told)
            assert all(told[name] == value for name, value in zip(told, row, strict=True) if name in there)


def test_a_later_step_than_the_recorded_one_is_told_of(window: Any, qtbot: QtBot) -> None:
    session, plots = record(window, qtbot).session, window.panels["CurvesPanel"].plots
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == session.trace.step + 1)
    qtbot.waitUntil(lambda: plots["loss"].curves.steps == session.snapshot.step)
    assert readouts(window)["loss"] != "–"
    assert plots["loss"].curves.knows(session.snapshot.step)
    assert not plots["loss"].curves.knows(session.trace.step)


@pytest.mark.parametrize(
    ("quantity", "index"),
    [("grad_input", (0, 0, 3, 3)), ("weight.grad", (0, 0, 2, 2))],
)
def test_a_page_waits_where_the_walk_has_gone_back_before_its_number(
    recorded: Any, quantity: str, index: tuple[int, ...]
) -> None:
    session, cell = recorded.session, Cell("conv2", quantity, index)
    session.select(cell)
    made, value = session.cursor, f"{session.trace.at(cell):+.3g}"
    told = page_text(recorded)
    assert "not yet" not in told.splitlines()[2]
    session.set_cursor(made - 1)
    waiting = page_text(recorded)
    assert waiting.splitlines()[2].startswith("not yet")
    assert value not in waiting
    menu = recorded.panels["MicroscopePanel"].inspector.menu(None)
    assert not [action.text() for action in menu.actions() if "number" in action.text()]
    menu.deleteLater()
    press = recorded.panels["MicroscopePanel"].inspector.view.opening()[-1]
    recorded.panels["MicroscopePanel"].inspector._chosen(press.target)
    assert session.cursor == made
    assert page_text(recorded) == told


def test_a_weight_does_not_tell_its_gradient_before_it_has_one(recorded: Any) -> None:
    session, trace = recorded.session, recorded.session.trace
    session.select(Cell("conv2", "weight", (0, 0, 2, 2)))
    at = len(trace.stops) - 1
    for cursor, gradient, after in ((0, False, False), (at - 1, True, False), (at, True, True)):
        session.set_cursor(cursor)
        rows = {line.split()[0]: line for line in page_text(recorded).splitlines() if line.startswith("  ")}
        assert ("not yet" not in rows["gradient"]) == gradient
        assert ("not yet" not in rows["after"]) == after
        assert ("by +" in rows["after"] or "by -" in rows["after"]) == after
        assert ("Prove it" in page_text(recorded)) == gradient


def test_the_ledger_goes_on_to_the_last_gradient_and_waits_before_it(recorded: Any) -> None:
    session, last = recorded.session, 2 * len(recorded.session.trace.names)
    session.open_ledger()
    assert session.cursor == last
    told = page_text(recorded)
    session.set_cursor(last - 1)
    assert "Not computed yet" in page_text(recorded)
    inspector = recorded.panels["MicroscopePanel"].inspector
    inspector._chosen(inspector.view.opening()[-1].target)
    assert (session.cursor, page_text(recorded)) == (last, told)


@pytest.mark.slow
def test_no_page_opens_with_numbers_of_later_stops(recorded: Any) -> None:
    session, trace = recorded.session, recorded.session.trace
    inspector = recorded.panels["MicroscopePanel"].inspector
    for layer in trace.names:
        for quantity in trace[layer].quantities:
            array = np.asarray(trace[layer][quantity])
            session.set_cursor(0)
            session.select(Cell(layer, quantity, tuple(n // 2 for n in array.shape)))
            progress = session.recorded.progress
            late = [
                spot.hint
                for spot in inspector.view.content.spots
                if isinstance(spot.target, Cell)
                and not progress.has(spot.target)
                and "not yet" not in spot.hint
            ]
            assert not late, (layer, quantity)


def test_the_next_mistake_is_told_from_the_loss_on(recorded: Any, qtbot: QtBot) -> None:
    session, window = recorded.session, recorded
    wrong = np.flatnonzero(session.trace.probabilities.argmax(axis=1) != session.trace.labels)
    assert len(wrong) > 1
    session.watch((int(wrong[0]) - 1) % 32)
    before = session.watched
    for cursor in range(len(session.trace.names)):
        session.set_cursor(cursor)
        window.action("next_mistake").trigger()
        assert session.watched == before
        assert window.stage.message == "How these images are read isn't computed yet."
    window.findChild(QPushButton, "message_action").click()
    assert session.stop.phase == "loss"
    window.action("next_mistake").trigger()
    assert session.watched == wrong[0]
    session.set_cursor(0)
    window.action("next_mistake").trigger()
    assert session.watched == wrong[0]


def test_an_image_that_nobody_judges_has_no_mistake(window: Any, qtbot: QtBot) -> None:
    session, stage = record(window, qtbot).session, window.stage
    window.action("draw").trigger()
    session.drawing.show(session.snapshot.watched.images[0].copy(), None)
    session.drawing.record()
    qtbot.waitUntil(lambda: session.trace is not None and session.drawing.recorded)
    session.recorded.go_to_loss()
    window.action("next_mistake").trigger()
    assert stage.message == "Nobody has said what is in this image: it has no mistake."
