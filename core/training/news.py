"""What an engine tells of its histories, in the order in which it happened: the entries of the feed.

With the StepRecords and the Evaluations between them they are all that a history is made of, whatever order
commands come in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.data.dataset import Dataset
from core.training.checkpoint import Checkpoint
from core.training.history import Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.version import Version


@dataclass(frozen=True, eq=False)
class ReplacedRun:
    """A run that another one has taken the place of: all that going on needs, and its images."""

    checkpoint: Checkpoint
    images: tuple[Dataset, Dataset]


@dataclass(frozen=True, eq=False)
class RunBegan:
    """A run has begun: what follows is its own.

    `step` is where it stands. It goes on with the steps of the run that `continues` is a version of, up to
    that step, or with those of `history`, which came out of a file; it has none before its first if both are
    None. `about` is what its checkpoint said, where it began with one. `weights_of` is the file whose weights
    it began with, `place` the path of its images, "" for those that come with cnnviz. `before` is the run
    that it takes the place of, None if nothing had been made of that. While a run is `apart`, the one before
    it waits. A run that counts its steps otherwise than the one that it continues shares none with that: it
    left it at the step `forked_at`.
    """

    version: Version
    layers: tuple[str, ...]
    step: int = 0
    continues: Version | None = None
    history: History | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    weights_of: str = ""
    place: str = ""
    before: ReplacedRun | None = None
    apart: bool = False
    forked_at: int | None = None


@dataclass(frozen=True)
class TestsWithdrawn:
    """A change by hand was taken back: tests of weights with this number or a higher one are void."""

    weights: int


Entry = RunBegan | StepRecord | Evaluation | Adjustment | TestsWithdrawn
