"""Settings that are written a moment after a choice: a program that is killed has not forgotten it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from cnnviz.session.background import Background
from cnnviz.shell.shell import Shell
from cnnviz.system import settings

SOON = 500  # milliseconds after the newest choice: several in a row are written once


class SettingsWriter(QObject):
    """Writes what a window remembers, on a thread of its own."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._written = window.remembered  # of this window: others write what is chosen in them
        self._background = Background(window.session, self)
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.timeout.connect(self._write)
        window.chosen.connect(self._timer.start)

    @Slot()
    def _write(self) -> None:
        if self._background.running:
            self._timer.start()  # one after the other: the newest is the last to be written
            return
        remembered, before = self._window.remembered, self._written

        def written(done: bool) -> None:
            if done:
                self._written = remembered

        self._background.start(lambda _: settings.save_changes(remembered, before), then=written)

    def write_at_once(self) -> None:
        """Write what isn't written yet: the window closes."""
        settings.save_changes(self._window.remembered, self._written)
