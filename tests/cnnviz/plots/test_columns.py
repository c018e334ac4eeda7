import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.plots.columns import BASE, GrowingColumns, window_for


def grown(values: np.ndarray, pieces: list[int]) -> GrowingColumns:
    columns = GrowingColumns()
    for length in sorted({min(piece, len(values)) for piece in pieces} | {len(values)}):
        columns.extend(values[:length])
        columns.extremes(
            columns.edges(0, length, max(1.0, length / 3))
        )  # so that the levels are built in pieces
    return columns


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(1, 60_000),
    seed=st.integers(0, 2**32 - 1),
    pieces=st.lists(st.integers(1, 60_000), max_size=4),
    pixels=st.integers(1, 700),
    part=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    missing=st.sampled_from([0.0, 0.01, 0.9, 1.0]),
)
def test_extremes_of_each_column_are_numpys(length, seed, pieces, pixels, part, missing):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=length).astype(np.float32)
    values[rng.random(length) < missing] = rng.choice([np.nan, np.inf, -np.inf])
    columns = grown(values, pieces)
    start, stop = sorted(int(at * length) for at in part)
    edges = columns.edges(start, stop, (stop - start) / pixels)
    lowest, highest = columns.extremes(edges)
    if stop == start:
        assert len(edges) == len(lowest) == 0
        return
    (totals,), counts = columns._sums(edges)
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
    columns = GrowingColumns()
    columns.extend(values[:70_000])
    before = columns.edges(0, 70_000, 1234.5)
    columns.extend(values)
    after = columns.edges(0, 100_000, 1234.5)
    assert np.array_equal(before[:-1], after[: len(before) - 1])


def test_a_boundary_moves_by_a_quarter_of_a_column_at_most():
    columns = GrowingColumns()
    columns.extend(np.zeros(1_000_000, np.float32))
    for width in (3.3, 511.0, 513.0, 3333.3, 5000.0):
        edges = columns.edges(0, len(columns), width)
        nearest = np.rint(edges[:-1] / width) * width
        assert np.abs(edges[:-1] - nearest).max() <= width / 4 + 1


def test_a_column_without_finite_values_is_a_gap():
    values = np.ones(100, np.float32)
    values[40:60] = np.nan
    columns = GrowingColumns()
    columns.extend(values)
    lowest, highest = columns.extremes(columns.edges(0, 100, 10))
    assert np.isnan(lowest[4:6]).all()
    assert np.isnan(highest[4:6]).all()
    assert np.isfinite(lowest[:4]).all()


def test_a_shorter_column_starts_anew():
    columns = GrowingColumns()
    columns.extend(np.full(5 * BASE, 9.0, np.float32))
    columns.extremes(columns.edges(0, 5 * BASE, 5 * BASE))
    columns.extend(np.full(3 * BASE, 1.0, np.float32))
    assert columns.extremes(columns.edges(0, 3 * BASE, 3 * BASE))[1].max() == 1.0


@pytest.mark.slow
@pytest.mark.fault(24)
def test_ten_million_values_are_drawn_from_a_few_thousand():
    values = np.random.default_rng(0).normal(size=10_000_000).astype(np.float32)
    bounds = values.min(), values.max()
    columns = GrowingColumns()
    columns.extend(values)
    edges = columns.edges(0, len(values), len(values) / 300)
    columns.extremes(edges)  # the one pass that building takes
    values[: len(values) - BASE] = np.nan  # whoever reads more than the last few of them anew, sees this
    lowest, highest = columns.extremes(columns.edges(0, len(values), len(values) / 300))
    assert np.isfinite(lowest).all()
    assert (lowest.min(), highest.max()) == bounds


@pytest.mark.fault(24)
def test_ten_million_values_take_under_a_megabyte_beside_them():
    columns = GrowingColumns()
    columns.extend(np.zeros(10_000_000, np.float32))
    columns.extremes(columns.edges(0, len(columns), 100_000))
    arrays = [
        getattr(level, name) for level in columns._levels for name in ("lowest", "highest", "total", "count")
    ]
    assert sum(array.nbytes for array in arrays) < 2**20


def first_mean(columns: GrowingColumns, start: int, stop: int, window: int) -> tuple[np.ndarray, np.ndarray]:
    positions, means = columns.means(start, stop, window)
    return positions, means[0]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(1, 20_000), st.integers(0, 14), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_the_mean_is_of_the_last_steps(length, power, seed, part):
    window = 2**power
    values = np.random.default_rng(seed).normal(size=length).astype(np.float32)
    columns = GrowingColumns()
    columns.extend(values)
    steps, means = first_mean(columns, int(part * length), length, window)
    if part == 1.0:
        return
    assert steps[-1] == length
    for at, mean in list(zip(steps, means, strict=True))[:-1]:
        assert mean == pytest.approx(values[max(0, at - window) : at].mean(dtype=np.float64), abs=1e-5)
    # At the newest step the window may be short by the part of a cell that hasn't come yet.
    shortest = window - max(1, window // 8)
    lasts = [values[max(0, length - n) :].mean(dtype=np.float64) for n in range(max(1, shortest), window + 1)]
    assert min(lasts) - 1e-5 <= means[-1] <= max(lasts) + 1e-5


def test_one_huge_value_does_not_spoil_what_follows():
    values = np.full(1000, 1e-3, np.float32)
    values[10] = 1e30
    columns = GrowingColumns()
    columns.extend(values)
    _, means = first_mean(columns, 0, 1000, 64)
    assert means[-1] == pytest.approx(1e-3, rel=1e-6)


def test_no_finite_value_is_a_gap():
    values = np.ones(400, np.float32)
    values[100:200] = np.nan
    columns = GrowingColumns()
    columns.extend(values)
    steps, means = first_mean(columns, 0, 400, 8)
    assert np.isnan(means[(steps > 100) & (steps <= 200)]).all()
    assert (means[steps > 208] == 1).all()


def test_the_window_follows_the_axis_in_powers_of_two():
    assert [window_for(steps) for steps in (10, 100, 1500, 20_000)] == [1, 4, 64, 1024]


@pytest.mark.parametrize("missing", [0, 200])
def test_lines_together_have_the_means_of_each_alone_to_the_last_bit(missing):
    rng = np.random.default_rng(5)
    table = rng.lognormal(size=(30_000, 5)).astype(np.float32)
    table[rng.integers(0, 30_000, missing), rng.integers(0, 5, missing)] = np.nan
    together, alone = GrowingColumns(), [GrowingColumns() for _ in range(5)]
    for length in (90, 700, 4_100, 17_000, 30_000):
        together.extend(table[:length])
        window = window_for(length)
        positions, means = together.means(0, length, window)
        for line, columns in enumerate(alone):
            columns.extend(table[:length, line])
            of_one = columns.means(0, length, window)
            np.testing.assert_array_equal(positions, of_one[0])
            np.testing.assert_array_equal(means[line], of_one[1][0])
            edges = together.edges(0, length, length / 250)
            for both in zip(together.extremes(edges, line), columns.extremes(edges), strict=True):
                np.testing.assert_array_equal(*both)


def test_another_number_of_lines_starts_anew():
    columns = GrowingColumns()
    columns.extend(np.ones((600, 3), np.float32))
    columns.means(0, 600, 512)
    columns.extend(np.full((700, 2), 2.0, np.float32))
    assert columns.means(0, 700, 512)[1].tolist()[0][-1] == 2.0
