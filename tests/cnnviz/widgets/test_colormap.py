"""Colours stand for numbers exactly: the stops of the map, zero, limits that are round and symmetric."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.widgets.colormap import (
    HALF_LIFE,
    LEVELS,
    NAN,
    ZERO,
    Limits,
    grey_table,
    peak,
    pixel,
    round_up,
    signed_table,
)
from cnnviz.widgets.theme import THEMES


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_stop_of_the_map_has_its_very_colour(name: str) -> None:
    theme = THEMES[name]
    table = signed_table(theme)
    for stops, way in ((theme.cool, -1), (theme.warm, 1)):
        for position, colour in stops:
            assert table[ZERO + way * round(position * LEVELS)] == pixel(colour)


def test_zero_has_the_colour_of_an_empty_tile() -> None:
    assert signed_table(THEMES["dark"])[ZERO] == pixel("#1b1f26")
    assert signed_table(THEMES["light"])[ZERO] == pixel("#f1f2f4")


def test_what_is_not_a_number_is_neither_warm_nor_cool() -> None:
    theme = THEMES["dark"]
    assert signed_table(theme)[NAN] == pixel(theme.faint)


def test_grey_goes_from_black_to_white() -> None:
    table = grey_table(THEMES["light"])
    assert table[ZERO] == pixel("#000000")
    assert table[2 * LEVELS] == pixel("#ffffff")


@given(st.floats(1e-20, 1e20))
def test_limits_are_rounded_up_to_the_ladder(number: float) -> None:
    limit = round_up(number)
    assert number <= limit * (1 + 1e-8)
    assert limit <= 1.7 * number
    mantissa = float(f"{limit:.5e}".split("e")[0])
    assert mantissa in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


@pytest.mark.parametrize("number", [0.0, np.nan, np.inf, -1.0])
def test_what_has_no_size_gets_the_limit_one(number: float) -> None:
    assert round_up(number) == 1.0


def test_the_peak_leaves_out_what_is_not_finite() -> None:
    assert peak(np.array([1.0, -3.0, np.nan, np.inf])) == 3.0
    assert peak(np.full(4, np.nan)) == 0.0
    assert peak(np.zeros((0, 2))) == 0.0


def test_a_limit_rises_at_once_and_sinks_slowly() -> None:
    now = [100.0]
    limits = Limits(lambda: now[0])
    assert limits.of("x", 1.0) == 1.0
    assert limits.of("x", 7.0) == 8.0
    assert limits.of("x", 0.1) == 8.0
    now[0] += 4.0
    assert limits.of("x", 0.1) == pytest.approx(0.1)
    assert limits.of("x", 7.0) == 8.0
    assert limits.of("x", 0.1, at_once=True) == pytest.approx(0.1)


@pytest.mark.parametrize("frames", [1, 2, 20])
def test_a_limit_sinks_by_the_clock_however_many_frames_there_are(frames: int) -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    limits.of("gradient", 1.0)
    for second in range(1, 4):
        for frame in range(frames):
            now[0] = second - 1 + (frame + 1) / frames
            shown = limits.of("gradient", 1e-6)
        assert shown == round_up(0.5 ** (second / HALF_LIFE))


def test_a_frozen_limit_stays() -> None:
    limits = Limits()
    limits.of("x", 2.0)
    limits.frozen = True
    assert limits.of("x", 50.0) == 2.0
    limits.forget()
    assert limits.of("x", 50.0) == 50.0


def test_zeros_keep_the_limit_that_was_only_while_pictures_follow_one_another() -> None:
    """A still picture's bar is its own, as it is on the microscope's page of the same numbers."""
    limits = Limits()
    assert limits.of("x", 0.3) == pytest.approx(0.3)
    limits.clock = lambda: 1e9  # sunk to nothing
    assert limits.of("x", 0.0) == pytest.approx(0.3)
    assert limits.of("x", 0.0, at_once=True) == 1.0
