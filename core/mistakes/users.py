"""Somebody's losses, optimisers and plain functions on our trials."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from typing import Any

import numpy as np

from core.mistakes.belongings import INPUT_GRADIENTS
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, mistakes_of, results
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

NO_LOSS = "it gives back probabilities, not the loss: only its gradient was checked"


def run_loss(adapter: Declared, kind: Kind, run: Run) -> None:
    """A loss with labels as numbers, as one-hot rows or as a column, whichever it takes."""
    case, first = run.case, None
    targets = _targets(case)
    wanted = float(results(kind, RIGHT, case)["y"])
    sure = [np.array(wanted), np.array(wanted * len(case["x"]))]  # a mean or a sum
    if adapter.columns_too and not adapter.logits and _of_columns(adapter, kind, run, targets, sure):
        return
    order = sorted(range(len(targets)), key=lambda form: form != adapter.one_hot)
    for one_hot in order:
        attempt = Run(run.trial, Case(case))
        try:
            one_loss(adapter, kind, attempt, targets[one_hot])
        except (CallStoppedError, CantBuildError) as error:
            first = first or (attempt, error)
            continue
        y = attempt.results.get("y")
        if y is not None and y.shape == () and equal(y, sure[0], 1e-4):
            adapter.one_hot, adapter.logits = one_hot, not adapter.probabilities
            run.results, run.case = attempt.results, attempt.case
            return
        if not run.results:
            run.results, run.case = attempt.results, attempt.case
    y = run.results.get("y", np.empty(0))
    if not adapter.probabilities and y.shape == () and any(equal(y, e, 1e-4) for e in _likely(kind, case)):
        adapter.logits = True
    if kind.name == "CrossEntropyLoss" and not adapter.logits and (y.shape == () or "y" not in run.results):
        _of_probabilities(adapter, kind, run, targets)
    y = run.results.get("y", np.empty(0))
    known = y.shape == () and any(equal(y, each, 1e-4) for each in _likely(kind, run.case))
    if adapter.columns_too and not known and _of_columns(adapter, kind, run, targets, _likely(kind, case)):
        return
    if y.shape != () and kind.style == "loss" and _one_at_a_time(adapter, kind, run, targets):
        return
    if not run.results and first is not None:
        run.results = first[0].results
        raise first[1]


def _of_probabilities(adapter: Declared, kind: Kind, run: Run, targets: list[np.ndarray]) -> None:
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
        y, dx = attempt.results.get("y", np.empty(0)), attempt.results.get("dX")
        fits = y.shape == () and any(equal(y, each, 1e-4) for each in _likely(kind, run.case))
        if not fits and not (adapter.probabilities and adapter.one_hot == one_hot):
            continue
        adapter.one_hot, adapter.probabilities = one_hot, True
        run.results = attempt.results
        if dx is not None and dx.shape == p.shape:
            run.results["dX"] = _through_softmax(adapter, p, dx, run.case["labels"])
        return


def _through_softmax(adapter: Declared, p: np.ndarray, dx: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """A loss's gradient, taken back through the softmax before it where it hasn't gone through that yet."""
    rows = np.eye(p.shape[1])[labels]
    if adapter.jacobian is None:
        there = any(equal(dx, scale * (p - rows), 1e-6) for scale in (1.0, -1.0, 1 / len(p), -1 / len(p)))
        adapter.jacobian = not there and bool(dx.sum())
    return np.asarray(p * (dx - (dx * p).sum(axis=1, keepdims=True))) if adapter.jacobian else dx


def _of_columns(
    adapter: Declared, kind: Kind, run: Run, targets: list[np.ndarray], like: list[np.ndarray]
) -> bool:
    """A loss of images that are columns: taken where it comes to one of these."""
    x = run.case["x"]
    e = np.exp(x - x.max(axis=1, keepdims=True))
    taken = [x, e / e.sum(axis=1, keepdims=True)]
    taken = taken[adapter.probabilities :][:1] if adapter.samples else taken
    for images, target in product(taken, targets[1::-1]):
        attempt = Run(run.trial, Case(run.case, x=images.T))
        try:
            one_loss(adapter, kind, attempt, target.T)
        except (CallStoppedError, CantBuildError):
            continue
        y, dx = attempt.results.get("y", np.empty(0)), attempt.results.get("dX")
        fits = y.shape == () and any(equal(y, each, 1e-4) for each in like)
        if not fits and adapter.samples != "columns":
            continue
        adapter.samples, adapter.probabilities = "columns", images is not x
        run.results = attempt.results
        if dx is not None and dx.shape == images.T.shape:
            back = _through_softmax(adapter, images, dx.T, run.case["labels"]) if images is not x else dx.T
            run.results["dX"] = back
        return True
    return False


def _one_at_a_time(adapter: Declared, kind: Kind, run: Run, targets: list[np.ndarray]) -> bool:
    """A loss of one image, as a vector, row or column: its mean over the batch, where that is a known one."""
    x = run.case["x"]
    e = np.exp(x - x.max(axis=1, keepdims=True))
    taken = [x] + [e / e.sum(axis=1, keepdims=True)] * (kind.name == "CrossEntropyLoss")
    ways = list(product(range(len(taken)), range(len(targets)), ((-1,), (1, -1), (-1, 1))))
    for way in [adapter.one_by_one] if adapter.one_by_one else ways:
        probabilities, images, target, shape = bool(way[0]), taken[way[0]], targets[way[1]], way[2]
        parts = []
        for image, wanted in zip(images, target, strict=True):
            one = Run(run.trial, Case(run.case, x=image.reshape(shape)))
            try:
                one_loss(adapter, kind, one, wanted.reshape(shape) if wanted.ndim else wanted)
            except (CallStoppedError, CantBuildError):
                break
            parts.append(one.results)
        y = np.array([part["y"] for part in parts if np.size(part.get("y", ())) == 1])
        if len(y) < len(x):
            continue
        if not adapter.one_by_one and not any(
            equal(y.mean(), each, 1e-4) for each in _likely(kind, run.case)
        ):
            continue
        run.results = {"y": np.asarray(y.mean()), "arguments": parts[0]["arguments"]}
        if all(np.size(part.get("dX", ())) == x.shape[1] for part in parts):
            dx = np.stack([part["dX"].reshape(-1) for part in parts]) / len(x)
            run.results["dX"] = (
                _through_softmax(adapter, images, dx, run.case["labels"]) if probabilities else dx
            )
        adapter.probabilities, adapter.one_by_one = probabilities, way
        adapter.given_back = "it takes one image at a time: the mean over the batch was taken"
        return True
    return False


def _likely(kind: Kind, case: Case) -> list[np.ndarray]:
    """What a loss may be: right or with one mistake, as a mean or a sum."""
    keys = [
        m.id for m in mistakes_of(kind) if m.id != "ce.y-softmax-twice"
    ]  # logits, taken for probabilities
    sets = [RIGHT, *(frozenset([key]) for key in keys)]
    means = [results(kind, on, case)["y"] for on in sets]
    return [mean * count for mean in means for count in (1, len(case["x"]))]


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
    return [case["labels"], np.eye(case["x"].shape[1])[case["labels"]], case["labels"][:, None]]


def one_loss(adapter: Declared, kind: Kind, run: Run, target: np.ndarray) -> None:
    case = run.case
    no_loss = adapter.given_back == NO_LOSS
    adapter.given_back = NO_LOSS if no_loss else ""
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
            y, back = _parted(adapter, _called(make, x, wanted, case), kind, case)
    else:
        with calling("make", adapter):
            obj = made(make, kind, Case(case, form="batch"))
        with calling("forward", adapter):
            y = _in_one_call_or_two(obj, adapter.forward, x, wanted, case)
            if isinstance(y, tuple):
                y, back = _parted(adapter, y, kind, case)
        if not adapter.ahead:
            with calling("backward", adapter), suppress(MissingMethodError):
                back = _back(method_of(obj, adapter.backward, BACKWARD), x, wanted, case, None)
        if back is None:  # kept, not given back
            back = Using(obj, case).kept(INPUT_GRADIENTS, x.shape)
    if y is None:
        adapter.given_back = "it gives nothing back"
        y = np.empty(0)
    y = float64(y)
    rows = kind.name == "CrossEntropyLoss" and y.shape == x.shape and y.ndim == 2
    if rows and (no_loss or equal(y.sum(axis=1), np.ones(len(x)), 1e-6)):
        adapter.given_back = NO_LOSS
    elif y.shape == (len(x),) and len(x) > 1 and kind.name != "MSELoss":
        y = y.mean()
        adapter.given_back = "it gives a loss for each image: their mean was taken"
    elif rows:
        y = y.sum(axis=1).mean()
        adapter.given_back = "it gives a loss for each class of each image: the mean of their sums was taken"
    elif y.shape == x.shape and y.size > 1 and kind.name == "MSELoss":
        y = y.mean()
        adapter.given_back = "it gives a loss for each number: their mean was taken"
    if y.size and adapter.given_back != NO_LOSS:
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
    first = getattr(obj, ahead)
    if len(required(first)) > 1:
        _called(first, x, target, case)
    else:
        first(x)
    return method(*[target][: len(required(method))])


def _parted(adapter: Declared, given: Any, kind: Kind, case: Case) -> tuple[Any, Any]:
    """The loss and, if there is one, the gradient among what was given back; an accuracy may be too, and
    probabilities.
    """
    if not isinstance(given, tuple | list):
        return given, None
    right = float(results(kind, RIGHT, case)["y"])
    single = [i for i, part in enumerate(given) if np.size(part) == 1]
    arrays = [part for part in given if np.size(part) == case["x"].size]
    if adapter.loss_at not in single:
        at = min(single, key=lambda i: abs(float(np.asarray(given[i]).item()) - right), default=0)
        known = [float(each) for each in _likely(kind, case)]
        adapter.loss_at = (
            at if at in single and np.isclose(float(np.asarray(given[at]).item()), known).any() else -1
        )
    else:
        at = adapter.loss_at
    loss = given[at]
    gradients = [part for part in arrays if not np.allclose(np.asarray(part).sum(axis=-1), 1)]
    return loss, next(iter([*gradients, *arrays]), None)


def _called(function: Callable[..., Any], x: np.ndarray, target: np.ndarray, case: Case) -> Any:
    """A loss, called with what is compared and its target in the order that its names say."""
    names = [bare(name) for name in inspect.signature(function).parameters]
    if len(asked := required(function)) > 2 and not inspect.ismethod(function):
        raise CantBuildError(
            f"{function.__name__} asks for {asked[-1].name!r} as well, and it isn't known what that is"
        )
    smoothing = [name for name in inspect.signature(function).parameters if "smooth" in name]
    more = {smoothing[0]: case["smoothing"]} if smoothing and case.get("smoothing") else {}
    if inspect.isfunction(function) and "self" not in names and case.get("smoothing") and not more:
        raise CantBuildError(f"{function.__name__} has no label smoothing")
    if len(names) >= 2 and _is_target(names[0]) and not _is_target(names[1]):
        return function(target, x, **more)
    return function(x, target, **more)


def _is_target(name: str) -> bool:
    """Whether a loss's argument is what is wanted: labels, y_true, target_tensor."""
    return name in NAMES["labels"] or re.search(r"label|target|true|truth|onehot", name) is not None


def _back(function: Callable[..., Any], x: np.ndarray, target: np.ndarray, case: Case, cache: Any) -> Any:
    """A loss's backward pass: with nothing, with a factor of 1, with a cache, or with its two arguments."""
    asked = required(function)
    if len(asked) == 0:
        return function()
    if len(asked) == 1:
        if cache is not None:
            return function(cache)
        name = bare(asked[0].name)
        return function(target if _is_target(name) else 1.0)
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
