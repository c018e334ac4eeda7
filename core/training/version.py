"""Which network a result is of, and where a run stands: what is told of a run beside its arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.data.dataset import Dataset, Preprocessing
from core.training.config import TrainConfig


@dataclass(frozen=True, slots=True)
class Version:
    """Counters of one engine; equal versions mean equal weights, of the same run, on the same images.

    `run` grows with every run that begins, a run that is put back or continued included. `weights` grows
    with every change of any kind, also with one that is taken back; it is never set back, so of two versions
    the one with more of them is the newer. `data` is the first run on these images, 0 for those of the
    beginning. `same` is the `weights` of the first version with these very numbers: less than its own where
    a change was taken back, or a run has come back. All are 0 for what comes out of a file.
    """

    run: int = 0
    weights: int = 0
    data: int = 0
    same: int = 0

    def changed(self, back: Version | None = None) -> Version:
        """The version after the weights of the same run have changed, `back` to those of an earlier one."""
        weights = self.weights + 1
        return Version(self.run, weights, self.data, weights if back is None else back.same)

    def begun(self, other_images: bool) -> Version:
        """The version of another run's first moment."""
        data = self.run + 1 if other_images else self.data
        return Version(self.run + 1, self.weights + 1, data, self.weights + 1)

    def back(self, then: Version) -> Version:
        """This version of a run that has come back as it was `then`; itself if that is out of a file."""
        return Version(self.run, self.weights, then.data, then.same) if then.run else self

    def newer_than(self, other: Version) -> bool:
        """Whether something has changed since the other version, and was not taken back."""
        return self.weights > other.weights and self.same != other.same


UNKNOWN = Version()  # of what comes out of a file


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
    adjusted: int | None = None  # how many settings were changed by hand so far; None: nobody knows


@dataclass(frozen=True, eq=False)
class RunOrigin:
    """What a run is made of besides its weights: with it a trainer of the same run can be made anywhere."""

    config: TrainConfig
    spec: dict[str, Any]
    preprocessing: Preprocessing
    images: tuple[Dataset, Dataset]
    source: str = ""  # the weight file that it began with
