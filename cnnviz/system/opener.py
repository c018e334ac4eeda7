"""Files opened in the program that the system has for them."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """Open a file; False if no program is known that does.

    Where that is xdg-open's task it is looked for first, and what it says is not the window's: Qt, and
    xdg-open itself, would complain on standard error.
    """
    if sys.platform in ("win32", "darwin"):
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    launcher = QStandardPaths.findExecutable("xdg-open")
    if not launcher:
        return False
    process = QProcess()
    process.setProgram(launcher)
    process.setArguments([str(path)])
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached()[0])
