"""How the history reaches the plots: every line is handed its column as it is now. Columns are views: no
copies.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from cnnviz.plots.curve_lines import Line, MeasuredPoints
from cnnviz.plots.curve_model import Curves
from core.training import History, Snapshot

NORMALISING = "BatchNorm"  # layers whose names give way when there is no room for all


def start_anew(curves: Curves, history: History, snapshot: Snapshot | None) -> None:
    """Gives a plot the lines of a run that it hasn't shown yet."""
    curves.limits = curves.zoomed = None
    if not curves.names:
        curves.lines = [Line(train_name(), noisy=True)]
        return
    types = {} if snapshot is None else {row["name"]: row["type"] for row in snapshot.spec["layers"]}
    last = max(1, len(history.layers) - 1)
    curves.lines = [
        Line(layer, depth / last, rank=0.5 if types.get(layer, "").startswith(NORMALISING) else 1.0)
        for depth, layer in enumerate(history.layers)
    ]


def feed(curves: Curves, kind: str, history: History) -> None:
    """Hands a plot's lines the columns of that kind, "loss" or "grad_rms" for instance, as long as they are
    now.
    """
    curves.offset = int(history.steps[0]) - 1 if len(history) else 0
    if curves.names:
        for line in curves.lines:
            line.pyramid.extend(history.layer_column(kind, line.name))
        return
    curves.lines[0].pyramid.extend(history.column(kind))
    tests = history.evaluations
    values = [test.accuracy if kind == "accuracy" else test.loss for test in tests]
    name = QCoreApplication.translate("CurvesPanel", "test")
    curves.points = MeasuredPoints(
        name, np.array([test.step for test in tests], float), np.array(values, float)
    )


def train_name() -> str:
    """What the line of the training batches is called."""
    return QCoreApplication.translate("CurvesPanel", "train")
