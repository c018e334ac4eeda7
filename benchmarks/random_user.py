"""A user who does whatever comes to mind, from a seed, while training runs at full speed.

python -m benchmarks.random_user SEED [--seconds N] [--folder DIR]

Commands, clicks, keys, drags, texts, dialogs, files good and bad, sizes of the window; and every now and then
a look at what must always be so. The last line on stdout is the report as JSON: `findings` is empty when all
was well.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.protocol import ROOT
from benchmarks.random_deeds import RandomUser, make_files
from benchmarks.random_findings import Findings, Invariants, Report, watched
from benchmarks.table import Row, Settings, below

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow


GAP = 15  # milliseconds between two deeds
BEAT = 0.010  # seconds
LATE = 0.5  # seconds: a heartbeat later than that is counted
LOOK = 300  # milliseconds between two looks at the invariants
CLOSED_IN = 1.0  # seconds
PATIENCE = 120.0  # seconds beside three times its own that a user's process may take
GROWTH = 150.0  # MiB that the second half of the time may add, beside what a larger network needs


def resident() -> float:
    """Resident memory in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def needed(window: MainWindow) -> float:
    """MiB that the run's network needs to be trained and recorded."""
    from core.blueprint.memory import estimate_of

    trainer = window.session.engine.trainer
    if trainer is None:
        return 0.0
    estimate = estimate_of(trainer.network.spec(), trainer.train.shape)
    return estimate.needs(trainer.batch_size).recording / 2**20


def run(seed: int, seconds: float, folder: Path) -> Report:
    """Lets one user loose on a window for a while, and closes it."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from cnnviz.session import worker
    from cnnviz.shell import app as application

    report = Report(seed)
    findings = Findings(report)
    files = make_files(folder / "files")
    app, window = application.create(["cnnviz"])
    gc.freeze()
    beats: list[tuple[float, float]] = []  # by the clock, and by this thread's processor
    middle: list[tuple[float, float]] = []  # resident memory, and what the network needs of it
    user = RandomUser(window, seed, files, folder)
    invariants = Invariants(window, findings)
    ending = False

    def act() -> None:
        if ending:
            return
        QTimer.singleShot(GAP, act)  # a new one each time: it goes on in a dialog's own event loop
        for sheet in (one for one in app.topLevelWidgets() if type(one).__name__ == "Trouble"):
            sheet.close()
        report.deeds += 1
        try:
            findings.last = user.do()
        except RuntimeError as error:  # a widget that the deed itself has closed
            if "already deleted" not in str(error):
                raise

    def finish() -> None:
        nonlocal ending
        ending = True
        for _ in range(20):
            over = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if over is None:
                break
            over.close()
        window.session.train()
        QTimer.singleShot(1000, leave)

    def leave() -> None:
        heart.stop()
        eyes.stop()
        QGuiApplication.clipboard().clear()
        report.step = window.session.snapshot.step if window.session.snapshot is not None else 0
        report.closed_s = time.monotonic()
        window.close()

    with watched(window, findings):
        application.greet(window, [])
        window.quit = lambda: None  # type: ignore[method-assign]  # leaving comes at the end
        window.show()
        heart, eyes = QTimer(), QTimer()
        heart.setTimerType(Qt.TimerType.PreciseTimer)
        heart.setInterval(round(1000 * BEAT))
        heart.timeout.connect(lambda: beats.append((time.monotonic(), time.thread_time())))
        eyes.setInterval(LOOK)
        eyes.timeout.connect(invariants.look)
        heart.start()
        eyes.start()
        QTimer.singleShot(1000, act)
        QTimer.singleShot(round(1000 + 500 * seconds), lambda: middle.append((resident(), needed(window))))
        QTimer.singleShot(round(1000 + 1000 * seconds), finish)
        app.exec()
        before, needed_before = middle[0] if middle else (0.0, 0.0)
        report.memory_mib, larger = (before, resident()), max(0.0, needed(window) - needed_before)
        window.session.close()
        report.closed_s = time.monotonic() - report.closed_s
    if worker.unfinished:
        findings.add("closing", "a thread has not ended")
    if report.closed_s > CLOSED_IN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)):
        findings.add("closing", f"it took {report.closed_s:.2f} s")
    if report.memory_mib[1] - before > GROWTH + larger:
        sheets = sorted(name for name in window.panels if name.endswith("Panel"))
        of = (
            f"{window.session.config.preset}, {len(window.session.engine.trainer.images[0])} images, {sheets}"
        )
        findings.add("memory", f"from {before:.0f} to {report.memory_mib[1]:.0f} MiB with {of}")
    gaps = np.diff(beats, axis=0) if len(beats) > 1 else np.zeros((1, 2))
    late = 1000 * np.maximum(gaps[:, 0] - BEAT, 0.0)
    report.busy_max_ms = float(1000 * gaps[:, 1].max())
    report.beat_p99_ms, report.beat_max_ms = float(np.percentile(late, 99)), float(late.max())
    report.beats_late = int((late > 1000 * LATE).sum())
    return report


def alone(seed: int, seconds: float) -> Report:
    """One user in a process of its own; a process that dies or hangs is a finding too."""
    command = [sys.executable, "-X", "faulthandler", "-m", "benchmarks.random_user", str(seed)]
    try:
        done = subprocess.run(
            [*command, "--seconds", str(seconds)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE + 3 * seconds,
        )
    except subprocess.TimeoutExpired as error:
        return Report(seed, findings=[{"kind": "hangs", "what": str(error.stderr)[-2000:], "after": ""}])
    lines = done.stdout.splitlines()
    if done.returncode or not lines or not lines[-1].startswith("{"):
        what = f"status {done.returncode}: {done.stderr[-2000:]}"
        return Report(seed, findings=[{"kind": "dies", "what": what, "after": ""}])
    return Report(**json.loads(lines[-1]))


def rows(settings: Settings) -> Iterator[Row]:
    """Many users, one after the other: what was amiss, and how late the window's heart was beating."""
    reports = []
    for seed in range(settings.seeds):
        reports.append(alone(seed, settings.seconds))
        for finding in reports[-1].findings:
            print(f"seed {seed}: {json.dumps(finding)}", file=sys.stderr, flush=True)
    deeds, amiss = sum(one.deeds for one in reports), sum(len(one.findings) for one in reports)
    yield Row("random users: seeds, deeds", f"{len(reports)}, {deeds:,}")
    yield below("findings of random users", amiss, 0, form="{:.0f}")
    worst = max((one.beat_max_ms for one in reports), default=0.0)
    yield below("latest heartbeat under random users", worst, 1000 * LATE, form="{:.0f} ms")
    worst = max((one.busy_max_ms for one in reports), default=0.0)
    yield below("longest work of the window's thread in one go", worst, 1000 * LATE, form="{:.0f} ms")
    slowest = max((one.closed_s for one in reports), default=0.0)
    yield below("slowest closing under random users", slowest, CLOSED_IN, form="{:.2f} s")


def main() -> None:
    """One user, in this process; homes and settings are of a folder of their own."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.random_user", description=__doc__.split("\n")[0]
    )
    parser.add_argument("seed", type=int)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--folder", type=Path, help="where files are made; a temporary one by default")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cnnviz-", ignore_cleanup_errors=True) as made:
        folder = options.folder or Path(made)
        os.environ["HOME"] = str(folder / "home")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(folder / "home" / name.lower())
        report = run(options.seed, options.seconds, folder)
    print(json.dumps(asdict(report)), flush=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
