"""Gradient checks: is what backward() says what a nudge of the number really does?

Takes a layer, a network, or anybody's object that has forward and backward. Everything runs on copies in
float64, so the object under test stays as it was, and dropout draws the same mask at every nudge.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.gradcheck.report import ArrayCheck, Difference, Kink, Report

Index = tuple[int, ...]
Names = Mapping[str, tuple[str, str]]
KINK = 1e-3  # one-sided slopes that differ by more than this share of their size mean a kink


def gradcheck(
    obj: Any,
    x: np.ndarray,
    grad_output: np.ndarray | None = None,
    *,
    loss: Any = None,
    target: np.ndarray | None = None,
    at: str | tuple[str, Index] | None = None,
    like: Any = None,
    params: Names | None = None,
    order: int = 2,
    step: float | None = None,
    tolerance: float = 1e-6,
    most: int = 200,
    rng: np.random.Generator | None = None,
) -> Report:
    """Compare every gradient of `obj` at `x` with the slope measured by nudging.

    The number that is differentiated is sum(forward(x) * grad_output), with a random grad_output unless one
    is given, or `loss.forward(forward(x), target)`. The measured slope is (f(v + h) - f(v - h)) / 2h with
    h = 1e-6; order=4 takes four points and h = 1e-3, good to 1e-11 on smooth functions.

    at: check only "input", one parameter ("weight", "conv1.weight"), or one number: ("weight", (0, 0, 2, 2)).
    like: an object of ours to compare outputs and gradients with, given the same parameters.
    params: for objects without parameters(): {"weight": ("W", "dW")}, the attributes of value and gradient.
    most: arrays longer than this are sampled, always with their largest gradients.
    Raises ValueError when `at` names nothing that the object has.
    """
    rng = np.random.default_rng(1848) if rng is None else rng  # not 0: x itself often comes from that one
    subject = CheckedObject(obj, params)
    x = np.array(x, dtype=np.float64)
    h = step or (1e-6 if order == 2 else 1e-3)
    y, run = subject.forward(x)
    if loss is None:
        g = rng.standard_normal(y.shape) if grad_output is None else np.asarray(grad_output, np.float64)
        size = float(np.linalg.norm(y * g))
    else:
        judge = copy.deepcopy(loss)
        size = abs(judge.forward(y, target))
        g = judge.backward()
    noise = 4 * float(np.finfo(np.float64).eps) * size / h  # what rounding alone does to a measured slope
    grads = subject.backward(run, g)

    def change(high: np.ndarray, low: np.ndarray) -> float:
        if loss is None:
            return float(((high - low) * g).sum())
        return float(copy.deepcopy(loss).forward(high, target) - copy.deepcopy(loss).forward(low, target))

    name, index = (at, None) if at is None or isinstance(at, str) else at
    if name is not None and name not in grads:
        raise ValueError(f"nothing to check by the name {name!r}; there are {', '.join(grads)}")
    checks = []
    for key in grads if name is None else [name]:
        analytic = grads[key]
        value = x if key == "input" else subject.value(key)
        if analytic.shape != value.shape:
            checks.append(ArrayCheck.of_wrong_shape(key, value.shape, analytic.shape))
            continue
        places = _places(analytic, most, rng) if index is None else [tuple(index)]
        checks.append(_check(subject, x, y, key, value, analytic, places, change, h, order, tolerance, noise))
    differences = [] if like is None else _compare(subject, CheckedObject(like, None), x, g)
    return Report(type(obj).__name__, tolerance, checks, differences)


class CheckedObject:
    """The object under test: a float64 copy that is never run itself, so every run begins from one state."""

    def __init__(self, obj: Any, names: Names | None) -> None:
        self.original = copy.deepcopy(obj)
        self.names = names
        if hasattr(self.original, "astype"):
            self.original.astype(np.float64)
        for attribute, _ in (names or {}).values():
            setattr(self.original, attribute, np.array(getattr(self.original, attribute), np.float64))

    def value(self, name: str) -> np.ndarray:
        """A parameter's array; writing to it changes what the next runs see."""
        if self.names is not None:
            return np.asarray(getattr(self.original, self.names[name][0]))
        return np.asarray(self._parameters(self.original)[name].data)

    def forward(self, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """The output for x, and the copy that made it."""
        run = copy.deepcopy(self.original)
        return np.array(run.forward(x.copy()), dtype=np.float64), run

    def backward(self, run: Any, g: np.ndarray) -> dict[str, np.ndarray]:
        """Every gradient by name; "input" is what backward() returned, absent if that is None."""
        grad_input = run.backward(g.copy())
        found: dict[str, Any] = {} if grad_input is None else {"input": grad_input}
        if self.names is not None:
            found |= {name: getattr(run, gradient) for name, (_, gradient) in self.names.items()}
        else:
            found |= {name: p.grad for name, p in self._parameters(run).items() if p.grad is not None}
        return {name: np.array(a, dtype=np.float64) for name, a in found.items()}

    @staticmethod
    def _parameters(obj: Any) -> Mapping[str, Any]:
        for method in ("named_parameters", "parameters"):
            found: Any = getattr(obj, method, dict)()
            if isinstance(found, Mapping) and found:
                return found
        return {}


def _check(
    subject: CheckedObject,
    x: np.ndarray,
    y: np.ndarray,
    name: str,
    value: np.ndarray,
    analytic: np.ndarray,
    places: list[Index],
    change: Callable[[np.ndarray, np.ndarray], float],
    h: float,
    order: int,
    tolerance: float,
    noise: float,
) -> ArrayCheck:
    """Nudge each place of one array; `y` is the output without a nudge."""
    scale = max(float(np.abs(analytic).max(initial=0.0)), 1e-8)
    worst: tuple[Index, float, float, float] | None = None
    kinks: list[Kink] = []
    for place in places:
        kept = value[place]

        def output(by: float, place: Index = place, kept: float = kept) -> np.ndarray:
            value[place] = kept + by
            try:
                return subject.forward(x)[0]
            finally:
                value[place] = kept

        high, low = output(h), output(-h)
        right, left = change(high, y) / h, change(y, low) / h
        numeric = change(high, low) / (2 * h)
        mine = float(analytic[place])
        bend = abs(right - left)
        if bend > KINK * max(abs(right), abs(left), scale) + 4 * noise:
            near = h / 16  # a curve looks straight from near, a corner stays one
            bend = abs(change(output(near), y) - change(y, output(-near))) / near - 64 * noise
        if bend > KINK * max(abs(right), abs(left), scale) + 4 * noise:
            kinks.append(Kink(place, left, right, mine, tolerance * scale + noise))
            continue
        if order == 4:
            wide = change(output(2 * h), output(-2 * h))
            numeric = (8 * numeric * 2 * h - wide) / (12 * h)
        error = max(abs(numeric - mine) - noise, 0.0) / max(abs(numeric), abs(mine), 1e-3 * scale)
        if worst is None or not error <= worst[3]:
            worst = (place, mine, numeric, error)
    return ArrayCheck(name, len(places), analytic.size, worst, tuple(kinks), tolerance)


def _places(analytic: np.ndarray, most: int, rng: np.random.Generator) -> list[Index]:
    """Where to nudge: everywhere, or in a long array at the largest gradients and at random."""
    flat = np.arange(analytic.size)
    if analytic.size > most:
        largest = np.argsort(-np.abs(analytic).ravel(), kind="stable")[: most // 4]
        others = np.setdiff1d(flat, largest)
        flat = np.concatenate([largest, rng.choice(others, most - len(largest), replace=False)])
    return [
        tuple(int(i) for i in place) for place in zip(*np.unravel_index(flat, analytic.shape), strict=True)
    ]


def _compare(mine: CheckedObject, ours: CheckedObject, x: np.ndarray, g: np.ndarray) -> list[Difference]:
    """Where outputs and gradients first differ from those of an object of ours with the same parameters."""
    names = mine.names if mine.names is not None else mine._parameters(mine.original)
    for name, parameter in ours._parameters(ours.original).items():
        if name in names:
            parameter.data = mine.value(name).reshape(parameter.data.shape).copy()
    (y, run), (expected, other) = mine.forward(x), ours.forward(x)
    pairs = {"output": (y, expected)}
    if y.shape == expected.shape:
        left, right = mine.backward(run, g), ours.backward(other, g)
        pairs |= {f"gradient of {name}": (left[name], right[name]) for name in right if name in left}
    found = [Difference.between(name, *pair) for name, pair in pairs.items()]
    return [difference for difference in found if difference is not None]
