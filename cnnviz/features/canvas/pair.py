"""The arrays that only the view of one layer has: what one input adds to one output, and what comes back.

They are worked out from the picture's own numbers: a convolution is a sum over its input channels, and each
input channel's part of it is a map of its own. Backward each output gives such a map to each input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from cnnviz.features.canvas.focus import TermSource
from cnnviz.features.canvas.hits import Hit
from cnnviz.features.canvas.layer_layout import PART, PRODUCTS, ROW, SHARE, Operation
from cnnviz.features.canvas.scene import A, B, Scene
from core.layers import Conv2d
from core.trace.explain.place import layer_of
from core.trace.recording import Cell, Trace


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
