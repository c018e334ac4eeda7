"""The sheet for building: a network from layers, and beside it one convolution to play with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QWidget

from cnnviz.features.builder.network_page import NetworkPage
from cnnviz.session import Session
from cnnviz.widgets.layouts import scrolled
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.sheet import WATCHING, Sheet

if TYPE_CHECKING:
    from cnnviz.features.builder.convolution_page import ConvolutionPage

NETWORK, CONVOLUTION = 0, 1


class BuildSheet(Sheet):
    """Two pages; the second is made when it is first looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("build", parent)
        self.session = session
        self.entitle(self.tr("Build a network"))
        self.network = NetworkPage(session, self)
        self.changes: QUndoStack = self.network.changes
        self._nothing = QUndoStack(self)  # to be undone on the other page
        self.convolution: ConvolutionPage | None = None
        self.network.begun.connect(self.closing)
        self.network.again.connect(self.again)
        for tool in self.network.tools():
            self.add_tool(tool)
        one = self.tr("See what one convolution or pooling does, with numbers of your own.")
        words = (
            ("build_page_network", self.tr("Network"), self.tr("Put a network together, layer by layer.")),
            ("build_page_convolution", self.tr("Convolution"), one),
        )
        self.pages = Segments("build_pages", words, self, picked=self.show_page)
        self.add_tool(self.pages)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.network)
        self.body.addLayout(self._stack, 1)
        session.config_changed.connect(self._run_changed)

    def hand_over(self) -> dict[str, Any]:
        """The network that is being put together, with all that can be undone."""
        return {"network": self.network.hand_over()}

    def take_over(self, found: dict[str, Any]) -> None:
        """Go on with the network that was being put together."""
        self.network.take_over(found["network"])

    @Slot(int)
    def show_page(self, number: int) -> None:
        """Show the network (0) or the convolution (1)."""
        self.pages.choose(number)
        self.changes = self.network.changes if number == NETWORK else self._nothing
        for tool in self.network.tools():
            tool.setVisible(number == NETWORK)
        if number == CONVOLUTION and self.convolution is None:
            from cnnviz.features.builder.convolution_page import ConvolutionPage  # the sheet opens without it

            self.convolution = ConvolutionPage(self.session, self)
            self._stack.addWidget(scrolled(self.convolution, self, "convolution_area", clear=True))
        self._stack.setCurrentIndex(number)
        if self.isVisible():
            self._page_opened()

    def _page_opened(self) -> None:
        if self.convolution is not None and self._stack.currentIndex() == CONVOLUTION:
            self.convolution.opened()
        else:
            self.network.opened()
            if self.convolution is not None:
                self.convolution.closed()

    @Slot()
    def _run_changed(self) -> None:
        if self.isVisible():
            self.network.follow()
            if self.convolution is not None:
                self.convolution.follow()

    def shows(self, command: str) -> bool:
        return command in WATCHING and self._stack.currentIndex() == CONVOLUTION

    # Qt's own

    def opened(self) -> None:
        self._page_opened()

    def closed(self) -> None:
        self.network.foot.withdraw()
        if self.convolution is not None:
            self.convolution.closed()
        self.session.explain("", "")
