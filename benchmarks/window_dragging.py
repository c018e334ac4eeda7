"""What the past costs: pictures while the time bar is dragged, and exact steps once it is let go."""

from __future__ import annotations

import time

import numpy as np

from benchmarks import window as windows

BEAT = 0.010  # seconds
MOVES = 60  # positions of the mouse a second


def measure(steps: int = 600, seconds: float = 8.0, exact: int = 25) -> dict[str, float]:
    """Seconds: of the processor's time for a picture while dragging, in the window's thread ("window") and in
    the others ("worker"); of how late a 10 ms timer comes meanwhile ("late", its 99th percentile); of an
    exact step, by the clock and the processor's time ("exact", "exact_cpu"), the middle of so many. Also
    "pictures" a second, and "spacing" of the keyframes.
    """
    from PySide6.QtCore import Qt, QTimer

    beats, shown, took = list[float](), list[int](), list[tuple[float, float]]()
    with windows.opened() as (app, window):
        session, past = window.session, window.session.time
        windows.train(app, window)
        windows.until(app, lambda: session.snapshot is not None and session.snapshot.step >= steps)
        windows.pause(app, window)
        last = past.steps.stop - 1
        past.go(last // 2)
        windows.until(app, lambda: past.exact)
        timer, mouse, began = QTimer(), QTimer(), time.perf_counter()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(round(BEAT * 1000))
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        mouse.setInterval(1000 // MOVES)
        mouse.timeout.connect(lambda: past.drag(place(time.perf_counter() - began, last)))
        window.panels.canvas.view.painted.connect(
            lambda: shown.append(0 if past.shown is None else past.shown.step)
        )
        timer.start()
        mouse.start()
        own, whole = time.thread_time(), time.process_time()
        windows.handle_events(seconds)
        own, whole = time.thread_time() - own, time.process_time() - whole
        timer.stop()
        mouse.stop()
        pictures = max(1, int(np.count_nonzero(np.diff(shown))))
        for step in np.random.default_rng(0).integers(2, last, exact).tolist():
            wall, cpu = time.perf_counter(), time.process_time()
            past.go(step)
            windows.until(app, lambda: past.shown is not None and past.shown.step == past.step)
            took.append((time.perf_counter() - wall, time.process_time() - cpu))
            past.drop()
        spacing = past.timeline.spacing if past.timeline is not None else 0
        past.live()
        app.processEvents()
    late = np.maximum(np.diff(beats) - BEAT, 0.0)
    wall, cpu = np.median(np.array(took), axis=0)
    return {
        "window": own / pictures,
        "worker": (whole - own) / pictures,
        "late": float(np.percentile(late, 99)),
        "exact": float(wall),
        "exact_cpu": float(cpu),
        "pictures": pictures / seconds,
        "spacing": float(spacing),
    }


def place(seconds: float, last: int) -> int:
    """Where the mouse is: to and fro over the whole bar, twice in three seconds."""
    return round(last * (0.5 + 0.5 * np.sin(2 * np.pi * seconds / 1.5)))


if __name__ == "__main__":
    for name, value in measure().items():
        print(name, f"{value:.1f}" if name in ("pictures", "spacing") else f"{1e3 * value:.1f} ms")
