"""The tour: walked by keyboard and by mouse, at two sizes; whatever it did, leaving puts everything back."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas.shading import FROZEN, PER_LAYER
from cnnviz.session.lab import Lab
from cnnviz.shell import app
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.tour import begin, steps
from cnnviz.shell.tour.guide import Guide
from cnnviz.shell.tour.needs import HALF
from cnnviz.shell.tour.steps import STEPS
from cnnviz.shell.tour.tour_card import TourCard
from cnnviz.system import paths, settings
from core.experiments import read_runs
from core.trace.recording import Cell
from core.training import TrainConfig, load_checkpoint

IDS = [step.id for step in STEPS]


def ready(qtbot: QtBot, guide: Guide, step: str) -> None:
    """Waits until a step shows what it speaks of."""
    qtbot.waitUntil(lambda: guide.index >= 0 and guide.step.id == step and guide.ready)


def until(qtbot: QtBot, guide: Guide, step: str) -> None:
    """Goes on to a step, through all before it."""
    ready(qtbot, guide, guide.step.id)
    while guide.step.id != step:
        guide.forth()
        ready(qtbot, guide, guide.step.id)


def left(qtbot: QtBot, window: MainWindow, guide: Guide, step: int) -> None:
    """Leaves, and waits until the reader's run is back."""
    assert guide.leave()
    qtbot.waitUntil(lambda: window.session.snapshot.step == step and not guide.returning)


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(window.focusWidget() or window, key)


def button(window: MainWindow, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def words(window: MainWindow, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def parts(window: MainWindow) -> list[QWidget]:
    """What of the tour is in the window."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one for one in window.findChildren(QWidget) if one.objectName().startswith("tour_")]


def stepped(qtbot: QtBot, window: MainWindow, to: int) -> None:
    """A run of so many steps."""
    while window.session.snapshot.step < to:
        here = window.session.snapshot.step
        window.session.step_batch()
        qtbot.waitUntil(lambda here=here: window.session.snapshot.step > here)  # type: ignore[misc]


def test_the_tour_has_nine_to_twelve_steps_with_names_of_their_own() -> None:
    assert 9 <= len(STEPS) <= 12
    assert len(set(IDS)) == len(STEPS)
    assert all(step.text.count(".") + step.text.count("?") <= 5 for step in STEPS)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000)])
def test_the_whole_tour_by_keyboard(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, qtbot, Qt.Key.Key_F1)
    guide: Guide = window.panels["Tour"]
    stage = QRect(window.stage.mapTo(window, window.stage.rect().topLeft()), window.stage.size())
    for i, step in enumerate(STEPS):
        ready(qtbot, guide, step.id)
        assert words(window, "tour_place") == f"step {i + 1} of {len(STEPS)}"
        assert "{" not in words(window, "tour_text")
        assert stage.contains(guide.card.geometry())
        light = guide.light.places
        assert light == step.target(window)
        assert bool(light) == (step.target.__name__ != "nothing")
        assert all(window.rect().contains(place.adjusted(7, 7, -7, -7)) for place in light)
        if len(light) == 1 and light[0].height() < 400 and light[0].width() < 400:
            assert not guide.card.geometry().intersects(light[0])
        if i == 3:
            press(window, qtbot, Qt.Key.Key_Left)
            ready(qtbot, guide, IDS[2])
            press(window, qtbot, Qt.Key.Key_Right)
            ready(qtbot, guide, step.id)
        press(window, qtbot, Qt.Key.Key_Return if i % 2 else Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    assert guide.index == -1
    assert not parts(window)


@pytest.mark.slow
def test_a_question_is_answered_by_what_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    assert guide.card.answers[0].isHidden()
    guide.go(IDS.index("lower"))
    ready(qtbot, guide, "lower")
    assert window.session.snapshot.step == HALF
    scene = window.panels.canvas.view.scene
    assert scene.logit_gradient[scene.label] < 0  # what is told is so: blue
    for answer, beginning in ((0, "Look again."), (1, "Right.")):
        every = guide.card.findChildren(QAbstractButton)
        places = [each.mapTo(window, QPoint(0, 0)) for each in every]
        guide.card.answers[answer].click()
        told = window.findChild(QLabel, "tour_told")
        assert told.text().startswith(beginning)
        assert told.height() >= told.heightForWidth(told.width()) > 0
        guide._look()  # which puts the card in its place
        assert [each.mapTo(window, QPoint(0, 0)) for each in every] == places
    guide.go(IDS.index("kernel"))
    ready(qtbot, guide, "kernel")
    assert guide.card.answers[0].isHidden()
    until(qtbot, guide, "track")
    assert window.session.snapshot.step == HALF + 1  # a batch was recorded
    guide.back()
    ready(qtbot, guide, "lower")
    assert f"has learnt from {HALF + 1} batches" in words(window, "tour_text")
    guide.leave()
    qtbot.waitUntil(lambda: not guide.returning)


@pytest.mark.slow
def test_the_whole_tour_by_mouse(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    for step in STEPS:
        ready(qtbot, guide, step.id)
        qtbot.mouseClick(button(window, "tour_next"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    assert not parts(window)


@pytest.mark.slow
@pytest.mark.parametrize("steps", [["leaf", "train"], IDS])
def test_leaving_at_any_step_puts_everything_back(qtbot: QtBot, window: MainWindow, steps: list[str]) -> None:
    session = window.session
    window.resize(1280, 720)
    stepped(qtbot, window, 3)
    session.watch(4)
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    cell = Cell("conv2", "grad_input", (4, 1, 3, 3))
    session.select(cell)
    trace, cursor, folded = session.trace, session.cursor, window.panels["MicroscopePanel"].folded
    weights = {name: array.copy() for name, array in session.snapshot.parameters.items()}
    gradients = dict(session.snapshot.gradients)
    losses = session.history.column("loss").copy()
    loss = session.snapshot.train_loss
    view = window.panels["CanvasPanel"].view
    view.choice.pages["conv1"] = 1
    choice = deepcopy(view.choice)
    for step in steps:
        guide = begin(window)
        guide.go(IDS.index(step))
        ready(qtbot, guide, step)
        left(qtbot, window, guide, 4)
        assert not parts(window), step
        assert session.trace is trace, step
        assert (session.cursor, session.selection, session.watched) == (cursor, cell, 4), step
        assert session.state == "recorded", step
        assert window.panels["MicroscopePanel"].folded == folded, step
        assert session.snapshot.train_loss == loss, step
        assert view.choice == choice, step
        np.testing.assert_array_equal(session.history.column("loss"), losses)
        for name, array in session.snapshot.parameters.items():
            np.testing.assert_array_equal(array, weights[name])
        for name, array in session.snapshot.gradients.items():
            np.testing.assert_array_equal(array, gradients[name])
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 3)


@pytest.mark.slow
def test_escape_leaves_from_the_card_and_f1_from_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, place in (
        (Qt.Key.Key_Escape, "tour_card"),
        (Qt.Key.Key_Escape, "stage"),
        (Qt.Key.Key_F1, "tour_card"),
    ):
        guide = begin(window)
        ready(qtbot, guide, IDS[0])
        window.findChild(QWidget, place).setFocus(Qt.FocusReason.TabFocusReason)
        press(window, qtbot, key)
        assert guide.index == -1
        qtbot.waitUntil(lambda guide=guide: not guide.returning)


def test_what_goes_away_leaves_the_keyboard_to_the_canvas_after_a_tour_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    begin(window).leave()
    bar = window.panels.time_bar
    bar.show()
    bar.play.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.play.hasFocus()
    bar.hide()
    assert not bar.isAncestorOf(window.focusWidget())


@pytest.mark.slow
def test_it_can_be_left_before_it_has_begun(qtbot: QtBot, window: MainWindow) -> None:
    stepped(qtbot, window, 2)
    run = window.session.snapshot.run
    guide = begin(window)
    guide.leave()
    again = begin(window)
    ready(qtbot, again, IDS[0])
    left(qtbot, window, again, 2)
    assert window.session.snapshot.run > run
    assert list(window.session.history.steps) == [1, 2]


def test_the_tour_has_a_scale_of_its_own_and_the_readers_frozen_one_comes_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    canvas = window.panels.canvas
    scale = canvas.toolbar.scale
    scale.setCurrentIndex(scale.findData(FROZEN))
    scale.activated.emit(scale.currentIndex())
    frozen = canvas.view.shader
    assert frozen.limits.frozen
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    assert canvas.view.shader.mode == scale.currentData() == PER_LAYER
    assert not canvas.view.shader.limits.frozen
    left(qtbot, window, guide, 0)
    assert canvas.view.shader is frozen
    assert scale.currentData() == FROZEN


@pytest.mark.slow
def test_the_lab_and_the_tour_take_turns_and_the_readers_run_comes_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    stepped(qtbot, window, 2)
    session, lab = window.session, window.session.part(Lab)
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    window.action("lab").trigger()  # ends the tour
    qtbot.waitUntil(lambda: session.snapshot.step == 2 and not guide.returning)
    layer = session.snapshot.layers[-1]
    lab.begin(layer, lab.offers[layer][0].id)
    qtbot.waitUntil(lambda: lab.running)
    begin(window)  # ends the experiment, though it may be yet to begin
    ready(qtbot, guide, IDS[0])
    assert not lab.running
    left(qtbot, window, guide, 2)
    assert list(session.history.steps) == [1, 2]


@pytest.mark.slow
def test_left_and_begun_again_in_a_breath_it_loses_nothing(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    trace = window.session.trace
    guide = begin(window)
    until(qtbot, guide, IDS[1])
    guide.leave()
    begin(window)
    guide.leave()
    begin(window)
    ready(qtbot, guide, IDS[0])
    left(qtbot, window, guide, 1)
    assert window.session.trace is trace
    assert list(window.session.history.steps) == [1]
    assert window.session.state == "recorded"


@pytest.mark.slow
def test_training_under_way_goes_on_afterwards_from_where_it_was(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.train()
    qtbot.waitUntil(lambda: session.snapshot.step > 5)
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    step = guide.kept.step
    assert "comes back" in words(window, "tour_note")
    assert step > 5
    guide.leave()
    qtbot.waitUntil(lambda: session.training and session.snapshot.step > step)
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")
    steps = session.history.steps
    np.testing.assert_array_equal(steps, np.arange(1, len(steps) + 1))


@pytest.mark.slow
def test_left_before_it_has_begun_training_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.train()
    qtbot.waitUntil(lambda: session.snapshot.step > 5)
    guide = begin(window)
    guide.leave()
    begin(window)
    ready(qtbot, guide, IDS[0])
    qtbot.waitUntil(lambda: session.snapshot.test_accuracy is not None and session.state == "paused")
    step = guide.kept.step
    guide.leave()
    qtbot.waitUntil(lambda: session.training and session.snapshot.step > step)


@pytest.mark.slow
def test_its_network_can_be_kept(qtbot: QtBot, window: MainWindow) -> None:
    stepped(qtbot, window, 2)
    guide = begin(window)
    until(qtbot, guide, "end")
    assert button(window, "tour_next").text() == "Back to my run"
    assert button(window, "tour_next").toolTip() == "The network that the tour has trained is let go."
    run = window.session.snapshot.run
    qtbot.mouseClick(button(window, "tour_keep"), Qt.MouseButton.LeftButton)
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.state == "paused")
    assert window.session.snapshot.run == run
    assert window.session.config == TrainConfig()
    assert not window.session.run_before.resting
    assert not parts(window)
    window.session.turn_run(-1)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 2 and window.session.snapshot.run > run)
    qtbot.waitUntil(lambda: window.session.time.steps == range(3))
    qtbot.waitUntil(lambda: "brought back at step 2" in window.stage.message)
    assert "not kept" not in window.stage.message


@pytest.mark.slow
def test_what_goes_out_of_sight_is_brought_back(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    until(qtbot, guide, "number")
    window.session.leave()
    again = button(window, "tour_again")
    qtbot.waitUntil(again.isVisible)
    assert button(window, "tour_next").isEnabled()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    ready(qtbot, guide, "number")
    assert not again.isVisible()
    window.session.reset()
    qtbot.waitUntil(again.isVisible)
    guide.forth()
    ready(qtbot, guide, "leaf")
    left(qtbot, window, guide, 0)


@pytest.mark.slow
def test_begun_again_it_offers_to_go_on_where_it_was_left(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    until(qtbot, guide, "upper")
    left(qtbot, window, guide, 0)
    begin(window)
    ready(qtbot, guide, IDS[0])
    offered = button(window, "tour_resume")
    assert offered.text().strip() == "Go on at step 3, where you left it"
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    ready(qtbot, guide, "upper")
    assert not offered.isVisible()
    guide.go(0)
    ready(qtbot, guide, IDS[0])
    guide.forth()
    assert not offered.isVisible()
    left(qtbot, window, guide, 0)


@pytest.mark.slow
def test_a_step_whose_network_is_replaced_while_it_learns_can_be_gone_on_with(
    qtbot: QtBot, window: MainWindow
) -> None:
    guide = begin(window)
    until(qtbot, guide, "kernel")
    guide.forth()  # the next step's network learns from a few batches
    qtbot.waitUntil(lambda: "learns from a few batches" in words(window, "tour_note"))
    assert not guide.light.places  # what the step speaks of isn't there yet
    window.action("reset").trigger()
    qtbot.waitUntil(lambda: "not in sight any more" in words(window, "tour_note"))
    assert button(window, "tour_next").isEnabled()
    assert button(window, "tour_again").isVisible()
    guide.again()
    ready(qtbot, guide, "lower")
    left(qtbot, window, guide, 0)


@pytest.mark.every(3)
@pytest.mark.parametrize("size", [1.25, 1.0, 1.5])
def test_the_frame_is_round_what_is_spoken_of_in_every_size(window: MainWindow, size: float) -> None:
    view = window.panels.canvas.view
    view.magnify(size)
    QApplication.processEvents()
    column = view.layout_.gutter_of(1)
    (place,) = steps.kernels(window)
    words = column.head.detail_rect
    left, right = min(column.rect.x, words.x) - 3, max(column.rect.right, words.right) + 3
    corner = view.mapTo(window, QPoint(round((left - view.offset) * size), round(column.rect.y * size)))
    assert abs(place.x() - corner.x()) <= 1
    assert abs(place.width() - (right - left) * size) <= 2
    assert abs(place.y() - corner.y()) <= 1
    (lane,) = steps.lower(window)
    lowest = max(shown.bar.bottom for shown in view.layout_.columns) + view.layout_.twin
    assert lane.y() + lane.height() >= view.mapTo(window, QPoint(0, round(lowest * size))).y()
    for tile in column.tiles:
        middle = QPoint(round((tile.rect.x - view.offset) * size), round(tile.rect.y * size))
        assert place.contains(view.mapTo(window, middle))
        hit = view.hit_at(tile.rect.x - view.offset + 2, tile.rect.y + 2)
        assert hit is not None
        assert hit.column.key == column.key


@pytest.mark.slow
def test_the_pixel_is_one_that_the_number_is_made_of(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    until(qtbot, guide, "leaf")
    session = window.session
    number, leaf = guide.number(), guide.leaf()
    assert number is not None
    assert leaf == session.selection
    output = session.trace["conv1"].output[session.watched]
    assert session.trace.at(number) == output.max()
    image, _, row, column = leaf.index
    assert image == session.watched
    assert abs(row - number.index[2]) <= 2
    assert abs(column - number.index[3]) <= 2
    window_of = session.trace["conv1"].input[image, 0][
        max(0, number.index[2] - 2) : number.index[2] + 3, max(0, number.index[3] - 2) : number.index[3] + 3
    ]
    assert session.trace.at(leaf) == window_of.max()
    session.turn(-1)
    assert session.selection == number
    guide._look()
    assert not button(window, "tour_again").isVisible()  # any number may be looked at
    left(qtbot, window, guide, 0)


@pytest.mark.slow
def test_the_pad_has_the_readers_own_drawing_again(qtbot: QtBot, window: MainWindow) -> None:
    window.action("draw").trigger()
    pad = window.panels["MicroscopePanel"].draw_card.pad
    pad.sheet.begin((60, 60))
    pad.sheet.extend((200, 200))
    pad.sheet.end()
    pad.refresh()
    mine = window.session.drawing.image
    guide = begin(window)
    until(qtbot, guide, "draw")
    assert not np.array_equal(window.session.drawing.image, mine)
    session = window.session  # the strokes come one after the other, and so do the answers
    qtbot.waitUntil(lambda: np.array_equal(session.snapshot.probe.image, session.drawing.image))
    assert session.snapshot.probe.drawn
    assert session.snapshot.probe.prediction == 3
    left(qtbot, window, guide, 0)
    assert window.session.drawing.open
    assert len(pad.sheet.state.strokes) == 1
    np.testing.assert_array_equal(window.session.drawing.image, mine)


@pytest.mark.slow
def test_an_image_on_show_is_there_again(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    image, label = session.batch()[0][2].copy(), int(session.batch()[1][2])
    assert session.exhibit.show(image, label, "test image 2")
    shown = session.exhibit.shown
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    assert session.exhibit.shown is None
    left(qtbot, window, guide, 0)
    assert session.exhibit.shown is shown
    qtbot.waitUntil(lambda: session.snapshot.probe.guest is shown)


@pytest.mark.slow
def test_a_run_on_images_of_ones_own_waits_while_the_tour_is_on_mnist(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    mine = tmp_path / "mine.npz"
    images = rng.integers(0, 255, (80, 28, 28), dtype=np.uint8)
    np.savez(mine, images=images, labels=np.arange(80) % 3)
    with qtbot.waitSignal(window.session.config_changed):
        window.open_data(mine)
    qtbot.waitUntil(lambda: window.session.data_path == mine)
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    assert window.session.data_path is None
    assert len(window.session.engine.trainer.train) == 60_000
    left(qtbot, window, guide, 0)
    assert window.session.data_path == mine
    assert len(window.session.engine.trainer.train) < 100


@pytest.mark.slow
def test_with_motion_the_hand_draws_stroke_by_stroke_and_the_track_is_walked(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.remembered = replace(window.remembered, reduced_motion=False)
    guide = begin(window)
    until(qtbot, guide, "track")
    qtbot.waitUntil(lambda: window.session.cursor >= 2)
    session = window.session
    session.set_cursor(len(session.trace.stops) - 1)  # whoever takes the cursor has it
    until(qtbot, guide, "gradient")
    assert session.trace.stops[session.cursor].phase == "backward"  # at the update changes stand there
    guide.go(IDS.index("draw"))
    points = []
    pad = window.panels["MicroscopePanel"].draw_card.pad
    pad.changed.connect(lambda: points.append(len(pad.sheet.state.strokes)))
    ready(qtbot, guide, "draw")
    assert len(points) > 5
    left(qtbot, window, guide, 0)


@pytest.fixture
def own_window(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[MainWindow]:
    """A window that keeps its runs."""
    config = TrainConfig(batch_size=32, epochs=2, lr=0.02)
    _, made = app.create(["cnnviz"], config, lambda: digits)
    made.show()
    qtbot.waitUntil(lambda: made.session.ready)
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.slow
def test_closing_in_the_middle_keeps_the_readers_run(qtbot: QtBot, own_window: MainWindow) -> None:
    stepped(qtbot, own_window, 3)
    weights = {name: array.copy() for name, array in own_window.session.snapshot.parameters.items()}
    guide = begin(own_window)
    until(qtbot, guide, "track")
    own_window.close()
    kept = load_checkpoint(paths.state_folder() / "runs" / "run.safetensors")
    assert kept.step == 3
    assert kept.about["clean"] is True
    for name, array in weights.items():
        np.testing.assert_array_equal(kept.weights[name], array)
    rows = read_runs(paths.data_folder() / "runs")
    assert [record.step for _, record in rows] == [3]  # the tour's network is no run of theirs
    assert kept.about["row"] == rows[0][0].name


@pytest.mark.slow
def test_the_theme_can_change_on_the_way(qtbot: QtBot, window: MainWindow) -> None:
    guide = begin(window)
    ready(qtbot, guide, IDS[0])
    window.apply_theme("light")
    window.apply_theme("dark")
    assert guide.card.isVisible()
    left(qtbot, window, guide, 0)
    assert window.remembered == replace(settings.Settings(reduced_motion=True), theme="dark")


@pytest.mark.slow
def test_after_a_click_in_the_network_the_keys_are_still_the_tours(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    guide = begin(window)
    ready(qtbot, guide, "trained")
    view = window.panels.canvas.view
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        index = guide.index
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
        press(window, qtbot, key)
        assert guide.index == index + 1
        ready(qtbot, guide, IDS[guide.index])
    assert window.session.trace is None
    until(qtbot, guide, "track")  # whose words invite to use the arrows
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.session.set_cursor(3)
    press(window, qtbot, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.session.cursor == 4)
    press(window, qtbot, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.session.cursor == 3)
    assert guide.step.id == "track"
    assert button(window, "tour_next").toolTip().find("Right") < 0
    press(window, qtbot, Qt.Key.Key_Return)
    assert guide.step.id == "gradient"
    left(qtbot, window, guide, 0)


def test_the_card_stays_for_the_length_of_a_step_unless_it_covers_what_is_meant(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    card, room, target = TourCard(host), QRect(0, 0, 1280, 720), QRect(300, 340, 700, 40)
    card.show_step("One batch", "It is recorded.", "step 6 of 12", first=False)
    card.place([target], room)
    here = card.geometry()
    card.place([target], room, words=[here.adjusted(-20, 20, -20, -20)])  # which would be cut
    card.place([target.adjusted(0, 0, 80, 0)], room)
    assert card.geometry() == here
    card.place([here.adjusted(10, 10, -10, -10)], room)
    moved = card.geometry()
    assert not moved.intersects(here.adjusted(10, 10, -10, -10))
    card.place([target], QRect(0, 0, 1000, 700))  # the window has another size
    assert QRect(0, 0, 1000, 700).contains(card.geometry())
    card.move(0, 0)
    card.show_step("A kernel", "And its gradient.", "step 7 of 12", first=False)
    card.place([target], QRect(0, 0, 1000, 700))
    assert card.pos() != QPoint(0, 0)
