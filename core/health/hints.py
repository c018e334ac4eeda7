"""All hints of a run as it stands: each rule asked, what only follows from another one left out.

Everything is computed from the history and the unit figures: no network is asked, nothing is copied but the
last steps' numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.health.course import Course
from core.health.fitting import overfitting
from core.health.hint import Hint
from core.health.rates import exploding, too_high, too_low
from core.health.signals import dead, saturated, vanishing
from core.health.units import UnitFigures
from core.training.config import TrainConfig
from core.training.history import History
from core.training.recipe import RISE

# The most severe first: what destroys a run, what stops it, what slows it, what spoils its result.
KINDS = (
    "rate-too-high",
    "exploding",
    "dead-units",
    "saturated",
    "vanishing",
    "rate-too-low",
    "overfitting",
)
# Left out while one of these is there, for it has the same cause and wants the same remedy first.
FOLLOWS = {
    "exploding": ("rate-too-high",),
    "vanishing": ("dead-units", "saturated"),
    "overfitting": ("rate-too-high", "exploding", "dead-units", "saturated", "vanishing"),
    "rate-too-low": ("dead-units", "saturated", "vanishing", "rate-too-high", "exploding"),
}


def hints(
    history: History,
    config: TrainConfig,
    spec: Mapping[str, Any],
    units: Mapping[str, UnitFigures] | None = None,
    units_step: int = 0,
    first_units: Mapping[str, UnitFigures] | None = None,
) -> list[Hint]:
    """What is amiss with a run, the most severe first; nothing for one that does well.

    `units` are the figures of its units at `units_step`, `first_units` those at the start of the run.
    """
    if not len(history):
        return []
    course = Course.of(history, spec)
    found = [
        too_high(course, config),
        exploding(course, config),
        vanishing(course, config, spec),
        too_low(course, config, _coming(history, config)),
        overfitting(history, config),
    ]
    if units:
        found.append(dead(units, units_step, course, config, spec, first_units))
        found.append(saturated(units, units_step, course, config, spec))
    by_kind = {hint.kind: hint for hint in found if hint is not None}
    for kind, causes in FOLLOWS.items():
        if any(cause in by_kind for cause in causes):
            by_kind.pop(kind, None)
    return [by_kind[kind] for kind in KINDS if kind in by_kind]


def _coming(history: History, config: TrainConfig) -> float:
    """The highest rate that a one-cycle schedule is still to reach; 0 when it doesn't rise any more."""
    if config.schedule != "onecycle" or not len(history):
        return 0.0
    done = float(history.column("epoch")[-1]) / config.epochs
    lr = history.column("lr")
    rising = len(lr) < 2 or lr[-1] >= lr[-2]
    return config.lr if rising and done < RISE else 0.0
