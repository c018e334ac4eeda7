"""Drawing in the real window: the network answers, records, and goes back to the batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QEventPoint,
    QGuiApplication,
    QImage,
    QMouseEvent,
    QPainter,
    QPen,
    QTouchEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.features.draw.draw_card import READ, DrawCard
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets.controls import Button
from cnnviz.widgets.plain import show_class

LINE = ((40, 20), (60, 90), (70, 150))


def mouse(card: DrawCard, *points: tuple[int, int]) -> None:
    """A stroke with the left button."""
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(points) - 1)]
    for kind, point in zip(kinds, points, strict=True):
        place = QPointF(*point)
        button = left if kind == QEvent.Type.MouseButtonPress else none
        event = QMouseEvent(
            kind, place, card.pad.mapToGlobal(place), button, left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(card.pad, event)
    QTest.mouseRelease(card.pad, left, Qt.KeyboardModifier.NoModifier, QPoint(*points[-1]))


def answered(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until the picture is of what is drawn now."""

    def is_shown() -> bool:
        drawing, shot = window.session.drawing, window.session.snapshot
        return shot.probe.drawn and np.array_equal(shot.probe.image, drawing.image)

    qtbot.waitUntil(is_shown)


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow) -> DrawCard:
    """The pad, opened with its action."""
    window.action("draw").trigger()
    return window.panels["MicroscopePanel"].draw_card


def place(window: MainWindow) -> str:
    return window.panels["CanvasPanel"].toolbar.image.text


def picture(folder: Path) -> Path:
    """A file with a dark 7 on white paper."""
    image = QImage(90, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QPen(QColor("navy"), 8))
    painter.drawPolyline([QPoint(20, 20), QPoint(70, 20), QPoint(40, 100)])
    painter.end()
    path = folder / "seven.png"
    assert image.save(str(path))
    return path


def test_the_network_answers_a_stroke_in_both_lanes(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    probe = window.session.snapshot.probe
    assert probe.label == probe.prediction
    assert place(window).startswith(f"your drawing   reads {probe.prediction}")
    shown = window.panels["CanvasPanel"].view.scene
    np.testing.assert_array_equal(shown.outputs["input"], probe.outputs["input"])
    np.testing.assert_array_equal(shown.gradients["input"], probe.gradients["input"])


@pytest.mark.slow
def test_the_network_answers_while_it_trains(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    window.action("train").trigger()
    qtbot.waitUntil(lambda: window.session.training)
    mouse(card, *LINE)
    answered(qtbot, window)
    step = window.session.snapshot.step
    qtbot.waitUntil(lambda: window.session.snapshot.step > step)
    assert window.session.snapshot.probe.drawn


@pytest.mark.slow
def test_the_gradient_is_for_the_class_that_is_chosen(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    button = card.record.geometry()
    QTest.mouseClick(card.bars, Qt.MouseButton.LeftButton, pos=card.bars.place(8).center().toPoint())
    qtbot.waitUntil(lambda: window.session.snapshot.probe.label == 8)
    qtbot.waitUntil(card.turn.isVisible)
    assert card.record.geometry() == button
    assert place(window).endswith("gradient for 8")
    QTest.keyClick(card.bars, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: window.session.snapshot.probe.label == 4)
    QTest.keyClick(card.bars, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: window.session.snapshot.probe.label == window.session.snapshot.probe.prediction)


@pytest.mark.slow
def test_a_drawing_is_changed_until_it_is_read_as_the_chosen_class(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    assert not card.turn.isVisible()
    target = (int(window.session.snapshot.probe.prediction) + 4) % 10
    place_of = card.bars.place(target).center().toPoint()
    QTest.mouseClick(card.bars, Qt.MouseButton.LeftButton, pos=place_of)
    assert card.turn.isVisible()
    assert card.turn.text().strip() == f"Change it until it is read as {target}"
    strokes = card.pad.sheet.state.strokes
    QTest.mouseClick(card.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.turning.running and card.turning._newest is not None)
    step = card.turning._newest
    assert step.number > 0
    assert step.size <= 6 + 1e-9
    qtbot.waitUntil(lambda: card.pad.sheet.state.picture is not None)
    assert np.array_equal(card.pad.sheet.state.picture, np.rint(255 * step.image[0]).astype(np.uint8))
    assert str(target) in window.stage.message
    window.action("undo").trigger()
    assert card.pad.sheet.state.strokes == strokes


@pytest.mark.slow
@pytest.mark.parametrize("leave", ["draw", "escape", "next_image"])
def test_leaving_the_pad_goes_back_to_the_batch(
    qtbot: QtBot, window: MainWindow, card: DrawCard, leave: str
) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    window.action(leave).trigger()
    qtbot.waitUntil(lambda: not window.session.snapshot.probe.drawn)
    assert card.isHidden()
    assert place(window).startswith("image ")
    window.action("draw").trigger()  # the drawing is still there
    answered(qtbot, window)


@pytest.mark.slow
def test_a_batch_that_gave_way_to_a_drawing_comes_back_by_undo(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    session = window.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    trace = session.trace
    mouse(card, *LINE)
    answered(qtbot, window)
    assert session.trace is None
    window.stage.close_message()  # as Esc does, with its button
    undo, redo = window.action("undo"), window.action("redo")
    assert undo.text() == "Undo: drawing"
    undo.trigger()
    assert session.trace is None  # the stroke goes first
    assert undo.text() == "Undo: leaving the recorded batch"
    undo.trigger()
    assert session.trace is trace
    assert session.drawing.open  # what was opened by hand isn't closed by undo
    assert card.pad.sheet.state.blank
    assert not undo.isEnabled()
    assert redo.text() == "Redo: leaving the recorded batch"
    redo.trigger()
    assert session.trace is None
    redo.trigger()
    answered(qtbot, window)
    assert not redo.isEnabled()
    assert undo.text() == "Undo: drawing"


@pytest.mark.slow
def test_a_batch_comes_back_before_another_run_though_the_drawing_was_recorded(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    session, undo = window.session, window.action("undo")
    session.ask(session.engine.step)
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    run = session.snapshot.run
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    trace = session.trace
    mouse(card, *LINE)
    assert "“Back to the batch” brings it back, and so does Ctrl+Z after the strokes" in window.stage.message
    mouse(card, (20, 120), (120, 120))
    answered(qtbot, window)
    with qtbot.waitSignal(session.trace_changed):
        window.action("record_drawing").trigger()
    assert "“Back to the batch” brings it back" in window.stage.message
    undo.trigger()
    assert session.trace is None
    assert window.stage.message == "What was recorded of the image before was let go."
    undo.trigger()
    assert card.pad.sheet.state.blank
    undo.trigger()
    assert session.trace is trace
    assert session.snapshot.run == run
    session.recorded.put_away()
    assert window.stage.message == "The recorded batch was left. Ctrl+Z brings it back."
    mouse(card, *LINE)  # undo is for this now
    qtbot.waitUntil(lambda: not window.stage.message)
    undo.trigger()
    undo.trigger()
    assert session.trace is trace


@pytest.mark.slow
def test_clicking_the_watched_image_itself_leaves_the_pad(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    window.session.watch(window.session.watched)
    qtbot.waitUntil(lambda: not window.session.snapshot.probe.drawn)


def test_a_recorded_drawing_can_be_walked_and_nothing_is_learnt(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    before = window.session.snapshot
    with qtbot.waitSignal(window.session.trace_changed):
        window.action("record_drawing").trigger()
    trace = window.session.trace
    np.testing.assert_allclose(trace.logits[0], before.probe.logits, rtol=1e-5)
    assert (trace.step, len(trace.labels), trace.stops[-1].phase) == (before.step, 1, "backward")
    assert window.session.state == "recorded"
    assert window.session.predictions()[0].tolist() == [-1]  # nobody has said what it is
    assert not card.pad.hasFocus()
    window.session.set_cursor(len(trace.stops) - 1)
    assert place(window).startswith("your drawing")
    window.action("escape").trigger()
    assert window.session.trace is None
    assert window.session.snapshot.step == before.step
    for name, array in window.session.snapshot.parameters.items():
        np.testing.assert_array_equal(array, before.parameters[name])
    assert not card.isHidden()
    mouse(card, (90, 20), (90, 90))
    answered(qtbot, window)


@pytest.mark.slow
def test_a_new_stroke_lets_the_recorded_drawing_go(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    mouse(card, *LINE)
    answered(qtbot, window)
    with qtbot.waitSignal(window.session.trace_changed):
        window.action("record_drawing").trigger()
    mouse(card, (20, 120), (120, 120))
    assert window.session.trace is None
    answered(qtbot, window)


@pytest.mark.slow
def test_an_empty_drawing_is_answered_in_plain_words(
    qtbot: QtBot, window: MainWindow, card: DrawCard
) -> None:
    window.action("record_drawing").trigger()
    assert window.stage.message == "Nothing is drawn yet: draw a digit first."
    mouse(card, *LINE)
    answered(qtbot, window)
    window.action("clear_drawing").trigger()
    qtbot.waitUntil(lambda: not window.session.snapshot.probe.drawn)
    assert place(window).startswith("image ")
    window.action("undo").trigger()
    answered(qtbot, window)
    assert window.action("redo").isEnabled()


def test_the_pad_is_drawn_on_by_keyboard(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    QTest.keyClick(card.pad, Qt.Key.Key_Space)
    for _ in range(9):
        QTest.keyClick(card.pad, Qt.Key.Key_Down)
    QTest.keyClick(card.pad, Qt.Key.Key_Space)
    answered(qtbot, window)
    assert len(card.pad.sheet.state.strokes[0].points) == 10
    assert not window.session.training  # Space was the pad's


@pytest.mark.slow
def test_a_finger_draws(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    device = QTest.createTouchDevice()
    touches = (
        (QEvent.Type.TouchBegin, QEventPoint.State.Pressed, QPointF(40, 20)),
        (QEvent.Type.TouchUpdate, QEventPoint.State.Updated, QPointF(60, 90)),
        (QEvent.Type.TouchEnd, QEventPoint.State.Released, QPointF(60, 90)),
    )
    for kind, state, place in touches:
        point = QEventPoint(0, state, place, card.pad.mapToGlobal(place))
        event = QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, [point])
        QApplication.sendEvent(card.pad, event)
    answered(qtbot, window)
    assert len(card.pad.sheet.state.strokes) == 1


@pytest.mark.slow
def test_the_eraser_takes_ink_away(qtbot: QtBot, window: MainWindow, card: DrawCard) -> None:
    mouse(card, *LINE)
    window.action("eraser").trigger()
    mouse(card, *LINE)
    assert window.session.drawing.image is None
    window.action("eraser").trigger()
    mouse(card, *LINE)
    assert window.session.drawing.image is not None


@pytest.mark.slow
def test_a_dropped_picture_opens_the_pad(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.session.drawing.image is not None)
    answered(qtbot, window)


def test_a_picture_is_pasted(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(picture(tmp_path))))
    window.action("paste_picture").trigger()
    answered(qtbot, window)
    assert window.session.drawing.image.max() == 255
    QGuiApplication.clipboard().setText("seven")
    window.action("paste_picture").trigger()
    assert window.stage.message.startswith("Drop one file, or paste one picture")


def test_a_file_that_is_no_picture_is_answered_in_place(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "seven.png").write_bytes(b"no picture")
    with qtbot.waitSignal(window.session.message) as caught:
        window.open_path(tmp_path / "seven.png")
    assert "seven.png" in caught.args[0]
    assert not window.session.drawing.open


@pytest.mark.slow
def test_a_fast_hand_makes_no_queue(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(window.session.live, "ask", lambda *call, **_: asked.append(call))
    window.session.drawing.start()
    for value in range(50):
        window.session.drawing.show(np.full((28, 28), value, np.uint8), None)
    assert len(asked) == 1
    window.session.guests._sent(None)
    assert len(asked) == 2
    assert asked[1][1].image[0, 0] == 49


@pytest.mark.slow
def test_the_trained_network_opens_and_is_tested(qtbot: QtBot, window: MainWindow) -> None:
    window.action("open_trained").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.test_accuracy is not None)
    assert "trained network" in window.stage.message
    assert window.session.snapshot.step == 0


@pytest.mark.slow
def test_the_card_has_a_name_and_a_tip_for_everything(window: MainWindow, card: DrawCard) -> None:
    for control in (card.pad, card.seen, card.bars, card.record, *card.findChildren(Button)):
        assert control.objectName()
        assert control.accessibleName(), control.objectName()
    for control in (card.pad, card.seen, card.record, *card.findChildren(Button)):
        assert control.toolTip(), control.objectName()


@pytest.mark.slow
def test_the_pad_draws_for_a_network_of_coloured_images(window: Any, qtbot: Any, tmp_path: Any) -> None:
    images = np.random.default_rng(0).integers(0, 255, (30, 16, 16, 3)).astype(np.uint8)
    np.savez(tmp_path / "colours.npz", images=images, labels=np.arange(30) % 3)
    window.session.open_data(tmp_path / "colours.npz")
    qtbot.waitUntil(lambda: window.session.snapshot.watched.images.shape[1:] == (3, 16, 16))
    window.action("start").trigger()
    window.grab()  # its pictures are in colour
    window.action("escape").trigger()
    drawing = window.session.drawing
    window.action("draw").trigger()
    card = window.panels.microscope.draw_card
    window.session.drawing.put(images[7].transpose(2, 0, 1))
    assert np.array_equal(drawing.image, images[7].transpose(2, 0, 1))
    qtbot.waitUntil(lambda: np.array_equal(window.session.snapshot.probe.image, drawing.image))
    card.pad.sheet.begin((140.0, 140.0))
    card.pad.sheet.end()
    card.pad.refresh()
    changed = (drawing.image != images[7].transpose(2, 0, 1)).any(axis=0)
    assert changed[7:9, 7:9].all()  # white ink over the picture
    assert not changed[:5].any()
    card.clear()
    card.pad.sheet.begin((60.0, 60.0))
    card.pad.sheet.extend((200.0, 220.0))
    card.pad.sheet.end()
    card.pad.refresh()
    assert drawing.image.shape == (3, 16, 16)
    assert np.array_equal(drawing.image[0], drawing.image[2])


@pytest.mark.slow
def test_a_drawing_made_for_other_images_is_fitted_when_the_pad_is_opened_again(
    qtbot: QtBot, window: MainWindow, card: DrawCard, tmp_path: Path
) -> None:
    session = window.session
    mouse(card, *LINE)
    answered(qtbot, window)
    QTest.mouseClick(card.bars, Qt.MouseButton.LeftButton, pos=card.bars.place(8).center().toPoint())
    session.drawing.stop()
    images = np.random.default_rng(0).integers(0, 255, (30, 16, 16, 3)).astype(np.uint8)
    np.savez(tmp_path / "colours.npz", images=images, labels=np.arange(30) % 3)
    session.open_data(tmp_path / "colours.npz")
    qtbot.waitUntil(lambda: session.snapshot.watched.images.shape[1:] == (3, 16, 16))
    heard: list[tuple[str, str]] = []
    session.message.connect(lambda *said: heard.append(said))
    window.action("draw").trigger()
    assert session.drawing.image.shape == (3, 16, 16)
    assert session.drawing.target is None
    answered(qtbot, window)
    assert [words for words, kind in heard if kind == "error"] == []


@pytest.mark.slow
def test_a_long_class_name_is_written_small_and_makes_no_card_wider(card: DrawCard) -> None:
    card.show()
    show_class(card._read, "7", READ)
    large, width = card._read.font().pixelSize(), card.minimumSizeHint().width()
    show_class(card._read, "a name of a class that is longer than its card is wide", READ)
    assert card._read.font().pixelSize() < large
    assert card.minimumSizeHint().width() == width
