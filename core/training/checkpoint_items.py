"""What a checkpoint's file says, checked item by item: types, ranges, and that the parts belong together.

First the JSON (`Items`), then the header of the tensors against it (`check_entries`), before one of them is
read; last the numbers (`check_numbers`). A ValueError names the item that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from core.blueprint.memory import check_parameters, layers_of
from core.data.choices import DataChoices
from core.data.dataset import Preprocessing
from core.files.tensorfile import TensorEntry
from core.files.weight_names import learnt, state_shapes
from core.training.config import TrainConfig
from core.training.history import COLUMNS, LAYER_COLUMNS, Adjustment, Evaluation
from core.training.metrics import metric_layers
from core.training.version import Position

WEIGHTS, STATE, GRADIENTS, HISTORY = "weights/", "optimizer/", "gradients/", "history/"
BEFORE = "before/"  # the weights and buffers from before the newest step
TESTS = "evaluations"
MOST_STEPS = 200_000  # of history in a file, the newest: 22 MB, more than 200 epochs of MNIST
LATEST = 10**12  # a step's number is at most this
MOST_TESTS = 20_000
FLOATS = ("F32", "F64")
STATES = {  # the arrays that an optimiser may keep for a parameter
    "sgd": ("momentum_buffer",),
    "rmsprop": ("square_avg", "momentum_buffer", "grad_avg"),
    "adagrad": ("sum",),
    "adam": ("exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
    "adamw": ("exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
}
SQUARES = ("square_avg", "sum", "exp_avg_sq", "max_exp_avg_sq")  # sums of squares: never negative


@dataclass(frozen=True)
class Items:
    """The run of a checkpoint's metadata, each item of the type that it should have."""

    config: TrainConfig
    spec: dict[str, Any]
    preprocessing: Preprocessing
    position: Position
    data: dict[str, Any]
    tested: Evaluation | None
    layers: tuple[str, ...] | None
    adjustments: tuple[Adjustment, ...]

    @classmethod
    def of(cls, run: Mapping[str, Any], about: Mapping[str, Any]) -> Items:
        """The items of a run's JSON; ValueError names what is missing or wrong."""
        names = ("config", "spec", "preprocessing", "position", "data", "tested", "layers")
        run = {"adjustments": [], **run}  # which files of the first version lack
        _same_keys(run, (*names, "adjustments"), "the run")
        config = TrainConfig.from_dict(_dict(run["config"], "config")).validate()
        position = position_of(_dict(run["position"], "position"))
        spec = _dict(run["spec"], "spec")
        layers_of(spec)
        if config.spec is not None:
            layers_of(config.spec)
        check_about(about, position.step)
        tested = None if run["tested"] is None else _tested(_dict(run["tested"], "tested"), position.step)
        return cls(
            config,
            spec,
            _preprocessing(_dict(run["preprocessing"], "preprocessing")),
            position,
            _data(_dict(run["data"], "data")),
            tested,
            _layers(run["layers"], spec),
            _adjustments(run["adjustments"], position.step),
        )


def check_about(about: Mapping[str, Any], step: int | None = None) -> None:
    """Check what a checkpoint's owner said about it, as far as it is used."""
    whole(about.get("step"), "about: step", 0, LATEST)
    if step is not None and about["step"] != step:
        raise ValueError(f"about: step is {about['step']} where the run stands at {step}")
    for name in ("clean", "touched"):
        if type(about.get(name, False)) is not bool:
            raise ValueError(f"about: {name} is not true or false")
    place = about.get("data")
    if place is not None and not (isinstance(place, str) and 0 < len(place) <= 4096 and "\0" not in place):
        raise ValueError("about: data is not a path")
    choices = about.get("data_choices")
    if choices is not None:
        try:
            DataChoices.of(**choices)
        except TypeError as error:
            raise ValueError(f"about: data_choices are no choices about images ({error})") from error
    marks = about.get("marks", [])
    known = isinstance(marks, list) and all(isinstance(mark, list) for mark in marks)
    if not known or any(list(map(type, mark)) != [str, int] for mark in marks):
        raise ValueError("about: marks are no texts with steps")
    for name in ("id", "row", "weights", "window"):
        text = about.get(name)
        if text is not None and not (isinstance(text, str) and 0 < len(text) <= 255):
            raise ValueError(f"about: {name} is not a name")
    if about.get("row") in (".", "..") or set(about.get("row") or "") & set("/\\\0"):
        raise ValueError("about: row is not the name of a folder")


def check_entries(items: Items, entries: Mapping[str, TensorEntry]) -> None:
    """Check the tensors' names, shapes and types against the run, before one of them is read."""
    shapes = state_shapes(items.spec)
    trained = {name: shapes[name] for name in learnt(shapes)}
    check_parameters(shapes)
    expected = {WEIGHTS + name: shape for name, shape in shapes.items()}
    kept = [name[len(STATE) :].rpartition("/") for name in entries if name.startswith(STATE)]
    kinds = {kind for _, _, kind in kept}
    allowed = STATES[items.config.optimizer]
    if not kinds <= set(allowed):
        raise ValueError(f"the state {sorted(kinds)[0][:40]!r} is not that of {items.config.optimizer}")
    expected |= {f"{STATE}{name}/{kind}": shape for name, shape in trained.items() for kind in kinds}
    expected |= {GRADIENTS + name: s for name, s in trained.items() if GRADIENTS + name in entries}
    if any(name.startswith(BEFORE) for name in entries):
        expected |= {BEFORE + name: shape for name, shape in shapes.items()}
    if items.layers is not None:
        expected |= _history_shapes(items, entries)
    for name in expected.keys() - entries.keys():
        raise ValueError(f"the tensor {name} is missing")
    for name in entries.keys() - expected.keys():
        raise ValueError(f"the tensor {name[:80]} has no place in the run")
    for name, shape in expected.items():
        if entries[name].shape != shape:
            raise ValueError(f"{name} has the shape {entries[name].shape}, {shape} is expected")
    types = {entries[name].dtype for name in expected if name.startswith((WEIGHTS, STATE, GRADIENTS, BEFORE))}
    if len(types) > 1 or not types <= set(FLOATS):
        raise ValueError(f"the weights have the types {', '.join(sorted(types))}, where F32 is expected")
    for name in expected:
        wanted = "I64" if name == f"{HISTORY}step" else "F64" if name == TESTS else "F32"
        if name.startswith((HISTORY, TESTS)) and entries[name].dtype != wanted:
            raise ValueError(f"{name} has the type {entries[name].dtype}, {wanted} is expected")


def _history_shapes(items: Items, entries: Mapping[str, TensorEntry]) -> dict[str, tuple[int, ...]]:
    assert items.layers is not None
    if f"{HISTORY}step" not in entries or TESTS not in entries:
        raise ValueError("its history is missing")
    length = entries[f"{HISTORY}step"].shape[0] if len(entries[f"{HISTORY}step"].shape) == 1 else -1
    tests = entries[TESTS].shape
    if not 0 <= length <= MOST_STEPS:
        raise ValueError(f"history: step has the shape {entries[f'{HISTORY}step'].shape}")
    if len(tests) != 2 or tests[1] != len(Evaluation._fields) or tests[0] > MOST_TESTS:
        raise ValueError(f"{TESTS} has the shape {tests}")
    width = {name: (length, len(items.layers)) for name in LAYER_COLUMNS}
    columns = {f"{HISTORY}{name}": width.get(name, (length,)) for name in ("step", *COLUMNS, *LAYER_COLUMNS)}
    return {**columns, TESTS: tests}


def check_numbers(items: Items, tensors: Mapping[str, np.ndarray]) -> None:
    """Check the values: weights and state finite, sums of squares not negative, a history in its order."""
    for name, array in tensors.items():
        if name.startswith((WEIGHTS, STATE, BEFORE)):
            if not np.isfinite(array).all():
                raise ValueError(f"{name} has values that are not finite")
            last = name.rpartition("/")[2].rpartition(".")[2]
            if last in (*SQUARES, "running_var") and (array < 0).any():
                raise ValueError(f"{name} has negative values")
    if items.layers is None:
        return
    steps = tensors[f"{HISTORY}step"]
    if len(steps) and (steps[0] < 1 or steps[-1] > items.position.step or (np.diff(steps) < 1).any()):
        raise ValueError("history: the steps are not in order, or beyond the run's")
    for name in COLUMNS:
        column = tensors[HISTORY + name]
        if not np.isfinite(column).all() or (column < 0).any() or (name == "accuracy" and (column > 1).any()):
            raise ValueError(f"history: {name} has values that no step has")
    for name in LAYER_COLUMNS:
        if (tensors[HISTORY + name] < 0).any():
            raise ValueError(f"history: {name} has negative values")
    step, epoch, accuracy, loss = tensors[TESTS].T
    sound = np.isfinite(step) & (step == np.floor(step)) & (step >= 0) & (step <= items.position.step)
    sound &= np.isfinite(epoch) & (epoch >= 0) & (accuracy >= 0) & (accuracy <= 1) & ~(loss < 0)
    if not sound.all() or (np.diff(step) < 0).any():
        raise ValueError(f"{TESTS} holds a test that can't have been")


def whole(value: Any, name: str, least: int, most: int) -> int:
    """A whole number within its limits; ValueError names it."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name}: expected a whole number from {least:,} to {most:,}")
    return value


def number(value: Any, name: str, least: float, most: float) -> float:
    """A finite number within its limits; ValueError names it."""
    if type(value) not in (int, float) or not least <= value <= most:
        raise ValueError(f"{name}: expected a number from {least:g} to {most:g}")
    return float(value)


def _dict(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: expected an object")
    return value


def _same_keys(value: Mapping[str, Any], names: Iterable[str], what: str) -> None:
    if set(value) != set(names):
        other = sorted(set(value) ^ set(names))
        raise ValueError(f"{what}: {other[0][:40]!r} is missing or has no place there")


def position_of(found: dict[str, Any]) -> Position:
    found = {"fresh": False, "adjusted": None, **found}  # which earlier files lack
    _same_keys(found, [each.name for each in fields(Position)], "position")
    if type(found["fresh"]) is not bool:
        raise ValueError("position: fresh is not true or false")
    step = whole(found["step"], "position: step", 0, LATEST)
    if whole(found["optimizer_steps"], "position: optimizer_steps", 0, LATEST) != step:
        raise ValueError("position: the optimiser has made another number of steps than the run")
    by_hand = found["by_hand"]
    if not isinstance(by_hand, list) or len(by_hand) != 2:
        raise ValueError("position: by_hand is no pair of a step and a rate")
    momentum = number(found["momentum"], "position: momentum", 0.0, 1.0)
    if momentum == 1.0:
        raise ValueError("position: momentum must be below 1")
    limit, adjusted = found["limit"], found["adjusted"]
    return Position(
        step,
        step,
        found["momentum"],
        number(found["base_lr"], "position: base_lr", 0.0, 1e12),
        (
            whole(by_hand[0], "position: by_hand", -1, LATEST),
            number(by_hand[1], "position: by_hand", 0.0, 1e9),
        ),
        whole(found["earliest"], "position: earliest", 0, LATEST),
        None if limit is None else number(limit, "position: limit", 0.0, 1e300),
        found["fresh"],
        None if adjusted is None else whole(adjusted, "position: adjusted", 0, LATEST),
    )


def _adjustments(found: Any, step: int) -> tuple[Adjustment, ...]:
    """What was changed by hand: a step, a setting's name and its value each."""
    if not isinstance(found, list) or len(found) > MOST_STEPS:
        raise ValueError("adjustments: expected a list")
    made = []
    for item in found:
        if not isinstance(item, list) or len(item) != 3 or not isinstance(item[1], str) or len(item[1]) > 100:
            raise ValueError("adjustments: expected a step, a name and a value each")
        at = whole(item[0], "adjustments: step", 0, step)
        made.append(Adjustment(at, item[1], number(item[2], "adjustments: value", -1e300, 1e300)))
    return tuple(made)


def _preprocessing(found: dict[str, Any]) -> Preprocessing:
    _same_keys(found, [each.name for each in fields(Preprocessing)], "preprocessing")
    if not isinstance(found["name"], str) or len(found["name"]) > 100:
        raise ValueError("preprocessing: name is not a name")
    return Preprocessing.from_dict(found)


def _data(found: dict[str, Any]) -> dict[str, Any]:
    for name in ("name", "sha256"):
        if not isinstance(found.get(name), str) or len(found[name]) > 1000:
            raise ValueError(f"data: {name} is not a text")
    for name in ("train", "test"):
        whole(found.get(name), f"data: {name}", 0, LATEST)
    return found


def _tested(found: dict[str, Any], step: int) -> Evaluation:
    _same_keys(found, Evaluation._fields, "tested")
    return Evaluation(
        whole(found["step"], "tested: step", 0, step),
        number(found["epoch"], "tested: epoch", 0.0, LATEST),
        number(found["accuracy"], "tested: accuracy", 0.0, 1.0),
        number(found["loss"], "tested: loss", 0.0, 1e300),
    )


def _layers(found: Any, spec: dict[str, Any]) -> tuple[str, ...] | None:
    if found is None:
        return None
    expected = metric_layers(learnt(state_shapes(spec)))
    if not isinstance(found, list) or tuple(found) != expected:
        raise ValueError("layers: the history is that of another network")
    return expected
