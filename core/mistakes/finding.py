"""Finds, in somebody's module, the class or the functions that an exercise asks for."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from core.mistakes.adapter import Adapter, functions, layer
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.exercises import Exercise, exercise
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.naming import bare, called, required
from core.mistakes.users import LOSSES
from core.mistakes.using import FORWARD
from core.mistakes.verdicts import diagnosed

BEFORE = r"^(my|layers?|activations?|optimi[sz]ers?|loss|numpy|np|simple|custom|naive|fast|vanilla)*"
LAYER = r"(2d|nd|3x3|2x2|\d)?(layer|module|block|op)?(naive|fast|im2col|numpy|np|v\d)?$"
NAMED: dict[str, str] = {
    "Conv2d": r"(conv|convolution|convolutional|convlayer)",
    "Linear": r"(linear|dense|fc|affine|fully?connect(ed)?|innerproduct)",
    "ReLU": r"relu(activation)?",
    "LeakyReLU": r"(leakyrelu|lrelu)",
    "ELU": r"elu",
    "Sigmoid": r"(sigmoid|logistic)(activation)?",
    "Tanh": r"tanh(activation)?",
    "Softmax": r"softmax",
    "LogSoftmax": r"logsoftmax",
    "MaxPool2d": r"(maxpool|maxpooling|pooling|pool)",
    "AvgPool2d": r"(avgpool|averagepool|averagepooling|avgpooling|meanpool|meanpooling)",
    "BatchNorm2d": r"(spatial)?(bn|batchnorm(al)?(i[sz]ation)?)",
    "BatchNorm1d": r"(batchnorm1d|batchnormalization1d|bn1d)",
    "Dropout": r"(dropout|drop)",
    "Flatten": r"flatten(ing)?",
    "CrossEntropyLoss": r"(softmax(with|and)?(crossentropy|loss|ce)"
    r"|(softmax)?(with|and|loss)?(sparse)?(categorical)?crossentropy)(loss|error|cost)?(withlogits)?",
    "NLLLoss": r"(nll|negativeloglikelihood)(loss)?",
    "MSELoss": r"(mse|meansquarederror|squarederror|meansquareerror|l2)(loss)?",
    "SGD": r"(sgd|(stochastic)?gradientdescent|momentum|momentumsgd|sgd(with)?momentum)(optimi[sz]er)?",
    "Adam": r"adam(optimi[sz]er)?",
    "AdamW": r"adamw(optimi[sz]er)?",
    "RMSprop": r"rmsprop(optimi[sz]er)?",
    "Adagrad": r"adagrad(optimi[sz]er)?",
    "LeNet5": r"lenet5?",
}
STEMS = {kind: BEFORE + stem for kind, stem in NAMED.items()}
AHEAD_ALONE = r"(forward|fwd|forwardpass|fprop|forwardprop)"
AHEAD = r"(forward|fwd|forwardpass|fprop|)"
BACK = r"(backward|backwards|bwd|backwardpass|bprop|backprop|back|gradient|grad|derivative|deriv|prime|d)"
SOFTMAX = r"^(my)?softmax"
PREFER = {"SGD": "momentum", "BatchNorm2d": "spatial"}  # of several that an exercise's name fits


def declared(module: ModuleType, beside: ModuleType | None) -> dict[str, Any]:
    """What CHECK says in a file, or in the one beside it, by exercise; ValueError for an unknown name."""
    found: dict[str, Any] = {}
    for source in (module, beside):
        for name, value in getattr(source, "CHECK", {}).items():
            found[exercise(name).name] = value
            if exercise(name).kind_name == "Conv2d":
                found.setdefault("conv-forward", value)
                found.setdefault("conv-backward", value)
    return found


def find(module: ModuleType, wanted: Exercise, said: dict[str, Any], home: Path) -> Adapter | None:
    """How an exercise's code in a module is used; None where it isn't written yet."""
    given = said.get(wanted.name)
    if given is None:
        given = _by_name(module, wanted)
    if given is None:
        return None
    adapter = (
        given
        if isinstance(given, Adapter)
        else functions(*given)
        if isinstance(given, tuple)
        else layer(given)
    )
    adapter.home = home
    if wanted.kind_name in ("Softmax", "LogSoftmax", "CrossEntropyLoss") and not adapter.samples:
        adapter.columns_too = has_columns(home)
    return adapter


WEIGHT = r"(self\.)?(\w+\[[\"'])?w(eights?)?\d*\b([\"']\])?"
WEIGHT_FIRST = rf"(?<!\w)(np\.)?(dot|matmul)\(\s*{WEIGHT}|(?<![\w.]){WEIGHT}(\.t)?(\.dot\(|\s*@)"
WEIGHT_LAST = rf"(?<!np)\.dot\(\s*{WEIGHT}|@\s*{WEIGHT}|(np\.)(dot|matmul)\([\w.\[\]\"']+,\s*{WEIGHT}"


NEAR = 60  # files that are read to see how images lie


@cache
def has_columns(home: Path) -> bool:
    """Whether images are columns in a file and those beside it: weights stand before what they are multiplied
    with, and never behind.
    """
    beside = sorted(home.parent.glob("*.py"))
    around = [*beside, *sorted(home.parent.parent.glob("*/*.py"))]
    for near in ([home], beside[:NEAR], around[:NEAR]):
        text = "\n".join(map(_lower, near))
        first, last = (re.search(way, text) is not None for way in (WEIGHT_FIRST, WEIGHT_LAST))
        if first or last:
            return not last
    return False


def _lower(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").lower() if file.is_file() else ""


def _by_name(module: ModuleType, wanted: Exercise) -> Any:
    stem = STEMS.get(wanted.kind_name)
    own = {
        name: value
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
    }
    if stem is None:  # a function that an exercise asks for by its name
        called = wanted.name.replace("-", "_") if wanted.start else ""
        return next((v for n, v in own.items() if inspect.isfunction(v) and n == called), None)
    prefer = PREFER.get(wanted.kind_name, "")
    classes = [v for n, v in own.items() if isinstance(v, type) and re.match(stem + LAYER, bare(n))]
    if wanted.kind_name == "CrossEntropyLoss" and not classes:  # a softmax that has a loss
        classes = [
            v for n, v in own.items() if isinstance(v, type) and re.match(SOFTMAX, bare(n)) and _has_loss(v)
        ]
    if wanted.kind_name == "MSELoss":  # a regulariser may be called l2 too
        classes = [found for found in classes if _has_target(found)]
    if wanted.kind_name == "Linear":  # an activation may be called linear too
        classes = [found for found in classes if _has_sizes(found)]
    if classes:
        bases = {base for found in classes for base in found.__mro__[1:]}

        def rank(found: type) -> tuple[bool, bool, bool, int]:
            name = found.__name__
            return not _has_backward(found), found in bases, prefer not in bare(name), len(name)

        return min(classes, key=rank)
    plain = {n: v for n, v in own.items() if inspect.isfunction(v)}
    backward = _function(plain, stem, BACK, prefer)
    forward = _function(plain, stem, AHEAD, prefer) if backward else None
    if forward and backward and (wanted.kind_name != "Linear" or _asks_two(forward)):
        return forward, backward
    if wanted.kind_name in ("Conv2d", "Linear", "MaxPool2d", "AvgPool2d"):
        if backward and not forward and len(required(backward)) > 2:  # it is given all that it needs
            return None, backward
        if (ahead := _function(plain, stem, AHEAD_ALONE, prefer)) and _asks_two(ahead) and not backward:
            return ahead, None
    if wanted.kind.style in ("loss", "optimizer"):
        alone = [v for n, v in plain.items() if re.match(stem + LAYER, bare(n)) and _asks_two(v)]
        return max(alone, key=lambda found: prefer in bare(found.__name__), default=None)
    return _one_of_many(own, stem)


def _one_of_many(own: dict[str, Any], stem: str) -> Any:
    """A class for all activation functions that is told by a word which one it is: Activation("relu")."""
    for value in own.values():
        if not (
            isinstance(value, type)
            and re.match(r"^(my)?(activation|activator|nonlinearity)", bare(value.__name__))
        ):
            continue
        parameters = [
            p for p in inspect.signature(value).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD
        ]
        required = [p for p in parameters if p.default is p.empty]
        try:
            words = re.findall(r"""["'](\w+)["']""", inspect.getsource(value))
        except (OSError, TypeError):
            continue
        word = next((word for word in words if re.match(stem + "$", bare(word))), None)
        if word and parameters and len(required) <= 1:
            return _by_word(value, word)
    return None


def _by_word(made: type, word: str) -> Any:
    return lambda case: made(word)


def _asks_two(function: Any) -> bool:
    return len(inspect.signature(function).parameters) > 1


def _has_sizes(found: type) -> bool:
    """Whether a class is told sizes or weights as it is made."""
    names = inspect.signature(found).parameters
    groups = ("into", "out", "weight", "shape")
    return any(called(name, group) for name in names for group in groups) and "activation" not in bare(
        found.__name__
    )


def _has_backward(found: type) -> bool:
    return any("back" in name or name == "bprop" for name in dir(found))


def _has_target(found: type) -> bool:
    """Whether a class is given two things to compare: in one call, or in two."""
    methods = [(name, getattr(found, name, None)) for name in (*LOSSES, *FORWARD)]
    return any(
        inspect.isfunction(method) and len(required(method)) > 1 + (name not in LOSSES)
        for name, method in methods
    )


def _has_loss(found: type) -> bool:
    methods = (getattr(found, name, None) for name in LOSSES)
    return any(callable(method) and len(inspect.signature(method).parameters) > 2 for method in methods)


def _function(plain: dict[str, Any], stem: str, way: str, prefer: str) -> Any:
    """The function whose name is a layer's and a way's: relu_backward, backward_relu."""
    before, after = rf"^{way}{stem.lstrip('^')}(2d|layer)?$", rf"{stem}(2d|layer)?{way}(naive|fast|im2col)?$"
    found = [
        value for name, value in plain.items() if re.match(after, bare(name)) or re.match(before, bare(name))
    ]
    ranked = [prefer not in bare(value.__name__) for value in found]
    return found[ranked.index(min(ranked))] if found else None


NORMS = ("batchnormpixel", "batchnorm1d")


def other_norm(adapter: Adapter, kind: Kind, runs: list[Run]) -> tuple[str, Adapter] | None:
    """What a batch-norm is that is right over pixels or rows, not over channels: the name of that exercise,
    and how it is used there.
    """
    if kind.name != "BatchNorm2d" or any(report.mistakes for report in (diagnosed(kind, runs),)):
        return None
    first = runs[0].results.get("y")
    if first is not None and equal(first, results(kind, RIGHT, runs[0].case)["y"], 1e-4):
        return None
    for name in NORMS:
        other = exercise(name).kind
        again = replace(adapter)
        run = again.run(other, other.trials[0])
        y = run.results.get("y")
        if y is not None and equal(y, results(other, RIGHT, run.case)["y"], 1e-2):
            return name, replace(adapter)
    return None


def way_out(name: str, adapter: Adapter, why: str) -> str:
    """How to say what wasn't found, which is `why` it stopped: a line for the file, with gaps."""
    make = adapter.make
    if not isinstance(make, type):
        return f'say how it is used: CHECK = {{"{name}": functions(forward, backward, ...)}}'
    if method := next((way for way in ("forward", "backward") if why.startswith(way + " asks for")), ""):
        return f'say what it is given: CHECK = {{"{name}": layer({make.__name__}, {method}_extra=(...,))}}'
    parameters = [p for p in inspect.signature(make).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    asked = ", ".join(f"{p.name}=..." for p in parameters if p.default is p.empty)
    return f'say how it is made: CHECK = {{"{name}": layer(lambda c: {make.__name__}({asked}))}}'


def unknown(module: ModuleType) -> list[str]:
    """The classes and functions of a module that look like layers whose names no exercise knows."""
    own = [value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__]
    classes = [value.__name__ for value in own if isinstance(value, type) and _has_backward(value)]
    backward = [
        value.__name__ for value in own if inspect.isfunction(value) and "back" in bare(value.__name__)
    ]
    return [*classes, *backward]


def definition(adapter: Adapter) -> int | None:
    """The line on which the code that is checked begins."""
    make = (adapter.make[0] or adapter.make[1]) if isinstance(adapter.make, tuple) else adapter.make
    try:
        here = adapter.home is None or inspect.getsourcefile(make) == str(adapter.home)
        return inspect.getsourcelines(make)[1] if here else None
    except (TypeError, OSError):
        return None
