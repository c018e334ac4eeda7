"""The page Robustness: its curves recomputed, its example at every amount, by mouse and by keyboard."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from cnnviz.features.evaluate.robustness import RobustnessWork, sentence
from core.evaluation.robustness import DISTURBANCES, Point, disturb


@pytest.fixture
def session(begun):
    return begun(12)


@pytest.fixture
def page(qtbot, sheet):
    made = sheet.open_page("robustness")
    qtbot.waitUntil(lambda: measured(made))
    return made


def measured(page) -> bool:
    return page.measuring is not None and page.measuring.complete and not page.background.running


def read(page, kind: str, amount: float) -> np.ndarray:
    """What the clear layers read."""
    result, indices = page.measuring.result, page.measuring.indices
    images = disturb(result.dataset.images[indices], indices, kind, amount)
    return result.copy.network().forward(result.copy.preprocessing(images)).argmax(axis=1)


@pytest.mark.slow
def test_each_curve_is_the_accuracy_over_disturbed_images(page):
    labels = page.measuring.result.dataset.labels[page.measuring.indices]
    for kind, amounts in DISTURBANCES.items():
        curve = page.plots[kind].curve
        assert curve.amounts == amounts
        for at in (0, 3, len(amounts) - 1):
            right = read(page, kind, amounts[at]) == labels
            assert curve.accuracies[at] == pytest.approx(right.mean())
            p = right.mean()
            assert curve.errors[at] == pytest.approx((p * (1 - p) / len(labels)) ** 0.5)


@pytest.mark.slow
def test_the_undisturbed_accuracy_is_the_evaluations_own(page):
    whole = page.measuring.result.answers.accuracy
    assert all(plot.curve.accuracies[0] == pytest.approx(whole) for plot in page.plots.values())
    assert "network at step 12" in page.note.text()
    assert "128 of 128 test images" in page.note.text()


@pytest.mark.slow
def test_the_example_is_shown_as_it_was_asked_and_as_it_was_read(page):
    page.show_example(5)
    index = int(page.measuring.indices[5])
    result = page.measuring.result
    for kind, plot in page.plots.items():
        for at in (0, 4):
            asked = disturb(
                result.dataset.images[index][None], np.array([index]), kind, DISTURBANCES[kind][at]
            )[0]
            assert np.array_equal(plot.curve.examples[at], asked)
            answer = int(read(page, kind, DISTURBANCES[kind][at])[5])
            assert plot.curve.read[at] == str(answer)
            assert plot.curve.right[at] == (answer == result.dataset.labels[index])
    label = result.dataset.labels[index]
    assert page.example.text() == f"test image {index}: {'an' if label == 8 else 'a'} {label}"


@pytest.mark.slow
def test_examples_are_gone_through_round_and_round(qtbot, page):
    page.show_example(0)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.position == 127
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.position == 0


@pytest.mark.slow
def test_the_weakest_images_come_first(page):
    def borne(position: int) -> int:
        return sum(bool(point.right[position]) for point in page.measuring.points)

    able = [k for k in range(128) if page.measuring.points[0].right[k]]
    page.weak.click()
    first = page.position
    assert borne(first) == min(borne(k) for k in able)
    page.weak.click()
    assert page.position != first
    assert borne(page.position) >= borne(first)


@pytest.mark.slow
def test_a_click_on_a_point_puts_the_disturbed_image_on_the_canvas(qtbot, page, session):
    page.show_example(12)
    index = int(page.measuring.indices[12])
    plot = page.plots["rotation"]
    qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=plot.tile(3).center().toPoint())
    guest = session.exhibit.shown
    assert guest.name == f"test image {index}, rotated 30 degrees"
    assert np.array_equal(guest.image, plot.curve.examples[3])
    assert guest.label == page.measuring.result.dataset.labels[index]
    assert not page.isVisible()


@pytest.mark.slow
def test_enter_puts_the_image_on_the_canvas_too(qtbot, page, session):
    plot = page.plots["shift"]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(plot, key)
    assert session.exhibit.shown.name == "test image 0, shifted 2 px"


@pytest.mark.slow
def test_the_amount_under_the_mouse_is_told_in_words(qtbot, page):
    with qtbot.waitSignal(page.session.hint_changed) as told:
        page.plots["noise"].point(2)
    point = page.measuring.of("noise")[2]
    assert f"{int(point.right.sum())} of 128 images are read rightly" in told.args[1]
    assert "Test image 0, noise 0.2 is read as" in told.args[1]


@pytest.mark.parametrize("count", [2, 3, 10])
def test_what_can_be_lost_is_what_is_read_better_than_guessing(count):
    def said(undisturbed: float, noisy: float) -> str:
        right = {False: np.arange(1000) < 1000 * undisturbed, True: np.arange(1000) < 1000 * noisy}
        read = np.zeros(1000)
        points = [
            Point(kind, amount, read, read, right[kind == "noise" and amount > 0.45])
            for kind, amounts in DISTURBANCES.items()
            for amount in amounts
        ]
        return sentence(RobustnessWork(SimpleNamespace(classes=range(count)), np.arange(1000), points=points))

    chance = 1 / count
    assert said(chance + 0.05 * (1 - chance), chance).startswith("It reads hardly better than guessing")
    assert said(chance + 0.95 * (1 - chance), chance + 0.9 * (1 - chance)).startswith("Nothing drawn here")
    for undisturbed in (0.99, chance + 0.2 * (1 - chance)):  # all that it had is lost, whatever it was
        text = said(undisturbed, chance)
        assert f"are {100 * (round(undisturbed, 3) - chance):.3g} points above guessing" in text
        assert "Noise is the first to hurt, after 41 %" in text


@pytest.mark.slow
def test_the_sentence_names_what_hurts_first(page):
    least = {}
    for kind, amounts in DISTURBANCES.items():
        accuracies = page.plots[kind].curve.accuracies
        floor = 0.1 + 0.9 * (accuracies[0] - 0.1)  # of ten classes
        below = [k for k in range(len(amounts)) if accuracies[k] < floor]
        if below:
            k = below[0]
            part = (accuracies[k - 1] - floor) / (accuracies[k - 1] - accuracies[k])
            least[kind] = (amounts[k - 1] + part * (amounts[k] - amounts[k - 1])) / amounts[-1]
    first = min(least, key=least.get)
    names = {"noise": "Noise", "shift": "A shift", "rotation": "A rotation"}
    expected = f"{names[first]} is the first to hurt, after {100 * least[first]:.0f} % of what is drawn here."
    assert page.sentence.text().endswith(expected)


@pytest.mark.slow
def test_cancelled_work_keeps_what_was_found_and_can_begin_anew(qtbot, page):
    page.start_again()
    page.working.cancel.click()
    assert not page.background.running
    assert page.working.again.isVisible()
    assert "grow" in page.sentence.text()
    page.plots["rotation"].point(5)  # not measured yet, and said so
    page.working.again.click()
    qtbot.waitUntil(lambda: measured(page))


@pytest.mark.slow
def test_out_of_sight_it_stops(qtbot, page, sheet):
    page.start_again()
    sheet.open_page("classes")
    assert not page.background.running
    sheet.open_page("robustness")
    qtbot.waitUntil(lambda: measured(page))
    page.show_result(None)
    assert page.sentence.text() == ""
    page.grab()


@pytest.mark.slow
def test_the_curve_of_an_earlier_step_stays_to_compare_with(qtbot, page, sheet, session):
    earlier = page.plots["shift"].curve.accuracies
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 13)
    sheet.evaluation.evaluate()
    qtbot.waitUntil(lambda: page.measuring.result.step == 13 and measured(page))
    assert np.array_equal(page.plots["shift"].curve.before, earlier)
    assert "network at step 13" in page.note.text()
    assert "dashed: at step 12" in page.note.text()
    page.grab()
