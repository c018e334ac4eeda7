"""The reliability diagram, as it is taken elsewhere."""

from __future__ import annotations

import re

import numpy as np
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate.calibration import Bins, ReliabilityDiagram
from cnnviz.plots import export


def test_an_svg_holds_the_hatching_to_scale(qtbot: QtBot) -> None:
    diagram = ReliabilityDiagram("diagram")
    qtbot.addWidget(diagram)
    diagram.resize(400, 400)
    sure, right = np.array([0.2, 0.8, np.nan]), np.array([0.5, 0.6, np.nan])
    diagram.show_bins(Bins(np.linspace(0, 1, 4), np.array([5, 7, 0]), sure, right))
    diagram.show()
    text = export.svg(diagram).decode()
    groups = re.findall(r'<g fill="url\(#fillpattern[^>]*?matrix\(([^)]*)\)[^>]*>\s*<path', text)
    assert len(groups) == 4  # two bars, and what their hatching means
    assert {tuple(map(float, each.split(",")))[:4] for each in groups} == {(1, 0, 0, 1)}
