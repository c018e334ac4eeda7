"""The four plots: their titles, what they say while there is nothing to draw, and their context menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from cnnviz.features.curves.feeding import train_name
from cnnviz.plots.curve_lines import Line
from cnnviz.plots.curve_model import Curves
from cnnviz.plots.curves import CurvePlot
from cnnviz.widgets import theme
from cnnviz.widgets.plain import set_tip

NAMES = ("loss", "accuracy", "gradient", "update")


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("CurvesPanel", text)


def make_plot(name: str, parent: QWidget) -> CurvePlot:
    """An empty plot of that name."""
    title, empty = {
        "loss": (tr("Loss"), tr("Press Train (Space): the loss of each batch appears here.")),
        "accuracy": (tr("Accuracy"), tr("Train to see how many images are read right.")),
        "gradient": (gradient_title(False), tr("Train to see how large each layer's gradient is.")),
        "update": (tr("Update / weight, RMS"), tr("Train to see how far each step moves the weights.")),
    }[name]
    layered = name in ("gradient", "update")
    lines = [] if layered else [Line(train_name(), noisy=True)]
    plot = CurvePlot(Curves(title, name != "accuracy", layered, empty, lines), parent)
    plot.setObjectName(f"curves_{name}")
    plot.setAccessibleName(title)
    plot.setAccessibleDescription(empty)
    set_tip(plot, tr("Wheel or + and -: zoom the steps; drag: move; double click or Esc: all steps."))
    everything = QAction(tr("Show all steps"), plot)
    everything.triggered.connect(plot.reset_zoom)
    plot.addAction(everything)
    plot.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return plot


def copy_action(plot: CurvePlot) -> QAction:
    """The action that copies a plot as a picture, in its context menu and on the usual key."""
    copy = QAction(tr("Copy as picture"), plot)
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    plot.addAction(copy)
    return copy


def gradient_title(norm: bool) -> str:
    """The title of the gradient's plot."""
    return tr("Gradient, L2 norm") if norm else tr("Gradient, RMS per weight")


def small_button(parent: QWidget, name: str, text: str = "") -> QToolButton:
    """A button that fits into a title row."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(text)
    button.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setFixedSize(26 if text else 20, 18)
    return button


def button_style() -> str:
    """How such buttons look in the current theme."""
    colours = theme.current()
    return (
        f"QToolButton {{ color: {colours.dim}; background: transparent; border: 1px solid {colours.edge};"
        " border-radius: 4px; padding: 0; }"
        f"QToolButton:hover {{ background: {colours.raised}; color: {colours.text}; }}"
        f"QToolButton:focus {{ border-color: {colours.accent}; }}"
        f"QToolButton:checked {{ border-color: {colours.accent}; color: {colours.text}; }}"
    )
