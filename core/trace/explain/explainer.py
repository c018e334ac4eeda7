"""`explain`: finds the file that knows a cell's formula, and ends paths at pixels, parameters and labels."""

from __future__ import annotations

from collections.abc import Callable

from core.trace.explain import elementwise, links, loss, norm, update
from core.trace.explain.explanation import Explanation
from core.trace.explain.place import CellPlace
from core.trace.recording import Trace
from core.trace.records import Cell

LAYER_EXPLAINERS: dict[str, Callable[[CellPlace], Explanation]] = {
    **links.EXPLAINERS,
    **elementwise.EXPLAINERS,
    **norm.EXPLAINERS,
}


def explain(trace: Trace, cell: Cell | tuple[str, str, tuple[int, ...]]) -> Explanation:
    """What the number in a cell is made of: formula, terms, and the cells that each term comes from.

    Raises KeyError for a layer, ValueError for a quantity or index that the trace hasn't got, and ValueError
    for a type of layer or optimiser whose formulas are not known.
    """
    place = CellPlace(trace, Cell(*cell))
    if cell[0] == "loss":
        return loss.given_or_output(place) or loss.EXPLAINERS[place.kind](place)
    record, quantity, names = place.record, place.quantity, trace.names
    here = names.index(place.cell.layer)
    if quantity == "input":
        if here == 0:
            return place.given("pixel", "a pixel of the image, as the network reads it")
        before = names[here - 1]
        return place.explained("input", f"what {before} puts out", place.same("output", before))
    if quantity == "grad_output":
        after = [*names, "loss"][here + 1]
        return place.explained(
            "grad_output", f"the gradient that {after} passes back", place.same("grad_input", after)
        )
    if quantity in record.params:
        return place.given("parameter", "a parameter, as the steps before left it")
    if quantity in record.buffers:
        return place.given("buffer", "kept from the batches before")
    if quantity in record.state:
        return place.given("state", "kept by the optimiser from the steps before")
    if quantity.endswith(".after") and quantity.removesuffix(".after") not in record.buffers:
        return update.update(place, explain)
    if place.kind not in LAYER_EXPLAINERS:
        raise ValueError(f"{record.name}: no formulas are known for layers of the type {place.kind!r}")
    return LAYER_EXPLAINERS[place.kind](place)
