"""Disturbed images: as strongly as asked, the same for one image as among others, checked pixel by pixel."""

import math

import numpy as np
import pytest

from core.evaluation.robustness import DISTURBANCES, disturb, moves, turns


@pytest.fixture
def images():
    made = np.random.default_rng(3).integers(0, 256, (12, 9, 9)).astype(np.uint8)
    made.setflags(write=False)
    return made


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_nothing_is_changed_by_an_amount_of_nothing(images, kind):
    assert np.array_equal(disturb(images, np.arange(12), kind, 0.0), images)


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_an_image_is_disturbed_alike_alone_and_among_others(images, kind):
    amount = DISTURBANCES[kind][3]
    together = disturb(images, np.arange(12), kind, amount, seed=5)
    for place in (0, 7, 11):
        alone = disturb(images[place : place + 1], np.array([place]), kind, amount, seed=5)
        assert np.array_equal(alone[0], together[place])
    assert not np.array_equal(together, disturb(images, np.arange(12), kind, amount, seed=6))


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_shape_and_greys_stay_whatever_the_shape(kind):
    for shape in ((4, 3, 8, 6), (4, 6, 9), (0, 5, 5)):
        images = np.full(shape, 200, np.uint8)
        made = disturb(images, np.arange(shape[0]), kind, DISTURBANCES[kind][-1])
        assert made.shape == shape
        assert made.dtype == np.uint8


def test_noise_has_the_deviation_asked_for_and_only_grows_from_amount_to_amount():
    grey = np.full((40, 28, 28), 128, np.uint8)
    some, more = (
        disturb(grey, np.arange(40), "noise", amount).astype(float) / 255 - 128 / 255
        for amount in (0.05, 0.1)
    )
    assert some.std() == pytest.approx(0.05, rel=0.02)
    assert abs(more - 2 * some).max() <= 2.1 / 255  # the same draw, twice as strong, each rounded to a grey


def test_noise_stays_between_black_and_white():
    made = disturb(np.full((5, 28, 28), 255, np.uint8), np.arange(5), "noise", 1.0)
    assert made.max() == 255
    assert made.min() == 0
    assert (made == 255).mean() == pytest.approx(0.5, abs=0.03)  # half of the draws would be brighter


def test_a_shift_reads_between_four_pixels(images):
    made = disturb(images, np.arange(12), "shift", 2.5, seed=1)
    right, down = moves(np.arange(12), 2.5, seed=1)
    for n in range(12):
        for row in range(9):
            for column in range(9):
                y, x = row - down[n], column - right[n]
                top, left = math.floor(y), math.floor(x)
                value = 0.0
                for r, c in ((top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)):
                    if 0 <= r < 9 and 0 <= c < 9:
                        value += images[n, r, c] * (1 - abs(y - r)) * (1 - abs(x - c))
                assert abs(made[n, row, column] - value) <= 0.51


def test_shifts_go_every_way_and_just_so_far():
    right, down = moves(np.arange(4000), 3.0)
    assert np.allclose(np.hypot(right, down), 3.0)
    for part in (right > 0, down > 0, right > down):
        assert 0.46 < part.mean() < 0.54


def test_a_quarter_turn_moves_whole_pixels(images):
    made = disturb(images, np.arange(12), "rotation", 90.0)
    sides = turns(np.arange(12), 90.0)
    assert set(sides.tolist()) == {-90.0, 90.0}
    for own, before, side in zip(made, images, sides, strict=True):
        assert np.array_equal(own, np.rot90(before, 1 if side < 0 else -1))


@pytest.mark.parametrize("degrees", [10.0, 40.0, 50.0, 80.0])
def test_a_rotation_carries_a_spot_where_the_formula_says(degrees):
    rows, columns = np.mgrid[0:28, 0:28] - 13.5
    spot = np.exp(-((rows + 6.0) ** 2 + (columns - 2.0) ** 2) / 16)  # above the centre, a little to the right
    images = np.rint(np.repeat(spot[None] * 255, 6, axis=0)).astype(np.uint8)
    made = disturb(images, np.arange(6), "rotation", degrees).astype(float) / 255
    for own, turn in zip(made, np.radians(turns(np.arange(6), degrees)), strict=True):
        right = 2.0 * math.cos(turn) + 6.0 * math.sin(turn)  # clockwise, with rows counted downwards
        down = 2.0 * math.sin(turn) - 6.0 * math.cos(turn)
        expected = np.exp(-((rows - down) ** 2 + (columns - right) ** 2) / 16)
        assert abs(own - expected).max() < 0.06


def test_what_comes_in_from_outside_is_black_even_where_nothing_else_is():
    made = disturb(np.full((3, 10, 10), 90, np.uint8), np.arange(3), "shift", 4.0)
    assert made.min() == 0


def test_an_unknown_kind_is_refused(images):
    with pytest.raises(ValueError, match="noise, shift, rotation"):
        disturb(images, np.arange(12), "blur", 1.0)
