"""Where we stand in the recorded batch: at which stop, and on which number.

The two go together: selecting a number takes the cursor on to the stop that makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.session import stops

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.trace.recording import Cell


class TraceCursor(QObject):
    """Moves the session's `cursor` and its `selection`; its `walk` remembers the way."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session

    # the cursor

    @Slot()
    def step_forward(self) -> None:
        """One stop further through the recorded batch; records one first if there is none."""
        if self.session.trace is None:
            self.session.record()
        else:
            self.set_cursor(self.session.cursor + 1)

    @Slot()
    def step_back(self) -> None:
        """One stop back through the recorded batch."""
        if self.session.trace is not None:
            self.set_cursor(self.session.cursor - 1)

    def set_cursor(self, index: int) -> None:
        """Moves to a stop of the recorded batch; beyond either end it stays there."""
        session = self.session
        if session.trace is None:
            return
        index = max(0, min(index, len(session.trace.stops) - 1))
        if index != session.cursor:
            session.cursor = index
            session.cursor_changed.emit(index)

    def stop_of(self, cell: Cell) -> int:
        """The stop of the recorded batch at which a cell's number is made."""
        trace = self.session.trace
        return stops.making(trace, cell) if trace is not None else 0

    def reach(self, cell: Cell) -> None:
        """Takes the cursor on to where a cell's number is there; it never goes back for it."""
        self.set_cursor(max(self.session.cursor, self.stop_of(cell)))

    # the selected number

    def select(self, cell: Cell | None, passing: bool = False) -> None:
        """Selects a cell of the trace; the cursor goes on to the stop that makes it.

        `passing` is one of many that a sliding window passes: going back leads to where it began.
        """
        session = self.session
        if cell != session.selection or session.ledger:
            session.selection, session.ledger = cell, False
            if cell is not None:
                (session.walk.pass_by if passing else session.walk.go)(cell)
                self.reach(cell)
            session.selection_changed.emit()

    @Slot()
    def open_ledger(self) -> None:
        """Selects no number, but the gradient ledger of the whole batch."""
        session = self.session
        if session.trace is not None and not session.ledger:
            session.selection, session.ledger = None, True
            session.selection_changed.emit()

    def turn(self, way: int) -> None:
        """Selects the cell looked at before this one (-1), or the one that was gone back from (+1)."""
        session = self.session
        cell = session.walk.here if session.selection is None else session.walk.turn(way)
        if cell is not None and cell != session.selection:
            session.selection, session.ledger = cell, False
            self.reach(cell)
            session.selection_changed.emit()

    def look_again(self) -> None:
        """In a new trace the selected cell is kept if it is there; where one has been is another batch's."""
        session = self.session
        session.walk.clear()
        cell = session.selection
        if cell is None or session.trace is None:
            return
        try:
            session.trace.at(cell)
            session.walk.go(cell)
        except (KeyError, ValueError):
            self.select(None)
