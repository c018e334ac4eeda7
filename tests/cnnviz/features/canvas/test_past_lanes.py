"""Beneath a past step lie its gradients, the newest step, or what has changed since, number by number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel, hits, sentences
from cnnviz.features.canvas.backdrop import bar_rect, qrect
from cnnviz.features.canvas.scene import A, B
from cnnviz.features.microscope.cards import legend_lines
from cnnviz.session import Session
from cnnviz.shell.explainer import ExplainerPanel
from core.trace.recording import Stop


@pytest.fixture
def panel(qtbot: QtBot, begun: Callable[..., Session], canvas: Callable[..., CanvasPanel]) -> CanvasPanel:
    session = begun(6)
    made = canvas(session, 1260, 788)
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    return made


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


def test_the_bars_of_now_have_the_colours_of_those_above(panel: CanvasPanel) -> None:
    view = panel.view

    def bars() -> dict[str, tuple[QImage, QImage]]:
        shown, layout = view.grab().toImage(), view.layout_
        assert layout is not None
        both = {}
        for column in layout.columns:
            if (A, column.ident) in view.kinds and column.bar.w:
                above, beneath = (bar_rect(column, down) for down in (0, layout.twin))
                both[column.ident] = shown.copy(qrect(above)), shown.copy(qrect(beneath))
        return both

    other = {key for key, (above, beneath) in bars().items() if above != beneath}
    assert "input" in other  # its gradient has a sign
    beneath(panel, 1)
    same = bars()
    assert same.keys() >= other
    assert all(above == beneath for above, beneath in same.values())


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
    session, told = panel.session, list[str]()
    session.message.connect(lambda words, _: told.append(words))
    panel.view.cell_chosen.emit(hits.Hit(hits.CELL, column, B, index=(0, 0, 1, 2)))
    qtbot.waitUntil(lambda: session.trace is not None and session.selection is not None)
    assert session.trace is not None
    assert session.trace.step == 3
    assert session.selection is not None
    assert (session.selection.layer, session.selection.quantity) == ("conv1", "weight")
    assert panel.toolbar.source.text == "recorded at step 3, then"
    assert told == ["The batch of step 3 was recorded again. In sight is image 1 of it."]
    assert panel.toolbar.scale.isVisible()


def test_what_lies_beneath_is_told_as_what_it_is(panel: CanvasPanel) -> None:
    session, told = panel.session, list[str]()

    def said(column: str, kind: str = hits.HEADING) -> str:
        scene, layout = panel.view.scene, panel.view.layout_
        assert scene is not None
        assert layout is not None
        here = next(each for each in layout.columns if each.key == column)
        return sentences.explain(hits.Hit(kind, here, A), None, None, scene, panel.view.blocks)[1]

    session.beneath_changed.connect(lambda: told.append(session.beneath))
    strip = ExplainerPanel(session, panel)
    assert "how the loss would change" in strip.text()
    for number, kind, words, of_map, of_weights in (
        (1, "now", "at step 3. Beneath it, in the same place: what it computes now, at step 6", "now", "now"),
        (2, "change", "by how much that has changed since, up to step 6", "changed since", "changed since"),
    ):
        beneath(panel, number)
        assert told.pop() == session.beneath == kind
        assert words in strip.text()
        assert of_map in said("relu1")
        assert of_weights in said("conv1.weight")
        for text in (strip.text(), said("relu1"), said("conv1.weight")):
            assert not any(each in text for each in ("gradient", "loss", "dL/d"))
    session.time.live()
    assert session.beneath == ""
    assert "how the loss would change" in strip.text()
    assert "dL/d" in said("relu1")
    assert "gradients" in said("conv1.weight")


def test_the_legend_tells_what_lies_beneath() -> None:
    gradients = legend_lines(None, "")
    assert legend_lines(Stop("forward", "conv1", 1, 13), "") == gradients
    update = legend_lines(Stop("update", "", 1, 1), "")
    for lines in (update, legend_lines(None, "now"), legend_lines(None, "change")):
        assert [sign for sign, _ in lines] == [sign for sign, _ in gradients]
        assert "gradient" not in dict(lines)["weights"]
