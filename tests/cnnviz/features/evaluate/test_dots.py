"""Dots as pixels: where they stand, in which colour, and what happens at the edge."""

import numpy as np
from PySide6.QtGui import QColor, QImage

from cnnviz.features.evaluate import dots

GROUND = QColor(10, 20, 30)
COLOURS = np.array([[255.0, 0, 0], [0, 255.0, 0]])


def drawn(x, y, kinds, shape, size=(40, 30)) -> QImage:
    canvas = dots.Canvas(*size, GROUND)
    canvas.stamp(np.array(x, float), np.array(y, float), np.array(kinds), dots.shades(COLOURS, GROUND), shape)
    return canvas.image().copy()


def test_a_dot_has_its_colour_at_its_middle_and_the_ground_beyond_its_rim():
    image = drawn([20.4], [10.9], [1], dots.disc(3.0))
    assert image.pixelColor(20, 10) == QColor(0, 255, 0)
    assert image.pixelColor(25, 10) == GROUND
    assert image.pixelColor(0, 0) == GROUND


def test_a_ring_is_empty_inside():
    image = drawn([20], [10], [0], dots.disc(6.0, 4.5))
    assert image.pixelColor(20, 10) == GROUND
    assert image.pixelColor(25, 10).red() > 200


def test_a_disc_covers_the_area_of_a_disc():
    for radius in (1.5, 2.6, 4.0):
        covered = sum(shade for _, _, shade in dots.disc(radius)) / dots.STEPS
        assert abs(covered / (np.pi * radius**2) - 1) < 0.12


def test_where_dots_overlap_the_nearest_centre_has_the_pixel_whatever_the_order():
    for order in ((0, 1), (1, 0)):
        x, kinds = np.array([18.0, 22.0])[list(order)], np.array([0, 1])[list(order)]
        image = drawn(x, [10, 10], kinds, dots.disc(4.0))
        assert image.pixelColor(19, 10).red() == 255
        assert image.pixelColor(21, 10).green() == 255


def test_dots_at_and_beyond_the_edge_do_no_harm():
    image = drawn([0, 39, -1e6, 1e6, 5], [0, 29, 5, 5, -3], [0, 0, 0, 0, 1], dots.disc(4.0))
    assert image.pixelColor(0, 0).red() == 255
    assert image.pixelColor(39, 29).red() == 255
    assert image.pixelColor(5, 0).green() > 100  # its centre is outside, its rim is not


def test_lines_cross_where_they_are_told_to():
    canvas = dots.Canvas(20, 20, GROUND)
    canvas.cross(5, 7, QColor(200, 200, 200))
    canvas.cross(-50, 900, QColor(255, 0, 0))  # not in sight
    image = canvas.image().copy()
    assert {image.pixelColor(5, y).name() for y in range(20)} == {"#c8c8c8"}
    assert {image.pixelColor(x, 7).name() for x in range(20)} == {"#c8c8c8"}
    assert image.pixelColor(6, 8) == GROUND
