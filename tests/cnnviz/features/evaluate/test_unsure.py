"""The page "I don't know": counts taken again, letters that are letters, and what strangers are read as."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from cnnviz.features.evaluate.unsure import LETTERS, CoveragePlot, letters
from core.evaluation.calibration import coverage, noise


@pytest.fixture
def page(window: Any, qtbot: Any) -> Any:
    window.resize(1280, 720)
    for _ in range(6):
        window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 6)
    window.action("evaluate").trigger()
    sheet = window.panels["EvaluateSheet"]
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None and not sheet.evaluation.running)
    made = sheet.open_page("unsure")
    qtbot.waitUntil(lambda: len(made.strange) == 2)
    return made


@pytest.mark.slow
def test_every_count_is_that_of_the_answers(window: Any, page: Any) -> None:
    answers = page.result.answers
    for threshold in (0.0, 0.3, 0.5, 0.999):
        page.choose(threshold)
        answered = answers.confidence >= threshold
        right = int(answers.right[answered].sum())
        wrong = int(answered.sum()) - right
        assert page.answered.text().startswith(f"It answers {answered.sum()} of 128 images")
        assert f"{wrong} of these answers are wrong" in page.answered.text()
        missed = int((~answers.right).sum()) - wrong
        silent = f"To {(~answered).sum()} it says: I don't know; {missed} of them"
        assert page.held_back.text().startswith(silent)
        assert page.slider.value() == round(threshold * 1000)


@pytest.mark.slow
def test_strangers_are_read_by_the_network_of_the_result(window: Any, page: Any) -> None:
    copy = page.result.copy
    found = page.strange["noise"]
    assert np.array_equal(found.images, noise(100, (28, 28)))
    logits = copy.network().forward(copy.preprocessing(found.images))
    assert (found.answers.logits.argmax(axis=1) == logits.argmax(axis=1)).mean() > 0.97
    assert sorted(found.order.tolist()) == list(range(100))
    sure = found.answers.confidence[found.order]
    assert (np.diff(sure) <= 0).all()
    page.choose(0.4)
    count = int((found.answers.confidence >= 0.4).sum())
    assert page.heads["noise"].text() == f"Noise: {count} of 100 pictures of nothing get an answer"
    assert "the letter" in page.rows["letters"].tip(0)
    assert len(page.strange["letters"].images) == 4 * len(LETTERS)


@pytest.mark.slow
def test_the_threshold_is_found_and_walked_to(page: Any) -> None:
    page.best.click()
    if page.found.threshold_for(0.999) == page.found.threshold_for(0.999):
        answered, right = page.found.at(page.threshold)
        assert right >= 0.999 * answered
    page.choose(0.9)
    page.plot.setFocus()
    QTest.keyClick(page.plot, Qt.Key.Key_End)
    assert page.found.at(page.threshold)[0] == 128
    QTest.keyClick(page.plot, Qt.Key.Key_Home)
    assert page.found.at(page.threshold)[0] >= 1


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 32, 32), (1, 9, 14)])
def test_letters_are_white_on_black_and_in_the_middle(qtbot: Any, shape: tuple[int, int, int]) -> None:
    made, names = letters(shape)
    assert made.dtype == np.uint8
    assert made.shape == (len(names), *(shape if shape[0] > 1 else shape[1:]))
    assert set(names) == set(LETTERS)
    assert not set("BGIOSZ") & set(names)
    for image in made.reshape(len(names), -1, *shape[1:])[:, 0]:
        assert image.max() > 150
        assert image[0].max() == image[-1].max() == image[:, 0].max() == image[:, -1].max() == 0
        rows, columns = np.nonzero(image)
        for places, length in ((rows, shape[1]), (columns, shape[2])):
            assert abs((places.min() + places.max() + 1) / 2 - length / 2) <= 1


def test_the_plot_takes_a_click_for_a_coverage(qtbot: Any) -> None:
    plot = CoveragePlot("plot")
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.show()
    view = plot.built()
    assert plot.grab().toImage().pixelColor(250, 150).isValid()  # nothing to show
    rng = np.random.default_rng(0)
    confidence = rng.random(200)
    found = coverage(confidence, rng.random(200) < confidence)
    plot.show_coverage(found, 0.5)
    chosen: list[float] = []
    plot.chosen.connect(chosen.append)
    x = float(plot.area.shown().x(0.25))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), 100))
    assert found.at(chosen[-1])[0] == pytest.approx(50, abs=1)
    plot.point_at(QPointF(x, 100))
    assert "25.00 % answered" in plot.reading()
    assert "answered" in plot.accessibleDescription()
    assert {len(column) for column in plot.table().values()} == {200}
    assert plot.floor() <= found.accuracy[found.coverage > 0.02].min()
