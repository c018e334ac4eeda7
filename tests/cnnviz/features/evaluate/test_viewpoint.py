"""Points of a map: what is in sight of the plane."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.features.evaluate.viewpoint import CLOSEST, Viewpoint


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
