"""A learner's file: watched on the disk, checked in a process of its own at every save, never written to."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QFileSystemWatcher, QLocale, QObject, QTimer, Signal, Slot

from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from core.mistakes.check import CheckedExercise, FileCheck, check_file

SETTLE = 150  # ms without another change until a file is read: editors write in several steps
LARGEST = 1 << 20  # bytes of a file whose lines are shown


class LearnerFile(QObject):
    """`changed` comes when a check begins, ends or fails, and when another file is taken.

    `check` is the newest one that has ended, of `text`; `trouble` says why the file can't be checked, or "".
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.check: FileCheck | None = None
        self.text, self.trouble = "", ""
        self.saved = QDateTime()
        self._stop = threading.Event()
        self._stamp: tuple[int, int, int] | None = None
        self._background = Background(session, self)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._watcher.directoryChanged.connect(self._touched)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self._look)

    @property
    def checking(self) -> bool:
        """Whether a check is under way."""
        return self._background.running

    def saved_at(self) -> str:
        """The time of the newest save that was noticed."""
        return QLocale().toString(self.saved.time(), "HH:mm:ss")

    def exercise(self, name: str) -> CheckedExercise | None:
        """What the newest check found of an exercise; None before there is any."""
        if self.check is None:
            return None
        found = (c for c in self.check.exercises if c.exercise is not None and c.exercise.name == name)
        return next(found, None)

    def file_trouble(self) -> CheckedExercise | None:
        """What stops the file as a whole: a syntax error, a process that died."""
        if self.check is None:
            return None
        return next((c for c in self.check.exercises if c.exercise is None), None)

    def open(self, path: Path) -> None:
        """Watch and check another file."""
        self.path, self.check, self.text, self.trouble = path, None, "", ""
        self._stamp = None
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._watcher.addPath(str(path.parent))
        self._look()

    def end(self) -> None:
        """Stop what is under way; the window closes."""
        self._stop.set()
        self._background.end()

    @Slot()
    def check_again(self) -> None:
        """Check the file as it is now; a check under way is stopped."""
        if self.path is None:
            return
        self._stop.set()
        self._stop = stop = threading.Event()
        self.trouble = ""
        self._background.start(partial(_read_and_check, self.path, stop), self._found, self._failed)
        self.changed.emit()

    @Slot(str)
    def _touched(self, _: str) -> None:
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        """Check the file if it is another than the one that was checked."""
        if self.path is None:
            return
        if str(self.path) not in self._watcher.files():  # editors put another file in its place
            self._watcher.addPath(str(self.path))
        try:
            about = self.path.stat()
        except OSError as error:
            self._stop.set()
            self._background.cancel()
            self._stamp = None
            self.trouble = self.tr("{0} can't be read: {1}").format(self.path.name, error.strerror or error)
            self.changed.emit()
            return
        stamp = about.st_mtime_ns, about.st_size, about.st_ino
        if stamp != self._stamp:
            self._stamp = stamp
            self.saved = QDateTime.fromMSecsSinceEpoch(about.st_mtime_ns // 1_000_000)
            self.check_again()

    def _found(self, found: tuple[str, FileCheck]) -> None:
        self.text, self.check = found
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.trouble = str(error) or type(error).__name__
        self.changed.emit()


def _read_and_check(path: Path, stop: threading.Event, report: Report) -> tuple[str, FileCheck]:
    """The file's text and its check."""
    report(0.0)
    with path.open("rb") as file:
        text = file.read(LARGEST).decode("utf-8", "replace")
    found = check_file(path, stop=stop)
    report(1.0)
    return text, found
