"""An image of three channels: in colour above the sum of its gradients, or channel by channel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cnnviz.features.canvas import hits, scenes, sentences
from cnnviz.features.canvas.blocks import COLOUR, INPUT, CanvasBlock, LayerShape, blocks
from cnnviz.features.canvas.heads import chip_word
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.system import language

RNG = np.random.default_rng(0)


@pytest.fixture
def cut() -> tuple[CanvasBlock, ...]:
    layers = [
        LayerShape("conv1", "conv", (4, 16, 16), (4, 3, 3, 3)),
        LayerShape("relu1", "relu", (4, 16, 16)),
        LayerShape("fc2", "fc", (5,), (5, 1024)),
    ]
    return blocks((3, 16, 16), layers)


@pytest.fixture
def scene(cut: tuple[CanvasBlock, ...], scene_of: Any) -> Scene:
    made: Scene = scene_of(cut)
    image = RNG.random((3, 16, 16)).astype(np.float32)
    gradients = scenes._with_sum(made.gradients)
    return replace(made, outputs={**made.outputs, INPUT: image}, gradients=gradients)


@pytest.fixture
def view(qtbot: Any, cut: tuple[CanvasBlock, ...], scene: Scene) -> NetworkView:
    made = NetworkView()
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.set_network(cut)
    made.set_scene(scene)
    return made


def test_the_image_is_painted_in_its_own_colours(view: NetworkView, scene: Scene) -> None:
    assert view.layout_ is not None
    column = view.layout_.of_block(0)
    assert column.key == COLOUR
    shade = view.shades[A, column.ident]
    assert shade is not None
    for row, col in ((0, 0), (3, 14), (15, 7)):
        colour = shade.image.pixelColor(col, row)
        wanted = np.rint(scene.outputs[INPUT][:, row, col] * 255).astype(int).tolist()
        assert [colour.red(), colour.green(), colour.blue()] == wanted
    total = scene.gradients[INPUT].sum(axis=0)
    assert np.array_equal(scene.gradients[COLOUR][0], total)
    under = view.shades[B, column.ident]
    assert under is not None
    assert under.limits[0] >= np.abs(total).max()


def test_a_number_of_the_sum_is_one_of_three(view: NetworkView, scene: Scene) -> None:
    assert view.layout_ is not None
    column = view.layout_.of_block(0)
    hit = hits.Hit(hits.CELL, column, B, column.tiles[0], (0, 5, 9), column.locate((0, 5, 9)))
    values = scene.gradients[INPUT][:, 5, 9]
    subject, sentence = sentences.explain(hit, view.value_at(hit), None, scene, view.blocks)
    assert f"{float(values.sum()):+.3g}"[:5] in subject.replace("−", "-")
    assert "all grew by 1" in sentence
    found = view.of_channel(hit)
    assert (found.key, found.index) == (INPUT, (int(np.abs(values).argmax()), 5, 9))
    assert view.value_at(found) == float(values[found.index[0]])
    assert view.layout_.of_block(0).key == INPUT  # the three channels are shown now
    assert [chip.text for chip in view.layout_.of_block(0).head.chips] == ["channels", "colour"]
    subject, _ = sentences.explain(found, view.value_at(found), None, scene, view.blocks)
    assert subject.startswith(f"gradient of input channel {found.index[0]}, row 5 col 9: ")


def test_kernels_stand_beside_the_channels_that_they_are_for(view: NetworkView) -> None:
    view.zoom(1)
    assert view.layout_ is not None
    assert view.layout_.of_block(0).key == INPUT
    view.zoom(None)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    assert view.layout_.of_block(0).key == COLOUR


def test_a_grey_image_has_no_colour_to_show() -> None:
    assert [layer.name for layer in blocks((1, 8, 8), [])[0].shown] == [INPUT]
    assert [layer.name for layer in blocks((3, 8, 8), [])[0].shown] == [INPUT, COLOUR]


def test_the_chips_of_a_colour_image_speak_the_windows_language(
    cut: tuple[CanvasBlock, ...], qapp: QApplication
) -> None:
    assert [chip_word(layer) for layer in cut[0].shown][:2] == ["channels", "colour"]
    language.use("zh_CN", qapp)
    assert [chip_word(layer) for layer in cut[0].shown][:2] == ["通道", "彩色"]
    language.use("en", qapp)
