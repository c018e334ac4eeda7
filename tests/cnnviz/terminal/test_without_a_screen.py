"""The program itself, started where no window can open: one sentence, status 1, no core dump."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.fault(30)


def started(arguments: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """`python -m cnnviz` with no display but what the variables say."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "cnnviz", *arguments],
        env={**env, **variables},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("cnnviz: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.slow
def test_missing_libraries_of_qt_are_named_with_what_installs_them(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("")
    broken = "raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')"
    for module in ("QtCore", "QtGui", "QtWidgets"):
        (package / f"{module}.py").write_text(broken)
    told = one_sentence(started(["demo"], PYTHONPATH=str(tmp_path)))
    assert "libEGL.so.1" in told
    assert "apt-get install libegl1" in told


@pytest.mark.slow
def test_a_platform_that_qt_does_not_know_is_a_sentence(tmp_path: Path) -> None:
    # Something answers where the display should be, so that it is Qt itself that gives up.
    address = str(tmp_path / "display")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        told = one_sentence(started([], DISPLAY=f"{address}:0", QT_QPA_PLATFORM="nonsense"))
    assert "nonsense" in told
    assert "cnnviz demo" in told


@pytest.mark.slow
def test_without_a_display_the_same_is_shown_as_pictures(tmp_path: Path) -> None:
    done = started([], HOME=str(tmp_path))
    assert done.returncode == 0
    first = done.stderr.splitlines()[0]
    assert first.startswith("No window can be opened: there is no display")
    assert done.stdout.splitlines()[-1].startswith("test accuracy: 0.9")
