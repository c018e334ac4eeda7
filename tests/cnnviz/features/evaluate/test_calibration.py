"""The reliability diagram, as it is taken elsewhere."""

from __future__ import annotations

import re

import numpy as np
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate.calibration import Bins, ReliabilityDiagram
from cnnviz.features.evaluate.result import calibrated
from cnnviz.plots import export
from core.evaluation.calibration import calibration


def test_both_means_are_told_with_the_same_digits() -> None:
    right = np.zeros(10_000, bool)
    right[:9702] = True
    found = calibration(np.full(10_000, 0.9734), right)
    assert calibrated(found, 1.0).startswith("On average it is 97.3 % sure and 97.0 % right")


def test_every_label_of_the_axis_stands_at_its_line(qtbot: QtBot) -> None:
    diagram = ReliabilityDiagram("diagram")
    qtbot.addWidget(diagram)
    diagram.resize(400, 400)
    text = export.svg(diagram).decode()
    lines = re.findall(r'<polyline [^>]*points="58,([-\d.]+) [\d.]+,\1 "', text)
    labels = re.findall(r'<text [^>]*y="([-\d.]+)"[^>]*>[^<]*%\s*</text>', text)
    below = [float(label) - float(line) for line, label in zip(lines, labels, strict=False)]
    assert len(below) >= 6
    assert np.ptp(below[:6]) <= 1


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
