"""What a page is about: one cell, its explanation, and what the reader has chosen on the page so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from cnnviz.features.microscope.blocks.block import Number
from cnnviz.widgets.colormap import peak, round_up
from core.trace.explain import Cells, Constants, Explanation, Node, TermGroup, explain
from core.trace.recording import Cell, Trace
from core.training import Guest


class Pick(NamedTuple):
    """A choice within a page: which group is looked into, which list is unfolded, which page of it."""

    key: str
    value: Any


class PageSubject:
    """A cell of a trace with its explanation; `picks` are the choices made on its page, `guest` is whom the
    trace is of if it is not of a batch.
    """

    def __init__(
        self, trace: Trace, cell: Cell, picks: Mapping[str, Any] | None = None, guest: Guest | None = None
    ) -> None:
        self.trace, self.cell, self.guest = trace, cell, guest
        self.picks: Mapping[str, Any] = picks or {}
        self.explanation: Explanation = explain(trace, cell)
        self.record = trace[cell.layer]
        self.layer, self.quantity, self.index = cell.layer, cell.quantity, cell.index
        self.kind: str = self.record.kind
        self.array: np.ndarray = self.record[cell.quantity]

    @cached_property
    def rule(self) -> str:
        return self.explanation.rule

    @property
    def batch(self) -> int:
        """How many images the batch has."""
        return len(self.trace.images)

    def number(self, quantity: str, index: tuple[int, ...], name: str = "", layer: str = "") -> Number:
        """A number of the trace that opens its own page."""
        cell = Cell(layer or self.layer, quantity, tuple(int(i) for i in index))
        return Number(self.trace.at(cell), cell, name or called(cell))

    def same(self, quantity: str, name: str = "", layer: str = "") -> Number:
        """The number with this one's index in another array."""
        return self.number(quantity, self.index, name, layer)

    def limit(self) -> float:
        """A round limit for the cell's own map: its image's part of the array."""
        mine = self.array[self.index[0]] if self.per_image and self.array.ndim else self.array
        return round_up(peak(np.asarray(mine, float)))

    @property
    def per_image(self) -> bool:
        """Whether the first axis of the array is the images'."""
        return self.array.ndim > 0 and self.trace.per_image(self.cell)

    def picked(self, default: int) -> int:
        """Which group is looked into."""
        return int(self.picks.get("group", default))


def called(cell: Cell) -> str:
    """A cell by its name in the trace: "conv2.weight[3, 0, 2, 2]"."""
    index = f"[{', '.join(map(str, cell.index))}]" if cell.index else ""
    return f"{cell.layer}.{cell.quantity}{index}"


def leaf(node: Cells | Constants, i: int = 0) -> Number:
    """One leaf of an expression as a number: a cell opens its page, a constant says what it means."""
    cell, value = node.leaf(i if node.size > 1 else 0)
    if cell is not None:
        return Number(value, cell, called(cell))
    meaning = node.meaning if isinstance(node, Constants) else ""
    return Number(value, None, meaning)


def of_node(node: Node, i: int, name: str) -> Number:
    """A node's i-th number: a leaf if it is one, else what it works out to."""
    if isinstance(node, Cells | Constants):
        return leaf(node, i)
    values = node.values
    return Number(float(values[i if len(values) > 1 else 0]), None, name)


def opener(array: np.ndarray, cell: Callable[[int, int], tuple[int, ...]], layer: str, quantity: str) -> Any:
    """For a picture: which cell the pixel at (row, column) is."""

    def opens(row: int, column: int) -> tuple[Cell, str]:
        found = Cell(layer, quantity, cell(row, column))
        return found, called(found)

    return opens


def count_terms(groups: tuple[TermGroup, ...]) -> int:
    return sum(len(group) for group in groups)


def by_size(groups: tuple[TermGroup, ...]) -> list[int]:
    """The groups' places, the largest |subtotal| first."""
    return sorted(range(len(groups)), key=lambda i: -abs(groups[i].subtotal))
