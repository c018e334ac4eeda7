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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from core.blueprint import MisfitError, fit
from core.blueprint.sizes import LayerPosition, measure
from core.data.dataset import Preprocessing
from core.data.mnist import mnist_test
from core.data.understanding import natural
from core.files.weight_shapes import state_shapes
from core.network import Sequential
from core.presets import PRESETS, Preset, preset

Shape = tuple[int, ...]
PREFIXES = ("module.", "model.", "_orig_mod.")  # DataParallel's, Lightning's, torch.compile's
COUNTER = "num_batches_tracked"  # PyTorch's batch-norm counts batches; nothing here needs it
ROLES = {
    "weight": ("weight", "weights", "w", "kernel", "gamma", "scale"),
    "bias": ("bias", "biases", "b", "beta"),
    "running_mean": ("running_mean", "moving_mean", "mean"),
    "running_var": ("running_var", "moving_variance", "moving_var", "var"),
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
LOOSE = re.compile(rf"^(?:({'|'.join(ROLE_OF)})_?(\w*\d+|\w*)|(\w+?)_({'|'.join(ROLE_OF)}))$", re.IGNORECASE)
SIZES = {1: (28, 32, 16, 8, 64), 3: (32, 28, 64, 16, 48, 24, 8)}  # pixels a side that are usual, by channels
TRIED, CLEAR = 400, 0.05  # digits that a network is tried on; so much better is clearly better
MOST_LAYERS = 8  # convolutions whose paddings and poolings are searched for


STANDS_FOR = (
    "a fully connected layer stands for a convolution as large as its maps: "
    "what follows it is this network's, which may have no activation there"
)


class UnmatchedError(ValueError):
    """Tensors that have no place in a network, or a network that lacks some; the text names the first."""


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
    """The layers that a file's names tell of, in natural order. Raises UnmatchedError for what is no
    layer's.
    """
    made: dict[str, Module] = {}
    for name in sorted(state, key=natural):
        bare = name.partition(":")[0]
        layer, mark, last = re.fullmatch(r"(.*?)([./]?)([^./]*)", bare, re.DOTALL).groups()  # type: ignore[union-attr]
        role = ROLE_OF.get(last.lower())
        if role is None and (loose := LOOSE.match(last)):
            first, rest, front, second = loose.groups()
            role = ROLE_OF[(first or second).lower()]
            layer += mark + (rest if first else front)
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
                raise UnmatchedError(
                    f"the tensor {theirs} has no place in the network: {layer} has no {role}"
                )
    left = next((module for of_shape in waiting.values() for module in of_shape), None)
    if left is not None:
        theirs, array = next(iter(left.tensors.values()))
        raise UnmatchedError(f"the tensor {theirs} {array.shape} has no place in the network")
    ordered = {name: state[name] for name in shapes}
    return Matched(dict(spec), ordered, table, assumed)


def _channels_first(
    modules: list[Module], spec: Mapping[str, Any], input_shape: Shape | None
) -> tuple[list[Module], dict[str, str]] | None:
    """The layers of a program that keeps kernels as (kH, kW, I, O) and matrices as (in, out), turned into
    ours.
    """
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
        before: Shape | None = None
        after: Shape = tuple(shape)
        try:
            for index, item in enumerate(spec["layers"]):
                name, kind = str(item["name"]), str(item["type"])
                arguments = {key: v for key, v in item.items() if key not in ("name", "type")}
                given = {key: tuple(v) if isinstance(v, list) else v for key, v in arguments.items()}
                before = after if kind == "Flatten" and before is None else before
                after = measure(LayerPosition(index, name, kind, given, after)).output
            return before if before is not None and len(before) == 3 else None
        except MisfitError:
            continue
    return None


def _reshaped(
    modules: list[Module], targets: Mapping[str, Mapping[str, Shape]]
) -> tuple[list[Module], dict[str, str]] | None:
    """A fully connected layer over whole maps is a convolution as large as they are, and the other way
    round.
    """
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
    """A file's tensors in a preset's network, fitted to their channels, classes and size. Raises
    UnmatchedError.
    """
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
    told.sort(
        key=lambda error: "no place" not in str(error)
    )  # what is left over says more than what is missing
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
    """Whether it makes a difference that batch-norm stands behind the pooling: only where a weight is
    negative.
    """
    kinds = [item["type"] for item in made.spec["layers"]]
    behind = any(a == "MaxPool2d" and b.startswith("BatchNorm") for a, b in itertools.pairwise(kinds))
    average = "AvgPool2d" in kinds
    gammas = [array for name, array in made.state.items() if name.endswith(".weight") and array.ndim == 1]
    return behind and not average and any(bool((gamma < 0).any()) for gamma in gammas)


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
    """The batch-norm behind each layer: by place or number in the names, and by size. Raises
    UnmatchedError.
    """
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
