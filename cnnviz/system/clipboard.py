"""The clipboard, given up in time: what it holds must not outlive Python.

Where no other program shares it (offscreen, minimal, a frame buffer) Qt keeps its content in a variable that
is destroyed after Python has ended. Content that was made in Python cannot be by then: the process dies.
"""

from __future__ import annotations

import atexit
import contextlib

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

SHARED = ("xcb", "wayland", "windows", "cocoa")  # platforms that hand it over to other programs when they end


def put(data: QMimeData) -> None:
    """Put content made of several kinds into the clipboard; it is let go of before the process ends."""
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_give_up)
    atexit.register(_give_up)


def _give_up() -> None:
    with contextlib.suppress(RuntimeError):  # the application may be gone
        if QGuiApplication.instance() is not None and QGuiApplication.platformName() not in SHARED:
            QGuiApplication.clipboard().clear()
