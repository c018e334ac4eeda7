"""What holds for the ordinary tests themselves: none waits for a clock or compiles all again."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

TESTS = Path(__file__).parent
CLOCKS = {"perf_counter", "monotonic", "process_time", "thread_time", "sleep", "qWait"}
ALLOWED = {"test_the_speed_can_be_limited"}  # a lower bound holds on every machine


def is_slow(node: ast.FunctionDef | ast.Module) -> bool:
    """Whether a test, or all tests of a module, are marked as slow."""
    if isinstance(node, ast.FunctionDef):
        marks: list[ast.expr] = node.decorator_list
    else:
        marks = [
            line.value
            for line in node.body
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "pytestmark"
        ]
    return any("mark.slow" in ast.unparse(mark) for mark in marks)


def clocks(test: ast.FunctionDef) -> set[str]:
    """The clocks that a test reads and the pauses that it makes; a clock of its own is none."""
    called = (node.func for node in ast.walk(test) if isinstance(node, ast.Call))
    names = {ast.unparse(function).rpartition(".")[2] for function in called}
    return names & CLOCKS


def test_no_ordinary_test_measures_time_or_pauses() -> None:
    found = set()
    for path in TESTS.rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(clock in text for clock in CLOCKS) or is_slow(module := ast.parse(text)):
            continue
        tests = [node for node in module.body if isinstance(node, ast.FunctionDef)]
        found |= {
            test.name
            for test in tests
            if test.name.startswith("test_") and not is_slow(test) and clocks(test)
        }
    assert found == ALLOWED


def test_what_is_compiled_is_kept() -> None:
    """Else workers, and programs that tests start, would each compile the product and what it needs."""
    assert not sys.dont_write_bytecode
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
