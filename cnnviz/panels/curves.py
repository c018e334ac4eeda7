"""The curves panel: loss, accuracy, gradients and updates of every step so far, under the network.

It brings the session's history into four plots that share their step axis and cross-hair, and shrinks to a
strip of small curves while a recorded batch is studied on a low screen.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cnnviz import theme
from cnnviz.session import Session
from cnnviz.views import icons
from cnnviz.views.curve_card import smoothing_text
from cnnviz.views.curve_lines import Line, Points
from cnnviz.views.curve_model import Curves
from cnnviz.views.curves import CurvePlot
from cnnviz.views.sparklines import HEIGHT as STRIP
from cnnviz.views.sparklines import Spark, SparkStrip

TALL, LOW = 140, 96  # pixels, in a window of at least, or less than
LOW_WINDOW = 900
NORMALISING = "BatchNorm"  # layers whose curves give way when there is no room for all names


class CurvesPanel(QWidget):
    """Four plots of the history, or a strip of small ones."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("curves")
        self.setAccessibleName(self.tr("Curves"))
        self._history: object = None
        self._stale = True
        self._opened = False  # plots instead of the strip, because somebody asked for them
        self._watching: QWidget | None = None  # the window whose height decides ours
        self._plots_row = QWidget(self)
        self.plots: dict[str, CurvePlot] = {}
        row = QHBoxLayout(self._plots_row)
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(6)
        for name in ("loss", "accuracy", "gradient", "update"):
            self.plots[name] = self._plot(name)
            row.addWidget(self.plots[name], 1)
        self.norm_button = self._button(self.plots["gradient"], "curves_norm", self.tr("L2"))
        self.norm_button.setCheckable(True)
        self.norm_button.toggled.connect(self._norm_toggled)
        self.fold_button = self._button(self.plots["update"], "curves_fold", "")
        self.fold_button.clicked.connect(self._fold)
        self._strip_row = QWidget(self)
        strip_row = QHBoxLayout(self._strip_row)
        strip_row.setContentsMargins(12, 0, 8, 0)
        self.strip = SparkStrip(self._strip_row)
        self.strip.setObjectName("curves_strip")
        self.strip.clicked.connect(self._open)
        self.strip.painted.connect(session.painted)
        self.open_button = self._button(self._strip_row, "curves_open", "")
        self.open_button.clicked.connect(self._open)
        strip_row.addWidget(self.strip, 1)
        strip_row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plots_row)
        column.addWidget(self._strip_row)
        self._say_what_they_do()
        session.history_changed.connect(self._history_changed)
        session.trace_changed.connect(self._trace_changed)
        session.selection_changed.connect(self._selection_changed)
        session.cursor_changed.connect(self._cursor_changed)
        self._norm_toggled(False)
        self._fit()

    # what others call

    def theme_changed(self) -> None:
        """Paints in the new colours."""
        self._style_buttons()
        for plot in self.plots.values():
            plot.refresh()
        self.strip.update()

    @property
    def folded(self) -> bool:
        """True while only the strip is shown."""
        return self.session.trace is not None and self._low() and not self._opened

    # building

    def _plot(self, name: str) -> CurvePlot:
        titles = {
            "loss": self.tr("Loss"),
            "accuracy": self.tr("Accuracy"),
            "gradient": self.tr("Gradient, RMS per weight"),
            "update": self.tr("Update / weight, RMS"),
        }
        empty = {
            "loss": self.tr("Press Train (Space): the loss of each batch appears here."),
            "accuracy": self.tr("Train to see how many images are read right."),
            "gradient": self.tr("Train to see how large each layer's gradient is."),
            "update": self.tr("Train to see how far each step moves the weights."),
        }
        layered = name in ("gradient", "update")
        curves = Curves(titles[name], log=name != "accuracy", names=layered, empty_text=empty[name])
        if not layered:
            curves.lines = [Line(self.tr("train"), noisy=True)]
        plot = CurvePlot(curves, self._plots_row)
        plot.setObjectName(f"curves_{name}")
        plot.setAccessibleName(titles[name])
        help_text = self.tr("Wheel or + and -: zoom the steps; drag: move; double click or Esc: all steps.")
        plot.setToolTip(help_text)
        plot.setAccessibleDescription(empty[name])
        plot.pointed.connect(self._pointed)
        plot.span_changed.connect(self._span_changed)
        plot.painted.connect(self.session.painted)
        copy = QAction(self.tr("Copy as picture"), plot)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._copy)
        everything = QAction(self.tr("Show all steps"), plot)
        everything.triggered.connect(plot.reset_zoom)
        plot.addActions([copy, everything])
        plot.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return plot

    def _button(self, parent: QWidget, name: str, text: str) -> QToolButton:
        button = QToolButton(parent)
        button.setObjectName(name)
        button.setText(text)
        button.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFixedSize(26 if text else 20, 18)
        return button

    def _say_what_they_do(self) -> None:
        self.norm_button.setAccessibleName(self.tr("L2 norm instead of RMS"))
        self.norm_button.setToolTip(
            self.tr(
                "Show the L2 norm of each layer's whole gradient. It grows with the number of weights; "
                "the RMS per weight compares layers of any size."
            )
        )
        self.fold_button.setAccessibleName(self.tr("Fold the curves to one line"))
        self.fold_button.setToolTip(
            self.tr("Fold the curves to one line, so that the network has more room.")
        )
        self.open_button.setAccessibleName(self.tr("Open the curves"))
        self.open_button.setToolTip(self.tr("Open the curves; the network gets less room."))
        self._style_buttons()

    def _style_buttons(self) -> None:
        self.fold_button.setIcon(icons.icon("down", "dim"))
        self.open_button.setIcon(icons.icon("up", "dim"))
        colours = theme.current()
        self.setStyleSheet(
            f"QToolButton {{ color: {colours.dim}; background: transparent; border: 1px solid {colours.edge};"
            f" border-radius: 4px; padding: 0; }}"
            f"QToolButton:hover {{ background: {colours.raised}; color: {colours.text}; }}"
            f"QToolButton:focus {{ border-color: {colours.accent}; }}"
            f"QToolButton:checked {{ border-color: {colours.accent}; color: {colours.text}; }}"
        )

    # the history

    @Slot()
    def _history_changed(self) -> None:
        if self.isVisible():
            self._take_history()
        else:
            self._stale = True

    def _take_history(self) -> None:
        """Hands every line its column as it is now; columns are views, nothing is copied."""
        self._stale = False
        history = self.session.history
        if history is not self._history:
            self._history = history
            self._start_anew()
        first = int(history.steps[0]) if len(history) else 1
        for name, plot in self.plots.items():
            curves = plot.curves
            curves.offset = first - 1
            if curves.names:
                kind = self._kind(name)
                for line in curves.lines:
                    line.pyramid.extend(history.layer_column(kind, line.name))
            else:
                curves.lines[0].pyramid.extend(history.column(name))
                curves.points = self._tests(name)
            plot.refresh()
        self._show_strip()

    def _start_anew(self) -> None:
        layers = self.session.history.layers
        snapshot = self.session.snapshot
        types = {} if snapshot is None else {row["name"]: row["type"] for row in snapshot.spec["layers"]}
        for plot in self.plots.values():
            curves = plot.curves
            curves.limits = curves.zoomed = None
            if curves.names:
                depth = max(1, len(layers) - 1)
                curves.lines = [
                    Line(layer, i / depth, rank=0.5 if types.get(layer, "").startswith(NORMALISING) else 1.0)
                    for i, layer in enumerate(layers)
                ]
            else:
                curves.lines = [Line(self.tr("train"), noisy=True)]
        self._selection_changed()

    def _kind(self, name: str) -> str:
        if name == "update":
            return "update_ratio"
        return "grad_norm" if self.norm_button.isChecked() else "grad_rms"

    def _tests(self, name: str) -> Points:
        found = self.session.history.evaluations
        steps = np.array([test[0] for test in found], float)
        values = np.array([test.accuracy if name == "accuracy" else test.loss for test in found], float)
        return Points(self.tr("test"), steps, values)

    @Slot(bool)
    def _norm_toggled(self, norm: bool) -> None:
        curves = self.plots["gradient"].curves
        curves.title = self.tr("Gradient, L2 norm") if norm else self.tr("Gradient, RMS per weight")
        self.plots["gradient"].setAccessibleName(curves.title)
        curves.limits = None
        for line in curves.lines:
            line.pyramid.clear()
        if self.isVisible():
            self._take_history()
        else:
            self._stale = True

    # what is recorded and selected

    @Slot()
    def _trace_changed(self) -> None:
        trace = self.session.trace
        if trace is None:
            self._opened = False
        for plot in self.plots.values():
            plot.curves.marked = trace.step if trace is not None else 0
            plot.refresh()
        self._selection_changed()
        self._fit()

    @Slot()
    def _selection_changed(self) -> None:
        layer = self._layer()
        for plot in self.plots.values():
            if plot.curves.names and plot.curves.selected != layer:
                plot.curves.selected = layer
                plot.refresh()
        self._show_strip()

    @Slot(int)
    def _cursor_changed(self, _: int) -> None:
        self._selection_changed()

    def _layer(self) -> str:
        """The selected cell's layer, else the one that the cursor stands at, if it has weights."""
        layers = self.session.history.layers
        if self.session.selection is not None and self.session.selection.layer in layers:
            return self.session.selection.layer
        stop = self.session.stop
        return stop.layer if stop is not None and stop.layer in layers else ""

    def _show_strip(self) -> None:
        if not self.folded:
            return
        step = self.session.trace.step if self.session.trace is not None else 0
        train = self.tr("train")
        sparks = [
            Spark(self.tr("loss"), self.plots["loss"].curves, train, step),
            Spark(self.tr("accuracy"), self.plots["accuracy"].curves, train, step),
        ]
        layers = self.session.history.layers
        if layers:
            layer = self._layer() or layers[-1]
            accent = bool(self._layer())
            gradient = (
                self.tr("{0} gradient norm") if self.norm_button.isChecked() else self.tr("{0} gradient RMS")
            )
            sparks.append(Spark(gradient.format(layer), self.plots["gradient"].curves, layer, step, accent))
            update = self.tr("{0} update / weight").format(layer)
            sparks.append(Spark(update, self.plots["update"].curves, layer, step, accent))
        self.strip.set_sparks(sparks)
        self.strip.setAccessibleName(self.strip.text())

    # pointing and zooming go to all four

    @Slot(int)
    def _pointed(self, step: int) -> None:
        pointed = self.sender()
        for plot in self.plots.values():
            if plot is not pointed:
                plot.set_cross(step)
        if isinstance(pointed, CurvePlot) and step:
            self.session.explain(*self._explanation(pointed.curves, step))
        elif not step:
            self.session.explain("", "")

    @Slot(float, float)
    def _span_changed(self, first: float, last: float) -> None:
        for plot in self.plots.values():
            if plot is not self.sender():
                plot.set_span(first, last)

    def _explanation(self, curves: Curves, step: int) -> tuple[str, str]:
        name = curves.chosen if curves.names else curves.lines[0].name
        value = curves.text_of(curves.value_at(name, step))
        mean = curves.text_of(curves.mean_at(name, step))
        smooth = smoothing_text(curves.window)
        if curves is self.plots["loss"].curves:
            sentence = self.tr(
                "{0} on this batch, {1} as a {2}. It is -ln of the probability given to the right digit."
            )
        elif curves is self.plots["accuracy"].curves:
            sentence = self.tr("{0} of this batch was read right, {1} as a {2}.")
        elif curves is self.plots["update"].curves:
            sentence = self.tr(
                "{0} at this step, {1} as a {2}: how far the step moved the weights, as a part of their size."
            )
        elif self.norm_button.isChecked():
            sentence = self.tr(
                "{0} at this step, {1} as a {2}: the length of the whole gradient of this layer."
            )
        else:
            sentence = self.tr(
                "{0} at this step, {1} as a {2}: how strongly a typical weight pulls on the loss."
            )
        title = curves.title.partition(",")[0]
        subject = f"{title} · {name}" if curves.names else title
        return self.tr("{0} at step {1}").format(subject, f"{step:,}"), sentence.format(value, mean, smooth)

    @Slot()
    def _copy(self) -> None:
        plot = self.sender().parent() if self.sender() is not None else None
        if isinstance(plot, CurvePlot):
            QGuiApplication.clipboard().setPixmap(plot.grab())
            self.session.message.emit(self.tr("Copied the curve as a picture."), "info")

    # size

    @Slot()
    def _open(self) -> None:
        self._opened = True
        self._fit()
        self.fold_button.setFocus()

    @Slot()
    def _fold(self) -> None:
        self._opened = False
        self._fit()
        self.open_button.setFocus()

    def _low(self) -> bool:
        return self.window().height() < LOW_WINDOW

    def _fit(self) -> None:
        """Takes the height that the window's height and the recorded batch call for."""
        folded = self.folded
        height = STRIP if folded else LOW if self._low() else TALL
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
        self._plots_row.setVisible(not folded)
        self._strip_row.setVisible(folded)
        self.fold_button.setVisible(self.session.trace is not None and self._low())
        self.plots["gradient"].curves.reserved = self.norm_button.width() + 4.0
        self.plots["update"].curves.reserved = 0.0 if self.fold_button.isHidden() else 24.0
        self._show_strip()
        self._place_buttons()

    def _place_buttons(self) -> None:
        for button, plot in (
            (self.norm_button, self.plots["gradient"]),
            (self.fold_button, self.plots["update"]),
        ):
            button.move(plot.width() - button.width() - 6, 2 if plot.height() < 120 else 5)

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

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for plot in self.plots.values():
            plot.set_cross(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()
