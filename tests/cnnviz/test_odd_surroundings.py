"""Pipes where files should be, no HOME, names that are no UTF-8, libraries that write on stderr."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.session import images
from cnnviz.shell.main_window import MainWindow
from cnnviz.system import blackbox, journal, paths, settings
from core.files.atomic import DataFileError, one_line
from core.training.acts import Scale

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and undecodable names are POSIX's")


@POSIX
@pytest.mark.fault(41)
def test_fault_41_a_pipe_in_the_place_of_the_settings_or_the_log_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "settings.json"
    os.mkfifo(pipe)
    assert settings.load(pipe) == settings.Settings()
    assert settings.save(settings.Settings(theme="light"), pipe)
    assert settings.load(pipe).theme == "light"
    os.mkfifo(tmp_path / journal.FILE)
    assert journal.start(tmp_path) is None
    journal.log.info("kept in memory")
    assert "kept in memory" in journal.last_lines()[-1]
    journal.stop()
    box = blackbox.BlackBox(tmp_path)
    os.mkfifo(box.path)
    assert not box.open()
    box.close()


HOMELESS = """
import os
from cnnviz.system import paths
print(paths.settings_file(), paths.state_folder(), paths.data_folder(), sep=chr(10))
"""


@POSIX
@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_nothing_is_written_to_the_root(home: str | None) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("XDG_", "HOME"))}
    if home is not None:
        kept["HOME"] = home
    done = subprocess.run([sys.executable, "-c", HOMELESS], capture_output=True, text=True, env=kept)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        place = Path(line)
        assert place.is_absolute()
        assert len(place.parts) > 3, place  # "/.config/cnnviz" is in the root of the disk
        assert os.access(next(p for p in place.parents if p.exists()), os.W_OK)


@POSIX
def test_a_user_whom_the_system_does_not_know_gets_a_folder_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pwd

    def unknown(_: int) -> None:
        raise KeyError("no such user")

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    paths.ensure_home()
    made = Path(os.environ["HOME"])
    assert made.is_dir()
    made.rmdir()


@POSIX
def test_a_name_that_is_no_utf8_is_told_with_its_bytes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.safetensors")
    try:
        path.touch()
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    said: list[str] = []
    window.session.message.connect(lambda text, _: said.append(text))
    window.save_weights(path)
    qtbot.waitUntil(lambda: bool(said))
    assert "caf\\udce9.safetensors" in said[0]
    assert one_line(str(path)) in said[0]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(data: bytes, *before: bytes, depth: int = 8, colour: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", 8, 8, depth, colour, 0, 0, 0)
    return images.PNG + b"".join((chunk(b"IHDR", head), *before, chunk(b"IDAT", data), chunk(b"IEND", b"")))


ROWS = b"".join(b"\0" + bytes(24) for _ in range(8))
WRONG = {
    "no zlib": png(b"garbage"),
    "too few rows": png(zlib.compress(ROWS[:50])),
    "no data": png(b""),
    "an unknown filter": png(zlib.compress(ROWS.replace(b"\0" * 25, b"\x09" + bytes(24)))),
    "an odd depth": png(zlib.compress(ROWS), depth=3),
    "no palette": png(zlib.compress(ROWS), colour=3),
    "an unknown chunk": png(zlib.compress(ROWS), chunk(b"ABCD", b"x")),
    "a wrong checksum": png(zlib.compress(ROWS)[:-1] + b"\x99"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_libpng_says_nothing_of_its_own(
    tmp_path: Path, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(WRONG[wrong])
    with pytest.raises(DataFileError):
        images.decode(path)
    assert capfd.readouterr().err == ""
    os.write(2, b"stderr is back")
    assert capfd.readouterr().err == "stderr is back"


def test_numbers_out_of_all_bounds_after_a_touch_warn_nobody(
    qtbot: QtBot, window: Any, capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    session = window.session
    answers: list[object] = []
    session.ask(session.engine.touch, Scale(None, 1e30), then=answers.append, failed=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.waitUntil(lambda: not all(np.isfinite(a).all() for a in session.picture().outputs.values()))
    window.grab()
    said: list[str] = []
    session.message.connect(lambda words, _: said.append(words))
    session.record()  # batch-norm hides from the loss that its statistics overflow
    qtbot.waitUntil(lambda: any("a running statistic is no longer a number" in words for words in said))
    window.grab()
    assert [f"{w.filename}:{w.lineno} {w.message}" for w in recwarn] == []
    assert "Warning" not in capfd.readouterr().err
