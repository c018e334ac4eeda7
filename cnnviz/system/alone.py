"""Other threads wait for the window's while it makes all that is in sight anew.

Each of thousands of calls between Python and Qt waits for Python's lock, up to a millisecond, as long as
another thread computes: a change of language that takes 0.3 s alone took more than a second.
"""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QTimer

LONGEST = 1.0  # seconds that anything waits, should the window never come back to its events
PAINTED = 30  # milliseconds after which what was changed has been painted, once there is time for a timer

_free = threading.Event()
_free.set()
_until = 0.0


def begin() -> None:
    """Let other threads wait until the window has painted what it changes in this turn of its events."""
    global _until
    _until = time.monotonic() + LONGEST
    _free.clear()
    QTimer.singleShot(PAINTED, _free.set)


def end() -> None:
    """Let other threads go on at once: the window closes and waits for them."""
    _free.set()


def wait() -> None:
    """Wait as long as the window wants to be alone; to be called between two parts of a work."""
    if not _free.is_set():
        _free.wait(max(0.0, _until - time.monotonic()))
