"""The tensors of a file as layers: what belongs together, by the names that frameworks give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.data.understanding import natural
from core.files.weight_names import COUNTER, PREFIXES, layer_and_role

Shape = tuple[int, ...]
SIZES = {1: (28, 32, 16, 8, 64), 3: (32, 28, 64, 16, 48, 24, 8)}  # pixels a side that are usual, by channels
MOST_LAYERS = 8  # convolutions whose paddings and poolings are searched for


class UnmatchedError(ValueError):
    """Tensors that have no place in a network, or a network that lacks some; the text names the first."""


class LeftOverError(UnmatchedError):
    """Tensors of a file have no place in a network."""


@dataclass(frozen=True)
class Match:
    """One tensor of a file and its place here; `change` says what was done to it ("" for nothing)."""

    theirs: str
    ours: str
    change: str = ""

    def __str__(self) -> str:
        return f"{self.theirs} -> {self.ours}" + (f" ({self.change})" if self.change else "")


@dataclass
class Module:
    """The tensors of one layer of a file, by their roles."""

    name: str
    tensors: dict[str, tuple[str, np.ndarray]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        weight = self.tensors.get("weight")
        dimensions = 0 if weight is None else weight[1].ndim
        return {4: "conv", 2: "linear", 1: "norm"}.get(
            dimensions, "norm" if "running_mean" in self.tensors else ""
        )

    @property
    def shape(self) -> Shape:
        first = self.tensors.get("weight") or next(iter(self.tensors.values()))
        return first[1].shape

    @property
    def out(self) -> int:
        return self.shape[0]


@dataclass
class Matched:
    """A network with a file's weights: its spec, its state, the table of names, and what was assumed."""

    spec: dict[str, Any]
    state: dict[str, np.ndarray]
    table: list[Match]
    assumed: list[str]
    preset: str | None = None
    input_shape: Shape | None = None


def without_prefixes(tensors: Mapping[str, np.ndarray]) -> tuple[dict[str, np.ndarray], str]:
    """The tensors without counters and without what wrappers put in front of every name, and that prefix."""
    state = {name: array for name, array in tensors.items() if name.rpartition(".")[2] != COUNTER}
    prefix = ""
    while state and (found := next((p for p in PREFIXES if all(name.startswith(p) for name in state)), "")):
        state = {name[len(found) :]: array for name, array in state.items()}
        prefix += found
    return state, prefix


def modules_of(state: Mapping[str, np.ndarray]) -> list[Module]:
    """The layers that a file's names tell of, in natural order. Raises UnmatchedError."""
    made: dict[str, Module] = {}
    for name in sorted(state, key=natural):
        layer, role = layer_and_role(name)
        if role is None:
            raise UnmatchedError(f"the tensor {name} is no weight, bias or running statistic")
        module = made.setdefault(layer, Module(layer))
        if role in module.tensors:
            raise UnmatchedError(f"the tensors {module.tensors[role][0]} and {name} claim one place")
        module.tensors[role] = (name, state[name])
    for module in made.values():
        if not module.kind:
            raise UnmatchedError(
                f"the tensor {next(iter(module.tensors.values()))[0]} belongs to no layer known here"
            )
    return list(made.values())
