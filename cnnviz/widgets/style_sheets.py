"""Another style sheet for widgets that are there: those in sight have it at once, the rest when next shown.

Qt's own way takes long: for a new style sheet of the application it polishes every widget together with all
that is in it, so each as often as it has parents, seven times on average. Here what Qt remembers of the old
one is dropped first, so that nothing is left for it to do, and each widget in sight is polished once.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


def change_style_sheet(app: QApplication, style_sheet: str) -> None:
    """Give the application another style sheet, and polish what is in sight."""
    if not app.styleSheet():
        app.setStyleSheet(style_sheet)  # nothing has been polished with one yet
        return
    app.style().unpolish(app)  # forgets the rules of all widgets
    app.setStyleSheet(style_sheet)
    for widget in app.topLevelWidgets():
        _polish_or_wait(widget)


def _polish_or_wait(widget: QWidget) -> None:
    if widget.isHidden():
        widget.installEventFilter(_polish_when_shown())
    else:
        _polish(widget)


def _polish(widget: QWidget) -> None:
    """Polish a widget and all in it that isn't hidden: parents first, whose palette the others have."""
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            _polish_or_wait(child)


class PolishWhenShown(QObject):
    """Polish what was hidden when the style sheet changed, just before it is shown again."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            _polish(watched)
        return False


@cache
def _polish_when_shown() -> PolishWhenShown:
    """The only one; it outlives every widget."""
    return PolishWhenShown()
