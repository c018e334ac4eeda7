"""Somebody's losses, optimisers and plain functions on our trials."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from core.mistakes.calling import BACKWARD, FORWARD, CallStoppedError, built_for, made, method_of, takes_case
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.declared import Declared
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.naming import NAMES, CantBuildError, bare, float64

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


LOSSES = ("loss", "calculate", "calculate_loss", "compute_loss", "get", "cost")


def _targets(case: Case) -> list[np.ndarray]:
    if "target" in case:
        return [case["target"]]
    return [case["labels"], np.eye(case["x"].shape[1])[case["labels"]]]


def one_loss(adapter: Declared, kind: Kind, run: Run, target: np.ndarray) -> None:
    case = run.case
    x, wanted = case["x"].copy(), target.copy()
    if kind.name == "MSELoss" and "broadcast" in adapter.samples:
        wanted = wanted.reshape(-1)
    stage = "make"
    make = adapter.make
    try:
        if isinstance(make, tuple):
            stage = "forward"
            given = _called(make[0], x, wanted, case)
            cache = given[1] if isinstance(given, tuple) else None
            y = given[0] if isinstance(given, tuple) else given
            stage = "backward"
            back = _back(make[1], x, wanted, case, cache)
        elif takes_case(make) and len(inspect.signature(make).parameters) > 1:
            stage = "forward"
            y, back = _called(make, x, wanted, case)
        else:
            obj = made(make, kind, case)
            stage = "forward"
            y = _called(method_of(obj, adapter.forward, (*LOSSES, *FORWARD)), x, wanted, case)
            back = None
            if isinstance(y, tuple):
                y, back = _parted(y, kind, case)
            if back is None:
                stage = "backward"
                back = _back(method_of(obj, adapter.backward, BACKWARD), x, wanted, case, None)
    except CantBuildError:
        raise
    except Exception as error:
        raise CallStoppedError(stage, error, adapter.home) from error
    y = float64(y)
    run.results["y"] = y.reshape(()) if y.size == 1 else y
    if back is not None:
        run.results["dX"] = float64(back)
    wrote = not np.array_equal(x, case["x"], equal_nan=True)
    run.results["arguments"] = np.array([float(wrote), 0.0])


def _parted(given: tuple[Any, ...], kind: Kind, case: Case) -> tuple[Any, Any]:
    """The loss and, if there is one, the gradient among what was given back; an accuracy may be too."""
    right = float(results(kind, RIGHT, case)["y"])
    single = [part for part in given if np.size(part) == 1]
    arrays = [part for part in given if np.size(part) == case["x"].size]
    loss = min(single, key=lambda part: abs(float(np.asarray(part).item()) - right), default=given[0])
    return loss, arrays[0] if arrays else None


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
    parameters = [
        p
        for p in inspect.signature(function).parameters.values()
        if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    ]
    required = [p for p in parameters if p.default is p.empty]
    if len(required) == 0:
        return function()
    if len(required) == 1:
        if cache is not None:
            return function(cache)
        name = bare(required[0].name)
        return function(target if name in NAMES["labels"] else 1.0)
    return _called(function, x, target, case)


# optimisers


class Weight:
    """A parameter as people have it: `data` and `grad`."""

    def __init__(self, data: np.ndarray) -> None:
        self.data = data
        self.grad: np.ndarray | None = None


SETTINGS: dict[str, str] = {
    "momentum": "momentum",
    "mu": "momentum",
    "weightdecay": "decay",
    "l2": "decay",
    "wd": "decay",
    "decay": "decay",
    "nesterov": "nesterov",
    "eps": "eps",
    "epsilon": "eps",
    "betas": "betas",
    "alpha": "alpha",
    "rho": "alpha",
    "decayrate": "alpha",
}
STEPS = ("step", "update", "update_params", "update_parameters", "apply", "optimize")
RATES = ("lr", "learning_rate", "alpha", "rate", "learningrate")
PARAMETERS = ("params", "parameters", "p", "model", "layers", "weights")
GRADIENTS = ("grads", "grad", "gradients", "g", "dw", "gradwrtw", "gradient", "gradw")


def run_optimizer(adapter: Declared, kind: Kind, run: Run) -> None:
    """A few steps of one weight, in the way that somebody's optimiser takes its weights."""
    case = run.case
    weight = Weight(case["w"].copy())
    path, wrote = [], False
    try:
        optimizer, holder = own_optimizer(adapter, kind, case, weight)
        adapter.set_eps(optimizer, case)
    except CantBuildError:
        raise
    except Exception as error:
        raise CallStoppedError("make", error, adapter.home) from error
    try:
        for number, (grad, rate) in enumerate(zip(case["grads"], case["rates"], strict=True)):
            sent = grad.copy()
            own_step(adapter, optimizer, holder, weight, sent, float(rate), number, case)
            wrote = wrote or not np.array_equal(sent, grad)
            path.append(float64(weight.data))
    except CantBuildError:
        raise
    except Exception as error:
        raise CallStoppedError("forward", error, adapter.home) from error
    run.results["w"] = np.stack(path)
    run.results["arguments"] = np.array([0.0, float(wrote)])


def own_optimizer(adapter: Declared, kind: Kind, case: Case, weight: Weight) -> tuple[Any, bool]:
    """The optimiser, and whether it holds the weight itself."""
    make = adapter.make
    if not isinstance(make, type) and not takes_case(make):
        make = type(make)
    if isinstance(make, type):
        given, holds = _settings(make, case, weight)
        return make(**given), holds
    names = [bare(name) for name in inspect.signature(make).parameters]
    if len(names) == 2 and names[1] in PARAMETERS:
        return built_for(lambda watched: make(watched, {"w": weight}), case), True
    if len(names) == 1:
        return built_for(make, case), False
    return make, False


def _settings(make: type, case: Case, weight: Weight) -> tuple[dict[str, Any], bool]:
    """Constructor arguments by their names. CantBuildError where the trial asks for what isn't there."""
    given: dict[str, Any] = {}
    holds = False
    asked = {name for name in ("momentum", "decay", "nesterov") if case.get(name)}
    for parameter in inspect.signature(make).parameters.values():
        name = bare(parameter.name)
        if name in PARAMETERS:
            given[parameter.name], holds = {"w": weight}, True
        elif name in ("lr", "learningrate", "rate", "eta") or (name == "alpha" and "alpha" not in case):
            given[parameter.name] = float(case["rates"][0])
        elif name in ("beta1", "beta2", "beta", "b1", "b2", "decay1", "decay2") and "betas" in case:
            given[parameter.name] = case["betas"][int(name[-1] == "2")]
        elif name in ("beta", "gamma") and "momentum" in case:
            given[parameter.name] = case["momentum"]
            asked.discard("momentum")
        elif SETTINGS.get(name) in case:
            given[parameter.name] = case[SETTINGS[name]]
            asked.discard(SETTINGS[name])
        elif parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            raise CantBuildError(
                f"{make.__name__} asks for {parameter.name!r}, and it isn't known what that is"
            )
    if asked:
        raise CantBuildError(f"{make.__name__} has no {' and no '.join(sorted(asked))}")
    return given, holds


def own_step(
    adapter: Declared,
    optimizer: Any,
    holds: bool,
    weight: Weight,
    grad: np.ndarray,
    rate: float,
    number: int,
    case: Case,
) -> None:
    """One step, by whichever of the usual calls there is; the weight's data is what it is afterwards."""
    if inspect.isfunction(optimizer):
        _step_function(optimizer, weight, grad, rate, case)
        return
    for name in RATES:
        if name in vars(optimizer) and not (name == "alpha" and "alpha" in case):
            setattr(optimizer, name, rate)
    method = method_of(optimizer, adapter.forward, STEPS)
    required = [p for p in inspect.signature(method).parameters.values() if p.default is p.empty]
    if not required or holds:
        weight.grad = grad
        given = method()
    elif len(required) == 1:
        weight.grad = grad
        given = method({"w": weight} if bare(required[0].name) in PARAMETERS else [weight])
    elif bare(required[0].name) in ("params", "parameters"):
        params, grads = {"w": weight.data}, {"w": grad}
        given = method(params, grads)
        weight.data = params["w"]
        return
    else:
        given = method(weight.data, grad)
    if isinstance(given, np.ndarray):
        weight.data = given


def _step_function(function: Any, weight: Weight, grad: np.ndarray, rate: float, case: Case) -> None:
    """function(w, dw, config) -> (w, config), as in course assignments."""
    config = getattr(function, "_config", None)
    if config is None or config.get("_weight") is not weight:
        betas = case.get("betas", (0.9, 0.999))
        config = {
            "learning_rate": rate,
            "momentum": case.get("momentum", 0.0),
            "beta1": betas[0],
            "beta2": betas[1],
            "epsilon": case.get("eps", 1e-8),
            "decay_rate": case.get("alpha", 0.99),
        }
    config["learning_rate"] = rate
    config.pop("_weight", None)
    if case.get("decay") or case.get("nesterov"):
        raise CantBuildError(f"{function.__name__} has no weight decay or look-ahead")
    given = function(weight.data, grad, config)
    weight.data, config = given if isinstance(given, tuple) else (given, config)
    config["_weight"] = weight
    function._config = config


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
    try:
        given = adapter.make(*(known[name] for name in names)) if len(names) > 1 else adapter.make(case)
    except Exception as error:
        raise CallStoppedError("forward", error, adapter.home) from error
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
