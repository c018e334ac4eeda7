"""Pages of activations, dropout and batch-norm: a gate, a slope, a mask, the gradient's three paths."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.plots import FunctionPlot, NormalisedHistogram
from cnnviz.features.microscope.blocks.rows import Columns, NumberRow, NumberRows, Paths
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import layer, whose
from cnnviz.features.microscope.pages.subject import PageSubject, by_size, meaning
from cnnviz.system.translation import translate
from cnnviz.system.wording import worded
from cnnviz.widgets.numbers import significant
from core.layers import ACTIVATIONS


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
        words = translate("inspector", "how much of a small change passes")
        rows.append(NumberRow(translate("inspector", "slope"), slope, words))
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
    words = translate("inspector", "what came in")
    rows = [NumberRow("x" if source == "input" else "dy", subject.same(source), words)]
    if trained:
        words = translate("inspector", "1 stays, 0 is struck out")
        rows.append(NumberRow(translate("inspector", "mask"), subject.same("mask"), words))
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
        }.get(subject.kind, translate("inspector", "number"))

    def number(self, quantity: str) -> Number:
        return self.subject.number(quantity, self.index)

    def words(self) -> dict[str, object]:
        return {"count": f"{self.count:,}", "group": self.word}


def norm_output(subject: PageSubject) -> list[PageBlock]:
    """Standardise, stretch, shift."""
    feature = NormFeature(subject)
    blocks = common.head(subject, feature.words())
    blocks += [
        Heading(1, translate("inspector", "Its numbers (each opens its page)")),
        NumberRows(tuple(_forward(feature)), 66.0),
    ]
    blocks += _histogram(feature, 2)
    return [*blocks, common.total(subject), *common.source(subject)]


def _forward(feature: NormFeature) -> list[NumberRow]:
    subject, record = feature.subject, feature.subject.record
    words = translate("inspector", "mean of {0:,} numbers")
    mean = words if record.training else translate("inspector", "running mean")
    rows = [
        NumberRow("x", subject.same("input"), translate("inspector", "what came in")),
        NumberRow("μ", feature.number("mean"), mean.format(feature.count)),
        NumberRow("1 / σ", feature.number("inv_std"), "1 / √(var + eps)"),
        NumberRow("x̂", subject.same("x_hat"), "(x - μ) / σ", strong=subject.quantity == "x_hat"),
    ]
    if subject.quantity == "output":
        if "weight" in record.params:
            words = translate("inspector", "the learned stretch (weight)")
            rows.append(NumberRow("γ", feature.number("weight"), words))
            rows.append(
                NumberRow("β", feature.number("bias"), translate("inspector", "the learned shift (bias)"))
            )
        rows.append(NumberRow("y", subject.same("output"), "γ · x̂ + β", strong=True))
    return rows


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
    blocks = common.head(subject, feature.words())
    subtotal = {group.name: group.subtotal for group in groups}
    cards = [_card("direct", "γ/σ · dy", translate("inspector", "through its own x̂"), subtotal)]
    if "mean" in subtotal:
        lowers = translate("inspector", "it raises μ, which lowers all {0:,}").format(feature.count)
        shrinks = translate("inspector", "it widens σ, which shrinks all {0:,}").format(feature.count)
        cards.append(_card("mean", "-γ/σ · Σdy/M", lowers, subtotal))
        cards.append(_card("variance", "-γ/σ · x̂ · Σ(dy·x̂)/M", shrinks, subtotal))
    rows = [NumberRow("dy", subject.same("grad_output"), translate("inspector", "gradient of this output"))]
    record = subject.record
    if "weight" in record.params:
        rows.append(
            NumberRow("γ", feature.number("weight"), translate("inspector", "the learned stretch (weight)"))
        )
    rows.append(NumberRow("1 / σ", feature.number("inv_std"), "1 / √(var + eps)"))
    if "mean" in subtotal:
        rows.append(NumberRow("x̂", subject.same("x_hat"), "(x - μ) / σ"))
        if "weight" in record.params:
            words = translate("inspector", "over all {0:,}")
            rows.append(NumberRow("Σ dy", feature.number("bias.grad"), words.format(feature.count)))
            rows.append(NumberRow("Σ dy·x̂", feature.number("weight.grad"), words.format(feature.count)))
        words = translate("inspector", "numbers in the {0}")
        rows.append(NumberRow("M", Number(feature.count, None, "M", plain=True), words.format(feature.word)))
    words = translate("inspector", "One path: in use the statistics stand still")
    title = translate("inspector", "Three paths") if len(cards) == 3 else words
    blocks += [Heading(1, title, hint=meaning("paths")), Paths(tuple(cards))]
    blocks += [
        Heading(2, translate("inspector", "Its numbers (each opens its page)")),
        NumberRows(tuple(rows), 66.0),
    ]
    blocks += _histogram(feature, 3)
    whole = float(np.sum(record.grad_input[(slice(None), *feature.index)], dtype=np.float64))
    check = translate("inspector", "equals the recorded number")
    if len(cards) == 3:
        check += translate(
            "inspector", "; over the batch all dx come to {0}, as nearly 0 as rounding allows"
        ).format(significant(whole))
    blocks.append(common.total(subject, " + ".join(card[0] for card in cards), check))
    return blocks + common.source(subject)


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
    blocks += [
        Heading(2, title),
        common.terms(subject, group, heads, [f"({name})" if name else "" for name in names]),
    ]
    words = translate("inspector", "all {0} images").format(len(subject.explanation.groups))
    return [*blocks, common.total(subject, words), *common.source(subject)]


def statistic(subject: PageSubject) -> list[PageBlock]:
    """Mean and variance: what each image adds, and the histogram that they describe."""
    feature, groups = NormFeature(subject), subject.explanation.groups
    blocks = common.head(subject, feature.words())
    if len(groups) < 2:
        blocks += common.leaves(subject, 1)
        return [*blocks, common.total(subject), *common.source(subject)]
    chosen = subject.picked(by_size(groups)[0])
    rows = tuple(common._subtotal(subject, group, i, False) for i, group in enumerate(groups))
    mean = translate("inspector", "sum {0}").format(significant(subject.explanation.total))
    blocks += [
        Heading(1, translate("inspector", "What each of the {0} images adds").format(len(groups))),
        Columns(rows, chosen, translate("inspector", "image 1"), str(len(groups)), mean),
        Note(
            translate("inspector", "Image {0} adds {1}.").format(
                chosen + 1, significant(groups[chosen].subtotal)
            )
        ),
    ]
    blocks += _histogram(feature, 2)
    return [*blocks, common.total(subject, translate("inspector", "all images")), *common.source(subject)]


def single(subject: PageSubject) -> list[PageBlock]:
    """1 / σ and the running statistics: a short formula of single numbers."""
    feature = NormFeature(subject)
    blocks = common.head(subject, feature.words())
    groups = subject.explanation.groups
    part = 1
    if len(groups) > 1:
        blocks += [
            Heading(1, translate("inspector", "What it is made of")),
            common.subtotals(subject, -1, single=True),
        ]
        part = 2
    names = {
        "running_mean": (translate("inspector", "running mean"), ""),
        "running_var": (translate("inspector", "running variance"), ""),
    }
    blocks += common.leaves(subject, part, names)
    return [*blocks, common.total(subject), *common.source(subject)]


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
