"""The curves panel: loss, accuracy, gradients and updates of every step so far, under the network.

It brings the session's history into four plots that share their step axis and cross-hair, and shrinks to a
strip of small curves while a recorded batch is studied on a low screen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from cnnviz.features.curves.feeding import (
    COLUMNS,
    PHASES,
    branch_names,
    explanation,
    feed,
    others,
    renamed,
    start_anew,
    twin,
)
from cnnviz.features.curves.making import gradient_title, make_plot, offer_past
from cnnviz.features.curves.sparklines import HEIGHT as STRIP
from cnnviz.features.curves.sparklines import SparkStrip, make_sparks
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.session import Session
from cnnviz.session.lab import Lab
from cnnviz.widgets import icons, theme
from cnnviz.widgets.divider import THICK, Divider
from cnnviz.widgets.keys import PRESS, KeyOwner, handled
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import set_tip
from core.training import History

NAMES = ("loss", "accuracy", "gradient", "update", "learning_rate")  # the last one on request
LOW_PLOT = 120  # pixels
LOWEST = 82  # pixels, with numbers under the steps and six names beside the curves
TALL, LOW = 140, 96  # pixels, in a window of at least, or less than
LOW_WINDOW = 900


class SmallButton(KeyOwner, QToolButton):
    """A button that fits into a title row."""

    own_keys = PRESS

    def __init__(self, parent: QWidget, name: str, text: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        wide = self.fontMetrics().horizontalAdvance(text) + 12
        self.setFixedSize(max(26 if text else 20, wide), 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handled(self, event):
            super().keyPressEvent(event)


class CurvesPanel(QWidget):
    """Four plots of the history, or a strip of small ones."""

    under_mouse = Signal(bool)
    height_chosen = Signal(int)  # by hand; 0 is the usual one

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("curves")
        self.setAccessibleName(self.tr("Curves"))
        self._history: History | None = None
        self._limits: dict[tuple[str, str], tuple[float, float] | None] = {}  # of the axes, by plot and run
        self._stale = True
        self._beneath = False  # a sheet lies over it
        self._given = 0  # pixels that another panel has of ours
        self.own_height = 0  # chosen by hand; 0 is the usual one
        self._crowded = False  # another panel takes the width
        self._opened = False  # plots instead of the strip, because somebody asked for them
        self._watching: QWidget | None = None  # the window whose height decides ours
        self._plots_row = QWidget(self)
        self.plots: dict[str, CurvePlot] = {}
        self._row = hbox(self._plots_row, 6, (8, 2, 8, 4))
        for name in NAMES:
            plot = self.plots[name] = make_plot(name, self._plots_row)
            plot.pointed.connect(self._pointed)
            plot.span_changed.connect(self._span_changed)
            plot.said.connect(session.message)
            plot.playhead.dragged.connect(session.time.drag)
            plot.playhead.dropped.connect(session.time.drop)
            plot.playhead.chosen.connect(session.time.take_up)
            self._row.addWidget(plot, 1)
        self.plots["learning_rate"].hide()
        self.norm_button = SmallButton(self.plots["gradient"], "curves_norm", self.tr("L2"))
        self.norm_button.setCheckable(True)
        self.norm_button.toggled.connect(self._norm_toggled)
        self.rate_button = SmallButton(self.plots["update"], "curves_rate", self.tr("LR"))
        self.rate_button.setCheckable(True)
        self.rate_button.toggled.connect(self.show_learning_rate)
        self.fold_button = SmallButton(self.plots["update"], "curves_fold")
        self.fold_button.clicked.connect(self._fold)
        self._strip_row = QWidget(self)
        strip_row = hbox(self._strip_row, margins=(12, 0, 8, 0))
        self.strip = SparkStrip(self._strip_row)
        self.strip.setObjectName("curves_strip")
        self.strip.clicked.connect(self._open)
        self.open_button = SmallButton(self._strip_row, "curves_open")
        self.open_button.clicked.connect(self._open)
        fill(strip_row, (self.strip, 1), self.open_button)
        fill(vbox(self), self._plots_row, self._strip_row)
        self.divider = Divider("curves_divider", False, self.tr("Height of the curves"), self)
        self.divider.moved.connect(self._moved)
        self.divider.reset.connect(self._reset_height)
        self._say_what_they_do()
        self._tint()  # a panel that is made after the program has its colours hears of no change
        session.live.run_began.connect(self._run_began)
        session.history_changed.connect(self._history_changed)
        session.part(Lab).changed.connect(self._take_twin)
        session.run_before.renamed.connect(self._rename)
        session.trace_changed.connect(self._trace_changed)
        session.selection_changed.connect(self._selection_changed)
        session.cursor_changed.connect(self._walked)
        session.time.changed.connect(self._time_changed)
        self._norm_toggled(False)
        self._fit()

    # what others call

    @Slot(bool)
    def show_learning_rate(self, shown: bool) -> None:
        """Show the learning rate of each step as a fifth plot."""
        self.rate_button.setChecked(shown)
        self.plots["learning_rate"].setVisible(shown)
        if self.isVisible():
            self._take_history()

    def give(self, height: int) -> None:
        """Give so many pixels to another panel; 0 takes them back."""
        if height != self._given:
            self._given = height
            self._row.setContentsMargins(8, 0 if height else 2, 8, 0 if height else 4)  # room for names
            self._fit()

    def crowd(self, crowded: bool) -> None:
        """Fold to the strip while another panel takes the width of a small window."""
        if crowded != self._crowded:
            self._crowded = crowded
            self._fit()

    @Slot(object)
    def cover(self, sheet: object) -> None:
        """Nothing is drawn anew under a sheet; with None there is none any more."""
        self._beneath = sheet is not None
        self._draw_again()

    def _draw_again(self) -> None:
        for plot in self.plots.values():
            plot.cover(self._beneath)

    @Slot()
    def _run_began(self) -> None:
        """Nothing is drawn anew before the history of the run that begins is there."""
        for plot in self.plots.values():
            plot.cover(True)

    def take_height(self, height: int) -> None:
        """Be so many pixels high; 0 is as high as usual."""
        if height != self.own_height:
            self.own_height = height
            self._fit()
            self.height_chosen.emit(height)

    @Slot(int)
    def _moved(self, down: int) -> None:
        self.take_height(max(LOW, min(self.height() + self._given - down, self.window().height() // 2)))

    @Slot()
    def _reset_height(self) -> None:
        self.take_height(0)

    @property
    def folded(self) -> bool:
        """True while only the strip is shown."""
        wanted = self.session.trace is not None or self._crowded
        return wanted and self._low() and not self._opened

    # building

    def _say_what_they_do(self) -> None:
        self.norm_button.setAccessibleName(self.tr("L2 norm instead of RMS"))
        tip = self.tr(
            "Show the L2 norm of each layer's whole gradient. It grows with the number of weights; "
            "the RMS per weight compares layers of any size."
        )
        set_tip(self.norm_button, tip)
        self.rate_button.setAccessibleName(self.tr("Learning rate"))
        set_tip(self.rate_button, self.tr("Show the learning rate of each step in a plot of its own."))
        self.fold_button.setAccessibleName(self.tr("Fold the curves to one line"))
        set_tip(self.fold_button, self.tr("Fold the curves to one line, so that the network has more room."))
        self.open_button.setAccessibleName(self.tr("Open the curves"))
        set_tip(self.open_button, self.tr("Open the curves; the network gets less room."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        self.fold_button.setIcon(icons.icon("down", "dim"))
        self.open_button.setIcon(icons.icon("up", "dim"))

    # the history

    @Slot()
    def _history_changed(self) -> None:
        if self.isVisible():
            self._take_history()
        else:
            self._stale = True
        self._draw_again()

    def _take_history(self) -> None:
        """Hand every line its column as it is now; columns are views, nothing is copied."""
        self._stale = False
        history = self.session.history
        if history is not self._history:
            before, self._history = self._history, history
            names = self._branch_names
            for name, plot in self.plots.items():
                if before is not None:
                    self._limits[name, before.identity.id] = plot.curves.limits
                start_anew(plot.curves, name, history, self.session.snapshot)
                plot.curves.limits = self._limits.get((name, history.identity.id))
                plot.curves.others = others(name, history, self.session.live.branches, names)
                plot.set_span(0, 0)
            self._take_twin()
            self._selection_changed()
        for plot in self.plots.values():
            offer_past(plot, len(self.session.time.steps) > 1)
        self._feed()
        for plot in self.plots.values():
            plot.refresh()
        self._show_strip()

    def _feed(self) -> None:
        trace, withheld = self.session.trace, self.session.recorded.withheld
        progress = self.session.recorded.progress
        for name, plot in self.plots.items():
            untold = trace is not None and withheld(PHASES.get(name, ""), trace.step)
            step = trace.step if trace is not None and untold else 0
            walked = progress.layers("backward") if step and name == "gradient" and progress else frozenset()
            feed(plot.curves, self._kind(name), self.session.history, self.session.live.told, step, walked)

    @Slot()
    def _walked(self) -> None:
        """The walk has come to what a plot tells of the recorded step, or gone back from there."""
        before = [plot.curves.untold for plot in self.plots.values()]
        if self.isVisible() and self.session.history is self._history:
            self._feed()
            for plot, untold in zip(self.plots.values(), before, strict=True):
                if plot.curves.untold != untold:
                    plot.refresh()
        self._selection_changed()

    @property
    def _branch_names(self) -> dict[int, str]:
        return branch_names(self.session.time.branches, self.session.run_before.name_of)

    @Slot()
    def _rename(self) -> None:
        names = self._branch_names
        for plot in self.plots.values():
            plot.curves.others = renamed(plot.curves.others, names)
            plot.refresh()

    @Slot()
    def _take_twin(self) -> None:
        """Show the twin's lines while a layer is broken, as far as it has come."""
        lab, name = self.session.part(Lab), self.tr("twin, right")
        for plot, values in (("loss", lab.twin_losses), ("accuracy", lab.twin_accuracies)):
            values = [] if lab.hidden else values
            curves = self.plots[plot].curves
            kept = tuple(other for other in curves.others if other.key >= 0)
            shown = (*kept, *twin(name, values))
            if len(shown) > len(kept) or len(curves.others) > len(kept):
                curves.others = shown
                self.plots[plot].refresh()

    def _kind(self, name: str) -> str:
        if name == "gradient":
            return "grad_norm" if self.norm_button.isChecked() else "grad_rms"
        return COLUMNS.get(name, name)

    @Slot(bool)
    def _norm_toggled(self, norm: bool) -> None:
        curves = self.plots["gradient"].curves
        curves.title = gradient_title(norm)
        self.plots["gradient"].setAccessibleName(curves.title)
        curves.limits = None
        curves.columns.clear()
        if self.isVisible():
            self._take_history()
        else:
            self._stale = True

    # the past

    @Slot()
    def _time_changed(self) -> None:
        """Mark the past step in sight in every plot."""
        for plot in self.plots.values():
            plot.show_then(self.session.time.step)
        self._show_strip()

    # what is recorded and selected

    @Slot()
    def _trace_changed(self) -> None:
        self._opened = self._opened and self.session.trace is not None
        for plot in self.plots.values():
            plot.curves.marked = self._recorded_step() or 0
            plot.refresh()
        self._walked()
        self._fit()

    @Slot()
    @Slot(int)
    def _selection_changed(self, _: int = 0) -> None:
        layer = self._layer()
        for plot in self.plots.values():
            if plot.curves.names and plot.curves.selected != layer:
                plot.curves.selected = layer
                plot.refresh()
        self._show_strip()

    def _layer(self) -> str:
        """The selected cell's layer, else the one that the cursor stands at, if it has weights."""
        layers = self.session.history.layers
        if self.session.selection is not None and self.session.selection.layer in layers:
            return self.session.selection.layer
        stop = self.session.stop
        if stop is None or stop.phase == "update":  # which is all layers'
            return ""
        return stop.layer if stop.layer in layers else ""

    def _before(self) -> str:
        """The last layer with weights before the one without, at which the cursor stands."""
        trace, stop = self.session.trace, self.session.stop
        names = trace.names if trace is not None else ()
        before = names[: names.index(stop.layer)] if stop is not None and stop.layer in names else ()
        return next((n for n in reversed(before) if n in self.session.history.layers), "")

    def _show_strip(self) -> None:
        if not self.folded:
            return
        layers = self.session.history.layers
        layer = self._layer() or self._before() or (layers[-1] if layers else "")
        shown = {name: plot.curves for name, plot in self.plots.items()}
        sparks = make_sparks(shown, layer, bool(self._layer()), self.norm_button.isChecked())
        self.strip.set_sparks(sparks, self._step(), self.session.recorded.apart)

    def _step(self) -> int:
        """The step that the strip's numbers are of: of the recorded batch, else of the picture in sight."""
        history, shot, recorded = self.session.history, self.session.in_sight, self._recorded_step()
        newest = int(history.steps[-1]) if len(history) else 0
        return recorded if recorded is not None else newest if shot is None else shot.step

    def _recorded_step(self) -> int | None:
        trace = self.session.trace
        return None if trace is None or self.session.recorded.apart else trace.step

    # pointing and zooming go to all four

    @Slot(int)
    def _pointed(self, step: int) -> None:
        pointed = self.sender()
        for plot in self.plots.values():
            if plot is not pointed:
                plot.set_cross(step)
        if isinstance(pointed, CurvePlot) and step:
            name = next(name for name, plot in self.plots.items() if plot is pointed)
            self.session.explain_by(lambda: self._about_step(name, step))
        elif not step:
            self.session.explain("", "")

    def _about_step(self, name: str, step: int) -> tuple[str, str]:
        curves = self.plots[name].curves
        return explanation(self._kind(name), curves, step) if curves.knows(step) else ("", "")

    @Slot(float, float)
    def _span_changed(self, first: float, last: float) -> None:
        for plot in self.plots.values():
            if plot is not self.sender():
                plot.set_span(first, last)

    # size

    @Slot()
    def _open(self) -> None:
        by_key = self.open_button.hasFocus()
        self._opened = True
        self._fit()
        self.under_mouse.emit(self.underMouse())  # it may have come while there was but a strip
        if by_key:
            self.fold_button.setFocus()

    @Slot()
    def _fold(self) -> None:
        by_key = self.fold_button.hasFocus()
        self._opened = False
        self._fit()
        if by_key:
            self.open_button.setFocus()

    def _low(self) -> bool:
        return self.window().height() < LOW_WINDOW

    def _fit(self) -> None:
        """Take the height that the window's height and the recorded batch call for."""
        folded = self.folded
        usual = self.own_height or (LOW if self._low() else TALL)
        height = STRIP if folded else max(LOWEST, usual - self._given)
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
        self._plots_row.setVisible(not folded)
        self._strip_row.setVisible(folded)
        wanted = self.session.trace is not None or self._crowded
        self.fold_button.setVisible(wanted and self._low())
        self.divider.setVisible(not folded)
        self.divider.setGeometry(0, 0, self.width(), THICK)
        self.divider.raise_()
        self.plots["gradient"].curves.reserved = self.norm_button.width() + 4.0
        self.plots["update"].curves.reserved = 30.0 + (0.0 if self.fold_button.isHidden() else 24.0)
        self._show_strip()
        self._place_buttons()

    def _place_buttons(self) -> None:
        gradient, update = self.plots["gradient"], self.plots["update"]
        top = 2 if update.height() < LOW_PLOT else 5
        self.norm_button.move(gradient.width() - self.norm_button.width() - 6, top)
        self.fold_button.move(update.width() - self.fold_button.width() - 6, top)
        folding = 0 if self.fold_button.isHidden() else self.fold_button.width() + 4
        self.rate_button.move(update.width() - self.rate_button.width() - 6 - folding, top)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel" if self.folded else "background"))
        if self.folded:
            painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._watching:
                self._fit()
            else:
                self._place_buttons()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._watching is not self.window():
            self._watching = self.window()
            self._watching.installEventFilter(self)
            for plot in self.plots.values():
                plot.installEventFilter(self)
        self._fit()
        if self._stale:
            self._take_history()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.under_mouse.emit(self._given > 0)  # what is above the plots doesn't move what is aimed at

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.under_mouse.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for plot in self.plots.values():
            plot.set_cross(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()
