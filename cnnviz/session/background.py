"""Work that takes longer than a picture may wait: on a thread of its own, with progress, cancelled at will.

`start(work, then)` runs `work(report)` there and `then(result)` in the window's thread. The work is handed
all it needs (a NetworkCopy, arrays that nobody writes to): it touches neither the engine nor a widget.
`ask(question, then)` has the engine answer first, and `then` start the work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, cast

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from cnnviz.session.worker import STACK, unfinished
from cnnviz.system import alone
from cnnviz.system.throttle import Throttle
from core.files.atomic import FileError
from core.threads import set_threads, threads

log = logging.getLogger("cnnviz")

OFTEN = 0.03  # seconds between two words of progress
PATIENCE = 2.0  # seconds that the session's end waits for a thread

# Cancelled, and kept until their threads have ended: destroying a running QThread aborts the process.
_leaving: set[Job] = set()

Report = Callable[[float], None]
Work = Callable[[Report], Any]


class WorkOwner(Protocol):
    """What background work belongs to, the session or its training: it ends with it."""

    ended: Any  # a signal without arguments
    message: Any  # a signal of a text and its kind
    ask: Callable[..., Any]  # as Worker.ask

    @property
    def closed(self) -> bool:
        """Whether there is to be no more work."""


class Cancelled(Exception):  # noqa: N818 - not a mistake of anybody's
    """Raised by `report` in a work that nobody waits for any more."""


class Job(QThread):
    """One work and what came of it: `result`, or `error`; neither when it was cancelled."""

    went = Signal(object, float)  # itself, the fraction done
    over = Signal(object)  # itself

    def __init__(self, work: Work, then: Callable[[Any], None], failed: Any) -> None:
        super().__init__()
        self.setObjectName("background")
        self.setStackSize(STACK)
        self.then: Any = then
        self.failed = failed
        self.result: Any = None
        self.error: Exception | None = None
        self.cancelled = False
        self._work = work
        self._told = Throttle()

    def report(self, fraction: float) -> None:
        """Tell how much is done, not more often than anybody can see; raises Cancelled."""
        alone.wait()
        if self.cancelled:
            raise Cancelled
        if self._told.due(OFTEN):
            self.went.emit(self, fraction)

    def let_go(self) -> None:
        """Hold on to nothing that waits for the work, nor to what came of it."""
        self.then = self.failed = self.result = None

    def run(self) -> None:
        try:
            if threads() > 1:  # the number is the whole process's: training counts on one and is left with it
                set_threads()
            with np.errstate(all="ignore"):  # as in training
                result = self._work(self.report)
            self.result = None if self.cancelled else result
        except Cancelled:
            self.cancelled = True
        except Exception as error:
            self.error = error
        finally:
            self._work = None  # type: ignore[assignment]  # what it held, a network's copy, may go
            self.over.emit(self)


class Background(QObject):
    """One work at a time: a new one takes the place of the one before, whose result is dropped.

    `progressed` tells fractions from 0 to 1 of the newest work, `ended` that it is done, has failed or was
    cancelled (before `then` or `failed` is called, either in the window's thread). It ends with the session.
    """

    progressed = Signal(float)
    ended = Signal()

    def __init__(self, session: WorkOwner, parent: QObject | None = None) -> None:
        # With nobody else to belong to, it lives as long as the session: its end waits for every thread.
        super().__init__(parent or cast(QObject, session))
        self._session = session
        self._job: Job | None = None
        self._asked: object = None  # the question that is waited for
        self._jobs: set[Job] = set()  # kept until their threads have ended: Qt aborts otherwise
        session.ended.connect(self.end)

    @property
    def running(self) -> bool:
        """True from `ask` or `start` until the work is done, has failed or was cancelled."""
        return self._job is not None or self._asked is not None

    def ask(
        self,
        question: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Put a question to the engine; `then` begins a work with the answer, or does without one.

        An answer is dropped that comes after `cancel`, or after another question or work.
        """
        if self._session.closed:
            return
        self._drop()
        self._asked = asked = object()

        def take(wanted: Callable[[Any], None] | None, answer: Any) -> None:
            if asked is self._asked:
                self._asked = None
                if wanted is not None:
                    wanted(answer)
                if not self.running:
                    self.ended.emit()

        self._session.ask(question, then=partial(take, then), failed=partial(take, failed))

    def start(
        self,
        work: Work,
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work(report)` on a thread of its own, then `then(result)` in this one.

        What `work` raises goes to `failed`; without one it becomes a message of the window.
        """
        if self._session.closed:
            return
        self._drop()
        self._job = job = Job(work, then, failed)
        self._jobs.add(job)
        job.went.connect(self._take_progress, Qt.ConnectionType.QueuedConnection)
        job.over.connect(self._take_end, Qt.ConnectionType.QueuedConnection)
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Let the work under way go: neither `then` nor `failed` is called, the thread ends when it can."""
        if self._drop():
            self.ended.emit()

    @Slot()
    def end(self) -> None:
        """Cancel for good; for the panel's `end_work`, and when the session ends.

        The threads end when they next report, and only the session's end waits for them: the window would
        stand still that long.
        """
        self.cancel()
        for job in self._jobs:
            job.went.disconnect()
            job.over.disconnect()
            job.let_go()
        _leaving.update(self._jobs)
        self._jobs.clear()
        _leaving.difference_update([job for job in _leaving if job.isFinished()])
        if self._session.closed:
            for job in _leaving:
                if not job.wait(round(PATIENCE * 1000)):
                    unfinished.append(job)
            _leaving.clear()

    def _drop(self) -> bool:
        running, job = self.running, self._job
        self._job = self._asked = None
        if job is not None:
            job.cancelled = True
        return running

    @Slot(object, float)
    def _take_progress(self, job: Job, fraction: float) -> None:
        if job is self._job:
            self.progressed.emit(fraction)

    @Slot(object)
    def _take_end(self, job: Job) -> None:
        job.wait()  # its last word has been said
        self._jobs.discard(job)
        if job is not self._job:
            return
        self._job = None
        self.ended.emit()
        if job.error is None:
            job.then(job.result)
            return
        if not isinstance(job.error, FileError | ValueError):
            log.error("work in the background failed", exc_info=job.error)
        if job.failed is not None:
            job.failed(job.error)
        else:
            self._session.message.emit(str(job.error) or type(job.error).__name__, "error")
