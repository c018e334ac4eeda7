"""Resident memory of the window with MNIST loaded and twenty epochs of history, all of it drawn."""

from __future__ import annotations

import subprocess
import sys

from benchmarks import window as windows
from benchmarks.protocol import ROOT

EPOCHS = 20


def measure() -> float:
    """Megabytes, of a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_memory"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout.split()[0])


def resident() -> float:
    """Megabytes that this process holds now."""
    with open("/proc/self/status", encoding="ascii") as status:
        kilobytes = next(line for line in status if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) / 1024


def main() -> None:
    """Trains for a while, puts the history of twenty epochs in place, and draws it."""
    with windows.opened() as (app, window):
        session = window.session
        windows.train(app, window)
        windows.handle_events(3.0)
        windows.pause(app, window)
        last = session.engine.trainer.last
        steps = EPOCHS * session.engine.trainer.steps_per_epoch
        known = len(session.history)
        session.history.append_all([last._replace(step=step) for step in range(known + 1, steps + 1)])
        session.history_changed.emit()
        windows.handle_events(0.5)
        print(f"{resident():.0f} MB with {len(session.history):,} steps of history")


if __name__ == "__main__":
    main()
