"""An activation that somebody's layer has inside: found by its output, and allowed for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.kinds import Kind

Function = Callable[[np.ndarray], np.ndarray]


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return np.asarray(0.5 * (1 + np.tanh(z / 2)))


ACTIVATIONS: dict[str, tuple[Function, Function]] = {  # each with its slope
    "ReLU": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype)),
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
}
WITH_ONE = ("Conv2d", "Linear")  # kinds that people put an activation into


def activation_in(kind: Kind, case: Case, y: np.ndarray) -> str:
    """The activation that makes this output of the right one; "" where none does."""
    if kind.name not in WITH_ONE:
        return ""
    right = results(kind, RIGHT, case)["y"]
    if y.shape != right.shape or equal(y, right, 1e-6):
        return ""
    return next((name for name, (made, _) in ACTIVATIONS.items() if equal(y, made(right), 1e-6)), "")


def before(name: str, kind: Kind, case: Case, y: np.ndarray) -> tuple[np.ndarray, np.ndarray | float]:
    """The output before its activation, where that comes of the right one, and the activation's slope."""
    right = results(kind, RIGHT, Case(case, again=False))["y"]
    if y.shape != right.shape:
        return y, 1.0
    made, slope = ACTIVATIONS[name]
    return np.where(np.isclose(y, made(right), rtol=1e-6, atol=1e-9), right, y), slope(right)


def goes_through(kind: Kind, case: Case, g: np.ndarray, slope: np.ndarray | float, dx: np.ndarray) -> bool:
    """Whether a backward pass goes through the activation as well; where nothing tells otherwise, it does."""
    without = results(kind, RIGHT, Case(case, g=g, again=False))["dX"]
    return not equal(dx, without, 1e-4) or equal(
        dx, results(kind, RIGHT, Case(case, g=g * slope))["dX"], 1e-4
    )
