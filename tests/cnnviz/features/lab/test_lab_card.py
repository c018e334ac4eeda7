"""The lab: a mistake beside its right twin, one that is to be found, and the own run whole afterwards."""

from __future__ import annotations

import math
import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cnnviz.features.canvas import sentences
from cnnviz.features.canvas.scene import A
from cnnviz.features.canvas.shading import SIGNED, WARM
from cnnviz.features.lab.lab_card import KEY, GradientBars, LabCard
from cnnviz.session.lab import Lab
from core.trace.explain import explain
from core.training import TrainConfig
from core.training.acts import SetValue
from core.training.twins import AS_RIGHT, verdict

LEFT = Qt.MouseButton.LeftButton


def weights(window: Any) -> dict[str, bytes]:
    network = window.session.engine.trainer.network
    return {name: array.tobytes() for name, array in network.state_dict().items()}


@pytest.fixture
def lab(window: Any, qtbot: Any) -> Lab:
    """The lab, open, over a run of three steps."""
    window.resize(1280, 720)
    for _ in range(3):
        window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 3)
    window.action("lab").trigger()
    made: Lab = window.session.part(Lab)
    assert made.open
    return made


@pytest.fixture
def card(window: Any, lab: Lab) -> LabCard:
    made = window.panels.microscope.findChild(LabCard, "lab_card")
    assert made.isVisible()
    return made


def choose(card: LabCard, kind: str, key: str) -> str:
    """Choose a mistake in the last layer of a kind; the layer's name."""
    spec = card.lab.spec["layers"]
    layer = [item["name"] for item in spec if item["type"] == kind][-1]
    card.layers.setCurrentIndex(card.layers.findData(layer))
    rows = [i for i in range(card.mistakes.count()) if card.mistakes.item(i).data(KEY) == key]
    card.mistakes.setCurrentRow(rows[0])
    return str(layer)


@pytest.mark.slow
def test_no_layer_is_trusted_to_have_no_negative_number_while_a_mistake_may_be_in_it(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    view = window.panels.canvas.view

    def kinds() -> set[str]:
        found = {c.ident for c in view.layout_.columns if c.layer.kind == "relu" and not c.gutter}
        return {view.kinds[A, ident] for ident in found}

    assert kinds() == {WARM}
    broken(card, qtbot, "Conv2d", "conv.db-mean", 1)  # it is not the layer's own that counts
    qtbot.waitUntil(lambda: kinds() == {SIGNED})
    window.action("lab").trigger()
    qtbot.waitUntil(lambda: kinds() == {WARM})


def test_the_button_stays_where_it_is_whatever_is_told_of_a_mistake(card: LabCard, qtbot: Any) -> None:
    places, heights = set(), set()
    for row in range(0, card.mistakes.count(), 5):
        card.mistakes.setCurrentRow(row)
        qtbot.waitUntil(lambda: card.height() == card.layout().totalHeightForWidth(card.width()))
        card.layout().activate()
        places.add(card.act.geometry().getRect())
        heights.add(card.lesson.height())
    assert len(places) == 1
    assert len(heights) > 1


def broken(card: LabCard, qtbot: Any, kind: str, key: str, steps: int = 2) -> str:
    layer = choose(card, kind, key)
    QTest.mouseClick(card.act, LEFT)
    qtbot.waitUntil(lambda: card.lab.key == key)
    for _ in range(steps):
        card.session.step_batch()
    found = lambda: card.lab.found is not None and card.lab.found.step == steps  # noqa: E731
    qtbot.waitUntil(lambda: found() and len(card.lab.twin_losses) == steps)
    return layer


@pytest.mark.slow
def test_a_layer_is_broken_beside_its_twin_and_the_own_run_comes_back(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session, lab = window.session, card.lab
    before, steps, losses = weights(window), session.snapshot.step, session.history.column("loss").tolist()
    layer = broken(card, qtbot, "Linear", "linear.dx-sign")
    first = session.history.column("loss")[0]
    assert first == pytest.approx(lab.twin_losses[0], rel=1e-6)  # its forward pass is right
    assert lab.found is not None
    assert lab.found.cosines[layer] == pytest.approx(1, abs=1e-6)
    first = next(iter(lab.found.cosines.values()))
    assert first == pytest.approx(-1, abs=1e-4)  # the sign is all that is wrong
    assert "against it" in card.bars.words(next(iter(lab.found.cosines)))
    assert "Misled:" in card.words()
    assert window.panels.canvas.view.broken == layer  # framed on the canvas
    assert lab.found.looked == 2
    assert card.over.text() == "loss, 2 steps"
    assert all(0 <= share <= 1 for share in lab.found.read)
    assert card._cells[0].text() == f"{100 * lab.found.read[0]:.1f} %"
    for name, values in (("loss", lab.twin_losses), ("accuracy", lab.twin_accuracies)):
        (line,) = window.panels.curves.plots[name].curves.others
        assert (line.name, line.role) == ("twin, right", "right")
        assert line.columns.values[:, 0].tolist() == values
    assert session.run_before.resting
    told: list[bool] = []
    session.run_before.changed.connect(lambda: told.append(session.run_before.resting))
    window.action("lab").trigger()
    qtbot.waitUntil(lambda: not lab.running and session.snapshot.step == steps)
    qtbot.waitUntil(lambda: not session.run_before.resting)
    assert told == [False]  # the way back to the runs before is open again
    assert weights(window) == before
    assert session.history.column("loss").tolist() == losses
    assert not window.panels.curves.plots["loss"].curves.others
    assert not card.isVisible()
    assert not window.panels.canvas.view.broken


@pytest.mark.slow
def test_put_right_it_goes_on_from_where_it_is(window: Any, card: LabCard, qtbot: Any) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign")
    at = weights(window)
    QTest.mouseClick(card.mend, LEFT)
    qtbot.waitUntil(lambda: card.lab.mended)
    qtbot.waitUntil(lambda: card.lab.found is not None and card.lab.found.verdict.steps == 0)
    assert card.over.text() == "loss, 0 steps"  # of those since
    assert "too early to say" in card.words()
    assert weights(window) == at
    assert window.session.snapshot.step == 2
    trainer = window.session.engine.trainer
    assert not any("mistake" in item for item in trainer.network.spec()["layers"])
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 3)
    assert "right again" in card.words()


@pytest.mark.slow
def test_proof_opens_a_number_that_its_page_tells_otherwise(window: Any, card: LabCard, qtbot: Any) -> None:
    layer = broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    window.session.watch(9)
    QTest.mouseClick(card.prove, LEFT)
    qtbot.waitUntil(lambda: window.session.selection is not None)
    cell = window.session.selection
    assert cell.index[0] == window.session.watched != 9
    assert f"In sight is image {cell.index[0] + 1} of its batch." in window.stage.message
    assert (cell.layer, cell.quantity) == (layer, "grad_input")
    told = explain(window.session.trace, cell)
    assert told.total == pytest.approx(-told.value, rel=1e-3)
    view = window.panels.canvas.view
    for value in (0.0, told.value):  # says nothing of what the loss would do
        _, said = sentences.explain(view.selected_hit(), value, 1.0, view.scene, view.blocks)
        assert "may be wrong" in said
        assert "loss" not in said


@pytest.mark.slow
def test_where_a_mistake_changes_no_number_the_proof_says_so(window: Any, card: LabCard, qtbot: Any) -> None:
    broken(card, qtbot, "MaxPool2d", "pool.pad-zero", 1)
    QTest.mouseClick(card.prove, LEFT)
    qtbot.waitUntil(lambda: "no number of step 2" in window.stage.message)
    assert window.session.selection is None


@pytest.mark.slow
def test_a_hidden_mistake_is_guessed_and_told(
    window: Any, card: LabCard, lab: Lab, qtbot: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cnnviz.session.lab.HIDDEN_STEPS", 2)
    QTest.mouseClick(card.ways.group.button(1), LEFT)
    assert card.act.text() == "Hide one"
    lab.hide(5)
    qtbot.waitUntil(lambda: lab.hidden and window.session.snapshot.step == 2)
    assert not card.figures.isVisible()
    assert card.prove.text().strip() == "Record"
    QTest.mouseClick(card.prove, LEFT)
    qtbot.waitUntil(lambda: window.session.trace is not None)
    assert card.words().startswith("Step 3 is recorded. Click its numbers")
    assert card.sentence.text() == card.words()
    others = [m.id for m in lab.offers[lab.layer] if m.id != lab.key]
    card.layers.setCurrentIndex(card.layers.findData(lab.layer))
    for key, said in ((others[0], "Not this one"), (lab.key, "That is it, after 2 guesses")):
        row = next(i for i in range(card.mistakes.count()) if card.mistakes.item(i).data(KEY) == key)
        card.mistakes.setCurrentRow(row)
        QTest.mouseClick(card.act, LEFT)
        assert said in card.words()
    assert not lab.hidden
    QTest.mouseClick(card.back, LEFT)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 3)


def test_the_list_marks_the_mistake_that_is_told(
    card: LabCard, lab: Lab, qtbot: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cnnviz.session.lab.HIDDEN_STEPS", 1)
    card.ways.choose(1)
    lab.hide(5)
    qtbot.waitUntil(lambda: lab.hidden)
    other = next(name for name in lab.offers if name != lab.layer)
    card.layers.setCurrentIndex(card.layers.findData(other))
    QTest.mouseClick(card.reveal, LEFT)
    assert (card.layers.currentData(), card.key) == (lab.layer, lab.key)


def test_escape_goes_up_one_level_and_never_out_of_the_lab(
    window: Any, card: LabCard, lab: Lab, qtbot: Any
) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    QTest.mouseClick(card.prove, LEFT)
    qtbot.waitUntil(lambda: window.session.selection is not None)
    window.stage.close_message()  # that a step was made
    card.setFocus()
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        seen.append((window.session.selection is None, window.session.trace is None))
        said = window.stage.message
        window.stage.close_message()
    assert seen == [(True, False), (True, True), (True, True)]
    assert lab.running
    assert "until “Back to your run”" in said


@pytest.mark.slow
def test_escape_closes_an_idle_card_that_the_keyboard_is_in(window: Any, card: LabCard, qtbot: Any) -> None:
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("settings").trigger()
    card.mistakes.setFocus()
    for open_ in (True, False):  # what lies over the network is closed first
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not window.stage.drawer_open
        assert card.lab.open == open_
    assert window.session.trace is not None


def test_the_arrows_are_the_lists_while_it_has_the_keyboard(window: Any, card: LabCard, qtbot: Any) -> None:
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    view, mistakes = window.panels.canvas.view, card.mistakes
    before = window.session.cursor, [block.shown for block in view.blocks], view.focused_at
    mistakes.setFocus()
    first, last = mistakes.currentRow(), mistakes.count() - 1
    keys = Qt.Key
    for key, row in (
        (keys.Key_Down, first + 1),
        (keys.Key_Right, first + 1),
        (keys.Key_Up, first),
        (keys.Key_Up, first),
        (keys.Key_Left, first),
        (keys.Key_End, last),
        (keys.Key_Down, last),
        (keys.Key_Home, first),
    ):
        QTest.keyClick(mistakes, key)
        assert mistakes.currentRow() == row
    assert (window.session.cursor, [block.shown for block in view.blocks], view.focused_at) == before


@pytest.mark.slow
def test_a_window_that_closes_has_the_own_run_in_its_place(window: Any, card: LabCard, qtbot: Any) -> None:
    before = weights(window)
    choose(card, "Linear", "linear.dx-sign")
    QTest.mouseClick(card.act, LEFT)
    qtbot.waitUntil(lambda: card.lab.key == "linear.dx-sign" and window.session.snapshot.step == 0)
    window.close()
    assert window.session.engine.trainer.step_number == 3
    assert weights(window) == before


@pytest.mark.slow
def test_another_run_ends_the_experiment_and_undo_brings_the_own_run_back(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session, lab = window.session, card.lab
    before, losses = weights(window), session.history.column("loss").tolist()
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session.reset(TrainConfig.from_preset("lenet5"))
    qtbot.waitUntil(lambda: session.config.preset == "lenet5")
    assert not lab.running
    assert (lab.layer, lab.found, lab.twin_losses) == ("", None, [])
    assert not window.panels.canvas.view.broken
    assert not session.run_before.resting
    assert not card.figures.isVisible()
    assert card.isVisible()  # another one can be begun
    assert [card.layers.itemData(i) for i in range(card.layers.count())] == list(lab.offers)
    assert not any(name.startswith("bn") for name in lab.offers)
    window.action("undo").trigger()
    qtbot.waitUntil(lambda: session.snapshot.step == 3 == len(session.history))
    assert weights(window) == before
    assert session.history.column("loss").tolist() == losses
    assert not lab.running
    assert session.config.spec is None or "mistake" not in str(session.config.spec)


def recorded_to(session: Any, qtbot: Any, cursor: int) -> Any:
    """Records a batch, and walks to a stop of it."""
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.set_cursor(cursor)
    return session.trace


@pytest.mark.slow
def test_the_recorded_batch_is_there_again_after_the_experiment(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session, lab = window.session, card.lab
    trace = recorded_to(session, qtbot, 12)
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    assert session.trace is None
    lab.back()
    qtbot.waitUntil(lambda: session.trace is trace)
    assert (session.cursor, session.state) == (12, "recorded")


@pytest.mark.slow
def test_a_proof_in_the_lab_leaves_the_own_batch_to_come_back(window: Any, card: LabCard, qtbot: Any) -> None:
    session, lab = window.session, card.lab
    trace = recorded_to(session, qtbot, 12)
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    QTest.mouseClick(card.prove, LEFT)
    qtbot.waitUntil(lambda: session.trace is not None and session.selection is not None)
    assert session.trace is not trace
    lab.back()
    qtbot.waitUntil(lambda: session.trace is trace)
    assert (session.cursor, session.state) == (12, "recorded")


@pytest.mark.slow
def test_a_step_taken_back_after_the_experiment_leaves_the_run_its_name(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session, lab = window.session, card.lab
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None and session.snapshot.step == 4)
    name = session.run_before.about["id"]
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    lab.stop()
    qtbot.waitUntil(lambda: session.trace is not None and not session.run_before.resting)
    assert session.run_before.about["id"] == name
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 3 == len(session.history))
    assert session.run_before.about["id"] == name


@pytest.mark.slow
def test_taking_a_step_back_leaves_the_experiment_on(window: Any, card: LabCard, qtbot: Any) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session, lab = window.session, card.lab
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.trace is None)
    assert lab.running
    assert session.run_before.resting


def test_reset_begins_the_experiment_again(window: Any, card: LabCard, qtbot: Any) -> None:
    layer = broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session, lab = window.session, card.lab
    run = session.snapshot.run
    window.action("reset").trigger()
    qtbot.waitUntil(lambda: session.snapshot.run > run and not lab.twin_losses)
    assert (lab.running, lab.layer, lab.key) == (True, layer, "linear.dx-sign")
    assert session.snapshot.step == 0
    lab.stop()
    qtbot.waitUntil(lambda: session.snapshot.step == 3)


@pytest.mark.slow
def test_a_reset_with_settings_begins_without_the_mistake(window: Any, card: LabCard, qtbot: Any) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session = window.session
    window.action("settings").trigger()
    assert window.panels.settings.apply()
    qtbot.waitUntil(lambda: not card.lab.running)
    qtbot.waitUntil(lambda: session.snapshot.run == session.history.run)
    assert not any("mistake" in item for item in session.snapshot.spec["layers"])
    assert session.run_before.kept.step == 3


def test_figures_of_two_steps_carry_each_its_own(card: LabCard, qtbot: Any, monkeypatch: Any) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 0)
    session, lab = card.session, card.lab
    qtbot.waitUntil(lambda: lab.found.looked == 0)
    assert card.when.text() == "at step 0"
    monkeypatch.setattr(lab, "_follow", lambda: None)
    for _ in range(3):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == len(session.history) == 3)
    lab._twin.advance(2, lambda _: None)
    lab._advanced(None)
    assert card.when.text() == "loss at step 2, accuracy and gradients at step 0"


@pytest.mark.slow
def test_once_put_right_it_has_its_name_again_and_is_called_so(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    own = window.session.title()
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    assert window.session.title() == "a network with a mistake"
    assert window.panels.transport._preset.placeholderText() == "a network with a mistake"
    assert card.which.text() == "broken"
    QTest.mouseClick(card.mend, LEFT)
    qtbot.waitUntil(lambda: card.lab.mended and window.session.title() == own)
    assert window.windowTitle().startswith(own)
    assert card.which.text() == "put right"
    assert all(cosine > 0.999 for cosine in card.lab.found.cosines.values())  # or nothing is known of them


@pytest.mark.slow
def test_a_reset_from_the_lab_has_the_name_of_the_own_run(window: Any, card: LabCard, qtbot: Any) -> None:
    own = window.session.title()
    broken(card, qtbot, "Linear", "linear.dx-sign", 0)
    window.action("settings").trigger()
    window.panels.settings._form.fields.show("seed", 7)
    assert window.panels.settings.apply()
    qtbot.waitUntil(lambda: window.session.config.seed == 7)
    assert window.session.title() == own


def in_sight(window: Any) -> set[int]:
    """The place of the watched image, as everything that shows it says."""
    session = window.session
    shown = window.panels.microscope.batch.grid.at
    return {session.watched, session.snapshot.probe.position, session.picture().position, shown}


def test_the_watched_image_is_the_same_everywhere_in_the_lab_and_after_it(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session = window.session
    session.watch(11)
    qtbot.waitUntil(lambda: in_sight(window) == {11})
    broken(card, qtbot, "Linear", "linear.dx-sign", 0)
    qtbot.waitUntil(lambda: in_sight(window) == {11})
    for _ in range(3):
        window.action("next_image").trigger()
    qtbot.waitUntil(lambda: in_sight(window) == {14})
    card.lab.back()
    qtbot.waitUntil(lambda: session.snapshot.step == 3 and in_sight(window) == {11})
    window.action("next_image").trigger()
    qtbot.waitUntil(lambda: in_sight(window) == {12})


@pytest.mark.slow
def test_an_image_chosen_while_another_run_comes_is_watched_in_the_end(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    session = window.session
    broken(card, qtbot, "Linear", "linear.dx-sign", 0)
    session.watch(5)
    card.lab.back()
    busy = threading.Event()
    session.ask(busy.wait)  # so that the run is seen before the image is
    session.watch(9)
    qtbot.waitUntil(lambda: session.snapshot.step == 3)
    busy.set()
    qtbot.waitUntil(lambda: session.snapshot.probe.position == 9)
    assert in_sight(window) == {9}


@pytest.mark.slow
def test_another_language_leaves_the_experiment_in_sight(window: Any, card: LabCard, qtbot: Any) -> None:
    layer = broken(card, qtbot, "Linear", "linear.dx-sign", 2)
    lab, seen = card.lab, card.when.text()
    window.choose_language("zh_CN")
    window.choose_language("en")
    made = window.panels.microscope.findChild(LabCard, "lab_card")
    assert made is not card
    assert (made.when.text(), made.layers.currentData(), made.key) == (seen, layer, lab.key)
    assert window.panels.canvas.view.broken == layer
    (line,) = window.panels.curves.plots["loss"].curves.others
    assert line.columns.values[:, 0].tolist() == lab.twin_losses


@pytest.mark.slow
def test_curves_that_were_hidden_show_the_twin_too(window: Any, card: LabCard, qtbot: Any) -> None:
    curves = window.panels.curves
    curves.hide()
    broken(card, qtbot, "Linear", "linear.dx-sign", 2)
    curves.show()
    (line,) = curves.plots["loss"].curves.others
    assert line.columns.values[:, 0].tolist() == card.lab.twin_losses


@pytest.mark.slow
def test_what_was_guessed_stays_in_another_language_and_goes_with_another_experiment(
    window: Any, card: LabCard, lab: Lab, qtbot: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cnnviz.session.lab.HIDDEN_STEPS", 2)
    lab.hide(5)
    qtbot.waitUntil(lambda: lab.hidden and window.session.snapshot.step == 2)
    other = next(m.id for m in lab.offers[lab.layer] if m.id != lab.key)
    card.ways.choose(1)
    card.layers.setCurrentIndex(card.layers.findData(lab.layer))
    rows = [card.mistakes.item(row).data(KEY) for row in range(card.mistakes.count())]
    card.mistakes.setCurrentRow(rows.index(other))
    lab.guess(lab.layer, other)
    window.choose_language("zh_CN")
    window.choose_language("en")
    made = window.panels.microscope.findChild(LabCard, "lab_card")
    assert (made.act.text(), made.layers.currentData(), made.key) == ("This is it", lab.layer, other)
    assert "Not this one" in made.words()
    lab.guess(lab.layer, lab.key)
    assert "That is it" in made.words()
    lab.begin(lab.layer, other)
    qtbot.waitUntil(lambda: lab.key == other)
    assert "That is it" not in made.words()


@pytest.mark.slow
def test_the_twin_has_the_rate_that_was_set_by_hand_and_weights_that_were_are_told(
    window: Any, card: LabCard, qtbot: Any
) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session, lab = window.session, card.lab
    session.set_lr(0.25)
    session.step_batch()
    qtbot.waitUntil(lambda: len(lab.twin_losses) == 2)
    assert lab._twin.trainer.last.lr == 0.25
    assert "by hand" not in card.words()
    session.ask(session.engine.touch, SetValue("conv1", "weight", (0, 0, 0, 0), 0.5))
    qtbot.waitUntil(lambda: session.snapshot.touched)
    assert "by hand" in card.words()


@pytest.mark.every(2)
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("act", ["back", "stop"])
def test_the_own_run_comes_back_however_soon_that_is_asked_for(
    window: Any, lab: Lab, qtbot: Any, begun: bool, act: str
) -> None:
    before, session = weights(window), window.session
    lab.begin("conv1", lab.offers["conv1"][0].id)
    if begun:
        qtbot.waitUntil(lambda: not lab.busy)
        lab.mend()
    getattr(lab, act)()
    qtbot.waitUntil(lambda: not (lab.busy or lab.running or session.run_before.resting))
    session.ask(session.engine.copy)
    qtbot.waitUntil(lambda: session.snapshot.step == 3)
    assert weights(window) == before
    assert "mistake" not in str(session.config.spec)
    assert lab.open == (act == "back")


@pytest.mark.every(2)
@pytest.mark.parametrize("act", ["begin", "begin_again", "mend"])
def test_a_run_that_is_begun_while_the_lab_waits_stays(window: Any, lab: Lab, qtbot: Any, act: str) -> None:
    session = window.session
    lab.begin("conv1", lab.offers["conv1"][0].id)
    if act != "begin":
        qtbot.waitUntil(lambda: not lab.busy)
        getattr(lab, act)()
    session.reset(TrainConfig.from_preset("lenet5"))
    qtbot.waitUntil(lambda: not lab.busy and session.config.preset == "lenet5")
    assert not lab.running
    assert not lab.key
    assert session.engine.trainer.config.preset == "lenet5"
    assert session.run_before.kept.step == 3
    assert not session.run_before.resting


def test_a_mistake_is_hidden_in_the_network_that_is_there_by_then(window: Any, lab: Lab, qtbot: Any) -> None:
    window.session.reset(TrainConfig.from_preset("lenet5"))
    lab.hide(6)  # in the batch-norm of the network before
    qtbot.waitUntil(lambda: not lab.busy and lab.running)
    assert window.session.config.spec is not None
    names = [item["name"] for item in window.session.config.spec["layers"]]
    assert lab.layer in names
    assert "bn1" not in names


def test_an_experiment_begun_as_another_run_begins_brings_that_one_back(
    window: Any, lab: Lab, qtbot: Any
) -> None:
    session = window.session
    lab.begin("conv1", lab.offers["conv1"][0].id)
    qtbot.waitUntil(lambda: not lab.busy)
    session.reset(TrainConfig.from_preset("lenet5"))
    lab.begin_again()
    qtbot.waitUntil(lambda: not lab.busy and lab.running)
    assert session.run_before.kept.step == 3
    lab.back()
    qtbot.waitUntil(lambda: not session.run_before.resting)
    assert session.engine.trainer.config.preset == "lenet5"


@pytest.mark.every(2)
@pytest.mark.parametrize("way", ["reset", "data"])
def test_a_run_in_the_place_of_an_experiment_has_no_mistake(
    window: Any, card: LabCard, qtbot: Any, digits: Any, way: str
) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    session = window.session
    title = "LeNet-5 with batch-norm"
    if way == "reset":
        session.reset()  # as the start page does
    else:
        session.ask(session.engine.use_data, lambda: digits)
    qtbot.waitUntil(lambda: not card.lab.running and session.title() == title)
    assert not any("mistake" in item for item in session.snapshot.spec["layers"])


def test_a_misled_layer_never_has_the_figure_of_one_that_is_right(qtbot: Any) -> None:
    bars = GradientBars("bars", None)
    qtbot.addWidget(bars)
    for cosine in (0.9986, 0.99899, 0.996, 0.9, 0.3):
        cosines = {"conv1": cosine, "fc5": 1.0}
        bars.show_cosines(cosines)
        assert verdict([1.0], [1.0], cosines).misled == ("conv1",)
        assert float(bars.words("conv1").removesuffix(" %")) < 100 * AS_RIGHT
        assert bars.words("fc5") == "all of it"


def test_a_layer_without_a_direction_is_not_called_misled(card: LabCard, qtbot: Any) -> None:
    broken(card, qtbot, "Linear", "linear.dx-sign", 1)
    lab = card.lab
    lab._judge({"conv1": 0.4, "conv2": math.nan, "fc5": math.nan}, (0.1, 0.8), 1)
    assert "Misled: conv1." in card.words()
    assert "Nothing can be compared in conv2, fc5: a gradient has no direction there." in card.words()
    lab._judge({"conv1": math.nan, "fc5": 1.0}, (0.1, 0.8), 1)
    assert "Misled" not in card.words()
