"""A few users who do whatever comes to mind find nothing amiss; `benchmarks/` has more of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
