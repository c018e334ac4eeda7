"""The training thread and the way to it: calls go there, answers and events come back to the window's thread.

The engine's whole loop runs on a QThread. Futures and events are born there, and wait for the next turn of
the window's thread: all that have come by then are told in one go, and the window shows once what they made.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from cnnviz.system import garbage
from core.files.atomic import FileError
from core.training import ConfigError, DivergenceError, Engine, EngineStoppedError, Event, TrainConfig

log = logging.getLogger("cnnviz")
log.addHandler(logging.NullHandler())  # without a journal nothing is printed

SWITCH = 0.001  # seconds that a thread may keep Python while the window waits; usually it is five times that
STACK = 16 * 2**20  # bytes: OpenBLAS needs more than macOS gives a thread

# Threads that outlived their window's patience: kept, for destroying a running QThread aborts the process.
unfinished: list[QThread] = []


def in_words(error: BaseException) -> str:
    """What an error says to a person; no setting's name before what isn't about a setting."""
    if isinstance(error, ConfigError) and error.field in ("spec", "images", "data"):
        return error.message[:1].upper() + error.message[1:]
    return str(error) or type(error).__name__


class TrainingThread(QThread):
    """The thread that the engine's whole loop runs on."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.setObjectName("training")
        self.setStackSize(STACK)
        self._engine = engine

    def run(self) -> None:
        self._engine.run()


class Worker(QObject):
    """An engine on its own thread; everything that it emits is emitted in the window's thread.

    `turn` counts how often something was told: what comes in one turn of the window has the same number.
    """

    news = Signal()  # something has been answered: the feed may hold it already
    happened = Signal(object)  # an Event of the engine
    refused = Signal(str)  # a call's error, in plain words

    _came = Signal()

    def __init__(self, config: TrainConfig, data: Callable[[], Any] | None, parent: QObject) -> None:
        super().__init__(parent)
        self.closed = False
        self.turn = 0
        self._waiting: deque[Callable[[], None]] = deque()  # what has come, and isn't told yet
        self._came.connect(self._tell_once, Qt.ConnectionType.QueuedConnection)
        self._told = QTimer(self, singleShot=True, interval=0)  # runs out with the turn in which it was told
        self._told.timeout.connect(self._came)
        self.engine = Engine(config, data=data, notify=lambda event: self._bring(self._take_event, event))
        self._thread = TrainingThread(self.engine)

    def start(self) -> None:
        """Start the thread; the engine loads its data first."""
        garbage.hold(self)
        sys.setswitchinterval(SWITCH)
        self._thread.start()

    def ask(
        self,
        call: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Future[Any] | None:
        """Post a call to the engine; `then` or `failed` runs in this thread with what came of it."""
        if self.closed:
            return None
        future: Future[Any] = self.engine.post(call, *args)
        future.add_done_callback(lambda done: self._bring(self._take_answer, done, then, failed))
        return future

    def _bring(self, tell: Callable[..., None], *what: Any) -> None:
        """From the training thread: have something told in the window's."""
        self._waiting.append(partial(tell, *what))
        self._came.emit()

    @Slot()
    def _tell_once(self) -> None:
        if self._waiting and not self._told.isActive():
            self.tell()

    def tell(self) -> None:
        """Tell what has come by now; what comes meanwhile, or stands behind one that fails, waits a turn."""
        self._told.start()
        self.turn += 1
        for _ in range(len(self._waiting)):
            self._waiting.popleft()()

    def close(self, patience: float) -> bool:
        """Stop the engine and wait for its thread; False if it didn't end in time."""
        if not self.closed and self._thread.isRunning():
            self.engine.post(self.engine.stop)
        self.closed = True
        if self._thread.wait(round(patience * 1000)):
            garbage.release(self)
            return True
        if self._thread not in unfinished:
            unfinished.append(self._thread)
        return False

    def _take_answer(self, future: Future[Any], then: Any, failed: Any) -> None:
        if self.closed:
            return
        self.news.emit()
        try:
            result = future.result()
        except CancelledError:
            return
        except EngineStoppedError as error:
            self.refused.emit(self.tr("Nothing can be trained: {0}").format(error))
        except Exception as error:
            if not isinstance(error, FileError | ValueError | DivergenceError):
                log.error("a call failed", exc_info=error)
            if not isinstance(error, DivergenceError):  # an event tells of that
                self.refused.emit(in_words(error))
            if failed is not None:
                failed(error)
        else:
            if then is not None:
                then(result)

    def _take_event(self, event: Event) -> None:
        if event.kind == "error":
            log.error("training failed", exc_info=event.data.get("error"))
        if not self.closed:
            self.happened.emit(event)
