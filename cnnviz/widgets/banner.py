"""A message in place: a slim bar in the line at the window's foot, with a sentence and a close button.

News goes by itself after a few seconds, later if it has a button that does something about it, and never
while the mouse or the keyboard is in it; an error stays until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.system.wording import worded
from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.lettering import magnify
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel, set_tip

SECONDS, LONGER = 5.0, 20.0  # without a button, and with one
MARGIN = 8
LEFT, APART, BUTTON = 32, 8, 22  # pixels: left of the text, between the parts, and how high a button is
ICON = 16


def _always() -> bool:
    return True


class Banner(QWidget):
    """Hidden until it has something to say."""

    placed = Signal(
        int
    )  # pixels of the line at the foot, from the right, that it takes; 0 while it is hidden

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._kind = "info"
        self._label = PlainLabel(self, size=theme.BODY, wrap=True, name="message_text")
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = Button("message_close", "flat", "close", self, clicked=self.hide)
        self._close.setAccessibleName(self.tr("Close the message"))
        set_tip(self._close, self._close.accessibleName())
        self._remedy = Button("message_action", "raised", parent=self, clicked=self._act)
        self._remedy.hide()
        self._do: Callable[[], None] | None = None
        self._lasts = _always
        self._row = fill(hbox(self, APART), (self._label, 1), self._remedy, self._close)
        self._foot = BUTTON
        self.magnify(1)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go)
        self.hide()

    def magnify(self, by: float) -> None:
        """Write larger or smaller."""
        self.magnified = by
        magnify(self, by)
        for button in (self._remedy, self._close):
            button.setFixedHeight(round(BUTTON * by))
            button.setIconSize(QSize(round(ICON * by), round(ICON * by)))
        self._row.setContentsMargins(round(LEFT * by), 1, 2, 1)

    def say(self, text: str, kind: str) -> None:
        """Show a message; "error" stays, "info" goes by itself."""
        self._kind = kind
        self._do, self._lasts = None, _always
        self._remedy.hide()
        text = worded(text)
        self._label.setText(text)
        self.setAccessibleName(text)
        self._wait(SECONDS)
        self._appear()
        self.update()

    def _wait(self, seconds: float) -> None:
        """Go after so many seconds, unless it is an error."""
        self._timer.stop()
        if self._kind != "error":
            self._timer.start(round(seconds * 1000))

    @Slot()
    def _go(self) -> None:
        if self.underMouse() or self._close.hasFocus() or self._remedy.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _appear(self) -> None:
        self.show()
        self.place(self._foot)
        self.raise_()

    def end_news(self) -> None:
        """Hide what would soon have gone by itself and offers nothing."""
        if self._timer.isActive() and self._do is None:
            self.hide()

    def last(self, holds: Callable[[], bool]) -> None:
        """Hide the message in sight, button and all, once `holds` says that it isn't true any more."""
        self._lasts = holds

    @Slot()
    @Slot(int)
    def look_again(self, _: int = 0) -> None:
        """Something has changed: is the message in sight still true?"""
        if not (self.isHidden() or self._lasts()):
            self.hide()

    def offer(self, words: str, do: Callable[[], None]) -> None:
        """Put a button that does something about it beside the message in sight."""
        self._do = do
        self._wait(LONGER)
        self._remedy.say(words)
        self._remedy.setAccessibleName(words)
        set_tip(self._remedy, words)
        self._remedy.show()
        self._appear()

    def _act(self) -> None:
        do = self._do
        self.hide()
        if do is not None:
            do()

    @property
    def text(self) -> str:
        """The message in sight, "" if there is none."""
        return "" if self.isHidden() else self._label.text()

    def place(self, foot: int) -> None:
        """Stand at the right of the line at its parent's foot, `foot` pixels high; higher if it must be."""
        self._foot = foot
        parent, layout = self.parentWidget(), self.layout()
        if self.isHidden() or parent is None or layout is None:
            return
        text = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        shown = [each.sizeHint().width() for each in (self._remedy, self._close) if not each.isHidden()]
        wanted = self._row.contentsMargins().left() + text + sum(shown) + APART * len(shown) + 2
        width = min(max(200, parent.width() - 2 * MARGIN), wanted)
        self.setFixedWidth(width)
        high = max(foot, layout.heightForWidth(width))
        self.setGeometry(parent.width() - MARGIN - width, max(0, parent.height() - high), width, high)
        self.placed.emit(width + MARGIN)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # not only the window that it is in
            self.placed.emit(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        role = "wrong" if self._kind == "error" else "accent"
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, role, "panel", width=1.2)
        icon = "warning" if self._kind == "error" else "info"
        size = ICON * self.magnified
        middle = min(self.height(), self._foot) / 2
        box = QRectF(10 * self.magnified, middle - size / 2, size, size)
        icons.paint(painter, icon, box, theme.colour(role))
        painter.end()
