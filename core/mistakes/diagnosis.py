"""`diagnose`: run somebody's layer on the trials of its kind, and say which mistake its results equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.mistakes.adapter import layer
from core.mistakes.case import Case
from core.mistakes.finding import LAYER, STEMS
from core.mistakes.kinds import KINDS, Kind, kind_of
from core.mistakes.match import NOT_TRIED, Run
from core.mistakes.naming import bare
from core.mistakes.report import DiagnosisReport
from core.mistakes.verdicts import diagnosed


def diagnose(obj: Any, kind: str | Kind, **adapter: Any) -> DiagnosisReport:
    """What is right, what is wrong, and by which mistake, in somebody's layer, loss or optimiser.

    obj: a class, an object of it, a pair of functions (forward, backward), a function of a trial's case
    that makes an object, or an `Adapter`. kind: "Conv2d", "conv", "BatchNorm2d", "softmax-cross-entropy",
    ... The keywords are Adapter's options, where something isn't found by itself.

    The object itself is left as it was. Raises ValueError for a kind that there isn't.
    """
    known = kind if isinstance(kind, Kind) else kind_of(kind)
    using = layer(obj, **adapter)
    return report_of(known, using.run_all(known), using.notes)


def named_in(obj: Any, names: Mapping[str, tuple[str, str]] | None = None) -> tuple[str, ...]:
    """Sentences on what is wrong by a known mistake in an object whose class tells its kind; none for others.

    names: as gradcheck's `params`, {"weight": ("W", "dW"), "bias": ("b", "db")}.
    """
    kind = kind_by_class(type(obj).__name__)
    if kind is None:
        return ()
    options: dict[str, Any] = {}
    for key, (value, gradient) in (names or {}).items():
        if key in ("weight", "bias"):
            options |= {key: value, f"d{key}": gradient}
    report = diagnose(obj, kind, **options)
    return tuple(
        f"WRONG: {result.words.removeprefix('your ')}"
        for result in report
        if result.mistakes and result.verdict in ("wrong", "wrote")
    )


def kind_by_class(name: str) -> Kind | None:
    """The kind of layer that a class's name tells; None where it tells none."""
    for kind in KINDS:
        stem = STEMS.get(kind.name)
        if kind.name == name or (stem is not None and re.match(stem + LAYER, bare(name))):
            return kind
    return None


def report_of(kind: Kind, runs: list[Run], notes: list[str]) -> DiagnosisReport:
    """The report on runs that were made, notes on what wasn't tried included."""
    left_out: dict[tuple[str, str], list[str]] = {}
    for run in runs:
        if run.error and (run.optional or run.stage == NOT_TRIED):
            how = NOT_TRIED if run.trial.optional or not run.meant else "your own code refuses"
            asked = run.trial.optional and run.stage != NOT_TRIED and _asks_more(run.trial.case)
            left_out.setdefault((how, asked or run.error), []).append(f'"{run.trial.name}"')
    told = {f"{how}: {', '.join(trials)} ({error})": how for (how, error), trials in left_out.items()}
    untried = tuple(note for note, how in told.items() if how == NOT_TRIED)
    return replace(diagnosed(kind, runs, [*notes, *told]), untried=untried)


def _asks_more(case: Case) -> str:
    """What a trial asks for that many have no setting for, in words; "" where it is nothing of that kind."""
    kernel = case["w"].shape[2:] if "w" in case and case["w"].ndim == 4 else case.get("kernel_size", (1, 1))
    if kernel[0] != kernel[1] or len(set(case.get("steps", (1, 1)))) > 1:
        return "sizes of their own for height and width aren't taken"
    if any(before != after for before, after in case.get("pads", ())):
        return "a border that isn't the same on both sides isn't taken"
    return ""
