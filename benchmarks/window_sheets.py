"""What the sheets about a step and a channel cost: first curve, whole page, survey, changing an image."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import window as windows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cnnviz.shell.main_window import MainWindow

BEAT = 0.010  # seconds


def measure(steps: int = 400) -> dict[str, float]:
    """Seconds by the clock and of the processor's time ("_cpu", all threads): from opening the update's sheet
    to its "curve" and its whole "page"; a "survey" of all test images; of changing an image, how "late" a
    10 ms timer comes (99th percentile), with "changes" a second.
    """
    from PySide6.QtCore import Qt, QTimer

    from cnnviz.session import ascent

    found: dict[str, float] = {}
    with windows.opened() as (app, window):
        session = window.session
        windows.train(app, window)
        windows.until(app, lambda: session.snapshot is not None and session.snapshot.step >= steps)
        windows.pause(app, window)
        for way in ("first ", ""):
            found |= open_update(app, window, way)
        wall = time.perf_counter()
        window.action("excite").trigger()
        channels = window.stage.sheet
        windows.until(app, lambda: channels.found is not None)
        found["survey"] = time.perf_counter() - wall
        found["survey_itself"] = channels.found.seconds
        change = channels.change
        windows.until(app, lambda: change.step is not None)
        reads = int(change.step.probabilities.argmax())
        change.choose_aim((reads + 3) % 10)
        windows.until(app, lambda: change.step is not None and not change.step.number)
        beats: list[float] = []
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(round(BEAT * 1000))
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        change.bound.setValue(change.bound.minimum())  # it is never reached: the steps go on
        ascent.PATIENCE = 10**9
        timer.start()
        began, own = time.perf_counter(), time.thread_time()
        numbers: set[tuple[int, float]] = set()
        change.runner.stepped.connect(lambda step: numbers.add((step.number, time.perf_counter())))
        change.toggle()
        windows.handle_events(3.0)
        timer.stop()
        count, ended = len(numbers), max((at for _, at in numbers), default=began)
        found["changes"] = count / max(1e-9, ended - began)
        found["change_window"] = (time.thread_time() - own) / max(1, count)
        late = np.maximum(np.diff(beats) - BEAT, 0.0)
        found["late"] = float(np.percentile(late, 99))
        change.pause()
    return found


def open_update(app: QApplication, window: MainWindow, way: str) -> dict[str, float]:
    """Open the update's sheet on a batch recorded anew, and close both; what it took."""
    from cnnviz.features.update import UpdateSheet
    from cnnviz.features.update.findings import FIRST

    session, found = window.session, dict[str, float]()
    session.record()
    windows.until(app, lambda: session.trace is not None)
    windows.handle_events(0.3)
    wall, cpu, own = time.perf_counter(), time.process_time(), time.thread_time()

    def spent(name: str) -> None:
        found[way + name] = time.perf_counter() - wall
        found[f"{way}{name}_cpu"] = time.process_time() - cpu
        found[f"{way}{name}_window"] = time.thread_time() - own

    window.action("update").trigger()
    sheet = window.stage.sheet
    assert isinstance(sheet, UpdateSheet)
    windows.until(app, lambda: len(sheet.plot.picture.batch) >= FIRST)
    spent("curve")
    windows.until(app, lambda: sheet.findings is not None and sheet.findings.complete(1.0, ""))
    spent("page")
    window.action("update").trigger()
    session.leave()
    windows.handle_events(0.2)
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        print(name, f"{value:.1f}" if name == "changes" else f"{1e3 * value:.1f} ms")
