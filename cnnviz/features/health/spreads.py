"""The chosen layer's two histograms: its weights over those at the start, its gradients over the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.health.checkup import Checkup
from cnnviz.features.health.histogram import HistogramBins, HistogramPlot
from cnnviz.session import Session
from core.health import Spread, layer_values, spread

if TYPE_CHECKING:
    from core.training import Snapshot


class Spreads(QObject):
    """Counts the numbers of one layer and hands the counts to the plots."""

    def __init__(self, session: Session, checkup: Checkup, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.checkup = session, checkup
        self.fit = "both"
        self.weights = HistogramPlot("health_weights", parent)
        self.gradients = HistogramPlot("health_gradients", parent)
        self.shot: Snapshot | None = None  # what is shown, the table's as well
        self._layer = self._missing = ""
        for plot, name in (
            (self.weights, self.tr("How the weights are spread")),
            (self.gradients, self.tr("How the gradients are spread")),
        ):
            plot.setAccessibleName(name)
            plot.said.connect(session.message)
            plot.pointed.connect(lambda _, plot=plot: self._explain(plot))

    def layout_of_plots(self) -> QHBoxLayout:
        """The two side by side."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.weights, 1)
        row.addWidget(self.gradients, 1)
        return row

    def use_log(self, log: bool) -> None:
        """Counts on a logarithmic scale, or as they are."""
        self.weights.use_log(log)
        self.gradients.use_log(log)

    def show_layer(self, layer: str) -> None:
        """Counts a layer's numbers anew."""
        shot, begun = self.shot, self.checkup.beginning
        if shot is None or not layer:
            return
        self._layer = layer
        title = self.tr("{0}, weights and biases").format(layer)
        now = layer_values(shot.parameters, layer)
        start = self._first(begun.parameters, layer, begun.step, shot.step)
        text = self.tr("now, step {0}").format(f"{shot.step:,}")
        self._show(self.weights, title, now, start, text, begun.step)
        title = self.tr("{0}, gradients").format(layer)
        now = layer_values(shot.gradients, layer)
        start = self._first(begun.gradients, layer, begun.gradients_step, shot.step)
        if shot.version.newer_than(shot.gradients_version):
            text = self.tr("step {0}, before the weights were edited").format(f"{shot.step:,}")
        if not shot.gradients and shot.step:
            self._missing = self.tr("The gradient of step {0} wasn't kept with the run. Press Train.").format(
                f"{shot.step:,}"
            )
        else:
            self._missing = self.tr("There is no gradient before the first step. Press Train.")
        self._show(self.gradients, title, now, start, text, begun.gradients_step)

    def _first(self, arrays: Mapping[str, np.ndarray], layer: str, step: int, now: int) -> np.ndarray | None:
        """The numbers to compare with; none while they are those of now."""
        values = layer_values(arrays, layer)
        return values if len(values) and step != now else None

    def _show(
        self,
        plot: HistogramPlot,
        title: str,
        now: np.ndarray,
        start: np.ndarray | None,
        now_text: str,
        first: int,
    ) -> None:
        if not len(now):
            plot.show_bars(title, None, self._missing)
            return
        counted = spread(now, start, self.fit)
        words = self.tr("at step {0}")
        start_text = words.format(f"{first:,}") if start is not None else ""
        bars = HistogramBins(
            counted.edges, counted.now, counted.start, now_text, start_text, self._beyond(counted)
        )
        plot.show_bars(title, bars)

    def _beyond(self, counted: Spread) -> str:
        now, start = counted.beyond
        if not now and not start:
            return ""
        return self.tr("outside: {0} now, {1} at the start").format(f"{now:,}", f"{start:,}")

    def _explain(self, plot: HistogramPlot) -> None:
        if plot.at < 0:
            self.session.explain("", "")
            return
        words = self.tr("Bars are counts of now, orange above zero and blue below; the line is the start.")
        self.session.explain(f"{self._layer}: {plot.bin_text(plot.at)}", words)
