"""Somebody's losses, optimisers and plain functions on our trials."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.declared import Declared
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.naming import NAMES, CantBuildError, TellingSettings, bare, float64
from core.mistakes.using import (
    BACKWARD,
    FORWARD,
    CallStoppedError,
    built_for,
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
        if back is None and not adapter.ahead:
            with calling("backward", adapter):
                back = _back(method_of(obj, adapter.backward, BACKWARD), x, wanted, case, None)
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
    if name or not ahead or method.__name__ == ahead or len(_asked(method)) > 1:
        return _called(method, x, target, case)
    getattr(obj, ahead)(x)
    return method(*[target][: len(_asked(method))])


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


def _asked(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """The arguments that a function can't do without."""
    parameters = inspect.signature(function).parameters.values()
    return [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty]


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
    required = _asked(function)
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
        self.requires_grad = self.trainable = True
        self.own: Any = None  # an object of their own class of parameters


def _own_parameter(make: type, data: np.ndarray) -> Any:
    """A parameter of their own class, where an optimiser's file knows one; None where it doesn't."""
    for base in make.__mro__:
        known = getattr(vars(base).get("__init__"), "__globals__", {})
        for name in ("Parameter", "Param", "Tensor", "Variable"):
            if isinstance(known.get(name), type):
                with suppress(Exception):
                    own = known[name](data.copy())
                    own.grad = np.zeros_like(data)
                    return own if isinstance(own.data, np.ndarray) else None
    return None


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
CONFIG_RATES, CONFIG_MOMENTA = ("learning_rate", "lr"), ("momentum", "mu")
STEPS = ("step", "update", "update_params", "update_parameters", "apply", "optimize")
RATES = ("lr", "learning_rate", "alpha", "rate", "eta", "step_size")
PARAMETERS = ("params", "parameters", "p", "model", "layers", "weights")
GRADIENTS = ("grads", "grad", "gradients", "g", "dw", "gradwrtw", "gradient", "gradw")


def run_optimizer(adapter: Declared, kind: Kind, run: Run) -> None:
    """A few steps of one weight; parameters are held by name or, if that stops, in a list."""
    try:
        _steps(adapter, kind, run)
        if adapter.own_rate and run.case["rates"].std():  # it goes on with the rate that it was made with
            _steps(adapter, kind, run)
    except CallStoppedError as first:
        adapter.in_list = not adapter.in_list
        run.results.clear()
        try:
            _steps(adapter, kind, run)
        except (CallStoppedError, CantBuildError):
            adapter.in_list = not adapter.in_list
            raise first from None


def _steps(adapter: Declared, kind: Kind, run: Run) -> None:
    case = run.case
    weight = Weight(case["w"].copy())
    path, wrote = [], False
    if adapter.own_rate:
        case["rates"] = np.full_like(case["rates"], case["rates"][0])
    with calling("make", adapter):
        optimizer, holder = own_optimizer(adapter, kind, case, weight)
        adapter.set_eps(optimizer, case)
    with calling("forward", adapter):
        for number, (grad, rate) in enumerate(zip(case["grads"], case["rates"], strict=True)):
            sent = grad.copy()
            own_step(adapter, optimizer, holder, weight, sent, float(rate), number, case)
            wrote = wrote or not np.array_equal(sent, grad)
            path.append(float64(weight.data))
    run.results["w"] = np.stack(path)
    run.results["arguments"] = np.array([0.0, float(wrote)])


def own_optimizer(adapter: Declared, kind: Kind, case: Case, weight: Weight) -> tuple[Any, bool]:
    """The optimiser, and whether it holds the weight itself."""
    make = adapter.make
    if not isinstance(make, type) and not takes_case(make):
        make = type(make)
    if isinstance(make, type):
        weight.own = _own_parameter(make, weight.data)
        held = [weight.own or weight] if adapter.in_list else {"w": weight}
        given, holds = _settings(make, case, held)
        case.read |= {"eps"} if any(bare(name) in NAMES["eps"] for name in given) else set()
        return make(**given), holds
    names = [bare(name) for name in inspect.signature(make).parameters]
    if len(names) == 2 and names[1] in PARAMETERS:
        return built_for(lambda watched: make(watched, {"w": weight}), case), True
    if len(names) == 1:
        return built_for(make, case), False
    return make, False


def _settings(make: type, case: Case, held: Any) -> tuple[dict[str, Any], bool]:
    """Constructor arguments by their names. CantBuildError where the trial asks for what isn't there."""
    given: dict[str, Any] = {}
    holds = False
    asked = {name for name in ("momentum", "decay", "nesterov") if case.get(name)}
    for parameter in inspect.signature(make).parameters.values():
        name = bare(parameter.name)
        if name in PARAMETERS:
            given[parameter.name], holds = held, True
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
    if weight.own is not None and adapter.in_list:
        weight.own.data, weight.own.grad = weight.data, grad
    if not set_rate(optimizer, rate, case) and number:
        adapter.own_rate = True
    method = method_of(optimizer, adapter.forward, STEPS)
    required = [p for p in inspect.signature(method).parameters.values() if p.default is p.empty]
    if not required or holds:
        weight.grad = grad
        given = method()
        if weight.own is not None and adapter.in_list:
            weight.data = np.asarray(weight.own.data)
    elif len(required) == 1:
        weight.grad = grad
        by_name = bare(required[0].name) in PARAMETERS and not adapter.in_list
        given = method({"w": weight} if by_name else [weight])
    elif bare(required[0].name) in ("params", "parameters"):
        params, grads = {"w": weight.data}, {"w": grad}
        given = method(params, grads)
        weight.data = params["w"]
        return
    else:
        more = {p.name: rate for p in required[2:] if bare(p.name) in {bare(name) for name in RATES}}
        given = method(weight.data, grad, **more)
    if isinstance(given, np.ndarray):
        weight.data = given


def set_rate(optimizer: Any, rate: float, case: Case) -> bool:
    """Set an optimiser's rate for the next step, wherever it keeps it; whether there was such a place."""
    names = {bare(name) for name in RATES} - ({"alpha"} if "alpha" in case else set())
    holders = [vars(optimizer)]
    for value in list(vars(optimizer).values()):
        holders += [
            each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)
        ]
    found = False
    for holder in holders:
        for name in [name for name in holder if isinstance(name, str) and bare(name).lstrip("_") in names]:
            holder[name], found = rate, True
    return found


def _step_function(function: Any, weight: Weight, grad: np.ndarray, rate: float, case: Case) -> None:
    """function(w, dw, config) -> (w, config), as in course assignments."""
    config = getattr(function, "_config", None)
    if config is None or config.get("_weight") is not weight:
        betas = case.get("betas", (0.9, 0.999))
        momentum, eps, alpha = case.get("momentum", 0.0), case.get("eps", 1e-8), case.get("alpha", 0.99)
        config = TellingSettings(
            {
                **dict.fromkeys(CONFIG_RATES, rate),
                **dict.fromkeys(CONFIG_MOMENTA, momentum),
                **dict.fromkeys(("epsilon", "eps"), eps),
                **dict.fromkeys(("decay_rate", "rho", "alpha"), alpha),
                "beta1": betas[0],
                "beta2": betas[1],
            }
        )
    config.update(dict.fromkeys(CONFIG_RATES, rate))
    config.pop("_weight", None)
    if case.get("decay") or case.get("nesterov"):
        raise CantBuildError(f"{function.__name__} has no weight decay or look-ahead")
    given = function(weight.data, grad, config)
    if case.get("momentum") and isinstance(config, TellingSettings) and not config.read & set(CONFIG_MOMENTA):
        raise CantBuildError(f"{function.__name__} has no momentum")
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
