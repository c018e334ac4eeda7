"""A sheet: a page that lies over the network while it is open, with a title, room for tools, and a way out.

What it shows is its owner's; the stage gives it its place, and Esc closes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel

HEAD = 44  # pixels


class Sheet(QWidget):
    """`add_tool` puts controls at the right of the title; `body` is the column for everything else.

    `subtitle` stands beside the title and says what is shown.

    `closing` is emitted when it is asked to close; whoever opened it hides it. `again` asks for the settings
    of a run to be opened, filled from a TrainConfig.
    """

    closing = Signal()
    again = Signal(object)

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the window's actions; for sheets with buttons that trigger them."""

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.hide()
        head = QWidget(self)
        head.setFixedHeight(HEAD)
        self._tools = hbox(head, 8, (14, 0, 8, 0))
        self.title = PlainLabel(title, head, size=theme.READOUT, weight=theme.BOLD)
        self._tools.addWidget(self.title)
        self.subtitle = PlainLabel(head, size=theme.SECONDARY, role="dim")
        self._tools.addWidget(self.subtitle)
        self._tools.addStretch(1)
        self._close = Button(f"{name}_close", "flat", "close", head)
        tell(self._close, self.tr("Close"), self.tr("Back to the network (Esc)"))
        self._close.clicked.connect(self.closing)
        self._tools.addWidget(self._close)
        self.body = vbox(spacing=8, margins=(14, 8, 14, 12))
        column = vbox(self, 0)
        column.addWidget(head)
        column.addLayout(self.body, 1)

    def add_tool(self, control: QWidget) -> None:
        """Puts a control before the close button."""
        self._tools.insertWidget(self._tools.count() - 1, control, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.fillRect(0, HEAD - 1, self.width(), 1, theme.colour("line"))
        painter.end()
