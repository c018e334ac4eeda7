"""The history of the run, and the ways back into it: where it last did well, or before the recorded step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.training import History, RunBegan, RunHistories

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.training.news import Entry


class RunHistory(QObject):
    """Keeps the session's `history`; `waiting` says that there is more of it than has been shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.waiting = False
        self._histories = RunHistories()
        self._said = ""  # what was refused to the history, told already
        self._early: list[Entry] = []  # of runs whose first picture is yet to come

    # what is kept

    def add(self, entries: list[Entry], run: int) -> None:
        """Adds what the engine tells, as far as run number `run`, the one in sight; the rest waits for its
        first picture.
        """
        entries = self._early + entries
        begun = [at for at, e in enumerate(entries) if isinstance(e, RunBegan) and e.version.run > run]
        now = begun[0] if begun else len(entries)
        self._early = entries[now:]
        if now:
            self._take(entries[:now])
            self.waiting = True
            self._say_trouble()

    def finish(self) -> None:
        """Adds what is left once the training thread has ended: the history as the engine left it."""
        self._take(self._early + self.session.engine.feed.take_all()[1])
        self._early = []

    @property
    def set_apart(self) -> History:
        """The history of the run that waits while another one is in its place; empty if none does."""
        return self._histories.waiting or History()

    def _take(self, entries: list[Entry]) -> None:
        session = self.session
        begun = self._histories.take(entries)
        session.history = self._histories.current
        for began, history in begun:
            session.run_before.follow(began, history)
            session.data_path = Path(began.place) if began.place else None

    def _say_trouble(self) -> None:
        trouble = self.session.history.trouble
        if trouble and trouble != self._said:
            self.session.message.emit(trouble, "error")
        self._said = trouble

    def show(self) -> None:
        """Tells of everything that has been added."""
        self.waiting = False
        self.session.history_changed.emit()

    # the ways back

    def go_back(self, lr: float) -> None:
        """Goes back, paused, to where the run last did well, with another learning rate."""
        self.session.leave()
        self.session.ask(self.session.engine.go_back, lr)

    @Slot()
    def undo_step(self) -> None:
        """Takes the recorded step back, paused: the network is as it was before that batch."""
        session = self.session

        def undone(step: int) -> None:
            session.leave()
            text = self.tr("The recorded step is undone: the network is as it was at step {0}.")
            session.message.emit(text.format(f"{step:,}"), "info")

        session.ask_run(session.engine.undo_step, then=undone)
