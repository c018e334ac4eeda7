"""What the lab says of a mistake is true within the spread of five seeds; `benchmarks/` tries all of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_one_sentence_in_forty_is_true_after_400_steps() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.lab_verdicts", "1/40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    found = re.match(r"(\d+) of (\d+) true", done.stdout)  # how many there are depends on the processor
    assert found is not None
    true, told = map(int, found.groups())
    assert true == told >= 5
