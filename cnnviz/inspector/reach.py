"""At which stop of a recorded batch a number first exists."""

from __future__ import annotations

from core.trace import Cell, Trace


def stop_of(trace: Trace, cell: Cell) -> int:
    """The index in `trace.stops` of the operation that makes a cell; 0 for what is there from the start."""
    count = len(trace.names)
    quantity = cell.quantity
    if quantity.endswith(".after") and not _running(trace, cell):
        return len(trace.stops) - 1
    if cell.layer == "loss":
        if quantity in ("labels", "target"):
            return 0
        return count - 1 if trace["loss"][quantity] is trace.logits else count
    here = trace.names.index(cell.layer)
    if quantity == "grad_output":
        return 2 * count - here - 1 if here + 1 < count else count
    if quantity == "grad_input" or quantity.endswith(".grad"):
        return 2 * count - here
    record = trace[cell.layer]
    if quantity == "input":
        return max(0, here - 1)
    if quantity in record.params or quantity in record.buffers or quantity in record.state:
        return 0
    return here


def _running(trace: Trace, cell: Cell) -> bool:
    """Whether it is a running statistic, which the forward pass moves."""
    return cell.quantity.removesuffix(".after") in trace[cell.layer].buffers
