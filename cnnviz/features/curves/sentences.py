"""What the explainer strip says about a point of a curve: the number, its mean, and what it means."""

from __future__ import annotations

from cnnviz.plots.curve_model import Curves
from cnnviz.plots.curve_plot import smoothing_text
from cnnviz.system.translation import translate


def explanation(kind: str, curves: Curves, step: int) -> tuple[str, str]:
    """Subject and sentence for a step of a plot; `kind` is "loss", "accuracy", "grad_rms", ..."""
    sentences = {
        "loss": translate(
            "CurvesPanel",
            "{0} on this batch, {1} as a {2}. It is -ln of the probability given to the right answer.",
        ),
        "accuracy": translate("CurvesPanel", "{0} of this batch was read right, {1} as a {2}."),
        "update_ratio": translate(
            "CurvesPanel",
            "{0} at this step, {1} as a {2}: how far it moved the weights, as a part of their size.",
        ),
        "lr": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: what the optimiser multiplies its steps with."
        ),
        "grad_norm": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: the length of the whole gradient of this layer."
        ),
        "grad_rms": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: how strongly a typical weight pulls on the loss."
        ),
    }
    name = curves.chosen or curves.selected or curves.lines[-1].name if curves.names else curves.lines[0].name
    value, mean = curves.text_of(curves.value_at(name, step)), curves.text_of(curves.mean_at(name, step))
    title = curves.title.partition(",")[0]
    subject = f"{title} · {name}" if curves.names else title
    sentence = sentences[kind].format(value, mean, smoothing_text(curves.window))
    return translate("CurvesPanel", "{0} at step {1}").format(subject, f"{step:,}"), sentence
