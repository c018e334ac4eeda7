"""Plays a recorded batch: forward, the loss, backward and the update, one stop after the other by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session.recorded import Recorded

PAUSES = (3000, 2000, 1200, 700, 400)  # milliseconds a stop, from slow to fast
USUAL = 2


class StepPlayer(QObject):
    """Moves the cursor on by the clock until the last stop; `still`, for reduced motion, moves it once."""

    changed = Signal()  # it plays now, or no longer, or at another speed

    def __init__(self, recorded: Recorded) -> None:
        super().__init__(recorded)
        self._recorded = recorded
        self.still = False
        self._waits = False  # for the batch that was asked for
        self._begun = False  # to play this batch; until the end
        self._speed = USUAL
        self._timer = QTimer(self, interval=PAUSES[USUAL])
        self._timer.timeout.connect(self._on)
        recorded.trace_changed.connect(self._trace_changed)
        recorded.refused.connect(self.pause)

    @property
    def playing(self) -> bool:
        """True while the cursor moves by itself."""
        return self._timer.isActive()

    @property
    def holds(self) -> bool:
        """True from when a batch is first played until its end, or until it is left: it can be played on."""
        return self._begun and self._recorded.trace is not None

    @property
    def pause_between(self) -> float:
        """Seconds from stop to stop."""
        return PAUSES[self._speed] / 1000

    @Slot()
    def toggle(self) -> None:
        """Play from where the cursor is, from the start if it is at the end; or pause.

        Without a recorded batch the next one is recorded first.
        """
        trace = self._recorded.trace
        if self.playing:
            self.pause()
        elif trace is None:
            self._waits = not self.still
            self._recorded.wanted.emit()
        elif self.still:
            self._recorded.step_forward()
        else:
            if self._recorded.cursor >= len(trace.stops) - 1:
                self._recorded.set_cursor(0)
            self._begun = True
            self._timer.start()
            self.changed.emit()

    @Slot()
    def pause(self) -> None:
        """Stay where the cursor is."""
        self._waits = False
        if self.playing:
            self._timer.stop()
            self.changed.emit()

    def faster(self, by: int) -> None:
        """Play faster, or slower if `by` is negative."""
        self._speed = max(0, min(self._speed + by, len(PAUSES) - 1))
        self._timer.setInterval(PAUSES[self._speed])
        self.changed.emit()

    @Slot()
    def _on(self) -> None:
        self._recorded.step_forward()
        trace = self._recorded.trace
        if trace is None or self._recorded.cursor >= len(trace.stops) - 1:
            self._begun = False
            self.pause()

    @Slot()
    def _trace_changed(self) -> None:
        self._begun = False
        if self._recorded.trace is None:
            self.pause()
        elif self._waits:
            self._waits = False
            self.toggle()
