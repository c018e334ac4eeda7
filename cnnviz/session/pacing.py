"""How often the window draws while training runs: as often as painting can be afforded, twenty times a second
at best.

Every millisecond of painting is taken from training, so what the last picture cost says when the next one may
come.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

FRAME = 0.050  # seconds between pictures at best
CURVES = 0.200  # seconds between curves at best
PAINTING = 0.10  # of a processor's time, at most, goes into painting while training runs
BUSY = 0.5  # of the time, at most, the window's thread paints or waits to: the rest is for keys and mouse


class Pace:
    """Counts what painting costs and says when the next picture and the next curves are due."""

    def __init__(self) -> None:
        self._spent = 0.0  # seconds of the processor since the last picture
        self._busy = 0.0  # seconds that the window's thread was kept, waiting included
        self._next_picture = 0.0
        self._next_curves = 0.0

    def painted(self, seconds: float) -> None:
        """Counts painting that somebody has measured for himself."""
        self._spent += seconds

    @contextmanager
    def painting(self) -> Iterator[None]:
        """Counts everything inside as painting, once, whatever is reported in it."""
        before, began, busy = self._spent, time.perf_counter(), time.thread_time()
        yield
        self._spent = before + time.thread_time() - busy
        self._busy += time.perf_counter() - began

    def picture_due(self, now: float) -> bool:
        """Whether the last picture is paid for."""
        return now >= self._next_picture

    def drew(self, now: float) -> None:
        """A picture was drawn at `now`: what has been spent since the one before sets the next one's time."""
        # The timer ticks every FRAME; a tick that comes a little early is still a tick.
        self._next_picture = now + max(0.8 * FRAME, self._spent / PAINTING, self._busy / BUSY)
        self._spent = self._busy = 0.0

    def curves_due(self, now: float) -> bool:
        """Whether curves may be drawn again; if so, the next ones wait."""
        if now < self._next_curves:
            return False
        self._next_curves = now + CURVES
        return True
