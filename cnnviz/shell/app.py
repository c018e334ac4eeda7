"""Starting the window: the application, fonts and theme, the session, and a clean end.

`create` builds everything without entering the event loop, so tests and the demo drive the real window.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import logging
import os
import signal
import sys
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QLocale, QTimer, qVersion
from PySide6.QtWidgets import QApplication, QToolTip

from cnnviz.plots import loading
from cnnviz.session import Session, worker
from cnnviz.session.autosave import Autosave
from cnnviz.shell import commands, crash
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.panels import modules
from cnnviz.shell.speaking import mention_font
from cnnviz.shell.start import open_page
from cnnviz.system import blackbox, journal, language, overrides, paths, qt_messages, scaling, settings
from cnnviz.system.complaint import complain
from cnnviz.system.ending import ending_signals
from cnnviz.system.translation import translate
from cnnviz.widgets import icons, theme
from core.files.atomic import one_line
from core.training import TrainConfig


def create(
    argv: Sequence[str] = ("cnnviz",),
    config: TrainConfig | None = None,
    data: Callable[[], tuple[Any, Any]] | None = None,
    remembered: settings.Settings | None = None,
) -> tuple[QApplication, MainWindow]:
    """The application and its window, not shown yet; training's thread is loading the data already.

    With settings given, the user's own are neither read nor written. `--language CODE` among the arguments
    comes before the language that the settings or the system say.
    """
    asked, others = language.take_argument(list(argv))
    code = language.checked(asked) if asked else ""
    remembered_now = remembered or settings.load()
    app = scaling.begin(remembered_now.scale, lambda: _application(others or ["cnnviz"]))
    language.use(code or language.choose(remembered_now.language), app)
    session = Session(config, data)
    session.start()  # reads the images while the window is being built
    loading.import_ahead(modules)
    window = MainWindow(session, commands.build, remembered_now, keep=remembered is None)
    if remembered is None:
        window.autosave = Autosave(session, paths.state_folder() / "runs", window.library.shelve)
    # A window that nobody closes must not leave a running QThread to the interpreter's end.
    kept = weakref.ref(session)
    atexit.register(lambda: _close(kept))
    return app, window


def main(files: Sequence[str] = (), safe: bool = False) -> int:
    """Open the window and the files named, and return the exit status when it has been closed.

    With `safe`, settings are the defaults, and nothing of an earlier session is offered.
    """
    folder = paths.state_folder()
    journal.start(folder)
    box = blackbox.BlackBox(folder)
    box.open()
    try:
        return _run(files, safe)
    except ImportError:
        raise
    except Exception as error:
        journal.log.critical("the window could not be opened", exc_info=error)
        complain(
            f"the window could not be opened: {type(error).__name__}: {error}. "
            f"{folder / journal.FILE} has more; `cnnviz --safe` starts with default settings"
        )
        return 1
    finally:
        box.close()
        journal.stop()


def safely(files: Sequence[str] = ()) -> int:
    """`main` with the default settings: what to try when the window doesn't open."""
    return main(files, safe=True)


def _run(files: Sequence[str], safe: bool) -> int:
    qt_messages.listen()
    app, window = create(["cnnviz"], remembered=settings.Settings() if safe else None)
    # Qt only asks to quit then, and a dialog that opens in that moment would say no for good.
    app.lastWindowClosed.connect(app.exit)
    qt_messages.started()
    gc.freeze()  # what is there now stays: collections look at what came later, and are short
    guard = crash.Guard(window)
    guard.install()
    _keep_record(window)
    greet(window, files)
    for number in ending_signals():
        # Python comes to it at the session's next tick, perhaps in the middle of painting: leave that first.
        signal.signal(number, lambda *_: QTimer.singleShot(0, window.quit))
    if window.remembered.maximized:
        window.showMaximized()
    else:
        window.show()
    _mention_crash(window)
    QTimer.singleShot(0, partial(mention_font, window))
    with np.errstate(all="ignore"):  # numbers out of all bounds are shown; nobody reads of them on stderr
        status = QApplication.exec()
    window.session.close()
    guard.remove()
    journal.log.info("ended with status %d", status)
    if worker.unfinished:
        # A thread that doesn't end would make Qt abort the process: leave without tidying up.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def greet(window: MainWindow, files: Sequence[str]) -> None:
    """Open the files named; without any, the start page, unless it isn't wanted."""
    window.open_paths(files)
    if not files and window.remembered.start_page:
        open_page(window)


def _keep_record(window: MainWindow) -> None:
    """Log the life of the session: states and messages, never single steps."""
    journal.log.info("started, Qt %s on %s", qVersion(), QApplication.platformName())
    window.session.state_changed.connect(_log_state)
    window.session.message.connect(_log_message)


def _log_state(state: str) -> None:
    journal.log.info("state: %s", state)


def _log_message(text: str, kind: str) -> None:
    journal.log.log(logging.ERROR if kind == "error" else logging.INFO, "said: %s", text)


def _mention_crash(window: MainWindow) -> None:
    """Tell of a crash that the process before left a record of."""
    known = blackbox.found(paths.state_folder())
    if known is not None:
        text = translate("App", "cnnviz ended abruptly the last time. What is known of it stands in {0}")
        window.session.message.emit(text.format(one_line(str(known))), "info")


def _application(argv: Sequence[str]) -> QApplication:
    overrides.guard_overrides()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(list(argv))
    if app.desktopFileName() == "cnnviz":  # another window has been here
        return app
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
