"""The clock of a training: it stands still while training is paused."""

from __future__ import annotations

import time


class Stopwatch:
    """Runs from its creation on, until it is paused; reads monotonic seconds less those of all pauses."""

    def __init__(self) -> None:
        self._rested = 0.0
        self._paused_at: float | None = None

    @property
    def seconds(self) -> float:
        """The reading now."""
        now = time.monotonic() if self._paused_at is None else self._paused_at
        return now - self._rested

    def pause(self) -> None:
        """Stop; pausing twice is pausing once."""
        if self._paused_at is None:
            self._paused_at = time.monotonic()

    def go(self) -> None:
        """Go on from where it stands."""
        if self._paused_at is not None:
            self._rested += time.monotonic() - self._paused_at
            self._paused_at = None
