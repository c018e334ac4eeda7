"""What is to be done once the next run is in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Next(QObject):
    """Do something once the next run is in sight, one time."""

    def __init__(self, window: Shell, do: Callable[[Shell], None]) -> None:
        super().__init__(window)
        self._window, self._do = window, do
        window.session.config_changed.connect(self._came)

    @Slot()
    def _came(self) -> None:
        self._window.session.config_changed.disconnect(self._came)
        self._do(self._window)
        self.deleteLater()
