"""What may be amiss while the random user is at work: errors, words of Qt, and what must always be so."""

from __future__ import annotations

import contextlib
import logging
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow

TWICE = 3  # looks in a row that must see the same thing amiss
HARMLESS = ("This plugin does not support",)  # what the offscreen platform says of itself
NONSENSE = ("Traceback", "NoneType", "object has no", "list index", "could not be broadcast", "KeyError")


@dataclass
class Report:
    """What came of one user: how much was done, what was amiss, and how the window felt."""

    seed: int
    deeds: int = 0
    findings: list[dict[str, str]] = field(default_factory=list)
    beat_p99_ms: float = 0.0
    beat_max_ms: float = 0.0
    beats_late: int = 0
    busy_max_ms: float = 0.0  # of processor between two beats: what the window's thread did in one go
    closed_s: float = 0.0
    memory_mib: tuple[float, float] = (0.0, 0.0)  # in the middle, and at the end
    step: int = 0


class Findings:
    """What was amiss, each with the deed before it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.last = "opening the window"

    def add(self, kind: str, what: object) -> None:
        self._report.findings.append({"kind": kind, "what": str(what)[-2000:], "after": self.last})


class LogFindings(logging.Handler):
    """Everything that is logged as an error, but for messages that the user is shown."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(logging.ERROR)
        self._findings = findings

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith("said:"):
            self._findings.add("logged", self.format(record))


class Invariants:
    """What must be so whenever the window is at rest."""

    def __init__(self, window: MainWindow, findings: Findings) -> None:
        self._window, self._findings = window, findings
        self._suspects: Counter[str] = Counter()
        self._told: set[str] = set()
        self._owed: dict[str, str] = {}  # runs that another took the place of, until they are among the runs
        before = window.session.run_before
        self._name, self._resting = str(before.about["id"]), before.resting
        window.session.live.run_began.connect(self._began)

    def look(self) -> None:
        """Looks; what is amiss three times in a row is a finding."""
        seen = set(self.amiss()) if self.at_rest else set()
        self._suspects = Counter({what: self._suspects[what] + 1 for what in seen})
        for what, times in self._suspects.items():
            if times >= TWICE and what not in self._told:
                self._told.add(what)
                self._findings.add("invariant", what)

    @property
    def at_rest(self) -> bool:
        """Whether everything that was asked has been answered and shown."""
        session = self._window.session
        engine = session.engine
        return (
            engine.state in ("paused", "diverged")
            and session.state not in ("training", "testing", "loading")
            and engine._mailbox._posted.empty()
            and engine.feed.wanted
            and not session.live.waiting
        )

    def amiss(self) -> Iterator[str]:
        session = self._window.session
        trainer, history, shot = session.engine.trainer, session.history, session.snapshot
        if trainer is None or shot is None:
            return
        if shot.version != trainer.version:
            yield f"the picture is of {shot.version}, the network of {trainer.version}"
        if history.run != trainer.run or history.layers != trainer.layers:
            yield f"the history is of run {history.run}, the network of run {trainer.run}"
        steps = history.steps
        if len(steps) and int(steps[-1]) != trainer.step_number:
            yield f"the history ends at step {steps[-1]}, the network stands at {trainer.step_number}"
        if np.any(np.diff(steps) != 1):
            yield "steps are missing from the history, or stand in it twice"
        for name, parameter in trainer.network.named_parameters().items():
            shown = shot.parameters.get(name)  # the picture may be of the network before, for a moment
            if shown is None or not np.array_equal(parameter.data, shown, equal_nan=True):
                yield f"{name} of the picture isn't the network's"
        if any(found.version.newer_than(trainer.version) for found in history.evaluations):
            yield "a test of another network stands in the history"
        yield from self._canvas()
        yield from self._page()
        yield from self._runs()

    def _began(self, _: object, history: Any) -> None:
        """Another run is under way: the one before has to be among the runs."""
        before = self._window.session.run_before
        self._owed.pop(str(before.about["id"]), None)  # it goes on, or every step of it is taken back
        if len(history) and not self._resting and before.about["id"] != self._name:
            self._owed[self._name] = f"{len(history)} steps, replaced after: {self._findings.last}"
        self._name, self._resting = str(before.about["id"]), before.resting

    def _runs(self) -> Iterator[str]:
        """Every run that was trained is under way, waits, can be gone back to, or stands in Runs."""
        from cnnviz.features.runs.library import DELETED
        from core.files.atomic import FileError
        from core.training.checkpoint import read_about

        before, library = self._window.session.run_before, self._window.library
        here = {before.about["id"], before.waiting and before.waiting["id"]}
        owed = self._owed.keys() - here
        if not owed or library._writer._thread is not None:
            return
        for place in (*library.own.glob("*/*.safetensors"), *library.own.glob(f"{DELETED}/*/*.safetensors")):
            with contextlib.suppress(FileError):
                self._owed.pop(str(read_about(place).get("id")), None)
        for name in owed & self._owed.keys():
            yield f"a run isn't in Runs: {self._owed[name]}"

    def _page(self) -> Iterator[str]:
        """The page, the mark on the canvas and the image on show are of one number."""
        from cnnviz.features.canvas import cells

        session, panels = self._window.session, self._window.panels
        cell, trace, view = session.selection, session.trace, panels.canvas.view
        page = panels.microscope.inspector._shown
        if page != cell:
            yield f"the page is of {page}, selected is {cell}"
        found = cells.place_of(cell, trace) if cell is not None and trace is not None else None
        if found is None or cell is None or not view.isVisible():
            return
        place, image = found
        if image is not None and image != session.watched:
            yield f"the page is of image {image}, the canvas shows {session.watched}"
        if cells.stands(cell, view.scene) and view.cell != (place.lane, place.key, place.index):
            yield f"the page is of {cell}, the canvas marks {view.cell}"

    def _canvas(self) -> Iterator[str]:
        """The canvas and the page of the microscope are of one network, and of one number."""
        session = self._window.session
        picture, view = session.picture(), self._window.panels["CanvasPanel"].view
        if picture is None or view.scene is None or not view.isVisible():
            return
        shown = view.scene.outputs.get("input")
        if shown is not None and not np.array_equal(shown, picture.outputs["input"], equal_nan=True):
            yield "the canvas shows another image than the session's"
        layers = tuple(name for name in view.scene.outputs if name != "input" and "/" not in name)
        if layers != tuple(name for name in picture.names if name in view.scene.outputs):
            yield "the canvas shows the layers of another network"
        if session.trace is not None and session.selection is not None:
            try:
                session.trace.at(session.selection)
            except (KeyError, ValueError):
                yield f"{session.selection} is selected, which isn't in the recorded batch"


@contextlib.contextmanager
def watched(window: MainWindow, findings: Findings) -> Iterator[None]:
    """Errors, logged or caught, senseless messages, and words of Qt become findings."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    from cnnviz.shell import crash

    class Guard(crash.Guard):
        def _take(self, error: BaseException, trace: TracebackType | None) -> None:
            findings.add("exception", "".join(traceback.format_exception(type(error), error, trace)))
            super()._take(error, trace)

    def qt_said(kind: QtMsgType, _: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(HARMLESS):
            findings.add("Qt", text)

    def said(text: str, _: str) -> None:
        if any(word in text for word in NONSENSE):
            findings.add("message", text)

    guard, handler = Guard(window), LogFindings(findings)
    guard.install()
    qInstallMessageHandler(qt_said)
    logging.getLogger("cnnviz").addHandler(handler)
    window.session.message.connect(said)
    try:
        yield
    finally:
        logging.getLogger("cnnviz").removeHandler(handler)
        qInstallMessageHandler(None)
        guard.remove()
