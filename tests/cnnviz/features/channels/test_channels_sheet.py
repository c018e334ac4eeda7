"""The sheet of channels: what it shows is what a survey finds; an image is changed until its answer turns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

import core
from cnnviz.features.channels import ChannelsSheet, about
from cnnviz.features.channels.about import AboutChannel, kernels_of
from cnnviz.features.channels.change_panel import FIRES, MATTERED
from cnnviz.features.channels.entries import ExcitingImages, entry, looks_at
from cnnviz.features.channels.looking import SourceImage, blocks, look
from core.data.dataset import Dataset, Preprocessing
from core.evaluation.pixels import AscentStep, PixelAscent, gradient_times_input, occlusion
from core.evaluation.survey import patches, survey
from core.trace.recording import Cell
from core.training import NetworkCopy

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window: Any, qtbot: Any) -> ChannelsSheet:
    """The sheet, open, its images read."""
    window.resize(1280, 720)
    for _ in range(4):
        window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 4)
    window.action("excite").trigger()
    made = window.panels["ChannelsSheet"]
    qtbot.waitUntil(lambda: made.found is not None and not made.running)
    return made


def ready(panel: ChannelsSheet) -> bool:
    change = panel.change
    return not change.background.running and change.step is not None and not change.runner.running


@pytest.mark.slow
def test_beneath_a_title_bar_at_1280_x_720_nothing_is_scrolled(
    window: Any, panel: ChannelsSheet, qtbot: Any
) -> None:
    bar = panel.scroller.verticalScrollBar()
    window.resize(1276, 690)
    for mode in panel.change.modes.group.buttons():
        mode.click()
        window.grab()
        qtbot.waitUntil(lambda: bar.maximum() == 0)
        assert panel.scroller.viewport().width() >= panel.page.width()


@pytest.mark.slow
def test_a_scroll_bar_covers_no_number(panel: ChannelsSheet) -> None:
    area = panel.findChild(QScrollArea, "excite_scroll")
    assert area is not None
    assert area.widget().minimumSizeHint().width() <= area.width() - 20  # a bar, and room for longer words


def test_what_is_shown_is_what_a_survey_finds(window: Any, panel: ChannelsSheet, digits: Any) -> None:
    trainer, test = window.session.engine.trainer, digits[1]
    expected = survey(trainer.network, trainer.preprocessing, test)
    found = panel.found
    assert found.layers.keys() == expected.keys()
    for name, layer in expected.items():
        assert np.array_equal(found.layers[name].highest.images, layer.highest.images)
        assert np.array_equal(found.layers[name].highest.values, layer.highest.values)
    assert "all 128 test images" in panel.subtitle.text()
    assert "network at step 4" in panel.subtitle.text()
    name, channel = "relu2", 5
    panel.choose(name, channel)
    ranking, field = expected[name].highest, found.fields[name]
    assert field.size == (16, 16)
    assert panel.entries.count() == 16
    index, place = int(ranking.images[channel, 0]), int(ranking.places[channel, 0])
    row, column = divmod(place, expected[name].shape[2])
    corner = (field.offset[0] + row * field.stride[0], field.offset[1] + column * field.stride[1])
    cut = patches(test.images, np.array([index]), np.array([corner]), (16, 16))[0]
    assert np.array_equal(panel.entries._patches[0], cut)
    assert f"test image {index}" in panel.entries.tip(0)
    assert f"row {row}, column {column}" in panel.entries.tip(0)
    weight = trainer.network.named_parameters()["conv2.weight"].data[channel]
    assert np.array_equal(panel.about.kernels, weight)
    assert panel.heading.text().startswith("relu2 channel 5: the 16 images with the highest value")


@pytest.mark.parametrize(("count", "wide"), [(1, about.MEAN), (6, 3 * about.TILE + 2 * about.GAP)])
def test_the_colour_bar_is_as_wide_as_the_kernels_above_it(qtbot: Any, count: int, wide: float) -> None:
    drawn: list[QRectF] = []

    class Drawing(QPainter):
        def drawImage(self, place: Any, image: Any) -> None:
            drawn.append(QRectF(place))
            super().drawImage(place, image)

    card = AboutChannel("about")
    qtbot.addWidget(card)
    card.kernels, card.kernel_count = np.ones((count, 5, 5), np.float32), count
    canvas = QImage(500, 220, QImage.Format.Format_RGB32)
    painter = Drawing(canvas)
    card._kernels(painter)
    painter.end()
    *kernels, bar = drawn
    assert len(kernels) == count
    assert bar.left() == min(kernel.left() for kernel in kernels)
    assert bar.right() == max(kernel.right() for kernel in kernels)
    assert bar.width() == wide


@pytest.mark.slow
def test_a_past_step_is_surveyed_as_it_was(window: Any, panel: ChannelsSheet, qtbot: Any) -> None:
    session, live = window.session, panel.found
    session.time.go(2)
    qtbot.waitUntil(lambda: session.time.exact)
    assert panel.subtitle.text().endswith("in sight is step 2, then")
    panel.look_again()
    qtbot.waitUntil(lambda: panel.found is not live and not panel.running)
    past = session.time.shown.parameters["conv1.weight"]
    assert np.array_equal(panel.found.copy.network().named_parameters()["conv1.weight"].data, past)
    assert "network at step 2" in panel.subtitle.text()
    assert panel.subtitle.text().endswith(", then")


@pytest.mark.slow
def test_the_keys_go_from_channel_to_channel_and_from_layer_to_layer(panel: ChannelsSheet) -> None:
    panel.choose("relu2", 3)
    panel.means.setFocus()
    QTest.keyClick(panel.means, Qt.Key.Key_Right)
    assert (panel.layer, panel.channel) == ("relu2", 4)
    QTest.keyClick(panel.means, Qt.Key.Key_Up)
    assert panel.layer == "bn2"
    QTest.keyClick(panel.means, Qt.Key.Key_Left)
    assert panel.channel == 3
    panel.choose("conv3", 0)
    QTest.keyClick(panel.means, Qt.Key.Key_PageDown)
    assert panel.channel == 16
    assert panel.page_words.text() == "16-31 of 120"
    QTest.keyClick(panel.means, Qt.Key.Key_7)
    assert panel.change.aim == 7
    QTest.mouseClick(panel.means, LEFT, pos=panel.means.place(2).center().toPoint())
    assert panel.channel == 18
    panel.choose("fc5", 99)
    assert panel.channel == 9


@pytest.mark.slow
def test_the_selected_cells_channel_is_opened(window: Any, panel: ChannelsSheet, qtbot: Any) -> None:
    window.action("excite").trigger()
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.session.select(Cell("conv2", "output", (0, 11, 3, 3)))
    inspector = window.panels["MicroscopePanel"].inspector
    assert inspector.excite.text().startswith("What excites channel 11?")
    inspector.excite.click()
    qtbot.waitUntil(lambda: not panel.running)
    assert (panel.layer, panel.channel) == ("conv2", 11)
    assert panel.found.copy.step == 5


@pytest.mark.slow
def test_where_no_copy_can_be_made_it_says_so_and_waits_no_longer(
    window: Any, panel: ChannelsSheet, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible() -> None:
        raise ValueError("no copy can be made")

    monkeypatch.setattr(window.session, "network_copy", impossible)
    panel.look_again()
    assert panel.running
    qtbot.waitUntil(lambda: not panel.running)
    assert panel.subtitle.text() == "× no copy can be made"
    assert panel.again_button.isEnabled()


@pytest.mark.slow
def test_older_findings_say_so_and_stay_until_newer_ones_come(
    window: Any, panel: ChannelsSheet, qtbot: Any
) -> None:
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 5)
    assert "the network is at step 5 now" in panel.subtitle.text()
    assert panel.again_button.property("kind") == "primary"
    before = panel.found
    panel.look_again()
    assert panel.found is before
    panel.background.cancel()
    assert not panel.running
    QTest.mouseClick(panel.again_button, LEFT)
    qtbot.waitUntil(lambda: panel.found is not before)
    assert "network at step 5" in panel.subtitle.text()


@pytest.mark.slow
def test_rankings_and_silent_channels(window: Any, panel: ChannelsSheet, qtbot: Any) -> None:
    network = window.session.engine.trainer.network
    window.session.ask(network.named_parameters()["bn2.bias"].data.__setitem__, 3, -1e6)
    panel.look_again()
    before = panel.found
    qtbot.waitUntil(lambda: panel.found is not before)
    panel.choose("relu2", 3)
    assert "silent on all 128 images" in panel.silent.text()
    assert panel.silent.isVisible()
    assert 3 in panel.means.silent
    panel.choose("fc5", 2)
    assert not panel.silent.isVisible()
    panel.rankings.group.button(1).click()
    lowest = panel.found.layers["fc5"].lowest
    assert panel.entries.ranking is lowest
    assert "lowest" in panel.heading.text()
    panel.rankings.group.button(2).click()
    assert panel.entries.ranking is panel.found.layers["fc5"].near_zero
    assert not panel.entries.grab().isNull()


@pytest.mark.slow
def test_an_entry_opens_on_the_canvas_with_its_cell(window: Any, panel: ChannelsSheet, qtbot: Any) -> None:
    panel.choose("relu1", 2)
    ranking = panel.found.layers["relu1"].highest
    index, place = int(ranking.images[2, 1]), int(ranking.places[2, 1])
    QTest.mouseClick(panel.entries, LEFT, pos=panel.entries.place(1).center().toPoint())
    assert window.stage.sheet is None
    qtbot.waitUntil(lambda: window.session.selection is not None)
    row, column = divmod(place, panel.found.layers["relu1"].shape[2])
    assert window.session.selection == Cell("relu1", "output", (0, 2, row, column))
    assert window.session.recorded.guest.name == f"test image {index}"
    assert window.session.trace.at(window.session.selection) == pytest.approx(
        float(ranking.values[2, 1]), rel=1e-4
    )


@pytest.mark.slow
def test_an_image_is_changed_until_its_answer_turns_and_put_on_the_pad(
    window: Any, panel: ChannelsSheet, qtbot: Any
) -> None:
    change, trainer = panel.change, window.session.engine.trainer
    kept = {name: array.tobytes() for name, array in trainer.network.state_dict().items()}
    qtbot.waitUntil(lambda: ready(panel))
    read = int(change.step.probabilities.argmax())
    change.choose_aim((read + 3) % 10)
    qtbot.waitUntil(lambda: ready(panel))
    change.bound.setValue(100)
    qtbot.waitUntil(lambda: ready(panel))
    QTest.mouseClick(change.go, LEFT)
    qtbot.waitUntil(lambda: ready(panel) and change.step.number > 0)
    step = change.step
    assert step.reached
    assert int(step.probabilities.argmax()) == (read + 3) % 10
    assert step.size <= 10
    assert "looks like noise" in change.said.text()
    assert change.steps.text() == f"{step.number} steps"
    assert kept == {name: array.tobytes() for name, array in trainer.network.state_dict().items()}
    change.copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 28
    made = change.changed_image()
    change.pad.click()
    assert window.stage.sheet is None
    assert window.session.drawing.open
    assert np.abs(window.session.drawing.image.astype(int) - made).max() <= 1


@pytest.mark.slow
def test_a_bound_that_is_too_tight_says_so_and_undo_goes_back(
    window: Any, panel: ChannelsSheet, qtbot: Any
) -> None:
    change = panel.change
    qtbot.waitUntil(lambda: ready(panel))
    change.choose_aim((int(change.step.probabilities.argmax()) + 5) % 10)
    qtbot.waitUntil(lambda: ready(panel))
    change.bound.setValue(2)
    qtbot.waitUntil(lambda: ready(panel))
    change.toggle()
    qtbot.waitUntil(lambda: ready(panel) and change._why != "")
    assert change.said.text() == "Not within 0.2: allow more, or choose another class."
    assert change.step.size <= 0.2 + 1e-9
    change.bound.setFocus()
    QTest.keyClick(change.bound, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ready(panel) and change.step.number == 0)
    assert not change.undo.isEnabled()
    assert change.step.size == 0


@pytest.mark.slow
def test_until_the_channel_fires(window: Any, panel: ChannelsSheet, qtbot: Any) -> None:
    change = panel.change
    panel.choose("relu2", 1)
    change.modes.group.button(FIRES).click()
    qtbot.waitUntil(lambda: ready(panel))
    first = change.step.value
    change.bound.setValue(60)
    qtbot.waitUntil(lambda: ready(panel))
    change.toggle()
    qtbot.waitUntil(lambda: ready(panel) and change._why != "")
    assert change.step.value > first
    assert "relu2 channel 1" in change.said.text()


@pytest.mark.slow
def test_once_it_is_read_as_that_start_asks_the_network_of_now(
    window: Any, panel: ChannelsSheet, qtbot: Any
) -> None:
    change, session = panel.change, window.session
    window.resize(1276, 690)
    qtbot.waitUntil(lambda: ready(panel))
    change.choose_aim((int(change.step.probabilities.argmax()) + 3) % 10)
    qtbot.waitUntil(lambda: ready(panel))
    change.bound.setValue(100)
    qtbot.waitUntil(lambda: ready(panel))
    change.toggle()
    qtbot.waitUntil(lambda: ready(panel) and change.step.reached)
    window.grab()
    assert panel.scroller.verticalScrollBar().maximum() == 0
    for step in (5, 6):
        session.step_batch()
        qtbot.waitUntil(lambda: session.snapshot.step == step)  # noqa: B023
        assert change.when.text() == f"network at step 4; the network is at step {step} now"
    panel.look_again()
    qtbot.waitUntil(lambda: not panel.running and panel.found.copy.step == 6)
    qtbot.waitUntil(lambda: ready(panel) and change.step.number == 0)
    assert change.when.text() == "network at step 6"
    change.toggle()
    qtbot.waitUntil(lambda: ready(panel) and change.step.reached)
    made = change.step
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 7)
    change.go.click()
    qtbot.waitUntil(lambda: ready(panel) and change.step is not made and change.step.reached)
    assert change.when.text() == "network at step 7"


@pytest.mark.slow
def test_stopping_keeps_what_was_changed(panel: ChannelsSheet, qtbot: Any) -> None:
    change = panel.change
    qtbot.waitUntil(lambda: ready(panel))
    change.choose_aim((int(change.step.probabilities.argmax()) + 1) % 10)
    qtbot.waitUntil(lambda: ready(panel))
    change.toggle()
    qtbot.waitUntil(lambda: change.step.number >= 1)
    change.toggle()
    assert not change.runner.running
    assert change.go.text().strip() == "Start"
    assert change.step.number >= 1


@pytest.mark.slow
def test_a_late_answer_of_a_stopped_search_is_not_the_next_ones(
    panel: ChannelsSheet, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = panel.change
    qtbot.waitUntil(lambda: ready(panel))
    old, probability = change.runner.ascent, change.step.value
    panel.choose("relu2", 1)
    change.modes.group.button(FIRES).click()
    assert (change.step, change.first) == (None, None)  # nothing stands there as the channel's
    change.bound.setValue(100)  # while the network is asked for
    late = old.look()
    look = PixelAscent.look

    def stopped_one_first(ascent: PixelAscent) -> AscentStep:
        change.runner._latest = old, late  # its thread was still in its last step
        return look(ascent)

    monkeypatch.setattr(PixelAscent, "look", stopped_one_first)
    qtbot.waitUntil(lambda: ready(panel))
    change.runner._tell(0.0)
    assert change.first is change.step
    assert change.first.value != probability
    assert change.first.value == look(change.runner.ascent).value


@pytest.mark.slow
def test_what_mattered_is_computed(window: Any, panel: ChannelsSheet, qtbot: Any, digits: Any) -> None:
    change, trainer, test = panel.change, window.session.engine.trainer, digits[1]
    change.take(SourceImage(test.images[3], int(test.labels[3]), "test image 3"))
    change.modes.group.button(MATTERED).click()
    change.choose_aim(4)
    qtbot.waitUntil(lambda: change.maps is not None and change.maps.occlusion.label == 4)
    x = trainer.preprocessing(test.images[3:4])
    expected = occlusion(trainer.network, x, 4, 5, 1, trainer.preprocessing.shift)
    np.testing.assert_allclose(change.maps.occlusion.map, expected.map, atol=1e-6)
    shares = gradient_times_input(trainer.network, x, 4, trainer.preprocessing.shift)
    np.testing.assert_allclose(change.maps.shares, shares.sum(axis=0), rtol=1e-4, atol=1e-6)
    assert "can't tell" in change.said.text()
    assert not change.go.isVisible()


@pytest.mark.slow
def test_an_entry_is_taken_to_be_changed(panel: ChannelsSheet, qtbot: Any) -> None:
    panel.choose("relu2", 0)
    panel.entries.setFocus()
    panel.entries.at = 2
    QTest.keyClick(panel.entries, Qt.Key.Key_C)
    index = int(panel.found.layers["relu2"].highest.images[0, 2])
    assert panel.change.source.name == f"test image {index}"
    qtbot.waitUntil(lambda: ready(panel))
    start = panel.change.step.image
    assert np.array_equal(np.rint(start[0] * 255), panel.found.copy.test.images[index])


MLP = [
    {"name": "flatten", "type": "Flatten"},
    {"name": "fc1", "type": "Linear", "in_features": 64, "out_features": 20},
    {"name": "sigmoid1", "type": "Sigmoid"},
    {"name": "fc2", "type": "Linear", "in_features": 20, "out_features": 3},
]
COLOUR = [
    {"name": "bn0", "type": "BatchNorm2d", "num_features": 3},
    {"name": "conv1", "type": "Conv2d", "in_channels": 3, "out_channels": 4, "kernel_size": 3, "padding": 1},
    {"name": "relu1", "type": "ReLU"},
    {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
    {"name": "flatten", "type": "Flatten"},
    {"name": "relu2", "type": "ReLU"},
    {"name": "fc2", "type": "Linear", "in_features": 64, "out_features": 3},
]


def copy_of(layers: list[dict[str, Any]], shape: tuple[int, ...], count: int = 40) -> NetworkCopy:
    rng = np.random.default_rng(0)
    network = core.Sequential.from_spec({"layers": layers}, rng=rng)
    images = rng.integers(0, 256, (count, *shape)).astype(np.uint8)
    data = Dataset(images, (np.arange(count) % 3).astype(np.uint8), "noise", ("ant", "bee", "cat"))
    return NetworkCopy(network.spec(), network.state_dict(), Preprocessing(), 7, 1, data, data)


def test_blocks_begin_at_layers_with_weights() -> None:
    cut = blocks(copy_of(COLOUR, (3, 8, 8)))
    assert [(each.name, each.layers) for each in cut] == [
        ("bn0", ("bn0",)),
        ("conv1", ("conv1", "relu1", "pool1", "relu2")),
        ("fc2", ("fc2",)),
    ]
    assert [each.name for each in blocks(copy_of(MLP, (8, 8)))] == ["fc1", "fc2"]


def test_units_of_an_mlp_look_at_the_whole_image(qtbot: Any) -> None:
    found = look(copy_of(MLP, (8, 8)), lambda _: None)
    assert found.patch_size("fc1") == (8, 8)
    ranking = found.layers["fc1"].highest
    cut = found.patches("fc1", 4, ranking)
    assert np.array_equal(cut, found.copy.test.images[ranking.images[4]])
    assert np.abs(found.means["fc1"][4] - cut.mean(axis=0)).max() <= 0.5
    kernels, count = kernels_of(found, "fc1", 4)
    assert count == 1
    assert np.array_equal(kernels[0], found.copy.state["fc1.weight"][4].reshape(8, 8))
    assert "whole image" in looks_at(found, "fc1")
    assert "whole image" in entry(found, "fc1", 4, ranking, 0)
    _shown(qtbot, found, "fc1", "fc1", 4)


def test_colour_images_give_patches_in_colour(qtbot: Any) -> None:
    found = look(copy_of(COLOUR, (3, 8, 8)), lambda _: None)
    assert found.means["conv1"].shape == (4, 3, 3, 3)
    assert found.patch_size("pool1") == (4, 4)
    kernels, count = kernels_of(found, "conv1", 2)
    assert count == 3
    assert np.array_equal(kernels, found.copy.state["conv1.weight"][2])
    assert kernels_of(found, "bn0", 1) == (pytest.approx(np.empty((0, 1, 1))), 0)
    _shown(qtbot, found, "conv1", "pool1", 1)


def test_each_unit_of_a_flattened_map_looks_at_its_own_place() -> None:
    found = look(copy_of(COLOUR, (3, 8, 8)), lambda _: None)
    assert found.box("relu2", 0, 0) == (0, 0, 3, 3)
    assert found.box("relu2", 15, 0) == (5, 5, 8, 8)
    assert found.box("relu2", 31, 0) == found.box("relu2", 15, 0)


def test_with_few_images_there_are_as_many_entries(qtbot: Any) -> None:
    found = look(copy_of(MLP, (8, 8), count=5), lambda _: None)
    view = _shown(qtbot, found, "fc1", "sigmoid1", 0)
    assert view.count() == 5


def test_progress_reaches_the_end() -> None:
    told: list[float] = []
    look(copy_of(MLP, (8, 8)), told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


def _shown(qtbot: Any, found: Any, block: str, layer: str, channel: int) -> ExcitingImages:
    """Both views painted, so that no size and no shape is too much for them."""
    about, entries = AboutChannel("about"), ExcitingImages("entries")
    for view in (about, entries):
        qtbot.addWidget(view)
        view.resize(704, 420)
    about.show_channel(found, block, layer, channel)
    entries.show_channel(found, layer, channel, found.layers[layer].highest)
    assert not about.grab().isNull()
    assert not entries.grab().isNull()
    assert about.sentence()
    return entries
