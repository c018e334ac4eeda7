"""Somebody's object, or their two functions: made for a trial, called on it, their exceptions read."""

from __future__ import annotations

import copy
import inspect
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.declared import Declared
from core.mistakes.handed import GradientKeeper, OwnNetwork
from core.mistakes.kinds import Kind
from core.mistakes.naming import (
    BORDERS,
    NAMES,
    CantBuildError,
    TellingSettings,
    arguments,
    bare,
    called,
    check_asked,
    float64,
    is_settings,
    known,
    required,
    through_loss,
)
from core.mistakes.search import Path as Way
from core.mistakes.search import arrays

FORWARD = (
    *("forward", "forward_pass", "forwardpass", "forward_propagate", "forward_propagation"),
    *("forward_prop", "fprop", "feedforward", "feed_forward", "fn", "func", "call", "__call__"),
    *("forwards", "propagate", "fp", "_forward", "_forwards"),
    *("run", "compute", "predict", "activate", "apply", "loss", "calculate"),
)
BACKWARD = (
    *("backward", "backward_pass", "backwardpass", "back_propagate", "back_propagation"),
    *("backward_prop", "backward_propagation", "backprop", "back_prop", "bprop", "back"),
    *("gradient", "grad", "derivative", "input_grad", "calculate_gradient", "dloss", "prime"),
    *(
        "deriv",
        "backwards",
        "backpropagate",
        "backpropagation",
        "bp",
        "_backward",
        "_backwards",
        "delta",
        "SGD",
    ),
    *("compute_derivative", "calculate_derivative", "compute_gradient", "loss_derivative"),
)


MEANT = re.compile(r"(raise|assert)\b")
LIBRARIES = "site-packages"


class CallStoppedError(Exception):
    """Somebody's code raised: where (`stage`), what, in which of their lines, and whether it was `meant`: by
    a raise or an assert of theirs.
    """

    def __init__(self, stage: str, error: BaseException, home: Path | None) -> None:
        self.stage = stage
        self.line, self.function = place_of(error, home)
        last = next(iter(traceback.extract_tb(error.__traceback__)[-1:]), None)
        place = Path(last.filename) if last is not None else Path(LIBRARIES)
        theirs = LIBRARIES not in str(place) and (home is None or home.parent in place.parents)
        self.meant = theirs and last is not None and bool(MEANT.match(last.line or ""))
        super().__init__(sentence(error))


def sentence(error: BaseException) -> str:
    """An exception in one line."""
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


@contextmanager
def calling(stage: str, said: Declared) -> Iterator[None]:
    """What somebody's code raises inside is a CallStoppedError, an exit too; a CantBuildError stays one."""
    said.calls(stage)
    try:
        yield
    except (CantBuildError, GivenLabelsError):
        raise
    except (Exception, SystemExit) as error:
        raise CallStoppedError(stage, error, said.home) from error


class MissingMethodError(CantBuildError):
    """Somebody's object has no method that is asked for."""


class GivenLabelsError(Exception):
    """Somebody's backward pass goes through the loss as well: it is given labels, and no gradient."""


def method_of(obj: Any, name: str, usual: tuple[str, ...]) -> Callable[..., Any]:
    """A method by its declared name, or the first of the usual ones."""
    for candidate in [name] if name else usual:
        if candidate == "__call__" and "__call__" not in dir(type(obj)):
            continue
        method = getattr(obj, candidate, None)
        if callable(method):
            return method
    kind = type(obj).__name__
    asked = name or f"{usual[0]} (or a usual name for it)"
    raise MissingMethodError(f"{kind} has no method {asked}")


def place_of(error: BaseException, home: Path | None) -> tuple[int | None, str]:
    """The line of somebody's own file in which an exception arose, and the function that it is of."""
    frames = traceback.extract_tb(error.__traceback__)
    here = str(Path(__file__).parent)
    own = [
        f for f in frames if not f.filename.startswith(here) and (home is None or Path(f.filename) == home)
    ]
    return (own[-1].lineno, own[-1].name) if own else (None, "")


def made(make: Any, kind: Kind, case: Case) -> Any:
    """An object or a pair of functions for a trial."""
    if isinstance(make, tuple):
        return make
    if isinstance(make, type):
        return begun(make(**arguments(make, kind.name, case)), kind, case)
    if takes_case(make):
        return built_for(make, case)
    if hasattr(make, "__dict__") or callable(make):
        own = vars(make) if hasattr(make, "__dict__") else {}
        if not callable(make) and not any(callable(value) for value in own.values()):
            try:
                fresh = type(make)
                return fresh(**arguments(fresh, kind.name, case))
            except CantBuildError:
                return fitted(copy.deepcopy(make), kind, case)
        return copy.deepcopy(make)
    raise CantBuildError(f"a class, an object, or a function that makes one is expected, not {make!r}")


BUILDERS = re.compile(
    r"(build|compile|prepare|connect|new_pass|set_?up|setup|initiali[sz]e|init|(make|create|set|reset|init(iali[sz]e)?)(?=_?\w))"
    r"_?(the_?|all_?)?(layer|input|shape|size|weights?|params?|parameters?|kernels?|filters?|optimi[sz]er|cache|_)*$"
)


def begun(obj: Any, kind: Kind, case: Case) -> Any:
    """An object that is told the shape of its input, and an optimiser, before its first pass: whatever
    begins it is called, if it is known what it asks for.
    """
    for name, value in list(vars(obj).items()) if hasattr(obj, "__dict__") else ():
        steps = any(callable(getattr(value, way, None)) for way in ("update", "step"))
        if called(name, "optimizer") and (value is None or steps) and not isinstance(value, type):
            setattr(obj, name, GradientKeeper())
    form = "batch" if case.get("form", "").startswith("batch") else ""
    for name in sorted(dir(obj), key=lambda name: ("shape" not in name, "optim" not in name)):
        if not BUILDERS.match(name.lower()):
            continue
        if inspect.isroutine(method := getattr(obj, name, None)):
            with suppress(CantBuildError, Exception):
                asked = inspect.signature(method).parameters
                if any(called(n, group) for n in asked for group in ("weight", "bias", "gamma", "beta")):
                    continue  # it is given arrays, whose order isn't known yet
                network = OwnNetwork(case.get("rate", 0.0), case.training)
                told: dict[str, Any] = {
                    n: network for n in asked if bare(n) in ("nn", "model", "net", "network")
                }
                told |= {name: None for name in asked if bare(name) in ("nextlayer", "next")}
                told |= {name: Case(case, form=form).shape for name in asked if called(name, "shape")}
                method(**arguments(method, kind.name, case, given=told, sizes=True))
    return obj


def built_for(make: Callable[..., Any], case: Case) -> Any:
    """What a function makes of a case; CantBuildError where it leaves out a setting that is asked for."""
    seen: set[str] = set()

    class Watched(type(case)):  # type: ignore[misc]
        """The case, which notes what is read of it."""

        def __getattribute__(self, name: str) -> Any:
            seen.add(name)
            return super().__getattribute__(name)

        def __getitem__(self, name: str) -> Any:
            seen.add(name)
            return super().__getitem__(name)

    watched = Watched(case)
    watched.__dict__.update(case.__dict__)
    made_for = make(watched)
    case.read = frozenset(seen)
    asked = {
        "stride": case.get("steps", (1, 1)) != case.get("kernel_size", (1, 1)),
        "padding": case.bordered,
        "count_include_pad": not case.get("count_include_pad", True),
        "smoothing": bool(case.get("smoothing")),
        "nesterov": bool(case.get("nesterov")),
        "decay": bool(case.get("decay")),
    }
    if not inspect.isfunction(make) and (
        "running_mean" in case or "p" in case
    ):  # functions have no mode of their own
        asked["training"] = not case.get("training", True)
    read = seen | ({"stride"} if "steps" in seen else set()) | ({"padding"} if "pads" in seen else set())
    for name, wanted in asked.items():
        if wanted and name not in read and "x" not in read:
            raise CantBuildError(f"how it is made doesn't use c.{name}")
    return made_for


def begins_with_shape(make: type) -> bool:
    """Whether a class has a method that is told the shape of its input before the first pass."""
    named = [getattr(make, name) for name in dir(make) if BUILDERS.match(name.lower())]
    routines = [method for method in named if inspect.isfunction(method)]
    return any(called(name, "shape") for method in routines for name in inspect.signature(method).parameters)


def takes_case(make: Any) -> bool:
    return inspect.isfunction(make) or inspect.ismethod(make)


def fitted(obj: Any, kind: Kind, case: Case) -> Any:
    """An object whose class can't be built anew, with the trial's settings in its attributes.

    Raises CantBuildError where a trial asks for a setting that it has no attribute for.
    """
    asked = {"stride": case.get("steps", (1, 1)) != (1, 1), "padding": case.bordered}
    if kind.name in ("MaxPool2d", "AvgPool2d"):
        asked = {"kernel": case["kernel_size"] != (2, 2), "stride": case["steps"] != (2, 2)} | asked
    for group, wanted in asked.items():
        names = [name for name in vars(obj) if bare(name) in NAMES[group]]
        if names:
            setattr(obj, names[0], getattr(case, group))
        elif wanted:
            raise CantBuildError(f"{type(obj).__name__} has no {group}")
    return obj


class Using:
    """Somebody's object, or their two functions, while it is used on one trial."""

    def __init__(self, obj: Any, case: Case) -> None:
        self.functions = obj if isinstance(obj, tuple) else None
        self.obj = None if isinstance(obj, tuple) else obj
        self.case = case
        self.cache: Any = None
        self.output: Any = None
        self.parameters: dict[str, Way] = {}
        self.state: dict[str, Way] = {}
        self.state_given: dict[str, Any] = {}
        self.mode_set = self.mode_passed = False
        self.guessed: list[str] = []  # arguments that nobody knows, for which nothing was given
        self.tried = False  # whether a forward pass was made only to see what it makes

    def forward(self, name: str, kind: Kind, case: Case, extra: Sequence[Any]) -> Any:
        if self.functions is not None:
            return self._forward_function(kind, case, extra)
        taking = tuple(way for way in FORWARD if not self._gives_slope(way))
        method = method_of(self.obj, name, taking)
        if extra:
            return method(case["x"], *extra)
        more = self._named(method, kind, case)
        self.output = self._guessed(method, (case["x"],), more)
        if isinstance(self.output, tuple) and len(self.output) > 1:
            self.output, self.cache = self.output[0], self.output[1:]
        return self.output

    def _named(self, method: Callable[..., Any], kind: Kind, case: Case) -> dict[str, Any]:
        """Arguments after the first, by their names; booleans that keep a cache are switched on."""
        try:
            more = arguments(method, kind.name, case, skip=1, given=self._unknown(method, kind, 1))
            parameters = list(inspect.signature(method).parameters.values())[1:]
        except (TypeError, ValueError):
            return {}
        for parameter in parameters:
            if isinstance(parameter.default, bool) and (
                "save" in parameter.name or "cache" in parameter.name
            ):
                more[parameter.name] = True
        self.mode_passed = any(bare(name) in _MODES for name in more)
        return more

    def _forward_function(self, kind: Kind, case: Case, extra: Sequence[Any]) -> Any:
        assert self.functions is not None
        forward = self.functions[0]
        if _second_is_case(forward):
            given = built_for(partial(forward, case["x"]), case)
        elif extra:
            given = forward(case["x"], *extra)
        else:
            _check_settings(forward, kind, case)
            more = arguments(forward, kind.name, case, skip=1)
            if kind.name.startswith("BatchNorm"):
                settings = [value for value in more.values() if isinstance(value, dict)]
                self._keep_settings(settings)
            self.mode_passed = any(isinstance(v, dict) or bare(k) in _MODES for k, v in more.items())
            given = forward(case["x"], **more)
            bordered = case.bordered
            for settings in more.values():
                if bordered and isinstance(settings, TellingSettings) and not settings.read & set(BORDERS):
                    raise CantBuildError(f"{forward.__name__} has no padding")
            for dictionary in (value for value in more.values() if isinstance(value, dict)):
                self.state_given |= {
                    k: dictionary[k] for k in ("running_mean", "running_var") if k in dictionary
                }
        if isinstance(given, tuple):
            self.cache = given[1] if len(given) == 2 else given[1:]
            given = given[0]
        self.output = given
        return given

    def _keep_settings(self, settings: list[dict[str, Any]]) -> None:
        """A second batch goes on with the settings that the first one left."""
        for dictionary in settings:
            dictionary.update({k: v for k, v in self.state_given.items() if k in dictionary})

    def backward(self, name: str, kind: Kind, case: Case, g: np.ndarray, extra: Sequence[Any]) -> Any:
        if self.functions is not None:
            return self._backward_function(kind, case, g, extra)
        usual = tuple(filter(self._takes_gradient, BACKWARD)) or tuple(filter(self._gives_slope, BACKWARD))
        method = method_of(self.obj, name, usual or BACKWARD)
        if kind.name in ELEMENTWISE and not inspect.signature(method).parameters:
            return np.asarray(method()) * g
        if kind.name in ELEMENTWISE and method.__name__ in SLOPES and not required(method):
            return np.asarray(method()) * g
        if kind.name in ELEMENTWISE and (_is_slope(method) or self._knows_nothing(method)):
            return self._slope(method, kind, case, g)
        if extra:
            return method(g, *(case["rate"] if value == "rate" else value for value in extra))
        given = {}
        if self.cache is not None:
            given = {"cache": self.cache[0] if len(self.cache) == 1 else self.cache}
        asked = required(method)
        if kind.name == "Softmax" and through_loss([bare(p.name) for p in asked]):
            raise GivenLabelsError
        inputs = {
            p.name: case["x"]
            for p in asked
            if called(p.name, "input") or "input" in p.name.lower() or p.name in "zZ"
        }
        if len(asked) > 1 and asked[0].name in inputs:  # backward(x, dY)
            return method(case["x"], g, **arguments(method, kind.name, case, skip=2, given=given))
        given = self._unknown(method, kind, 1) | inputs | given
        self.guessed = [name for name in self.guessed if name not in ("cache", *inputs)]
        more = arguments(method, kind.name, case, skip=1, given=given)
        back = self._guessed(method, (g,), more)
        kept = [grad for value in more.values() if isinstance(value, GradientKeeper) for grad in value.grads]
        return (back, kept) if kept else back

    def _unknown(self, method: Callable[..., Any], kind: Kind, skip: int) -> dict[str, Any]:
        """What is given for arguments that nobody knows: the output for what is called so, else nothing."""
        named = [p.name for p in required(method)[skip:] if not known(p.name, kind.name)]
        outputs = ("y", "out", "output", "outputs", "yhat", "ypred")
        self.guessed = [name for name in named if bare(name) not in outputs or self.output is None]
        return {name: self.output if bare(name) in outputs else None for name in named}

    def _guessed(self, method: Callable[..., Any], given: tuple[Any, ...], more: dict[str, Any]) -> Any:
        """Call a method; CantBuildError where it stops over something that nobody knew what to give for."""
        try:
            return method(*given, **more)
        except Exception as error:
            if unknown := [name for name in self.guessed if name in more]:
                raise CantBuildError(
                    f"{method.__name__} asks for {unknown[0]!r}, and it isn't known what that is"
                ) from error
            raise

    def _backward_function(self, kind: Kind, case: Case, g: np.ndarray, extra: Sequence[Any]) -> Any:
        assert self.functions is not None
        backward = self.functions[1]
        if backward is None:
            raise MissingMethodError("no backward pass was found")
        if _second_is_case(backward):
            return backward(g, case)
        if extra:
            return backward(g, *extra)
        names = list(inspect.signature(backward).parameters)
        if self.functions[0] is None:
            _check_settings(backward, kind, case)
        if kind.name in ELEMENTWISE and len(required(backward)) == 1:
            return self._slope(backward, kind, case, g)
        cache = {
            n: self.cache for n in names[1:] if "cache" in bare(n) or bare(n) in ("memory", "context", "ctx")
        }
        if self.cache is None or not cache:
            inputs = {n: case["x"] for n in names[1:] if bare(n) in ("x", "input", "inputs", "z", "a", "xin")}
            unknown = [p.name for p in required(backward)[1:] if not known(p.name, kind.name)]
            if not inputs and unknown:  # the first that isn't known is what it was given
                inputs = {unknown[0]: case["x"]}
            return backward(g, **arguments(backward, kind.name, case, skip=1, given=inputs | cache))
        return backward(g, **arguments(backward, kind.name, case, skip=1, given=cache))

    def _knows_nothing(self, method: Callable[..., Any]) -> bool:
        """Whether an object keeps nothing of its input, and is asked by an input: it can give slopes only."""
        asked = required(method)
        named = len(asked) == 1 and bare(asked[0].name) in NAMES["input"] | {"z", "inputs"}
        return named and next(arrays(self.obj), None) is None

    def _gives_slope(self, name: str) -> bool:
        method = getattr(self.obj, name, None)
        return inspect.isroutine(method) and not inspect.signature(method).parameters

    def _takes_gradient(self, name: str) -> bool:
        """Whether a method can be what gradients go back through: backward(lr) after gradient(dY) is not."""
        try:
            first = next(iter(inspect.signature(getattr(self.obj, name)).parameters.values()), None)
        except (AttributeError, TypeError, ValueError):
            return hasattr(self.obj, name)
        settings = (
            ("rate", "decay") if first is not None and bare(first.name) != "eta" else ()
        )  # people call dY eta
        return first is not None and not any(called(first.name, group) for group in settings)

    def _slope(self, method: Callable[..., Any], kind: Kind, case: Case, g: np.ndarray) -> Any:
        """dX by a function that gives a slope: at the input or, where it is made for that, at the output."""
        of_input = np.asarray(method(case["x"])) * g
        right = results(kind, RIGHT, self.case).get("dX")
        if right is None or equal(of_input, right, 1e-4) or self.output is None:
            return of_input
        of_output = np.asarray(method(np.asarray(self.output))) * g
        return of_output if equal(of_output, right, 1e-4) else of_input

    def kept(self, names: Sequence[str], shape: tuple[int, ...] | None) -> Any:
        """An array that the object keeps under one of these names, of this shape; None if there is none."""
        held = vars(self.obj) if hasattr(self.obj, "__dict__") else {}
        found = {bare(name): value for name, value in held.items() if isinstance(value, np.ndarray)}
        fitting = (found[name] for name in names if name in found and shape in (None, found[name].shape))
        return next(fitting, None)

    def try_forward(self, name: str, kind: Kind, case: Case, extra: Sequence[Any]) -> np.ndarray | None:
        """Let an object make what it makes at its first forward pass: its output, if it is one array."""
        try:
            return float64(self.forward(name, kind, case.owned(), extra))
        except Exception:
            return None

    def snapshot(self) -> dict[Way, np.ndarray]:
        """Copies of all the object's arrays."""
        return {} if self.obj is None else {path: array.copy() for path, array in arrays(self.obj)}


def _check_settings(function: Callable[..., Any], kind: Kind, case: Case) -> None:
    """Raise CantBuildError where a function that takes settings one by one has none that a trial asks for."""
    parameters = inspect.signature(function).parameters.values()
    names = [p.name for p in parameters]
    if any(map(is_settings, names)) or len(names) < 2:
        return
    if not any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters):
        check_asked(function, names, [p.default for p in parameters], kind.name, case)


ELEMENTWISE = ("ReLU", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "Softmax")


def _is_slope(method: Callable[..., Any]) -> bool:
    """Whether a method gives f'(x) for x, which isn't multiplied by the gradient yet."""
    try:
        names = [bare(name) for name in inspect.signature(method).parameters]
    except (TypeError, ValueError):
        return False
    return method.__name__ in SLOPES and names[:1] != [] and names[0] in NAMES["input"] | {"z", "inputs"}


SLOPES = ("gradient", "grad", "derivative", "prime", "deriv", "dx")
_MODES = {"istrain", "train", "training", "trainflg", "mode", "istraining", "trainmode"}


def _second_is_case(function: Callable[..., Any]) -> bool:
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return False
    return len(names) == 2 and names[1] in ("c", "case")
