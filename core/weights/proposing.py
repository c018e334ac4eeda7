"""A network for weights that none fits which is known: what their shapes allow, layer by layer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import layers
from core.files.weight_names import state_shapes
from core.network import Sequential
from core.presets import Preset, preset
from core.weights.modules import MOST_LAYERS, SIZES, Match, Matched, Module, Shape, UnmatchedError, modules_of


def proposed(state: Mapping[str, np.ndarray], input_shape: Shape | None = None) -> Matched:
    """A network in a row that has these shapes, as PyTorch's tutorials build them. Raises UnmatchedError."""
    modules = modules_of(state)
    convolutions = _chain([m for m in modules if m.kind == "conv"], input_shape[0] if input_shape else None)
    linears = _chain([m for m in modules if m.kind == "linear"], None)
    if not linears:
        raise UnmatchedError("it holds no fully connected layer: say its network")
    norms = _norms(modules, [*convolutions, *linears])
    channels = convolutions[0].shape[1] if convolutions else (input_shape[0] if input_shape else 1)
    plan = _spatial(convolutions, linears[0].shape[1], channels, input_shape)
    assumed = ["activations: ReLU", *plan.assumed]
    if any(norms.values()):
        assumed.append("batch-norm stands before the activation and the pooling")
    items: list[dict[str, Any]] = []
    order: list[tuple[Module, str]] = []

    def add(name: str, kind: str, **arguments: Any) -> None:
        items.append({"name": name, "type": kind, **arguments})

    own = _own_names(modules)
    for number, module in enumerate([*convolutions, *linears], 1):
        last = module is linears[-1]
        bias = "bias" in module.tensors
        if module.kind == "conv":
            name = own.get(module.name, f"conv{number}")
            out, into, *kernel = module.shape
            add(name, "Conv2d", in_channels=into, out_channels=out, kernel_size=list(kernel), stride=1,
                padding=plan.paddings[number - 1], bias=bias)  # fmt: skip
        else:
            if module is linears[0]:
                add("flatten", "Flatten")
            name = own.get(module.name, f"fc{number}")
            out, into = module.shape
            add(name, "Linear", in_features=into, out_features=out, bias=bias)
        order.append((module, name))
        norm = norms[module.name]
        if norm is not None:
            called = own.get(norm.name, f"bn{number}")
            add(called, "BatchNorm2d" if module.kind == "conv" else "BatchNorm1d", num_features=norm.out,
                affine="weight" in norm.tensors)  # fmt: skip
            order.append((norm, called))
        if not last:
            add(f"relu{number}", "ReLU")
        if module.kind == "conv" and plan.pools[number - 1]:
            add(f"pool{number}", "MaxPool2d", kernel_size=2)
        if module.kind == "conv" and number == len(convolutions) and plan.average:
            add("average", "AvgPool2d", kernel_size=plan.average)
    network = Sequential.from_spec({"layers": items}, rng=np.random.default_rng(0))
    filled, table = {}, []
    for module, name in order:
        for role, (theirs, array) in module.tensors.items():
            filled[f"{name}.{role}"] = array
            table.append(Match(theirs, f"{name}.{role}"))
    shapes = state_shapes(network.spec())
    if filled.keys() != shapes.keys():
        lacking = next(iter(shapes.keys() ^ filled.keys()))
        raise UnmatchedError(f"{lacking} has no partner")
    made = Matched(network.spec(), {name: filled[name] for name in shapes}, table, assumed)
    made.input_shape = (channels, *plan.size) if plan.size else input_shape
    return made


def _own_names(modules: Iterable[Module]) -> dict[str, str]:
    """The file's own names of layers, where a network here can have them."""
    names = [module.name for module in modules]
    good = all(
        re.fullmatch(r"[A-Za-z_]\w*", name) and name not in ("input", "loss", "flatten") for name in names
    )
    return {name: name for name in names} if good else {}


def _chain(modules: list[Module], channels: int | None) -> list[Module]:
    """Layers in the order in which each takes what the one before gives. Raises UnmatchedError."""
    if len(modules) < 2 or all(a.out == b.shape[1] for a, b in itertools.pairwise(modules)):
        return modules
    if len(modules) <= MOST_LAYERS:
        for order in itertools.permutations(modules):
            first = channels is None or order[0].shape[1] == channels
            if first and all(a.out == b.shape[1] for a, b in itertools.pairwise(order)):
                return list(order)
    a, b = next((a, b) for a, b in itertools.pairwise(modules) if a.out != b.shape[1])
    raise UnmatchedError(
        f"{b.name} takes {b.shape[1]} and {a.name} gives {a.out}: its layers are not in a row "
        "(branches and skips can't be built here)"
    )


def _norms(modules: list[Module], layers: list[Module]) -> dict[str, Module | None]:
    """The batch-norm behind each layer: by place or number in names, and size. Raises UnmatchedError."""
    left = [module for module in modules if module.kind == "norm"]
    spare = sum(1 for module in layers if module is not layers[-1])
    made: dict[str, Module | None] = {}
    for number, layer in enumerate(layers):
        later = {each.out for each in layers[number + 1 :]}
        fitting = [norm for norm in left if norm.out == layer.out]
        found = next((norm for norm in fitting if _beside(layer.name, norm.name)), None)
        numbered = re.search(r"\d", layer.name) and re.search(r"\d", "".join(norm.name for norm in left))
        if found is None and fitting and (not numbered or layer.out not in later):
            found = fitting[0]
        made[layer.name] = found
        if found is not None:
            left.remove(found)
    if left or spare < 0:
        raise UnmatchedError(f"{left[0].name} ({left[0].out}) follows no layer of that size")
    return made


def _beside(layer: str, norm: str) -> bool:
    """Whether two names say that they belong together: conv2 and bn2, features.3 and features.4 or .5."""
    a, b = re.search(r"(\d+)$", layer), re.search(r"(\d+)$", norm)
    if a is None or b is None:
        return False
    same = layer[: a.start()] == norm[: b.start()]
    return 0 < int(b[1]) - int(a[1]) <= 2 if same else a[1] == b[1]


@dataclass(frozen=True)
class Spatial:
    """Paddings and poolings that bring an image to the row that the first fully connected layer takes."""

    paddings: tuple[Any, ...]
    pools: tuple[bool, ...]
    average: int
    assumed: tuple[str, ...]
    size: Shape | None = None


def _spatial(convolutions: list[Module], row: int, channels: int, input_shape: Shape | None) -> Spatial:
    """The simplest of all usual ways. Raises UnmatchedError when none gives a row of so many numbers."""
    if not convolutions:
        return Spatial((), (), 0, ())
    if len(convolutions) > MOST_LAYERS:
        raise UnmatchedError(f"it has {len(convolutions)} convolutions: say its network")
    sizes = [input_shape[1:]] if input_shape else [(s, s) for s in SIZES.get(channels, SIZES[1])]
    count, last = len(convolutions), convolutions[-1].out
    best: tuple[float, Spatial, Shape] | None = None
    paddings = (0, "same") if all(max(m.shape[2:]) % 2 for m in convolutions) else (0,)
    for rank, size in enumerate(sizes):
        for pads in itertools.product(paddings, repeat=count):
            for pools in itertools.product((True, False), repeat=count):
                cost = 1.5 * rank + _unusual(pads, pools, convolutions)
                if best is not None and cost >= best[0]:
                    continue
                after = _after(size, convolutions, pads, pools)
                if after is None:
                    continue
                average = after[0] if after[0] == after[1] > 1 and row == last else 0
                if average or last * after[0] * after[1] == row:
                    cost += 1.0 if average else 0.0
                    if best is None or cost < best[0]:
                        best = cost, Spatial(pads, pools, average, ()), tuple(size)
    if best is None:
        raise UnmatchedError(
            f"its first fully connected layer takes {row:,} numbers, "
            "which no usual padding and pooling gives: say its network"
        )
    _, found, size = best
    padded = [m.name for m, pad in zip(convolutions, found.paddings, strict=True) if pad]
    pooled = [m.name for m, pool in zip(convolutions, found.pools, strict=True) if pool]
    said = [f"images: {size[0]}x{size[1]}", f"padding: {', '.join(padded) if padded else 'none'}"]
    said.append(f"max-pooling by 2 behind {', '.join(pooled)}" if pooled else "no pooling")
    if found.average:
        said.append("the mean of each map in front of the first fully connected layer")
    return Spatial(found.paddings, found.pools, found.average, tuple(said), size)


def _unusual(pads: tuple[Any, ...], pools: tuple[bool, ...], convolutions: list[Module]) -> float:
    """How unusual a choice of paddings and poolings is; the least is taken."""
    uniform = len(set(pads)) == 1
    first_only = bool(pads[0]) and not any(pads[1:])
    cost = 0.0 if uniform else 0.6 if first_only else 2.0
    cost += 0.1 if uniform and bool(pads[0]) != (convolutions[0].shape[2] == 3) else 0.0
    every = all(pools)
    second = all(pool == (number % 2 == 1) for number, pool in enumerate(pools))
    but_last = all(pools[:-1]) and not pools[-1]
    return cost + (0.0 if every else 0.2 if second else 0.3 if but_last else 1.0 + 0.1 * pools.count(False))


def _after(
    size: Iterable[int], convolutions: list[Module], pads: tuple[Any, ...], pools: tuple[bool, ...]
) -> tuple[int, int] | None:
    height, width = size
    for module, pad, pool in zip(convolutions, pads, pools, strict=True):
        if not pad:
            height, width = height - module.shape[2] + 1, width - module.shape[3] + 1
        if pool:
            height, width = height // 2, width // 2
        if height < 1 or width < 1:
            return None
    return height, width


def spec_of(like: Sequential | Preset | str | Mapping[str, Any]) -> Preset | dict[str, Any]:
    """What is meant by a network, a preset or its name, or a spec. Raises ValueError for an unknown name."""
    if isinstance(like, str):
        return preset(like)
    if isinstance(like, Preset):
        return like
    return like.spec() if isinstance(like, Sequential) else dict(like)


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
