"""The sliding window moves the selection over a layer: by play, scrub and keys, forward and backward."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas.network_picture import LAYER
from cnnviz.features.canvas.scene import A, B
from cnnviz.features.canvas.slide import SPEEDS
from core.trace.recording import Cell


@pytest.fixture
def canvas(qtbot: QtBot, window):
    made = window.panels["CanvasPanel"]
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    window.resize(1280, 720)
    return made


@pytest.mark.slow
def test_the_key_goes_to_the_layer_and_plays_by_the_clock(qtbot: QtBot, window, canvas, monkeypatch) -> None:
    now = [10.0]
    monkeypatch.setattr("cnnviz.widgets.play_bar.time.monotonic", lambda: now[0])
    window.session.player.still = False
    canvas.view.zoom_layer("conv2")
    window.action("slide").trigger()
    assert canvas.view.level == LAYER
    assert canvas.slide.playing
    assert window.session.selection == ("conv2", "output", (0, 0, 0, 0))
    now[0] += 3 * SPEEDS[1] / 1000
    canvas.slide._tick()  # late: the positions in between are left out
    assert window.session.selection == ("conv2", "output", (0, 0, 0, 3))
    now[0] += 1000
    canvas.slide._tick()
    assert window.session.selection == ("conv2", "output", (0, 0, 9, 9))
    assert not canvas.slide.playing


@pytest.mark.slow
def test_without_a_recorded_batch_the_key_records_one_first(qtbot: QtBot, window, canvas) -> None:
    window.session.leave()
    canvas.view.zoom_layer("conv2")
    with qtbot.waitSignal(window.session.trace_changed):
        window.action("slide").trigger()
    assert window.session.selection == ("conv2", "output", (0, 0, 0, 0))
    assert window.stage.message.startswith(f"Step {window.session.trace.step} was made and recorded")


@pytest.mark.slow
def test_with_reduced_motion_the_key_steps(window, canvas) -> None:
    assert window.session.player.still
    canvas.view.zoom_layer("conv1")
    for position in range(3):
        window.action("slide").trigger()
        assert not canvas.slide.playing
        assert canvas.slide.position == position


@pytest.mark.slow
def test_scrubbing_moves_window_products_and_page(window, canvas) -> None:
    session, view = window.session, canvas.view
    view.zoom_layer("conv2")
    for way, lane, key in ((0, A, "relu1"), (1, B, "conv2"), (2, B, "relu1")):
        canvas.slide.way.group.button(way).click()
        canvas.slide.scrub.setValue(37)
        assert canvas.slide.position == 37
        assert session.selection is not None
        assert session.selection.quantity == ("output", "grad_input", "grad_output")[way]
        assert (lane, key) in {(window[0], window[1]) for window in view.windows}
        assert view.scene is not None
        assert view.scene.array(lane, "conv2/products") is not None
        assert session.trace is not None
        assert session.trace.stops[session.cursor].layer in ("conv2", "pool2")
        assert not window.grab().isNull()
    assert not window.panels["MicroscopePanel"].folded


@pytest.mark.slow
def test_a_slide_is_one_place_of_the_walk(window, canvas) -> None:
    session = window.session
    canvas.view.zoom_layer("conv2")
    first = session.trace.names[0]
    session.select(Cell(first, "output", (0, 0, 1, 1)))
    session.select(Cell("conv2", "output", (0, 0, 1, 1)))
    for position in range(20, 30):
        canvas.slide.go(position)
    session.turn(-1)
    assert session.selection == (first, "output", (0, 0, 1, 1))


@pytest.mark.slow
def test_every_kind_of_layer_can_be_gone_over(window, canvas) -> None:
    for name in ("pool1", "bn1", "relu1", "conv3", "flatten", "fc4", "fc5"):
        canvas.view.zoom_layer(name)
        for way in (0, 1):
            canvas.slide.way.group.button(way).click()
            canvas.slide.go(5)
            assert canvas.slide.position == 5
            assert window.session.selection.layer == name
        assert canvas.slide.way.group.button(2).isHidden() == (name != "conv3")


@pytest.mark.slow
def test_a_click_on_a_number_moves_the_slider(window, canvas) -> None:
    canvas.view.zoom_layer("conv2")
    window.session.select(Cell("conv2", "grad_input", (0, 3, 2, 5)))
    assert canvas.slide.quantity == 1
    assert canvas.slide.scrub.value() == 2 * 14 + 5
    window.session.leave()
    assert canvas.slide.isHidden()


@pytest.mark.slow
def test_a_narrow_window_opens_the_microscope_for_a_selected_number(window, canvas) -> None:
    microscope = window.panels["MicroscopePanel"]
    assert microscope.folded
    canvas.view.zoom_layer("conv2")
    window.session.select(Cell("conv2", "output", (0, 0, 3, 4)))
    assert not microscope.folded
    window.resize(1600, 1000)
    window.action("microscope").trigger()
    assert microscope.folded
    window.resize(1270, 720)
    assert not microscope.folded


def test_a_wish_to_slide_that_came_to_nothing_is_forgotten(qtbot: QtBot, window, canvas) -> None:
    session = window.session
    session.leave()
    window.action("slide").trigger()
    window.action("train").trigger()
    assert session.trace is None
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    assert session.cursor == 0
    assert session.selection is None
