"""Undo and redo of the whole window: one pair of commands, and the stack that they are for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QApplication, QWidget

from cnnviz.system.translation import translate
from cnnviz.widgets.undo import KeptChanges

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Undoing(QUndoGroup):
    """Choose a sheet's changes while the keyboard is in it, else those of the pad, else of the weights while
    their card is open, else the recorded batch that was left, and the run that took the place of another.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._runs = KeptChanges(self, self._take_back)
        window.session.recorded.left_changed.connect(self.choose)
        window.session.run_before.changed.connect(self.choose)
        window.session.drawing.changed.connect(self.choose)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        for changed in (self.undoTextChanged, self.redoTextChanged, self.canUndoChanged, self.canRedoChanged):
            changed.connect(self._show)

    @Slot()
    def choose(self) -> None:
        """Make the stack active that the keyboard's place and the open cards call for."""
        window = self._window
        there, left = window.session.run_before.kept is not None, window.session.recorded.left is not None
        runs = [self.tr("a new run")] if there else []
        self._runs.follow([*runs, self.tr("leaving the recorded batch")] if left else runs)
        window.action("bring_back").setEnabled(there)
        sheet, focus = window.stage.sheet, window.focusWidget()
        stack = window.panels.microscope.changes
        if sheet is not None and sheet.changes is not None and sheet.isAncestorOf(focus or window):
            stack = sheet.changes
        elif stack is not None:
            stack.canUndoChanged.connect(self.choose, Qt.ConnectionType.UniqueConnection)
            if left and not stack.canUndo():
                stack = None  # the batch was left for what has nothing to undo yet
        self.addStack(stack or self._runs)
        self.setActiveStack(stack or self._runs)
        self._show()

    def _take_back(self) -> None:
        """Bring back what was left last: the recorded batch, else the run before."""
        session = self._window.session
        if session.recorded.left is None:
            session.bring_back()
            return
        session.drawing.stop()
        session.recorded.take_back()

    @Slot(QWidget, QWidget)
    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self.choose()

    @Slot()
    @Slot(bool)
    @Slot(str)
    def _show(self, _: object = None) -> None:
        for name, words, can, text in (
            ("undo", translate("actions", "Undo"), self.canUndo(), self.undoText()),
            ("redo", translate("actions", "Redo"), self.canRedo(), self.redoText()),
        ):
            action = self._window.action(name)
            action.setEnabled(can)
            action.setText(self.tr("{0}: {1}").format(words, text) if can else words)
