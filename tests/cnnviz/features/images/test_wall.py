"""Images on the screen are the data's own pixels, in the places that the arithmetic names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from cnnviz.features.images.bars import CountBars
from cnnviz.features.images.chips import HIGH, ClassChips
from cnnviz.features.images.enlarged import Enlarged
from cnnviz.features.images.histogram import GreyHistogram
from cnnviz.features.images.pixels import mosaic, packed, scaled
from cnnviz.features.images.rows import GAP, WallRows
from cnnviz.features.images.wall import ImageWall

RNG = np.random.default_rng(0)
MANY = RNG.integers(0, 256, (1000, 28, 28)).astype(np.uint8)


def test_grey_is_the_same_in_three_colours_and_colour_stays_what_it_is() -> None:
    assert [hex(value) for value in packed(np.array([[[0, 127, 255]]], np.uint8))[0, 0]] == [
        "0xff000000",
        "0xff7f7f7f",
        "0xffffffff",
    ]
    colour = np.array([1, 2, 254], np.uint8).reshape(1, 3, 1, 1)
    assert hex(packed(colour)[0, 0, 0]) == "0xff0102fe"
    four = np.array([10, 20, 30, 40], np.uint8).reshape(1, 4, 1, 1)
    assert hex(packed(four)[0, 0, 0]) == "0xff191919"


def test_a_mosaic_has_each_image_in_its_place_and_the_ground_between() -> None:
    images = RNG.integers(0, 256, (5, 3, 4)).astype(np.uint8)
    made = mosaic(images, 2, 1, 7)
    assert made.shape == (3 * 4, 2 * 5)
    for number in range(5):
        row, column = divmod(number, 2)
        tile = made[row * 4 : row * 4 + 4, column * 5 : column * 5 + 5]
        assert np.array_equal(tile[:3, :4] & 0xFF, images[number])
        assert (tile[3] == 7).all()
        assert (tile[:, 4] == 7).all()
    assert (made[8:, 5:] == 7).all()


def test_numbers_become_greys_from_black_to_white() -> None:
    assert scaled(np.array([0, 0.25, 0.5, 1.0]), 0.5).tolist() == [0, 128, 255, 255]


@pytest.mark.parametrize(
    "rows", [WallRows(60_000, 28, 28, 1, 900), WallRows(7, 200, 130, 1, 150), WallRows(0)]
)
def test_every_image_is_found_where_it_lies(rows: WallRows) -> None:
    for at in {0, 1, rows.columns, rows.count - 1} & set(range(rows.count)):
        tile = rows.tile(at)
        assert (tile.width(), tile.height()) == (rows.wide * rows.scale, rows.high * rows.scale)
        assert rows.at(tile.left(), tile.top()) == at
        assert rows.at(tile.right(), tile.bottom()) == at
        first, last = rows.between(tile.top(), tile.bottom())
        assert first <= at < last <= first + 2 * rows.columns
    assert rows.at(-5, -5) is None
    assert rows.at(rows.left + 1, 10**9) is None


@pytest.fixture
def wall(qtbot: Any) -> ImageWall:
    made = ImageWall("wall")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_images(MANY, np.arange(1000))
    return made


def test_what_is_painted_is_the_data_pixel_for_pixel(wall: ImageWall) -> None:
    for size, scale in enumerate((1, 2, 3)):
        wall.use_size(size)
        wall.select(500)
        number = 500 + wall.columns - 1 if wall.tile(500 + wall.columns - 1).right() < 380 else 501
        tile = wall.tile(number)
        picture = wall.viewport().grab().toImage()
        for row, column in ((0, 0), (13, 7), (27, 27)):
            for inside in {0, scale - 1}:
                at = tile.topLeft() + QPoint(column * scale + inside, row * scale + inside)
                if wall.viewport().rect().contains(at):
                    assert picture.pixelColor(at).red() == MANY[number, row, column]


def test_a_large_set_is_painted_by_what_is_in_sight_alone(wall: ImageWall) -> None:
    first, last = wall.in_sight()
    assert (first, last) == (0, wall.columns * -(-(300 - 6) // (28 + GAP)))
    wall.verticalScrollBar().setValue(wall.verticalScrollBar().maximum())
    assert wall.in_sight()[1] == 1000
    wall.viewport().grab()
    assert wall._picture is not None
    assert wall._picture.height() < 300 + 2 * 30


def test_ctrl_and_the_wheel_change_the_size_and_the_wheel_alone_scrolls(wall: ImageWall) -> None:
    def turn(amount: int, keys: Qt.KeyboardModifier) -> None:
        place = QPointF(50, 50)
        button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, place, QPoint(), QPoint(0, amount), button, keys, phase, False)
        wall.wheelEvent(event)

    turn(120, Qt.KeyboardModifier.ControlModifier)
    assert wall.scale == 2
    turn(-120, Qt.KeyboardModifier.ControlModifier)
    assert wall.scale == 1
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert wall.verticalScrollBar().value() > 0


@pytest.mark.parametrize(
    ("side", "scales"), [(8, (4, 7, 11)), (32, (1, 2, 3)), (64, (1, 1, 2)), (200, (1, 1, 1))]
)
def test_images_of_other_sizes_are_enlarged_by_whole_factors(
    wall: ImageWall, side: int, scales: tuple[int, ...]
) -> None:
    wall.show_images(np.zeros((2, side, side), np.uint8), np.arange(2))
    for size, scale in enumerate(scales):
        wall.use_size(size)
        assert wall.scale == scale
        wall.viewport().grab()


def test_a_filtered_wall_keeps_the_selection_if_it_can(wall: ImageWall) -> None:
    wall.select(300)
    wall.show_images(MANY, np.arange(0, 1000, 3))
    assert wall.selected == 300
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.selected == 303
    wall.show_images(MANY, np.arange(1, 1000, 3))
    assert wall.selected == 1
    wall.show_images(MANY, np.empty(0, np.intp))
    assert wall.selected == -1
    wall.empty = "nothing"
    wall.viewport().grab()


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
    chips = ClassChips("chips")
    qtbot.addWidget(chips)
    chips.resize(width, HIGH)
    chips.show()
    chips.show_classes([f"class {n}" for n in range(count)], np.arange(count))
    chips.resize(width, chips.sizeHint().height())
    places = [chips.chip(label) for label in range(-1, count)]
    assert len({place.width() for place in places}) == 1
    assert len({(place.x(), place.y()) for place in places}) == count + 1
    assert max(place.right() for place in places) <= width
    chips.setFocus()
    QTest.keyClick(chips, Qt.Key.Key_End)
    assert chips.viewport().rect().contains(chips.chip(count - 1).center().toPoint())
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
