"""Files that are written beside the window: one job after the other, on a thread that ends with the last."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

Job = Callable[[], None]


class Writer:
    """`put` a job from the window's thread; jobs run in that order, each to its end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._jobs: deque[tuple[str, Job]] = deque()
        self._thread: threading.Thread | None = None

    def put(self, job: Job, key: str = "") -> None:
        """Have a job done after those that wait; one that waits with the same key gives way to it."""
        with self._lock:
            if key and self._jobs and self._jobs[-1][0] == key:
                self._jobs.pop()
            self._jobs.append((key, job))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name)
                self._thread.start()

    def join(self, patience: float) -> None:
        """Wait until all is written, so many seconds at most."""
        thread = self._thread
        if thread is not None:
            thread.join(patience)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._thread = None
                    return
                _, job = self._jobs.popleft()
            job()
