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


def test_a_number_has_as_many_digits_as_there_is_room_for() -> None:
    assert [within(1.348e6, letters) for letters in (7, 6, 5)] == ["+1.35e6", "+1.3e6", "+1e6"]
    assert within(-3.4e38, 6) == "-3e38"
