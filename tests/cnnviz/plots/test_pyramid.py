import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.plots.pyramid import BASE, Pyramid, sums


def grown(values: np.ndarray, pieces: list[int]) -> Pyramid:
    pyramid = Pyramid()
    for length in sorted({min(piece, len(values)) for piece in pieces} | {len(values)}):
        pyramid.extend(values[:length])
        pyramid.extremes(
            pyramid.columns(0, length, max(1.0, length / 3))
        )  # so that the levels are built in pieces
    return pyramid


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(1, 60_000),
    seed=st.integers(0, 2**32 - 1),
    pieces=st.lists(st.integers(1, 60_000), max_size=4),
    columns=st.integers(1, 700),
    part=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    missing=st.sampled_from([0.0, 0.01, 0.9, 1.0]),
)
def test_extremes_of_each_column_are_numpys(length, seed, pieces, columns, part, missing):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=length).astype(np.float32)
    values[rng.random(length) < missing] = rng.choice([np.nan, np.inf, -np.inf])
    pyramid = grown(values, pieces)
    start, stop = sorted(int(at * length) for at in part)
    edges = pyramid.columns(start, stop, (stop - start) / columns)
    lowest, highest = pyramid.extremes(edges)
    if stop == start:
        assert len(edges) == len(lowest) == 0
        return
    (totals,), counts = sums([pyramid], edges)
    counts = np.diff(edges) if counts is None else counts[0]
    assert edges[0] <= start
    assert edges[-1] >= stop
    assert np.all(np.diff(edges) > 0)
    for index, (a, b) in enumerate(itertools.pairwise(edges)):
        finite = values[a:b][np.isfinite(values[a:b])]
        assert counts[index] == len(finite)
        assert totals[index] == pytest.approx(finite.sum(dtype=np.float64), abs=1e-6 + 1e-9 * len(finite))
        if len(finite):
            assert (lowest[index], highest[index]) == (finite.min(), finite.max())
        else:
            assert np.isnan(lowest[index])
            assert np.isnan(highest[index])


def test_columns_stay_in_place_while_the_history_grows():
    values = np.arange(100_000, dtype=np.float32)
    pyramid = Pyramid()
    pyramid.extend(values[:70_000])
    before = pyramid.columns(0, 70_000, 1234.5)
    pyramid.extend(values)
    after = pyramid.columns(0, 100_000, 1234.5)
    assert np.array_equal(before[:-1], after[: len(before) - 1])


def test_a_boundary_moves_by_a_quarter_of_a_column_at_most():
    pyramid = Pyramid()
    pyramid.extend(np.zeros(1_000_000, np.float32))
    for width in (3.3, 511.0, 513.0, 3333.3, 5000.0):
        edges = pyramid.columns(0, len(pyramid), width)
        nearest = np.rint(edges[:-1] / width) * width
        assert np.abs(edges[:-1] - nearest).max() <= width / 4 + 1


def test_a_column_without_finite_values_is_a_gap():
    values = np.ones(100, np.float32)
    values[40:60] = np.nan
    pyramid = Pyramid()
    pyramid.extend(values)
    lowest, highest = pyramid.extremes(pyramid.columns(0, 100, 10))
    assert np.isnan(lowest[4:6]).all()
    assert np.isnan(highest[4:6]).all()
    assert np.isfinite(lowest[:4]).all()


def test_a_shorter_column_starts_anew():
    pyramid = Pyramid()
    pyramid.extend(np.full(5 * BASE, 9.0, np.float32))
    pyramid.extremes(pyramid.columns(0, 5 * BASE, 5 * BASE))
    pyramid.extend(np.full(3 * BASE, 1.0, np.float32))
    assert pyramid.extremes(pyramid.columns(0, 3 * BASE, 3 * BASE))[1].max() == 1.0


@pytest.mark.fault(24)
def test_ten_million_values_are_drawn_from_a_few_thousand():
    values = np.random.default_rng(0).normal(size=10_000_000).astype(np.float32)
    bounds = values.min(), values.max()
    pyramid = Pyramid()
    pyramid.extend(values)
    edges = pyramid.columns(0, len(values), len(values) / 300)
    pyramid.extremes(edges)  # the one pass that building takes
    values[: len(values) - BASE] = np.nan  # whoever reads more than the last few of them anew, sees this
    lowest, highest = pyramid.extremes(pyramid.columns(0, len(values), len(values) / 300))
    assert np.isfinite(lowest).all()
    assert (lowest.min(), highest.max()) == bounds


@pytest.mark.fault(24)
def test_ten_million_values_take_under_a_megabyte_beside_them():
    pyramid = Pyramid()
    pyramid.extend(np.zeros(10_000_000, np.float32))
    pyramid.extremes(pyramid.columns(0, len(pyramid), 100_000))
    arrays = [
        getattr(level, name) for level in pyramid._levels for name in ("lowest", "highest", "total", "count")
    ]
    assert sum(array.nbytes for array in arrays) < 2**20
