"""The history of the newest run, put together from what the engine tells: each step once, in its own run."""

from __future__ import annotations

from collections.abc import Iterable

from core.training.history import Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.news import Entry, RunBegan, TestsWithdrawn

UNDONE, MOST_BRANCHES = 1, 8  # as a timeline has them
MOST_WAITING = 8


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
            elif isinstance(entry, Adjustment):
                self.current.adjustments.append(entry)
        self.current.append_all(steps)
        return begun

    def let_go(self, run: int) -> History:
        """The history of a run that was set apart and won't go on; empty if there is none."""
        found = next((each for each in self._waiting if each[0].run == run), None)
        if found is None:
            return History()
        self._waiting.remove(found)
        return found[0]

    def _begin(self, began: RunBegan) -> None:
        before, continued = self.current, self._continued(began)
        self._keep_branches(began, before, continued)
        self.current = continued or History(began.layers, began.version.run)
        self.current.weights_of = began.weights_of

    def _keep_branches(self, began: RunBegan, before: History, continued: History | None) -> None:
        """The run before is a branch from now on if steps of it are left behind that its successor hasn't."""
        base, self._base = self._base, None
        if began.apart:
            self._waiting.append((before, self.branches))
            del self._waiting[1:-MOST_WAITING]  # the first is the reader's own
            self.branches = []
        elif began.forked_at is not None and len(before):
            self.branches.append(before)
        elif continued is None or base is None:
            self.branches = []
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
        return base.continued(run, began.step, newest) if base.layers == layers else None
