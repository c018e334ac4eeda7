"""Rates come from the clock that only goes forward: a changed date or a sleep makes none of them wrong."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.session.training import PAINTING, Pace
from cnnviz.shell.main_window import MainWindow

pytestmark = pytest.mark.fault(35)
ROOT = Path(__file__).resolve().parents[2]
DATED = {
    "core/experiments/run.py",
    "core/files/atomic.py",
    "cnnviz/system/blackbox.py",
    "cnnviz/features/runs/library.py",
    "cnnviz/session/autosave.py",
    "cnnviz/session/run_before.py",
    "cnnviz/session/run_names.py",
}  # these ask for the date: of files, and of runs' beginnings


def test_only_files_are_dated_by_the_clock_on_the_wall() -> None:
    wall = re.compile(r"\btime\.time\(|\blocaltime\(|\b(datetime|date)\.(now|today|utcnow)\(")
    files = [path for package in ("core", "cnnviz") for path in (ROOT / package).rglob("*.py")]
    asking = {path.relative_to(ROOT).as_posix() for path in files if wall.search(path.read_text("utf-8"))}
    assert asking <= DATED


def test_steps_a_second_stay_true_over_a_clock_change_and_a_sleep(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = window.panels["TransportPanel"]
    now = [1e9]  # later than any clock that a window has read: it counts from when the machine started
    rates = []
    steps = 0
    with monkeypatch.context() as clocks:  # the window is closed by the real ones
        clocks.setattr(time, "monotonic", lambda: now[0])
        clocks.setattr(time, "time", lambda: 5e9 - now[0])  # the wall's clock runs backwards
        for passed, made in ((0.0, 0), (1.0, 50), (0.0, 50), (8 * 3600.0, 100), (1.0, 100), (1.0, -120)):
            now[0] += passed
            steps += made
            transport._count_rate(steps)
            rates.append(transport._rate)
    known = [rate for rate in rates if rate is not None]
    assert known
    assert all(0 <= rate <= 200 for rate in known)


def test_steps_a_second_leave_out_the_pause_before(qtbot: QtBot, window: MainWindow) -> None:
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1 and window.session.state == "paused")
    window.session.snapshot_changed.emit()
    assert window.panels["TransportPanel"]._rate_from is None


def test_steps_a_second_are_counted_from_the_first_step_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport, now, steps = window.panels["TransportPanel"], [1e9], 0
    with monkeypatch.context() as clocks:
        clocks.setattr(time, "monotonic", lambda: now[0])
        for passed, made in ((0.0, 0), (1.5, 0), (0.1, 3), (0.5, 250)):  # the first takes long
            now[0] += passed
            steps += made
            transport._count_rate(steps)
            assert transport._rate is None
        now[0] += 0.5
        transport._count_rate(steps + 250)
    assert transport._rate == pytest.approx(500)


def test_a_picture_is_paid_for_before_the_next_one_comes() -> None:
    pace = Pace()
    pace.painted(0.6 * PAINTING)
    pace.drew(1000.0)
    assert not pace.picture_due(1000.59)
    assert pace.picture_due(1000.61)
    pace.drew(1000.61)  # and nothing was painted since
    assert pace.picture_due(1000.66)


def test_after_a_sleep_a_picture_is_due_at_once() -> None:
    pace = Pace()
    with pace.painting():
        pass
    pace.drew(1000.0)
    assert not pace.picture_due(1000.0)
    assert pace.picture_due(1000.0 + 8 * 3600)
