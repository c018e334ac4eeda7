"""One pixel a number, in its colour; NaN, infinities and constants make flat tiles and no noise."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.widgets.colormap import LEVELS, NAN, ZERO, pixel, signed_table
from cnnviz.widgets.theme import THEMES
from cnnviz.widgets.tiles import atlas, clipped, folded, indices

TABLE = signed_table(THEMES["dark"])


def pixels(image) -> np.ndarray:
    return np.array([[image.pixel(x, y) for x in range(image.width())] for y in range(image.height())])


def test_a_number_finds_its_level() -> None:
    values = np.array([[-2.0, -0.2, 0.0, 0.06, 0.6, 2.0]], np.float32)
    assert indices(values, 2.0).tolist() == [[0, 450, ZERO, 515, 650, 2 * LEVELS]]


def test_what_lies_beyond_the_limits_has_their_colour() -> None:
    assert indices(np.array([5.0, -5.0, np.inf, -np.inf]), 1.0).tolist() == [2 * LEVELS, 0, 2 * LEVELS, 0]


def test_the_atlas_stacks_maps_one_pixel_a_number() -> None:
    values = np.array([[[0.0, 1.0], [-1.0, 0.3]], [[0.0, 0.0], [0.1, 0.0]]])
    image = atlas(values, 1.0, TABLE)
    assert (image.width(), image.height()) == (2, 4)
    found = pixels(image)
    assert found[0, 0] == pixel("#1b1f26")
    assert found[0, 1] == pixel("#ffd591")
    assert found[1, 0] == pixel("#8fe1ff")
    assert found[1, 1] == pixel("#b06a1f")
    assert found[3, 0] == pixel("#6b4522")


def test_each_map_may_have_its_own_limit() -> None:
    values = np.array([[[1.0]], [[10.0]]])
    image = atlas(values, np.array([[[1.0]], [[10.0]]]), TABLE)
    assert pixels(image).ravel().tolist() == [pixel("#ffd591")] * 2


@pytest.mark.fault(13)
@pytest.mark.parametrize("fill", [np.nan, 0.0, np.inf, -np.inf, 3.4e38, 1e-45])
@pytest.mark.parametrize("limit", [1.0, 1e-30])
def test_constant_and_absurd_arrays_make_flat_tiles(fill: float, limit: float) -> None:
    image = atlas(np.full((2, 3, 3), fill, np.float32), limit, TABLE)
    assert len(set(pixels(image).ravel().tolist())) == 1


@pytest.mark.fault(13)
def test_a_nan_among_numbers_is_marked_alone() -> None:
    found = indices(np.array([0.0, np.nan, 1.0]), 1.0)
    assert found.tolist() == [ZERO, NAN, 2 * LEVELS]


def test_grey_begins_at_black() -> None:
    found = indices(np.array([-0.42, 2.82]), 2.82 + 0.42, zero=-0.42)
    assert found.tolist() == [ZERO, 2 * LEVELS]


def test_the_image_outlives_the_array_it_was_made_of() -> None:
    images = [atlas(np.full((1, 8, 8), n / 100, np.float32), 1.0, TABLE) for n in range(100)]
    for n, image in enumerate(images):
        assert image.pixel(3, 3) == TABLE[ZERO + round(n * LEVELS / 100)]


def test_clipped_numbers_are_counted() -> None:
    assert clipped(np.array([0.5, 1.0, 1.1, -2.0, np.nan]), 1.0) == 2


def test_a_vector_is_folded_into_rows() -> None:
    assert folded(np.arange(5), 3).tolist() == [[0, 1, 2], [3, 4, 0]]
