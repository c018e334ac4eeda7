"""What one frame of the whole window takes from a new snapshot: the maps alone, and the curves alone.

Measured in processor time of the window's thread, between single steps: what else runs on the machine, or
waits for the interpreter in the same process, makes a frame later but no more work.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks import window as windows


def measure(frames: int = 100, history: float = 3.0) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile in seconds of "maps" and "curves", after `history` seconds of training."""
    times: dict[str, list[float]] = {"maps": [], "curves": []}
    with windows.opened() as (app, window):
        session = window.session
        windows.train(app, window)
        windows.handle_events(history)
        windows.pause(app, window)
        session.live.timer.stop()
        while len(times["curves"]) < frames:
            app.processEvents()  # what else there is to do isn't this frame's
            session.engine.feed.take()
            session.engine.post(session.engine.step).result()
            snapshot, records = session.engine.feed.take()
            session.history.append_all(records)
            if snapshot is None:  # the step ended an epoch: its picture comes once the network is tested
                continue
            session.live.adopt(snapshot)
            for what, signal in (("maps", session.snapshot_changed), ("curves", session.history_changed)):
                began = time.thread_time()
                signal.emit()
                app.processEvents()
                times[what].append(time.thread_time() - began)
        session.live.timer.start()
    return {what: (float(np.median(t)), float(np.percentile(t, 99))) for what, t in times.items()}


if __name__ == "__main__":
    for kind, (middle, worst) in measure().items():
        print(f"{kind}: median {1e3 * middle:.1f}, p99 {1e3 * worst:.1f} ms")
