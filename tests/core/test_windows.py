"""Windows over images: im2col and its transpose, borders, places."""

from __future__ import annotations

import numpy as np
import pytest

from core.windows import Window, col2im, im2col, pair, same_pads

NO_PADS = ((0, 0), (0, 0))


def test_im2col_writes_each_window_as_a_column() -> None:
    x = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    columns = im2col(x, Window((2, 2), (1, 1), NO_PADS))
    assert columns.T.tolist() == [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]


def test_the_columns_of_a_batch_lie_side_by_side_place_by_place() -> None:
    x = np.array([1.0, 2, 3, 4, 5, 6]).reshape(2, 1, 1, 3)
    columns = im2col(x, Window((1, 2), (1, 1), NO_PADS))
    assert columns.tolist() == [[1, 4, 2, 5], [2, 5, 3, 6]]


def test_col2im_adds_what_several_windows_share() -> None:
    window = Window((2, 2), (1, 1), NO_PADS)
    ones = np.ones((4, 4))
    assert col2im(ones, window, (1, 1, 3, 3)).tolist() == [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]


@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
@pytest.mark.parametrize("pads", [NO_PADS, ((1, 2), (0, 1))])
def test_col2im_is_the_transpose_of_im2col(stride: tuple[int, int], pads: tuple) -> None:
    rng = np.random.default_rng(0)
    window = Window((3, 2), stride, pads)
    x = rng.standard_normal((2, 3, 6, 7))
    columns = im2col(x, window)
    other = rng.standard_normal(columns.shape)
    assert (columns * other).sum() == pytest.approx((x * col2im(other, window, x.shape)).sum(), abs=1e-12)


def test_a_border_is_put_on_and_taken_off() -> None:
    window = Window((3, 3), (1, 1), ((1, 2), (0, 3)))
    x = np.ones((2, 2))
    padded = window.pad(x, value=-1.0)
    assert padded.shape == (5, 5)
    assert padded.sum() == 4 - 21
    np.testing.assert_array_equal(window.crop(padded), x)
    assert Window((3, 3), (1, 1), NO_PADS).pad(x) is x


def test_places_are_views_of_what_each_place_of_the_window_sees() -> None:
    image = np.arange(12.0).reshape(3, 4)
    places = list(Window((2, 2), (1, 2), NO_PADS).places(image))
    assert [place.tolist() for place in places] == [
        [[0, 2], [4, 6]],
        [[1, 3], [5, 7]],
        [[4, 6], [8, 10]],
        [[5, 7], [9, 11]],
    ]
    places[0][...] = -1
    assert image[0, 0] == -1


@pytest.mark.parametrize(
    ("kernel", "pads"), [(1, (0, 0)), (2, (0, 1)), (3, (1, 1)), (4, (1, 2)), (5, (2, 2))]
)
def test_same_padding_has_its_odd_one_after(kernel: int, pads: tuple[int, int]) -> None:
    assert same_pads((kernel, 1)) == (pads, (0, 0))
    assert same_pads((1, kernel)) == ((0, 0), pads)


def test_pairs_come_from_one_number_or_two() -> None:
    assert pair(3, "it") == (3, 3)
    assert pair([1, 2], "it") == (1, 2)
    assert pair(np.int64(2), "it") == (2, 2)
    for wrong in ((1,), (1, 2, 3), 1.5, "2", None, True, -1, (1, -1)):
        with pytest.raises(ValueError, match=r"^it must be a whole number"):
            pair(wrong, "it")
