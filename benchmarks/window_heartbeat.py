"""How late a 10 ms timer of the window's thread comes while training runs at full speed beside it."""

from __future__ import annotations

import time

import numpy as np

from benchmarks import window as windows

BEAT = 0.010  # seconds


def measure(seconds: float = 12.0) -> tuple[float, float, float]:
    """Lateness in seconds: median, 99th percentile, largest."""
    from PySide6.QtCore import Qt, QTimer

    beats: list[float] = []
    with windows.opened() as (app, window):
        windows.train(app, window)
        windows.handle_events(1.0)  # warm up
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(round(BEAT * 1000))
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start()
        windows.handle_events(seconds)
        timer.stop()
        windows.pause(app, window)
    late = np.maximum(np.diff(beats) - BEAT, 0.0)
    return float(np.median(late)), float(np.percentile(late, 99)), float(late.max())


if __name__ == "__main__":
    print("heartbeat late by median {:.1f}, p99 {:.1f}, max {:.1f} ms".format(*(1e3 * x for x in measure())))
