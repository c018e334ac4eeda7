"""Run the layers' own tests against a layer that makes one mistake of the catalogue after another.

Called as `python catalogue_run.py KIND`; prints a line of JSON a mistake: its id, and whether a test failed.
Tests that a subclass without any mistake fails as well, because it is another class, are left out.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

import pytest

import core
import core.layers
from core.mistakes import kind_of, mistaken, mistakes_of
from core.mistakes.catalogue import affects

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "core" / "layers"


class Failures:
    """A pytest plugin that collects which tests fail."""

    def __init__(self) -> None:
        self.tests: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.tests.add(report.nodeid.partition("[")[0])


def failing(*arguments: str) -> set[str]:
    """The tests of the layers that fail, by name without their parameters."""
    for module in [
        name for name, known in sys.modules.items() if str(TESTS) in str(known.__dict__.get("__file__"))
    ]:
        del sys.modules[module]  # they hold layers made from the class before
    failures = Failures()
    common = ["-q", "-n0", "-p", "no:cacheprovider", f"--rootdir={ROOT}", str(TESTS)]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        pytest.main([*common, *arguments], plugins=[failures])
    return failures.tests


def main(name: str) -> None:
    kind = kind_of(name)
    right = getattr(core, kind.name)
    keys = [found.id for found in mistakes_of(kind) if affects(kind)[found.id]]
    harmless = type(kind.name, (mistaken(right, keys[0]),), {"on": frozenset()})
    use(kind.name, harmless)
    left_out = [text for test in sorted(failing()) for text in ("--deselect", test)]
    print(json.dumps(["left out", left_out[1::2]]), flush=True)
    for key in keys:
        use(kind.name, mistaken(right, key))
        print(json.dumps([key, bool(failing("-x", *left_out))]), flush=True)


def use(name: str, kind: type) -> None:
    """Let tests find another class by the layer's name."""
    setattr(core, name, kind)
    setattr(core.layers, name, kind)


if __name__ == "__main__":
    main(sys.argv[1])
