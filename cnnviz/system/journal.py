"""The program's own record of what it did: a log file that never grows large, and its last lines in memory.

A report of a failure quotes those lines. Where nothing can be written the lines in memory remain, and nobody
is bothered about it.
"""

from __future__ import annotations

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "cnnviz.log"
SIZE = 256 * 1024  # bytes of one file
KEPT = 3  # older files beside it
LINES = 60  # kept in memory
FORMAT = "%(asctime)s %(process)d %(levelname)s %(message)s"

log = logging.getLogger("cnnviz")


class LogFile(RotatingFileHandler):
    """A rotating file that keeps silent about a full disk or a vanished folder."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


class LogMemory(logging.Handler):
    """Keeps the last lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def start(folder: Path) -> Path | None:
    """Begin the record in a folder, made if need be; the file, or None where nothing can be written."""
    stop()
    log.setLevel(logging.INFO)
    log.propagate = False
    _add(LogMemory())
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and not file.is_file():
            return None  # a pipe would wait for a reader
        _add(LogFile(file, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", errors="backslashreplace"))
    except OSError:
        return None
    return file


def stop() -> None:
    """End the record; its file is closed."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    log.propagate = True


def last_lines() -> list[str]:
    """The last lines of this process, oldest first."""
    return [line for handler in log.handlers if isinstance(handler, LogMemory) for line in handler.lines]


def _add(handler: logging.Handler) -> None:
    handler.setFormatter(logging.Formatter(FORMAT))
    log.addHandler(handler)
