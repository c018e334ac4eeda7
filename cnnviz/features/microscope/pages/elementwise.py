"""Pages of activations, dropout and batch-norm: a gate, a slope, a mask, the gradient's three paths."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.plots import FunctionPlot, NormalisedHistogram
from cnnviz.features.microscope.blocks.rows import NumberRow, Paths
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import ending, layer, numbered, whose
from cnnviz.features.microscope.pages.subject import PageSubject, by_size, meaning
from cnnviz.system.translation import translate
from cnnviz.system.wording import worded
from cnnviz.widgets.numbers import significant
from core.layers import ACTIVATIONS


def activation(subject: PageSubject) -> list[PageBlock]:
    """The curve with the number on it, and the arithmetic beside it."""
    x, y, back = subject.same("input"), subject.same("output"), subject.quantity == "grad_input"
    reach = max(2.0, 1.25 * abs(x.value), float(np.abs(subject.record.input[subject.index[0]]).max()))
    points = np.linspace(-reach, reach, 161)
    curve = np.asarray(layer(subject).function(points), float)
    rows = [
        NumberRow("x", x, translate("inspector", "what came in")),
        NumberRow("y", y, translate("inspector", "what went on"), strong=subject.quantity == "output"),
    ]
    if "slope" in subject.record.intermediates:
        words = translate("inspector", "how much of a small change passes")
        rows.append(NumberRow(translate("inspector", "slope"), subject.same("slope"), words))
    words = translate("inspector", "gradient that came back")
    rows.append(NumberRow("dy", subject.same("grad_output"), words))
    words = translate("inspector", "slope × dy")
    rows.append(NumberRow("dx", subject.same("grad_input"), words, strong=back))
    return [
        *common.head(subject, {"verdict": _gate(subject, x.value)}),
        Heading(1, translate("inspector", "Where the number stands on the curve")),
        FunctionPlot(points, curve, x.value, y.value, f"{reach:.3g}"),
        *numbered(2, rows, 48.0),
        *ending(subject),
    ]


def _gate(subject: PageSubject, x: float) -> str:
    if subject.quantity == "output":
        if x > 0:
            return translate(
                "inspector", "The number was positive: the gate is open and it passes unchanged."
            )
        return translate("inspector", "The number was not positive: the gate is closed and 0 goes on.")
    if x > 0:
        return translate("inspector", "The gate was open, so the gradient passes back unchanged.")
    return translate(
        "inspector",
        "The gate was closed: a small change of the number changes nothing, so the gradient is 0.",
    )


def dropout(subject: PageSubject) -> list[PageBlock]:
    """Mask times scale times number."""
    mask = subject.record.intermediates.get("mask")
    verdict = translate(
        "inspector", "Nothing is struck out when the network is only used: the number passes."
    )
    name, source = ("dy", "grad_output") if subject.quantity == "grad_input" else ("x", "input")
    rows = [NumberRow(name, subject.same(source), translate("inspector", "what came in"))]
    if mask is not None:
        verdict = translate(
            "inspector", "Drawn to stay: it passes, made larger to make up for those struck out."
        )
        if not mask[subject.index]:
            verdict = translate("inspector", "Struck out at random in this batch: 0 goes on.")
        words = translate("inspector", "1 stays, 0 is struck out")
        rows.append(NumberRow(translate("inspector", "mask"), subject.same("mask"), words))
        scale = Number(float(layer(subject).scale), None, "1 / (1 - p)")
        words = translate("inspector", "with p = {0:g}").format(float(subject.record.config["p"]))
        rows.append(NumberRow("1 / (1 - p)", scale, words))
    head = common.head(subject, {"verdict": verdict})
    if subject.quantity == "mask":
        return [*head, *numbered(1, rows, 84.0), *common.source(subject)]
    result, words = translate("inspector", "result"), translate("inspector", "their product")
    rows.append(NumberRow(result, subject.same(subject.quantity), words, strong=True))
    return [*head, *numbered(1, rows, 84.0), *ending(subject)]


ACTIVATED = tuple(kind.__name__.lower() for kind in ACTIVATIONS)
GATE_PAGES = {
    **{
        f"{kind}.{quantity}": activation
        for kind in ACTIVATED
        for quantity in ("output", "grad_input", "slope")
    },
    "dropout.output": dropout,
    "dropout.mask": dropout,
    "dropout.grad_input": dropout,
}


class NormFeature:
    """The numbers that share the cell's statistics."""

    def __init__(self, subject: PageSubject) -> None:
        self.subject = subject
        x, per_pixel = subject.record.input, subject.kind == "BatchNormPixel"
        index = subject.index[1:] if subject.per_image else subject.index
        self.index = tuple(index) if per_pixel else tuple(index[:1])
        self.all = x[(slice(None), *self.index)]
        self.count = int(self.all.size)
        self.word = {
            "BatchNorm2d": translate("inspector", "channel"),
            "BatchNormPixel": translate("inspector", "pixel"),
        }.get(subject.kind, translate("inspector", "unit"))

    def number(self, quantity: str) -> Number:
        return self.subject.number(quantity, self.index)

    def stretch(self) -> NumberRow:
        return NumberRow("γ", self.number("weight"), translate("inspector", "the learned stretch (weight)"))

    def spread(self) -> NumberRow:
        return NumberRow("1 / σ", self.number("inv_std"), "1 / √(var + eps)")

    def standardised(self, strong: bool = False) -> NumberRow:
        return NumberRow("x̂", self.subject.same("x_hat"), "(x - μ) / σ", strong=strong)

    def words(self) -> dict[str, object]:
        return {"count": f"{self.count:,}", "group": self.word}


def norm_output(subject: PageSubject) -> list[PageBlock]:
    """Standardise, stretch, shift."""
    feature, record = NormFeature(subject), subject.record
    mean = translate("inspector", "running mean")
    if record.training:
        mean = translate("inspector", "mean of {0:,} numbers").format(feature.count)
    rows = [
        NumberRow("x", subject.same("input"), translate("inspector", "what came in")),
        NumberRow("μ", feature.number("mean"), mean),
        feature.spread(),
        feature.standardised(subject.quantity == "x_hat"),
    ]
    if subject.quantity == "output":
        if "weight" in record.params:
            shift = translate("inspector", "the learned shift (bias)")
            rows += [feature.stretch(), NumberRow("β", feature.number("bias"), shift)]
        rows.append(NumberRow("y", subject.same("output"), "γ · x̂ + β", strong=True))
    head = common.head(subject, feature.words())
    return [*head, *numbered(1, rows), *_histogram(feature, 2), *ending(subject)]


def _histogram(feature: NormFeature, number: int) -> list[PageBlock]:
    subject = feature.subject
    values = np.asarray(feature.all, float).ravel()
    mean, spread = float(values.mean()), float(values.std()) or 1.0
    here = float(subject.record.input[subject.index]) if subject.per_image else None
    title = translate("inspector", "Where the {0:,} numbers of the {1} stand").format(
        feature.count, feature.word
    )
    return [Heading(number, title), NormalisedHistogram(values, mean, spread, here)]


def norm_grad_input(subject: PageSubject) -> list[PageBlock]:
    """Three paths, which sum to dX; in use only the direct one is left."""
    feature, groups = NormFeature(subject), subject.explanation.groups
    subtotal = {group.name: group.subtotal for group in groups}
    cards = [_card("direct", "γ/σ · dy", translate("inspector", "through its own x̂"), subtotal)]
    if "mean" in subtotal:
        lowers = translate("inspector", "it raises μ, which lowers all {0:,}").format(feature.count)
        shrinks = translate("inspector", "it widens σ, which shrinks all {0:,}").format(feature.count)
        cards.append(_card("mean", "-γ/σ · Σdy/M", lowers, subtotal))
        cards.append(_card("variance", "-γ/σ · x̂ · Σ(dy·x̂)/M", shrinks, subtotal))
    rows = [NumberRow("dy", subject.same("grad_output"), translate("inspector", "gradient of this output"))]
    learned = "weight" in subject.record.params
    rows += [feature.stretch(), feature.spread()] if learned else [feature.spread()]
    title = translate("inspector", "One path: in use the statistics stand still")
    check = translate("inspector", "equals the recorded number")
    if "mean" in subtotal:
        rows.append(feature.standardised())
        words = translate("inspector", "over all {0:,}").format(feature.count)
        if learned:
            rows.append(NumberRow("Σ dy", feature.number("bias.grad"), words))
            rows.append(NumberRow("Σ dy·x̂", feature.number("weight.grad"), words))
        words = translate("inspector", "numbers in the {0}").format(feature.word)
        rows.append(NumberRow("M", Number(feature.count, None, "M", plain=True), words))
        title = translate("inspector", "Three paths")
        every = np.asarray(subject.record.grad_input[(slice(None), *feature.index)], np.float64)
        if abs(whole := float(every.sum())) <= 1e-5 * float(np.abs(every).sum()):
            check += translate(
                "inspector", "; over the batch all dx come to {0}, as nearly 0 as rounding allows"
            ).format(significant(whole))
    return [
        *common.head(subject, feature.words()),
        Heading(1, title, hint=meaning("paths")),
        Paths(tuple(cards)),
        *numbered(2, rows),
        *_histogram(feature, 3),
        *ending(subject, words=" + ".join(card[0] for card in cards), check=check),
    ]


def _card(name: str, formula: str, words: str, subtotal: dict[str, float]) -> tuple[str, str, str, Number]:
    told = worded(name)
    return told, formula, words, Number(subtotal[name], None, told)


def parameter_grad(subject: PageSubject) -> list[PageBlock]:
    """The gradient of a stretch or a shift: a part of each image."""
    blocks, chosen = whose(subject)
    group = subject.explanation.groups[chosen]
    n = int(group.number or 0) + 1
    heads = ("dy", "x̂") if len(group.factors) == 2 else ("dy",)
    names = [", ".join(map(str, i[2:])) for i in next(group.node.columns()).indices.tolist()]  # type: ignore[union-attr]
    title = translate("inspector", "Image {0}: its largest terms, by row and column").format(n)
    names = [f"({name})" if name else "" for name in names]
    words = translate("inspector", "all {0} images").format(len(subject.explanation.groups))
    blocks += [Heading(2, title), common.terms(subject, group, heads, names)]
    return blocks + ending(subject, words=words)


def statistic(subject: PageSubject) -> list[PageBlock]:
    """Mean and variance: what each image adds, and the histogram that they describe."""
    feature, groups = NormFeature(subject), subject.explanation.groups
    blocks = common.head(subject, feature.words())
    if len(groups) < 2:
        return [*blocks, *common.leaves(subject, 1), *ending(subject)]
    chosen = subject.picked(by_size(groups)[0])
    said = translate("inspector", "Image {0} adds {1}.")
    blocks += [
        *common.shares(subject, chosen, translate("inspector", "sum {0}"), True),
        Note(said.format(chosen + 1, significant(groups[chosen].subtotal))),
    ]
    return [*blocks, *_histogram(feature, 2), *ending(subject, words=translate("inspector", "all images"))]


def single(subject: PageSubject) -> list[PageBlock]:
    """1 / σ and the running statistics: a short formula of single numbers."""
    blocks, part = common.head(subject, NormFeature(subject).words()), 1
    if len(subject.explanation.groups) > 1:
        title = translate("inspector", "What it is made of")
        blocks += [Heading(1, title), common.subtotals(subject, -1, single=True)]
        part = 2
    names = {
        "running_mean": (translate("inspector", "running mean"), ""),
        "running_var": (translate("inspector", "running variance"), ""),
    }
    return [*blocks, *common.leaves(subject, part, names), *ending(subject)]


NORM_PAGES = {
    "batchnorm.output": norm_output,
    "batchnorm.x_hat": norm_output,
    "batchnorm.grad_input": norm_grad_input,
    "batchnorm.weight.grad": parameter_grad,
    "batchnorm.bias.grad": parameter_grad,
    "batchnorm.mean": statistic,
    "batchnorm.var": statistic,
    "batchnorm.inv_std": single,
    "batchnorm.running_mean.after": single,
    "batchnorm.running_var.after": single,
}
