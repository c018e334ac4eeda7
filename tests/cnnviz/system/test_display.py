"""Whether there is a display is found out without Qt, and an unreachable one is no display."""

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnviz.system import display


@pytest.fixture(autouse=True)
def linux_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def listening() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "display"
        server.bind(str(path))
        server.listen()
        yield path


def test_without_variables_there_is_no_display() -> None:
    assert display.why_not()
    assert "DISPLAY" in display.why_not()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=800x600"])
def test_a_platform_without_a_screen_is_respected(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert not display.why_not()


@pytest.mark.parametrize("name", [":54321", "unix:54321", "localhost:59999", "nonsense", ":x", "host:1:2"])
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert "answers" in display.why_not()


def test_a_display_that_answers_is_one(monkeypatch: pytest.MonkeyPatch, listening: Path) -> None:
    monkeypatch.setenv("DISPLAY", f"{listening}:0")
    assert not display.why_not()


def test_a_wayland_display_that_answers_is_one(monkeypatch: pytest.MonkeyPatch, listening: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(listening.parent))
    monkeypatch.setenv("WAYLAND_DISPLAY", listening.name)
    assert not display.why_not()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert display.why_not()


def test_missing_libraries_are_named_with_what_installs_them() -> None:
    sentence = display.missing_libraries(ImportError("libEGL.so.1: cannot open shared object file"))
    assert "libEGL.so.1" in sentence
    assert "apt-get install" in sentence
    assert "libegl1" in sentence
    assert "\n" not in sentence
