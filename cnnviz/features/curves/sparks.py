"""Which small curves the strip shows: loss, accuracy, and the gradient and update of one layer."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.features.curves.feeding import train_name
from cnnviz.features.curves.sparklines import Spark
from cnnviz.plots.curve_model import Curves
from cnnviz.system.translation import translate


def make_sparks(
    plots: Mapping[str, Curves], step: int, layer: str, selected: bool, norm: bool
) -> list[Spark]:
    """Small curves of the plots, with their numbers at `step`; those of a selected layer in the accent."""
    made = [
        Spark(translate("CurvesPanel", "loss"), plots["loss"], train_name(), step),
        Spark(translate("CurvesPanel", "accuracy"), plots["accuracy"], train_name(), step),
    ]
    if layer:
        gradient = (
            translate("CurvesPanel", "{0} gradient norm")
            if norm
            else translate("CurvesPanel", "{0} gradient RMS")
        )
        made.append(Spark(gradient.format(layer), plots["gradient"], layer, step, selected))
        made.append(
            Spark(
                translate("CurvesPanel", "{0} update / weight").format(layer),
                plots["update"],
                layer,
                step,
                selected,
            )
        )
    return made
