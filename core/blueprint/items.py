"""One layer of a blueprint: its name, its type, and the arguments that were set; and how those are typed.

An argument that isn't set takes its default, or follows from the layer before (AUTOMATIC).
"""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from core.layers import ACTIVATIONS, LAYERS

LAYER_TYPES = {kind.__name__: kind for kind in LAYERS}
ELEMENTWISE = tuple(kind.__name__ for kind in ACTIVATIONS)

# What follows from the layer before, until somebody sets it.
AUTOMATIC: Mapping[str, str] = {
    "Conv2d": "in_channels",
    "Linear": "in_features",
    "BatchNorm2d": "num_features",
    "BatchNorm1d": "num_features",
    "BatchNormPixel": "shape",
}

# The palette: every layer of LAYERS once.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("convolution", ("Conv2d",)),
    ("pooling", ("MaxPool2d", "AvgPool2d")),
    ("normalisation", ("BatchNorm2d", "BatchNorm1d", "BatchNormPixel")),
    ("activation", (*ELEMENTWISE, "Softmax", "LogSoftmax")),
    ("fully connected", ("Flatten", "Linear")),
    ("regularisation", ("Dropout",)),
)

WEIGHTED = ("Conv2d", "Linear")
STEMS: Mapping[str, str] = {
    "Conv2d": "conv",
    "MaxPool2d": "pool",
    "AvgPool2d": "pool",
    "BatchNorm2d": "bn",
    "BatchNorm1d": "bn",
    "BatchNormPixel": "bn",
    "Linear": "fc",
    "LeakyReLU": "leaky_relu",
    "LogSoftmax": "log_softmax",
}
# What a layer begins with when it is added.
STARTS: Mapping[str, Mapping[str, Any]] = {
    "Conv2d": {"out_channels": 16, "kernel_size": 3, "padding": "same"},
    "MaxPool2d": {"kernel_size": 2},
    "AvgPool2d": {"kernel_size": 2},
    "Linear": {"out_features": 84},
}


@dataclass(frozen=True)
class Item:
    """One layer as it stands; `key` stays its own through every edit, `arguments` are those that were set.

    The values may be anything that somebody typed: `check` says what is wrong with them.
    """

    key: int
    name: str
    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", MappingProxyType(dict(self.arguments)))

    def with_argument(self, argument: str, value: Any) -> Item:
        """The same layer with another value; None takes it back to its default, or lets it follow."""
        if argument not in defaults(self.kind):
            raise ValueError(f"{self.kind} has no argument {argument!r}")
        kept = {name: old for name, old in self.arguments.items() if name != argument}
        if value is not None:
            kept[argument] = tuple(value) if isinstance(value, list) else value
        ordered = {name: kept[name] for name in defaults(self.kind) if name in kept}
        return Item(self.key, self.name, self.kind, ordered)


def defaults(kind: str) -> Mapping[str, Any]:
    """A layer type's arguments in order, with their defaults; `inspect.Parameter.empty` for none."""
    if not isinstance(kind, str) or kind not in LAYER_TYPES:
        raise ValueError(f"unknown layer type {kind!r}; known are {', '.join(LAYER_TYPES)}")
    return _defaults(kind)


@cache
def _defaults(kind: str) -> Mapping[str, Any]:
    parameters = inspect.signature(LAYER_TYPES[kind]).parameters
    return MappingProxyType({name: p.default for name, p in parameters.items() if name != "rng"})


def fresh_name(kind: str, before: Iterable[Item], taken: Iterable[str]) -> str:
    """A name that no other layer has, numbered as the literature counts: conv1, pool1, ..., fc4.

    Layers with weights count up; what follows one has its number. `before` are the layers in front of it.
    """
    stem = STEMS.get(kind, kind.lower())
    taken = set(taken)
    weighted = [item for item in before if item.kind in WEIGHTED]
    if kind == "Flatten":
        candidates = [stem]
        number = 2
    elif kind in WEIGHTED:
        candidates = []
        number = 1 + max((_number(name) for name in taken if name.startswith(("conv", "fc"))), default=0)
    else:
        candidates = (
            [f"{stem}{_number(weighted[-1].name)}"] if weighted and _number(weighted[-1].name) else []
        )
        number = 1
    for name in candidates:
        if name not in taken:
            return name
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _number(name: object) -> int:
    """The number at the end of a name, 0 if there is none."""
    text = str(name)
    digits = text[len(text.rstrip("0123456789")) :]
    return int(digits) if 0 < len(digits) < 7 and digits.isascii() else 0


def parse(text: str) -> Any:
    """What was typed into a field: a number, some numbers ("3, 5" or "3x5"), or the text itself.

    Nothing, None, stands for the default. Never raises: `check` refuses what makes no sense.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return None
    bare = text.strip("()[] ")
    for mark in ("×", "x", ";"):
        bare = bare.replace(mark, ",")
    parts = [part.strip() for part in bare.split(",")]
    numbers = [_parse_number(part) for part in parts]
    if any(number is None for number in numbers):
        return text
    return numbers[0] if len(numbers) == 1 else tuple(numbers)


def _parse_number(text: str) -> int | float | None:
    if not text or "_" in text:
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return None


def told(value: Any) -> str:
    """A value as it is typed: the inverse of `parse`."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(told(part) for part in value)
    if isinstance(value, float):
        short = f"{value:.10g}".replace("e-0", "e-")
        return short if float(short) == value else repr(value)
    return str(value)
