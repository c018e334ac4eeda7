"""Where on the canvas the numbers stand that a selected number was made of: a window in each map.

They are read off the number's own explanation, so strides, padding and the turned kernel come out right for
every kind of layer.
"""

from __future__ import annotations

from itertools import islice

from cnnviz.panels.canvas.cells import place_of
from core.explain import explain
from core.trace import Cell, Trace

MANY = (
    4000  # terms; beyond them, as for a gradient summed over the whole batch, no window would mean anything
)
Window = tuple[
    str, str, int, int, int, int, int
]  # lane, array, channel, first row, first col, last row, last col


def windows(trace: Trace, cell: Cell) -> tuple[Window, ...]:
    """The windows of maps that a cell was made of, in its own image; none for weights and the loss."""
    if cell.quantity not in ("output", "grad_input") or cell.layer not in trace.names:
        return ()
    terms = list(islice(explain(trace, cell).leaves, MANY + 1))
    if len(terms) > MANY:
        return ()
    boxes: dict[tuple[str, str, int], list[int]] = {}
    for source, _ in terms:
        found = place_of(source, trace) if source is not None else None
        if found is None or found[1] != cell.index[0] or len(found[0].index) != 3:
            continue
        (lane, key, (channel, row, col)), _ = found
        box = boxes.setdefault((lane, key, channel), [row, col, row, col])
        box[:] = min(box[0], row), min(box[1], col), max(box[2], row), max(box[3], col)
    return tuple((*where, *box) for where, box in boxes.items())  # type: ignore[misc]
