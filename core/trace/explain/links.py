"""Layers that move and weigh numbers: convolution, linear, pooling, flatten, dropout.

One table of links says which inputs each output sees. An output is a sum over a row of it, a weight's
gradient one over a column, an input's gradient one over the places where the input occurs: strides, padding
and the turned kernel of the backward pass come out of the table by themselves.
"""

from __future__ import annotations

import numpy as np

from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Constants, Function, Node, Part, Product, Sum
from core.trace.explain.place import CellPlace, constant, links


def dense(place: CellPlace) -> Explanation:
    """Conv2d and Linear: every output is a weighted sum."""
    record, quantity = place.record, place.quantity
    kind = "conv" if place.kind == "Conv2d" else "linear"
    table = links(place) if kind == "conv" else np.arange(record.input[0].size)[None]
    if quantity == "output":
        formula = "y[n, o, p, q] = sum over c, i, j of  w[o, c, i, j] · x[n, c, sp+i-pad, sq+j-pad]"
        if kind == "linear":
            formula = "y[n, o] = sum over i of  w[o, i] · x[n, i]"
        formula += "  + b[o]" if "bias" in record.params else ""
        return place.explained(f"{kind}.output", formula, _dense_output(place, table))
    if quantity == "grad_input":
        formula = "dx = sum over every output that used x of  w · dy   (the kernel turned by 180 degrees)"
        if kind == "linear":
            formula = "dx[n, i] = sum over o of  w[o, i] · dy[n, o]"
        return _dense_grad_input(place, table, f"{kind}.grad_input", formula)
    if quantity == "weight.grad":
        formula = "dw = sum over images and places of  dy · x"
        return place.explained(f"{kind}.weight.grad", formula, _dense_weight_grad(place, table))
    if quantity == "bias.grad":
        n, places = len(record.input), len(table)
        g = place.cells("grad_output", _of_channel(place, n, len(table)))
        formula = "db = sum over images and places of  dy"
        return place.explained(f"{kind}.bias.grad", formula, Sum(_by_image(g, n, places)))
    raise place.unknown()


def _dense_output(place: CellPlace, table: np.ndarray) -> Sum:
    record = place.record
    n, positions, window = place.index[0], *table.shape
    o, p = divmod(place.flat - n * record.output[0].size, positions)
    row = table[p]
    seen = np.flatnonzero(row >= 0)
    unseen = np.flatnonzero(row < 0)
    parts = []
    if len(seen):
        channels = seen // (window // record.input.shape[1]) if record.input.ndim == 4 else seen * 0
        starts = np.flatnonzero(np.diff(channels, prepend=-1))
        x = place.cells("input", n * record.input[0].size + row[seen])
        products = Product(place.cells("weight", o * window + seen), x)
        name = "input channel" if record.input.ndim == 4 else "inputs"
        parts.append(Part(name, products, starts, channels[starts].tolist()))
        if record.input.ndim != 4:
            parts = [Part(name, products)]
    if len(unseen):
        parts.append(Part("padding", Product(place.cells("weight", o * window + unseen), _padding(unseen))))
    if "bias" in record.params:
        parts.append(Part("bias", place.cells("bias", o)))
    return Sum(*parts)


def _dense_grad_input(place: CellPlace, table: np.ndarray, rule: str, formula: str) -> Explanation:
    record = place.record
    n, positions, window = place.index[0], *table.shape
    p, k = np.nonzero(table == place.flat - n * record.input[0].size)
    if not len(p):
        return _unused(place)
    outputs = record.output.shape[1]
    o = np.repeat(np.arange(outputs), len(p))
    p, k = np.tile(p, outputs), np.tile(k, outputs)
    g = place.cells("grad_output", (n * outputs + o) * positions + p)
    products = Product(place.cells("weight", o * window + k), g)
    if record.input.ndim != 4:
        return place.explained(rule, formula, Sum(Part("outputs", products)))
    starts = np.arange(outputs) * (len(p) // outputs)
    return place.explained(rule, formula, Sum(Part("output channel", products, starts, range(outputs))))


def _unused(place: CellPlace) -> Explanation:
    """Strides and odd sizes leave inputs out; nothing depends on them."""
    return place.given("unused", "no output used this number, so its gradient is 0")


def _dense_weight_grad(place: CellPlace, table: np.ndarray) -> Sum:
    record = place.record
    count, positions = len(record.input), len(table)
    column = table[:, int(np.ravel_multi_index(place.index[1:], record.params["weight"].shape[1:]))]
    g = _of_channel(place, count, positions).reshape(count, positions)
    seen, unseen = np.flatnonzero(column >= 0), np.flatnonzero(column < 0)
    parts = []
    if len(seen):
        x = np.arange(count)[:, None] * record.input[0].size + column[seen]
        products = Product(place.cells("grad_output", g[:, seen].ravel()), place.cells("input", x.ravel()))
        parts.append(_by_image(products, count, len(seen)))
    if len(unseen):
        zeros = Product(place.cells("grad_output", g[:, unseen].ravel()), _padding(unseen, count))
        parts.append(Part("padding", zeros))
    return Sum(*parts)


def _padding(unseen: np.ndarray, each: int = 1) -> Constants:
    """One zero for every place of the window that lies outside the image."""
    return Constants(np.zeros(len(unseen) * each), "padding")


def _of_channel(place: CellPlace, count: int, positions: int) -> np.ndarray:
    """Where the gradients of the cell's output channel lie, in every image. Shape: (count*positions,)."""
    outputs = place.record.output.shape[1]
    starts = (np.arange(count) * outputs + place.index[0]) * positions
    return (starts[:, None] + np.arange(positions)).ravel()


def _by_image(node: Node, count: int, each: int) -> Part:
    return Part("image", node, np.arange(count) * each, range(count))


def pool(place: CellPlace) -> Explanation:
    """MaxPool2d and AvgPool2d: a sum over the window, each place weighed by its gate or its share."""
    record, table = place.record, links(place)
    kind = "max_pool" if place.kind == "MaxPool2d" else "avg_pool"
    n = place.index[0]
    if place.quantity == "argmax":
        row = table[place.flat - n * record.output[0].size]
        seen = np.flatnonzero(row >= 0)
        x = place.cells("input", n * record.input[0].size + row[seen])
        winner = Function(
            "place of the largest", _winner, x, constant(seen, "place in the window"), whole=True
        )
        return place.explained("max_pool.argmax", "argmax = the first place with the largest x", winner)
    if place.quantity == "output":
        p = place.flat - n * record.output[0].size
        row = table[p]
        seen, unseen = np.flatnonzero(row >= 0), np.flatnonzero(row < 0)
        gates = _gates(place, n, np.full(len(seen), p), seen)
        parts = [Part("window", Product(gates, place.cells("input", n * record.input[0].size + row[seen])))]
        if len(unseen) and (kind == "max_pool" or place.layer.count_include_pad):
            meaning = "padding, never wins" if kind == "max_pool" else "padding"
            parts.append(Part("padding", constant(np.zeros(len(unseen)), meaning)))
        formula = "y = sum over the window of  (1 for the winner, 0 for the others) · x"
        if kind == "avg_pool":
            formula = f"y = sum over the window of  x / ({_divisor(place)})"
        return place.explained(f"{kind}.output", formula, Sum(*parts))
    if place.quantity == "grad_input":
        p, k = np.nonzero(table == place.flat - n * record.input[0].size)
        if not len(p):
            return _unused(place)
        g = place.cells("grad_output", n * record.output[0].size + p)
        formula = "dx = sum over every window that saw x of  (1 if x won there, else 0) · dy"
        if kind == "avg_pool":
            formula = f"dx = sum over every window that saw x of  dy / ({_divisor(place)})"
        windows = Part("windows", Product(_gates(place, n, p, k), g))
        return place.explained(f"{kind}.grad_input", formula, Sum(windows))
    raise place.unknown()


def _gates(place: CellPlace, n: int, p: np.ndarray, k: np.ndarray) -> Node:
    """What place k of window p counts for: 1 or 0 by the winner, or its share of the mean."""
    record = place.record
    if place.kind == "MaxPool2d":
        winners = place.cells("argmax", n * record.output[0].size + p)
        return Function("wins", np.equal, winners, Constants.of(k, "place in the window"))
    shares = place.layer.share(record.input.shape[2:], np.dtype(np.float64)).ravel()
    return constant(shares[p % shares.size], f"1 / {_divisor(place)}")


def _divisor(place: CellPlace) -> str:
    return "places in the window" if place.layer.count_include_pad else "places on the map"


def _winner(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    return places[np.argmax(values)]


def flatten(place: CellPlace) -> Explanation:
    """Flatten: the same numbers in a row."""
    if place.quantity == "output":
        return place.explained("flatten.output", "y[n, i] = x[n, c, h, w]", place.same("input"))
    if place.quantity == "grad_input":
        return place.explained("flatten.grad_input", "dx[n, c, h, w] = dy[n, i]", place.same("grad_output"))
    raise place.unknown()


def dropout(place: CellPlace) -> Explanation:
    """Dropout: a mask of zeros and ones, and the scale that makes up for the zeros."""
    if place.quantity == "mask":
        return place.given("dropout.mask", "mask = 1 with the probability 1 - p, else 0: drawn at random")
    source = {"output": "input", "grad_input": "grad_output"}.get(place.quantity)
    if source is None:
        raise place.unknown()
    rule = f"dropout.{place.quantity}"
    made, taken = ("y", "x") if source == "input" else ("dx", "dy")
    if "mask" not in place.record.intermediates:
        return place.explained(rule, f"{made} = {taken}   (in use nothing is dropped)", place.same(source))
    factors = Product(place.same("mask"), constant(place.layer.scale, "1 / (1 - p)"), place.same(source))
    return place.explained(rule, f"{made} = mask · {taken} / (1 - p)", factors)


EXPLAINERS = {
    "Conv2d": dense,
    "Linear": dense,
    "MaxPool2d": pool,
    "AvgPool2d": pool,
    "Flatten": flatten,
    "Dropout": dropout,
}
