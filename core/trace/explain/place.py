"""Where an explanation happens: the cell asked about, its layer, and how its neighbours are reached."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.layers import LAYERS
from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Cells, Constants, Given, Node
from core.trace.recording import Trace
from core.trace.records import Cell

TWINS = {  # loop twins compute what their layers compute
    "ConvLoop2d": "Conv2d",
    "MaxPoolLoop2d": "MaxPool2d",
    "AvgPoolLoop2d": "AvgPool2d",
    "LinearLoop": "Linear",
}


class CellPlace:
    """One cell of a trace, seen from its layer."""

    def __init__(self, trace: Trace, cell: Cell) -> None:
        self.trace, self.cell = trace, cell
        self.value = trace.at(cell)
        self.record = trace[cell.layer]
        self.kind = TWINS.get(self.record.kind, self.record.kind)
        self.quantity, self.index = cell.quantity, cell.index

    @property
    def array(self) -> np.ndarray:
        return self.record[self.quantity]

    @cached_property
    def flat(self) -> int:
        """The cell's index in its array laid out flat."""
        return int(np.ravel_multi_index(self.index, self.array.shape)) if self.index else 0

    @cached_property
    def layer(self) -> Any:
        """A layer with the settings of the recorded one, for its links and functions; not for its weights."""
        return _layer(self.kind, json.dumps(dict(self.record.config)))

    def cells(self, quantity: str, flat: Any, layer: str = "") -> Cells:
        """Cells of this layer (or another) by quantity and flat index."""
        layer = layer or self.cell.layer
        return Cells(layer, quantity, self.trace[layer][quantity], np.atleast_1d(np.asarray(flat, np.intp)))

    def same(self, quantity: str, layer: str = "") -> Cells:
        """The cell with this one's index in another array of the same shape."""
        return self.cells(quantity, self.flat, layer)

    def explained(self, rule: str, formula: str, expression: Node) -> Explanation:
        return Explanation(self.cell, self.value, rule, formula, expression)

    def given(self, rule: str, formula: str) -> Explanation:
        """Here the path ends: nothing in the trace made this number."""
        return self.explained(rule, formula, Given(self.value))

    def unknown(self) -> ValueError:
        return ValueError(f"{self.cell.layer}: no formula is known for {self.quantity} of {self.kind}")


def constant(number: Any, meaning: str) -> Constants:
    return Constants.of(number, meaning)


def layer_of(kind: str, config: Mapping[str, Any]) -> Any:
    """A layer with the given settings, for its links and shapes; not for its weights."""
    return _layer(kind, json.dumps(dict(config)))


@lru_cache(maxsize=64)
def _layer(kind: str, config: str) -> Any:
    kinds = {layer.__name__: layer for layer in LAYERS}
    if kind not in kinds:
        raise ValueError(f"no formulas are known for layers of the type {kind!r}")
    settings: Mapping[str, Any] = json.loads(config)
    settings = {name: value for name, value in settings.items() if name != "mistake"}  # what is right is told
    extra = {"rng": np.random.default_rng(0)} if "rng" in inspect.signature(kinds[kind]).parameters else {}
    return kinds[kind](**settings, **extra)


@lru_cache(maxsize=8)
def _links(kind: str, config: str, shape: tuple[int, ...]) -> np.ndarray:
    return np.ascontiguousarray(_layer(kind, config).links(shape), dtype=np.int32)


def links(place: CellPlace) -> np.ndarray:
    """The layer's table of links: for each place and each entry of the window, which input; -1 is padding."""
    record = place.record
    return _links(place.kind, json.dumps(dict(record.config)), record.input.shape[1:])
