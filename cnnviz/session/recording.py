"""The recorded batch: how one is asked for, how it comes into sight, and how it is let go again.

A trace is of the next batch, of a guest alone, or comes out of a file. Whatever it is, the session's `trace`
is the one in sight, and the picture is of it until it is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.trace.recording import Cell, Trace
    from core.training import Guest, Version

Choice = Callable[["Trace"], "Cell"]  # which number of a new trace is selected


class Recording(QObject):
    """Brings traces into sight; at most one recording is waited for."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._waited_for: object = None
        self._then: Choice | None = None
        self._again: object = None  # the step that is waited for to be made again
        self.version: Version | None = None  # of the network that the trace in sight is of

    @property
    def apart(self) -> bool:
        """Whether the trace in sight has images of its own, not those of the grid."""
        return bool(self.session.lesson) or self.session.guests.recorded is not None

    @Slot()
    def record(self, then: Choice | None = None, guest: Guest | None = None) -> None:
        """Finishes the step, pauses, and records the next batch, which the network learns from as well.

        A guest, by default what is on show or was recorded last, is recorded alone, and nothing is learnt.
        `then` names the number of the new trace that is selected.
        """
        if self.session.time.step is not None and guest is None:
            self.session.time.record(then)  # the batch of the past step in sight
            return
        if self._waited_for is not None:
            return
        self._waited_for = mine = object()
        self._then = then
        guest = guest or self.session.exhibit.shown or self.session.guests.recorded
        self.session.ask(
            self._record_here,
            guest,
            then=lambda made: self._recorded(mine, *made),
            failed=lambda _: self._not_recorded(mine),
        )

    def make_again(self, lr: float | None) -> None:
        """Takes the recorded step back and records the same batch again with another learning rate.

        None is the rate that it was recorded with first; a message tells, and offers that.
        """
        if self._waited_for is not None or self._again is not None:
            return
        self._again = mine = object()

        def failed(_: BaseException) -> None:
            if mine is self._again:
                self._again = None

        self.session.ask(
            self._record_again_here, lr, then=lambda made: self._made_again(mine, lr, *made), failed=failed
        )

    def _record_again_here(self, lr: float | None) -> tuple[int, Trace]:
        """On the training thread: which run it is now, and the trace."""
        engine = self.session.engine
        trace = engine.record_again(lr)
        assert engine.trainer is not None
        return engine.trainer.run, trace

    def _made_again(self, which: object, lr: float | None, run: int, trace: Trace) -> None:
        """Shows it, though its run is another one by number: taking a step back begins one."""
        session = self.session
        if which is not self._again:
            return
        self._again = None
        if session.snapshot is None or session.snapshot.run != run:
            return  # another run has begun since
        self.show_trace(trace)
        rate = f"{trace.optimizer['lr']:.3g}" if trace.optimizer is not None else ""
        if lr is None:
            text = self.tr("Step {0} is again as it was, with the learning rate {1}.")
            session.message.emit(text.format(f"{trace.step:,}", rate), "info")
            return
        text = self.tr("Step {0} was made again, on the same batch, with the learning rate {1}.")
        session.message.emit(text.format(f"{trace.step:,}", rate), "info")
        session.offered.emit(self.tr("Undo"), lambda: self.make_again(None))

    def _record_here(self, guest: Guest | None) -> tuple[int, Trace, Guest | None]:
        """On the training thread: which run was recorded, the trace, and whom it is of."""
        engine = self.session.engine
        trace = engine.record() if guest is None else engine.record_guest(guest)
        assert engine.trainer is not None
        return engine.trainer.run, trace, guest

    def _recorded(self, which: object, run: int, trace: Trace, guest: Guest | None) -> None:
        session = self.session
        if which is not self._waited_for:
            return  # it was left again before it came
        self._waited_for, then = None, self._then
        if session.snapshot is None or session.snapshot.run != run:
            return  # another run has begun since
        self.show_trace(trace, guest=guest)
        cell = then(trace) if then is not None else None
        if cell is not None and _holds(trace, cell):
            session.select(cell)

    def _not_recorded(self, which: object) -> None:
        if which is self._waited_for:
            self._waited_for = None

    @property
    def stale(self) -> bool:
        """Whether the trace in sight was recorded here, of a network that has changed since."""
        session = self.session
        return session.trace is not None and not session.lesson and session.moved_on(self.version)

    def show_trace(
        self, trace: Trace, file: str = "", guest: Guest | None = None, current: bool = False
    ) -> None:
        """Takes a trace into sight; `file` is where it was opened from, `guest` whom it is of.

        `current` says that it is of the network there is now, whatever version it was recorded in.
        """
        session = self.session
        shot = session.snapshot
        self.version = shot.version if current and shot is not None else trace.version
        session.trace, session.lesson, session.guests.recorded = trace, file, guest
        session.cursor = 0
        session.grid.stay()
        session.place.look_again()
        session.settle()
        session.trace_changed.emit()
        session.cursor_changed.emit(0)
        if session.selection is not None:
            session.place.reach(session.selection)

    @Slot()
    def leave(self) -> None:
        """Lets the recorded batch go, or the one that is waited for; the picture is the live one again."""
        session = self.session
        self._waited_for = None
        if session.trace is None:
            return
        apart = self.apart
        session.trace, session.lesson, session.guests.recorded = None, "", None
        session.cursor = 0
        if apart:
            session.grid.come_back()
        session.grid.stay()
        session.select(None)
        session.walk.clear()
        session.trace_changed.emit()
        session.settle()


def _holds(trace: Trace, cell: Cell) -> bool:
    """Whether a number that was asked for before the trace came is in it: it may be of other images."""
    try:
        trace.at(cell)
    except (KeyError, IndexError, ValueError):
        return False
    return True
