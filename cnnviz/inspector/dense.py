"""Pages of convolution and linear layers: outputs, dX with the kernel turned, dW image by image, db."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QRect

from cnnviz.inspector import common
from cnnviz.inspector.subject import Pick, Subject, by_size, count_terms, leaf, opener, tr
from cnnviz.views.inspector.block import Block, Number
from cnnviz.views.inspector.columns import Columns
from cnnviz.views.inspector.head import Heading, Note
from cnnviz.views.inspector.matrix import Factor, Matrix
from cnnviz.views.inspector.pictures import ARROW, TURN, Picture, Pictures
from cnnviz.views.inspector.rows import Row, Rows
from cnnviz.views.inspector.tint import limit_of
from cnnviz.views.numbers import significant
from core.explain import Cells, Group
from core.explain.place import Place
from core.trace import Cell

NO_BREAK = "\u00a0"


def _named(target: Any, caption: str, row: int, column: int) -> tuple[Cell | None, str]:
    return target(row, column), caption


class Terms:
    """A group's products laid out over a kernel's or a map's places; what each opens is found when asked."""

    def __init__(self, shape: tuple[int, int], group: Group, a: Cells, b: Cells) -> None:
        self.a, self.b, self.products = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.term = np.full(shape, -1)  # which of the group's terms stands here; -1 is padding
        self.group, self.factors = group, (a, b)
        self.behind: Callable[[int, int], Cell] | None = None  # the second factor's cell beside padding

    def put(self, rows: np.ndarray, columns: np.ndarray) -> None:
        """Places all terms, in their order."""
        self.a[rows, columns], self.b[rows, columns] = (factor.values for factor in self.factors)
        self.products[rows, columns] = self.group.terms
        self.term[rows, columns] = np.arange(len(rows))

    @property
    def holes(self) -> np.ndarray:
        return self.term < 0

    def opens(self, which: int) -> Callable[[int, int], Cell | None]:
        def target(row: int, column: int) -> Cell | None:
            i = int(self.term[row, column])
            if i >= 0:
                return self.factors[which].cell(i)
            return self.behind(row, column) if which == 1 and self.behind is not None else None

        return target

    def matrix(self, first: str, second: str) -> Matrix:
        factors = (Factor(first, self.a, self.opens(0)), Factor(second, self.b, self.opens(1)))
        return Matrix(factors, self.products, self.holes, tr("pad 0"), tr("product"))

    def picture(self, which: int, caption: str, before: str, holes: bool = False) -> Picture:
        values = (self.a, self.b, self.products)[which]
        opens = None
        if which < 2:
            opens = partial(_named, self.opens(which), caption)
        return Picture(
            values,
            caption,
            limit_of(values),
            opens,
            before=before,
            holes=self.holes if holes and which == 0 else None,
        )


def layer(subject: Subject) -> Any:
    """A layer with the recorded one's settings, for its window."""
    return Place(subject.trace, subject.cell).layer


def conv_output(subject: Subject) -> list[Block]:
    """A window of every input map times a kernel, plus the bias."""
    record, groups = subject.record, subject.explanation.groups
    window = layer(subject).window
    n, o, p, q = subject.index
    maps = record.input.shape[1]
    rows, columns = window.kernel
    chosen = subject.picked(next(i for i in by_size(groups) if groups[i].name == "input channel" or True))
    chosen = _channel_group(groups, chosen)
    words = {"window": f"{rows}×{columns}", "channel": o, "inputs": _maps(maps)}
    title = (
        tr("Sum over the {0} input channels, and the bias") if maps > 1 else tr("The window, and the bias")
    )
    blocks = common.head(subject, words)
    blocks += [Heading(1, title.format(maps)), common.subtotals(subject, chosen)]
    if chosen < 0:
        return [*blocks, common.total(subject), *common.source(subject)]
    group = groups[chosen]
    c = int(group.number or 0)
    weights, x = group.factors
    assert isinstance(weights, Cells)
    assert isinstance(x, Cells)
    found = Terms(window.kernel, group, x, weights)
    found.put(*weights.indices[:, 2:].T)
    found.b[...] = record.params["weight"][o, c]
    found.behind = lambda u, v: Cell(subject.layer, "weight", (o, c, u, v))
    (top, _), (left, _) = window.pads
    frame = QRect(window.stride[1] * q - left, window.stride[0] * p - top, columns, rows)
    source = record.input[n, c]
    whole = Picture(
        source,
        f"X[{c}]",
        limit_of(record.input[n]),
        opener(source, lambda r, s: (n, c, r, s), subject.layer, "input"),
        frame,
        large=True,
    )
    items = (
        whole,
        found.picture(0, tr("window"), ARROW, holes=True),
        found.picture(1, f"W[{o},{c}]", "×"),
        found.picture(2, tr("products"), "="),
    )
    blocks += [
        Heading(2, tr("Input channel {0}: window × kernel").format(c)),
        Pictures(items),
        found.matrix("X", "W"),
        common.total(subject, _split(subject, chosen, tr("channel {0}").format(c)), _check(subject)),
    ]
    return blocks + common.source(subject)


def _channel_group(groups: tuple[Group, ...], chosen: int) -> int:
    """The group of a channel that is looked into; -1 if the window lies in the padding altogether."""
    channels = [i for i in by_size(groups) if groups[i].name == "input channel"]
    return chosen if chosen in channels else channels[0] if channels else -1


def conv_grad_input(subject: Subject) -> list[Block]:
    """Every output that used this input passes its gradient back through the weight that it used."""
    record, groups = subject.record, subject.explanation.groups
    window = layer(subject).window
    n, c, r, s = subject.index
    outputs = record.output.shape[1]
    rows, columns = window.kernel
    words = {"window": f"{rows}×{columns}", "outputs": outputs}
    blocks = common.head(subject, words)
    if not subject.explanation.leaves:
        return [*blocks, Note(tr("No window ever saw this number, so nothing depends on it."))]
    chosen = subject.picked(by_size(groups)[0])
    group = groups[chosen]
    o = int(group.number or 0)
    weights, g = group.factors
    assert isinstance(weights, Cells)
    assert isinstance(g, Cells)
    seen = g.indices[:, 2:]
    found = Terms(window.kernel, group, g, weights)
    u, v = weights.indices[:, 2:].T
    # Turned by 180 degrees: the weight of the first place met the gradient of the last window.
    found.put(rows - 1 - u, columns - 1 - v)
    kernel = record.params["weight"][o, c]
    found.b[...] = kernel[::-1, ::-1]
    found.behind = lambda u, v: Cell(subject.layer, "weight", (o, c, rows - 1 - u, columns - 1 - v))
    if window.stride == (1, 1):
        (top, _), (left, _) = window.pads
        frame = QRect(s + left - columns + 1, r + top - rows + 1, columns, rows)
    else:
        (y, x), (low, far) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
        frame = QRect(x, y, far - x + 1, low - y + 1)
    gradient = record.grad_output[n, o]
    items = (
        Picture(
            gradient,
            f"dY[{o}]",
            limit_of(record.grad_output[n]),
            opener(gradient, lambda a, b: (n, o, a, b), subject.layer, "grad_output"),
            frame,
            large=True,
        ),
        Picture(
            kernel,
            f"W[{o},{c}]",
            limit_of(kernel),
            opener(kernel, lambda a, b: (o, c, a, b), subject.layer, "weight"),
            before="×",
        ),
        found.picture(1, tr("turned"), TURN),
        found.picture(2, tr("products"), "="),
    )
    title = tr("Sum over the {0} output channels").format(outputs)
    blocks += [
        Heading(1, title),
        common.subtotals(subject, chosen),
        Heading(2, tr("Channel {0}: window of dY × kernel turned 180°").format(o)),
        Pictures(items),
        found.matrix("dY", tr("W turned")),
        common.total(subject, _split(subject, chosen, tr("channel {0}").format(o)), _check(subject)),
    ]
    return blocks + common.source(subject)


def conv_weight_grad(subject: Subject) -> list[Block]:
    """Every place of every image where the weight was used adds input times gradient."""
    record, groups = subject.record, subject.explanation.groups
    window = layer(subject).window
    o, c, u, v = subject.index
    blocks, chosen = whose(subject)
    group = groups[chosen]
    n = int(group.number or 0)
    high, wide = record.output.shape[2:]
    g, x = group.factors
    assert isinstance(g, Cells)
    assert isinstance(x, Cells)
    found = Terms((high, wide), group, x, g)
    found.put(*g.indices[:, 2:].T)
    gradient = record.grad_output[n, o]
    found.b[...] = gradient
    found.behind = lambda p, q: Cell(subject.layer, "grad_output", (n, o, p, q))
    source = record.input[n, c]
    (top, _), (left, _) = window.pads
    frame = QRect(v - left, u - top, (wide - 1) * window.stride[1] + 1, (high - 1) * window.stride[0] + 1)
    items = (
        Picture(
            source,
            f"X[{c}]",
            limit_of(record.input[n]),
            opener(source, lambda a, b: (n, c, a, b), subject.layer, "input"),
            frame,
            large=True,
        ),
        Picture(
            gradient,
            f"dY[{o}]",
            limit_of(gradient),
            opener(gradient, lambda a, b: (n, o, a, b), subject.layer, "grad_output"),
            before="×",
            large=True,
        ),
        Picture(found.products, tr("products"), limit_of(found.products), before="=", large=True),
    )
    blocks += [
        Heading(2, tr("Image {0}: what the weight saw × gradient there").format(n + 1)),
        Pictures(items),
        found.matrix("X", "dY"),
        common.total(subject, _split(subject, chosen, tr("image {0}").format(n + 1)), _check(subject)),
    ]
    return blocks + common.source(subject)


def bias_grad(subject: Subject) -> list[Block]:
    """The bias was added everywhere in its channel: its gradient is the sum of all gradients there."""
    record = subject.record
    blocks, chosen = whose(subject)
    (o,) = subject.index
    n = int(subject.explanation.groups[chosen].number or 0)
    if record.grad_output.ndim == 4:
        gradient = record.grad_output[n, o]
        targets = lambda r, s: Cell(subject.layer, "grad_output", (n, o, r, s))  # noqa: E731
        holes = np.zeros(gradient.shape, bool)
        opens = opener(gradient, lambda a, b: (n, o, a, b), subject.layer, "grad_output")
        blocks += [
            Heading(2, tr("Image {0}: all gradients of channel {1}").format(n + 1, o)),
            Pictures((Picture(gradient, f"dY[{o}]", limit_of(gradient), opens, large=True),)),
            Matrix((Factor("dY", gradient, targets),), gradient, holes),
        ]
    blocks.append(common.total(subject, _split(subject, chosen, tr("image {0}").format(n + 1))))
    return blocks + common.source(subject)


def whose(subject: Subject) -> tuple[list[Block], int]:
    """Whose gradient is it: each image's contribution, their sum and mean, and the step that follows."""
    groups, record = subject.explanation.groups, subject.record
    images = [i for i, group in enumerate(groups) if group.name == "image"]
    order = [i for i in by_size(groups) if i in set(images)]
    chosen = subject.picked(order[0])
    chosen = chosen if chosen in images else order[0]
    rows = tuple(_contribution(groups[i], i) for i in images)
    values = np.array([number.value for number in rows])
    count = len(images)
    words = {"count": f"{count_terms(groups):,}", "group": tr("channel")}
    blocks = common.head(subject, words)
    against = int((np.sign(values) == -np.sign(values.sum())).sum())
    together = tr("{0} of {1} pull the other way").format(against, count)
    blocks += [
        Heading(1, tr("Whose gradient is it? {0} images").format(count), together),
        Columns(
            rows,
            images.index(chosen),
            tr("image 1"),
            str(count),
            tr("mean {0}, sum {1}").format(significant(values.mean()), significant(values.sum())),
        ),
        Note(_alone(values, chosen, images)),
    ]
    name = subject.quantity.removesuffix(".grad")
    if name in record.after:
        old, new = record.params[name][subject.index], record.after[name][subject.index]
        rate = dict(subject.trace.optimizer or {}).get("lr", float("nan"))
        step = Number(
            float(new) - float(old), Cell(subject.layer, f"{name}.after", subject.index), tr("the step taken")
        )
        said = tr("what the optimiser made of it, at a rate of {0:g}").format(float(rate))
        blocks.append(Rows((Row(tr("the step"), step, said, strong=True),), 60.0))
    return blocks, chosen


def _contribution(group: Group, i: int) -> Number:
    return Number(group.subtotal, Pick("group", i), tr("image {0}").format((group.number or 0) + 1))


def _alone(values: np.ndarray, chosen: int, images: list[int]) -> str:
    here = images.index(chosen)
    said = tr("A column an image, already divided by {0}; choose one to look into it. Image {1} gives {2}.")
    return said.format(len(images), here + 1, significant(float(values[here])))


def linear_output(subject: Subject) -> list[Block]:
    """All inputs, each times its own weight, plus the bias."""
    n, o = subject.index
    record = subject.record
    x, w = record.input[n], record.params["weight"][o]
    blocks = common.head(subject, {"inputs": x.size, "output": o})
    rows = (("x", x, "input", lambda i: (n, i)), (f"W[{o}]", w, "weight", lambda i: (o, i)))
    blocks += [Heading(1, tr("{0} inputs, a weight each").format(x.size)), _strips(subject, rows, x * w)]
    return blocks + _long_sum(subject, ("w", "x"), "x[{}]", 1)


def linear_grad_input(subject: Subject) -> list[Block]:
    """All outputs' gradients, each through the weight that led to it."""
    n, i = subject.index
    record = subject.record
    g, w = record.grad_output[n], record.params["weight"][:, i]
    blocks = common.head(subject, {"outputs": g.size})
    rows = (("dY", g, "grad_output", lambda o: (n, o)), (f"W[:,{i}]", w, "weight", lambda o: (o, i)))
    blocks += [Heading(1, tr("{0} outputs used it").format(g.size)), _strips(subject, rows, g * w)]
    return blocks + _long_sum(subject, ("w", "dy"), "y[{}]", 0)


def linear_weight_grad(subject: Subject) -> list[Block]:
    """In every image, the input that the weight met times the gradient of its output."""
    blocks, chosen = whose(subject)
    group = subject.explanation.groups[chosen]
    g, x = group.factors
    n = int(group.number or 0)
    rows = (
        Row("dy", leaf(g), tr("gradient of output {0}").format(subject.index[0])),  # type: ignore[arg-type]
        Row("x", leaf(x), tr("input {0}").format(subject.index[1])),  # type: ignore[arg-type]
        Row(
            "dy · x", Number(group.subtotal, None, tr("contribution")), tr("this image's share"), strong=True
        ),
    )
    blocks += [Heading(2, tr("Image {0}").format(n + 1)), Rows(rows)]
    blocks.append(Heading(3, tr("Image by image, the largest first")))
    blocks += [common.subtotals(subject, chosen)]
    blocks.append(common.total(subject, _split(subject, chosen, tr("image {0}").format(n + 1))))
    return blocks + common.source(subject)


def _long_sum(subject: Subject, heads: tuple[str, str], name: str, axis: int) -> list[Block]:
    groups = subject.explanation.groups
    main = next(group for group in groups if len(group.factors) == 2)
    factor = main.factors[0]
    assert isinstance(factor, Cells)
    names = [name.format(index[axis]) for index in factor.indices.tolist()]
    blocks: list[Block] = [
        Heading(2, tr("The largest products first")),
        common.terms(subject, main, heads, names),
    ]
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        number = leaf(bias.factors[0])  # type: ignore[arg-type]
        blocks.append(Rows((Row(tr("bias"), number, number.name),)))
    return [*blocks, common.total(subject), *common.source(subject)]


def _strips(subject: Subject, rows: Any, products: np.ndarray) -> Pictures:
    """Vectors folded into tiles beside one another: what comes in, the weights, the products."""
    from cnnviz.views.tiles import folded

    size = products.size
    side = max(1, int(np.ceil(np.sqrt(size))))
    items: list[Picture] = []
    for name, values, quantity, index in rows:

        def opens(row: int, column: int, quantity: str = quantity, index: Any = index) -> tuple[Any, str]:
            place = row * side + column
            if place >= size:
                return None, ""
            found = Cell(subject.layer, quantity, index(place))
            return found, f"{quantity}[{place}]"

        values = np.asarray(values, float)
        sign = "×" if items else ""
        items.append(Picture(folded(values, side), name, limit_of(values), opens, before=sign, large=True))
    products = np.asarray(products, float)
    items.append(Picture(folded(products, side), tr("products"), limit_of(products), before="=", large=True))
    return Pictures(tuple(items))


def _split(subject: Subject, chosen: int, name: str) -> str:
    """ "channel 5 -9.18e-4 and the other 15 -6.61e-4"."""
    groups = subject.explanation.groups
    own = groups[chosen].subtotal
    others = [g for i, g in enumerate(groups) if i != chosen and g.name not in ("bias", "padding")]
    parts = [f"{name} {significant(own)}"]
    if others:
        rest = sum(group.subtotal for group in others)
        parts.append(tr("the other {0} {1}").format(len(others), significant(rest)))
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        parts.append(tr("bias {0}").format(significant(bias.subtotal)))
    return "   ".join(part.replace(" ", NO_BREAK) for part in parts)


def _check(subject: Subject) -> str:
    groups = subject.explanation.groups
    products = sum(len(g) for g in groups if g.name != "bias")
    if any(g.name == "bias" for g in groups):
        return tr("the sum of all {0:,} products and the bias equals the recorded number").format(products)
    return tr("the sum of all {0:,} products equals the recorded number").format(products)


def _maps(count: int) -> str:
    return tr("of {0} maps").format(count) if count > 1 else tr("of the image")


PAGES = {
    "conv.output": conv_output,
    "conv.grad_input": conv_grad_input,
    "conv.weight.grad": conv_weight_grad,
    "conv.bias.grad": bias_grad,
    "linear.output": linear_output,
    "linear.grad_input": linear_grad_input,
    "linear.weight.grad": linear_weight_grad,
    "linear.bias.grad": bias_grad,
}
