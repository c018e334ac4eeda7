"""The four plots: their titles, what they say while there is nothing to draw, and their context menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from cnnviz.features.curves.feeding import plain_lines
from cnnviz.plots.curve_model import Curves
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.plain import set_tip

NAMES = ("loss", "accuracy", "gradient", "update", "learning_rate")  # the last one on request
LAYERED = ("gradient", "update")


def make_plot(name: str, parent: QWidget) -> CurvePlot:
    """An empty plot of that name."""
    title, empty = {
        "loss": (
            translate("CurvesPanel", "Loss"),
            translate("CurvesPanel", "Press Train (Space): the loss of each batch appears here."),
        ),
        "accuracy": (
            translate("CurvesPanel", "Accuracy"),
            translate("CurvesPanel", "Train to see how many images are read right."),
        ),
        "gradient": (
            gradient_title(False),
            translate("CurvesPanel", "Train to see how large each layer's gradient is."),
        ),
        "update": (
            translate("CurvesPanel", "Update / weight, RMS"),
            translate("CurvesPanel", "Train to see how far each step moves the weights."),
        ),
        "learning_rate": (
            translate("CurvesPanel", "Learning rate"),
            translate("CurvesPanel", "Train to see the learning rate of each step."),
        ),
    }[name]
    curves = Curves(title, name != "accuracy", name == "accuracy", name in LAYERED, empty)
    if name not in LAYERED:
        curves.begin(plain_lines(name))
    plot = CurvePlot(f"curves_{name}", curves, parent)
    plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the arrows still step
    plot.setAccessibleName(title)
    set_tip(
        plot,
        translate(
            "CurvesPanel",
            "Wheel or + and -: zoom the steps; drag: move; Esc: all steps; double click: enlarge; "
            "right click: more.",
        ),
    )
    return plot


def gradient_title(norm: bool) -> str:
    """The title of the gradient's plot."""
    return (
        translate("CurvesPanel", "Gradient, L2 norm")
        if norm
        else translate("CurvesPanel", "Gradient, RMS per weight")
    )


def small_button(parent: QWidget, name: str, text: str = "") -> QToolButton:
    """A button that fits into a title row."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(text)
    button.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setFixedSize(26 if text else 20, 18)
    return button
