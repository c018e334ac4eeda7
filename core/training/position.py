"""Where a run stands, beside its arrays, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.data.dataset import Dataset, Preprocessing
from core.training.config import TrainConfig


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
    fresh: bool = False  # whether weights were changed by hand after the newest step


@dataclass(frozen=True, eq=False)
class RunOrigin:
    """What a run is made of besides its weights: with it a trainer of the same run can be made anywhere."""

    config: TrainConfig
    spec: dict[str, Any]
    preprocessing: Preprocessing
    images: tuple[Dataset, Dataset]
    source: str = ""  # the weight file that it began with
    maker: object = None  # whose run numbers its versions have
