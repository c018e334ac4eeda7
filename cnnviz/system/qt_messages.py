"""What Qt itself has to say: logged as well as printed, and a reason to leave where no window can be opened.

Without a screen that it can use Qt aborts the process, which leaves a core dump and no advice. It says why
before it does, and that is the moment to leave with one sentence instead.
"""

from __future__ import annotations

import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from cnnviz.system.complaint import complain

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}

log = logging.getLogger("cnnviz")
_held: list[str] | None = None  # what was said while starting; None once a window is there


def listen() -> None:
    """To be called before the application is made; until `started()` a fatal message ends the process."""
    global _held
    _held = []
    qInstallMessageHandler(_said)


def started() -> None:
    """The application is there: what Qt said on the way is printed, and so is what it says from now on."""
    global _held
    held, _held = _held or [], None
    for text in held:
        print(text, file=sys.stderr)


def _said(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    log.log(LEVELS.get(kind, logging.ERROR), "Qt: %s", text)
    if _held is None:
        print(text, file=sys.stderr)
    elif kind == QtMsgType.QtFatalMsg:
        reason = (_held or [text])[0].splitlines()[0]  # the warning before says more than the last word
        complain(
            f"no window can be opened: {reason.rstrip('.')}. `cnnviz demo` shows the same without a display"
        )
        logging.shutdown()
        sys.stderr.flush()
        os._exit(1)
    else:
        _held.append(text)
