"""Pages of a softmax layer, and of its logarithm: the row that is added up, and one number of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.rows import NumberRow
from cnnviz.features.microscope.blocks.text import Heading
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import ending, numbered
from cnnviz.features.microscope.pages.subject import PageSubject
from cnnviz.system.translation import Count, translate
from core.trace.explain import Cells, Function, Node, Product, TermGroup


def _row(subject: PageSubject, quantity: str) -> Cells:
    """The numbers that the formula adds up: they come after the single ones."""
    columns = subject.explanation.expression.columns()
    return [each for each in columns if isinstance(each, Cells) and each.quantity == quantity][-1]


def _whole(subject: PageSubject, node: Node, heads: tuple[str, ...], made: str, *of: Node) -> list[PageBlock]:
    """The row under its heading, a term each."""
    title = translate("inspector", "What is added up: {0} {0:number|numbers}").format(Count(node.size))
    names = [f"j = {j}" for j in range(node.size)]
    return [Heading(1, title), common.terms(subject, TermGroup("row", None, node), heads, names, made, of)]


def _page(subject: PageSubject, row: list[PageBlock], numbers: list[NumberRow]) -> list[PageBlock]:
    """A page whose single numbers have the digits that the last one is worked out from."""
    check = translate("inspector", "equals the recorded number")
    told = [replace(row, number=replace(row.number, plain=True, digits=7)) for row in numbers if row.number]
    return [*common.head(subject), *row, *numbered(2, told, 54.0), *ending(subject, check=check)]


def output(subject: PageSubject) -> list[PageBlock]:
    """Its share of all exponentials, or the logarithm of that."""
    row = _row(subject, "input")
    most = row.cell(int(row.values.argmax()))
    z, over = (
        replace(number, plain=True, digits=7)
        for number in (subject.same("input"), subject.number("input", most.index))
    )
    exp = Function("exp(z - max)", lambda z: np.exp(z - over.value), row)
    summed, taken = float(exp.values.sum()), translate("inspector", "taken off, so that nothing overflows")
    rows = [
        NumberRow("z", z, translate("inspector", "what came in")),
        NumberRow(translate("inspector", "max"), over, taken),
    ]
    words = translate("inspector", "over all {0:,}").format(row.size)
    last = [NumberRow("Σ exp", Number(summed, None, "Σ exp"), words)]
    if subject.kind == "Softmax":
        said = f"exp({z} - {over})" if over.value >= 0 else f"exp({z} - ({over}))"
        own = Number(float(np.exp(z.value - over.value)), None, "exp(z - max)")
        rows.append(NumberRow("exp", own, said))
        last.append(
            NumberRow("p", subject.same("output"), translate("inspector", "exp / Σ exp"), strong=True)
        )
    else:
        last.append(NumberRow("ln Σ", Number(float(np.log(summed)), None, "ln Σ exp")))
        last.append(NumberRow("l", subject.same("output"), "z - max - ln Σ", strong=True))
    return _page(subject, _whole(subject, exp, ("z",), "exp(z - max)", row), [*rows, *last])


def grad_input(subject: PageSubject) -> list[PageBlock]:
    """Its own gradient, less its share of what all of the row come to."""
    row, y = _row(subject, "grad_output"), subject.same("output")
    dy, all_of = subject.same("grad_output"), translate("inspector", "over all {0:,}").format(row.size)
    came = translate("inspector", "gradient of this output")
    went = translate("inspector", "what went on")
    result = subject.same("grad_input")
    if subject.kind == "Softmax":
        p = _row(subject, "output")
        shared = Number(float((row.values * p.values).sum()), None, "Σ dp·p")
        rows = [
            NumberRow("p", y, went),
            NumberRow("dp", dy, came),
            NumberRow("Σ dp·p", shared, all_of),
            NumberRow("dz", result, "p · (dp - Σ dp·p)", strong=True),
        ]
        return _page(subject, _whole(subject, Product(row, p), ("dp", "p"), "="), rows)
    rows = [
        NumberRow("dl", dy, came),
        NumberRow("l", y, went),
        NumberRow("exp(l)", Number(float(np.exp(y.value)), None, "exp(l)")),
        NumberRow("Σ dl", Number(float(row.values.sum()), None, "Σ dl"), all_of),
        NumberRow("dz", result, "dl - exp(l) · Σ dl", strong=True),
    ]
    return _page(subject, _whole(subject, row, (), "dl"), rows)


PAGES = {
    f"{kind}.{quantity}": builder
    for kind in ("softmax", "logsoftmax")
    for quantity, builder in (("output", output), ("grad_input", grad_input))
}
