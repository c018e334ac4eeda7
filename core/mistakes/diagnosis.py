"""`diagnose`: run somebody's layer on the trials of its kind, and say which mistake its results equal."""

from __future__ import annotations

from typing import Any

from core.mistakes.adapter import layer
from core.mistakes.kinds import Kind, kind_of
from core.mistakes.match import NOT_TRIED, Run, diagnosed
from core.mistakes.report import Report


def diagnose(obj: Any, kind: str | Kind, **adapter: Any) -> Report:
    """What is right, what is wrong, and by which mistake, in somebody's layer, loss or optimiser.

    obj: a class, an object of it, a pair of functions (forward, backward), a function of a trial's case
    that makes an object, or an `Adapter`. kind: "Conv2d", "conv", "BatchNorm2d", "softmax-cross-entropy",
    ... The keywords are Adapter's options, where something isn't found by itself.

    The object itself is left as it was. Raises ValueError for a kind that there isn't.
    """
    known = kind if isinstance(kind, Kind) else kind_of(kind)
    using = layer(obj, **adapter)
    return report_of(known, using.run_all(known), using.notes)


def report_of(kind: Kind, runs: list[Run], notes: list[str]) -> Report:
    """The report on runs that were made, notes on what wasn't tried included."""
    left_out: dict[str, list[str]] = {}
    for run in runs:
        if run.error and (run.trial.optional or run.stage == NOT_TRIED):
            left_out.setdefault(run.error, []).append(f'"{run.trial.name}"')
    told = [f"not tried: {', '.join(trials)} ({error})" for error, trials in left_out.items()]
    return diagnosed(kind, runs, [*notes, *told])
