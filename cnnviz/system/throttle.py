"""Not more often than so: when something was done last, by the clock that only goes forward."""

from __future__ import annotations

import time


class Throttle:
    """Says whether it is time for something again; the first time it always is."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def due(self, every: float) -> bool:
        """Whether it was done `every` seconds ago or earlier; if so, it counts as done now."""
        if self.left(every) > 0:
            return False
        self.restart()
        return True

    def left(self, every: float) -> float:
        """How many seconds are left until it is due; 0 or less where it is."""
        return self._last + every - time.monotonic()

    def restart(self, later: float = 0.0) -> None:
        """Count from now, or from so many seconds later."""
        self._last = time.monotonic() + later
