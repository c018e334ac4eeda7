"""Where the window's runs are kept: each in a folder of its own, from its first test on.

A run is written down after each test, its history when it ends; what it has learnt is the weight files'
matter.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import Session
from cnnviz.system import paths
from core.experiments import RunRecord, read_runs
from core.experiments.run import HISTORY
from core.files.atomic import FileError
from core.training import History, TrainConfig

Run = tuple[Path, RunRecord]


def folder() -> Path:
    """The folder of the window's own runs."""
    return paths.data_folder() / "runs"


class Library(QObject):
    """The runs that are kept, and the folders that were opened beside them; keeps the session's own."""

    changed = Signal()

    def __init__(self, session: Session, keep: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.keep, self.own = session, keep, folder()
        self.opened: list[Path] = []
        self._history: History = session.history
        self._config: TrainConfig = session.config
        self._data = ""
        self._tests = 0
        self._touched = False  # whether the run is no longer what its settings make of it
        self._place: Path | None = None
        self.resting = False  # while a run is in the session that isn't to be kept
        session.history_changed.connect(self._look)
        session.ended.connect(self._end)

    def runs(self) -> list[Run]:
        """Every run there is: the one under way, then the newest first, then those of opened folders."""
        found = sorted(read_runs(self.own), key=lambda run: run[0], reverse=True)
        for place in self.opened:
            found += [run for run in read_runs(place) if run not in found]
        return found

    def open(self, place: Path) -> int:
        """Adds a folder's runs; how many it has."""
        count = len(read_runs(place))
        if count and place not in self.opened:
            self.opened.append(place)
        return count

    @Slot()
    def _end(self) -> None:
        """Writes down how the run under way ended, when the window closes."""
        if self._place is not None:
            self._write("done")
            with contextlib.suppress(FileError):
                self._history.save_csv(self._place / HISTORY)
        self._place = None

    def _finish(self) -> None:
        """The same between two runs, the long file on the training thread: the window doesn't wait."""
        if self._place is not None:
            self._write("done")
            self.session.ask(self._history.save_csv, self._place / HISTORY)
        self._place = None

    def go_on(self) -> None:
        """Goes on with the run that was there before it rested: its history is a new object now."""
        self.resting, self._history = False, self.session.history

    @Slot()
    def _look(self) -> None:
        history = self.session.history
        if self.resting:
            return
        if history is not self._history:
            self._finish()
            self._history, self._config, self._tests = history, self.session.config, 0
            self._touched = False
        shot = self.session.snapshot
        self._touched = self._touched or (shot is not None and shot.run == history.run and shot.touched)
        if len(history.evaluations) != self._tests:
            self._tests = len(history.evaluations)
            self._write("running")
            self.changed.emit()

    def _write(self, state: str) -> None:
        """Keeps what is known of the run; a disk that refuses costs the record, not the run."""
        if not self.keep:
            return
        config, history = self._config, self._history
        if self._place is None:
            name = time.strftime("%Y-%m-%d %H%M%S ") + f"{config.preset}-seed{config.seed}"
            self._place = self.own / name
            images = self.session.data_path
            self._data = "" if images is None else images.name
        tests = tuple(history.evaluations)
        passed = float(history.column("time")[-1]) if len(history) else 0.0
        step = int(history.steps[-1]) if len(history) else 0
        record = RunRecord(self._place.name, config, state, step, step, tests, wall=passed, data=self._data)
        if self._touched:
            record = replace(record, note=self.tr("Its weights were changed by hand."))
        with contextlib.suppress(OSError, FileError):
            self._place.mkdir(parents=True, exist_ok=True)
            record.save(self._place)
