"""The history of the run, and the ways back into it: where it last did well, or before the recorded step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from core.training import History

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.training import Snapshot, StepRecord


class RunHistory(QObject):
    """Keeps the session's `history`; `waiting` says that there is more of it than has been shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.waiting = False
        self._early: list[StepRecord] = []  # of a run whose first picture is yet to come

    # what is kept

    def begin(self, snapshot: Snapshot) -> None:
        """Begins the history of another run with its first picture."""
        self.session.history = History(snapshot.layers, snapshot.run)
        self.session.history.append_all(self._early)
        self._early = [record for record in self._early if record.run > snapshot.run]
        self.waiting = True

    def add(self, records: list[StepRecord]) -> None:
        """Adds the numbers of newer steps."""
        records = self._early + records
        # The first steps of a new run may come before its first picture, which begins its history.
        self._early = [record for record in records if record.run > self.session.history.run]
        self.session.history.append_all(records)
        self.waiting = True

    def add_evaluation(self, **found: Any) -> None:
        """Adds what a test has found."""
        self.session.history.add_evaluation(**found)
        self.waiting = True

    def show(self) -> None:
        """Tells of everything that has been added."""
        self.waiting = False
        self.session.history_changed.emit()

    def continue_history(self, before: History, until: int) -> None:
        """Makes the steps of another history, up to number `until`, this run's own."""
        session = self.session
        tests = [found for found in before.evaluations if found.step <= until]
        session.history = History.of(before.layers, session.history.run, before.tables(until), tests)
        session.history_changed.emit()

    # the ways back

    def go_back(self, lr: float) -> None:
        """Goes back, paused, to where the run last did well, with another learning rate."""
        session, before = self.session, self.session.history
        session.leave()
        session.ask(session.engine.go_back, lr, then=lambda step: self.continue_history(before, step))

    @Slot()
    def undo_step(self) -> None:
        """Takes the recorded step back, paused: the network is as it was before that batch."""
        session, before = self.session, self.session.history

        def undone(step: int) -> None:
            session.leave()
            self.continue_history(before, step)
            text = self.tr("The recorded step is undone: the network is as it was at step {0}.")
            session.message.emit(text.format(f"{step:,}"), "info")

        session.ask(session.engine.undo_step, then=undone)
