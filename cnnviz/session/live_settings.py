"""What is changed in the run under way, its rate and its momentum, to be taken back in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from cnnviz.session.session import Session


@dataclass(frozen=True, eq=False)
class LiveChange:
    """The "lr" of the schedule, or the "momentum": what it was and what it was made."""

    name: str
    before: float
    after: float


class LiveSettings(QObject):
    """`done` can be undone, the newest last; `undone` can be done again, the next last.
    Another run has neither.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.done: list[LiveChange] = []
        self.undone: list[LiveChange] = []
        session.live.run_changed.connect(self._forget)

    def set(self, name: str, value: float) -> None:
        """Change a setting between two steps."""
        shot = self._session.snapshot
        if shot is None:
            return
        before = shot.base_lr if name == "lr" else shot.momentum
        if value == before:
            return
        self.done.append(LiveChange(name, before, value))
        self.undone.clear()
        self._apply(name, value)

    def undo(self) -> None:
        """Take the newest change back, from the next step on."""
        self.undone.append(self.done.pop())
        self._apply(self.undone[-1].name, self.undone[-1].before)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.done.append(self.undone.pop())
        self._apply(self.done[-1].name, self.done[-1].after)

    def _apply(self, name: str, value: float) -> None:
        (self._session.set_base_lr if name == "lr" else self._session.set_momentum)(value)
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self.done, self.undone = [], []
        self.changed.emit()
