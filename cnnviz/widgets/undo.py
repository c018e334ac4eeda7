"""Undo and redo of changes whose states are kept elsewhere: in the core, or on the training thread.

Several stacks are undone as one: each turn has a number, and the newest comes first, whosever it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from cnnviz.widgets.controls import Button, tell

Turns = WeakKeyDictionary[object, int]
JUST_NOW = 1 << 60
_turns = count(1)  # all that is done, undone and done again, on any stack
# Of each change when it was done, and when it was undone, whichever stack follows it now.
_TURN_OF: tuple[Turns, Turns] = WeakKeyDictionary(), WeakKeyDictionary()


class _Change:
    """Stands for a change that its owner has no object for."""


class KeptChanges(QUndoStack):
    """Follows what can be undone where the changes are kept, and calls what undoes and redoes there.

    `busy` tells whether something is on its way that changes what can be undone, `followed` that something
    has.
    """

    followed = Signal()

    def __init__(
        self,
        parent: QObject,
        undo: Callable[[], object],
        redo: Callable[[], object] = lambda: None,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._undo, self._redo, self.busy = undo, redo, busy
        self._known: tuple[list[str], list[str]] = [], []
        self._following = False
        self._line: list[object] = []  # the changes, those that can be redone after those that can be undone
        self._way = 0  # of the turn that is yet to be followed
        self.indexChanged.connect(self._turned)

    def follow(
        self,
        done: Sequence[str],
        undone: Sequence[str] = (),
        changes: tuple[Sequence[object], Sequence[object]] | None = None,
    ) -> None:
        """Take over what can be undone, oldest first, and redone, the next first, each by its name.

        `changes` are the objects of both: as long as there is one it keeps its turn, also while it isn't
        followed.
        """
        self._number(*changes or ([_Change() for _ in done], [_Change() for _ in undone]))
        known = list(done), list(undone)
        if known != self._known or self.index() != len(done):
            self._known, self._following = known, True
            self.clear()
            for text in (*done, *undone):
                self.push(QUndoCommand(text))
            self.setIndex(len(done))
            self._following = False
        self.followed.emit()

    def _number(self, done: Sequence[object], undone: Sequence[object]) -> None:
        """Give a turn to each change that was done or undone since."""
        self._line = [*done, *undone]
        for turns, changes, way in zip(_TURN_OF, (done, undone[::-1]), (1, -1), strict=True):
            if changes and way == self._way:
                turns.pop(changes[-1], None)
            for change in changes:
                if change not in turns:
                    turns[change] = next(_turns)
        self._way = 0

    def turn(self, way: int) -> int:
        """The number of the turn that undo (-1) or redo (1) takes back, where there is one."""
        if way == -self._way:
            return JUST_NOW
        return _TURN_OF[way > 0].get(self._line[self.index() - (way < 0)], 0)

    @Slot(int)
    def _turned(self, index: int) -> None:
        # Not in the command itself: what undoes may follow at once, and lets the command go.
        if not self._following:
            done, undone = self._known
            back = index < len(done)
            self._known = (done[:-1], [done[-1], *undone]) if back else ([*done, undone[0]], undone[1:])
            self._way = -1 if back else 1
            (self._undo if back else self._redo)()
            self.followed.emit()

    def buttons(self, name: str, parent: QWidget) -> tuple[Button, Button]:
        """Make two buttons that undo and redo on this stack, wherever the keyboard is."""
        undo = Button(f"{name}_undo", "flat", "undo", parent, clicked=self.undo)
        tell(undo, self.tr("Undo"), self.tr("Take the newest change back (Ctrl+Z)"))
        redo = Button(f"{name}_redo", "flat", "redo", parent, clicked=self.redo)
        tell(redo, self.tr("Redo"), self.tr("Make it again (Ctrl+Shift+Z)"))
        for button, can, changed in (
            (undo, self.canUndo(), self.canUndoChanged),
            (redo, self.canRedo(), self.canRedoChanged),
        ):
            button.setEnabled(can)
            changed.connect(button.setEnabled)
        return undo, redo


def newest(stacks: Iterable[QUndoStack], way: int) -> QUndoStack | None:
    """The stack whose change undo (-1) or redo (1) takes back; None if there is nothing to."""
    able = [stack for stack in stacks if (stack.canUndo() if way < 0 else stack.canRedo())]
    return max(able, key=lambda stack: stack.turn(way) if isinstance(stack, KeptChanges) else 0, default=None)
