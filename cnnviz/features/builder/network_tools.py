"""The controls of the network's page in the sheet's head: what to begin from, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder import begin
from cnnviz.widgets.controls import Button, ComboBox, tell

RUNNING, EMPTY = "", "empty"


class NetworkTools(QObject):
    """Made for a page, whose slots they call."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.start = ComboBox("build_start", page)
        self.start.setPlaceholderText(self.tr("Begin from..."))
        self.start.addItem(self.tr("the network in the window"), RUNNING)
        for name, title in begin.networks():
            self.start.addItem(title, name)
        self.start.addItem(self.tr("an empty list"), EMPTY)
        self.start.setCurrentIndex(-1)
        self.start.setMinimumWidth(210)
        tell(
            self.start,
            self.tr("Begin from"),
            self.tr("Put the layers of another network in place of these; undo brings these back."),
        )
        self.undo = Button("build_undo", "flat", "undo", page)
        tell(self.undo, self.tr("Undo"), self.tr("Undo the edit (Ctrl+Z)"))
        self.redo = Button("build_redo", "flat", "redo", page)
        tell(self.redo, self.tr("Redo"), self.tr("Redo the edit (Ctrl+Shift+Z)"))
