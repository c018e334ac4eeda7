"""After any order of changes the window shows what other code computes; `benchmarks/` has more of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.fault(48)
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1, 2])
def test_random_figures_on_the_screen_are_those_of_independent_code(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.true_figures", str(seed), "--figures", "300"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    count = sum(report["figures"].values())
    print(f"{count} figures in {len(report['figures'])} rooms after {report['changes']} changes")
    print(f"{report['stale']} of them said that they are stale, {report['ties']} hang on a tie")
    assert report["wrong"] == []
    assert count >= 300
    assert all(report["figures"].values()), report["figures"]  # every room had something to compare
