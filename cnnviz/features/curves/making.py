"""The plots of the curves panel before anything is in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cnnviz.features.curves.feeding import plain_lines
from cnnviz.plots.curve_model import Curves
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.system.translation import translate
from cnnviz.widgets.plain import set_tip

LAYERED = ("gradient", "update")


def make_plot(name: str, parent: QWidget) -> CurvePlot:
    """An empty plot of that name."""
    title = {
        "loss": translate("CurvesPanel", "Loss"),
        "accuracy": translate("CurvesPanel", "Accuracy"),
        "gradient": gradient_title(False),
        "update": translate("CurvesPanel", "Update / weight, RMS"),
        "learning_rate": translate("CurvesPanel", "Learning rate"),
    }[name]
    empty = {
        "loss": translate("CurvesPanel", "Press Train (Space): the loss of each batch appears here."),
        "accuracy": translate("CurvesPanel", "Train to see how many images are read right."),
        "gradient": translate("CurvesPanel", "Train to see how large each layer's gradient is."),
        "update": translate("CurvesPanel", "Train to see how far each step moves the weights."),
        "learning_rate": translate("CurvesPanel", "Train to see the learning rate of each step."),
    }[name]
    curves = Curves(title, name != "accuracy", name == "accuracy", name in LAYERED, empty)
    if name not in LAYERED:
        curves.begin(plain_lines(name))
    plot = CurvePlot(f"curves_{name}", curves, parent)
    plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the arrows still step
    plot.setAccessibleName(title)
    offer_past(plot, False)
    return plot


def gradient_title(norm: bool) -> str:
    """The title of the gradient's plot."""
    plain = translate("CurvesPanel", "Gradient, RMS per weight")
    return translate("CurvesPanel", "Gradient, L2 norm") if norm else plain


def offer_past(plot: CurvePlot, kept: bool) -> None:
    """Let dragging lead back in time where earlier steps are `kept`, and say what the mouse does."""
    plot.playhead.wanted = kept
    tip = translate(
        "CurvesPanel",
        "Drag: move what is zoomed; wheel or + and -: zoom the steps; double click: enlarge or put back; "
        "Esc: put back, or all steps; right click: more.",
    )
    if kept:
        tip = translate(
            "CurvesPanel",
            "Drag: back in time, or move what is zoomed; wheel or + and -: zoom the steps; "
            "double click: enlarge or put back; Esc: put back, or all steps; right click: more.",
        )
    set_tip(plot, tip)
