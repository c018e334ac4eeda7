"""Calling somebody's code: objects for a trial, methods by their names, what exceptions say."""

from __future__ import annotations

import copy
import inspect
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.mistakes.case import Case
from core.mistakes.kinds import Kind
from core.mistakes.naming import CantBuildError, arguments

FORWARD = (
    *("forward", "forward_pass", "forwardpass", "forward_propagate", "forward_propagation", "forward_prop"),
    *("fprop", "feedforward", "feed_forward", "call", "__call__", "run", "compute", "predict", "activate"),
    *("apply", "loss", "calculate"),
)
BACKWARD = (
    *("backward", "backward_pass", "backwardpass", "back_propagate", "back_propagation", "backward_prop"),
    *("backward_propagation", "backprop", "back_prop", "bprop", "back", "gradient", "grad", "derivative"),
    *("input_grad", "calculate_gradient", "dloss"),
)


class StoppedError(Exception):
    """Somebody's code raised: where (`stage`), what, and in which of their lines."""

    def __init__(self, stage: str, error: BaseException, home: Path | None) -> None:
        self.stage = stage
        self.line = line_of(error, home)
        text = " ".join(str(error).split())[:300]
        super().__init__(f"{type(error).__name__}: {text}" if text else type(error).__name__)


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
    raise CantBuildError(f"{kind} has no method {asked}")


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
        return make(**arguments(make, kind.name, case))
    if takes_case(make):
        return make(case)
    if hasattr(make, "__dict__") or callable(make):
        own = vars(make) if hasattr(make, "__dict__") else {}
        if not callable(make) and not any(callable(value) for value in own.values()):
            try:
                fresh = type(make)
                return fresh(**arguments(fresh, kind.name, case))
            except CantBuildError:
                pass
        return copy.deepcopy(make)
    raise CantBuildError(f"a class, an object, or a function that makes one is expected, not {make!r}")


def takes_case(make: Any) -> bool:
    return inspect.isfunction(make) or inspect.ismethod(make)
