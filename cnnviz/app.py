"""Starting the window: the application, fonts and theme, the session, and a clean end.

`create` builds everything without entering the event loop, so tests and the demo drive the real window.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QToolTip

from cnnviz import settings, theme, worker
from cnnviz.main_window import MainWindow
from cnnviz.session import Session
from cnnviz.views import icons
from core.training import TrainConfig


def create(
    argv: Sequence[str] = ("cnnviz",),
    config: TrainConfig | None = None,
    data: Callable[[], tuple[Any, Any]] | None = None,
    remembered: settings.Settings | None = None,
) -> tuple[QApplication, MainWindow]:
    """The application and its window, not shown yet; training's thread is loading the data already.

    With settings given, the user's own are neither read nor written.
    """
    app = _application(argv)
    session = Session(config, data)
    session.start()  # reads the images while the window is being built
    window = MainWindow(session, remembered or settings.load(), keep=remembered is None)
    # A window that nobody closes must not leave a running QThread to the interpreter's end.
    kept = weakref.ref(session)
    atexit.register(lambda: _close(kept))
    return app, window


def main(files: Sequence[str] = ()) -> int:
    """Opens the window and the files named, and returns the exit status when it has been closed."""
    app, window = create(["cnnviz"])
    for path in files:
        window.open_path(path)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.quit())  # Python comes to it at the session's next tick
    if window.remembered.maximized:
        window.showMaximized()
    else:
        window.show()
    status = app.exec()
    window.session.close()
    if worker.unfinished:
        # A thread that doesn't end would make Qt abort the process: leave without tidying up.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _application(argv: Sequence[str]) -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(list(argv))
    app.setApplicationName("cnnviz")
    app.setApplicationDisplayName("cnnviz")
    app.setDesktopFileName("cnnviz")
    app.setWindowIcon(icons.application_icon())
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    QLocale.setDefault(QLocale.system())
    theme.load_fonts()
    app.setFont(theme.font())
    QToolTip.setFont(theme.font(theme.SECONDARY))
    return app


def _close(kept: weakref.ref[Session]) -> None:
    session = kept()
    if session is not None and not session.closed:
        with contextlib.suppress(RuntimeError):  # its C++ half went with its window
            session.close()
