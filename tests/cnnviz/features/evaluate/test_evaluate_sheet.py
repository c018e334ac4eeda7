"""The sheet Evaluate: what it evaluates and when, and its pages Classes, Mistakes and Calibration."""

from __future__ import annotations

import threading
from itertools import product
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate import EvaluateSheet
from cnnviz.features.evaluate.calibration import temperature
from cnnviz.features.evaluate.evaluate_sheet import PAGES
from cnnviz.session import Session
from cnnviz.shell.main_window import MainWindow
from cnnviz.widgets.numbers import significant
from core.data.dataset import Dataset
from core.evaluation.calibration import best_temperature, calibration
from core.training import TrainConfig
from core.training.acts import Scale

LEFT = Qt.MouseButton.LeftButton


def evaluated(qtbot: QtBot, sheet: EvaluateSheet) -> EvaluateSheet:
    """The sheet, with a result."""
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None and not sheet.evaluation.running)
    return sheet


@pytest.fixture
def in_window(qtbot: QtBot, window: Any) -> EvaluateSheet:
    """The sheet opened by its action, over the network, after a few steps."""
    for _ in range(3):
        window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 3)
    window.action("evaluate").trigger()
    return evaluated(qtbot, window.panels["EvaluateSheet"])


def test_on_a_low_window_a_page_scrolls_and_nothing_is_squeezed(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    sizes = ((1252, 609), (996, 595), (820, 370))
    for page, (width, height) in product([row.name for row in PAGES], sizes):
        made = sheet.open_page(page)
        sheet.resize(width, height)
        layout, area = made.layout(), sheet.scroller.viewport()
        qtbot.waitUntil(lambda: made.width() == area.width())  # noqa: B023
        least = layout.minimumHeightForWidth(made.width()) if layout.hasHeightForWidth() else 0
        qtbot.waitUntil(lambda: made.height() >= max(least, area.height()))  # noqa: B023
        assert (sheet.scroller.verticalScrollBar().maximum() == 0) or height < 600
        for label in made.findChildren(QLabel):
            if label.isVisibleTo(made) and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()) - 2, label.text()


def naive(session: Session, dataset: Dataset) -> np.ndarray:
    """The logits by the clear layers, all images at once."""
    copy = session.engine.post(session.engine.copy).result()
    return copy.network().forward(copy.preprocessing(dataset.images))


def sentences(session: Session) -> list[str]:
    heard: list[str] = []
    session.hint_changed.connect(lambda _, sentence: heard.append(sentence))
    return heard


def click(qtbot: QtBot, widget: QWidget, at: Any) -> None:
    qtbot.mouseMove(widget, QPoint(int(at.x()), int(at.y())))
    qtbot.mouseClick(widget, LEFT, pos=QPoint(int(at.x()), int(at.y())))


# what is evaluated, and when


def test_opening_it_evaluates_the_test_images_by_itself(
    session: Session, sheet: EvaluateSheet, digits: tuple[Dataset, Dataset]
) -> None:
    result = sheet.evaluation.result
    assert result is not None
    assert (result.step, result.which, len(result.answers)) == (3, "test", 128)
    wanted = naive(session, digits[1])
    np.testing.assert_allclose(result.answers.logits, wanted, rtol=1e-4, atol=1e-4)
    right = int((wanted.argmax(axis=1) == digits[1].labels).sum())
    assert sheet.bar.found.text() == f"{100 * right / 128:.2f} % right: {right} of 128"
    assert "test images, network at step 3" in sheet.bar.note.text()


def test_it_says_that_the_network_it_asked_was_edited(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet
) -> None:
    session.ask(session.engine.touch, Scale("conv1", 1.5))
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.touched)
    sheet.again_button.click()
    qtbot.waitUntil(lambda: "test images, network at step 3, edited" in sheet.bar.note.text())


def test_it_says_that_the_network_has_moved_on_and_evaluates_again(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet
) -> None:
    assert sheet.evaluation.result is not None
    assert not sheet.evaluation.stale
    session.step_batch()
    qtbot.waitUntil(lambda: "the network is at step 4 now" in sheet.bar.note.text())
    assert "network at step 3" in sheet.bar.note.text()
    sheet.again_button.click()
    qtbot.waitUntil(lambda: sheet.evaluation.result.step == 4)
    assert not sheet.evaluation.stale
    assert "now" not in sheet.bar.note.text()


@pytest.mark.slow
def test_closed_it_evaluates_nothing_and_opened_again_it_does(
    qtbot: QtBot, window: Any, in_window: EvaluateSheet
) -> None:
    window.action("evaluate").trigger()
    assert not in_window.isVisible()
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 4)
    assert in_window.evaluation.result.step == 3
    assert not in_window.evaluation.running
    window.action("evaluate").trigger()
    qtbot.waitUntil(lambda: in_window.evaluation.result.step == 4)


@pytest.mark.slow
def test_training_goes_on_while_it_evaluates(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    session.set_speed(200.0)
    session.train()
    qtbot.waitUntil(lambda: session.snapshot.step >= 5)
    sheet.evaluation.evaluate()
    qtbot.waitUntil(lambda: sheet.evaluation.result.step >= 5)
    assert session.training
    qtbot.waitUntil(lambda: "now" in sheet.bar.note.text())
    session.pause()
    qtbot.waitUntil(lambda: not session.training)


@pytest.mark.slow
def test_ticked_it_evaluates_after_each_test(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    sheet.repeat.setChecked(True)
    session.step_epoch()
    qtbot.waitUntil(lambda: sheet.evaluation.result.step == 16)
    found = session.history.evaluations[-1]
    assert found.step == 16
    assert found.accuracy == sheet.evaluation.result.answers.accuracy
    assert found.loss == pytest.approx(sheet.evaluation.result.answers.loss, rel=1e-4)


def test_the_training_images_can_be_chosen(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    sheet.which.setCurrentIndex(1)
    qtbot.waitUntil(lambda: sheet.evaluation.result.which == "train")
    assert len(sheet.evaluation.result.answers) == 512
    assert "training images, network at step 3" in sheet.bar.note.text()


def test_the_strip_tells_which_images_are_read(
    qtbot: QtBot, window: MainWindow, in_window: EvaluateSheet
) -> None:
    strip = window.panels.explainer
    assert "all test images" in strip.text()
    in_window.which.setCurrentIndex(1)
    assert "all training images" in strip.text()
    evaluated(qtbot, in_window)
    in_window.which.setCurrentIndex(0)
    assert strip.text() == f"Evaluate  {window.action('evaluate').statusTip()}"


def test_it_can_be_cancelled_and_the_result_of_before_stays(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    before = sheet.evaluation.result
    sheet.evaluation.evaluate()
    assert sheet.bar.cancel.isVisible()
    sheet.bar.cancel.click()
    assert not sheet.evaluation.running
    assert not sheet.bar.cancel.isVisible()
    assert sheet.evaluation.result is before


def test_another_run_is_evaluated_anew(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    before = sheet.evaluation.result
    session.reset()
    qtbot.waitUntil(lambda: sheet.evaluation.result not in (None, before))
    assert sheet.evaluation.result.step == 0


def test_without_test_images_it_says_so(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, digits: tuple[Any, Any]
) -> None:
    session.ask(session.engine.use_data, lambda: (digits[0], digits[1][:0]))
    qtbot.waitUntil(lambda: sheet.empty.isVisible() and "no test images" in sheet.empty.text())
    sheet.which.setCurrentIndex(1)
    qtbot.waitUntil(lambda: sheet.page("classes").isVisible())


@pytest.mark.slow
def test_every_page_can_be_chosen_by_mouse_and_keyboard(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    for number, row in enumerate(PAGES):
        segment = sheet.switch.group.button(number)
        if number % 2:
            segment.setFocus()
            qtbot.keyClick(segment, Qt.Key.Key_Space)
        else:
            click(qtbot, segment, segment.rect().center())
        assert sheet.page_name == row.name
        assert sheet.page(row.name).isVisible()


def test_a_page_out_of_sight_is_given_nothing(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    sheet.open_page("mistakes")
    monkeypatch.setattr(sheet.page("classes"), "show_result", given.append)
    before = sheet.evaluation.result
    sheet.evaluation.evaluate()
    qtbot.waitUntil(lambda: sheet.evaluation.result is not before)
    assert given == []
    sheet.open_page("classes")
    assert given == [sheet.evaluation.result]


@pytest.mark.slow
def test_escape_closes_it(qtbot: QtBot, window: Any, in_window: EvaluateSheet) -> None:
    window.action("escape").trigger()
    assert not in_window.isVisible()


@pytest.mark.slow
def test_left_and_right_turn_the_pages(qtbot: QtBot, window: Any, in_window: EvaluateSheet) -> None:
    segment = in_window.switch.group.button(0)
    segment.setFocus()
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert in_window.page_name == PAGES[1].name
    assert in_window.switch.group.button(1).hasFocus()
    qtbot.keyClick(in_window.switch.group.button(1), Qt.Key.Key_Left)
    qtbot.keyClick(segment, Qt.Key.Key_Left)
    assert in_window.page_name == PAGES[0].name
    assert window.session.trace is None
    assert window.session.snapshot.step == 3  # nothing was recorded behind it


def test_opened_while_the_images_load_it_waits_for_them(qtbot: QtBot, digits: tuple[Any, Any]) -> None:
    gate = threading.Event()

    def data() -> tuple[Any, Any]:
        gate.wait(60)
        return digits

    session, stage = Session(TrainConfig(batch_size=32), data), QWidget()
    qtbot.addWidget(stage)
    session.start()
    sheet = EvaluateSheet(session, stage)
    sheet.resize(1000, 600)
    sheet.show()
    stage.show()
    assert sheet.empty.text() == "The images are being loaded."
    assert not sheet.again_button.isEnabled()
    gate.set()
    evaluated(qtbot, sheet)
    assert sheet.page("classes").isVisible()
    assert session.close()


def test_what_goes_wrong_is_said_in_place_and_it_can_be_tried_again(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room for the images")

    before = sheet.evaluation.result
    with monkeypatch.context() as patched:
        patched.setattr("cnnviz.features.evaluate.evaluation.answer", fail)
        sheet.again_button.click()
        qtbot.waitUntil(lambda: sheet.bar.note.text() == "× no room for the images")
    assert sheet.evaluation.result is before
    assert sheet.page("classes").isVisible()
    sheet.again_button.click()
    qtbot.waitUntil(lambda: sheet.evaluation.result is not before)
    assert "network at step 3" in sheet.bar.note.text()


@pytest.mark.slow
def test_the_window_closes_in_the_midst_of_it(qtbot: QtBot, window: Any, in_window: EvaluateSheet) -> None:
    in_window.open_page("calibration").slider.setValue(30)
    in_window.evaluation.evaluate()
    window.close()  # that no thread is left is looked at after every test
    assert not in_window.evaluation.running


# the page Classes


def counted(in_window: EvaluateSheet, dataset: Dataset) -> list[list[int]]:
    wanted = [[0] * 10 for _ in range(10)]
    for logits, label in zip(in_window.evaluation.result.answers.logits, dataset.labels, strict=True):
        wanted[int(label)][int(np.argmax(logits))] += 1
    return wanted


def test_the_matrix_counts_what_was_read_as_what(sheet: EvaluateSheet, digits: tuple[Any, Any]) -> None:
    page = sheet.page("classes")
    wanted = counted(sheet, digits[1])
    assert page.matrix.counts.tolist() == wanted
    for bar in page.bars.bars:
        assert (bar.right, bar.count) == (wanted[bar.index][bar.index], sum(wanted[bar.index]))
        assert bar.read == sum(row[bar.index] for row in wanted)


def test_pointing_at_a_cell_says_what_it_counts(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, digits: tuple[Any, Any]
) -> None:
    page, wanted = sheet.page("classes"), counted(sheet, digits[1])
    true, read = worst(wanted)
    heard = sentences(session)
    page.matrix.pointed.emit(true, read)
    assert heard[-1].startswith(f"true {true}, read as {read}: {wanted[true][read]} of {sum(wanted[true])} (")
    page.matrix.pointed.emit(true, true)
    assert heard[-1].endswith("right.")
    sheet.open_page("map")
    assert heard[-1] == ""


def worst(counts: list[list[int]]) -> tuple[int, int]:
    pairs = [(i, j) for i in range(10) for j in range(10) if i != j]
    return max(pairs, key=lambda pair: counts[pair[0]][pair[1]])


def test_a_click_on_a_cell_lists_its_images(
    qtbot: QtBot, sheet: EvaluateSheet, digits: tuple[Any, Any]
) -> None:
    page, wanted = sheet.page("classes"), counted(sheet, digits[1])
    true, read = worst(wanted)
    click(qtbot, page.matrix, page.matrix.cell(0, 0).center())
    click(qtbot, page.matrix, page.matrix.cell(true, read).center())
    answers = sheet.evaluation.result.answers
    found = [i for i in range(128) if answers.labels[i] == true and answers.read[i] == read]
    assert sorted(page.gallery.numbers.tolist()) == found
    assert len(found) == wanted[true][read]
    assert page.heading.text().startswith(f"true {true}, read as {read}: {len(found)}")


def test_the_arrows_and_enter_choose_a_cell(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    matrix = sheet.page("classes").matrix
    matrix.setFocus()
    click(qtbot, matrix, matrix.cell(4, 4).center())
    matrix.here = (4, 4)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        qtbot.keyClick(matrix, key)
    assert matrix.here == (4, 5)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert matrix.selected == (4, 5)
    assert session.trace is None  # the arrows were the matrix's, not the recorded batch's


def test_a_row_s_name_lists_all_its_mistakes(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    page, answers = sheet.page("classes"), sheet.evaluation.result.answers
    grid = page.matrix.grid()
    for true, read, at in (
        (3, -1, QPoint(int(grid.left - 8), int(grid.cell(3, 0).center().y()))),
        (-1, 6, QPoint(int(grid.cell(0, 6).center().x()), int(grid.top - 6))),
    ):
        click(qtbot, page.matrix, at)
        assert page.matrix.selected == (true, read)
        of_class = answers.labels == true if read < 0 else answers.read == read
        assert len(page.gallery.numbers) == int((of_class & ~answers.right).sum())


def test_the_bars_come_in_the_order_chosen(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    page = sheet.page("classes")
    assert [bar.index for bar in page.bars.bars] == list(range(10))
    page.order.setCurrentIndex(1)
    accuracies = [bar.accuracy for bar in page.bars.bars]
    assert accuracies == sorted(accuracies)
    heard = sentences(session)
    page.bars.setFocus()
    qtbot.keyClick(page.bars, Qt.Key.Key_Home)
    bar = page.bars.bars[0]
    assert heard[-1].startswith(f"Of {bar.count} images of {bar.name}, {bar.right} are read rightly")
    qtbot.keyClick(page.bars, Qt.Key.Key_Return)
    assert page.matrix.selected == (bar.index, -1)


@pytest.mark.slow
def test_a_click_on_an_image_puts_it_on_the_canvas_and_closes_the_sheet(
    qtbot: QtBot, window: Any, in_window: EvaluateSheet, digits: tuple[Any, Any]
) -> None:
    gallery = in_window.page("classes").gallery
    number = int(gallery.numbers[0])
    click(qtbot, gallery.viewport(), gallery.cell(0).center())
    assert not in_window.isVisible()
    guest = window.session.exhibit.shown
    assert guest.name == f"test image {number}"
    assert guest.label == digits[1].labels[number]
    np.testing.assert_array_equal(guest.image, digits[1].images[number])
    qtbot.waitUntil(lambda: window.session.snapshot.probe.guest is guest)
    read = int(window.session.snapshot.probe.logits.argmax())
    assert read == in_window.evaluation.result.answers.read[number]


# the page Mistakes


def test_the_gallery_has_every_mistake_the_surest_first(sheet: EvaluateSheet) -> None:
    page = sheet.open_page("mistakes")
    answers = sheet.evaluation.result.answers
    wrong = [i for i in range(128) if answers.read[i] != answers.labels[i]]
    wanted = sorted(wrong, key=lambda i: (-float(answers.confidence[i]), i))
    assert page.gallery.numbers.tolist() == wanted
    assert page.count.text() == f"{len(wanted)} mistakes, the surest first"
    first = wanted[0]
    lines = page._caption(first)
    assert lines.lines[0] == f"true {answers.labels[first]}, read as {answers.read[first]}"
    assert not lines.right


def test_long_names_of_classes_have_a_line_each(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, digits: tuple[Any, Any]
) -> None:
    names = tuple(f"class {letter}" for letter in "abcdefghij")
    named = [Dataset(each.images, each.labels, "bars", names) for each in digits]
    page = sheet.open_page("mistakes")
    session.ask(session.engine.use_data, lambda: tuple(named))
    qtbot.waitUntil(lambda: page.result.classes == names)
    first = int(page.gallery.numbers[0])
    answers, caption = page.result.answers, page._caption(first)
    assert caption.lines[0] == f"true {names[answers.labels[first]]}"
    assert caption.lines[caption.marked] == f"read as {names[answers.read[first]]}"
    assert page.true.itemText(1) == names[0]


def test_with_long_names_of_classes_it_still_says_how_many_there_are(
    qtbot: QtBot, session: Session, sheet: EvaluateSheet, digits: Any
) -> None:
    names = tuple(f"{letter} class with a rather long name, {letter}" for letter in "abcdefghij")
    named = [Dataset(each.images, each.labels, "bars", names) for each in digits]
    classes, page = sheet.open_page("classes"), sheet.open_page("mistakes")
    session.ask(session.engine.use_data, lambda: tuple(named))
    sheet.resize(820, 500)
    qtbot.waitUntil(lambda: page.result is not None and page.result.classes == names)
    page.filter(int(page.result.answers.labels[page.gallery.numbers[0]]), -1)
    page.layout().activate()
    assert " of " in page.count.text()
    assert page.count.height() >= page.count.heightForWidth(page.count.width())
    assert page.open_button.geometry().right() < page.width()
    assert classes.heading.cut == Qt.TextElideMode.ElideMiddle


def test_mistakes_can_be_of_one_true_or_read_class(sheet: EvaluateSheet) -> None:
    page = sheet.open_page("mistakes")
    answers = sheet.evaluation.result.answers
    first = int(page.gallery.numbers[0])
    true, read = int(answers.labels[first]), int(answers.read[first])
    page.filter(true, -1)
    assert {int(answers.labels[i]) for i in page.gallery.numbers} == {true}
    page.filter(true, read)
    assert {int(answers.read[i]) for i in page.gallery.numbers} == {read}
    page.filter(true, true)
    assert len(page.gallery.numbers) == 0
    assert not page.open_button.isEnabled()
    page.filter(-1, -1)
    assert len(page.gallery.numbers) == int((~answers.right).sum())


@pytest.mark.slow
def test_arrows_and_enter_take_a_mistake_to_the_canvas(
    qtbot: QtBot, window: Any, in_window: EvaluateSheet
) -> None:
    page = in_window.open_page("mistakes")
    numbers, heard = page.gallery.numbers, sentences(window.session)
    page.gallery.setFocus()
    qtbot.keyClick(page.gallery, Qt.Key.Key_Right)
    assert page.gallery.selected == numbers[1]
    qtbot.keyClick(page.gallery, Qt.Key.Key_Down)
    assert page.gallery.selected == numbers[1 + page.gallery.columns]
    assert "read as" in heard[-1]
    qtbot.keyClick(page.gallery, Qt.Key.Key_Home)
    qtbot.keyClick(page.gallery, Qt.Key.Key_Return)
    assert not in_window.isVisible()
    assert window.session.exhibit.shown.name == f"test image {numbers[0]}"


@pytest.mark.slow
def test_on_the_canvas_the_next_mistake_is_one_key_away(
    qtbot: QtBot, window: Any, in_window: EvaluateSheet
) -> None:
    page = in_window.open_page("mistakes")
    numbers = page.gallery.numbers.tolist()
    told: list[str] = []
    window.session.message.connect(lambda text, _: told.append(text))
    page.open(numbers[-1])
    assert window.session.exhibit.shown.name == f"test image {numbers[-1]}"
    window.action("next_mistake").trigger()
    assert window.session.exhibit.shown.name == f"test image {numbers[0]}"  # round all of them
    assert told[-1].startswith(f"Mistake 1 of {len(numbers)} at step 3: true ")
    window.action("next_mistake").trigger()
    assert window.session.exhibit.shown.name == f"test image {numbers[1]}"
    assert page.gallery.selected == numbers[1]
    assert window.stage.message == told[-1]
    strip, said = window.panels.explainer, f"test image {numbers[1]}  "
    assert strip.text().startswith(said)
    window.session.exhibit.leave()
    assert not window.stage.message  # N goes elsewhere now
    qtbot.waitUntil(lambda: not strip.text().startswith(said))
    window.action("next_mistake").trigger()  # the batch's own again
    assert window.session.exhibit.shown is None


@pytest.mark.slow
def test_in_the_sheet_n_goes_on_to_the_next_mistake(
    qtbot: QtBot, window: Any, in_window: EvaluateSheet
) -> None:
    window.action("next_mistake").trigger()
    assert in_window.page_name == "mistakes"
    page = in_window.page("mistakes")
    window.action("next_mistake").trigger()
    assert page.gallery.selected == page.gallery.numbers[1]
    page.gallery.setFocus()
    qtbot.keyClick(page.gallery, Qt.Key.Key_N)
    assert page.gallery.selected == page.gallery.numbers[2]
    assert window.session.exhibit.shown is None


def test_only_mistakes_in_sight_are_painted(sheet: EvaluateSheet) -> None:
    gallery = sheet.open_page("mistakes").gallery
    asked: list[int] = []
    images = np.zeros((10_000, 28, 28), np.uint8)
    caption = sheet.page("mistakes")._caption(int(gallery.numbers[0]))

    def ask(number: int) -> Any:
        asked.append(number)
        return caption

    gallery.show_images(images, np.arange(10_000), ask)
    gallery.grab()
    assert 0 < len(asked) < 100
    gallery.select(9_999)
    asked.clear()
    gallery.grab()
    assert 9_999 in asked
    assert len(asked) < 100


# the page Calibration


def test_the_diagram_shows_each_bin_as_a_loop_counts_it(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    page = sheet.open_page("calibration")
    qtbot.waitUntil(lambda: page.found is not None)
    answers = sheet.evaluation.result.answers
    counts = [0] * 10
    for sure in answers.confidence.tolist():
        counts[min(9, int(np.ceil(sure * 10)) - 1)] += 1
    assert page.diagram.bins.count.tolist() == counts
    wanted = calibration(answers.confidence, answers.right)
    assert page.ece.text() == f"{wanted.ece:.3g}"
    assert page.sentence.text().endswith((" too modest.", " too sure of itself.", " as it is right."))


def test_a_temperature_makes_it_more_modest_and_back(qtbot: QtBot, sheet: EvaluateSheet) -> None:
    page = sheet.open_page("calibration")
    qtbot.waitUntil(lambda: page.found is not None)
    answers, before = sheet.evaluation.result.answers, page.found
    page.slider.setFocus()
    for _ in range(50):
        qtbot.keyClick(page.slider, Qt.Key.Key_Right)
    assert page.reading.text() == "T = 2.00"
    assert temperature(50) == 2.0
    qtbot.waitUntil(lambda: page.sentence.text().startswith("At T = 2.00"))
    powers = np.exp(answers.logits.astype(float) / 2)
    sure = (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)
    assert page.found.mean_confidence == pytest.approx(sure.mean())
    assert page.found.mean_accuracy == before.mean_accuracy
    page.best.click()
    best = best_temperature(answers, 0.25, 4.0)
    qtbot.waitUntil(lambda: temperature(page.slider.value()) == pytest.approx(best, rel=0.01))
    page.back.click()
    qtbot.waitUntil(lambda: page.found.mean_confidence == pytest.approx(before.mean_confidence))


def test_pointing_at_a_bin_says_what_it_adds(qtbot: QtBot, session: Session, sheet: EvaluateSheet) -> None:
    page, heard = sheet.open_page("calibration"), sentences(session)
    qtbot.waitUntil(lambda: page.found is not None)
    page.diagram.setFocus()
    place = int(np.argmax(page.found.count))
    qtbot.keyClick(page.diagram, Qt.Key.Key_Home)
    for _ in range(place):
        qtbot.keyClick(page.diagram, Qt.Key.Key_Right)
    assert page.diagram.at == place
    part = page.found.count[place] / 128 * abs(page.found.accuracy[place] - page.found.confidence[place])
    assert heard[-1].startswith(
        f"{page.found.count[place]} images are read with a confidence of {10 * place} %"
    )
    assert heard[-1].endswith(f"Adds {significant(part, signed=False)} to the error.")


@pytest.mark.slow
def test_both_themes_paint_every_page(qtbot: QtBot, window: Any, in_window: EvaluateSheet) -> None:
    pictures = []
    for name in ("dark", "light"):
        window.apply_theme(name)
        for row in PAGES[:3]:
            in_window.open_page(row.name)
            pictures.append(in_window.grab().toImage())
    assert all(first != second for first, second in zip(pictures[:3], pictures[3:], strict=True))
