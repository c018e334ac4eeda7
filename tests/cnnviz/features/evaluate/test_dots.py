"""Points of a map: what is in sight of the plane, the dots, and colours that tell classes apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from cnnviz.features.evaluate import dots
from cnnviz.features.evaluate.dots import CLOSEST, Viewpoint, channels, colour_of
from cnnviz.widgets import theme


@pytest.fixture(params=["dark", "light"])
def shown(request):
    before = theme.current().name
    yield theme.use(request.param)
    theme.use(before)


def luminance(colour) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_stands_out_from_the_panel(shown):
    ground = luminance(theme.colour("panel"))
    for index in range(10):
        low, high = sorted((ground, luminance(colour_of(index))))
        assert (high + 0.05) / (low + 0.05) >= 3.0


def test_no_two_classes_and_neither_accent_nor_wrong_look_alike(shown):
    colours = [colour_of(index) for index in range(10)] + [theme.colour("accent"), theme.colour("wrong")]
    for one, other in itertools.combinations(colours, 2):
        parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
        assert sum((a - b) ** 2 for a, b in parts) ** 0.5 > 35, (one.name(), other.name())


def test_there_is_a_colour_for_any_number_of_classes(shown):
    assert channels(13).shape == (13, 3)
    assert colour_of(12) == colour_of(2)


@pytest.fixture
def points():
    return np.random.default_rng(0).normal([3, -1], [2, 1], (500, 2)).astype(np.float32)


@pytest.fixture
def view(points):
    return Viewpoint(20, 10, 400, 300).fitted(points)


def test_everything_is_in_sight_at_first_with_one_scale_for_both_axes(view, points):
    assert view.inside(points).all()
    x, y = view.pixels(np.array([[0, 0], [1, 0], [0, 1]]))
    assert x[1] - x[0] == pytest.approx(view.scale)
    assert y[2] - y[0] == pytest.approx(-view.scale)


def test_a_pixel_and_its_place_lead_to_one_another(view):
    x, y = view.pixels(np.array([view.place(123, 45)]))
    assert (x[0], y[0]) == pytest.approx((123, 45))


def test_what_is_under_the_mouse_stays_there_when_coming_closer(view):
    before = view.place(300, 200)
    closer = view.closer(3, 300, 200)
    assert closer.place(300, 200) == pytest.approx(before)
    assert closer.zoomed == pytest.approx(3)


def test_coming_closer_has_an_end_and_going_away_stops_at_the_whole(view):
    assert view.closer(1e6, 0, 0).zoomed == pytest.approx(CLOSEST)
    assert view.closer(0.1, 50, 50).zoomed == pytest.approx(1)


def test_moving_carries_the_points_along(view, points):
    x, y = view.pixels(points)
    moved_x, moved_y = view.moved(7, -3).pixels(points)
    assert np.allclose(moved_x - x, 7)
    assert np.allclose(moved_y - y, -3)


def test_the_nearest_shown_point_is_meant_and_none_from_afar(view, points):
    x, y = view.pixels(points)
    shown = np.ones(500, bool)
    for across, down in ((200, 150), (120, 170), (22, 12)):
        distances = [np.hypot(a - across, b - down) for a, b in zip(x, y, strict=True)]
        best = int(np.argmin(distances))
        expected = best if distances[best] <= 14 else -1
        assert view.nearest(points, shown, across, down) == expected
    at = view.nearest(points, shown, float(x[3]), float(y[3]))
    shown[at] = False
    assert view.nearest(points, shown, float(x[at]), float(y[at])) != at
    assert view.nearest(points[:0], shown[:0], 5, 5) == -1


@pytest.mark.parametrize(("right", "up"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_an_arrow_goes_to_a_point_on_that_side(view, points, right, up):
    shown = np.ones(500, bool)
    for start in range(0, 500, 50):
        to = view.neighbour(points, shown, start, right, up)
        way = points[to] - points[start]
        if to == start:  # nothing within 60 degrees
            ways = points - points[start]
            ahead, aside = ways @ [right, up], np.abs(ways @ [up, right])
            assert not ((ahead > 0) & (aside <= 1.73 * ahead)).any()
        else:
            assert way @ np.array([right, up]) > 0


def test_a_point_out_of_sight_is_brought_in(view, points):
    close = view.closer(20, 200, 150)
    for point in points[:20]:
        assert close.holding(point).inside(point[None]).all()


def test_points_all_in_one_place_have_a_view():
    view = Viewpoint(0, 0, 100, 100).fitted(np.ones((5, 2)))
    x, y = view.pixels(np.ones((1, 2)))
    assert (x[0], y[0]) == pytest.approx((50, 50))


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
