"""The sheet of distributions and health: a row of figures for each layer, the chosen one's numbers in detail.

While it is open it follows the training: weights and gradients from the pictures that the window gets
anyway, and with each of them, the units' figures from a copy of the network in the background.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.health.checkup import Checkup
from cnnviz.features.health.hint_card import HintBox
from cnnviz.features.health.layer_table import HEAD, ROW, LayerTable, layer_columns, layer_row
from cnnviz.plots.area import Area, text_width
from cnnviz.plots.axes import Tick, linear_ticks, number_text, pace_above
from cnnviz.plots.plot import Plot
from cnnviz.session import Session
from cnnviz.system.translation import Count
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.painting import RIGHT, frame
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.sheet import Sheet
from core.health import layer_figures, layer_values, spread
from core.health.layers import TRAIL
from core.training import Snapshot

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FILL = 0.6  # of the way to the limit: the colour that bars take from the signed map


@dataclass(frozen=True, eq=False)
class HistogramBins:
    """What the plot shows: counts in bins, of which steps they are, and the words of the key.

    Shape: edges (B + 1,), now and start (B,)
    """

    edges: np.ndarray
    now: np.ndarray
    start: np.ndarray | None
    step: str  # "at step 412", that of `now`
    now_text: str
    start_text: str
    beyond: str = ""  # what no bin holds, "" when all is in sight


class HistogramPlot(Plot):
    """Two over one another: now filled, the start outlined; `pointed` tells the bin, -1 for none.

    The bars' colour is the sign of their numbers, as everywhere: warm above zero, cool below.
    """

    margins = (48.0, 34.0, 12.0, 22.0)
    can_log = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.bars: HistogramBins | None = None
        self.setMinimumSize(300, 110)

    def show_bars(self, title: str, bars: HistogramBins | None, empty: str = "") -> None:
        """Show other counts; the bin that is pointed at is let go where there are other bins."""
        kept = bars is not None and self.bars is not None and np.array_equal(bars.edges, self.bars.edges)
        if not kept:
            self.point(-1)
            self.zoomed = None
        self.title, self.bars, self.empty = title, bars, empty
        self.refresh()

    def heights(self, counts: np.ndarray | float) -> np.ndarray:
        """Where counts stand: on a logarithmic scale a handful beside thousands is seen."""
        counts = np.asarray(counts, float)
        return np.log1p(counts) if self.log else counts

    def bin_text(self, number: int) -> str:
        """ "0.02 to 0.03: 412 at step 20, 390 at step 0"."""
        assert self.bars is not None
        bars = self.bars
        low, high = (number_text(float(edge)) for edge in bars.edges[number : number + 2])
        said = self.tr("{0} to {1}: {2} {3}").format(low, high, f"{int(bars.now[number]):,}", bars.step)
        if bars.start is None:
            return said
        return self.tr("{0}, {1} {2}").format(said, f"{int(bars.start[number]):,}", bars.start_text)

    # what the kit asks for

    def title_look(self) -> tuple[object, ...]:
        return (*super().title_look(), self.bars)  # its key names the steps

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._band, self._cool, self._warm = (self.area.add_bars(z) for z in (-1.0, 0.0, 0.0))
        self._outline = PlotLayer(self.area, self._paint_outline)

    def draw(self) -> None:
        assert self.area is not None
        assert self.bars is not None
        bars, top = self.bars, float(self.heights(self._top()))
        self.narrowest = 4 * float(bars.edges[1] - bars.edges[0])
        self.area.show_range(*self.span(), 0.0, top, whole=self.whole())
        heights = self.heights(bars.now)
        least = top / max(1.0, self.area.shown().rect.height())
        heights = np.where(bars.now > 0, np.maximum(heights, least), 0.0)  # one number is still to be seen
        warm = (bars.edges[:-1] + bars.edges[1:]) / 2 > 0
        colours = theme.current()
        for item, there, stops in ((self._warm, warm, colours.warm), (self._cool, ~warm, colours.cool)):
            item.setOpts(
                x0=bars.edges[:-1][there],
                x1=bars.edges[1:][there],
                y0=np.zeros(int(there.sum())),
                y1=heights[there],
                brush=QColor(dict(stops)[FILL]),
                pen=QPen(theme.colour("panel"), 0),
            )
        here = [self.at] if self.at >= 0 else []
        x0, x1 = bars.edges[here], bars.edges[[at + 1 for at in here]]
        self._band.setOpts(
            x0=x0, x1=x1, y0=[0] * len(here), y1=[top] * len(here), brush=theme.colour("raised")
        )
        self._outline.refresh(bars, self.log)

    def is_empty(self) -> bool:
        return self.bars is None

    def count(self) -> int:
        return 0 if self.bars is None else len(self.bars.now)

    def first_stop(self) -> int:
        return 0 if self.bars is None else int(self.bars.now.argmax())

    def whole(self) -> tuple[float, float]:
        return (0.0, 1.0) if self.bars is None else (float(self.bars.edges[0]), float(self.bars.edges[-1]))

    def nearest(self, area: Area, place: QPointF) -> int:
        assert self.bars is not None
        at = int(np.searchsorted(self.bars.edges, area.step(place.x()), side="right")) - 1
        return min(max(at, 0), self.count() - 1)

    def reading(self) -> str:
        return self.bin_text(self.at) if self.bars is not None else ""

    def newest(self) -> str:
        assert self.bars is not None
        most = int(self.bars.now.argmax())
        said = self.tr("most often {0}").format(self.bin_text(most))
        return listed((self.title, listed((self.bars.now_text, said))), COLON)

    def table(self) -> Mapping[str, np.ndarray]:
        assert self.bars is not None
        made = {"from": self.bars.edges[:-1], "to": self.bars.edges[1:], "now": self.bars.now}
        return made if self.bars.start is None else {**made, "start": self.bars.start}

    def y_ticks(self, area: Area) -> list[Tick]:
        top, room = self._top(), max(2, int(area.rect.height() / 56))
        pace = max(1, round(pace_above(top / room)))
        counts = [10**k for k in range(9) if 10**k <= top] if self.log else list(range(pace, top + 1, pace))
        return [Tick(float(self.heights(count)), f"{count:,}") for count in counts]

    def x_ticks(self, area: Area) -> list[Tick]:
        return linear_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 90)))

    def _top(self) -> int:
        assert self.bars is not None
        start = 0 if self.bars.start is None else int(self.bars.start.max(initial=0))
        return max(1, int(self.bars.now.max(initial=0)), start)

    # painting

    def _paint_outline(self, painter: QPainter, area: Area) -> None:
        """Paint where zero is, and the outline of the start."""
        assert self.bars is not None
        bars = self.bars
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setClipRect(area.rect.adjusted(-1, -1, 1, 1))
        if area.x0 <= 0 <= area.x1:
            painter.setPen(theme.colour("faint"))
            x = round(float(area.x(0.0)))
            painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        if bars.start is not None:
            x, tops = np.rint(area.x(bars.edges)), area.y(self.heights(bars.start))
            foot = [area.rect.bottom()]
            across, down = np.repeat(x, 2), np.concatenate((foot, np.repeat(tops, 2), foot))
            corners = zip(across.tolist(), down.tolist(), strict=True)
            painter.setPen(QPen(theme.colour("text"), 1.2))
            painter.drawPolyline([QPointF(*corner) for corner in corners])

    def paint_note(self, painter: QPainter, row: QRectF) -> None:
        """Paint what the two are."""
        assert self.bars is not None
        bars, colours, right = self.bars, theme.current(), row.right()
        for text, filled in ((bars.start_text, False), (bars.now_text, True)):
            if not text:
                continue
            width = text_width(text, painter.font())
            painter.setPen(theme.colour("dim"))
            painter.drawText(QRectF(right - width, row.top(), width, row.height()), RIGHT, text)
            mark = QRectF(right - width - 20, row.center().y() - 4, 14, 8)
            if filled:
                half = QRectF(mark.left(), mark.top(), 7, 8)
                painter.fillRect(half, QColor(dict(colours.cool)[FILL]))
                painter.fillRect(half.translated(7, 0), QColor(dict(colours.warm)[FILL]))
            else:
                frame(painter, mark, 0, "text", width=1.2)
            right = mark.left() - 16
        if bars.beyond and text_width(bars.beyond, painter.font()) < right - row.left():
            painter.setPen(theme.colour("faint"))
            box = QRectF(row.left(), row.top(), right - row.left(), row.height())
            painter.drawText(box, RIGHT, bars.beyond)


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
        self._layer, step = layer, f"{shot.step:,}"
        title = self.tr("{0}, weights and biases").format(layer)
        now = layer_values(shot.parameters, layer)
        start = self._first(begun.parameters, layer, begun.step, shot.step)
        then = shot is self.session.time.shown
        text = (self.tr("then, step {0}") if then else self.tr("now, step {0}")).format(step)
        self._show(self.weights, title, now, start, text, begun.step)
        title = self.tr("{0}, gradients").format(layer)
        now = layer_values(shot.gradients, layer)
        start = self._first(begun.gradients, layer, begun.gradients_step, shot.step)
        if shot.version.newer_than(shot.gradients_version):
            text = self.tr("step {0}, before the weights were edited").format(step)
        if not shot.gradients and shot.step:
            self._missing = self.tr("The gradient of step {0} wasn't kept with the run. Press Train.").format(
                step
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
        assert self.shot is not None
        counted, words = spread(now, start, self.fit), self.tr("at step {0}")
        at, first_at = words.format(f"{self.shot.step:,}"), words.format(f"{first:,}")
        beyond = ""
        if any(counted.beyond):
            outside = self.tr("outside: {0} {1}, {2} {3}")
            beyond = outside.format(f"{counted.beyond[0]:,}", at, f"{counted.beyond[1]:,}", first_at)
        start_text = first_at if start is not None else ""
        of = counted.edges, counted.now, counted.start
        plot.show_bars(title, HistogramBins(*of, at, now_text, start_text, beyond))

    def _explain(self, plot: HistogramPlot) -> None:
        self.session.explain_by(lambda: self._about_bin(plot))

    def _about_bin(self, plot: HistogramPlot) -> tuple[str, str]:
        if plot.at < 0:
            return "", ""
        words = self.tr("Bars: the step in sight, orange above zero and blue below; the line: the start.")
        return listed((self._layer, plot.bin_text(plot.at)), COLON), words


FEWEST = 3  # rows of the table that are always in sight


class HealthSheet(Sheet):
    """The table, the chosen layer's two histograms, and above them the hints, if there are any."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("health", parent)
        self.session = session
        self.checkup = Checkup.of(session)
        self.entitle(self.tr("Distributions and health"))
        self._columns = layer_columns()
        self._add_tools()
        self._boxes: list[HintBox] = []
        self._hints = vbox(spacing=6)
        self.body.addLayout(self._hints)
        table = self._table = LayerTable("health_table", self._columns, self)
        self.table = table.rows
        self.table.setAccessibleName(self.tr("Figures of the layers"))
        self.table.chosen.connect(self._show_spreads)
        session.explain_pointed(self.table.pointed, self._about_cell)
        session.explain_pointed(table.head.pointed, self._about_column)
        table.setMinimumHeight(HEAD + FEWEST * ROW)
        self.body.addWidget(table, 3)
        self.spreads = Spreads(session, self.checkup, self)
        self.body.addLayout(self.spreads.layout_of_plots(), 4)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", name="health_note", wrap=True)
        self.body.addWidget(self.note)
        session.snapshot_changed.connect(self.look)
        self.checkup.units_changed.connect(self.look)
        self.checkup.hints_changed.connect(self._show_hints)

    @Slot()
    def look(self) -> None:
        """Show the run as it is now, or as it was at the step in sight; a hidden sheet shows nothing."""
        shot, history = self.session.in_sight, self.session.history
        if shot is None or not self.isVisible():
            return
        if len(history) and int(history.steps[-1]) > shot.step:  # a past step's, or it has gone on since
            history = history.continued(history.run, shot.step, most=TRAIL)
        self.spreads.shot = shot
        begun, units = self.checkup.beginning.start, self.checkup.units
        found = layer_figures(shot.parameters, begun.parameters, history, units, shot.spec)
        self.table.show_rows([layer_row(figures) for figures in found])
        self._table.setMaximumHeight(self._table.whole)
        self._show_spreads()
        self._show_note()
        self.session.explain_again()

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
            words = self.tr("outputs, dead and saturated: {0} training {0:image|images} at step {1}")
            if self.checkup.of_tests:
                words = self.tr("outputs, dead and saturated: {0} test {0:image|images} at step {1}")
            text = words.format(Count(self.checkup.images), f"{step:,}")
            said.append(self.session.dated(text, version, step))
        else:
            said.append(self.tr("outputs, dead and saturated: images are being read"))
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

    def _about_cell(self, number: int) -> tuple[str, str]:
        row, column = divmod(number, len(self._columns))
        about = self.table.rows[row]
        return about.name, self._columns[column].tip if column else f"{about.sentence}."

    def _about_column(self, number: int) -> tuple[str, str]:
        return self._columns[number].title, self._columns[number].tip

    # Qt's own

    def opened(self) -> None:
        self.checkup.watch(True)
        self.look()
        self._show_hints()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        self.checkup.watch(False)
