"""Another style sheet for widgets that are there: those in sight wear it at once, the rest when next shown.

Qt's own way takes long: for a new sheet of the application it polishes every widget together with all that
is in it, so each as often as it has parents, seven times on average. Here what Qt remembers of the old sheet
is dropped first, so that nothing is left for it to do, and each widget in sight is polished once.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


def change_sheet(app: QApplication, sheet: str) -> None:
    """Give the application another style sheet, and dress what is in sight."""
    if not app.styleSheet():
        app.setStyleSheet(sheet)  # nothing has been polished with one yet
        return
    app.style().unpolish(app)  # forgets the rules of all widgets
    app.setStyleSheet(sheet)
    for widget in app.topLevelWidgets():
        _dress_if_shown(widget)


def _dress_if_shown(widget: QWidget) -> None:
    if widget.isHidden():
        widget.installEventFilter(_wardrobe())
    else:
        _dress(widget)


def _dress(widget: QWidget) -> None:
    """Dress a widget and all in it that isn't hidden: parents first, whose palette the others have."""
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            _dress_if_shown(child)


class Wardrobe(QObject):
    """Dress what was out of sight when the sheet changed, just before it is shown again."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            _dress(watched)
        return False


@cache
def _wardrobe() -> Wardrobe:
    """The only one; it outlives every widget."""
    return Wardrobe()
