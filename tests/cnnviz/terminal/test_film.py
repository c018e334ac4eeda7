"""A film of a kept run: what the window shows at each of its keyframes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cnnviz.system.film_files import film_writer, folder_for, pixels
from cnnviz.terminal.cli import run
from core.files.atomic import SaveError
from core.training.config import ConfigError


def test_pictures_are_written_over_no_others(tmp_path: Path) -> None:
    """An empty folder takes them, and one that isn't there; of a full one a new folder in it."""
    assert folder_for(tmp_path) == tmp_path
    assert folder_for(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "00001.png").touch()
    assert folder_for(tmp_path) == tmp_path / "film"
    (tmp_path / "film").mkdir()
    assert folder_for(tmp_path) == tmp_path / "film 2"


def status(*arguments: str) -> int:
    try:
        return run(list(arguments))
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--out", "a.xyz"), "a film is .gif, .webp, .png, .mp4, or a folder of pictures; got .xyz"),
        (("--out", "a", "--size", "large"), "expected WIDTHxHEIGHT in pixels, got large"),
        (("--out", "a", "--fps", "0"), "expected 1 to 60 pictures a second, got 0"),
    ],
)
def test_what_makes_no_film_is_refused_at_once(
    options: tuple[str, ...], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status("film", str(tmp_path), *options) == 2
    assert reason in capsys.readouterr().err


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(ConfigError, match=r"MP4 needs one more package: pip install 'cnnviz\[film\]'"):
        film_writer(tmp_path / "a.mp4", 15)


def test_pictures_are_written_one_a_keyframe(tmp_path: Path) -> None:
    made = QImage(21, 13, QImage.Format.Format_RGB888)
    made.fill(0x336699)
    assert pixels(made).shape == (13, 21, 3)
    assert pixels(made)[5, 5].tolist() == [0x33, 0x66, 0x99]
    film = film_writer(tmp_path / "film", 15)
    film.add(made)
    film.add(made)
    assert film.finish() == 2
    assert [path.name for path in sorted((tmp_path / "film").iterdir())] == ["00001.png", "00002.png"]


def test_a_disk_that_is_full_leaves_no_part_of_a_picture_and_no_word_of_libpng(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    film = film_writer(tmp_path / "film", 15)
    with pytest.raises(SaveError, match="the disk is full"):
        film.add(QImage(21, 13, QImage.Format.Format_RGB888))
    assert list((tmp_path / "film").iterdir()) == []
    assert capfd.readouterr() == ("", "")


def moving(place: int) -> QImage:
    """A bright square on stripes of many colours."""
    made = QImage(64, 48, QImage.Format.Format_RGB32)
    for x in range(64):
        for y in range(48):
            inside = place <= x < place + 16 and 16 <= y < 32
            made.setPixel(x, y, 0xFFFFFF if inside else (4 * x << 16) + (5 * y << 8) + 0x40)
    return made


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
@pytest.mark.parametrize("known", [True, False])
def test_animations_have_every_picture(kind: str, known: bool, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    film = film_writer(tmp_path / f"film.{kind}", 10, moving(40) if known else None)
    for place in (0, 20, 40):
        film.add(moving(place))
    assert film.finish() == 3
    with image.open(tmp_path / f"film.{kind}") as made:
        assert made.n_frames == 3


def test_an_mp4_has_every_picture(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    film = film_writer(tmp_path / "film.mp4", 10)
    for place in (0, 20, 40):
        film.add(moving(place))
    assert film.finish() == 3
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert len(list(container.decode(video=0))) == 3


@pytest.mark.slow
def test_a_film_of_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept, out = str(tmp_path / "kept"), tmp_path / "film"
    assert status("train", "--epochs", "1", "--limit", "1280", "--out", kept, "--keep") == 0
    assert status("film", kept, "--out", str(out), "--size", "1000x700") == 0
    pictures = sorted(out.iterdir())
    assert len(pictures) >= 4
    assert QImage(str(pictures[0])).width() == 1000
    assert pictures[0].read_bytes() != pictures[-1].read_bytes()


@pytest.mark.slow
def test_a_run_that_is_not_there_is_one_line_on_stderr(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "cnnviz",
        "film",
        str(tmp_path / "none"),
        "--out",
        str(tmp_path / "film"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "No film was made" in done.stderr
