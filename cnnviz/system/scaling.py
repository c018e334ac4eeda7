"""The size of the whole window: Qt takes its factor from the environment as it begins, and another one later.

Later there is no public way, but there is the function that Qt's own tests use. It wants no window to exist,
so the windows in sight are taken off the screen and put back; the widgets in them stay as they are.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLibraryInfo, QLoggingCategory, QRect, Qt, QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

VARIABLE = "QT_SCALE_FACTOR"
LIBRARIES = ("libQt6Gui.so.6", "QtGui.framework/Versions/A/QtGui", "Qt6Gui.dll")
NAMES = ("_ZN15QHighDpiScaling15setGlobalFactorEd", "?setGlobalFactor@QHighDpiScaling@@SAXN@Z")
LARGE = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
_factor = 1.0
_asked_for = False  # by the user, in the environment: that stays
App = TypeVar("App")


def begun() -> float:
    """The factor that everything is painted in."""
    return _factor


def given() -> bool:
    """Whether the user gave the factor by the environment, which stays."""
    return _asked_for


def begin(scale: int, make: Callable[[], App]) -> App:
    """Make the application, everything of it painted in so many per cent of the usual size.

    A factor that the user gave Qt by the environment comes first. Other programs that are started from here
    don't inherit ours.
    """
    global _factor, _asked_for
    if QGuiApplication.instance() is None:
        _asked_for = VARIABLE in os.environ
    if scale == 100 or VARIABLE in os.environ or QGuiApplication.instance() is not None:
        return make()
    _factor = scale / 100
    os.environ[VARIABLE] = f"{_factor:g}"
    try:
        return make()
    finally:
        del os.environ[VARIABLE]


def change(factor: float, place: Callable[[QWidget, QRect], None]) -> bool:
    """Paint everything in another factor from now on; False where only the next start can, or a dialog asks.

    `place` moves and resizes a window that was in sight to where it has been, before it is shown again. Not
    to be called while a window handles an event: that window's native half goes.
    """
    global _factor
    call = None if _asked_for else _qt_function()
    if call is None or QApplication.activeModalWidget() is not None:  # which waits for its answer
        return False
    if factor == _factor:
        return True
    by, back = _factor / factor, []
    for window in QApplication.topLevelWidgets():
        if window.windowHandle() is None:
            continue
        if window.isVisible():
            box = window.normalGeometry() if window.windowState() & LARGE else _box(window)
            corner = window.screen().geometry().topLeft()  # which stays where it is
            box = QRect(corner + (box.topLeft() - corner) * by, box.size() * by)
            back.append((window, window.windowState(), box))
        window.hide()
        window.destroy()
    # A window that is Qt's own, the desktop, may be left, which is never shown: no reason to warn.
    category, warning = QLoggingCategory.defaultCategory(), QtMsgType.QtWarningMsg
    category.setEnabled(warning, False)
    call(factor)
    category.setEnabled(warning, True)
    _factor = factor
    for window, state, box in back:
        window.setWindowState(Qt.WindowState.WindowNoState)
        place(window, box)
        window.setWindowState(state)
        window.show()
    return True


def _box(window: QWidget) -> QRect:
    """Where a window is, its frame included, and how large it is, without."""
    return QRect(window.pos(), window.size())


@cache
def _qt_function() -> Callable[[float], None] | None:
    """Qt's function that sets the factor, None where it can't be found."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
    for library in LIBRARIES:
        for name in NAMES:
            try:
                found = ctypes.CDLL(str(folder / library))[name]
            except (OSError, AttributeError):
                continue
            found.argtypes, found.restype = [ctypes.c_double], None
            return found
    return None
