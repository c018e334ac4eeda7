"""The one slot between the training thread and the window.

It keeps the newest snapshot and every entry of the history since the last look: no picture queues up, no
number is lost.
"""

from __future__ import annotations

import threading

from core.training.metrics import StepRecord
from core.training.news import Entry
from core.training.snapshot import Snapshot


class SnapshotFeed:
    """Filled by one thread, emptied by another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._records: list[Entry] = []

    @property
    def wanted(self) -> bool:
        """True once the last snapshot has been taken: only then is another one worth its cost."""
        return self._snapshot is None

    def put(self, snapshot: Snapshot) -> None:
        """Leave the newest snapshot in place of the one before."""
        with self._lock:
            self._snapshot = snapshot

    def add(self, entry: Entry) -> None:
        """Add the numbers of one step, or whatever else a history is made of."""
        with self._lock:
            self._records.append(entry)

    def take_all(self) -> tuple[Snapshot | None, list[Entry]]:
        """The newest snapshot, if there is a new one, and every entry since the last call, in order."""
        with self._lock:
            taken = self._snapshot, self._records
            self._snapshot, self._records = None, []
        return taken

    def take(self) -> tuple[Snapshot | None, list[StepRecord]]:
        """The newest snapshot and the numbers of every step alone, for whoever keeps no history."""
        snapshot, entries = self.take_all()
        return snapshot, [entry for entry in entries if isinstance(entry, StepRecord)]
