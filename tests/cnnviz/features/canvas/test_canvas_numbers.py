"""Numbers on the canvas: three significant digits, signs, round limits as short as they get."""

from __future__ import annotations

import math

import pytest

from cnnviz.widgets.numbers import limit, near, significant


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.13, "+1.13"),
        (-0.00158, "-0.00158"),
        (2.483e-5, "+2.48e-5"),
        (0.0, "0"),
        (12.345, "+12.3"),
        (-1234.5, "-1,234"),
        (9.996, "+10.0"),
        (0.09996, "+0.100"),
        (123456.0, "+1.23e5"),
        (math.nan, "NaN"),
        (math.inf, "+∞"),
        (-math.inf, "-∞"),
    ],
)
def test_three_significant_digits_and_a_sign(number: float, text: str) -> None:
    assert significant(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (6.0, "6"),
        (0.5, "0.5"),
        (0.003, "0.003"),
        (1.5e-3, "0.0015"),
        (2000.0, "2,000"),
        (-1.0, "-1"),
        (0.02, "0.02"),
    ],
)
def test_a_limit_is_short(number: float, text: str) -> None:
    assert limit(number) == text


def test_small_beside_the_largest_is_nearly_zero_but_zero_is_zero() -> None:
    assert near(1e-6, 0.5) == "≈0"
    assert near(1e-6, 2e-6) == "+1.00e-6"
    assert near(0.0, 0.5) == "0"
