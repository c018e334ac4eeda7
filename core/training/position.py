"""Where a run stands, beside its arrays."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where a run stands beside its arrays: what the next step needs to be the very same."""

    step: int
    optimizer_steps: int
    momentum: float
    base_lr: float
    by_hand: tuple[int, float]  # the step before which a rate was set by hand, and that rate
    earliest: int  # the schedule's place to begin from
    limit: float | None  # a loss above it has run away; None before the first step
