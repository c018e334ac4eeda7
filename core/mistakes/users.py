"""Somebody's losses, optimisers and plain functions on our trials."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from core.mistakes.belongings import INPUT_GRADIENTS
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.declared import Declared
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.naming import NAMES, CantBuildError, bare, float64, required
from core.mistakes.using import (
    BACKWARD,
    FORWARD,
    CallStoppedError,
    MissingMethodError,
    Using,
    calling,
    made,
    method_of,
    takes_case,
)

# losses


def run_loss(adapter: Declared, kind: Kind, run: Run) -> None:
    """A loss with labels as numbers or as one-hot rows, whichever it takes."""
    case, first = run.case, None
    targets = _targets(case)
    order = [adapter.one_hot, not adapter.one_hot][: len(targets)]
    right = float(results(kind, RIGHT, case)["y"])
    for one_hot in order:
        attempt = Run(run.trial, Case(case))
        try:
            one_loss(adapter, kind, attempt, targets[int(one_hot)])
        except (CallStoppedError, CantBuildError) as error:
            first = first or (attempt, error)
            continue
        y = attempt.results.get("y")
        if y is not None and y.shape == () and equal(y, np.array(right), 1e-4):
            adapter.one_hot = one_hot
            run.results, run.case = attempt.results, attempt.case
            return
        if not run.results:
            run.results, run.case = attempt.results, attempt.case
    if kind.name == "CrossEntropyLoss" and ("y" not in run.results or run.results["y"].shape == ()):
        _of_probabilities(adapter, kind, run, targets, right)
    if not run.results and first is not None:
        run.results = first[0].results
        raise first[1]


def _of_probabilities(
    adapter: Declared, kind: Kind, run: Run, targets: list[np.ndarray], right: float
) -> None:
    """A loss that takes probabilities: with a softmax before it, and through that softmax back again."""
    logits = run.case["x"]
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    for one_hot, target in enumerate(targets):
        attempt = Run(run.trial, Case(run.case, x=p))
        try:
            one_loss(adapter, kind, attempt, target)
        except (CallStoppedError, CantBuildError):
            continue
        y, dx = attempt.results["y"], attempt.results.get("dX")
        like = (right, right * len(p))  # a mean or a sum
        fits = y.shape == () and any(equal(y, np.array(each), 1e-4) for each in like)
        if not fits and not (adapter.probabilities and adapter.one_hot == bool(one_hot)):
            continue
        adapter.one_hot, adapter.probabilities = bool(one_hot), True
        run.results = attempt.results
        if dx is not None and dx.shape == p.shape:
            rows = np.eye(p.shape[1])[run.case["labels"]]
            whole = dx.sum() if np.isfinite(dx).all() else 0.0
            if not any(equal(dx, scale * (p - rows), 1e-6) for scale in (1.0, 1 / len(p))) and whole:
                run.results["dX"] = p * (dx - (dx * p).sum(axis=1, keepdims=True))
        return


LOSSES = (
    "loss",
    "calculate",
    "calculate_loss",
    "compute_loss",
    "cal_loss",
    "calc_loss",
    "get_loss",
    "get",
    "cost",
)


def _targets(case: Case) -> list[np.ndarray]:
    if "target" in case:
        return [case["target"]]
    return [case["labels"], np.eye(case["x"].shape[1])[case["labels"]]]


def one_loss(adapter: Declared, kind: Kind, run: Run, target: np.ndarray) -> None:
    case = run.case
    x, wanted = case["x"].copy(), target.copy()
    if kind.name == "MSELoss" and "broadcast" in adapter.samples:
        wanted = wanted.reshape(-1)
    make, back = adapter.make, None
    if isinstance(make, tuple):
        with calling("forward", adapter):
            given = _called(make[0], x, wanted, case)
            y, cache = (given[0], given[1]) if isinstance(given, tuple) else (given, None)
        if not adapter.ahead:
            with calling("backward", adapter):
                back = _back(make[1], x, wanted, case, cache)
    elif takes_case(make) and len(inspect.signature(make).parameters) > 1:
        with calling("forward", adapter):
            y, back = _parted(_called(make, x, wanted, case), kind, case)
    else:
        with calling("make", adapter):
            obj = made(make, kind, Case(case, form="batch"))
        with calling("forward", adapter):
            y = _in_one_call_or_two(obj, adapter.forward, x, wanted, case)
            if isinstance(y, tuple):
                y, back = _parted(y, kind, case)
        if not adapter.ahead:
            with calling("backward", adapter), suppress(MissingMethodError):
                back = _back(method_of(obj, adapter.backward, BACKWARD), x, wanted, case, None)
        if back is None:  # kept, not given back
            back = Using(obj, case).kept(INPUT_GRADIENTS, x.shape)
    y = float64(y)
    if y.shape == (len(x),) and len(x) > 1 and kind.name != "MSELoss":
        y = y.mean()
        adapter.each_image = True
    elif y.shape == x.shape and kind.name == "CrossEntropyLoss":
        y = y.sum(axis=1).mean()
        adapter.each_class = True
    run.results["y"] = y.reshape(()) if y.size == 1 else y
    if back is not None:
        run.results["dX"] = float64(back)
    wrote = not np.array_equal(x, case["x"], equal_nan=True)
    run.results["arguments"] = np.array([float(wrote), 0.0])


def _in_one_call_or_two(obj: Any, name: str, x: np.ndarray, target: np.ndarray, case: Case) -> Any:
    """The loss of loss(x, target); or of forward(x), then cal_loss(target)."""
    method = method_of(obj, name, (*LOSSES, *FORWARD))
    ahead = next((m for m in FORWARD[:4] if callable(getattr(obj, m, None))), "")
    if name or not ahead or method.__name__ == ahead or len(required(method)) > 1:
        return _called(method, x, target, case)
    getattr(obj, ahead)(x)
    return method(*[target][: len(required(method))])


def _parted(given: Any, kind: Kind, case: Case) -> tuple[Any, Any]:
    """The loss and, if there is one, the gradient among what was given back; an accuracy may be too, and
    probabilities.
    """
    if not isinstance(given, tuple | list):
        return given, None
    right = float(results(kind, RIGHT, case)["y"])
    single = [part for part in given if np.size(part) == 1]
    arrays = [part for part in given if np.size(part) == case["x"].size]
    loss = min(single, key=lambda part: abs(float(np.asarray(part).item()) - right), default=given[0])
    gradients = [part for part in arrays if not np.allclose(np.asarray(part).sum(axis=-1), 1)]
    return loss, next(iter([*gradients, *arrays]), None)


def _called(function: Callable[..., Any], x: np.ndarray, target: np.ndarray, case: Case) -> Any:
    """A loss, called with what is compared and its target in the order that its names say."""
    names = [bare(name) for name in inspect.signature(function).parameters]
    smoothing = [name for name in inspect.signature(function).parameters if "smooth" in name]
    more = {smoothing[0]: case["smoothing"]} if smoothing and case.get("smoothing") else {}
    if inspect.isfunction(function) and "self" not in names and case.get("smoothing") and not more:
        raise CantBuildError(f"{function.__name__} has no label smoothing")
    if len(names) >= 2 and names[0] in NAMES["labels"] and names[1] not in NAMES["labels"]:
        return function(target, x, **more)
    return function(x, target, **more)


def _back(function: Callable[..., Any], x: np.ndarray, target: np.ndarray, case: Case, cache: Any) -> Any:
    """A loss's backward pass: with nothing, with a factor of 1, with a cache, or with its two arguments."""
    asked = required(function)
    if len(asked) == 0:
        return function()
    if len(asked) == 1:
        if cache is not None:
            return function(cache)
        name = bare(asked[0].name)
        return function(target if name in NAMES["labels"] else 1.0)
    return _called(function, x, target, case)


# plain functions


def run_function(adapter: Declared, kind: Kind, run: Run) -> None:
    """A function of the trial's case, or of its arrays by their names; it gives the kind's quantities."""
    case = run.case.owned()
    names = [bare(name) for name in inspect.signature(adapter.make).parameters]
    known = {bare(name): value for name, value in case.items()} | {"logits": case.get("x")}
    if len(names) > 1 and (unknown := [name for name in names if known.get(name) is None]):
        raise CantBuildError(
            f"{adapter.make.__name__} asks for {unknown[0]!r}, and it isn't known what that is"
        )
    with calling("forward", adapter):
        given = adapter.make(*(known[name] for name in names)) if len(names) > 1 else adapter.make(case)
    if kind.name == "order of images":
        orders = [np.asarray(order) for order in given]
        each = all(np.array_equal(np.sort(order), np.arange(case["n"])) for order in orders)
        differ = any(not np.array_equal(orders[0], order) for order in orders[1:])
        run.results |= {"each once": np.array(float(each)), "epochs differ": np.array(float(differ))}
        return
    if len(kind.quantities) > 1:
        parts = list(given) if isinstance(given, tuple | list) else [given]
        run.results |= {q: float64(part) for q, part in zip(kind.quantities, parts, strict=False)}
        return
    value = float64(given)
    if kind.name == "initial weights" and value.ndim:
        value = np.array(float(np.sqrt(np.mean((value - value.mean()) ** 2))))
    run.results[kind.quantities[0]] = value
