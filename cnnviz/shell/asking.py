"""The sheets that ask before something is used: they open by themselves, and close once it is in use."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.shell.shell import Shell


class AskingSheets(QObject):
    """Follows what the session has a person look over: images, and weights with other names."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        images, weights = window.session.own_images, window.session.files.foreign
        images.looked.connect(self._images_looked)
        images.begun.connect(lambda: self._close("DataSheet"))
        weights.looked.connect(self._weights_looked)
        weights.begun.connect(lambda: self._close("WeightsSheet"))

    @Slot()
    def _images_looked(self) -> None:
        if self._window.session.own_images.looking:
            self._open("data")

    @Slot()
    def _weights_looked(self) -> None:
        if self._window.session.files.foreign.path is not None:
            self._open("weights")

    def _open(self, name: str) -> None:
        sheet, stage = self._window.sheet(name), self._window.stage
        if stage.sheet is not sheet:
            self._window.close_start()
            stage.open_sheet(sheet)

    def _close(self, kind: str) -> None:
        stage = self._window.stage
        if stage.sheet is not None and stage.sheet is self._window.panels.get(kind):
            stage.close_sheet()
