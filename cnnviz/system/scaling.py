"""The size of the whole window: Qt takes its factor when the application begins, and keeps it to the end."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QGuiApplication

VARIABLE = "QT_SCALE_FACTOR"
_factor = 1.0
App = TypeVar("App")


def begun() -> float:
    """The factor that this application began with."""
    return _factor


def begin(scale: int, make: Callable[[], App]) -> App:
    """Make the application, everything of it painted in so many per cent of the usual size.

    A factor that the user gave Qt by the environment comes first. Other programs that are started from here
    don't inherit ours.
    """
    global _factor
    if scale == 100 or VARIABLE in os.environ or QGuiApplication.instance() is not None:
        return make()
    _factor = scale / 100
    os.environ[VARIABLE] = f"{_factor:g}"
    try:
        return make()
    finally:
        del os.environ[VARIABLE]
