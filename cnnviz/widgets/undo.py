"""Undo and redo of changes whose states are kept elsewhere: in the core, or on the training thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from cnnviz.widgets.controls import Button, tell


class KeptChanges(QUndoStack):
    """Follows what can be undone where the changes are kept, and calls what undoes and redoes there."""

    def __init__(
        self, parent: QObject, undo: Callable[[], object], redo: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(parent)
        self._undo, self._redo = undo, redo
        self._known: tuple[list[str], list[str]] = [], []
        self._following = False
        self.indexChanged.connect(self._turned)

    def follow(self, done: Sequence[str], undone: Sequence[str] = ()) -> None:
        """Take over what can be undone, oldest first, and redone, the next first, each by its name."""
        known = list(done), list(undone)
        if known == self._known and self.index() == len(done):
            return
        self._known, self._following = known, True
        self.clear()
        for text in (*done, *undone):
            self.push(QUndoCommand(text))
        self.setIndex(len(done))
        self._following = False

    @Slot(int)
    def _turned(self, index: int) -> None:
        # Not in the command itself: what undoes may follow at once, and lets the command go.
        if not self._following:
            done, undone = self._known
            back = index < len(done)
            self._known = (done[:-1], [done[-1], *undone]) if back else ([*done, undone[0]], undone[1:])
            (self._undo if back else self._redo)()

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
