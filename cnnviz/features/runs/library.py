"""Where the window's runs are kept: each in a folder of its own, from its first test on.

A run is written down after each test, its history when it ends; what it has learnt is the weight files'
matter.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import numpy as np
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
        self._known: tuple[object, ...] = ()  # what was written down of the run
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
        if history.origin != self._history.origin:
            self._finish()
            self._config, self._known = self.session.config, ()
        self._history = history  # another object if the run was put back a little
        if not len(history) or (self._place is None and not history.evaluations):
            return  # weights that are looked at, or tested, are no run
        known = tuple(history.evaluations), tuple(history.adjustments), self._edited
        if known != self._known:
            self._known = known
            self._write("running")
            self.changed.emit()

    @property
    def _edited(self) -> bool:
        """Whether the weights of the run under way were changed by hand."""
        shot = self.session.snapshot
        return shot is not None and shot.run == self._history.run and shot.touched

    def live(self) -> dict[Path, tuple[np.ndarray, np.ndarray]]:
        """Epochs and losses of the run under way, whose file is written when it ends; by its folder."""
        if self._place is None:
            return {}
        return {self._place: (self._history.column("epoch"), self._history.column("loss"))}

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
        edited = bool(self._known and self._known[-1])
        record = RunRecord(
            self._place.name,
            config,
            state,
            step,
            step,
            tests,
            wall=passed,
            note=self.tr("Its weights were changed by hand.") if edited else "",
            data=self._data,
            weights_of=history.weights_of,
            adjustments=tuple(history.adjustments),
            edited=edited,
        )
        with contextlib.suppress(OSError, FileError):
            self._place.mkdir(parents=True, exist_ok=True)
            record.save(self._place)
