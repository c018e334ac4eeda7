"""A small field for one argument of a layer, and a small box for one that is on or off.

Undo and redo are the sheet's, so a field leaves those keys to the window.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import restyle
from cnnviz.widgets.keys import PRESS, KeyOwner
from cnnviz.widgets.painting import frame, smooth

UNDO = (QKeySequence("Ctrl+Z"), QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
HEIGHT = 22


class SmallField(QLineEdit):
    """A line to type a value into; what it follows while it is empty stands in it, faintly."""

    def __init__(self, name: str, parent: QWidget | None = None, bold: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        weight = theme.SEMIBOLD if bold else theme.REGULAR
        self.setFont(theme.font(theme.BODY if bold else theme.SECONDARY, weight, mono=not bold))
        self.setProperty("plain", bold)
        self.setProperty("wrong", False)  # what it is usually costs no polish then
        self.setProperty("grey", False)

    def show_text(self, text: str, follows: str = "") -> None:
        """Show a value; `follows` is what it is while there is none."""
        if self.text() != text:
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # of a text too long for it the beginning is seen
        if self.placeholderText() != follows:
            self.setPlaceholderText(follows)

    def show_wrong(self, wrong: bool, grey: bool = False) -> None:
        """Frame it while its value is the trouble; `grey` while a trouble before it leaves it unknown."""
        restyle(self, "wrong", wrong)
        restyle(self, "grey", grey)

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) in UNDO:
            event.ignore()
            return False
        return super().event(event)


class Flag(KeyOwner, QCheckBox):
    """A box that is ticked or not; it keeps Space."""

    own_keys = PRESS[:1]

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box = QRectF(0.5, (self.height() - 15) / 2, 15, 15)
        edge, width = ("accent", 1.5) if self.hasFocus() else ("faint", 1.0)
        frame(painter, box, 4, edge, "raised", width)
        if self.isChecked():
            icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), theme.colour("text"))
        painter.end()
