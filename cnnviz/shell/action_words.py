"""What an action says, on its button, in its menu and in its tooltip."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence

from cnnviz.widgets.plain import set_tip


def dress(action: QAction, text: str, tip: str, icon: str) -> None:
    """Change what an action says, as Train becomes Pause."""
    action.setProperty("icon_name", icon)  # first: it isn't announced by itself
    action.setText(text)
    action.setIconText(text)
    set_tip(action, with_keys(tip, action))


def with_keys(tip: str, action: QAction) -> str:
    """A tooltip with the action's keys behind it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({keys})" if keys else tip
