"""The window's thread keeps its beat while training runs at full speed beside it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TRIES = 3
P99, MOST = 20.0, 100.0  # milliseconds, on a machine that does nothing else


@pytest.mark.fault(25)
@pytest.mark.slow
@pytest.mark.alone
def test_a_heartbeat_of_ten_milliseconds_is_hardly_ever_late() -> None:
    for _ in range(TRIES):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.window_heartbeat"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=100,
            check=True,
        )
        print(done.stdout)
        found = re.search(r"p99 ([\d.]+), max ([\d.]+) ms", done.stdout)
        assert found is not None
        if float(found[1]) <= P99 and float(found[2]) <= MOST:
            return
    pytest.fail(f"late {TRIES} times: {done.stdout}")
