"""The colours that tell classes apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cnnviz.plots.overlay import Overlay, OverlayPlot, Series
from cnnviz.plots.palette import colour_of
from cnnviz.widgets import theme


@pytest.fixture(params=["dark", "light"])
def shown(request):
    before = theme.current().name
    yield theme.use(request.param)
    theme.use(before)


def luminance(colour) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_stands_out_from_the_panel(shown):
    for index in range(10):
        assert contrast(theme.colour("panel"), colour_of(index)) >= 3.0


def contrast(one, other) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("selected", ["", "b"])
def test_the_worst_runs_line_is_seen_and_its_name_read(shown, qtbot, selected):
    plot, panel = OverlayPlot("plot"), theme.colour("panel")
    qtbot.addWidget(plot)
    worst = Series("a", "a", np.arange(1.0, 3.0), np.array([0.5, 0.4]), 0.0)
    best = Series("b", "b", np.arange(1.0, 3.0), np.array([0.2, 0.1]), 1.0)
    plot.show_overlay(Overlay("e", [worst, best], selected=selected))
    assert contrast(plot.colour_of(worst), panel) >= 3.0
    assert contrast(plot.name_colour(worst), panel) >= 4.5


def test_no_two_classes_and_neither_accent_nor_wrong_look_alike(shown):
    colours = [colour_of(index) for index in range(10)] + [theme.colour("accent"), theme.colour("wrong")]
    for one, other in itertools.combinations(colours, 2):
        parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
        assert sum((a - b) ** 2 for a, b in parts) ** 0.5 > 35, (one.name(), other.name())


def test_there_is_a_colour_for_any_number_of_classes(shown):
    assert colour_of(12) == colour_of(2)
