"""What an engine tells of its histories, in the order in which it happened: the entries of the feed.

With the StepRecords and the Evaluations between them they are all that a history is made of, whatever order
commands come in.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.training.history import Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.version import Version


@dataclass(frozen=True, eq=False)
class RunBegan:
    """A run has begun: what follows is its own.

    `step` is where it stands. It goes on with the steps of the run that `continues` is a version of, up to
    that step, or with those of `history`, which came out of a file; it has none before its first if both are
    None. `weights_of` is the file whose weights it began with. While a run is `apart`, the one before it
    waits.
    """

    version: Version
    layers: tuple[str, ...]
    step: int = 0
    continues: Version | None = None
    history: History | None = None
    weights_of: str = ""
    apart: bool = False


@dataclass(frozen=True)
class TestsWithdrawn:
    """A change by hand was taken back: tests of weights with this number or a higher one are void."""

    weights: int


Entry = RunBegan | StepRecord | Evaluation | Adjustment | TestsWithdrawn
