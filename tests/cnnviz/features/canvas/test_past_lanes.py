"""Beneath a past step lie its gradients, the newest step, or what has changed since, number by number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel, hits, sentences
from cnnviz.features.canvas.scene import A, B
from cnnviz.session import Session
from cnnviz.widgets import theme
from core.training import TrainConfig


@pytest.fixture
def panel(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[CanvasPanel]:
    theme.load_fonts()
    session = Session(TrainConfig(batch_size=32, epochs=2, lr=0.02), lambda: digits)
    session.start()
    qtbot.waitUntil(lambda: session.ready and session.state == "paused")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1260, 788)
    made = CanvasPanel(session, window)
    made.resize(window.size())
    with qtbot.waitExposed(window):
        window.show()
    for step in range(1, 7):
        session.step_batch()
        qtbot.waitUntil(lambda n=step: session.snapshot is not None and session.snapshot.step == n)  # type: ignore[misc]
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    yield made
    assert session.close()


def beneath(panel: CanvasPanel, number: int) -> None:
    panel.toolbar.beneath.group.button(number).click()


@pytest.mark.slow
def test_the_choice_stands_in_the_scale_s_place(panel: CanvasPanel) -> None:
    assert panel.toolbar.beneath.isVisible()
    assert not panel.toolbar.scale.isVisible()
    assert panel.toolbar.source.text == "then: step 3 of 6"
    panel.session.time.live()
    assert not panel.toolbar.beneath.isVisible()
    assert panel.toolbar.scale.isVisible()
    assert panel.view.scene is not None
    assert panel.view.scene.past is None


def test_now_has_the_newest_numbers_at_the_same_limits(panel: CanvasPanel) -> None:
    beneath(panel, 1)
    scene, then, now = panel.view.scene, panel.session.time.shown, panel.session.snapshot
    assert scene is not None
    assert then is not None
    assert now is not None
    for name, array in now.probe.outputs.items():
        np.testing.assert_array_equal(scene.array(B, name), array)
        np.testing.assert_array_equal(scene.array(A, name), then.probe.outputs[name])
    np.testing.assert_array_equal(scene.array(B, "conv1.weight"), now.parameters["conv1.weight"])
    for (lane, ident), shade in panel.view.shades.items():
        other = panel.view.shades.get((B if lane == A else A, ident))
        if shade is not None and other is not None:
            assert shade.ends == other.ends
    assert [row.logit for row in panel.view.rows_now] == pytest.approx(now.probe.logits.tolist())
    assert f"now {now.probe.prediction}" in panel.toolbar.image.text
    assert f"then {then.probe.prediction}" in panel.toolbar.image.text


@pytest.mark.slow
def test_change_is_now_less_then(panel: CanvasPanel) -> None:
    beneath(panel, 2)
    scene, then, now = panel.view.scene, panel.session.time.shown, panel.session.snapshot
    assert scene is not None
    assert then is not None
    assert now is not None
    for name, array in now.probe.outputs.items():
        np.testing.assert_array_equal(scene.array(B, name), array - then.probe.outputs[name])
    change = now.parameters["fc5.weight"] - then.parameters["fc5.weight"]
    np.testing.assert_array_equal(scene.array(B, "fc5.weight"), change)
    np.testing.assert_array_equal(scene.logit_gradient, now.probe.logits - then.probe.logits)
    column = next(column for column in panel.view.layout_.columns if column.key == "conv1.weight")  # type: ignore[union-attr]
    hit = hits.Hit(hits.CELL, column, B, index=(0, 0, 1, 2))
    values = panel.view.value_at(hit), panel.view.value_at(hits.twin(hit, A))
    subject, sentence = sentences.explain(hit, *values, scene, panel.view.blocks)
    assert subject.startswith("conv1 weight [0, 0, 1, 2]: ")
    assert sentence.startswith("By so much it has changed since step 3")
    beneath(panel, 0)
    assert panel.view.scene is not None
    np.testing.assert_array_equal(panel.view.scene.array(B, "conv1.weight"), then.gradients["conv1.weight"])


def test_a_click_in_either_lane_records_the_batch_of_then(qtbot: QtBot, panel: CanvasPanel) -> None:
    beneath(panel, 2)
    column = next(column for column in panel.view.layout_.columns if column.key == "conv1.weight")  # type: ignore[union-attr]
    panel.view.cell_chosen.emit(hits.Hit(hits.CELL, column, B, index=(0, 0, 1, 2)))
    session = panel.session
    qtbot.waitUntil(lambda: session.trace is not None and session.selection is not None)
    assert session.trace is not None
    assert session.trace.step == 3
    assert session.selection is not None
    assert (session.selection.layer, session.selection.quantity) == ("conv1", "weight")
    assert panel.toolbar.source.text == "recorded at step 3, then"
    assert panel.toolbar.scale.isVisible()
