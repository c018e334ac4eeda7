"""What an engine tells: its histories' entries, in the order in which they happened, and the rare Events.

With the StepRecords and the Evaluations between them they are all that a history is made of, whatever order
commands come in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from core.data.dataset import Dataset
from core.training.checkpoint import Checkpoint
from core.training.history import Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.run_line import MOST_BRANCHES, UNDONE
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

    `step` is where it stands. It goes on with the steps of the run that `continues` is a version of, up to
    that step, or with those of `history`, which came out of a file; it has none before its first if both are
    None. `about` is what its checkpoint said, where it began with one. `weights_of` is the file whose weights
    it began with, `place` the path of its images, "" for those that come with cnnviz. `replaced` is the run
    that it takes the place of, for good. While a run is `apart`, the one before it waits. A run that counts
    its steps otherwise than the one that it continues shares none with that: it left it at the step
    `forked_at`. `adjusted` is how many of the settings that were changed by hand before are still so.
    `numbers` are those of the runs whose steps are known to be this one's, each up to which step.
    """

    version: Version
    layers: tuple[str, ...]
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
    numbers: Mapping[int, int] = field(default_factory=dict)

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
        self._waiting: list[tuple[History, list[History]]] = []  # set apart, oldest first; their branches
        self._base: History | None = None  # what the newest run goes on with
        self._beside: WeakKeyDictionary[History, list[History]] = WeakKeyDictionary()  # of runs replaced

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
        """The history of a run that was set apart and won't go on; empty if there is none. What was begun
        beside it has gone.
        """
        at = next((at for at, each in enumerate(self._waiting) if each[0].run == run), None)
        if at is None:
            return History()
        found = self._waiting[at][0]
        del self._waiting[at:]
        return found

    def _begin(self, began: RunBegan) -> None:
        before, continued = self.current, self._continued(began)
        self._keep_branches(began, before, continued)
        fresh = History(began.layers, began.version.run)
        self.current = fresh if continued is None else continued  # which may be of no step, but tested
        self.current.weights_of = began.weights_of

    def _keep_branches(self, began: RunBegan, before: History, continued: History | None) -> None:
        """The run before is a branch from now on if steps of it are left behind that its successor hasn't."""
        base, self._base = self._base, None
        self._beside[before] = self.branches
        if began.apart:
            self._waiting.append((before, self.branches))
            del self._waiting[1:-MOST_WAITING]  # the first is the reader's own
            self.branches = []
        elif began.forked_at is not None and len(before):
            self.branches.append(before)
        elif continued is None or base is None:
            self.branches = list(self._beside.get(began.history, ())) if began.history is not None else []
        elif base is before:
            if len(before) and int(before.steps[-1]) > began.step + UNDONE:
                self.branches.append(before)
        elif base in self.branches:  # back to another branch
            self.branches.remove(base)
            self.branches.append(before)
        else:  # back to one that was set apart, and what was begun beside it has gone
            at = next(n for n, each in enumerate(self._waiting) if each[0] is base)
            self.branches = self._waiting[at][1]
            del self._waiting[at:]
        del self.branches[:-MOST_BRANCHES]

    def _continued(self, began: RunBegan) -> History | None:
        """The history that a run goes on with, as its own; None if there is none of its layers."""
        run, layers = began.version.run, began.layers
        self._base = None
        if began.forked_at is not None:
            return None  # its steps aren't those of the run that it left
        if began.history is not None:
            base, newest = began.history, None
        elif began.continues is not None:
            candidates = [self.current, *(history for history, _ in reversed(self._waiting))]
            candidates += [one for one in self.branches[::-1] if began.continues.run == one.run]
            known = [one for one in candidates if one.holds(began.continues.run, began.step)]
            if not known:
                return None
            base, newest = known[0], began.continues.weights
            self._base = base
        else:
            return None
        if base.layers != layers:
            return None
        return base.continued(run, began.step, newest, adjusted=began.adjusted, numbers=began.numbers)
