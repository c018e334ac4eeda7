"""Where on the canvas the numbers stand that a selected number was made of, and what each source added.

They are read off the number's own explanation, so strides, padding and the turned kernel come out right for
every kind of layer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cnnviz.features.canvas.cells import LOSS, place_of
from cnnviz.features.canvas.focus import TermSource
from core.trace.explain import Cells, TermGroup, explain
from core.trace.recording import Cell, Trace

TAKEN = ("input", "grad_output")  # what a number is made of, parameters and gates apart


def sources(trace: Trace, cell: Cell, image: int) -> tuple[TermSource, ...]:
    """The maps or numbers that a cell was made of, with their subtotals; none for parameters and the loss.

    A weight's gradient is a sum over the whole batch: of it the share of `image` is shown.
    """
    if cell.layer == LOSS or cell.layer not in trace.names:
        return ()
    if cell.quantity in ("weight.grad", "weight") and len(cell.index) in (2, 4):
        return tuple(_of_weight(trace, cell, image)) if cell.quantity == "weight.grad" else ()
    if cell.quantity not in ("output", "grad_input"):
        return ()
    if trace[cell.layer].kind.startswith("BatchNorm"):
        return _of_norm(trace, cell)
    return tuple(found for group in explain(trace, cell).groups for found in _of_group(trace, group))


def _of_group(trace: Trace, group: TermGroup) -> Iterator[TermSource]:
    columns = [column for column in group.node.columns() if isinstance(column, Cells)]
    taken = next((column for column in columns if column.quantity in TAKEN), None)
    if taken is None or not taken.size:
        return
    weight = next((column for column in columns if column.quantity == "weight"), None)
    places = taken.indices
    terms = np.broadcast_to(group.terms, (taken.size,)) / (taken.size / len(group))
    first = place_of(taken.cell(0), trace)
    if first is None:
        return
    (lane, key, start), _ = first
    index = places[:, 1:]
    if start != tuple(index[0]):  # of a Flatten: its numbers stand in the maps before it
        found = [place_of(taken.cell(i), trace) for i in range(taken.size)]
        index = np.array([place[0].index for place in found if place is not None])
    if index.shape[1] == 3 and _maps(trace, key):
        for channel in np.unique(index[:, 0]):
            mine = index[:, 0] == channel
            (top, left), (bottom, right) = index[mine, 1:].min(0).tolist(), index[mine, 1:].max(0).tolist()
            kernel = None
            if weight is not None and weight.array.ndim == 4:
                o, i = weight.indices[0, :2].tolist()
                kernel = (weight.layer, o, i)
            elif weight is not None:
                kernel = (weight.layer, -1, -1)
            window = (top, left, bottom, right)
            yield TermSource(lane, key, (int(channel),), float(terms[mine].sum()), window, kernel)
        return
    for n, (at, term) in enumerate(zip(index.tolist(), terms.tolist(), strict=True)):
        kernel = None
        if weight is not None:
            o, i = weight.indices[min(n, weight.size - 1), :2].tolist()
            kernel = (weight.layer, o, i)
        yield TermSource(lane, key, tuple(at), term, None, kernel)


def _maps(trace: Trace, key: str) -> bool:
    array = trace[key].output if key in trace.names else trace.images
    return array.ndim == 4 and array.shape[2] * array.shape[3] > 1


def _of_norm(trace: Trace, cell: Cell) -> tuple[TermSource, ...]:
    """Batch-norm looks at its whole channel, in all images; the number itself comes from the same place."""
    quantity = "input" if cell.quantity == "output" else "grad_output"
    found = place_of(Cell(cell.layer, quantity, cell.index), trace)
    if found is None:
        return ()
    lane, key, index = found[0]
    if len(index) == 3 and _maps(trace, key):
        row, col = index[1:]
        return (TermSource(lane, key, index[:1], trace.at(cell), (row, col, row, col)),)
    return (TermSource(lane, key, index, trace.at(cell)),)


def _of_weight(trace: Trace, cell: Cell, image: int) -> Iterator[TermSource]:
    """The map that a weight looked at and the gradient beneath its output, for one image."""
    groups = explain(trace, cell).groups
    share = sum(group.subtotal for group in groups if group.name == "image" and group.number == image)
    record = trace[cell.layer]
    for quantity, array, number in (
        ("input", record.input, cell.index[1]),
        ("grad_output", record.grad_output, cell.index[0]),
    ):
        found = place_of(Cell(cell.layer, quantity, (image, number, *(0,) * (array.ndim - 2))), trace)
        if found is not None:
            lane, key, index = found[0]
            maps = len(index) == 3 and _maps(trace, key)
            at = index[:1] if maps else index
            yield TermSource(lane, key, at, share, None, (cell.layer, cell.index[0], cell.index[1]))
