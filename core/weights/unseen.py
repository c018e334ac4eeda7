"""What no shape tells of a network that weights are matched with: its activations and kinds of pooling."""

from collections.abc import Mapping
from typing import Any

from core import layers

ACTIVATIONS = tuple(kind.__name__ for kind in layers.ACTIVATIONS)
POOLINGS = ("MaxPool2d", "AvgPool2d")
WEIGHTED = ("Conv2d", "Linear")
NONE = "none"


def unseen_kinds(spec: Mapping[str, Any]) -> dict[str, str]:
    """The activation behind each layer with weights but the last ("none" for none), and the type of each
    pooling, by the layer's name.
    """
    made: dict[str, str] = {}
    weighted = ""
    for item in spec["layers"]:
        name, kind = item["name"], item["type"]
        if kind in WEIGHTED:
            weighted = name
            made[name] = NONE
        elif kind in POOLINGS:
            made[name] = kind
        elif kind in ACTIVATIONS and made.get(weighted) == NONE:
            made[weighted] = kind
    made.pop(weighted, None)
    return made


def with_kinds(spec: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """A spec with other activations and poolings, as `unseen_kinds` names them. Raises ValueError."""
    there = unseen_kinds(spec)
    for name, kind in kinds.items():
        choices = POOLINGS if there.get(name) in POOLINGS else (*ACTIVATIONS, NONE)
        if name not in there:
            raise ValueError(f"{name} names no activation or pooling: choose from {', '.join(there)}")
        if kind not in choices:
            raise ValueError(f"{name} can't have {kind}: choose from {', '.join(choices)}")
    taken = {item["name"] for item in spec["layers"]}
    made: list[dict[str, Any]] = []
    weighted, waiting = "", ""  # the layer whose activation is missing yet
    for item in spec["layers"]:
        name, kind = item["name"], item["type"]
        if waiting and not kind.startswith("BatchNorm"):
            made.append(_activation(weighted, waiting, taken))
            waiting = ""
        if kind in ACTIVATIONS and kinds.get(weighted, kind) != kind:
            if kinds[weighted] == NONE:
                continue
            item = _activation(weighted, kinds[weighted], taken)
        elif kind in POOLINGS and kinds.get(name, kind) != kind:
            kept = ("name", "kernel_size", "stride", "padding")
            item = {key: value for key, value in item.items() if key in kept} | {"type": kinds[name]}
        elif kind in WEIGHTED:
            weighted = name
            waiting = kinds.get(name, NONE) if there.get(name) == NONE else NONE
            waiting = "" if waiting == NONE else waiting
        made.append(item)
    return {**spec, "layers": made}


def _activation(behind: str, kind: str, taken: set[str]) -> dict[str, Any]:
    name = f"{behind}_{kind.lower()}"
    while name in taken:
        name += "_"
    taken.add(name)
    return {"name": name, "type": kind}
