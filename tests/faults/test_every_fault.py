"""The catalogue in docs/reliability.md and the tests agree: each fault has a test, a command and a figure."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rows() -> list[list[str]]:
    """The cells of each fault's row."""
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    return [line.strip("| \n").split(" | ") for line in page.splitlines() if re.match(r"\| \d+ \|", line)]


def test_every_fault_has_a_test_of_its_own() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    marked = {int(number) for text in texts for number in re.findall(r"mark\.fault\((\d+)\)", text)}
    assert marked == {int(number) for number, *_ in rows()}


def test_every_fault_has_a_row_with_a_command_and_a_figure() -> None:
    assert [int(number) for number, *_ in rows()] == list(range(1, len(rows()) + 1))
    for number, *cells in rows():
        assert len(cells) == 4, number
        assert " pytest " in cells[2].replace("`", " "), number
        assert cells[3].strip(), number
