"""The one slot between the training thread and the window.

It keeps the newest snapshot and every step's numbers since the last look: no picture queues up, no number
is lost.
"""

from __future__ import annotations

import threading

from core.training.metrics import StepRecord
from core.training.snapshot import Snapshot


class SnapshotFeed:
    """Filled by one thread, emptied by another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._records: list[StepRecord] = []

    @property
    def wanted(self) -> bool:
        """True once the last snapshot has been taken: only then is another one worth its cost."""
        return self._snapshot is None

    def put(self, snapshot: Snapshot) -> None:
        """Leave the newest snapshot in place of the one before."""
        with self._lock:
            self._snapshot = snapshot

    def add(self, record: StepRecord) -> None:
        """Add the numbers of one step."""
        with self._lock:
            self._records.append(record)

    def take(self) -> tuple[Snapshot | None, list[StepRecord]]:
        """The newest snapshot, if there is a new one, and the numbers of every step since the last call."""
        with self._lock:
            taken = self._snapshot, self._records
            self._snapshot, self._records = None, []
        return taken
