"""What an engine tells: its histories' entries, in the order in which they happened, and the rare Events.

With the StepRecords and the Evaluations between them they are all that a history is made of, whatever order
commands come in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.data.dataset import Dataset
from core.training.checkpoint import Checkpoint
from core.training.history import Adjustment, Evaluation, History
from core.training.identity import RunIdentity
from core.training.metrics import StepRecord
from core.training.snapshot import Snapshot
from core.training.version import Version

MOST_WAITING = 8  # runs that are set apart


@dataclass(frozen=True, eq=False)
class ReplacedRun:
    """A run that another one has taken the place of: all that going on needs, and its images; `made` says
    whether anything has been made of it.
    """

    checkpoint: Checkpoint
    images: tuple[Dataset, Dataset]
    made: bool = True


@dataclass(frozen=True, eq=False)
class RunBegan:
    """A run has begun: what follows is its own.

    `identity` is the run's, `step` where it stands. It goes on with the steps of the run here that has them,
    or with those of `history`, which came out of a file. `continues` is the version that it goes on from,
    None if that is from elsewhere; `about` is what its checkpoint said, where it began with one. `weights_of`
    is the file whose weights it began with, `place` the path of its images, "" for those that come with
    cnnviz. `replaced` is the run that it takes the place of, for good. While a run is `apart`, the one before
    it waits. A run that counts its steps otherwise than the one that it continues shares none with that: it
    left it at the step `forked_at`. `adjusted` is how many of the settings that were changed by hand before
    are still so. `branches` are the numbers of the other runs that share steps with it, `kept` of all whose
    steps are kept.
    """

    version: Version
    layers: tuple[str, ...]
    identity: RunIdentity
    step: int = 0
    continues: Version | None = None
    history: History | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    weights_of: str = ""
    place: str = ""
    replaced: ReplacedRun | None = None
    apart: bool = False
    forked_at: int | None = None
    adjusted: int | None = None
    branches: tuple[int, ...] = ()
    kept: frozenset[int] = frozenset()

    @property
    def before(self) -> ReplacedRun | None:
        """The run that it takes the place of; None if nothing had been made of that."""
        return self.replaced if self.replaced is not None and self.replaced.made else None


@dataclass(frozen=True)
class TestsWithdrawn:
    """A change by hand was taken back: tests of weights with this number or a higher one are void."""

    weights: int


@dataclass(frozen=True)
class AdjustmentsWithdrawn:
    """Settings that were changed by hand are as they were: all but the first `kept` changes are void."""

    kept: int


Entry = RunBegan | StepRecord | Evaluation | Adjustment | TestsWithdrawn | AdjustmentsWithdrawn


@dataclass(frozen=True)
class Event:
    """One piece of news; `data` holds its figures.

    kind      text                            data
    ready     how many images there are       run
    state     the new state                   -
    epoch     which epoch is done             epoch
    dropped   that the last image is left out layer: which can't train on it alone; told once a run
    evaluated the test accuracy               step, epoch, accuracy, loss
    diverged  what happened, what to do       layer, loss, good_step, lr: where to go back to, and with what;
                                              neither when the weights had been changed by hand
    reset     what begins                     run
    loaded    the file's name                 run, about
    resumed   where the run stands            run
    error     what failed                     error
    """

    kind: str
    text: str = ""
    step: int = 0
    data: dict[str, Any] = field(default_factory=dict)


class SnapshotFeed:
    """The one slot between the training thread and the window: filled by one thread, emptied by another.

    It keeps the newest snapshot and every entry of the history since the last look: no picture queues up, no
    number is lost.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._records: list[Entry] = []

    @property
    def wanted(self) -> bool:
        """True once the last snapshot has been taken: only then is another one worth its cost."""
        return self._snapshot is None

    def put(self, snapshot: Snapshot) -> None:
        """Leave the newest snapshot in place of the one before."""
        with self._lock:
            self._snapshot = snapshot

    def add(self, entry: Entry) -> None:
        """Add the numbers of one step, or whatever else a history is made of."""
        with self._lock:
            self._records.append(entry)

    def take_all(self) -> tuple[Snapshot | None, list[Entry]]:
        """The newest snapshot, if there is a new one, and every entry since the last call, in order."""
        with self._lock:
            taken = self._snapshot, self._records
            self._snapshot, self._records = None, []
        return taken

    def take(self) -> tuple[Snapshot | None, list[StepRecord]]:
        """The newest snapshot and the numbers of every step alone, for whoever keeps no history."""
        snapshot, entries = self.take_all()
        return snapshot, [entry for entry in entries if isinstance(entry, StepRecord)]


class RunHistories:
    """Reads the entries of one engine's feed in order; `current` is the history of the newest run.

    A run that continues another takes over its steps here, and nowhere else, so it makes no difference when
    the answer to the command that began it arrives.
    """

    def __init__(self) -> None:
        self.current = History()
        self.branches: list[History] = []  # of runs that the newest one shares steps with, oldest first
        self._kept: dict[int, History] = {}  # of the runs whose steps the engine keeps, by number
        self._waiting: list[tuple[History, dict[int, History]]] = []  # set apart, oldest first; what was kept

    def take(self, entries: Iterable[Entry]) -> list[tuple[RunBegan, History]]:
        """Add what has happened; what belongs to another run than the newest is left out.

        Returns the runs that have begun, each with the whole history of the run before it.
        """
        begun: list[tuple[RunBegan, History]] = []
        steps: list[StepRecord] = []
        for entry in entries:
            if isinstance(entry, StepRecord):
                steps.append(entry)
                continue
            self.current.append_all(steps)
            steps = []
            if isinstance(entry, RunBegan):
                begun.append((entry, self.current))
                self._begin(entry)
            elif isinstance(entry, Evaluation):
                if entry.version.run == self.current.run:
                    self.current.evaluations.append(entry)
            elif isinstance(entry, TestsWithdrawn):
                self.current.withdraw_tests(entry.weights)
            elif isinstance(entry, AdjustmentsWithdrawn):
                del self.current.adjustments[entry.kept :]
            elif isinstance(entry, Adjustment):
                self.current.adjustments.append(entry)
        self.current.append_all(steps)
        return begun

    def let_go(self, run: int) -> History:
        """The history of a run that was set apart and won't go on, though its steps are kept; empty if there
        is none. What was begun beside it has gone.
        """
        at = next((at for at, each in enumerate(self._waiting) if each[0].run == run), None)
        if at is None:
            return History()
        found, kept = self._waiting[at]
        self._kept = {**kept, run: found, **self._kept}
        del self._waiting[at:]
        return found

    def _begin(self, began: RunBegan) -> None:
        before, base = self.current, self._base(began)
        waits = next((n for n, (history, _) in enumerate(self._waiting) if history is base), None)
        if began.apart:
            self._waiting.append((before, self._kept))
            del self._waiting[1:-MOST_WAITING]  # the first is the reader's own
            self._kept = {}
        elif waits is not None:  # what was begun beside it has gone
            self._kept = self._waiting[waits][1]
            del self._waiting[waits:]
        else:
            self._kept[before.run] = before
        self._kept = {run: one for run, one in self._kept.items() if run in began.kept}
        self.branches = [self._kept[run] for run in began.branches if len(self._kept.get(run, ()))]
        run, newest = began.version.run, None
        if began.history is None and began.continues is not None:
            newest = began.continues.weights
        self.current = History(began.layers, run, began.identity)
        if base is not None and base.layers == began.layers:  # it may be of no step, but tested
            of = began.adjusted, began.identity
            self.current = base.continued(run, began.step, newest, None, *of)
        self.current.weights_of = began.weights_of

    def _base(self, began: RunBegan) -> History | None:
        """The history that a run goes on with; None if there is none."""
        if began.history is not None:
            return began.history
        known = [self.current, *(history for history, _ in reversed(self._waiting)), *self._kept.values()]
        found = [one for one in known if one.holds(began.identity, began.step)]
        return min(found, key=lambda one: one.identity.id != began.identity.id, default=None)
