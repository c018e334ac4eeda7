"""What happens when something fails that nobody expected: the window says so once, and goes on.

An error in a slot, in a method that Qt calls (overrides.py), or on any thread arrives here instead of ending
the program. It is logged whole; the window shows a plain sentence and a report to copy. The same error at the
same place is shown once, for one that comes with every picture would bury the window.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from cnnviz.system import overrides
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

WIDTH = 560
REPORT = 220  # pixels of the report's height
LOGGED = 3  # times that the same error is logged whole
log = logging.getLogger("cnnviz")


class Trouble(QDialog):
    """Modal to its window; closing it goes on with what was being done."""

    save_wanted = Signal()

    def __init__(self, reason: str, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._reports = [report]
        words = self.tr("Something went wrong in cnnviz itself")
        heading = PlainLabel(words, self, size=theme.BODY, weight=theme.BOLD)
        advice = self.tr(
            "The network and its weights are unharmed, and you can go on. If it happens again, save the "
            "weights and start cnnviz anew; `cnnviz --safe` starts it with its default settings."
        )
        column = vbox(self, 10, (20, 18, 20, 16))
        # The size is set by hand: a window whose limits change while it is open suits no platform.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        fill(column, heading, self._label("trouble_reason", reason, "wrong"))
        fill(column, self._label("trouble_advice", advice, "text"))
        self._report = QPlainTextEdit(report, self)
        self._report.setObjectName("trouble_report")
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setFont(theme.font(theme.FLOOR, mono=True))
        self._report.setReadOnly(True)
        self._report.setMinimumHeight(REPORT)
        self._report.hide()
        fill(column, (self._report, 1), self._buttons())
        self.setAccessibleDescription(f"{reason} {advice}")
        self._fit()

    @property
    def report(self) -> str:
        """All that is known, as it is copied."""
        return "\n".join(self._reports)

    def add(self, report: str) -> None:
        """Add another failure to the report; the sheet stays as it is."""
        self._reports.append(report)
        self._report.setPlainText(self.report)

    def _label(self, name: str, text: str, role: str) -> QLabel:
        label = PlainLabel(text, self, size=theme.BODY, role=role, wrap=True, name=name)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _buttons(self) -> QHBoxLayout:
        words, tip = self.tr("Show report"), self.tr("Show all that is known.")
        show = Button("trouble_show", "raised", "", self, words, tip, self._toggle)
        words, tip = self.tr("Copy report"), self.tr("Copy versions, settings, the error and the log.")
        copy = Button("trouble_copy", "raised", "", self, words, tip, self._copy)
        words, tip = self.tr("Save weights"), self.tr("Save the network as it is now, to be safe.")
        save = Button("trouble_save", "raised", "", self, words, tip, self.save_wanted)
        words, tip = self.tr("Go on"), self.tr("Close this message.")
        go_on = Button("trouble_close", "primary", "", self, words, tip, self.accept)
        for button in (show, copy, save, go_on):
            button.setAutoDefault(False)
        go_on.setDefault(True)
        return fill(hbox(spacing=8), show, copy, save, STRETCH, go_on)

    @Slot()
    def _toggle(self) -> None:
        self._report.setVisible(self._report.isHidden())
        self._fit()

    def _fit(self) -> None:
        """As wide as is comfortable to read, as high as the text needs."""
        layout, parent = self.layout(), self.parentWidget()
        assert layout is not None
        assert isinstance(parent, QWidget)
        layout.activate()
        width = max(layout.minimumSize().width(), min(WIDTH, parent.width() - 40))
        self.resize(width, layout.totalHeightForWidth(width))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


class Guard(QObject):
    """Python's hooks for errors that nobody caught, as long as a window is there to tell of them."""

    _caught = Signal(object, str)

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._counts: dict[tuple[str, str, int], int] = {}
        self._installed = False
        self._sheet: Trouble | None = None
        # Errors come from any thread; only the window's may show them.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @property
    def trouble(self) -> Trouble | None:
        """The sheet in sight, if there is one."""
        try:
            return self._sheet if self._sheet is not None and self._sheet.isVisible() else None
        except RuntimeError:  # it was closed, and deleted with that
            return None

    def install(self) -> None:
        """From now on uncaught errors come here."""
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._hook, self._thread_hook
        self._installed = True

    def remove(self) -> None:
        """Give the hooks back."""
        if self._installed:
            sys.excepthook, threading.excepthook = self._before
            self._installed = False

    def _thread_hook(self, what: Any) -> None:
        if what.exc_value is not None:
            self._hook(what.exc_type, what.exc_value, what.exc_traceback)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        try:
            self._take(error, trace)
        except Exception:  # the window may be half gone: Python's own way is always there
            sys.__excepthook__(kind, error, trace)
        overrides.forget_frames(error)

    def _take(self, error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
            return
        place = _place(trace)
        key = (type(error).__name__, *place)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count <= LOGGED:
            log.error("unexpected, time %d", count, exc_info=(type(error), error, trace))
        if count == 1:
            where = f"{place[0]}, line {place[1]}, on the {_thread()} thread"
            print(f"cnnviz: something went wrong in {where} (the log has it whole)", file=sys.stderr)
            self._caught.emit(error, where)

    @Slot(object, str)
    def _show(self, error: BaseException, where: str) -> None:
        # Hardly ever needed: not loaded before.
        from cnnviz.system import report

        text = report.of_failure(error, where)
        sheet = self.trouble
        if sheet is not None:
            sheet.add(text)
            return
        if isinstance(error, MemoryError):
            self._window.session.pause()
        self._sheet = sheet = Trouble(self._reason(error), text, self._window)
        sheet.save_wanted.connect(self._window.action("save_weights").trigger)
        sheet.open()

    def _reason(self, error: BaseException) -> str:
        if isinstance(error, MemoryError):
            return self.tr("There is not enough memory. Training is paused; close other programs.")
        name, _, said = type(error).__name__, None, " ".join(str(error).split())
        return f"{name}: {said[:200]}" if said else name


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """The file and the line in this program that an error came through last."""
    frames = traceback.extract_tb(trace)
    root = str(Path(__file__).resolve().parents[2])
    wrapper = overrides.__file__  # every error in a method that Qt calls comes through it
    own = [
        frame for frame in frames if frame.filename.startswith(root) and frame.filename != wrapper
    ] or frames
    if not own:
        return "an unknown place", 0
    return Path(own[-1].filename).name, own[-1].lineno or 0


def _thread() -> str:
    if threading.current_thread() is threading.main_thread():
        return "window's"
    # A QThread is a thread that Python hasn't started: it has no name of its own there.
    dummy = isinstance(threading.current_thread(), threading._DummyThread)
    return "training" if dummy else threading.current_thread().name
