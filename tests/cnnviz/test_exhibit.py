"""An image that a sheet puts on the canvas, in the real window."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

import core
from cnnviz.main_window import MainWindow
from core.data.dataset import Dataset

NAME = "test image 7"


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, digits: tuple[Any, Any]) -> MainWindow:
    """The window with the test set's image 7 on the canvas."""
    test: Dataset = digits[1]
    assert window.session.exhibit.show(test.images[7], int(test.labels[7]), NAME)
    answered(qtbot, window)
    return window


def answered(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until the picture is of what is on show."""
    session = window.session
    qtbot.waitUntil(lambda: session.snapshot.probe.guest is session.exhibit.shown)


def place(window: MainWindow) -> str:
    return str(window.panels["CanvasPanel"].toolbar.image.text)


def test_the_network_answers_it_as_one_of_the_batch(shown: MainWindow, digits: tuple[Any, Any]) -> None:
    shot, test = shown.session.snapshot, digits[1]
    label = int(test.labels[7])
    network = core.Sequential.from_spec(shot.spec)
    network.load_state_dict({**network.state_dict(), **shot.parameters})
    assert (shot.probe.label, shot.probe.drawn) == (label, False)
    np.testing.assert_array_equal(shot.probe.image, test.images[7])
    expected = shot.probe.probabilities - np.eye(10)[label]
    last = list(shot.probe.gradients)[-1]
    np.testing.assert_allclose(shot.probe.gradients[last], expected, atol=1e-6)
    scene = shown.panels["CanvasPanel"].view.scene
    assert scene.judged
    np.testing.assert_array_equal(scene.gradients["input"], shot.probe.gradients["input"])


def test_the_toolbar_says_its_name_and_whether_it_is_read_right(shown: MainWindow) -> None:
    probe = shown.session.snapshot.probe
    mark = "✓" if probe.label == probe.prediction else "×"
    assert place(shown) == f"{NAME}   label {probe.label}  reads {probe.prediction} {mark}"


def test_without_a_label_nothing_is_right_or_wrong(qtbot: QtBot, window: MainWindow) -> None:
    window.session.exhibit.show(np.full((28, 28), 9, np.uint8), None, "a mean image")
    answered(qtbot, window)
    probe = window.session.snapshot.probe
    assert place(window) == f"a mean image   reads {probe.prediction}   gradient for {probe.prediction}"
    assert not window.panels["CanvasPanel"].view.scene.judged


@pytest.mark.parametrize("leave", ["next_image", "previous_image", "escape", "draw"])
def test_going_on_to_another_image_leaves_it(qtbot: QtBot, shown: MainWindow, leave: str) -> None:
    shown.action(leave).trigger()
    assert shown.session.exhibit.shown is None
    qtbot.waitUntil(lambda: shown.session.snapshot.probe.guest is None)
    assert place(shown).startswith("image ")


def test_a_click_on_the_watched_image_of_the_grid_leaves_it(qtbot: QtBot, shown: MainWindow) -> None:
    shown.panels["MicroscopePanel"]._grid.chosen.emit(shown.session.watched)
    qtbot.waitUntil(lambda: shown.session.snapshot.probe.guest is None)


def test_it_is_answered_while_training_goes_on(qtbot: QtBot, shown: MainWindow) -> None:
    shown.action("train").trigger()
    qtbot.waitUntil(lambda: shown.session.training and shown.session.snapshot.step > 3)
    assert shown.session.snapshot.probe.guest is shown.session.exhibit.shown


@pytest.mark.parametrize("how", ["record", "step_forward", "click"])
def test_it_is_recorded_alone_and_nothing_is_learnt(qtbot: QtBot, shown: MainWindow, how: str) -> None:
    before = shown.session.snapshot
    with qtbot.waitSignal(shown.session.trace_changed):
        if how == "click":
            view = shown.panels["CanvasPanel"].view
            row = view.layout_.rows[4]
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(row.x + 20, row.y + 8))
        else:
            shown.action(how).trigger()
    session, trace = shown.session, shown.session.trace
    if how == "click":
        assert session.selection == (trace.names[-1], "output", (0, 4))
        page = shown.panels["MicroscopePanel"].inspector.view.text()
        assert f"{NAME}  number 4" in page
        session.select(None)
    assert (len(trace.labels), trace.optimizer, trace.step) == (1, None, before.step)
    np.testing.assert_array_equal(trace.logits[0], before.probe.logits)
    assert session.state == "recorded"
    assert session.predictions()[0].tolist() == [before.probe.prediction]
    assert session.picture().judged
    session.set_cursor(len(trace.stops) - 1)
    assert place(shown).startswith(f"{NAME}   label ")
    assert not shown.action("undo_step").isEnabled()
    microscope = shown.panels["MicroscopePanel"]
    assert microscope._when.text() == f"{NAME}, step {before.step}"
    assert microscope._tally.text() == f"{NAME} alone"
    shown.action("escape").trigger()
    assert session.trace is None
    assert session.exhibit.shown is not None  # back to the live picture of it
    shown.action("escape").trigger()
    assert session.exhibit.shown is None
