"""Cells of a trace and their places on the canvas: which lane, which array, which index."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

import numpy as np

from cnnviz.features.canvas.hits import LOSS as LOSS_HIT
from cnnviz.features.canvas.hits import ROW, Hit
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.session.picture import INPUT
from core.trace.recording import Cell, Trace

LOSS = "loss"


class CanvasCell(NamedTuple):
    """A number on the canvas: the lane, the array's name as in a scene, and the index in it."""

    lane: str
    key: str
    index: tuple[int, ...]  # type: ignore[assignment]


def cell_of(hit: Hit, trace: Trace, image: int, scene: Scene) -> Cell:
    """The cell of a trace that stands at a hit, for one image of the batch.

    A gradient is named by the operation that made it: dL/d of a layer's output is what the next one's
    backward gave, and after the last comes the loss.
    """
    names = trace.names
    if hit.kind == LOSS_HIT:
        alone = "log_probabilities" in trace[LOSS].quantities
        label = int(trace.labels[image]) if alone else 0
        return Cell(LOSS, "log_probabilities", (image, label)) if alone else Cell(LOSS, "value", ())
    if hit.column.gutter:
        if hit.lane == B and scene.turned == hit.column.layer.name:
            height, width = trace[scene.turned].params["weight"].shape[2:]
            o, i, row, col = hit.index
            return Cell(scene.turned, "weight", (o, i, height - 1 - row, width - 1 - col))
        if scene.changed and not (scene.earlier and hit.lane == A):
            # What the update changed it by has no page of its own: the page of the new weight tells it.
            return Cell(hit.column.layer.name, "weight.after", hit.index)
        return Cell(hit.column.layer.name, "weight" if hit.lane == A else "weight.grad", hit.index)
    name = names[-1] if hit.kind == ROW else hit.key
    index = (image, *hit.index)
    if hit.kind == ROW and hit.probability and "probabilities" in trace[LOSS].quantities:
        return Cell(LOSS, "probabilities", index)
    if hit.lane == A:
        return Cell(names[0], "input", index) if name == INPUT else Cell(name, "output", index)
    following = dict(zip((INPUT, *names), (*names, LOSS), strict=True))[name]
    return Cell(following, "grad_input", index)


def place_of(cell: Cell, trace: Trace, own: Container[str] = ()) -> tuple[CanvasCell, int | None] | None:
    """Where a cell stands, and in which image (None for a weight); None for what has no place.

    A Flatten has no tiles of its own, but where `own` has its name: its numbers stand in the layer before it.
    """
    found = _place_of(cell, trace)
    if found is None or found[0].key not in trace.names or trace[found[0].key].kind != "Flatten":
        return found
    if found[0].key in own:
        return found
    (lane, key, index), image = found
    shape = trace[key].input.shape[1:]
    before = (INPUT, *trace.names)[trace.names.index(key)]
    return CanvasCell(lane, before, tuple(int(i) for i in np.unravel_index(index[0], shape))), image


def stands(cell: Cell, scene: Scene | None) -> bool:
    """Whether a weight's number is what the canvas shows at its place; an update changes what that is."""
    if scene is None or not cell.quantity.startswith("weight"):
        return True
    if cell.quantity == "weight.grad":
        return not scene.changed and scene.turned != cell.layer
    return scene.changed if cell.quantity == "weight.after" else scene.earlier or not scene.changed


def _place_of(cell: Cell, trace: Trace) -> tuple[CanvasCell, int | None] | None:
    names, (layer, quantity, index) = trace.names, cell
    before = dict(zip((*names, LOSS), (INPUT, *names), strict=True)).get(layer, INPUT)
    if quantity in ("weight", "weight.after", "weight.grad") and len(index) in (2, 4):
        return CanvasCell(B if quantity == "weight.grad" else A, f"{layer}.weight", index), None
    if layer == LOSS:
        if quantity == "grad_input":
            return CanvasCell(B, before, index[1:]), index[0]
        known = quantity in ("probabilities", "logits", "log_probabilities") and len(index) == 2
        return (CanvasCell(A, before, index[1:]), index[0]) if known else None
    places = {
        "output": CanvasCell(A, layer, index[1:]),
        "grad_output": CanvasCell(B, layer, index[1:]),
        "input": CanvasCell(A, before, index[1:]),
        "grad_input": CanvasCell(B, before, index[1:]),
    }
    return (places[quantity], index[0]) if quantity in places else None
