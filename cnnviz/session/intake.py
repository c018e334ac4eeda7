"""What comes from the training thread, and when it is shown: events at once, pictures and numbers in time.

The feed is emptied at a rate that painting can keep up with. The session's state follows from the newest
picture and from the trace in sight.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from cnnviz.session.pacing import FRAME, Pace
from cnnviz.system import garbage

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.training import Event, Snapshot


class FeedReader(QObject):
    """Empties the engine's feed into the session, and keeps its state."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._engine_state = "loading"
        self._pace = Pace()
        self.timer = QTimer(self)
        self.timer.setInterval(round(FRAME * 1000))
        self.timer.timeout.connect(self._tick)

    # the clock

    def painted(self, seconds: float) -> None:
        """Counts time that went into painting; the next picture waits until it is under its share."""
        self._pace.painted(seconds)

    def painting(self) -> AbstractContextManager[None]:
        """Counts everything inside as painting, once, whatever the panels themselves report in it."""
        return self._pace.painting()

    @Slot()
    def _tick(self) -> None:
        garbage.collect_due()
        training, past = self.session.training, self.session.past
        now = time.monotonic()
        if training and not self._pace.picture_due(now):
            return
        with self.painting():
            # Maps and curves take turns, so that neither waits for the other to be painted.
            if training and past.waiting and self._pace.curves_due(now):
                past.show()
            else:
                self.take()
        self._pace.drew(now)

    # pictures and numbers

    @Slot()
    def take(self) -> None:
        """Takes what the feed holds now."""
        session, past = self.session, self.session.past
        snapshot, entries = session.engine.feed.take_all()
        newest = snapshot or session.snapshot
        past.add(entries, 0 if newest is None else newest.run)
        if snapshot is not None:
            self.adopt(snapshot)
            session.snapshot_changed.emit()
        if past.waiting and not session.training:
            past.show()

    def adopt(self, snapshot: Snapshot) -> None:
        """Makes a snapshot the newest; with one of another run everything of the run before goes."""
        session = self.session
        before, session.snapshot = session.snapshot, snapshot
        # The state comes with the picture, so that the two never contradict each other.
        self._engine_state = snapshot.state
        if before is None or before.run != snapshot.run:
            session.ready = True
            session.config = snapshot.config
            if not session.lesson:
                session.leave()  # what was recorded is another run's
            session.config_changed.emit()
        session.grid.stay()
        self.settle()

    # events and the state

    @Slot(object)
    def take_event(self, event: Event) -> None:
        """Takes what the engine tells of, in between pictures."""
        session = self.session
        if event.kind in ("error", "diverged"):
            session.message.emit(event.text, "error")
            if event.kind == "error" and session.ready:  # a picture that says so may be what failed
                self._engine_state = session.engine.state
                self.settle()
            if "good_step" in event.data:
                step, lr = event.data["good_step"], event.data["lr"]
                words = self.tr("Go back to step {0} with a learning rate of {1}")
                session.offered.emit(words.format(f"{step:,}", f"{lr:g}"), lambda: session.go_back(lr))
        elif event.kind == "dropped":
            words = self.tr(
                "The last image of each epoch is left out: {0} can't take the mean and variance of one "
                "image. With another batch size every image is trained on."
            )
            session.message.emit(words.format(event.data["layer"]), "info")
        elif event.kind == "state":
            session.steering.going = event.text in ("training", "evaluating")
            if event.text == "stopped":
                self._engine_state = "stopped"
                self.settle()

    @Slot(str)
    def refuse(self, why: str) -> None:
        """Says why something that was asked can't be done."""
        self.session.message.emit(why, "error")

    def settle(self) -> None:
        """Works out the state from the engine's and from the trace, and tells if it changed."""
        session, state = self.session, self._engine_state
        if state == "evaluating":
            state = "training"
        if state == "paused" and session.trace is not None:
            state = "stale" if session.recording.stale else "recorded"
        if state != session.state:
            session.state = state
            session.state_changed.emit(state)
