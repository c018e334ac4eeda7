"""Finds, in somebody's module, the class or the functions that an exercise asks for."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from core.mistakes.adapter import Adapter, functions, layer
from core.mistakes.exercises import Exercise, exercise
from core.mistakes.naming import bare

LAYER = r"(2d|nd)?(layer|module|block|op)?(naive|fast|im2col|numpy|np|v\d)?$"
STEMS: dict[str, str] = {
    "Conv2d": r"^(my)?(conv|convolution|convolutional|convlayer)",
    "Linear": r"^(my)?(linear|dense|fc|affine|fully?connect(ed)?|innerproduct)",
    "ReLU": r"^(my)?relu(activation)?",
    "LeakyReLU": r"^(my)?(leakyrelu|lrelu)",
    "ELU": r"^(my)?elu",
    "Sigmoid": r"^(my)?(sigmoid|logistic)(activation)?",
    "Tanh": r"^(my)?tanh(activation)?",
    "Softmax": r"^(my)?softmax",
    "LogSoftmax": r"^(my)?logsoftmax",
    "MaxPool2d": r"^(my)?(maxpool|maxpooling|pooling|pool)",
    "AvgPool2d": r"^(my)?(avgpool|averagepool|averagepooling|avgpooling|meanpool|meanpooling)",
    "BatchNorm2d": r"^(my)?(spatial)?(bn|batchnorm(al)?(i[sz]ation)?)",
    "BatchNorm1d": r"^(my)?(batchnorm1d|batchnormalization1d|bn1d)",
    "Dropout": r"^(my)?(dropout|drop)",
    "Flatten": r"^(my)?flatten",
    "CrossEntropyLoss": r"^(my)?(softmax(with|and)?(crossentropy|loss|ce)|crossentropy|softmaxcrossentropy)"
    r"(loss|error|cost)?(withlogits)?",
    "NLLLoss": r"^(my)?(nll|negativeloglikelihood)(loss)?",
    "MSELoss": r"^(my)?(mse|meansquarederror|squarederror|meansquareerror|l2)(loss)?",
    "SGD": r"^(my)?(sgd|momentum|momentumsgd|sgd(with)?momentum|gradientdescent)(optimi[sz]er)?",
    "Adam": r"^(my)?adam(optimi[sz]er)?",
    "AdamW": r"^(my)?adamw(optimi[sz]er)?",
    "RMSprop": r"^(my)?rmsprop(optimi[sz]er)?",
    "Adagrad": r"^(my)?adagrad(optimi[sz]er)?",
    "LeNet5": r"^(my)?lenet5?",
}
WAYS = {
    "forward": r"(forward|fwd|forwardpass|fprop)",
    "backward": r"(backward|bwd|backwardpass|bprop|backprop)",
}


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
    return adapter


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
    classes = [v for n, v in own.items() if isinstance(v, type) and re.match(stem + LAYER, bare(n))]
    if classes:
        bases = {base for found in classes for base in found.__mro__[1:]}
        return min(classes, key=lambda found: (not _has_backward(found), found in bases, len(found.__name__)))
    plain = {n: v for n, v in own.items() if inspect.isfunction(v)}
    ways = {way: _function(plain, stem, pattern) for way, pattern in WAYS.items()}
    if ways["forward"] and ways["backward"]:
        return ways["forward"], ways["backward"]
    if wanted.kind.style in ("loss", "optimizer"):
        alone = [v for n, v in plain.items() if re.match(stem + LAYER, bare(n)) and _asks_two(v)]
        return alone[0] if alone else None
    return None


def _asks_two(function: Any) -> bool:
    return len(inspect.signature(function).parameters) > 1


def _has_backward(found: type) -> bool:
    return any("back" in name or name == "bprop" for name in dir(found))


def _function(plain: dict[str, Any], stem: str, way: str) -> Any:
    for name, value in plain.items():
        text = bare(name)
        if re.match(rf"{stem}(2d|layer)?{way}(naive|fast|im2col)?$", text):
            return value
        if re.match(rf"^{way}{stem.lstrip('^')}(2d|layer)?$", text):
            return value
    return None


def definition(adapter: Adapter) -> int | None:
    """The line on which the code that is checked begins."""
    make = adapter.make[0] if isinstance(adapter.make, tuple) else adapter.make
    try:
        return inspect.getsourcelines(make)[1]
    except (TypeError, OSError):
        return None
