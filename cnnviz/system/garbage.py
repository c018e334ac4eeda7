"""Garbage is collected on the window's thread alone while a training thread runs.

Python collects on whichever thread happens to allocate. A Qt object that only a cycle keeps alive would then
be destroyed on the training thread, which holds one of Qt's locks and waits for Python's, while the window's
thread waits for Qt's with Python's in its hands: neither ever goes on.
"""

from __future__ import annotations

import gc

_holders: set[int] = set()


def hold(holder: object) -> None:
    """From now on, until `release`, nothing is collected but by `collect_due`."""
    _holders.add(id(holder))
    gc.disable()


def release(holder: object) -> None:
    """Let Python collect by itself again, once the last holder has let go."""
    _holders.discard(id(holder))
    if not _holders:
        gc.enable()


def collect_due() -> None:
    """Collect what Python would collect by itself now; to be called often, on the window's thread."""
    if not _holders:
        return
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation] > 0:
            gc.collect(generation)
            return
