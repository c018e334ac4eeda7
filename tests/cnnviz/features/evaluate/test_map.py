"""The page Map: its numbers, followed from layer to layer, by mouse and by keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.evaluation.pca import layers


@pytest.fixture
def own(qtbot, sheet):
    made = sheet.open_page("map")
    qtbot.waitUntil(lambda: mapped(made))
    return made


@pytest.fixture
def page(qtbot, seen_window):
    """The page in the window that lasts, of a network that has made three steps."""
    session, sheet = seen_window.session, seen_window.sheet("evaluate")
    for step in range(session.snapshot.step, 3):
        session.step_batch()
        qtbot.waitUntil(lambda step=step: session.snapshot.step == step + 1)
    if not sheet.isVisible():
        seen_window.action("evaluate").trigger()
    made = sheet.open_page("map")
    qtbot.waitUntil(lambda: mapped(made))
    made.show_layer("fc5")
    return made


def mapped(page) -> bool:
    mapping = page.mapping
    return mapping is not None and len(mapping.found) == len(mapping.names) and not page.background.running


def test_every_layer_is_mapped_and_the_last_is_shown_first(own):
    copy = own.mapping.result.copy
    assert own.mapping.names == layers(copy.spec)
    assert [own.layer.itemText(row) for row in range(own.layer.count())] == list(own.mapping.names)
    assert own.layer.currentText() == "fc5"
    assert all(own.strip.has(name) for name in own.mapping.names)


def test_the_points_are_the_components_of_the_layers_outputs(page):
    result, network = page.mapping.result, page.mapping.result.copy.network()
    x = result.copy.preprocessing(result.dataset.images)
    for name, layer in network.layers.items():
        x = layer.forward(x)
        if name == "relu2":
            break
    X = x.reshape(len(x), -1).astype(float)
    U, S, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    page.show_layer("relu2")
    points = page.scatter.points
    for axis in range(2):
        sign = np.sign(points.places[:, axis] @ U[:, axis])
        assert np.allclose(points.places[:, axis] * sign, U[:, axis] * S[axis], atol=1e-2 * S[0])
    kept = float((S[:2] ** 2).sum() / (S**2).sum())
    assert f"keep {100 * kept:#.3g} % of the variance" in page.kept.text()
    assert "relu2 at step 3" in page.kept.text()
    assert np.array_equal(points.labels, result.dataset.labels)
    assert np.array_equal(points.read, result.answers.read)


def test_the_legend_counts_each_classs_images_and_mistakes(page):
    result = page.mapping.result
    for index, row in enumerate(page.legend.rows):
        own = [k for k in range(len(result.dataset)) if result.dataset.labels[k] == index]
        assert row.count == len(own)
        assert row.wrong == sum(int(result.answers.read[k]) != index for k in own)


def test_in_a_low_window_the_note_gives_way_to_the_classes(page):
    side, seen = page.side, {}
    for height in range(300, 500, 10):
        side.resize(side.width(), height)
        side.layout().activate()
        whole = side._area.viewport().height() >= side.legend.sizeHint().height()
        assert whole or side.note.isHidden(), height
        seen[whole, side.note.isHidden()] = height
    assert {(True, True), (True, False)} <= {*seen}
    assert side.note.text() in side.toolTip()


def test_hiding_a_class_in_the_legend_takes_it_off_the_map(qtbot, page):
    page.legend.switch(4)
    assert page.scatter.hidden == {4}
    assert page.side.all.isEnabled()
    qtbot.mouseClick(page.side.all, Qt.MouseButton.LeftButton)
    assert not page.scatter.hidden


def test_what_is_read_rightly_can_be_left_out(qtbot, page):
    qtbot.mouseClick(page.side.wrong, Qt.MouseButton.LeftButton)
    answers = page.mapping.result.answers
    assert np.array_equal(page.scatter.shown(), answers.read != answers.labels)
    page.scatter.grab()
    page.side.wrong.click()


@pytest.mark.slow
def test_after_another_step_the_same_images_move_to_their_new_places(qtbot, own, sheet, session):
    before = own.scatter.points
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 4)
    sheet.evaluation.evaluate()
    assert own.scatter.points is before  # what was there stays, with its step, until the new map is made
    assert "fc5 at step 3" in own.kept.text()
    qtbot.waitUntil(lambda: own.mapping.result.step == 4 and mapped(own))
    assert "fc5 at step 4" in own.kept.text()
    after = own.scatter.points
    assert not np.array_equal(before.places, after.places)
    assert (np.einsum("nk,nk->k", before.places, after.places) >= 0).all()  # no axis has turned round


def test_looking_at_a_class_says_how_many_it_has(qtbot, page):
    with qtbot.waitSignal(page.session.hint_changed) as told:
        page.legend.point(2)
    row = page.legend.rows[2]
    assert f"{row.count} images, {row.wrong} of them" in told.args[1]
    assert page.scatter.looked_at == 2


def test_the_image_under_the_mouse_is_told_and_a_click_puts_it_on_the_canvas(qtbot, page):
    result = page.mapping.result
    with qtbot.waitSignal(page.session.hint_changed) as told:
        page.scatter.point(17)
    index = int(page.mapping.indices[17])
    label = int(result.dataset.labels[index])
    assert f"test image {index} is {'an' if label == 8 else 'a'} {label}" in told.args[1]
    assert f"read as {result.answers.read[index]}" in told.args[1]
    page.scatter.chosen.emit(17)
    guest = page.session.exhibit.shown
    assert guest.name == f"test image {index}"
    assert np.array_equal(guest.image, result.dataset.images[index])
    assert not page.isVisible()  # the sheet has made way
    page.session.exhibit.leave()


def test_the_strip_and_the_list_follow_one_another(qtbot, page):
    qtbot.keyClick(page.strip, Qt.Key.Key_Home)
    assert page.layer.currentText() == "input"
    page.layer.setCurrentText("conv2")
    page.layer.activated.emit(page.layer.currentIndex())
    assert page.strip.current == "conv2"
    assert page.kept.text().startswith("conv2")
    with qtbot.waitSignal(page.session.hint_changed):
        page.strip.pointed.emit(page.strip.names.index("conv1"))


def test_the_number_of_images_offered_fits_the_set(page):
    assert [page.count.itemData(row) for row in range(page.count.count())] == [128]
    assert page.count.currentText() == "all 128 images"


@pytest.mark.slow
def test_cancelled_work_is_offered_again_and_goes_on(qtbot, own):
    own.start_again()
    own.working.cancel.click()
    assert not own.background.running
    assert own.working.again.isVisible()
    own.working.again.click()
    qtbot.waitUntil(lambda: mapped(own))
    assert not own.working.isVisible()


@pytest.mark.slow
def test_out_of_sight_it_stops_and_in_sight_it_goes_on(qtbot, own, sheet):
    own.start_again()
    sheet.open_page("classes")
    assert not own.background.running
    sheet.open_page("map")
    qtbot.waitUntil(lambda: mapped(own))


def test_a_network_that_ran_away_is_said_in_place(qtbot, own):
    from dataclasses import replace

    copy = own.mapping.result.copy
    state = {name: np.full_like(array, np.inf) for name, array in copy.state.items()}
    result = replace(own.mapping.result, copy=replace(copy, state=state))
    own.show_result(result)
    qtbot.waitUntil(lambda: not own.background.running)
    qtbot.waitUntil(lambda: "conv1" in own.working.words.text())
    assert own.scatter.empty == "There is no map of fc5."
    own.show_result(None)
    assert own.kept.text() == ""
