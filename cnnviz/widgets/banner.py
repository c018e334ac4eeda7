"""A message in place: a slim bar at the window's foot with an icon, a sentence and a close button.

News goes by itself after a few seconds; an error stays until it is closed, and so does what has a button that
does something about it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.system.wording import worded
from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel, set_tip

SECONDS = 5.0
MARGIN = 12
FOOT = 2  # pixels free beneath


class Banner(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._kind = "info"
        self._label = PlainLabel(self, size=theme.BODY, wrap=True, name="message_text")
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = Button("message_close", "flat", "close", self, clicked=self.hide)
        self._close.setAccessibleName(self.tr("Close the message"))
        set_tip(self._close, self.tr("Close the message (Esc)"))
        self._remedy = Button("message_action", "raised", parent=self, clicked=self._act)
        self._remedy.hide()
        self._do: Callable[[], None] | None = None
        row, top = hbox(self, 8, (40, 6, 6, 6)), Qt.AlignmentFlag.AlignTop
        fill(row, (self._label, 1), (self._remedy, 0, top), (self._close, 0, top))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, kind: str) -> None:
        """Show a message; "error" stays, "info" goes by itself."""
        self._kind = kind
        self._do = None
        self._remedy.hide()
        text = worded(text)
        self._label.setText(text)
        self.setAccessibleName(text)
        self._timer.stop()
        if kind != "error":
            self._timer.start(round(SECONDS * 1000))
        self.place()
        self.show()
        self.raise_()
        self.update()

    def end_news(self) -> None:
        """Hide what would soon have gone by itself."""
        if self._timer.isActive():
            self.hide()

    def offer(self, words: str, do: Callable[[], None] | None) -> None:
        """Put a button that does something about it beside the message in sight; "" withdraws both."""
        if not words:
            if self._do is not None:
                self.hide()
            return
        self._do = do
        self._timer.stop()
        self._remedy.say(words)
        self._remedy.setAccessibleName(words)
        set_tip(self._remedy, words)
        self._remedy.show()
        self.show()
        self.place()
        self.raise_()

    def _act(self) -> None:
        do = self._do
        self.hide()
        if do is not None:
            do()

    @property
    def text(self) -> str:
        """The message in sight, "" if there is none."""
        return "" if self.isHidden() else self._label.text()

    def place(self, right: int = 0) -> None:
        """Centre itself at the foot of its parent, `right` pixels of which belong to others."""
        parent, layout = self.parentWidget(), self.layout()
        if parent is None or layout is None:
            return
        room = max(200, parent.width() - right - 2 * MARGIN)
        button = 0 if self._remedy.isHidden() else self._remedy.sizeHint().width() + 8
        text = self._label.fontMetrics().horizontalAdvance(self._label.text())
        width = min(room, 640 + button, text + 100 + button)
        self.setFixedWidth(width)
        height = layout.heightForWidth(width)
        high = max(38, height)
        left = (room + 2 * MARGIN - width) // 2
        self.setGeometry(left, max(0, parent.height() - high - FOOT), width, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        role = "wrong" if self._kind == "error" else "accent"
        frame(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, role, "panel", width=1.2)
        icon = "warning" if self._kind == "error" else "info"
        icons.paint(painter, icon, QRectF(14, 11, 16, 16), theme.colour(role))
        painter.end()
