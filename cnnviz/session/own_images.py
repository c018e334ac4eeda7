"""Opening a user's own images: read on a thread of its own while training goes on, then handed to the engine.

Thousands of pictures take a while: how far it is, and a way to stop, are said in place. Nothing of the run
changes before all of them have been read.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from cnnviz.session.background import Background, Report
from core.files.atomic import one_line

if TYPE_CHECKING:
    from cnnviz.session.session import Session

PATIENCE = 0.6  # seconds without a word: what is opened by then says nothing of its way
OFTEN = 0.2  # seconds between two words of progress


class OwnImages(QObject):
    """Reads what a path names and begins a new run on it; only the newest path asked for is opened."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.path: Path | None = None  # what is being read
        self._background = Background(session, self)
        self._background.progressed.connect(self._progressed)
        self._told = 0.0
        self._percent = -1

    @property
    def running(self) -> bool:
        """True while something is being read."""
        return self._background.running

    def open(self, path: str | Path, leave_out: bool = False) -> None:
        """Begins a new run on the images of a file or folder; what can't be used becomes a message.

        `leave_out` opens a folder of pictures without those that can't be read.
        """
        self.path = path = Path(path)
        self._told, self._percent = time.monotonic() + PATIENCE - OFTEN, -1

        def work(report: Report) -> Any:
            from cnnviz.session.images import decode
            from core.data.opening import open_train_test

            report(0.0)
            return open_train_test(path, decode, report, leave_out)

        self._background.start(
            work, lambda both: self._read(path, both), lambda error: self._failed(path, error)
        )

    @Slot()
    def cancel(self) -> None:
        """Stops reading; the run is as it was."""
        if self.running:
            self._background.cancel()
            self.session.message.emit(self.tr("Nothing was opened. The run is as it was."), "info")

    @Slot(float)
    def _progressed(self, fraction: float) -> None:
        now, percent = time.monotonic(), round(100 * fraction)
        if now - self._told < OFTEN or percent == self._percent or self.path is None:
            return
        self._told, self._percent = now, percent
        text = self.tr("Reading {0}: {1} %. The run goes on until all is read.")
        self.session.message.emit(text.format(one_line(self.path.name), percent), "info")
        self.session.offered.emit(self.tr("Stop reading"), self.cancel)

    def _read(self, path: Path, both: tuple[Any, Any]) -> None:
        def begun(_: object) -> None:
            self.session.leave()
            self.session.data_path = path
            train, test = both
            text = self.tr("A new run on the images of {0}: {1:,} to learn from, {2:,} to test.")
            self.session.message.emit(text.format(one_line(path.name), len(train), len(test)), "info")

        self.session.ask(self.session.engine.use_data, lambda: both, then=begun)

    def _failed(self, path: Path, error: Exception) -> None:
        from core.data.folder import UnreadablePicturesError

        self.session.message.emit(str(error) or type(error).__name__, "error")
        if isinstance(error, UnreadablePicturesError):
            words = self.tr("Leave out {0:,} pictures") if len(error.bad) > 1 else self.tr("Leave it out")
            self.session.offered.emit(words.format(len(error.bad)), lambda: self.open(path, leave_out=True))
