"""Pages of activations and dropout: a gate, a slope, a mask."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.curve import FunctionPlot
from cnnviz.features.microscope.blocks.head import Heading
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.laid_out import layer
from cnnviz.features.microscope.pages.subject import PageSubject
from cnnviz.system.translation import translate


def activation(subject: PageSubject) -> list[PageBlock]:
    """The curve with the number on it, and the arithmetic beside it."""
    x, y = subject.same("input"), subject.same("output")
    slope = subject.same("slope") if "slope" in subject.record.intermediates else None
    blocks = common.head(subject, {"verdict": _gate(subject, x.value)})
    blocks += [
        Heading(1, translate("inspector", "Where the number stands on the curve")),
        _curve(subject, x, y),
    ]
    rows = [
        NumberRow("x", x, translate("inspector", "what came in")),
        NumberRow("y", y, translate("inspector", "what went on"), strong=subject.quantity == "output"),
    ]
    if slope is not None:
        rows.append(
            NumberRow(
                translate("inspector", "slope"),
                slope,
                translate("inspector", "how much of a small change passes"),
            )
        )
    if subject.quantity == "grad_input":
        rows.append(
            NumberRow("dy", subject.same("grad_output"), translate("inspector", "gradient that came back"))
        )
        rows.append(
            NumberRow("dx", subject.same("grad_input"), translate("inspector", "slope × dy"), strong=True)
        )
    else:
        rows.append(
            NumberRow("dx", subject.same("grad_input"), translate("inspector", "gradient that it receives"))
        )
    blocks += [
        Heading(2, translate("inspector", "Its numbers (each opens its page)")),
        NumberRows(tuple(rows), 48.0),
    ]
    return [*blocks, common.total(subject), *common.source(subject)]


def _gate(subject: PageSubject, x: float) -> str:
    open_ = x > 0
    if subject.quantity == "output":
        if open_:
            return translate(
                "inspector", "The number was positive: the gate is open and it passes unchanged."
            )
        return translate("inspector", "The number was not positive: the gate is closed and 0 goes on.")
    if open_:
        return translate("inspector", "The gate was open, so the gradient passes back unchanged.")
    return translate(
        "inspector",
        "The gate was closed: a small change of the number changes nothing, so the gradient is 0.",
    )


def _curve(subject: PageSubject, x: Number, y: Number) -> FunctionPlot:
    reach = max(2.0, 1.25 * abs(x.value), float(np.abs(subject.record.input[subject.index[0]]).max()))
    points = np.linspace(-reach, reach, 161)
    return FunctionPlot(
        points, np.asarray(layer(subject).function(points), float), x.value, y.value, f"{reach:.3g}"
    )


def dropout(subject: PageSubject) -> list[PageBlock]:
    """Mask times scale times number."""
    trained = "mask" in subject.record.intermediates
    kept = trained and bool(subject.record.intermediates["mask"][subject.index])
    source = {"output": "input", "grad_input": "grad_output", "mask": "input"}[subject.quantity]
    verdict = translate(
        "inspector", "Nothing is struck out when the network is only used: the number passes."
    )
    if trained:
        verdict = translate(
            "inspector", "Drawn to stay: it passes, made larger to make up for those struck out."
        )
        if not kept:
            verdict = translate("inspector", "Struck out at random in this batch: 0 goes on.")
    blocks = common.head(subject, {"verdict": verdict})
    rows = [
        NumberRow(
            "x" if source == "input" else "dy", subject.same(source), translate("inspector", "what came in")
        )
    ]
    if trained:
        rows.append(
            NumberRow(
                translate("inspector", "mask"),
                subject.same("mask"),
                translate("inspector", "1 stays, 0 is struck out"),
            )
        )
        p = float(subject.record.config["p"])
        scale = Number(float(layer(subject).scale), None, "1 / (1 - p)")
        rows.append(NumberRow("1 / (1 - p)", scale, translate("inspector", "with p = {0:g}").format(p)))
    if subject.quantity != "mask":
        rows.append(
            NumberRow(
                translate("inspector", "result"),
                subject.same(subject.quantity),
                translate("inspector", "their product"),
                strong=True,
            )
        )
    blocks += [
        Heading(1, translate("inspector", "Its numbers (each opens its page)")),
        NumberRows(tuple(rows), 84.0),
    ]
    if subject.quantity == "mask":
        return [*blocks, *common.source(subject)]
    return [*blocks, common.total(subject), *common.source(subject)]


KINDS = ("relu", "leakyrelu", "elu", "sigmoid", "tanh")
PAGES = {
    **{f"{kind}.{quantity}": activation for kind in KINDS for quantity in ("output", "grad_input", "slope")},
    "dropout.output": dropout,
    "dropout.mask": dropout,
    "dropout.grad_input": dropout,
}
