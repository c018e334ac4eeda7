"""The foot of the network's page: its totals or what is wrong, and the way into a run, confirmed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, restyle, tell
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip


class Foot(KeyOwner, QWidget):
    """`use_wanted` is emitted once what will happen has been confirmed."""

    use_wanted = Signal()
    settings_wanted = Signal()
    asking = False  # whether a confirmation is waited for
    _totals = _note = _error = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("build_foot")
        self._promise = ""
        self.setFixedHeight(44)
        self.totals = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD, name="build_totals")
        self.note = PlainLabel(self, size=theme.SECONDARY, name="build_note")
        for label in (self.totals, self.note):
            label.setMinimumWidth(40)
        words = fill(vbox(spacing=1), STRETCH, self.totals, self.note, STRETCH)
        tip = self.tr(
            "Open the settings of the run, filled with this network: choose the recipe, then reset."
        )
        text, wanted = self.tr("Open in settings"), self.settings_wanted
        self.settings = Button("build_settings", "raised", "", self, text, tip, wanted)
        text = self.tr("Use this network")
        self.use = Button("build_use", "primary", "", self, text, clicked=self.ask)
        tip = self.tr("Back to the layers; nothing has happened (Esc)")
        self.wait = Button("build_not_yet", "raised", "", self, self.tr("Not yet"), tip, self.withdraw)
        text = self.tr("Begin the new run")
        self.begin = Button("build_begin_run", "primary", "", self, text, clicked=self._confirmed)
        row = hbox(self, 8, (0, 4, 0, 0))
        fill(row, (words, 1), self.settings, self.use, self.wait, self.begin)
        self._say()
        self.withdraw()

    def show_answer(self, totals: str, note: str, error: str, promise: str) -> None:
        """Show the totals, or what is wrong; `promise` is what using the network will do."""
        self._totals, self._note, self._error, self._promise = totals, note, error, promise
        for button in (self.use, self.settings):
            button.setEnabled(not error)
        why = self.tr("Not while something is wrong: {0}").format(error)
        tell(self.use, self.use.text(), why if error else promise)
        tell(self.begin, self.begin.text(), promise)
        self.withdraw()

    @Slot()
    def ask(self) -> None:
        """Say what will happen, and wait for it to be confirmed."""
        self._show(asking=True)
        self.totals.setText(self.tr("Use this network?"))
        self.note.setText(self._promise)
        self.note.setProperty("role", "dim")
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def withdraw(self) -> None:
        """Take the question back."""
        had = self.begin.hasFocus() or self.wait.hasFocus()
        self._show(asking=False)
        self._say()
        if had:
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirmed(self) -> None:
        self.withdraw()
        self.use_wanted.emit()

    def _say(self) -> None:
        self.totals.setText(self._totals)
        self.note.setText(self._error or self._note)
        set_tip(self.note, self._error)
        restyle(self.note, "role", "wrong" if self._error else "dim")

    def _show(self, asking: bool) -> None:
        self.asking = asking
        for button in (self.settings, self.use):
            button.setVisible(not asking)
        for button in (self.wait, self.begin):
            button.setVisible(asking)

    own_keys = (Qt.Key.Key_Escape,)

    def owns(self, event: QKeyEvent) -> bool:
        return self.asking and super().owns(event)  # Esc answers no; otherwise it closes the sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asking and event.key() == Qt.Key.Key_Escape:
            self.withdraw()
        else:
            super().keyPressEvent(event)
