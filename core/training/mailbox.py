"""How other threads ask something of the engine: any callable, answered by a Future.

A queued callable needs no command classes, and its error comes back where it was asked. Measured: posting
to a training engine costs it a microsecond a step.
"""

from __future__ import annotations

import errno
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class MemoryShortageError(RuntimeError):
    """There was not enough memory for what was asked; what was there before is still there."""


def clear(error: BaseException) -> BaseException:
    """The error itself, or a MemoryShortageError in the place of one that means that the memory ran out."""
    system = isinstance(error, OSError) and error.errno == errno.ENOMEM  # the plan's blocks come from there
    if not (isinstance(error, MemoryError) or system):
        return error
    shortage = MemoryShortageError(
        "There is not enough memory for this, and nothing was changed: close other programs, "
        "or take a smaller batch or network"
    )
    shortage.__cause__ = error
    return shortage


Posted = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class EngineStoppedError(RuntimeError):
    """The engine ended before it came to a posted call."""


class Mailbox:
    """Filled by any thread with `post`, emptied by one with `answer`."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Posted] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed: str | None = None  # the reason why

    def post(self, call: Callable[..., Any], *args: Any, **keywords: Any) -> Future[Any]:
        """Queue `call(*args, **keywords)`; the Future brings its result or its error."""
        answer: Future[Any] = Future()
        with self._door:
            if self._closed is None:
                self._posted.put((answer, call, args, keywords))
            else:
                answer.set_exception(EngineStoppedError(self._closed))
        return answer

    def answer(self, wait: float | None, then: Callable[[], object]) -> bool:
        """Run one posted call, waiting `wait` seconds for it (None: as long as it takes); False if there
        was none.

        `then` runs after the call and before the Future knows its outcome.
        """
        try:
            answer, call, args, keywords = self._posted.get(timeout=wait)
        except queue.Empty:
            return False
        if not answer.set_running_or_notify_cancel():
            return True
        try:
            result = call(*args, **keywords)
        except BaseException as error:
            then()
            answer.set_exception(clear(error))
        else:
            then()
            answer.set_result(result)
        return True

    def close(self, reason: str) -> None:
        """Refuse what is queued and what is yet to come."""
        with self._door:
            self._closed = reason
        while not self._posted.empty():
            answer = self._posted.get()[0]
            if answer.set_running_or_notify_cancel():
                answer.set_exception(EngineStoppedError(reason))
