"""A film of a kept run: what the window shows at each of its keyframes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cnnviz.system.film_files import film_writer, pixels
from cnnviz.terminal.cli import run
from core.training.config import ConfigError


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


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_animations_have_every_picture(kind: str, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    film = film_writer(tmp_path / f"film.{kind}", 10)
    for shade in (0x336699, 0x993366, 0x669933):
        made = QImage(21, 13, QImage.Format.Format_RGB32)
        made.fill(shade)
        film.add(made)
    assert film.finish() == 3
    assert image.open(tmp_path / f"film.{kind}").n_frames == 3


def test_an_mp4_has_every_picture(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    film = film_writer(tmp_path / "film.mp4", 10)
    for shade in (0x336699, 0x993366, 0x669933):
        made = QImage(64, 48, QImage.Format.Format_RGB32)
        made.fill(shade)
        film.add(made)
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
