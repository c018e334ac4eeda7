import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.features.microscope.blocks.block import Number
from cnnviz.features.transport import transport_bar
from cnnviz.plots import axes
from cnnviz.widgets import numbers
from cnnviz.widgets.numbers import brief


@given(st.integers(0, 10**9))
def test_the_step_axis_holds_every_step_and_wastes_less_than_a_third(steps):
    top = axes.steps_top(steps)
    assert top >= steps
    assert top == 100 or steps > top * 0.66


@given(st.floats(1e-30, 1e30), st.floats(1, 1e20))
def test_a_log_range_holds_its_values_and_at_least_a_decade(low, ratio):
    high = low * ratio
    bottom, top = axes.log_range(low, high)
    assert top >= high * 0.999 or top <= 1e-11
    assert bottom <= low * 1.001 or bottom == pytest.approx(1e-12)
    assert top / bottom > 9.8


def test_a_log_range_stays_while_it_fits():
    before = axes.log_range(0.01, 1.0)
    assert axes.log_range(0.011, 0.9, before) == before
    assert axes.log_range(0.5, 0.9, before) != before
    assert axes.log_range(0.011, 2.0, before) != before


@pytest.mark.parametrize("nothing", [math.nan, math.inf, 0.0, -1.0])
def test_a_log_range_of_nothing_is_some_range(nothing):
    bottom, top = axes.log_range(nothing, nothing)
    assert 0 < bottom < top


def test_accuracy_begins_where_most_of_it_lies():
    assert axes.percent_range(np.full(100, 0.97), np.full(100, 0.93)) == (0.9, 1.0)
    assert axes.percent_range(np.linspace(0.1, 0.9, 100), np.empty(0)) == (0.0, 1.0)
    assert axes.percent_range(np.full(5, np.nan), np.empty(0)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.06712, "0.0671"),
        (0.00672, "0.00672"),
        (0.000672, "6.72e-4"),
        (0.0, "0"),
        (2.3026, "2.30"),
        (1234.5, "1,234"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
    ],
)
def test_numbers_have_three_digits(value, text):
    assert axes.number_text(value) == text


def test_log_ticks_are_decades_thinned_to_the_room():
    texts = [tick.text for tick in axes.log_ticks(1e-6, 1.0, 3)]
    assert texts[-1] == "1"
    assert sum(bool(text) for text in texts) <= 3
    assert [tick.text for tick in axes.log_ticks(0.02, 0.5, 5)] == ["0.02", "0.05", "0.1", "0.2", "0.5"]


def test_a_power_of_ten_is_written_as_everywhere():
    assert [tick.text for tick in axes.linear_ticks(0, 2e30, 2)] == ["0.0e0", "1.0e30", "2.0e30"]
    assert [tick.text for tick in axes.linear_ticks(0, 2e-6, 2)][-1] == "2.0e-6"
    assert [brief(value) for value in (1234.0, 2.5e-5, 1e12)] == ["1,234", "2.5e-5", "1e12"]


@pytest.mark.parametrize(
    ("value", "text"), [(1234.0, "1,234"), (12345.0, "12,345"), (99949.0, "99,949"), (123456.0, "1.23e5")]
)
def test_thousands_have_a_comma_in_plots_as_on_pages(value, text):
    page = Number(value, None, "x")
    texts = numbers.significant(value, signed=False), axes.number_text(value), numbers.brief(value)
    assert {*texts, str(page).removeprefix("+")} == {text}
    assert page.hint == f"x: +{value:,.0f}"
    assert transport_bar._number(value) == text


def test_ticks_and_limits_of_thousands_have_a_comma():
    assert [tick.text for tick in axes.linear_ticks(0, 4000, 2)] == ["0", "2,000", "4,000"]
    assert [tick.text for tick in axes.log_ticks(1000, 1e5, 9)] == ["1,000", "10,000", "1e5"]
    assert [numbers.limit(value) for value in (1000, 1234, 20000, 150000)] == [
        "1,000",
        "1,200",
        "20,000",
        "1.5e5",
    ]


def test_step_ticks_are_round():
    assert [tick.text for tick in axes.step_ticks(0, 1500, 4)] == ["0", "500", "1,000", "1,500"]
    assert [tick.text for tick in axes.step_ticks(0, 3e6, 4)] == ["0", "1 M", "2 M", "3 M"]


def test_an_axis_writes_its_numbers_as_they_are_written_everywhere():
    assert [tick.text for tick in axes.log_ticks(0.001, 1.0, 9)] == ["0.001", "0.01", "0.1", "1"]
    assert [tick.text for tick in axes.log_ticks(1e-4, 1.0, 9)] == ["1e-4", "1e-3", "1e-2", "1e-1", "1"]
    assert [tick.text for tick in axes.log_ticks(2e-4, 2e-3, 9)] == ["2e-4", "5e-4", "1e-3", "2e-3"]
    assert [tick.text for tick in axes.linear_ticks(0, 0.05, 3)] == ["0.00", "0.02", "0.04"]
    assert [tick.text for tick in axes.linear_ticks(0, 0.04, 4, percent=True)] == [
        "0 %",
        "1 %",
        "2 %",
        "3 %",
        "4 %",
    ]


def test_a_linear_axis_begins_at_zero_and_ends_round():
    assert axes.linear_range(np.full(100, 0.93)) == (0.0, 1.0)
    assert axes.linear_range(np.array([np.nan])) == (0.0, 1.0)
    assert axes.linear_range(np.zeros(5)) == (0.0, 1.0)
