"""The real window, offscreen, for the benchmarks that need it: opened once, trained and paused at will."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cnnviz.shell.main_window import MainWindow

SIZE = 1600, 1000
PATIENCE = 120.0  # seconds


@contextmanager
def opened(size: tuple[int, int] = SIZE) -> Iterator[tuple[QApplication, MainWindow]]:
    """A window of that size with everything in sight and MNIST loaded; its settings are those of a new
    user.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="cnnviz-benchmark-") as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        from cnnviz.shell import app as starting

        app, window = starting.create([sys.argv[0]])
        window.resize(*size)
        window.show()
        until(app, lambda: window.session.state == "paused")
        try:
            yield app, window
        finally:
            window.close()
            app.processEvents()


def until(app: QApplication, true: Callable[[], bool]) -> None:
    """Handles events until something is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("the window didn't get there")
        app.processEvents()
        time.sleep(0.001)


def handle_events(seconds: float) -> None:
    """Lets the window live for so long, in Qt's own loop: waiting, not polling, between events."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def train(app: QApplication, window: MainWindow) -> None:
    """Starts training at full speed."""
    window.session.train()
    until(app, lambda: window.session.state == "training")


def pause(app: QApplication, window: MainWindow) -> None:
    """Pauses training."""
    window.session.pause()
    until(app, lambda: window.session.state == "paused")
