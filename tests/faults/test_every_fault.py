"""The catalogue in docs/reliability.md and the tests agree: each fault has a test, a command and a figure."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FAULTS = set(range(1, 42))


def test_every_fault_has_a_test_of_its_own() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    marked = {int(number) for text in texts for number in re.findall(r"mark\.fault\((\d+)\)", text)}
    assert FAULTS - marked == set()
    assert marked <= FAULTS


def test_every_fault_has_a_row_with_a_command_and_a_figure() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    rows = [line.strip("| \n").split(" | ") for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == sorted(FAULTS)
    for number, *cells in rows:
        assert len(cells) == 4, number
        assert " pytest " in cells[2].replace("`", " "), number
        assert cells[3].strip(), number
