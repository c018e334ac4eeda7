"""Weights under other names: which tensor of a file is which of a network, and what network a file may be of.

A file of PyTorch's holds names and shapes, not the network. Layers are compared by their shapes, in the
order of their names; where no network that is known fits, one is proposed from the shapes, and what they
can't tell (activations, pooling) is said.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from core.blueprint import fit
from core.blueprint.memory import measured
from core.data.dataset import Preprocessing
from core.data.mnist import mnist_test
from core.files.weight_names import state_shapes
from core.network import Sequential
from core.presets import PRESETS, Preset, preset
from core.weights.modules import (
    SIZES,
    LeftOverError,
    Match,
    Matched,
    Module,
    Shape,
    UnmatchedError,
    modules_of,
)
from core.weights.proposing import proposed

TRIED, CLEAR = 400, 0.05  # digits that a network is tried on; so much better is clearly better


STANDS_FOR = (
    "a fully connected layer stands for a convolution as large as its maps: "
    "what follows it is this network's, which may have no activation there"
)


# into a network that is known


def match_network(
    state: Mapping[str, np.ndarray],
    spec: Mapping[str, Any],
    input_shape: Shape | None = None,
    exactly: bool = False,
) -> Matched:
    """A file's tensors in a network: the same names, or else layers by shape and order.

    A fully connected layer over whole maps may stand for a convolution as large as they are, unless the
    shapes are to fit `exactly`. Raises UnmatchedError.
    """
    shapes = state_shapes(dict(spec))
    if state.keys() == shapes.keys() and all(state[name].shape == shape for name, shape in shapes.items()):
        table = [Match(name, name) for name in shapes]
        return Matched(dict(spec), {name: state[name] for name in shapes}, table, [])
    modules, targets = modules_of(state), _targets(shapes)
    try:
        return _zipped(modules, {}, targets, spec, shapes)
    except UnmatchedError as error:
        for turn in (
            lambda: _channels_first(modules, spec, input_shape),
            lambda: _reshaped(modules, targets),
        ):
            turned = turn()
            if turned is not None and not (
                exactly and any("reshaped" in text for text in turned[1].values())
            ):
                with contextlib.suppress(UnmatchedError):
                    made = _zipped(*turned, targets, spec, shapes)
                    made.assumed += (
                        [STANDS_FOR] if any("reshaped" in text for text in turned[1].values()) else []
                    )
                    return made
        raise error


def _targets(shapes: Mapping[str, Shape]) -> dict[str, dict[str, Shape]]:
    made: dict[str, dict[str, Shape]] = {}
    for name, shape in shapes.items():
        layer, _, role = name.rpartition(".")
        made.setdefault(layer, {})[role] = shape
    return made


def _zipped(
    modules: list[Module],
    changes: Mapping[str, str],
    targets: Mapping[str, Mapping[str, Shape]],
    spec: Mapping[str, Any],
    shapes: Mapping[str, Shape],
) -> Matched:
    """Layers of one shape are taken in order. Raises UnmatchedError for what is left over on either side."""
    waiting: dict[Shape, list[Module]] = {}
    for module in modules:
        waiting.setdefault(module.shape, []).append(module)
    state: dict[str, np.ndarray] = {}
    table, assumed = [], []
    for layer, roles in targets.items():
        shape = roles.get("weight") or next(iter(roles.values()))
        found = waiting.get(shape)
        if not found:
            close = ", ".join(f"{m.name} {m.shape}" for of in waiting.values() for m in of) or "none are left"
            raise UnmatchedError(f"{layer} needs weights of the shape {shape}; of those left over: {close}")
        same = next((module for module in found if module.name == layer), found[0])
        found.remove(same)
        if found and same.name != layer and not re.search(r"\d", same.name):
            assumed.append(f"{same.name} was taken before {found[0].name}, which has the same shape")
        for role, expected in roles.items():
            name = f"{layer}.{role}"
            if role not in same.tensors:
                if role != "bias" or same.kind == "norm":
                    raise UnmatchedError(f"{same.name} has no {role}, which {layer} needs")
                state[name] = np.zeros(expected, np.float32)
                assumed.append(f"{same.name} has no bias: {name} is zero")
                continue
            theirs, array = same.tensors[role]
            if array.shape != expected:
                raise UnmatchedError(f"{theirs} has the shape {array.shape}, {name} needs {expected}")
            state[name] = array
            table.append(Match(theirs, name, changes.get(theirs, "")))
        for role, (theirs, _) in same.tensors.items():
            if role not in roles:
                raise LeftOverError(f"the tensor {theirs} has no place in the network: {layer} has no {role}")
    left = next((module for of_shape in waiting.values() for module in of_shape), None)
    if left is not None:
        theirs, array = next(iter(left.tensors.values()))
        raise LeftOverError(f"the tensor {theirs} {array.shape} has no place in the network")
    ordered = {name: state[name] for name in shapes}
    return Matched(dict(spec), ordered, table, assumed)


def _channels_first(
    modules: list[Module], spec: Mapping[str, Any], input_shape: Shape | None
) -> tuple[list[Module], dict[str, str]] | None:
    """A program's layers, kernels (kH, kW, I, O) and matrices (in, out), turned into ours."""
    flat = _before_flatten(spec, input_shape)
    convolutions = any(module.kind == "conv" for module in modules)
    made, changes, first = [], {}, True
    for module in modules:
        turned = Module(module.name)
        for role, (name, array) in module.tensors.items():
            if array.ndim == 4:
                array, changes[name] = array.transpose(3, 2, 0, 1), "kernels turned from (kH, kW, I, O)"
            elif array.ndim == 2:
                text = "transposed from (in, out)"
                if first and convolutions and flat is not None and math.prod(flat) == len(array):
                    channels, height, width = flat
                    array = (
                        array.reshape(height, width, channels, -1)
                        .transpose(2, 0, 1, 3)
                        .reshape(len(array), -1)
                    )
                    text, first = "transposed from (in, out), rows put into the order (C, H, W)", False
                array, changes[name] = array.T, text
            turned.tensors[role] = (name, array)
        made.append(turned)
    return (made, changes) if changes else None


def _before_flatten(spec: Mapping[str, Any], input_shape: Shape | None) -> Shape | None:
    """The shape of what is flattened, for one image."""
    channels = next((item["in_channels"] for item in spec["layers"] if item["type"] == "Conv2d"), 1)
    for shape in [input_shape] if input_shape else [(channels, s, s) for s in SIZES.get(channels, SIZES[1])]:
        with contextlib.suppress(ValueError):
            places = measured(spec, tuple(shape))
            before = next((place.shape for place, _ in places if place.kind == "Flatten"), None)
            return before if before is not None and len(before) == 3 else None
    return None


def _reshaped(
    modules: list[Module], targets: Mapping[str, Mapping[str, Shape]]
) -> tuple[list[Module], dict[str, str]] | None:
    """A fully connected layer over whole maps is a convolution as large as they are, and vice versa."""
    wanted = [roles["weight"] for roles in targets.values() if "weight" in roles]
    there = [module.shape for module in modules]
    missing = [shape for shape in wanted if wanted.count(shape) > there.count(shape)]
    made, changes = [], {}
    for module in modules:
        size, dimensions = math.prod(module.shape), {2, 4} - {len(module.shape)}
        fitting = (s for s in missing if len(s) in dimensions and math.prod(s) == size)
        shape = next((s for s in fitting if s[0] == module.out), None)
        if shape is None or wanted.count(module.shape) >= there.count(module.shape):
            made.append(module)
            continue
        missing.remove(shape)
        name, array = module.tensors["weight"]
        changes[name] = f"reshaped from {array.shape}"
        made.append(Module(module.name, {**module.tensors, "weight": (name, array.reshape(shape))}))
    return (made, changes) if changes else None


# into a preset, or one that is proposed


def _spec(wanted: Preset) -> dict[str, Any]:
    return _spec_named(wanted.name) if wanted in PRESETS else wanted.spec()


@cache
def _spec_named(name: str) -> dict[str, Any]:
    return preset(name).spec()


def match_preset(
    state: Mapping[str, np.ndarray],
    wanted: Preset,
    input_shape: Shape | None = None,
    exactly: bool = False,
) -> Matched:
    """A file's tensors in a preset's network, fitted in channels, classes and size. Raises UnmatchedError."""
    told: list[UnmatchedError] = []
    seen = []
    for shape, classes in _possible_inputs(state, input_shape):
        try:
            spec = fit(_spec(wanted), shape, classes)
        except ValueError:
            continue
        if spec in seen:
            continue
        seen.append(spec)
        try:
            made = match_network(state, spec, shape, exactly)
        except UnmatchedError as error:
            told.append(error)
            continue
        made.preset, made.input_shape = wanted.name, shape
        return made
    told.sort(key=lambda error: not isinstance(error, LeftOverError))  # it says more than what is missing
    raise told[0] if told else UnmatchedError(f"no form of {wanted.name} has these shapes")


def _possible_inputs(
    state: Mapping[str, np.ndarray], input_shape: Shape | None
) -> Iterator[tuple[tuple[int, int, int], int]]:
    weights = [array for array in state.values() if array.ndim in (2, 4)]
    kernels = [array.shape for array in weights if array.ndim == 4]
    channels = min((shape[1] for shape in kernels), default=1)
    channels = channels if channels in (1, 3) else min((shape[2] for shape in kernels), default=channels)
    matrices = [array.shape for array in weights if array.ndim == 2] or [shape[:2] for shape in kernels]
    outs, ins = [shape[0] for shape in matrices], [shape[1] for shape in matrices]
    ends = [*(n for n in outs if n not in ins), *(n for n in ins if n not in outs), 10]
    for classes in dict.fromkeys(ends):
        if not 2 <= classes <= 4096:
            continue
        if input_shape is not None:
            yield (input_shape[0], input_shape[1], input_shape[2]), classes
            continue
        if not kernels:
            for pixels in dict.fromkeys(n for shape in matrices for n in shape):
                side = math.isqrt(pixels)
                if side > 3 and side * side == pixels:
                    yield (1, side, side), classes
        for size in SIZES.get(channels, SIZES[1]):
            yield (channels, size, size), classes


def match_any(
    state: Mapping[str, np.ndarray],
    near: Sequential | None = None,
    input_shape: Shape | None = None,
    counted: bool = False,
) -> Matched:
    """A file's tensors in the network at hand, else in a preset, else in one proposed from their shapes.

    The same shapes may belong to networks with other activations: where the names are others, a trained
    network is tried on digits, and `counted` (PyTorch's batch-norm counted batches) speaks for PyTorch's
    usual form. Raises UnmatchedError.
    """
    found = _known(state, near, input_shape)
    if found is not None and not any(each.theirs != each.ours for each in found.table):
        return found
    try:
        made = proposed(state, input_shape)
    except UnmatchedError:
        if found is None:
            raise
        return found
    if found is None:
        return made
    accuracy, other = _accuracy(found), _accuracy(made)
    if abs(accuracy - other) > CLEAR and max(accuracy, other) > 0.5:
        better = found if accuracy > other else made
        best, worst = max(accuracy, other), min(accuracy, other)
        better.assumed.append(
            f"of the activations possible, those that read {best:.0%} of some digits, not {worst:.0%}"
        )
        return better
    return made if counted or _norm_matters(found) else found


def _known(
    state: Mapping[str, np.ndarray], near: Sequential | None, input_shape: Shape | None
) -> Matched | None:
    """The tensors in the network at hand, or in a preset: the same names before others."""
    if near is not None:
        with contextlib.suppress(UnmatchedError):
            return match_network(state, near.spec(), input_shape, exactly=True)
    tried: set[tuple[Any, ...]] = set()
    weights = sum(array.ndim > 1 for array in state.values())
    for exact in (True, False):
        for each in PRESETS:
            spec = _spec(each)
            if sum(item["type"] in ("Conv2d", "Linear") for item in spec["layers"]) != weights:
                continue
            layers = (exact, *(item["type"] for item in spec["layers"]))
            if layers in tried or (exact and state.keys() != state_shapes(spec).keys()):
                continue
            tried.add(layers)
            try:
                made = match_preset(state, each, input_shape, exactly=True)
            except UnmatchedError:
                continue
            assert made.input_shape is not None
            usual = SIZES.get(made.input_shape[0], SIZES[1])[0]
            if exact or input_shape is not None or made.input_shape[1] == usual:
                made.assumed += [] if exact else [f"its activations and poolings are those of {each.name}"]
                return made
    return None


def _accuracy(made: Matched) -> float:
    """The share of some digits that a network reads, prepared in the better of two ways; 0 where it can't."""
    network = Sequential.from_spec(made.spec, rng=np.random.default_rng(0))
    digits = mnist_test()[:TRIED]
    try:
        if list(network.shapes(digits.shape).values())[-1] != (len(digits.classes),):
            return 0.0
    except ValueError:
        return 0.0
    network.load_state_dict({name: np.asarray(array, np.float32) for name, array in made.state.items()})
    best = 0.0
    for name in ("unit", "standard"):
        with np.errstate(all="ignore"):
            logits = network.eval().forward(Preprocessing.of(name, digits)(digits.images))
        best = max(best, float((logits.argmax(axis=1) == digits.labels).mean()))
    return best


def _norm_matters(made: Matched) -> bool:
    """Whether it matters that batch-norm stands behind the pooling: where a weight is negative."""
    kinds = [item["type"] for item in made.spec["layers"]]
    behind = any(a == "MaxPool2d" and b.startswith("BatchNorm") for a, b in itertools.pairwise(kinds))
    average = "AvgPool2d" in kinds
    gammas = [array for name, array in made.state.items() if name.endswith(".weight") and array.ndim == 1]
    return behind and not average and any(bool((gamma < 0).any()) for gamma in gammas)
