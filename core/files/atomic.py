"""Writing a user's file so that it is either the old one or the new one, never half of each.

Every file that cnnviz writes goes through `write_atomically`. Errors are told in plain words by `FileError`:
the file, the reason, and what to do about it.
"""

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from unicodedata import category

ESCAPED = {"Cc", "Cs", "Zl", "Zp"}  # Unicode's control characters, surrogates, line separators
TURNS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # of the writing direction
PREFIX, SUFFIX = ".cnnviz-", ".tmp"
ABANDONED_AFTER = 24 * 3600.0  # seconds after which a temporary file is nobody's, whatever its process id


class FileError(Exception):
    """A file that can't be read or written: `path`, `reason`, `advice` (what to do); `str()` is one line."""

    def __init__(self, path: str | os.PathLike[str], reason: str, advice: str) -> None:
        super().__init__(path, reason, advice)
        self.path = os.fspath(path)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return one_line(f"{self.path}: {self.reason}. {self.advice}.")


class DataFileError(FileError):
    """A data file or folder that can't be used: `path`, `reason` and `advice`; `str()` is one line.

    `choice` names what can be said about the images (core.data.choices) so that they open, "" for nothing.
    """

    def __init__(self, path: str | os.PathLike[str], reason: str, advice: str, choice: str = "") -> None:
        super().__init__(path, reason, advice)
        self.choice = choice


class SaveError(FileError):
    """A file could not be written; what stood there before is untouched."""


def one_line(text: str) -> str:
    """`text` as one line: breaks, control characters, undecodable bytes and writing direction escaped."""
    return "".join(
        c.encode("unicode_escape").decode() if c in TURNS or category(c) in ESCAPED else c for c in text
    )


REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space or save somewhere else"),
    errno.EDQUOT: ("your disk quota is used up", "Free some space or save somewhere else"),
    errno.EFBIG: ("the file is too large for this disk", "Save it on another disk"),
    errno.EROFS: ("the disk is read-only", "Save somewhere else"),
    errno.EACCES: ("access is not allowed", "Choose another place or ask for permission"),
    errno.EPERM: ("access is not allowed", "Choose another place or ask for permission"),
    errno.ENOENT: ("there is no such file or folder", "Check the path or choose another one"),
    errno.ENOTDIR: ("part of the path is not a folder", "Check the path or choose another one"),
    errno.EISDIR: ("it is a folder", "Choose a file"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Choose a shorter name"),
    errno.ELOOP: ("its links lead round in a circle", "Choose another path"),
    errno.EIO: ("the disk reported an error", "Save somewhere else and check the disk"),
}


def why(error: OSError | ValueError) -> tuple[str, str]:
    """The reason and the advice for an error of the operating system, in plain words."""
    if not isinstance(error, OSError):  # open() refuses a NUL or a lone surrogate in a path so
        return "its name holds a character that no file name can have", "Choose another name"
    unknown = (error.strerror or type(error).__name__).lower()
    return REASONS.get(error.errno or 0, (unknown, "Try again or choose another place"))


def write_atomically(
    path: str | os.PathLike[str],
    write: Callable[[BinaryIO], None] | bytes,
    error_type: type[FileError] = SaveError,
) -> None:
    """Write a whole file or nothing: a temporary file in the same folder, synced, then put in place.

    `write` is the content, or a function that is given the open binary file. Whatever goes wrong, the file
    that stood at `path` is still there, whole. Raises `error_type` when the disk refuses; an exception of
    `write`'s own passes through.
    """
    try:
        target = Path(os.path.realpath(path))  # through a link: the link stays one
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        folder = target.parent
        temporary = folder / f"{PREFIX}{os.getpid()}-{secrets.token_hex(6)}{SUFFIX}"
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
        )
    except (OSError, ValueError) as error:
        raise error_type(path, *why(error)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            if callable(write):
                write(file)
            else:
                file.write(write)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):  # a new file keeps the rights of the one it replaces
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise error_type(path, *why(error)) from error
        raise
    _sync_folder(folder)
    remove_leftovers(folder)


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut; where a disk can't, the file is whole all the same."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(folder: str | os.PathLike[str]) -> int:
    """Remove temporary files that killed processes left in a folder; returns how many. Never raises."""
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX) and _abandoned(entry):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)
                    removed += 1
    return removed


def _abandoned(entry: "os.DirEntry[str]") -> bool:
    with contextlib.suppress(OSError):
        if time.time() - entry.stat(follow_symlinks=False).st_mtime > ABANDONED_AFTER:
            return True
    number = entry.name[len(PREFIX) :].partition("-")[0]
    if os.name != "posix" or not number.isdecimal():  # elsewhere os.kill(pid, 0) would end the process
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


@contextlib.contextmanager
def opened(path: str | os.PathLike[str], error_type: type[FileError]) -> Iterator[tuple[BinaryIO, int]]:
    """An ordinary file, open for reading, with its size in bytes; the disk's errors become `error_type`."""
    try:
        file = open(path, "rb", opener=_open_without_waiting)  # noqa: SIM115
    except (OSError, ValueError) as error:
        raise error_type(path, *why(error)) from error
    with file:
        try:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise error_type(path, "it is not an ordinary file", "Choose a file")
            yield file, status.st_size
        except OSError as error:
            raise error_type(path, *why(error)) from error
        except MemoryError as error:
            raise error_type(path, "it is too large for the memory", "Choose a smaller file") from error


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a named pipe would wait for its writer


def read_whole(path: str | os.PathLike[str], limit: int, error_type: type[FileError]) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes; anything else raises `error_type`."""
    with opened(path, error_type) as (file, size):
        if size > limit:
            reason = f"it holds {size / 2**20:,.0f} MiB; {limit / 2**20:,.0f} MiB are expected at most"
            raise error_type(path, reason, "Choose another file")
        return file.read(limit)
