"""One layer alone: where its numbers come from, the pair of channels looked at, and what is edited."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.features.canvas import cells
from cnnviz.features.canvas.cells import LOSS, place_of
from cnnviz.features.canvas.focus import TermSource
from cnnviz.features.canvas.hits import CELL, Hit
from cnnviz.features.canvas.layer_layout import PART, PRODUCTS, ROW, SHARE, Operation
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.session import Session
from cnnviz.session.picture import Picture
from cnnviz.session.weight_edits import of
from core.layers import Conv2d
from core.trace.explain import Cells, TermGroup, explain
from core.trace.explain.place import layer_of
from core.trace.recording import Cell, Trace

TAKEN = ("input", "grad_output")  # what a number is made of, parameters and gates apart


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def sources(trace: Trace, cell: Cell, image: int, own: Container[str] = ()) -> tuple[TermSource, ...]:
    """The maps or numbers that a cell was made of, with their subtotals; none for parameters and the loss.
    Where they stand: see place_of().

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
    return tuple(found for group in explain(trace, cell).groups for found in _of_group(trace, group, own))


def _of_group(trace: Trace, group: TermGroup, own: Container[str]) -> Iterator[TermSource]:
    columns = [column for column in group.node.columns() if isinstance(column, Cells)]
    taken = next((column for column in columns if column.quantity in TAKEN), None)
    if taken is None or not taken.size:
        return
    weight = next((column for column in columns if column.quantity == "weight"), None)
    places = taken.indices
    terms = np.broadcast_to(group.terms, (taken.size,)) / (taken.size / len(group))
    first = place_of(taken.cell(0), trace, own)
    if first is None:
        return
    (lane, key, start), _ = first
    index = places[:, 1:]
    if start != tuple(index[0]):  # of a Flatten: its numbers stand in the maps before it
        found = [place_of(taken.cell(i), trace, own) for i in range(taken.size)]
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


def extended(scene: Scene, op: Operation, config: Mapping[str, Any], cell: Cell | None) -> Scene:
    """The scene with the arrays of the pair that is looked at; `cell` is the selected number, if any."""
    if not op.weighted:
        return scene
    name = op.layer.name
    weight, x = scene.weights.get(name), scene.outputs.get(op.before.name)
    dy = scene.gradients.get(name)
    outputs, gradients = dict(scene.outputs), dict(scene.gradients)
    if weight is None:
        return scene
    if not op.kernels:
        outputs[name + ROW] = weight[op.made]
        if name in scene.beneath:
            gradients[name + ROW] = scene.beneath[name][op.made]
        if x is not None and name in scene.outputs:
            outputs[name + PRODUCTS] = weight[op.made] * x.reshape(-1)
        if dy is not None:
            gradients[name + PRODUCTS] = weight[op.made] * dy.reshape(-1)[op.made]
        return replace(scene, outputs=outputs, gradients=gradients)
    layer = layer_of("Conv2d", config)
    kernel = weight[op.made, op.taken]
    if x is not None and name in scene.outputs:
        outputs[name + PART] = part(layer, x[op.taken], kernel)[None]
        found = (
            products(layer, x[op.taken], kernel, cell) if cell is not None and cell.layer == name else None
        )
        if found is not None:
            outputs[name + PRODUCTS] = found[None]
    if dy is not None and op.before.name in scene.gradients:
        shape = op.before.shape[1:] if len(op.before.shape) == 3 else (1, 1)
        gradients[name + SHARE] = share(layer, dy[op.made], kernel, shape)[None]
        back = given_back(layer, dy[op.made], kernel, shape, cell) if cell and cell.layer == name else None
        if back is not None:
            gradients[name + PRODUCTS] = back[None]
    return replace(scene, outputs=outputs, gradients=gradients)


def before_the_step(scene: Scene, trace: Trace, name: str) -> Scene:
    """The scene after an update, with the weights of a layer that its output was computed with."""
    weights = {**scene.weights, name: trace[name].params["weight"]}
    made = scene.current - {(A, f"{name}.weight")} | {(B, name + ROW)}
    return replace(scene, weights=weights, earlier=True, current=made)


def settings(spec: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What a layer was constructed with."""
    entry: Mapping[str, Any] = next((entry for entry in spec.get("layers", ()) if entry["name"] == name), {})
    return {key: value for key, value in entry.items() if key not in ("name", "type")}


def _windows(layer: Conv2d, shape: tuple[int, ...]) -> np.ndarray:
    """The links of one channel. Shape: (positions, kH * kW), flat indices into (H, W), -1 where padding."""
    size = layer.kernel_size[0] * layer.kernel_size[1]
    # (positions, C * kH * kW) of C channels -> those of the first one
    return layer.links((layer.in_channels, *shape))[:, :size]


def part(layer: Conv2d, x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """What one input channel adds to one output channel. Shape: (H, W), (kH, kW) -> (oH, oW)."""
    windows = _windows(layer, x.shape)
    seen = np.where(windows >= 0, x.reshape(-1)[windows], 0)
    # (positions,) -> (oH, oW)
    return (seen @ kernel.reshape(-1)).reshape(layer.output_shape((layer.in_channels, *x.shape))[1:])


def share(layer: Conv2d, dy: np.ndarray, kernel: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """What one output channel gives back to one input channel. Shape: (oH, oW), (kH, kW) -> (H, W)."""
    windows = _windows(layer, shape)
    given = np.outer(dy.reshape(-1), kernel.reshape(-1))
    inside = windows >= 0
    made = np.bincount(windows[inside], given[inside], minlength=int(np.prod(shape)))
    return made.reshape(shape).astype(dy.dtype)


def products(layer: Conv2d, x: np.ndarray, kernel: np.ndarray, cell: Cell) -> np.ndarray | None:
    """Window times kernel at the selected output, or the selected input times every weight it meets."""
    if cell.quantity in ("output", "grad_output"):
        width = layer.output_shape((layer.in_channels, *x.shape))[2]
        window = _windows(layer, x.shape)[cell.index[2] * width + cell.index[3]]
        seen = np.where(window >= 0, x.reshape(-1)[window], 0)
        return np.asarray(seen.reshape(kernel.shape) * kernel)
    if cell.quantity in ("input", "grad_input"):
        met = (_windows(layer, x.shape) == cell.index[2] * x.shape[1] + cell.index[3]).any(0)
        return np.asarray(met.reshape(kernel.shape) * kernel * x[cell.index[2:]])
    return None


def given_back(
    layer: Conv2d, dy: np.ndarray, kernel: np.ndarray, shape: tuple[int, ...], cell: Cell
) -> np.ndarray | None:
    """For the selected gradient of an input, window of dY times turned kernel; else what it scatters."""
    if cell.quantity in ("grad_input", "input"):
        p, k = np.nonzero(_windows(layer, shape) == cell.index[2] * shape[1] + cell.index[3])
        found = np.zeros(kernel.size, dy.dtype)
        found[kernel.size - 1 - k] = kernel.reshape(-1)[k] * dy.reshape(-1)[p]
        return found.reshape(kernel.shape)
    if cell.quantity in ("grad_output", "output"):
        return np.asarray(kernel * dy[cell.index[2:]])
    return None


def scattered(trace: Trace, cell: Cell, op: Operation) -> tuple[TermSource, ...]:
    """Where a number goes to: the outputs that use an input, the inputs that a gradient is given back to."""
    if cell.layer != op.layer.name or not op.kernels or len(cell.index) != 4:
        return ()
    record = trace[cell.layer]
    windows = _windows(layer_of("Conv2d", record.config), record.input.shape[2:])
    if cell.quantity == "grad_output":
        width, across = record.output.shape[3], record.input.shape[3]
        places = windows[cell.index[2] * width + cell.index[3]]
        lane, key, channel, places = B, op.before.name, op.taken, places[places >= 0]
    elif cell.quantity == "input":
        across = record.output.shape[3]
        places, _ = np.nonzero(windows == cell.index[2] * record.input.shape[3] + cell.index[3])
        lane, key, channel = A, op.layer.name, op.made
    else:
        return ()
    if not len(places):
        return ()
    rows, cols = np.divmod(places, across)
    box = (int(rows.min()), int(cols.min()), int(rows.max()), int(cols.max()))
    return (TermSource(lane, key, (channel,), 0.0, box, (op.layer.name, op.made, op.taken)),)


def cell_of(hit: Hit, op: Operation, image: int) -> Cell | None:
    """The number of the layer looked at that stands at a hit; None for what is named as everywhere."""
    name, index = op.layer.name, hit.index
    if hit.key == op.before.name and not hit.column.gutter:
        return Cell(name, "input" if hit.lane == A else "grad_input", (image, *index))
    if hit.key == name and hit.lane == B and hit.cell is not None:
        return None if hit.column.gutter else Cell(name, "grad_output", (image, *index))
    if hit.key == name + ROW:
        return Cell(name, "weight" if hit.lane == A else "weight.grad", (op.made, index[0]))
    if hit.key == name + PART:
        return Cell(name, "output", (image, op.made, *index[1:]))
    if hit.key == name + SHARE:
        return Cell(name, "grad_input", (image, op.taken, *index[1:]))
    if hit.key == name + PRODUCTS:
        if op.kernels:
            return Cell(name, "weight" if hit.lane == A else "weight.grad", (op.made, op.taken, *index[1:]))
        return (
            Cell(name, "output", (image, op.made))
            if hit.lane == A
            else Cell(
                name,
                "grad_input",
                (image, *np.unravel_index(index[0], op.before.shape)),  # type: ignore[arg-type]
            )
        )
    return None


def pair_of(cell: Cell, op: Operation) -> tuple[int | None, int | None]:
    """The input and the output channel that a selected number is about; None for either that it isn't."""
    if cell.layer != op.layer.name:
        return None, None
    if cell.quantity.startswith("weight") and len(cell.index) >= 2:
        return cell.index[1], cell.index[0]
    if len(cell.index) < 2:
        return None, None
    taken = cell.quantity in ("input", "grad_input")
    channel = cell.index[1]
    if not op.weighted:
        return channel, channel
    return (channel, None) if taken else (None, channel)


class SingleLayerView:
    """Follows the selection with the layer and the pair; `shown` is the operation in the scene, if any."""

    def __init__(self, session: Session, view: NetworkView) -> None:
        self.session, self.view = session, view
        self.shown: Operation | None = None

    def select(self, cell: Cell) -> None:
        """Look at the layer and the channels of a number; out of this view, remember the layer."""
        layers = {layer.name for block in self.view.blocks for layer in block.layers}
        if cell.layer not in layers:
            return
        other = cell.layer != self.view.choice.operation
        self.view.choice.operation = cell.layer
        self.show_channels(cell, other)

    def show_channels(self, cell: Cell, other: bool = True) -> None:
        """Look at the number's channel, and in another layer at the one that it owes most to."""
        op, trace = self.view.operation, self.session.trace
        if op is None or trace is None or cell.layer != op.layer.name:
            return
        taken, made = pair_of(cell, op)
        if other and op.kernels and cell.quantity in ("output", "grad_input"):
            found = sources(trace, cell, self.session.watched)
            most = max(found, key=lambda source: abs(source.subtotal), default=None)
            if most is not None and cell.quantity == "output":
                taken = most.at[0]
            elif most is not None:
                made = most.at[0]
        self.view.show_pair(taken, made)

    def cell(self, hit: Hit, trace: Trace, scene: Scene, op: Operation | None) -> Cell:
        """The number at a hit, by the layer `op` that was looked at where one was."""
        image = self.session.watched
        own = cell_of(hit, op, image) if op is not None else None
        if own is not None and scene.changed and own.quantity == "weight.grad":
            own = own._replace(quantity="weight.after")  # beneath lies the change
        return own or cells.cell_of(hit, trace, image, scene)

    @property
    def own(self) -> tuple[str, ...]:
        """The layers that have tiles of their own here: the one that is looked at, and the one before it."""
        op = self.view.operation
        return () if op is None else (op.before.name, op.layer.name)

    def sources(self, trace: Trace, cell: Cell) -> tuple[TermSource, ...]:
        """What a number was made of; of a number that was given, where it goes to."""
        found = sources(trace, cell, self.session.watched, self.own)
        if self.shown is not None and not found:
            return scattered(trace, cell, self.shown)
        return found

    def extended(self, scene: Scene, picture: Picture) -> Scene:
        """The scene with what only this view shows."""
        self.shown = op = self.view.operation
        if op is None:
            return scene
        trace = self.session.trace
        cell = self.session.selection if trace is not None else None
        if trace is not None and scene.changed and op.weighted:
            scene = before_the_step(scene, trace, op.layer.name)
        return extended(scene, op, settings(picture.spec, op.layer.name), cell)


class Touched(QObject):
    """Between the painted network and the card of touching."""

    def __init__(self, session: Session, view: NetworkView) -> None:
        super().__init__(view)
        self._session, self._view, self._touching = session, view, of(session)
        self._outlined = False
        self._touching.picked.connect(self._outline)
        self._touching.changed.connect(self._outline)

    def take(self, hit: Hit) -> bool:
        """Pick the weight at a hit, in either lane; False where there is none, or the card is closed."""
        if not self._touching.open or hit.kind != CELL:
            return False
        op = self._view.operation
        found = cell_of(hit, op, 0) if op is not None else None
        if found is not None and found.quantity.startswith("weight"):
            layer, index = found.layer, found.index
        elif found is None and hit.column.gutter and "/" not in hit.key:
            layer, index = hit.column.layer.name, hit.index
        else:
            return False
        self._touching.pick(layer, "weight", tuple(int(i) for i in index))
        return True

    @Slot()
    def _outline(self) -> None:
        touching = self._touching
        if self._session.trace is not None:
            return
        array = touching.array
        seen = touching.open and touching.parameter == "weight" and array is not None and array.ndim in (2, 4)
        if seen:
            op = self._view.operation
            if op is not None:
                self._view.show_pair(*pair_of(Cell(touching.layer, "weight", touching.index), op))
            self._view.show_cell((A, f"{touching.layer}.weight", touching.index))
        elif self._outlined:
            self._view.show_cell(None)
        self._outlined = seen
