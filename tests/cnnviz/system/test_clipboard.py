"""What was copied is let go of before the process ends, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

COPIED = """
import signal, sys
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from cnnviz.system import clipboard

application = QApplication([])
data = QMimeData()
data.setText("1\\t2")
data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
clipboard.put(data)
assert QApplication.clipboard().text() == "1\\t2"
"""
ENDS = {
    "leaving the loop": ("QTimer.singleShot(0, application.quit)\nsys.exit(application.exec())", 0),
    "the end of the program": ("", 0),
    "sys.exit": ("sys.exit(3)", 3),
    "an error": ("raise SystemExit('over')", 1),
    "a signal": (
        "signal.signal(signal.SIGTERM, lambda *_: application.quit())\n"
        "QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGTERM))\nsys.exit(application.exec())",
        0,
    ),
}


QUICK = ("sys.exit", "a signal")


@pytest.mark.fault(39)
@pytest.mark.parametrize(
    "end", [pytest.param(end, marks=() if end in QUICK else pytest.mark.slow) for end in ENDS]
)
def test_fault_39_a_process_that_has_copied_ends_with_its_own_status(end: str) -> None:
    code, status = ENDS[end]
    done = subprocess.run(
        [sys.executable, "-c", COPIED + code],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert done.returncode == status, done.stderr
    assert done.stderr.strip() in ("", "over")


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from cnnviz.shell import app

create = app.create
def made(*arguments, **keywords):
    application, window = create(*arguments, **keywords)
    def copy():
        window.action("runs").trigger()
        window.panels["RunsSheet"].copy()
        QTimer.singleShot(0, window.action("quit").trigger)
    QTimer.singleShot(300, copy)
    return application, window
app.create = made
sys.exit(app.main())
"""


@pytest.mark.slow
def test_the_window_is_left_with_status_0_after_the_runs_were_copied() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=dict(os.environ)
    )
    assert (done.returncode, done.stderr) == (0, "")
