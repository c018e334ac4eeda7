"""Images on the screen are the data's own pixels, in the places that the arithmetic names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cnnviz.features.images.image_card import Enlarged, scaled
from cnnviz.features.images.page import HIGH, ClassChips
from cnnviz.features.images.set_card import CountBars, GreyHistogram
from cnnviz.widgets.layouts import scrolled

RNG = np.random.default_rng(0)
MANY = RNG.integers(0, 256, (1000, 28, 28)).astype(np.uint8)


def test_numbers_become_greys_from_black_to_white() -> None:
    assert scaled(np.array([0, 0.25, 0.5, 1.0]), 0.5).tolist() == [0, 128, 255, 255]


def test_a_histogram_s_bars_are_as_high_as_its_counts_say(qtbot: Any) -> None:
    view = GreyHistogram("histogram")
    qtbot.addWidget(view)
    counts = np.zeros(256, np.int64)
    counts[[0, 1, 128, 255]] = 10**6, 10, 100, 1000
    view.show_counts(counts)
    assert view.foot() == 10
    assert view.heights()[[0, 127, 254]].tolist() == pytest.approx([0, 0.5, 1])
    view.use_log(False)
    assert view.heights()[[0, 127, 254]].tolist() == pytest.approx([0.01, 0.1, 1])
    view.resize(300, 92)
    view.show()
    area = view.area.shown()
    assert view.nearest(area, QPointF(float(area.x(128.0)), 50)) == 128
    with qtbot.waitSignal(view.pointed) as told:
        QTest.keyClick(view, Qt.Key.Key_End)
    assert told.args == [255]
    view.grab()
    view.show_counts(np.zeros(256, np.int64))
    assert not view.heights().any()
    view.grab()


def test_bars_stand_for_classes_and_a_class_without_a_value_has_none(qtbot: Any) -> None:
    view = CountBars("bars")
    qtbot.addWidget(view)
    view.resize(280, 62)
    view.show_values(np.array([0.1, np.nan, 0.2]), ("a", "b", "c"), {2})
    heights = [view.bar(label).height() for label in range(3)]
    assert heights[1] == 0
    assert heights[2] == 2 * heights[0]
    told: list[int] = []
    view.pointed.connect(told.append)
    QTest.mouseMove(view, view.bar(2).center().toPoint())
    view.point(2)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert told[-2:] == [2, 1]
    view.grab()


@pytest.mark.parametrize(("count", "width"), [(2, 900), (10, 900), (47, 900), (256, 900), (10, 300), (3, 80)])
def test_chips_fill_rows_of_one_width_and_all_of_them_can_be_reached(
    qtbot: Any, count: int, width: int
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    chips = ClassChips("chips", page)
    area = scrolled(chips, page, "area")
    chips.measured.connect(area.setFixedHeight)
    area.resize(width, HIGH)
    page.resize(width + 40, 400)
    page.show()
    chips.show_classes([f"class {n}" for n in range(count)], np.arange(count))
    QApplication.processEvents()
    places = [chips.place(number) for number in range(count + 1)]
    assert len({place.width() for place in places}) == 1
    assert len({(place.x(), place.y()) for place in places}) == count + 1
    assert max(place.right() for place in places) <= width
    chips.setFocus()
    QTest.keyClick(chips, Qt.Key.Key_End)
    assert not chips.visibleRegion().intersected(chips.place(count).toRect()).isEmpty()
    QTest.keyClick(chips, Qt.Key.Key_Space)
    assert chips.chosen == {count - 1}
    chips.grab()


def test_an_enlarged_image_reads_the_pixel_under_the_mouse(qtbot: Any) -> None:
    view = Enlarged("enlarged", 280)
    qtbot.addWidget(view)
    view.show()
    for shape in ((28, 28), (3, 32, 32), (130, 200)):
        view.show_pixels(np.zeros(shape, np.uint8))
        view.point(-1, -1)
        height, width = shape[-2:]
        QTest.mouseMove(view, QPoint(0, 0))
        QTest.mouseMove(view, view.cell(height - 1, width - 1).center().toPoint())
        assert view.here == (height - 1, width - 1)
        QTest.keyClick(view, Qt.Key.Key_Up)
        assert view.here == (height - 2, width - 1)
        view.grab()
    view.show_pixels(None)
    assert view.here == (-1, -1)
    view.grab()
