"""A sheet: a page that lies over the network while it is open, with a title, room for tools, and a way out.

What it shows is its owner's; the stage gives it its place, and Esc closes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.dashed_card import DashedCard
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel

HEAD = 44  # pixels
WATCHING = "previous_image", "next_image", "next_mistake"  # commands that watch another image


class Heir:
    """A base beside QWidget, for what is made anew in another language and goes on where the one before was.

    `inherited` names the attributes that the new one takes over: what was found out, never a widget.
    """

    inherited: ClassVar[tuple[str, ...]] = ()

    def hand_over(self) -> dict[str, Any]:
        """What was found and chosen so far, for the one that comes after."""
        return {name: getattr(self, name) for name in self.inherited}

    def take_over(self, found: dict[str, Any]) -> None:
        """Show what the one before had found; it is done before the first opening."""
        for name in self.inherited:
            setattr(self, name, found[name])


class Sheet(Heir, QWidget):
    """`add_tool` puts controls at the right of the title; `body` is the column for everything else.

    `subtitle` stands beside the title and says what is shown.

    `closing` is emitted when it is asked to close; whoever opened it hides it. `again` asks for the settings
    of a run to be opened, filled from a TrainConfig. `menu_asked` is the right button
    on nothing in particular.
    """

    closing = Signal()
    again = Signal(object)
    menu_asked = Signal(QPoint)  # where on the screen

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the window's actions; for sheets with buttons that trigger them."""

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""

    def shows(self, command: str) -> bool:
        """Whether what a command does to the network is seen in the sheet, so that it needn't give way."""
        return False

    def opened(self) -> None:
        """Do what is due when the sheet comes into sight."""

    def closed(self) -> None:
        """Stop what is not to go on out of sight."""

    _open = False
    changes: QUndoStack | None = None  # what Ctrl+Z takes back while the keyboard is in the sheet

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies beneath isn't painted
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on nothing isn't one on what lies beneath
        self.hide()
        head = QWidget(self)
        head.setFixedHeight(HEAD)
        self._tools = hbox(head, 8, (14, 0, 8, 0))
        self.title = PlainLabel(head, size=theme.READOUT, weight=theme.BOLD)
        self._tools.addWidget(self.title)
        self.subtitle = PlainLabel(head, size=theme.SECONDARY, role="dim")
        fill(self._tools, self.subtitle, STRETCH)
        self._close = Button(f"{name}_close", "flat", "close", head)
        tell(self._close, self.tr("Close"), self.tr("Back to the network (Esc)"))
        self._close.clicked.connect(self.closing)
        self._tools.addWidget(self._close)
        self.body = vbox(spacing=8, margins=(14, 8, 14, 12))
        fill(vbox(self, 0), head, (self.body, 1))

    def entitle(self, title: str) -> None:
        """Show a title; it is the sheet's name as well."""
        self.setAccessibleName(title)
        self.title.setText(title)

    def add_tool(self, control: QWidget) -> None:
        """Put a control before the close button."""
        self._tools.insertWidget(self._tools.count() - 1, control, 0, Qt.AlignmentFlag.AlignVCenter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._open:
            self._open = True
            self.opened()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._open and self.isHidden():  # not only the window that it is in
            self._open = False
            self.closed()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.fillRect(0, HEAD - 1, self.width(), 1, theme.colour("line"))
        painter.end()


class ColumnsSheet(Sheet):
    """A sheet of two columns that scrolls; a dashed card stands there while nothing is to be shown.

    Below `narrow` pixels of width the right column goes under the left one.
    """

    def __init__(self, name: str, icon: str, narrow: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._narrow = narrow
        self.empty = DashedCard(f"{name}_empty", icon, self)
        self.page = QWidget(self)
        self.page.setObjectName(f"{name}_page")
        self.scroller = scrolled(self.page, self, f"{name}_scroll")
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.page)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.setSpacing(20)
        fill(self.body, (self.empty, 1), (self.scroller, 1))

    def show_columns(self, shown: bool) -> None:
        """Show the columns, or the card instead of them."""
        self.empty.setVisible(not shown)
        self.scroller.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._narrow
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self.columns.direction() != direction:
            self.columns.setDirection(direction)
