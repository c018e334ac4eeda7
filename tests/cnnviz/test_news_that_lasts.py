"""Messages that go when they aren't true any more: what they promise, or tell, is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.session.lab import Lab
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets import banner
from core.trace.recording import Cell

pytestmark = pytest.mark.slow


def batch_left(window: MainWindow, qtbot: QtBot) -> str:
    """Record a batch and leave it."""
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.up_one_level()
    return "Ctrl+Z brings it back."


def step_recorded(window: MainWindow, qtbot: QtBot) -> str:
    """Open a number, for which a step is made."""
    window.session.record(lambda trace: Cell("conv1", "output", (0, 0, 0, 0)))
    qtbot.waitUntil(lambda: window.session.selection is not None)
    return "was made and recorded"


def made_again(window: MainWindow, qtbot: QtBot) -> str:
    """Make a recorded step again with another rate."""
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.session.step_acts.make_again(0.5)
    qtbot.waitUntil(lambda: bool(window.stage.message))
    return "was made again"


def ran_away(window: MainWindow, qtbot: QtBot) -> str:
    """Train until the numbers run away."""
    window.session.set_lr(1e6)
    window.session.train()
    qtbot.waitUntil(lambda: "Go back to step" in told(window))
    return "Go back to step"


def nothing_undone(window: MainWindow, qtbot: QtBot) -> str:
    """Ask for what was recorded to be undone, which Ctrl+Z can't."""
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("undo").setEnabled(True)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    return "Recording this batch made a step"


def past_looked_at(window: MainWindow, qtbot: QtBot) -> str:
    """Look at a past step, and ask for something to be undone."""
    window.session.time.go(0)
    qtbot.waitUntil(lambda: window.session.time.shown is not None)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    return "A past step is only looked at"


def not_read_yet(window: MainWindow, qtbot: QtBot) -> str:
    """Ask for the next mistake before the recorded batch is read."""
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.watch_mistake()
    return "isn't computed yet"


def nothing_drawn(window: MainWindow, qtbot: QtBot) -> str:
    """Ask for an empty drawing to be recorded."""
    window.action("draw").trigger()
    window.session.drawing.record()
    return "Nothing is drawn yet"


def wrong_images(window: MainWindow, qtbot: QtBot) -> str:
    """Open images that can't be read."""
    window.session.own_images.look(["wrong.npz"])
    qtbot.waitUntil(lambda: "wrong.npz" in window.stage.message)
    return "wrong.npz"


def wrong_weights(window: MainWindow, qtbot: QtBot) -> str:
    """Open weights that can't be read."""
    window.load_weights("wrong.safetensors")
    qtbot.waitUntil(lambda: "wrong.safetensors" in window.stage.message)
    return "wrong.safetensors"


def trained_opened(window: MainWindow, qtbot: QtBot) -> str:
    """Open the trained network, in which nothing has been made yet."""
    window.session.open_trained()
    qtbot.waitUntil(lambda: "Go back to" in told(window))
    return "Opened a trained network"


def rate_set(window: MainWindow, qtbot: QtBot) -> str:
    """Set another learning rate."""
    window.session.set_base_lr(0.05)
    qtbot.waitUntil(lambda: bool(window.stage.message))
    return "the learning rate went from"


def momentum_set(window: MainWindow, qtbot: QtBot) -> str:
    """Set another momentum."""
    window.session.set_momentum(0.5)
    qtbot.waitUntil(lambda: bool(window.stage.message))
    return "The momentum went from"


def told(window: MainWindow) -> str:
    """The message in sight, and its button."""
    button = window.findChild(QPushButton, "message_action")
    assert button is not None
    return window.stage.message + (button.text() if button.isVisible() else "")


def step(window: MainWindow, qtbot: QtBot) -> None:
    window.session.step_batch()


def to_the_end(window: MainWindow, qtbot: QtBot) -> None:
    window.action("last_stop").trigger()


def look_at_others(window: MainWindow, qtbot: QtBot) -> None:
    window.session.own_images.look_at_shipped()


def train_another(window: MainWindow, qtbot: QtBot) -> None:
    window.session.ask(window.session.engine.reset)  # nothing is said of it


def live(window: MainWindow, qtbot: QtBot) -> None:
    window.session.time.live()


def draw(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.panels.microscope.draw_card.pad, Qt.Key.Key_Space)


def lab(window: MainWindow, qtbot: QtBot) -> None:
    made = window.session.part(Lab)
    made.toggle()
    made.begin("conv1", made.offers["conv1"][0].id)


def put_right(window: MainWindow, qtbot: QtBot) -> None:
    lab(window, qtbot)
    made = window.session.part(Lab)
    qtbot.waitUntil(lambda: bool(made.key))
    said = batch_left(window, qtbot)
    assert said in told(window)
    made.mend()


Act = Callable[[MainWindow, QtBot], object]


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message goes by itself."""
    monkeypatch.setattr(banner, "SECONDS", 1000.0)
    monkeypatch.setattr(banner, "LONGER", 1000.0)


@pytest.mark.parametrize(
    ("promise", "act"),
    [
        (batch_left, lab),
        (batch_left, put_right),
        (step_recorded, step),
        (step_recorded, lab),
        (made_again, step),
        (ran_away, lab),
        (nothing_undone, step),
        (past_looked_at, live),
        (not_read_yet, to_the_end),
        (nothing_drawn, draw),
        (wrong_images, look_at_others),
        (wrong_weights, train_another),
        (trained_opened, train_another),
        (rate_set, train_another),
        (momentum_set, train_another),
    ],
)
def test_what_is_promised_is_taken_back_with_the_way_back(
    window: MainWindow, qtbot: QtBot, promise: Callable[[MainWindow, QtBot], str], act: Act
) -> None:
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)
    said = promise(window, qtbot)
    assert said in told(window)
    act(window, qtbot)
    qtbot.waitUntil(lambda: said not in told(window))


def test_it_stays_as_long_as_it_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.session.step_batch()
    said = batch_left(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: window.session.snapshot.probe.position == 1)
    assert said in told(window)
    window.action("undo").trigger()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    assert said not in told(window)


def test_an_undone_step_is_told_as_what_happened(window: MainWindow, qtbot: QtBot) -> None:
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("undo_step").trigger()
    qtbot.waitUntil(lambda: bool(window.stage.message))
    assert window.stage.message == "The recorded step was undone, back to step 0."
