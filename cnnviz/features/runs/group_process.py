"""A group of runs beside the window: `cnnviz experiments` in a process of its own, watched through its files.

Ending it loses the epochs under way and nothing else, so closing the window simply does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from cnnviz.system import paths
from core.experiments.parallel import cores

EVERY = 1000  # milliseconds between two looks at the files
PATIENCE = 2000  # milliseconds for it to end


class GroupProcess(QObject):
    """One group at a time; `grown` comes every second while it runs, `ended` with what went wrong, or ""."""

    grown = Signal()
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name, self.out = "", Path()
        self._stopped = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.grown)

    @property
    def stopping(self) -> bool:
        """True once it has been asked to end, until it has."""
        return self.running and self._stopped

    @property
    def running(self) -> bool:
        """True while there are runs to wait for."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, name: str, *options: str) -> Path:
        """Makes a group's runs, or goes on with them; returns the folder that they are in."""
        self.name, self.out, self._stopped = name, paths.data_folder() / "experiments" / name, False
        environment = QProcessEnvironment.systemEnvironment()
        root, known = str(Path(__file__).parents[3]), environment.value("PYTHONPATH")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, [root, known])))
        self._process.setProcessEnvironment(environment)
        jobs = str(max(1, cores() - 1))  # one core is the window's
        command = ["-m", "cnnviz", "experiments", name, "--out", str(self.out), "--jobs", jobs, *options]
        self._process.start(sys.executable, command)
        self._timer.start()
        return self.out

    def stop(self) -> None:
        """Asks it to end, and doesn't wait; the same group goes on later."""
        if self.running:
            self._stopped = True
            self._process.terminate()

    def close(self) -> None:
        """Ends it now, for the window is closing."""
        self.stop()
        if self.running and not self._process.waitForFinished(PATIENCE):
            self._process.kill()
            self._process.waitForFinished(PATIENCE)

    @Slot()
    def _finished(self) -> None:
        self._timer.stop()
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        lines = [line for line in said.replace("\r", "\n").splitlines() if line.startswith("cnnviz: ")]
        bad = self._process.exitCode() != 0 and not self._stopped
        self.grown.emit()
        self.ended.emit((lines[-1].removeprefix("cnnviz: ") if lines else said[-200:]) if bad else "")

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._timer.stop()
            self.ended.emit(self._process.errorString())
