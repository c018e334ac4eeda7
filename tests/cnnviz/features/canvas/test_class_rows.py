"""The rows of the classes: their numbers are whole, however large they are."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.features.canvas.class_rows import LOGIT, CanvasClassRow
from cnnviz.features.canvas.labels import MONO, fonts
from cnnviz.widgets.numbers import within


@pytest.mark.parametrize("logit", [-999.94, 999.96, 12345.0, -99996.0, 1.35e6, -2.949e12, 9.99e-5, 3e38])
def test_a_logit_ends_before_its_bar(qapp: object, logit: float) -> None:
    from PySide6.QtGui import QFontMetricsF

    row = CanvasClassRow(3, logit, 0.5, 0.1, 0.0, 1.0, False, False, False, "3")
    assert np.isclose(float(row.logit_text.replace(",", "")), logit, rtol=0.5, atol=0.1)
    start, bar = 8, LOGIT + 6  # beyond the class's name
    assert start + QFontMetricsF(fonts()[MONO]).horizontalAdvance(row.logit_text) <= bar


@pytest.mark.parametrize(("logit", "said"), [(-0.04, "0.0"), (0.04, "0.0"), (-0.06, "-0.1"), (0.06, "+0.1")])
def test_a_logit_just_under_zero_has_no_sign(logit: float, said: str) -> None:
    assert CanvasClassRow(3, logit, 0.5, 0.1, 0.0, 1.0, False, False, False, "3").logit_text == said


@pytest.mark.parametrize("p", [6.9e-4, 5.1e-4, 4.9e-4, 1e-6])
def test_a_wrong_classs_gradient_is_nearly_zero_where_its_probability_is(p: float) -> None:
    row = CanvasClassRow(3, -4.0, p, p, 0.0, 0.998, False, False, False, "3")
    assert (row.probability_text == "≈0") == (row.gradient_text == "≈0")


def test_a_number_has_as_many_digits_as_there_is_room_for() -> None:
    assert [within(1.348e6, letters) for letters in (7, 6, 5)] == ["+1.35e6", "+1.3e6", "+1e6"]
    assert within(-3.4e38, 6) == "-3e38"
