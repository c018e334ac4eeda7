"""Images on the screen are the data's own pixels, in the places that the arithmetic names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from cnnviz.widgets.image_grid import GAP, Caption, ImageGrid
from cnnviz.widgets.picture import packed

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


@pytest.fixture
def wall(qtbot: Any) -> ImageGrid:
    made = ImageGrid("wall")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_images(MANY, np.arange(1000))
    return made


@pytest.fixture
def gallery(qtbot: Any) -> ImageGrid:
    made = ImageGrid("gallery", None, (84,), 136, 2)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_images(MANY, np.arange(1000)[::-1], lambda number: Caption((str(number), "90 %"), True))
    return made


@pytest.mark.parametrize("kind", ["wall", "gallery"])
@pytest.mark.parametrize("shape", [(28, 28), (3, 130, 200)])
def test_every_image_is_found_where_it_lies(
    kind: str, shape: tuple[int, ...], request: pytest.FixtureRequest
) -> None:
    grid: ImageGrid = request.getfixturevalue(kind)
    grid.show_images(np.zeros((50, *shape), np.uint8), np.arange(50), grid._caption)
    for number in (0, 1, grid.columns, 49):
        grid.select(number)
        tile, (first, last) = grid.tile(number), grid.in_sight()
        assert grid.number_at(QPointF(tile.topLeft())) == number
        assert grid.number_at(QPointF(tile.bottomRight())) == number
        assert first <= number < last <= 50
    assert grid.number_at(QPointF(-5, -5)) == -1
    assert grid.number_at(QPointF(grid.tile(49).bottomRight() + QPoint(0, 300))) == -1


def test_n_goes_round_captioned_images_in_their_order_and_a_click_opens_one(
    qtbot: Any, gallery: ImageGrid
) -> None:
    walked: list[int] = []
    entered: list[int] = []
    gallery.walked.connect(walked.append)
    gallery.entered.connect(entered.append)
    for key in (Qt.Key.Key_N, Qt.Key.Key_End, Qt.Key.Key_N):
        QTest.keyClick(gallery, key)
    assert walked == [998, 0, 999]
    assert [gallery.after(0), gallery.after(0, -1), gallery.after(-7)] == [999, 1, 999]
    qtbot.mousePress(gallery.viewport(), Qt.MouseButton.LeftButton, pos=gallery.cell(1).center())
    assert (entered, gallery.selected) == ([998], 998)


def test_what_is_painted_is_the_data_pixel_for_pixel(wall: ImageGrid) -> None:
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


def test_a_large_set_is_painted_by_what_is_in_sight_alone(wall: ImageGrid) -> None:
    first, last = wall.in_sight()
    assert (first, last) == (0, wall.columns * -(-(300 - 6) // (28 + GAP)))
    wall.verticalScrollBar().setValue(wall.verticalScrollBar().maximum())
    assert wall.in_sight()[1] == 1000
    wall.viewport().grab()
    assert wall._atlas is not None
    assert wall._atlas.height() < (300 // 30 + 2) * wall.columns * 28


def test_ctrl_and_the_wheel_change_the_size_and_the_wheel_alone_scrolls(wall: ImageGrid) -> None:
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
    wall: ImageGrid, side: int, scales: tuple[int, ...]
) -> None:
    wall.show_images(np.zeros((2, side, side), np.uint8), np.arange(2))
    for size, scale in enumerate(scales):
        wall.use_size(size)
        assert wall.scale == scale
        wall.viewport().grab()


def test_a_filtered_wall_keeps_the_selection_if_it_can(wall: ImageGrid) -> None:
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
