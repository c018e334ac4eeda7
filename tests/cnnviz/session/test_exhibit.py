"""An image that a sheet puts on the canvas, in the real window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

import core
from cnnviz.plots.axes import number_text
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets import theme
from core.data.dataset import Dataset

NAME = "test image 7"
EITHER = {  # a network for images of 28 x 28 and of 32 x 32 pixels
    "layers": [
        {"name": "pool1", "type": "MaxPool2d", "kernel_size": 14},
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc2", "type": "Linear", "in_features": 4, "out_features": 10},
    ]
}


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


@pytest.mark.slow
def test_without_a_label_nothing_is_right_or_wrong(qtbot: QtBot, window: MainWindow) -> None:
    window.session.exhibit.show(np.full((28, 28), 9, np.uint8), None, "a mean image")
    answered(qtbot, window)
    probe = window.session.snapshot.probe
    assert place(window) == f"a mean image   reads {probe.prediction}   gradient for {probe.prediction}"
    assert not window.panels["CanvasPanel"].view.scene.judged


@pytest.mark.slow
@pytest.mark.parametrize("leave", ["next_image", "previous_image", "escape"])
def test_going_on_to_another_image_leaves_it(qtbot: QtBot, shown: MainWindow, leave: str) -> None:
    shown.action(leave).trigger()
    assert shown.session.exhibit.shown is None
    qtbot.waitUntil(lambda: shown.session.snapshot.probe.guest is None)
    assert place(shown).startswith("image ")


@pytest.mark.slow
def test_a_click_on_the_watched_image_of_the_grid_leaves_it(qtbot: QtBot, shown: MainWindow) -> None:
    shown.panels["MicroscopePanel"].batch.grid.chosen.emit(shown.session.watched)
    qtbot.waitUntil(lambda: shown.session.snapshot.probe.guest is None)


@pytest.mark.slow
def test_it_is_answered_while_training_goes_on(qtbot: QtBot, shown: MainWindow) -> None:
    shown.action("train").trigger()
    qtbot.waitUntil(lambda: shown.session.training and shown.session.snapshot.step > 3)
    assert shown.session.snapshot.probe.guest is shown.session.exhibit.shown


@pytest.mark.slow
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
    np.testing.assert_allclose(trace.logits[0], before.probe.logits, rtol=1e-5, atol=1e-5)
    assert session.state == "recorded"
    if how != "click":
        assert session.predictions()[0].tolist() == [-1]  # not computed before the loss
    session.set_cursor(len(trace.stops) - 1)
    assert session.predictions()[0].tolist() == [before.probe.prediction]
    items = [item.text for item in shown.panels["TransportPanel"].readouts._items]
    assert items == [f"{trace.step:,}", number_text(trace.loss)]  # not those of the run
    assert session.picture().judged
    assert place(shown).startswith(f"{NAME}   label ")
    assert not shown.action("undo_step").isEnabled()
    microscope = shown.panels["MicroscopePanel"]
    assert microscope._when.text() == f"{NAME}, step {before.step}"
    assert microscope.batch.tally.text() == f"{NAME} alone"
    shown.action("escape").trigger()
    assert session.trace is None
    assert session.exhibit.shown is not None  # back to the live picture of it
    shown.action("escape").trigger()  # the message that the batch can come back
    shown.action("escape").trigger()
    assert session.exhibit.shown is None


@pytest.mark.slow
def test_what_is_offered_is_to_record_it(shown: MainWindow) -> None:
    card = shown.panels["MicroscopePanel"]._empty
    assert card.accessibleName() == f"Record {NAME} to walk it step by step"
    assert shown.action("record").text() == "Record this image"
    shown.action("next_image").trigger()
    assert card.accessibleName() == "Record one batch to walk it step by step"
    assert shown.action("record").text() == "Record next batch"


def test_a_recorded_batch_gives_way_to_it(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.exhibit.show(np.zeros((28, 28), np.uint8), 3, "nothing")
    assert session.trace is None
    answered(qtbot, window)


@pytest.mark.slow
def test_a_recording_that_is_waited_for_gives_way_to_it(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.record()
    session.exhibit.show(np.zeros((28, 28), np.uint8), 3, "nothing")
    answered(qtbot, window)
    heard: list[int] = []
    session.ask(int, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert session.trace is None
    assert session.snapshot.step == 1  # the batch was trained on all the same


@pytest.mark.slow
def test_a_trace_that_the_network_has_left_behind_is_stale_and_is_recorded_again(
    qtbot: QtBot, shown: MainWindow
) -> None:
    session = shown.session
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    with qtbot.waitSignal(session.state_changed, check_params_cb=lambda state: state == "stale"):
        session.step_batch()
    with qtbot.waitSignal(session.trace_changed):
        shown.panels["MicroscopePanel"]._card.again.click()
    assert (len(session.trace.labels), session.trace.step) == (1, 1)
    assert session.snapshot.step == 1


@pytest.mark.slow
def test_the_pad_and_it_take_each_others_place(qtbot: QtBot, shown: MainWindow) -> None:
    session = shown.session
    shown.action("draw").trigger()
    session.drawing.show(np.full((28, 28), 80, np.uint8), None)
    assert session.exhibit.shown is None
    qtbot.waitUntil(lambda: session.snapshot.probe.drawn)
    session.exhibit.show(np.zeros((28, 28), np.uint8), 1, "nothing")
    assert not session.drawing.open
    answered(qtbot, shown)
    assert place(shown).startswith("nothing   label 1")
    shown.action("draw").trigger()  # what was drawn is there again
    qtbot.waitUntil(lambda: session.snapshot.probe.drawn)


@pytest.mark.slow
def test_a_trace_from_a_file_sends_it_away(qtbot: QtBot, shown: MainWindow, tmp_path: Any) -> None:
    session = shown.session
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    with qtbot.waitSignal(session.message):
        session.save_trace(tmp_path / "one.trace")
    with qtbot.waitSignal(session.trace_changed):
        session.open_trace(tmp_path / "one.trace")
    qtbot.waitUntil(lambda: session.lesson == "one.trace")
    assert session.exhibit.shown is None
    assert session.recorded.guest is None


@pytest.mark.slow
def test_the_same_images_again_keep_it_and_others_send_it_away(
    qtbot: QtBot, shown: MainWindow, digits: tuple[Any, Any]
) -> None:
    session, (train, test) = shown.session, digits
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    assert session.snapshot.probe.guest is session.exhibit.shown is not None
    session.ask(session.engine.use_data, lambda: (replace(train, name="others"), test))
    qtbot.waitUntil(lambda: session.snapshot.probe.guest is None)
    assert session.exhibit.shown is None


@pytest.mark.slow
def test_images_of_another_size_send_it_away(qtbot: QtBot, shown: MainWindow) -> None:
    session = shown.session
    session.reset(replace(session.config, spec=EITHER))
    large = Dataset(np.zeros((64, 32, 32), np.uint8), np.arange(64, dtype=np.uint8) % 10, "larger")
    session.ask(session.engine.use_data, lambda: (large, large))
    qtbot.waitUntil(lambda: session.snapshot.probe.image.shape == (32, 32))
    assert session.exhibit.shown is None
    assert place(shown).startswith("image ")


@pytest.mark.slow
@pytest.mark.parametrize(("size", "label"), [(27, 3), (28, 10), (28, -1)])
def test_what_does_not_fit_is_refused_in_place(window: MainWindow, size: int, label: int) -> None:
    assert not window.session.exhibit.show(np.zeros((size, size), np.uint8), label, "a stranger")
    assert window.stage.message.startswith("a stranger was not shown")
    assert window.session.exhibit.shown is None


@pytest.mark.slow
@pytest.mark.parametrize("training", [False, True])
def test_an_image_of_the_training_set_brings_the_grid_with_it(
    qtbot: QtBot, shown: MainWindow, digits: tuple[Any, Any], training: bool
) -> None:
    session, train = shown.session, digits[0]
    if training:
        session.train()
        qtbot.waitUntil(lambda: session.training)
    session.watch_index(400)
    qtbot.waitUntil(lambda: session.snapshot.probe.index == 400)
    qtbot.waitUntil(lambda: session.watched == session.snapshot.probe.position)
    images, labels = session.batch()
    np.testing.assert_array_equal(images[session.watched], train.images[400])
    assert labels[session.watched] == train.labels[400]
    assert session.exhibit.shown is None
    assert place(shown).startswith(f"image {session.watched + 1} / 32   label {train.labels[400]}")


@pytest.mark.slow
def test_an_image_that_there_is_not_is_answered_in_place(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.message):
        window.session.watch_index(512)
    assert "there is no image 512" in window.stage.message


@pytest.mark.slow
def test_a_long_name_is_cut_short_and_the_answer_stays(qtbot: QtBot, window: MainWindow) -> None:
    name = "the mean of everything that was ever read as a seven by any network"
    window.session.exhibit.show(np.full((28, 28), 9, np.uint8), 7, name)
    answered(qtbot, window)
    shown = window.panels["CanvasPanel"].toolbar.image
    assert shown.text.startswith(f"{name}   label 7  reads ")  # its tip
    long = shown.grab().toImage()
    window.session.exhibit.show(np.full((28, 28), 9, np.uint8), 7, "x")
    answered(qtbot, window)
    assert not long.isNull()
    # The answer is at the right end of a full line: its colour is there.
    mark = theme.colour("wrong" if window.session.snapshot.probe.prediction != 7 else "right").rgb()
    right = range(long.width() - 40, long.width())
    assert any(long.pixel(x, y) == mark for x in right for y in range(long.height()))
