"""What is known when the whole process dies: each process keeps a file open that only a crash writes into.

A file with something in it that belongs to no living process is a crash; it is set aside under its date and
mentioned at the next start. Kill and power cuts leave an empty file, which is removed.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from pathlib import Path
from typing import TextIO

PREFIX, ASIDE = "running-", "crash-"
KEPT = 5  # crashes set aside


class BlackBox:
    """The file of this process, from `open()` to `close()`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{PREFIX}{os.getpid()}.txt"
        self._file: TextIO | None = None

    def open(self) -> bool:
        """Have a crash written down from now on; False where nothing can be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and not self.path.is_file():
                return False  # a pipe would wait for a reader
            self._file = self.path.open("w", encoding="utf-8")
        except OSError:
            return False
        faulthandler.enable(self._file, all_threads=True)
        return True

    def close(self) -> None:
        """The end was a good one: nothing is left."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self.path.unlink()


def found(folder: Path) -> Path | None:
    """Set aside what processes that crashed have left behind; the newest of it, None if there is none."""
    newest = None
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob(f"{PREFIX}*.txt"), key=lambda path: path.stat().st_mtime):
            if not _alive(path):
                newest = _set_aside(path) or newest
        for old in sorted(folder.glob(f"{ASIDE}*.txt"))[:-KEPT]:
            old.unlink()
    return newest


def _set_aside(path: Path) -> Path | None:
    """Rename a file that says something, remove an empty one; where it is still open neither succeeds."""
    try:
        status = path.stat()
        if status.st_size == 0:
            path.unlink()
            return None
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(status.st_mtime))
        return path.replace(path.with_name(f"{ASIDE}{stamp}-{path.stem.removeprefix(PREFIX)}.txt"))
    except OSError:
        return None


def _alive(path: Path) -> bool:
    """Whether the process that owns the file still runs, as far as the system says."""
    number = path.stem.removeprefix(PREFIX)
    if not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return True
    if os.name != "posix":  # an open file can't be renamed there, which says the same
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
