"""Gradient checks: is what backward() says what a nudge of the number really does?

Takes a layer, a network, or anybody's object that has forward and backward. Everything runs on copies in
float64, so the object under test stays as it was, and dropout draws the same mask at every nudge.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.gradcheck.report import ArrayCheck, Difference, Kink, Report
from core.gradcheck.subject import ROLES, CheckedObject, Names, usable, without_gradient

Index = tuple[int, ...]
Change = Callable[[np.ndarray, np.ndarray], float]  # of a number, from the second output to the first
SINGLE_STEP, SINGLE = 1e-2, 1e-3  # the nudge and the tolerance for what works in float32
DRAWS = (
    "{} gives other outputs for the same input each time (it draws at random): nothing can be measured then; "
    "fix its draws, with a seed set in forward() say, or put it in the mode for use"
)
OVERFLOWS = "{} gives outputs that are not finite for this input: nothing can be measured there"
SINGLE_NOTE = "it works in float32, so slopes are measured with larger nudges and compared to three digits"
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
    params: {"weight": ("W", "dW")}, the attributes of value and gradient, where they are not found by
    themselves (core/gradcheck/subject.py says which are).
    most: arrays longer than this are sampled, always with their largest gradients.
    What works in float32 is nudged by 1e-2 and held to 1e-3. The report is not true when nothing was checked,
    when a parameter has no gradient that was found, or when forward() draws at random; it says which.
    Raises ValueError when `at` names nothing that the object has, and for what can't be checked at all.
    """
    rng = np.random.default_rng(1848) if rng is None else rng  # not 0: x itself often comes from that one
    if why := usable(obj):
        raise ValueError(why)
    x = np.array(x, dtype=np.float64)
    subject = CheckedObject(obj, params, x)
    subject_name = type(obj).__name__
    y, run = subject.forward(x)
    if not np.allclose(subject.forward(x)[0], y, rtol=1e-9, atol=1e-12, equal_nan=True):
        return Report(subject_name, tolerance, [], [], note=DRAWS.format(subject_name))
    if not np.isfinite(y).all():
        return Report(subject_name, tolerance, [], [], note=OVERFLOWS.format(subject_name))
    subject.notice_single(x, y)
    if subject.single:
        tolerance = max(tolerance, SINGLE)
    h = step or (SINGLE_STEP if subject.single else 1e-6 if order == 2 else 1e-3)
    eps = float(np.finfo(np.float32 if subject.single else np.float64).eps)
    g, size, change = _differentiated(y, rng, grad_output, loss, target)
    nudging = Nudging(subject, x, y, change, h, order, tolerance, noise=4 * eps * size / h)
    grads = subject.backward(run, g)
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
        checks.append(nudging.check(key, value, analytic, places))
    differences = [] if like is None else _compare(subject, CheckedObject(like, None), x, g)
    unchecked = without_gradient(subject, grads) if name is None else ()
    note = SINGLE_NOTE if subject.single else ""
    report = Report(subject_name, tolerance, checks, differences, unchecked, note)
    if all(check.ok for check in checks) and not differences:
        return report
    from core.mistakes.diagnosis import named_in  # the catalogue is read only where something is wrong

    return replace(report, named=named_in(obj, params))


def _differentiated(
    y: np.ndarray, rng: np.random.Generator, grad_output: np.ndarray | None, loss: Any, target: Any
) -> tuple[np.ndarray, float, Change]:
    """The gradient of the number that is differentiated for the output `y`, its size, and its changes."""
    if loss is None:
        g = rng.standard_normal(y.shape) if grad_output is None else np.asarray(grad_output, np.float64)
        return g, float(np.linalg.norm(y * g)), lambda high, low: float(((high - low) * g).sum())
    judge = copy.deepcopy(loss)
    size = abs(judge.forward(y, target))

    def change(high: np.ndarray, low: np.ndarray) -> float:
        return float(copy.deepcopy(loss).forward(high, target) - copy.deepcopy(loss).forward(low, target))

    return judge.backward(), size, change


@dataclass(frozen=True)
class Nudging:
    """Measures slopes at `x`: `y` is the output without a nudge, `h` how far is nudged, `noise` what rounding
    alone does to a slope.
    """

    subject: CheckedObject
    x: np.ndarray
    y: np.ndarray
    change: Change
    h: float
    order: int
    tolerance: float
    noise: float

    def check(self, name: str, value: np.ndarray, analytic: np.ndarray, places: list[Index]) -> ArrayCheck:
        """Nudge each place of one array, and compare with its gradient."""
        h, y, change, noise = self.h, self.y, self.change, self.noise
        scale = max(float(np.abs(analytic).max(initial=0.0)), 1e-8)
        worst: tuple[Index, float, float, float] | None = None
        kinks: list[Kink] = []
        for place in places:
            kept = value[place]

            def output(by: float, place: Index = place, kept: float = kept) -> np.ndarray:
                value[place] = kept + by
                try:
                    return self.subject.forward(self.x)[0]
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
                kinks.append(Kink(place, left, right, mine, self.tolerance * scale + noise))
                continue
            if self.order == 4:
                wide = change(output(2 * h), output(-2 * h))
                numeric = (8 * numeric * 2 * h - wide) / (12 * h)
            error = max(abs(numeric - mine) - noise, 0.0) / max(abs(numeric), abs(mine), 1e-3 * scale)
            if worst is None or not error <= worst[3]:
                worst = (place, mine, numeric, error)
        return ArrayCheck(name, len(places), analytic.size, worst, tuple(kinks), self.tolerance)


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
    names = {name: _called(name, mine) for name in ours.found}
    for name, theirs in names.items():
        if theirs is not None and mine.value(theirs).size == ours.value(name).size:
            ours.found[name].place(ours.original, mine.value(theirs).reshape(ours.value(name).shape).copy())
    (y, run), (expected, other) = mine.forward(x), ours.forward(x)
    pairs = {"output": (y, expected)}
    if y.shape == expected.shape:
        left, right = mine.backward(run, g), ours.backward(other, g)
        for name in right:
            theirs = name if name in left else names.get(name)
            if theirs in left:
                pairs[f"gradient of {theirs}"] = (left[theirs], right[name])
    found = [Difference.between(name, *pair) for name, pair in pairs.items()]
    return [difference for difference in found if difference is not None]


def _called(name: str, mine: CheckedObject) -> str | None:
    """What somebody's object calls a parameter of ours: "weight" may be W there."""
    return next((each for each in (name, *ROLES.get(name, ())) if each in mine.found), None)
