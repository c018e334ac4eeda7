"""The row of small maps: choosing a layer by mouse and by keyboard, and room for any number of them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from cnnviz.features.evaluate.layer_strip import LayerStrip
from cnnviz.features.evaluate.scatter import ScatterPoints

NAMES = ("input", "conv1", "relu1", "fc2")


@pytest.fixture
def strip(qtbot):
    made = LayerStrip("strip")
    qtbot.addWidget(made)
    made.resize(600, made.height())
    made.show_layers(NAMES)
    made.choose("conv1")
    made.show()
    return made


def points() -> ScatterPoints:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 50)
    return ScatterPoints(rng.standard_normal((50, 2)).astype(np.float32), labels, labels, ("a", "b"))


def test_a_click_chooses_a_layer(qtbot, strip):
    with qtbot.waitSignal(strip.chosen) as told:
        box = strip.boxes()["relu1"]
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert told.args == ["relu1"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_Right, "relu1"),
        (Qt.Key.Key_Left, "input"),
        (Qt.Key.Key_End, "fc2"),
        (Qt.Key.Key_Home, "input"),
    ],
)
def test_arrows_go_to_the_layers_beside(qtbot, strip, key, name):
    with qtbot.waitSignal(strip.chosen) as told:
        qtbot.keyClick(strip, key)
    assert told.args == [name]


def test_a_map_is_drawn_once_it_is_there(strip):
    before = strip.grab().toImage()
    assert not strip.has("relu1")
    strip.show_map("relu1", points(), "87 %")
    assert strip.has("relu1")
    assert strip.grab().toImage() != before
    strip.show_layers(NAMES)
    assert not strip.has("relu1")


def test_the_layer_under_the_mouse_is_told(qtbot, strip):
    with qtbot.waitSignal(strip.looked_at) as told:
        qtbot.mouseMove(strip, strip.boxes()["fc2"].center().toPoint())
    assert told.args == ["fc2"]
    strip.leaveEvent(None)


def test_of_many_layers_those_around_the_chosen_one_are_shown(strip):
    names = tuple(f"conv{number}" for number in range(40))
    strip.show_layers(names)
    for name in ("conv0", "conv20", "conv39"):
        strip.choose(name)
        boxes = strip.boxes()
        assert name in boxes
        assert all(box.left() >= 0 and box.right() <= 601 for box in boxes.values())
        strip.grab()


def test_an_arrow_leads_to_the_layers_that_dont_fit(qtbot, strip):
    assert not strip.arrows()
    strip.show_layers(tuple(f"conv{number}" for number in range(40)))
    strip.choose("conv20")
    (_, left, before), (_, right, after) = strip.arrows()
    shown = list(strip.boxes())
    assert (before, after) == (f"conv{int(shown[0][4:]) - 1}", f"conv{int(shown[-1][4:]) + 1}")
    for box, name in ((left, before), (right, after)):
        with qtbot.waitSignal(strip.chosen) as told:
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert told.args == [name]
