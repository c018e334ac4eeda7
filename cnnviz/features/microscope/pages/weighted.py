"""Pages of convolutions and linear layers: outputs, dX, dW image by image, db."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QRect

from cnnviz.features.microscope.blocks.block import Number, PageBlock, limit_of
from cnnviz.features.microscope.blocks.pictures import ARROW, TURN, ArrayPicture, PictureRow
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tables import Factor, Matrix
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import TermGrid, ending, general, layer, whose
from cnnviz.features.microscope.pages.subject import PageSubject, by_size, colours, leaf, meaning, plane
from cnnviz.system.translation import Count, translate
from cnnviz.widgets.tiles import folded
from core.trace.explain import Cells, TermGroup
from core.trace.recording import Cell


def _pair(group: TermGroup) -> tuple[Cells, Cells]:
    """The cells whose products a group sums."""
    a, b = group.factors
    assert isinstance(a, Cells)
    assert isinstance(b, Cells)
    return a, b


def conv_output(subject: PageSubject) -> list[PageBlock]:
    """A window of every input map times a kernel, plus the bias."""
    record, groups = subject.record, subject.explanation.groups
    window = layer(subject).window
    n, o, p, q = subject.index
    maps = record.input.shape[1]
    rows, columns = window.kernel
    chosen = _channel_group(groups, subject.picked(by_size(groups)[0]))
    inputs = translate("inspector", "of {0} maps").format(maps)
    words = {"window": f"{rows}×{columns}", "channel": o, "inputs": inputs}
    title, alone = (
        translate("inspector", "Sum over the {0} input channels"),
        translate("inspector", "The window"),
    )
    if "bias" in record.params:
        title = translate("inspector", "Sum over the {0} input channels, and the bias")
        alone = translate("inspector", "The window, and the bias")
    if maps == 1:
        words["inputs"], title = translate("inspector", "of the image"), alone
    subtotals = common.subtotals(subject, chosen)
    blocks = [*common.head(subject, words), Heading(1, title.format(maps)), subtotals]
    if chosen < 0:
        return blocks + ending(subject)
    group = groups[chosen]
    c = int(group.number or 0)
    weights, x = _pair(group)
    found = TermGrid(subject, group, (x, weights), weights.indices[:, 2:].T, record.params["weight"][o, c])
    found.behind = lambda u, v: Cell(subject.layer, "weight", (o, c, u, v))
    (top, _), (left, _) = window.pads
    frame = QRect(window.stride[1] * q - left, window.stride[0] * p - top, columns, rows)
    items = (
        plane(subject, "input", (n, c), f"X[{c}]", window=frame, large=True),
        found.picture(0, translate("inspector", "window"), ARROW, holes=True),
        found.picture(1, f"W[{o},{c}]", "×"),
        found.picture(2, translate("inspector", "products"), "="),
    )
    title = translate("inspector", "Input channel {0}: window × kernel").format(c)
    blocks += [Heading(2, title), PictureRow(items), found.matrix("X", "W")]
    return blocks + ending(subject, chosen, check=_check(subject))


def _channel_group(groups: tuple[TermGroup, ...], chosen: int) -> int:
    """The group of a channel that is looked into; -1 if the window lies in the padding altogether."""
    channels = [i for i in by_size(groups) if groups[i].name == "input channel"]
    return chosen if chosen in channels else channels[0] if channels else -1


def conv_grad_input(subject: PageSubject) -> list[PageBlock]:
    """Every output that used this input passes its gradient back through the weight that it used."""
    record, groups = subject.record, subject.explanation.groups
    window = layer(subject).window
    n, c, r, s = subject.index
    outputs = record.output.shape[1]
    rows, columns = window.kernel
    blocks = common.head(subject, {"window": f"{rows}×{columns}", "outputs": outputs})
    if not subject.explanation.leaves:
        said = translate("inspector", "No window ever saw this number, so nothing depends on it.")
        return [*blocks, Note(said)]
    chosen = subject.picked(by_size(groups)[0])
    group = groups[chosen]
    o = int(group.number or 0)
    weights, g = _pair(group)
    # Turned by 180 degrees: the weight of the first place met the gradient of the last window.
    places = np.array([[rows - 1], [columns - 1]]) - weights.indices[:, 2:].T
    found = TermGrid(subject, group, (g, weights), places, record.params["weight"][o, c][::-1, ::-1])
    found.behind = lambda u, v: Cell(subject.layer, "weight", (o, c, rows - 1 - u, columns - 1 - v))
    if window.stride == (1, 1):
        (top, _), (left, _) = window.pads
        frame = QRect(s + left - columns + 1, r + top - rows + 1, columns, rows)
    else:
        seen = g.indices[:, 2:]
        (y, x), (low, far) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
        frame = QRect(x, y, far - x + 1, low - y + 1)
    items = (
        plane(subject, "grad_output", (n, o), f"dY[{o}]", window=frame, large=True),
        plane(subject, "weight", (o, c), f"W[{o},{c}]", before="×"),
        found.picture(1, translate("inspector", "turned"), TURN),
        found.picture(2, translate("inspector", "products"), "="),
    )
    title = translate("inspector", "Channel {0}: window of dY × kernel turned 180°").format(o)
    blocks += [
        Heading(
            1, translate("inspector", "Sum over the {0} output {0:channel|channels}").format(Count(outputs))
        ),
        common.subtotals(subject, chosen),
        Heading(2, title, hint=meaning("turned")),
        PictureRow(items),
        found.matrix("dY", translate("inspector", "W turned")),
    ]
    return blocks + ending(subject, chosen, check=_check(subject))


def conv_weight_grad(subject: PageSubject) -> list[PageBlock]:
    """Every place of every image where the weight was used adds input times gradient."""
    record, groups = subject.record, subject.explanation.groups
    if all(group.name != "image" for group in groups):
        return general(subject)  # the weight never saw anything but padding
    window = layer(subject).window
    o, c, u, v = subject.index
    blocks, chosen = whose(subject)
    group = groups[chosen]
    n = int(group.number or 0)
    high, wide = record.output.shape[2:]
    g, x = _pair(group)
    found = TermGrid(subject, group, (x, g), g.indices[:, 2:].T, record.grad_output[n, o])
    found.behind = lambda p, q: Cell(subject.layer, "grad_output", (n, o, p, q))
    (top, _), (left, _) = window.pads
    frame = QRect(v - left, u - top, (wide - 1) * window.stride[1] + 1, (high - 1) * window.stride[0] + 1)
    items = (
        plane(subject, "input", (n, c), f"X[{c}]", window=frame, large=True),
        plane(subject, "grad_output", (n, o), f"dY[{o}]", before="×", large=True),
        found.picture(2, translate("inspector", "products"), "=", large=True),
    )
    title = translate("inspector", "Image {0}: what the weight saw × gradient there").format(n + 1)
    blocks += [Heading(2, title, hint=meaning("whose")), PictureRow(items), found.matrix("X", "dY")]
    return blocks + ending(subject, chosen, check=_check(subject))


def bias_grad(subject: PageSubject) -> list[PageBlock]:
    """The bias was added everywhere in its channel: its gradient is the sum of all gradients there."""
    record = subject.record
    blocks, chosen = whose(subject)
    (o,) = subject.index
    n = int(subject.explanation.groups[chosen].number or 0)
    if record.grad_output.ndim == 4:
        gradient = record.grad_output[n, o]
        factor = Factor("dY", gradient, lambda r, s: Cell(subject.layer, "grad_output", (n, o, r, s)))
        blocks += [
            Heading(2, translate("inspector", "Image {0}: all gradients of channel {1}").format(n + 1, o)),
            PictureRow((plane(subject, "grad_output", (n, o), f"dY[{o}]", large=True),)),
            Matrix((factor,), gradient, np.zeros(gradient.shape, bool)),
        ]
    return blocks + ending(subject, chosen)


def _check(subject: PageSubject) -> str:
    groups = subject.explanation.groups
    words = translate("inspector", "the sum of all {0} {0:product|products} equals the recorded number")
    if any(g.name == "bias" for g in groups):
        words = translate(
            "inspector", "the sum of all {0} {0:product|products} and the bias equals the recorded number"
        )
    return words.format(Count(sum(len(g) for g in groups if g.name != "bias")))


def linear_output(subject: PageSubject) -> list[PageBlock]:
    """All inputs, each times its own weight, plus the bias."""
    n, o = subject.index
    x, w = subject.record.input[n], subject.record.params["weight"][o]
    bias = translate("inspector", ", plus a bias") if "bias" in subject.record.params else ""
    blocks = common.head(subject, {"inputs": x.size, "output": o, "bias": bias})
    strips = (
        _strip(subject, x, "x", "input", lambda i: (n, i)),
        _strip(subject, w, f"W[{o}]", "weight", lambda i: (o, i), before="×"),
        _strip(subject, x * w, translate("inspector", "products"), before="="),
    )
    blocks += [
        Heading(1, translate("inspector", "{0} {0:input|inputs}, a weight each").format(Count(x.size))),
        PictureRow(strips),
    ]
    return blocks + _long_sum(subject, ("w", "x"), "x[{}]", 1)


def linear_grad_input(subject: PageSubject) -> list[PageBlock]:
    """All outputs' gradients, each through the weight that led to it."""
    n, i = subject.index
    g, w = subject.record.grad_output[n], subject.record.params["weight"][:, i]
    blocks = common.head(subject, {"outputs": g.size})
    strips = (
        _strip(subject, g, "dY", "grad_output", lambda o: (n, o)),
        _strip(subject, w, f"W[:,{i}]", "weight", lambda o: (o, i), before="×"),
        _strip(subject, g * w, translate("inspector", "products"), before="="),
    )
    blocks += [
        Heading(1, translate("inspector", "{0} {0:output|outputs} used it").format(Count(g.size))),
        PictureRow(strips),
    ]
    return blocks + _long_sum(subject, ("w", "dy"), "y[{}]", 0)


def linear_weight_grad(subject: PageSubject) -> list[PageBlock]:
    """In every image, the input that the weight met times the gradient of its output."""
    blocks, chosen = whose(subject)
    group = subject.explanation.groups[chosen]
    g, x = _pair(group)
    share = Number(group.subtotal, None, translate("inspector", "contribution"))
    rows = (
        NumberRow("dy", leaf(g), translate("inspector", "gradient of output {0}").format(subject.index[0])),
        NumberRow("x", leaf(x), translate("inspector", "input {0}").format(subject.index[1])),
        NumberRow("dy · x", share, translate("inspector", "this image's share"), strong=True),
    )
    blocks += [
        Heading(2, translate("inspector", "Image {0}").format(int(group.number or 0) + 1)),
        NumberRows(rows),
        Heading(3, translate("inspector", "Image by image, the largest first")),
        common.subtotals(subject, chosen),
    ]
    return blocks + ending(subject, chosen)


def _long_sum(subject: PageSubject, heads: tuple[str, str], name: str, axis: int) -> list[PageBlock]:
    groups = subject.explanation.groups
    main = next(group for group in groups if len(group.factors) == 2)
    names = [name.format(index[axis]) for index in _pair(main)[0].indices.tolist()]
    blocks: list[PageBlock] = [
        Heading(2, translate("inspector", "The largest products first")),
        common.terms(subject, main, heads, names),
    ]
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        number = leaf(bias.factors[0])  # type: ignore[arg-type]
        blocks.append(NumberRows((NumberRow(translate("inspector", "bias"), number, number.name),)))
    return blocks + ending(subject)


def _strip(
    subject: PageSubject,
    values: np.ndarray,
    name: str,
    quantity: str = "",
    index: Callable[[int], tuple[int, ...]] | None = None,
    before: str = "",
) -> ArrayPicture:
    """A vector folded into a tile; `index` is where one of its numbers stands in the quantity."""
    side = max(1, int(np.ceil(np.sqrt(values.size))))

    def opens(row: int, column: int) -> tuple[Any, str]:
        place = row * side + column
        if index is None or place >= values.size:
            return None, ""
        return Cell(subject.layer, quantity, index(place)), f"{quantity}[{place}]"

    limit = limit_of(values)
    if quantity and index is not None:  # the numbers of an array that the canvas shows
        limit = colours(subject, Cell(subject.layer, quantity, index(0))).limit
    tile = folded(np.asarray(values, float), side)
    return ArrayPicture(tile, name, limit, opens if quantity else None, before=before, large=True)


CONV_PAGES = {
    "conv.output": conv_output,
    "conv.grad_input": conv_grad_input,
    "conv.weight.grad": conv_weight_grad,
    "conv.bias.grad": bias_grad,
    "linear.bias.grad": bias_grad,
}
LINEAR_PAGES = {
    "linear.output": linear_output,
    "linear.grad_input": linear_grad_input,
    "linear.weight.grad": linear_weight_grad,
}
