"""Keys that a widget keeps from the window's shortcuts while it, or something in it, has the focus.

Qt asks with a ShortcutOverride before a key becomes a shortcut. The main window answers for all its widgets.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PRESS = (Qt.Key.Key_Space, *ENTER)
WALK = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
COLUMN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
STEPS = {  # of the arrows: rows down, columns to the right
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
MOVE = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def walked(key: int, here: int, last: int, across: int = 1) -> int | None:
    """The cell of 0..last that a key of MOVE leads to from `here`, `across` to a row; None for another key.

    Up and Down stay where there is no row beyond; Page Up and Page Down go four rows.
    """
    wanted = {
        Qt.Key.Key_Left: here - 1,
        Qt.Key.Key_Right: here + 1,
        Qt.Key.Key_Up: here - across if here >= across else here,
        Qt.Key.Key_Down: here + across if here + across <= last else here,
        Qt.Key.Key_PageUp: here - 4 * across,
        Qt.Key.Key_PageDown: here + 4 * across,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: last,
    }.get(Qt.Key(key))
    return None if wanted is None else min(max(wanted, 0), last)


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed without Ctrl, Alt and Shift."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def handled(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether a key needs nothing more of a button: ENTER presses it, Space is left to Qt, and every other is
    for what it is in. Qt's own buttons would take the arrows, with Alt as well, to go to the next control.
    """
    if event.key() in ENTER:
        button.click()
    else:
        event.ignore()
    return event.key() != Qt.Key.Key_Space


class KeyOwner:
    """A base beside QWidget, for widgets with keys of their own."""

    own_keys: ClassVar[tuple[Qt.Key, ...]] = ()

    def owns(self, event: QKeyEvent) -> bool:
        """Whether a key is this widget's rather than a shortcut's."""
        return event.key() in self.own_keys and is_plain(event)


def ends_typing(event: QKeyEvent, widget: QWidget | None) -> bool:
    """Whether a key takes what is typed into a field: it is nothing else's."""
    return isinstance(widget, QLineEdit) and event.key() in ENTER and is_plain(event)


def claim(event: QEvent, widget: QWidget | None) -> bool:
    """Accept a ShortcutOverride if the widget with the focus, or one that it is in, owns the key; a field to
    type in owns Enter.
    """
    if isinstance(event, QKeyEvent) and ends_typing(event, widget):
        event.accept()
        return True
    while widget is not None and isinstance(event, QKeyEvent):
        if isinstance(widget, KeyOwner) and widget.owns(event):
            event.accept()
            return True
        widget = widget.parentWidget()
    return False
