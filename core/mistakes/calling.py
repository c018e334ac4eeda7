"""Calling somebody's code: objects for a trial, methods by their names, what exceptions say."""

from __future__ import annotations

import copy
import inspect
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.mistakes.case import Case
from core.mistakes.kinds import Kind
from core.mistakes.naming import NAMES, CantBuildError, arguments, bare

FORWARD = (
    *("forward", "forward_pass", "forwardpass", "forward_propagate", "forward_propagation"),
    *("forward_prop", "fprop", "feedforward", "feed_forward", "fn", "func", "call", "__call__"),
    *("run", "compute", "predict", "activate", "apply", "loss", "calculate"),
)
BACKWARD = (
    *("backward", "backward_pass", "backwardpass", "back_propagate", "back_propagation"),
    *("backward_prop", "backward_propagation", "backprop", "back_prop", "bprop", "back"),
    *("gradient", "grad", "derivative", "input_grad", "calculate_gradient", "dloss", "prime"),
    *("deriv",),
)


MEANT = re.compile(r"(raise|assert)\b")
LIBRARIES = "site-packages"


class CallStoppedError(Exception):
    """Somebody's code raised: where (`stage`), what, in which of their lines, and whether it was `meant`: by
    a raise or an assert of theirs.
    """

    def __init__(self, stage: str, error: BaseException, home: Path | None) -> None:
        self.stage = stage
        self.line = line_of(error, home)
        last = next(iter(traceback.extract_tb(error.__traceback__)[-1:]), None)
        place = Path(last.filename) if last is not None else Path(LIBRARIES)
        theirs = LIBRARIES not in str(place) and (home is None or home.parent in place.parents)
        self.meant = theirs and last is not None and bool(MEANT.match(last.line or ""))
        text = " ".join(str(error).split())[:300]
        super().__init__(f"{type(error).__name__}: {text}" if text else type(error).__name__)


class MissingMethodError(CantBuildError):
    """Somebody's object has no method that is asked for."""


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


def line_of(error: BaseException, home: Path | None) -> int | None:
    """The line of somebody's own file in which an exception arose."""
    frames = traceback.extract_tb(error.__traceback__)
    here = str(Path(__file__).parent)
    own = [
        f for f in frames if not f.filename.startswith(here) and (home is None or Path(f.filename) == home)
    ]
    return own[-1].lineno if own else None


def made(make: Any, kind: Kind, case: Case) -> Any:
    """An object or a pair of functions for a trial."""
    if isinstance(make, tuple):
        return make
    if isinstance(make, type):
        return begun(make(**arguments(make, kind.name, case)), case)
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


class GradientKeeper:
    """Stands for the optimiser of a layer that updates itself: it keeps the gradient and moves nothing."""

    def __init__(self) -> None:
        self.grad: Any = None

    def update(self, weight: Any, grad: Any) -> Any:
        """The weight as it is."""
        self.grad = grad
        return weight


def begun(obj: Any, case: Case) -> Any:
    """An object that is told the shape of its input and an optimiser before its first pass."""
    if callable(told := getattr(obj, "set_input_shape", None)):
        told(tuple(case["x"].shape[1:]))
    begin = getattr(obj, "initialize", None)
    if callable(begin) and list(inspect.signature(begin).parameters) == ["optimizer"]:
        begin(GradientKeeper())
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
        "padding": any(map(any, case.get("pads", ()))),
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


def takes_case(make: Any) -> bool:
    return inspect.isfunction(make) or inspect.ismethod(make)


def fitted(obj: Any, kind: Kind, case: Case) -> Any:
    """An object whose class can't be built anew, with the trial's settings in its attributes.

    Raises CantBuildError where a trial asks for a setting that it has no attribute for.
    """
    asked = {"stride": case.get("steps", (1, 1)) != (1, 1), "padding": any(map(any, case.get("pads", ())))}
    if kind.name in ("MaxPool2d", "AvgPool2d"):
        asked = {"kernel": case["kernel_size"] != (2, 2), "stride": case["steps"] != (2, 2)} | asked
    for group, wanted in asked.items():
        names = [name for name in vars(obj) if bare(name) in NAMES[group]]
        if names:
            setattr(obj, names[0], getattr(case, group))
        elif wanted:
            raise CantBuildError(f"{type(obj).__name__} has no {group}")
    return obj
