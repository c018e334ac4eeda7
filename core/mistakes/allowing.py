"""What somebody's layer does to its gradients on purpose, and isn't held against it: it clips them, or takes
steps of an optimiser of its own. What is allowed for is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.factors import FACTORS
from core.mistakes.kinds import Kind
from core.mistakes.match import Run

LIMITS = (0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)  # where people clip gradients


def allow(kind: Kind, runs: Sequence[Run], moved: bool) -> Iterator[str]:
    """Put right gradients in the place of what was made of them on purpose, and say so; `moved` is whether
    they are read from how far weights moved.
    """
    gradients = [q for q in kind.parameters.values() if any(q in run.results for run in runs)]
    wanted = {q: _with(kind, runs, q) for q in gradients}
    for limit in LIMITS:
        clipped = [q for q in gradients if _is_clipped(q, wanted[q], limit)]
        for quantity in clipped:
            for run, right in wanted[quantity]:
                run.results[quantity] = right
        if clipped:
            yield f"{' and '.join(clipped)} can't be above {limit:g}: that they are clipped was allowed for"
            return
    steps = [_step(quantity, wanted[quantity]) for quantity in gradients] if moved else []
    if steps and steps[0] and all(np.isclose(step, steps[0]) for step in steps):
        for quantity in gradients:
            for run, _ in wanted[quantity]:
                run.results[quantity] = run.results[quantity] / steps[0]
        yield f"weights move by {steps[0]:.4g} times rate times gradient: taken for its optimiser's doing"


def _with(kind: Kind, runs: Sequence[Run], quantity: str) -> list[tuple[Run, np.ndarray]]:
    """The runs that have a quantity, each with what is right."""
    return [(run, results(kind, RIGHT, run.case)[quantity]) for run in runs if quantity in run.results]


def _is_clipped(quantity: str, wanted: list[tuple[Run, np.ndarray]], limit: float) -> bool:
    pairs = [(run.results[quantity], right) for run, right in wanted]
    if not any(got.shape == right.shape and (np.abs(right) > limit).any() for got, right in pairs):
        return False
    return all(equal(got, np.clip(right, -limit, limit)) for got, right in pairs)


def _step(quantity: str, wanted: list[tuple[Run, np.ndarray]]) -> float:
    """The number that a gradient is everywhere multiplied by, if no known mistake does so; else 0."""
    found = 0.0
    for run, right in wanted:
        got, power = run.results[quantity], float((right * right).sum())
        if got.shape != right.shape or not power or not np.isfinite(got).all():
            return 0.0
        step = float((got * right).sum()) / power
        usual = [1.0, *(factor(run.case, quantity) for factor in FACTORS.values())]
        if step <= 0 or (found and not np.isclose(step, found)) or not equal(got, step * right, 1e-6):
            return 0.0
        if any(value is not None and np.isclose(step, value) for value in usual):
            return 0.0
        found = step
    return found
