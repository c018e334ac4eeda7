"""Somebody's optimisers on our trials: a few steps of one weight, held in whichever form theirs takes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.declared import Declared
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.naming import FACES, NAMES, CantBuildError, TellingSettings, bare, float64, required
from core.mistakes.using import CallStoppedError, built_for, calling, method_of, takes_case


class Weight:
    """A parameter as people have it: `data` and `grad`, and what else a layer with it may be asked for."""

    def __init__(self, data: np.ndarray) -> None:
        self.data = data
        self.grad: np.ndarray | None = None
        self.bias, self.bias_grad = np.zeros(1), np.zeros(1)
        self.requires_grad = self.trainable = True
        self.own: Any = None  # an object of their own class of parameters
        self.params, self.layers = {"w": data}, [self]
        self.grads: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return object.__getattribute__(self, _face(name))

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, _face(name), value)

    def update_params(self, step: np.ndarray) -> None:
        """Take a step, for optimisers that leave this to the layer."""
        self.data = self.data - step

    def given(self, grad: np.ndarray) -> None:
        """Take in a gradient, in all its forms."""
        self.grad, self.grads, self.params = grad, OneGradient(w=grad), {"w": self.data}
        if self.own is not None:
            self.own.data, self.own.grad = self.data, grad


class OneGradient(dict[str, Any]):
    """Gradients by name: whatever is asked for is the one there is."""

    def __missing__(self, name: str) -> Any:
        return next(iter(self.values()))


def _face(name: str) -> str:
    plain = bare(name)
    return next((face for face, names in FACES.items() if plain in names), name)


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
    "momentumrate": "momentum",
    "momentumcoefficient": "momentum",
    "weightdecay": "decay",
    "l2": "decay",
    "wd": "decay",
    "nesterov": "nesterov",
    "eps": "eps",
    "epsilon": "eps",
    "betas": "betas",
    "alpha": "alpha",
}
KEPT = ("rho", "decayrate", "beta", "beta2", "gamma", "decay")  # what RMSprop calls its memory
CONFIG_RATES, CONFIG_MOMENTA = ("learning_rate", "lr"), ("momentum", "mu")
STEPS: tuple[str, ...] = ("step", "update", "update_params", "update_parameters", "apply", "optimize")
STEPS += ("update_weights", "update_param", "apply_gradients", "iterate", "minimize", "__call__")
STEPS += ("calculate_update", "get_update", "compute_update")
BEGINNINGS = ("init_params", "init_state", "initialize", "setup", "build", "register", "add_params")
FED = ("x", "xbatch", "batch", "data", "inputs", "xtrain")  # what a step is given that runs a whole network
RATES = ("lr", "learning_rate", "alpha", "rate", "eta", "step_size")
PARAMETERS = ("weighttensor", "params", "parameters", "p", "model", "layers", "weights", "layer")
GRADIENTS = (
    "gradienttensor",
    "grads",
    "grad",
    "gradients",
    "g",
    "dw",
    "gradwrtw",
    "gradient",
    "gradw",
    "paramgrad",
    "dparams",
)
HELD = ("named", "listed", "array", "dict", "arrays", "layer", "pairs")  # forms of a weight


def _forms(weight: Weight, grad: np.ndarray) -> dict[str, tuple[Any, Any]]:
    """A weight and its gradient in each of the forms that optimisers take them in."""
    one = weight.own if weight.own is not None else weight
    return {
        "named": ({"w": weight}, {"w": grad}),
        "listed": ([one], [grad]),
        "array": (weight.data, grad),
        "dict": (weight.params, weight.grads),
        "arrays": ([weight.data], [grad]),
        "layer": (weight, weight.grads),
        "pairs": ([(weight.data, grad)], [grad]),
    }


def run_optimizer(adapter: Declared, kind: Kind, run: Run) -> None:
    """A few steps of one weight, in the first of the forms in which it moves."""
    first: CallStoppedError | None = None
    still: Run | None = None
    for held in [adapter.held] if adapter.held else _likeliest(adapter):
        attempt = Run(run.trial, Case(run.case))
        try:
            _steps(adapter, held, kind, attempt)
        except CallStoppedError as error:
            first = first or error
            continue
        if not (attempt.results["w"] == run.case["w"]).all():
            adapter.held = held
            break
        still = still or attempt
    else:
        if still is None:
            assert first is not None
            if isinstance(first.__cause__, AttributeError | TypeError | LookupError | ValueError):
                raise CantBuildError(f"how it is given a weight isn't known: {first}") from first
            raise first
        raise CantBuildError("the weight doesn't move in any of the usual ways of calling it")
    if attempt.case["rates"].std():  # does it go on with the rate that it was made with?
        constant = Run(run.trial, Case(run.case, rates=np.full_like(run.case["rates"], run.case["rates"][0])))
        _steps(adapter, adapter.held or HELD[0], kind, constant)
        if np.array_equal(constant.results["w"], attempt.results["w"]):
            adapter.own_rate, attempt = True, constant
    run.case, run.results = attempt.case, attempt.results


def _likeliest(adapter: Declared) -> list[str]:
    """The forms of a weight, those that the name of what is asked for tells of first."""
    method = next((m for m in map(partial(getattr, adapter.make), STEPS, [None] * len(STEPS)) if m), None)
    names = [bare(name) for name in inspect.signature(method).parameters] if callable(method) else []
    told = {"layer": "layer", "model": "layer", "layers": "listed", "net": "layer", "network": "layer"}
    return sorted(HELD, key=lambda held: held not in [told.get(name) for name in names])


def _steps(adapter: Declared, held: str, kind: Kind, run: Run) -> None:
    case = run.case
    weight = Weight(case["w"].copy())
    path, wrote = [], False
    with calling("make", adapter):
        optimizer, holder = own_optimizer(adapter, kind, case, weight, held)
        adapter.set_eps(optimizer, case)
    with calling("forward", adapter):
        for grad, rate in zip(case["grads"], case["rates"], strict=True):
            sent = grad.copy()
            own_step(adapter, optimizer, holder, weight, sent, float(rate), case, held)
            wrote = wrote or not np.array_equal(sent, grad)
            path.append(float64(weight.data))
    run.results["w"] = np.stack(path)
    run.results["arguments"] = np.array([0.0, float(wrote)])


def own_optimizer(
    adapter: Declared, kind: Kind, case: Case, weight: Weight, held: str = ""
) -> tuple[Any, Any]:
    """The optimiser, and the weight in the form in which it holds it itself; None where it doesn't."""
    make = adapter.make
    if not isinstance(make, type) and not takes_case(make):
        make = type(make)
    if isinstance(make, type):
        weight.own = _own_parameter(make, weight.data)
        weight.given(np.zeros_like(weight.data))
        assert weight.grad is not None
        holder = _forms(weight, weight.grad)[held or adapter.held or HELD[0]][0]
        given, holds = _settings(make, case, holder)
        case.read |= {"eps"} if any(bare(name) in NAMES["eps"] for name in given) else set()
        made = make(**given)
        _set_attributes(made, case, {bare(name) for name in given})
        for name in BEGINNINGS:  # some make their memory of a layer beforehand
            if callable(begin := getattr(made, name, None)):
                with suppress(Exception):
                    begin(holder)
        return made, holder if holds else None
    names = [bare(name) for name in inspect.signature(make).parameters]
    if len(names) == 2 and names[1] in PARAMETERS:
        holder = {"w": weight}
        return built_for(lambda watched: make(watched, holder), case), holder
    if len(names) == 1:
        return built_for(make, case), None
    return make, None


def _settings(make: type, case: Case, held: Any) -> tuple[dict[str, Any], bool]:
    """Constructor arguments by their names. CantBuildError where the trial asks for what isn't there."""
    given: dict[str, Any] = {}
    holds = False
    asked = {name for name in ("momentum", "decay", "nesterov") if case.get(name)}
    names = [bare(name) for name in inspect.signature(make).parameters]
    rates = {bare(name) for name in RATES} - {"alpha"}
    memory = next((name for name in KEPT if name in names), "")
    if not rates & set(names) and ("alpha" not in case or memory):
        rates.add("alpha")
    for parameter in inspect.signature(make).parameters.values():
        name = bare(parameter.name)
        if name in PARAMETERS:
            given[parameter.name], holds = held, True
        elif name in rates:
            given[parameter.name] = float(case["rates"][0])
        elif name in ("beta1", "beta2", "beta", "b1", "b2", "decay1", "decay2") and "betas" in case:
            given[parameter.name] = case["betas"][int(name[-1] == "2")]
        elif name in ("beta", "gamma") and "momentum" in case:
            given[parameter.name] = case["momentum"]
            asked.discard("momentum")
        elif name == "alpha" and "betas" in case and parameter.default not in (None, parameter.empty):
            if parameter.default > 0.5:  # what it is called beside a beta
                given[parameter.name] = case["betas"][1]
        elif name == memory and "alpha" in case:
            given[parameter.name] = case["alpha"]
        elif name == "decay":  # of the rate
            given[parameter.name] = 0.0
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
    holder: Any,
    weight: Weight,
    grad: np.ndarray,
    rate: float,
    case: Case,
    held: str = "",
) -> None:
    """One step, by whichever of the usual calls there is; the weight's data is what it is afterwards."""
    if inspect.isfunction(optimizer):
        _step_function(optimizer, weight, grad, rate, case)
        return
    rated = set_rate(optimizer, rate, case)
    fed = (
        STEPS if holder is not None else tuple(filter(lambda n: required(getattr(optimizer, n, None)), STEPS))
    )
    method = method_of(optimizer, adapter.forward, fed or STEPS)
    before = weight.data.copy()
    if holder is not None and isinstance(weight.grad, np.ndarray) and (held or adapter.held) == "pairs":
        weight.grad[...] = grad
    else:
        weight.given(grad)
    forms = _forms(weight, grad)[held or adapter.held or HELD[0]]
    theirs = forms[0] if holder is None else holder
    values: list[Any] = []
    for at, parameter in enumerate(required(method)):
        name = bare(parameter.name)
        if name in GRADIENTS:
            values.append(forms[1])
        elif name in {bare(each) for each in RATES}:
            values.append(rate)
            rated = True
        elif name in FED:
            raise CantBuildError(
                f"{method.__name__} asks for {parameter.name!r}, and it isn't known what that is"
            )
        elif "name" in name or name in ("key", "id"):
            values.append("w")
        else:
            taken = any(value is theirs for value in values)
            values.append(forms[1] if taken and at == 1 else None if taken else theirs)
    getattr(optimizer, "pre_update_params", tuple)()
    given = method(*values)
    getattr(optimizer, "post_update_params", tuple)()
    alone = holder is None and not any(value is forms[0] for value in values)
    for value in _found(given, theirs, weight):
        if (
            isinstance(value, np.ndarray)
            and value.shape == before.shape
            and not np.array_equal(value, before)
        ):
            if alone and value is not weight.data:  # it never sees the weight: what it gives is the step
                adapter.step_sign = adapter.step_sign or (-1 if float((value * grad).sum()) > 0 else 1)
                value = before + adapter.step_sign * (1.0 if rated else rate) * value
            weight.data = value
            return
    weight.data = before


def _set_attributes(optimizer: Any, case: Case, given: set[str]) -> None:
    """Put a trial's settings into the attributes of an optimiser that isn't given them as it is made."""
    own = vars(optimizer)
    betas = dict(zip(("beta1", "beta2"), case.get("betas", ()), strict=False))
    wanted = {name: betas.get(name) for name in betas} | {"momentum": case.get("momentum")}
    if "alpha" in case and not given & set(KEPT):
        memory = next((name for name in KEPT if any(bare(each) == name for each in own)), "")
        wanted[memory] = case["alpha"]
    for name in [name for name in own if bare(name) in wanted and bare(name) not in given]:
        if wanted[bare(name)] is not None and isinstance(own[name], float):
            setattr(optimizer, name, wanted[bare(name)])


def _found(*places: Any) -> Iterator[Any]:
    """All that may be the weight after a step: what was given back first, then what holds it."""
    for place in places:
        if isinstance(place, dict):
            yield from _found(*place.values())
        elif isinstance(place, list | tuple):
            yield from _found(*place[:1])
        elif isinstance(place, Weight):
            yield from (place.data, *place.params.values())
            yield getattr(place.own, "data", None)
        else:
            yield place if isinstance(place, np.ndarray) else getattr(place, "data", None)


def set_rate(optimizer: Any, rate: float, case: Case) -> bool:
    """Set an optimiser's rate for the next step, wherever it keeps it; whether it keeps one."""
    names = {bare(name) for name in RATES} - ({"alpha"} if "alpha" in case else set())
    if any(bare(name).lstrip("_") in names - {"alpha"} for name in vars(optimizer)):
        names -= {"alpha"}  # it is something else, beside a rate
    holders = [vars(optimizer)]
    for value in list(vars(optimizer).values()):
        holders += [
            each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)
        ]
    kept = False
    for holder in holders:
        for name in [name for name in holder if isinstance(name, str)]:
            plain = bare(name).lstrip("_")
            if plain in names or plain.endswith("learningrate"):
                holder[name], kept = rate, True
    return kept


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
