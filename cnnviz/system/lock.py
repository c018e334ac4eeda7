"""A file that one process owns at a time, for as long as it lives.

The operating system lets go of the lock when its process ends, however it ends, so no lock outlives its owner
and nobody has to tell a stale one by its age. The process id stands in the file for whoever looks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class Lock:
    """Taken with `claim`, given back with `release` or by the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._descriptor is not None

    def claim(self) -> bool:
        """Take it if nobody has it; False if somebody has, or the file can't be made."""
        if self.held:
            return True
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in BUSY:
                os.close(descriptor)
                return False
            # A disk that knows no locks: better two owners than none.
        with contextlib.suppress(OSError):
            os.truncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give it back. The file stays: removing it would let two processes each lock a file of that name."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.truncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
