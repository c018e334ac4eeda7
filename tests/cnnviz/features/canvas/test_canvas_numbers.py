"""Numbers on the canvas: three significant digits, signs, round limits as short as they get."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.scene import Scene
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


@pytest.mark.parametrize(
    ("loss", "largest", "text"),
    [
        (9.30e-6, 13.1, "9e-6"),  # worked out with 16 digits it is 9.21e-6
        (1.94e-5, 13.1, "1.9e-5"),
        (0.0573, 13.1, "0.0573"),
        (2.31, 4.0, "2.31"),
        (0.0, 20.0, "0"),
    ],
)
def test_a_loss_has_no_more_digits_than_its_logits_leave_it(
    scene_of: Callable[..., Scene],
    lenet: tuple[CanvasBlock, ...],
    loss: float,
    largest: float,
    text: str,
) -> None:
    logits = np.array([largest, -1.0, 0.5], np.float32)
    assert replace(scene_of(lenet), loss=loss, logits=logits).loss_text == text


def test_there_is_no_loss_before_it_is_reached(
    scene_of: Callable[..., Scene], lenet: tuple[CanvasBlock, ...]
) -> None:
    assert replace(scene_of(lenet), loss=None).loss_text == ""
