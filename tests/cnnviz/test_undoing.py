"""Undo over the whole window: what was done last is taken back, wherever the keyboard is, and a run that is
brought back can be undone as before.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import core
from cnnviz.features.touch.touch_card import TouchCard
from cnnviz.session.lab import Lab
from cnnviz.shell.main_window import MainWindow
from cnnviz.system import language, paths
from core.training import TrainConfig
from core.training.acts import Scale

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Weights = dict[str, bytes]


def undo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def redo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL | SHIFT)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until all that was asked has been answered and is seen."""
    session, undoing = window.session, window.undoing
    for _ in range(3):
        heard: list[Any] = []
        session.ask(int, then=heard.append)
        qtbot.waitUntil(lambda heard=heard: bool(heard), timeout=20_000)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not undoing._busy and not undoing._waiting, timeout=20_000)
    session.live.take()


def weights(window: MainWindow) -> Weights:
    """The living network, read between two steps."""
    engine = window.session.engine

    def read() -> Weights:
        assert engine.trainer is not None
        return {name: array.tobytes() for name, array in engine.trainer.network.state_dict().items()}

    found: Weights = engine.post(read).result(timeout=20)
    return found


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow) -> TouchCard:
    QTest.keyClick(window, Qt.Key.Key_W)
    made: TouchCard = window.panels.microscope._touch_card
    settled(qtbot, window)
    return made


def edit(qtbot: QtBot, window: MainWindow, card: TouchCard) -> list[Weights]:
    """Changes a weight by keys, then a whole layer; the weights before, between and after."""
    states = [weights(window)]
    for change in (
        lambda: QTest.keyClick(card.editor.grid, Qt.Key.Key_Plus),
        lambda: card.touching.do(Scale("conv2", 1.5)),
    ):
        change()
        settled(qtbot, window)
        states.append(weights(window))
    assert states[0] != states[1] != states[2]
    return states


def said(card: TouchCard, name: str) -> str:
    label = card.findChild(QLabel, name)
    return label.text() if label is not None and label.isVisibleTo(card) else ""


def walk(
    qtbot: QtBot, window: MainWindow, card: TouchCard, states: list[Weights], by_key: bool = True
) -> None:
    """The edits are undone one by one, bit for bit, and done again; if not by key, by the card itself."""
    assert weights(window) == states[2]
    for state in states[1::-1]:
        undo(card.editor.grid) if by_key else card.changes.undo()
        settled(qtbot, window)
        assert weights(window) == state
    assert "Everything is back, bit for bit" in said(card, "touch_lesson")
    assert not said(card, "touch_earlier")
    for state in states[1:]:
        redo(card.editor.grid) if by_key else card.changes.redo()
        settled(qtbot, window)
        assert weights(window) == state
    assert len(card.touching.report.done) == 2


WAYS: dict[str, Callable[[MainWindow, Path], object]] = {
    "reset": lambda window, _: QTest.keyClick(window, Qt.Key.Key_R, CONTROL),
    "preset": lambda window, _: window.session.reset(TrainConfig.from_preset("lenet5")),
    "trained": lambda window, _: QTest.keyClick(window, Qt.Key.Key_T, CONTROL),
    "weights": lambda window, _: window.load_weights(paths.trained_network()),
    "images": lambda window, others: window.open_data(others),
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_edits_come_back_with_the_run_and_so_two_runs_deep(
    qtbot: QtBot, window: MainWindow, card: TouchCard, others: Path, way: str
) -> None:
    first = edit(qtbot, window, card)
    runs = [first]
    for change in (WAYS[way], WAYS["preset"]):
        run = window.session.snapshot.run
        change(window, others)
        qtbot.waitUntil(lambda run=run: window.session.snapshot.run > run, timeout=20_000)  # type: ignore[misc]
        settled(qtbot, window)
        assert card.touching.report.since is None
        assert window.action("undo").text() == "Undo: a new run"
        runs.append(edit(qtbot, window, card))
    for states in reversed(runs[1:]):
        walk(qtbot, window, card, states)
        for _ in range(3):  # both edits, then the run
            undo(card.editor.grid)
        settled(qtbot, window)
    assert weights(window) == first[2]  # the first run, as it was left
    walk(qtbot, window, card, first)
    assert window.action("redo").text() == "Redo: a new run"
    for states in runs[1:]:
        redo(window)
        settled(qtbot, window)
        assert weights(window) == states[0]  # its edits were undone, and can be done again
        redo(window)
        redo(window)
        settled(qtbot, window)
        assert weights(window) == states[2]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["lab", "find the bug", "tour"])
def test_edits_are_there_again_after_the_lab_and_the_tour(
    qtbot: QtBot, window: MainWindow, card: TouchCard, way: str
) -> None:
    states = edit(qtbot, window, card)
    run = window.session.snapshot.run
    lab = window.session.part(Lab)
    if way == "tour":
        window.action("tour").trigger()
    elif way == "lab":
        window.action("lab").trigger()
        layer = next(name for name, found in lab.offers.items() if found)
        lab.begin(layer, lab.offers[layer][0].id)
    else:
        window.action("lab").trigger()
        lab.hide(3)
    qtbot.waitUntil(lambda: window.session.snapshot.run > run, timeout=20_000)
    settled(qtbot, window)
    assert weights(window) != states[2]
    run = window.session.snapshot.run
    if way == "tour":
        QTest.keyClick(window, Qt.Key.Key_F1)
    else:
        lab.stop()
    qtbot.waitUntil(lambda: window.session.snapshot.run > run, timeout=20_000)
    settled(qtbot, window)
    if not card.touching.open:
        window.action("touch").trigger()
        settled(qtbot, window)
    walk(qtbot, window, card, states)


@pytest.mark.slow
def test_a_run_taken_from_a_file_says_that_its_edits_are_gone(
    qtbot: QtBot, window: MainWindow, card: TouchCard, tmp_path: Path
) -> None:
    session = window.session
    window.action("step_batch").trigger()
    settled(qtbot, window)
    states = edit(qtbot, window, card)
    checkpoint = session.engine.post(session.engine.checkpoint).result(timeout=20)
    session.run_before.whole(checkpoint, session.history, True).save(tmp_path / "run.safetensors")
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    settled(qtbot, window)
    session.continue_run(tmp_path / "run.safetensors")  # it is still known here
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    settled(qtbot, window)
    assert window.action("undo").text() == "Undo: a new run"  # that it was taken from the file came last
    walk(qtbot, window, card, states, by_key=False)
    session.run_before.past.clear()  # as at the next start
    run = session.snapshot.run
    session.continue_run(tmp_path / "run.safetensors")
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    settled(qtbot, window)
    assert "what they were before was not kept" in window.stage.message
    assert "isn't the untouched network" in said(card, "touch_earlier")
    QTest.keyClick(card.editor.grid, Qt.Key.Key_Plus)
    settled(qtbot, window)
    undo(card.editor.grid)
    settled(qtbot, window)
    assert weights(window) == states[2]
    assert "Those from before them stay" in said(card, "touch_lesson")


@pytest.mark.every(4)
@pytest.mark.parametrize("place", ["field", "grid", "stage", "window"])
def test_the_keys_do_the_same_wherever_the_keyboard_is(
    qtbot: QtBot, window: MainWindow, card: TouchCard, place: str
) -> None:
    before = weights(window)
    run = window.session.snapshot.run
    WAYS["preset"](window, Path())
    qtbot.waitUntil(lambda: window.session.snapshot.run > run)
    settled(qtbot, window)
    after = weights(window)
    places: dict[str, QWidget] = {
        "grid": card.editor.grid,
        "field": card.editor.value.field,
        "stage": window.stage,
        "window": window,
    }
    places[place].setFocus()
    for key, state in ((undo, before), (redo, after), (undo, before)):
        key(places[place])
        settled(qtbot, window)
        assert weights(window) == state


@pytest.mark.slow
def test_a_field_in_which_something_is_typed_has_the_keys(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    WAYS["preset"](window, Path())
    settled(qtbot, window)
    run, field = window.session.snapshot.run, card.editor.value.field
    field.setFocus()
    was = field.text()
    field.selectAll()
    QTest.keyClicks(field, "3.5")
    while field.isUndoAvailable():
        undo(field)
    assert field.text() == was
    settled(qtbot, window)
    assert window.session.snapshot.run == run
    undo(field)  # one too many for the field: the window's
    qtbot.waitUntil(lambda: window.session.snapshot.run > run)


@pytest.mark.slow
def test_an_edit_can_be_done_again_though_a_recorded_batch_was_left(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    session = window.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    trace = session.trace
    window.action("live").trigger()
    states = edit(qtbot, window, card)
    walk(qtbot, window, card, states)
    for _ in range(3):
        undo(window)
    settled(qtbot, window)
    assert session.trace is trace
    for _ in range(3):
        redo(window)
    settled(qtbot, window)
    assert session.trace is None
    assert weights(window) == states[2]


def test_keys_faster_than_the_answers_are_not_lost(qtbot: QtBot, window: MainWindow, card: TouchCard) -> None:
    states = edit(qtbot, window, card)
    WAYS["reset"](window, Path())
    settled(qtbot, window)
    for _ in range(3):
        undo(window)
    settled(qtbot, window)
    assert weights(window) == states[0]
    for _ in range(2):
        redo(window)
    settled(qtbot, window)
    assert weights(window) == states[2]


@pytest.mark.slow
def test_an_edit_is_undone_with_the_card_closed_too(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    WAYS["preset"](window, Path())
    settled(qtbot, window)
    run, states = window.session.snapshot.run, edit(qtbot, window, card)
    window.action("touch").trigger()
    undo(window)
    settled(qtbot, window)
    assert (weights(window), window.session.snapshot.run) == (states[1], run)


@pytest.mark.slow
def test_in_another_language_too_what_was_done_last_is_undone_first(
    qtbot: QtBot, window: MainWindow, card: TouchCard, qapp: QApplication
) -> None:
    session, states = window.session, edit(qtbot, window, card)
    assert session.exhibit.show(session.snapshot.probe.image, 3, "test image 1")
    session.record()  # of an image that no step is made of
    qtbot.waitUntil(lambda: session.trace is not None)
    session.recorded.put_away()
    session.exhibit.leave()
    settled(qtbot, window)
    window.action("touch").trigger()
    texts = []
    try:
        for code in ("zh_CN", "en"):
            window.choose_language(code)
        for _ in range(3):
            texts.append(window.action("undo").text())
            window.action("undo").trigger()
            settled(qtbot, window)
    finally:
        language.use("en", qapp)
    assert [text.split()[1] for text in texts] == ["leaving", "conv2:", "conv1"]
    assert weights(window) == states[0]


@pytest.mark.slow
def test_news_of_before_goes_when_something_is_undone(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    edit(qtbot, window, card)
    window.session.message.emit("The network is as it was at step 0.", "info")
    banner = window.stage.banner
    assert banner.text
    undo(window)
    settled(qtbot, window)
    assert not banner.text


@pytest.mark.slow
def test_the_recorded_batch_comes_back_with_its_run_or_it_is_said(qtbot: QtBot, window: MainWindow) -> None:
    session, before = window.session, weights(window)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    trace, cell = session.trace, core.Cell("conv1", "weight", (0, 0, 0, 1))
    session.select(cell)
    session.set_cursor(20)
    cursor = session.cursor

    def replaced() -> None:
        run = session.snapshot.run
        QTest.keyClick(window, Qt.Key.Key_R, CONTROL)
        qtbot.waitUntil(lambda: session.snapshot.run > run)
        settled(qtbot, window)
        assert session.trace is None

    replaced()
    undo(window)
    settled(qtbot, window)
    assert (session.trace, session.cursor, session.selection) == (trace, cursor, cell)
    assert session.state == "recorded"
    assert window.action("undo_step").isEnabled()
    replaced()
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    undo(window)
    settled(qtbot, window)
    assert session.trace is None
    assert "The batch that was recorded of it was not kept." in window.stage.message
    session.ask(session.engine.undo_step)
    settled(qtbot, window)
    assert weights(window) == before


# any order


@dataclass
class RunModel:
    """What a run should be: its weights, and those that each of its edits can be taken back or forth to."""

    weights: Weights
    done: list[tuple[int, Weights]] = field(default_factory=list)  # the turn, and the weights from before
    undone: list[tuple[int, Weights]] = field(default_factory=list)  # the turn, and the weights from after


class UndoModel:
    """A second telling of undo: every act has a turn, and the newest that can be taken back is."""

    def __init__(self, state: Weights) -> None:
        self.turns = 0
        self.run = RunModel(state)
        self.past: list[tuple[int, RunModel]] = []
        self.future: list[tuple[int, RunModel]] = []
        self.strokes: list[int] = []  # of the pad: the turns
        self.unstroked: list[int] = []

    def turn(self) -> int:
        self.turns += 1
        return self.turns

    def edit(self, after: Weights) -> None:
        self.run.done.append((self.turn(), self.run.weights))
        self.run.weights = after
        self.run.undone.clear()

    def begin(self, state: Weights) -> None:
        self.past.append((self.turn(), self.run))
        self.future.clear()
        self.run = RunModel(state)

    def stroke(self) -> None:
        self.strokes.append(self.turn())
        self.unstroked.clear()

    def undo(self) -> str:
        found = [
            (stack[-1] if isinstance(stack[-1], int) else stack[-1][0], name)
            for name, stack in (("edit", self.run.done), ("run", self.past), ("stroke", self.strokes))
            if stack
        ]
        what = max(found, default=(0, ""))[1]
        if what == "edit":
            _, before = self.run.done.pop()
            self.run.undone.append((self.turn(), self.run.weights))
            self.run.weights = before
        elif what == "run":
            self.leave(self.past, self.future)
        elif what == "stroke":
            self.strokes.pop()
            self.unstroked.append(self.turn())
        return what

    def redo(self) -> str:
        found = [
            (stack[-1] if isinstance(stack[-1], int) else stack[-1][0], name)
            for name, stack in (("edit", self.run.undone), ("run", self.future), ("stroke", self.unstroked))
            if stack
        ]
        what = max(found, default=(0, ""))[1]
        if what == "edit":
            _, after = self.run.undone.pop()
            self.run.done.append((self.turn(), self.run.weights))
            self.run.weights = after
        elif what == "run":
            self.leave(self.future, self.past)
        elif what == "stroke":
            self.unstroked.pop()
            self.strokes.append(self.turn())
        return what

    def leave(self, here: list[tuple[int, RunModel]], there: list[tuple[int, RunModel]]) -> None:
        there.append((self.turn(), self.run))
        _, self.run = here.pop()


def walk_at_random(qtbot: QtBot, window: MainWindow, card: TouchCard, seed: int, deeds: int) -> None:
    """Edits, runs, strokes, undo and redo in any order; weights and pad are the model's after each."""
    chance, model = random.Random(seed), UndoModel(weights(window))
    window.action("draw").trigger()
    pad = window.panels.microscope.draw_card.pad
    told: list[str] = []
    for _ in range(deeds):
        deed = chance.choice(("edit", "run", "stroke", "undo", "undo", "undo", "redo", "redo"))
        place = chance.choice((window, pad, card.editor.grid, card.editor.value.field, window.stage))
        place.setFocus()
        told.append(deed)
        if deed == "edit":
            card.touching.do(Scale("conv2", chance.choice((0.5, 1.25, 2.0))))
            settled(qtbot, window)
            model.edit(weights(window))
        elif deed == "run" and len(model.past) < 4:
            run = window.session.snapshot.run
            window.session.reset(replace(window.session.config, seed=chance.randrange(1000)))
            qtbot.waitUntil(lambda run=run: window.session.snapshot.run > run)  # type: ignore[misc]
            settled(qtbot, window)
            model.begin(weights(window))
        elif deed == "stroke":
            pad.sheet.begin((chance.uniform(20, 250), chance.uniform(20, 250)))
            pad.sheet.end()
            pad.refresh()
            model.stroke()
        elif deed in ("undo", "redo"):
            told[-1] += f" {model.undo() if deed == 'undo' else model.redo()}"
            (undo if deed == "undo" else redo)(place)
        settled(qtbot, window)
        assert weights(window) == model.run.weights, told
        assert (pad.sheet.done, pad.sheet.undone) == (len(model.strokes), len(model.unstroked)), told
        assert len(pad.sheet.state.strokes) == len(model.strokes), told
        assert window.session.drawing.open, told


@pytest.mark.slow
def test_any_order_of_acts_and_keys_is_what_was_done_last(
    qtbot: QtBot, window: MainWindow, card: TouchCard
) -> None:
    walk_at_random(qtbot, window, card, 1, 25)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_many_orders_of_acts_and_keys_are_what_was_done_last(
    qtbot: QtBot, window: MainWindow, card: TouchCard, seed: int
) -> None:
    walk_at_random(qtbot, window, card, seed, 60)
