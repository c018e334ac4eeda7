"""The sheet of distributions and health: a row of figures for each layer, the chosen one's numbers in detail.

While it is open it follows the training, twice a second at most: weights and gradients from the pictures that
the window gets anyway, the units' figures from a copy of the network in the background.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.health.checkup import IMAGES, Checkup
from cnnviz.features.health.hint_card import HintBox
from cnnviz.features.health.histogram import HistogramBins, HistogramPlot
from cnnviz.features.health.layer_table import HEAD, ROW, LayerTable, layer_columns, layer_row
from cnnviz.session import Session
from cnnviz.system.throttle import Throttle
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.sheet import Sheet
from core.health import Spread, layer_figures, layer_values, spread
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
        row = fill(hbox(spacing=8), (self.weights, 1), (self.gradients, 1))
        return row

    def use_log(self, log: bool) -> None:
        """Count on a logarithmic scale, or as they are."""
        self.weights.use_log(log)
        self.gradients.use_log(log)

    def show_layer(self, layer: str) -> None:
        """Count a layer's numbers anew."""
        shot, begun = self.shot, self.checkup.beginning.start
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


EVERY = 0.5  # seconds between two pictures of the sheet
FEWEST = 3  # rows of the table that are always in sight


class HealthSheet(Sheet):
    """The table, the chosen layer's two histograms, and above them the hints, if there are any."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("health", parent)
        self.session = session
        self.checkup = Checkup.of(session)
        self.entitle(self.tr("Distributions and health"))
        self._shown = Throttle()
        self._columns = layer_columns()
        self._add_tools()
        self._boxes: list[HintBox] = []
        self._hints = vbox(spacing=6)
        self.body.addLayout(self._hints)
        table = self._table = LayerTable("health_table", self._columns, self)
        self.table = table.rows
        self.table.setAccessibleName(self.tr("Figures of the layers"))
        self.table.chosen.connect(self._show_spreads)
        self.table.pointed.connect(self._explain)
        table.head.pointed.connect(self._explain_column)
        table.setMinimumHeight(HEAD + FEWEST * ROW)
        self.body.addWidget(table, 3)
        self.spreads = Spreads(session, self.checkup, self)
        self.body.addLayout(self.spreads.layout_of_plots(), 4)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", name="health_note", wrap=True)
        self.body.addWidget(self.note)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        session.snapshot_changed.connect(self._grown)
        session.history_changed.connect(self._grown)
        self.checkup.units_changed.connect(self._grown)
        self.checkup.hints_changed.connect(self._show_hints)
        session.ended.connect(self._timer.stop)

    def end_work(self) -> None:
        """Let what is waiting be; the window closes."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Show the run as it is now, or as it was at the step in sight; a hidden sheet shows nothing."""
        shot, history = self.session.in_sight, self.session.history
        if shot is None or not self.isVisible():
            return
        if shot is self.session.time.shown:
            history = history.continued(history.run, shot.step)
        self._shown.restart()
        self.spreads.shot = shot
        begun, units = self.checkup.beginning.start, self.checkup.units
        found = layer_figures(shot.parameters, begun.parameters, history, units, shot.spec)
        self.table.show_rows([layer_row(figures) for figures in found])
        self._table.setMaximumHeight(self._table.whole)
        self._show_spreads()
        self._show_note()

    # building

    def _add_tools(self) -> None:
        fit = (
            (
                "fit_both",
                self.tr("Both"),
                self.tr("The bins reach over now and over the start."),
            ),
            ("fit_now", self.tr("Now"), self.tr("The bins reach over the numbers of now alone.")),
        )
        self.fit = Segments("health_fit", fit, self, self.tr("What the bins reach over"))
        counts = (
            ("count_plain", self.tr("Counts"), self.tr("The height of a bar is the count.")),
            ("count_log", self.tr("Log counts"), self.tr("A handful beside thousands is seen as well.")),
        )
        self.counts = Segments("health_counts", counts, self, self.tr("Scale of the counts"))
        self.fit.chosen.connect(self._fit_chosen)
        self.counts.chosen.connect(self._counts_chosen)
        words = PlainLabel(self.tr("Bins over"), self, size=theme.SECONDARY, role="dim")
        for control in (words, self.fit, self.counts):
            self.add_tool(control)

    # what is shown

    @Slot()
    def _grown(self) -> None:
        """Show what is new when it is time for it."""
        if not self.isVisible() or self._timer.isActive():
            return
        wait = self._shown.left(EVERY) if self.session.training else 0.0
        self._timer.start(max(0, round(1000 * wait)))

    @Slot()
    def _show_spreads(self) -> None:
        if self.isVisible():
            self.spreads.show_layer(self.table.current)

    def _show_note(self) -> None:
        shot, begun = self.session.in_sight, self.checkup.beginning.start
        assert shot is not None
        said = [self.tr("weights of step {0}, start of step {1}").format(f"{shot.step:,}", f"{begun.step:,}")]
        steps = self.session.history.steps
        steps = steps[steps <= shot.step]
        if len(steps):
            words = self.tr("gradients and updates: median of steps {0} to {1}")
            if shot.version.newer_than(shot.gradients_version):
                words = self.tr(
                    "gradients and updates: median of steps {0} to {1}, before the weights were edited"
                )
            said.append(words.format(f"{int(steps[-50:][0]):,}", f"{int(steps[-1]):,}"))
        if self.checkup.units:
            step, version = self.checkup.units_step, self.checkup.units_version
            words = self.tr("outputs, dead and saturated: {0} test images at step {1}")
            said.append(self.session.dated(words.format(self.checkup.images, f"{step:,}"), version, step))
        else:
            said.append(self.tr("outputs, dead and saturated: {0} test images are being read").format(IMAGES))
        self.note.setText("  ·  ".join(said))
        set_tip(self.note, "\n".join(said))

    @Slot()
    def _show_hints(self) -> None:
        """A box for each hint, below the one about what was put right."""
        if not self.isVisible():
            return
        hints, done = self.checkup.hints, self.checkup.done
        wanted = len(hints) + (done is not None)
        while len(self._boxes) < wanted:
            box = HintBox(self.checkup, self, wide=True)
            self._boxes.append(box)
            self._hints.addWidget(box)
            box.why_button.toggled.connect(lambda shown, box=box: self._close_others(box, shown))
            # They lie above the table, so Tab comes to them before it.
            stations = (box.why_button, self.table, self.spreads.weights, self.spreads.gradients)
            for one, next_one in pairwise(stations):
                QWidget.setTabOrder(one, next_one)
        for box in self._boxes[wanted:]:
            box.hide()
        boxes = iter(self._boxes)
        if done is not None:
            next(boxes).show_done(done)
        for hint in hints:
            next(boxes).show_hint(hint)

    def _close_others(self, opened: HintBox, shown: bool) -> None:
        """One explanation at a time: there is room for no more."""
        for box in self._boxes:
            if shown and box is not opened:
                box.why_button.setChecked(False)

    @Slot(int)
    def _fit_chosen(self, number: int) -> None:
        self.spreads.fit = "now" if number else "both"
        self._show_spreads()

    @Slot(int)
    def _counts_chosen(self, number: int) -> None:
        self.spreads.use_log(bool(number))

    @Slot(int)
    def _explain(self, number: int) -> None:
        if number < 0:
            self.session.explain("", "")
            return
        row, column = divmod(number, len(self._columns))
        about = self.table.rows[row]
        self.session.explain(about.name, self._columns[column].tip if column else f"{about.sentence}.")

    @Slot(int)
    def _explain_column(self, number: int) -> None:
        column = self._columns[number]
        self.session.explain(*(("", "") if number < 0 else (column.title, column.tip)))

    # Qt's own

    def opened(self) -> None:
        self.checkup.watch(True)
        self.look()
        self._show_hints()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        self.checkup.watch(False)
        self._timer.stop()
