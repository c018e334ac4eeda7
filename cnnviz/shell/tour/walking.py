"""Goes along the recorded batch by itself, stop after stop, until somebody else moves the cursor."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cnnviz.session import Session

BEAT = 170  # milliseconds a stop


class Walking(QObject):
    """Forward to the loss and backward to the update; with motion reduced, at the loss at once."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._step)

    def start(self, at_once: bool) -> None:
        """Begin where the recording begins."""
        trace = self._session.trace
        if trace is None:
            return
        if at_once:
            phases = [stop.phase for stop in trace.stops]
            self._session.set_cursor(phases.index("loss") if "loss" in phases else 0)
            return
        self._session.set_cursor(0)
        self._at = 0
        self._timer.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()

    def _step(self) -> None:
        trace = self._session.trace
        if trace is None or self._session.cursor != self._at or self._at + 1 >= len(trace.stops):
            self._timer.stop()
            return
        self._at += 1
        self._session.set_cursor(self._at)
