"""A file is the old one or the new one, whatever goes wrong, and the error says what to do."""

import errno
import os
import subprocess
import sys

import pytest

from core.files.atomic import FileError, SaveError, opened, read_whole, remove_leftovers, write_atomically

NAMES = [
    "plain",
    "with space",
    "  ",
    "été",
    "数字",
    "🙂👩‍🔬",
    "a'b\"c",
    "x" * 250,
    "é" * 125,
    "-o",
    "%s {0}",
    "a;b&c",
]


@pytest.mark.fault(10)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["", "deeper 🙂/é"])
def test_any_name_that_the_disk_takes_can_be_written_and_read(tmp_path, name, folder):
    path = tmp_path / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, b"first")
    write_atomically(str(path), lambda file: file.write(b"second") and None)
    assert read_whole(path, 100, FileError) == b"second"
    assert os.listdir(path.parent) == [name]


@pytest.mark.fault(9)
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT])
def test_the_old_file_stays_when_the_disk_refuses_at_any_point(tmp_path, monkeypatch, call, code):
    path = tmp_path / "weights"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(SaveError) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["weights"]
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.fault(9)
def test_a_full_disk_midway_leaves_the_old_file(tmp_path):
    path = tmp_path / "weights"
    path.write_bytes(b"old")

    def write(file):
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SaveError, match=r"disk is full\. Free some space"):
        write_atomically(path, write)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["weights"]


def test_an_error_of_the_writer_passes_through_and_nothing_is_left(tmp_path):
    def write(_):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        write_atomically(tmp_path / "file", write)
    assert os.listdir(tmp_path) == []


def test_a_failing_sync_of_the_folder_is_no_error(tmp_path, monkeypatch):
    synced = []
    real = os.fsync

    def fsync(descriptor):
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.EINVAL, "not here")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(synced) == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing/file", "no such file or folder"),
        ("file/below", "not a folder"),
        ("", "it is a folder"),
        ("x" * 300, "too long"),
        ("nul\0byte", "no file name can have"),
        ("half \ud83d", "no file name can have"),
    ],
)
def test_a_place_that_cannot_be_written_is_explained_in_one_line(tmp_path, path, reason):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SaveError, match=reason) as caught:
        write_atomically(f"{tmp_path}/{path}", b"")
    assert len(str(caught.value).splitlines()) == 1
    str(caught.value).encode()
    assert os.listdir(tmp_path) == ["file"]


def test_a_link_stays_a_link_and_rights_are_kept(tmp_path):
    target = tmp_path / "target"
    target.write_bytes(b"old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.fault(8)
def test_leftovers_of_dead_processes_are_removed_and_others_stay(tmp_path):
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True
    )
    leftover = tmp_path / f".cnnviz-{dead.stdout.strip()}-abc.tmp"
    mine = tmp_path / f".cnnviz-{os.getpid()}-abc.tmp"
    old = tmp_path / f".cnnviz-{os.getpid()}-old.tmp"
    odd = [tmp_path / ".cnnviz-x.tmp", tmp_path / f".cnnviz-{10**30}-a.tmp", tmp_path / "other.tmp"]
    for path in (leftover, mine, old, *odd):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert remove_leftovers(tmp_path) == 2
    assert sorted(tmp_path.iterdir()) == sorted([mine, *odd])
    assert remove_leftovers(tmp_path / "nowhere") == 0


def test_only_ordinary_files_are_read_and_nothing_waits(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(FileError, match="not an ordinary file"):
            read_whole(path, 10, FileError)
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(FileError, match="at most"):
        read_whole(tmp_path / "big", 10, FileError)


def test_a_disk_error_while_reading_is_explained(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(FileError, match="the disk reported an error"), opened(tmp_path / "file", FileError):
        raise OSError(errno.EIO, "Input/output error")
    with pytest.raises(FileError, match="too large for the memory"), opened(tmp_path / "file", FileError):
        raise MemoryError
