"""The history of the newest run, put together from what the engine tells: each step once, in its own run."""

from __future__ import annotations

from collections.abc import Iterable

from core.training.history import Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.news import Entry, RunBegan, TestsWithdrawn


class RunHistories:
    """Reads the entries of one engine's feed in order; `current` is the history of the newest run.

    A run that continues another takes over its steps here, and nowhere else, so it makes no difference when
    the answer to the command that began it arrives.
    """

    def __init__(self) -> None:
        self.current = History()
        self.waiting: History | None = None  # of a run that was set apart, and may go on

    def take(self, entries: Iterable[Entry]) -> list[tuple[RunBegan, History]]:
        """Adds what has happened; what belongs to another run than the newest is left out.

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

    def _begin(self, began: RunBegan) -> None:
        before = self.current
        self.current = self._continued(began) or History(began.layers, began.version.run)
        self.current.weights_of = began.weights_of
        if began.apart:
            self.waiting = before

    def _continued(self, began: RunBegan) -> History | None:
        """The history that a run goes on with, as its own; None if there is none of its layers."""
        run, layers = began.version.run, began.layers
        if began.history is not None:
            base, newest = began.history, None
        elif began.continues is not None:
            candidates = [self.current, *([self.waiting] if self.waiting is not None else [])]
            known = [one for one in candidates if one.holds(began.continues.run, began.step)]
            if not known:
                return None
            base, newest = known[0], began.continues.weights
            if base is self.waiting:
                self.waiting = None
        else:
            return None
        return base.continued(run, began.step, newest) if base.layers == layers else None
