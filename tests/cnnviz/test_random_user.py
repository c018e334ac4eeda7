"""A few users who do whatever comes to mind find nothing amiss; `benchmarks/` has more of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.random_findings import Findings, Invariants, Report

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.fault(45)
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [101, 102, 103])
def test_a_random_user_finds_nothing_amiss(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.random_user", str(seed), "--seconds", "15"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    beat = f"p99 {report['beat_p99_ms']:.0f}, max {report['beat_max_ms']:.0f} ms"
    print(f"{report['deeds']} deeds, heartbeat late by {beat}")
    assert report["findings"] == []
    assert report["deeds"] > 30


def test_a_run_of_which_every_step_was_taken_back_is_not_missed(open_window: Any, qtbot: Any) -> None:
    window = open_window()
    session, invariants, waiting = window.session, Invariants(window, Findings(Report(0))), []
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.ask(session.set_aside, then=waiting.append)
    qtbot.waitUntil(lambda: bool(waiting))
    assert list(invariants._owed.values()) == ["1 steps, replaced after: opening the window"]
    session.ask(session.engine.take_back, waiting[0])
    qtbot.waitUntil(lambda: not session.run_before.resting and session.snapshot.step == 1)
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 0)
    session.reset()
    qtbot.waitUntil(lambda: bool(session.run_before.past))
    window.close()
    assert not list(invariants._runs())
