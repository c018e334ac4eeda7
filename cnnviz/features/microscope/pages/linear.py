"""Pages of linear layers: long sums folded, pictures of vectors, dW image by image."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.head import Heading
from cnnviz.features.microscope.blocks.pictures import ArrayPicture, PictureRow
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tint import limit_of
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject, leaf
from cnnviz.features.microscope.pages.whose import split, whose
from cnnviz.system.translation import translate
from core.trace.explain import Cells
from core.trace.recording import Cell


def output(subject: PageSubject) -> list[PageBlock]:
    """All inputs, each times its own weight, plus the bias."""
    n, o = subject.index
    record = subject.record
    x, w = record.input[n], record.params["weight"][o]
    blocks = common.head(subject, {"inputs": x.size, "output": o})
    rows = (("x", x, "input", lambda i: (n, i)), (f"W[{o}]", w, "weight", lambda i: (o, i)))
    blocks += [
        Heading(1, translate("inspector", "{0} inputs, a weight each").format(x.size)),
        _strips(subject, rows, x * w),
    ]
    return blocks + _long_sum(subject, ("w", "x"), "x[{}]", 1)


def grad_input(subject: PageSubject) -> list[PageBlock]:
    """All outputs' gradients, each through the weight that led to it."""
    n, i = subject.index
    record = subject.record
    g, w = record.grad_output[n], record.params["weight"][:, i]
    blocks = common.head(subject, {"outputs": g.size})
    rows = (("dY", g, "grad_output", lambda o: (n, o)), (f"W[:,{i}]", w, "weight", lambda o: (o, i)))
    blocks += [
        Heading(1, translate("inspector", "{0} outputs used it").format(g.size)),
        _strips(subject, rows, g * w),
    ]
    return blocks + _long_sum(subject, ("w", "dy"), "y[{}]", 0)


def weight_grad(subject: PageSubject) -> list[PageBlock]:
    """In every image, the input that the weight met times the gradient of its output."""
    blocks, chosen = whose(subject)
    group = subject.explanation.groups[chosen]
    g, x = group.factors
    n = int(group.number or 0)
    rows = (
        NumberRow("dy", leaf(g), translate("inspector", "gradient of output {0}").format(subject.index[0])),  # type: ignore[arg-type]
        NumberRow("x", leaf(x), translate("inspector", "input {0}").format(subject.index[1])),  # type: ignore[arg-type]
        NumberRow(
            "dy · x",
            Number(group.subtotal, None, translate("inspector", "contribution")),
            translate("inspector", "this image's share"),
            strong=True,
        ),
    )
    blocks += [Heading(2, translate("inspector", "Image {0}").format(n + 1)), NumberRows(rows)]
    blocks.append(Heading(3, translate("inspector", "Image by image, the largest first")))
    blocks += [common.subtotals(subject, chosen)]
    blocks.append(
        common.total(subject, split(subject, chosen, translate("inspector", "image {0}").format(n + 1)))
    )
    return blocks + common.source(subject)


def _long_sum(subject: PageSubject, heads: tuple[str, str], name: str, axis: int) -> list[PageBlock]:
    groups = subject.explanation.groups
    main = next(group for group in groups if len(group.factors) == 2)
    factor = main.factors[0]
    assert isinstance(factor, Cells)
    names = [name.format(index[axis]) for index in factor.indices.tolist()]
    blocks: list[PageBlock] = [
        Heading(2, translate("inspector", "The largest products first")),
        common.terms(subject, main, heads, names),
    ]
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        number = leaf(bias.factors[0])  # type: ignore[arg-type]
        blocks.append(NumberRows((NumberRow(translate("inspector", "bias"), number, number.name),)))
    return [*blocks, common.total(subject), *common.source(subject)]


def _strips(subject: PageSubject, rows: Any, products: np.ndarray) -> PictureRow:
    """Vectors folded into tiles beside one another: what comes in, the weights, the products."""
    from cnnviz.widgets.tiles import folded

    size = products.size
    side = max(1, int(np.ceil(np.sqrt(size))))
    items: list[ArrayPicture] = []
    for name, values, quantity, index in rows:

        def opens(row: int, column: int, quantity: str = quantity, index: Any = index) -> tuple[Any, str]:
            place = row * side + column
            if place >= size:
                return None, ""
            found = Cell(subject.layer, quantity, index(place))
            return found, f"{quantity}[{place}]"

        values = np.asarray(values, float)
        sign = "×" if items else ""
        items.append(
            ArrayPicture(folded(values, side), name, limit_of(values), opens, before=sign, large=True)
        )
    products = np.asarray(products, float)
    items.append(
        ArrayPicture(
            folded(products, side),
            translate("inspector", "products"),
            limit_of(products),
            before="=",
            large=True,
        )
    )
    return PictureRow(tuple(items))


PAGES = {
    "linear.output": output,
    "linear.grad_input": grad_input,
    "linear.weight.grad": weight_grad,
}
