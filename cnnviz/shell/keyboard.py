"""Where the keyboard is: what goes away with the focus in it leaves it to the canvas, or to the sheet over
it, not to the next button in some row. What a sheet covers never has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Keyboard(QObject):
    """Watches the focus of one window."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def give_back(self) -> None:
        """Give the keyboard to the sheet that is open, or to the canvas."""
        stage = self._window.stage
        heir: QWidget = stage.sheet or stage
        heir.setFocus()
        there = QApplication.focusWidget()
        if there is not None:  # maybe already before, passed on by Qt as if Tab had been pressed
            event = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(there, event)

    @Slot(QWidget, QWidget)
    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """Qt passes the focus of what is hidden or disabled on to the next control, wherever that is."""
        if now is None or now.window() is not self._window:
            return
        if old is not None and old.statusTip():  # which nobody needs any more
            self._window.session.explain("", "")
        if self._window.stage.covers(now):
            self.give_back()
            return
        if old is None:
            return
        gone = not old.isVisible() or not old.isEnabled()
        if gone and self._panel(old) is not self._panel(now):
            self.give_back()
            return
        subject, _, sentence = now.statusTip().rpartition("\n")
        if sentence:  # what a control says under the mouse it says with the focus as well
            self._window.session.explain(subject, sentence)

    def _panel(self, widget: QWidget) -> QWidget | None:
        """The panel that a widget is in, None outside of all."""
        panels = (panel for panel in self._window.panels.values() if isinstance(panel, QWidget))  # no guide
        return next((panel for panel in panels if panel.isAncestorOf(widget)), None)
