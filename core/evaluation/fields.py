"""Receptive fields: which pixels of the image each place of each layer can see.

A place's pixels are rows times columns, for windows are rectangles. So each axis is followed by itself, as a
table of which input rows each output row sees; padding, strides and gaps between windows come out exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np

from core.layers import Layer, Linear, LogSoftmax, Softmax
from core.layers.windowed import Windowed
from core.network import Sequential

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class ReceptiveField:
    """What the places of one layer's output see of the image.

    rows: (h, H) bool, which of the image's rows each row of places sees; columns: (w, W) likewise. size,
    stride and offset, (vertical, horizontal) in pixels, are those of an endless image: place (i, j) looks at
    `size` pixels from offset + (i, j) * stride, of which those beyond the border are padding. They are None
    where places were mixed (fully connected layers).

    A place is a number: row by row over a map; of a flattened map, the unit's number itself.
    """

    rows: np.ndarray
    columns: np.ndarray
    size: Pair | None
    stride: Pair | None
    offset: Pair | None

    @property
    def places(self) -> int:
        """How many places there are."""
        return len(self.rows) * len(self.columns)

    def mask(self, place: int) -> np.ndarray:
        """The pixels that a place sees. Shape: (H, W) bool."""
        row, column = divmod(place % self.places, len(self.columns))
        return np.outer(self.rows[row], self.columns[column])

    def box(self, place: int) -> tuple[int, int, int, int]:
        """The smallest rectangle around the pixels that a place sees: top, left, bottom, right, the latter
        two not included; all 0 if it sees none.
        """
        row, column = divmod(place % self.places, len(self.columns))
        down, across = np.flatnonzero(self.rows[row]), np.flatnonzero(self.columns[column])
        if not len(down) or not len(across):
            return 0, 0, 0, 0
        return int(down[0]), int(across[0]), int(down[-1]) + 1, int(across[-1]) + 1

    @property
    def whole(self) -> bool:
        """Whether every place sees the whole image."""
        return bool(self.rows.all() and self.columns.all())


def receptive_field(network: Sequential, input_shape: tuple[int, ...]) -> dict[str, ReceptiveField]:
    """The receptive field of every layer's places, from its kernel, stride and padding.

    size grows by (kernel - 1) * stride so far, stride is multiplied, offset moves back by padding * stride.

    Shape: input_shape (C, H, W). Raises ValueError when the network can't take it.
    """
    if len(input_shape) != 3:
        raise ValueError(f"input_shape: expected (C, H, W), got {tuple(input_shape)}")
    shapes = network.shapes(input_shape)
    _, height, width = input_shape
    field = ReceptiveField(np.eye(height, dtype=bool), np.eye(width, dtype=bool), (1, 1), (1, 1), (0, 0))
    shape, found = tuple(input_shape), {}
    for name, layer in network.layers.items():
        field = _through(layer, shape, field)
        shape = shapes[name]
        found[name] = field
    return found


def _through(layer: Layer, shape: tuple[int, ...], field: ReceptiveField) -> ReceptiveField:
    """The field of a layer's places, from that of the places it takes."""
    if isinstance(layer, Windowed):
        kernel, stride, pads = layer.window.kernel, layer.window.stride, layer.window.pads
        counts = layer.window.output_size(*shape[1:])
        rows = _slid(field.rows, counts[0], kernel[0], stride[0], pads[0][0])
        columns = _slid(field.columns, counts[1], kernel[1], stride[1], pads[1][0])
        if field.size is None or field.stride is None or field.offset is None:
            return ReceptiveField(rows, columns, None, None, None)
        apart, before = field.stride, (pads[0][0], pads[1][0])
        return ReceptiveField(
            rows,
            columns,
            size=(field.size[0] + (kernel[0] - 1) * apart[0], field.size[1] + (kernel[1] - 1) * apart[1]),
            stride=(apart[0] * stride[0], apart[1] * stride[1]),
            offset=(field.offset[0] - before[0] * apart[0], field.offset[1] - before[1] * apart[1]),
        )
    mixes = isinstance(layer, Linear) or (isinstance(layer, Softmax | LogSoftmax) and len(shape) == 1)
    if mixes and prod(shape) > 0:
        return ReceptiveField(_mixed(field.rows)[:1], _mixed(field.columns)[:1], None, None, None)
    if isinstance(layer, Softmax | LogSoftmax) and layer.dim > 1:  # over rows, or over columns
        rows = _mixed(field.rows) if layer.dim == 2 else field.rows
        columns = _mixed(field.columns) if layer.dim == 3 else field.columns
        return ReceptiveField(rows, columns, None, None, None)
    return field  # elementwise, or flattened: unit u of (C, h, w) lies at place u modulo h * w


def _slid(seen: np.ndarray, count: int, kernel: int, stride: int, before: int) -> np.ndarray:
    """What each of `count` windows along one axis sees, from what each of its places sees."""
    made = np.zeros((count, seen.shape[1]), bool)
    for place in range(count):
        first = place * stride - before
        made[place] = seen[max(first, 0) : max(first + kernel, 0)].any(axis=0)
    return made


def _mixed(seen: np.ndarray) -> np.ndarray:
    """The same with every place seeing what any of them saw."""
    return np.tile(seen.any(axis=0, keepdims=True), (len(seen), 1))
