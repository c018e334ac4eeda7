"""A second process that runs half of a step on the same memory, and changes no bit of it.

The program has a tape with splits (tape.py) in shared memory. The helper is started with the memory's keys,
builds the same tape from the network's spec, and runs `theirs` of each split that it is asked for, or
evaluates images. Both look at counters in shared memory, yielding the processor between looks, which takes
3-4 us there and back; a helper that is not needed for some milliseconds sleeps until it is woken, and costs
nothing. On processors that may reorder what others see, every hand-over goes through a pipe instead.

The helper ends when its standard input does: with the program, however that ends. When the helper ends, the
program runs its lists: a list may always be run again from its start.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

import numpy as np

from core.plan.layout import AT_ONCE
from core.plan.memory import SharedMemory
from core.plan.tape import Call, Split

ASK, JOB, COUNT, DONE, READY, ASLEEP = 0, 1, 2, 16, 32, 48  # places in the control block, on cache lines
EVALUATE = -1  # the job that is not one of the tape's splits
CHUNKS = 5  # how many lots of images are evaluated at one asking
LOOKS = 5000  # at the counter, some milliseconds, before the helper sleeps
PATIENCE = 5.0  # seconds that a helper may take for a list before it counts as lost
ORDERED = platform.machine().lower() in ("x86_64", "amd64", "i386", "i686")

give_way: Callable[[], object] = getattr(os, "sched_yield", lambda: sleep(0))


class Helper:
    """The program's side of a helper process. `about` tells it what to build (see `Work`)."""

    def __init__(self, about: dict[str, Any], memories: list[SharedMemory]) -> None:
        if not sys.executable or getattr(sys, "frozen", False):
            raise OSError("there is no interpreter to start")
        control = SharedMemory()
        self._control = memoryview(control.empty((512,), np.int64))  # type: ignore[arg-type]
        self._keep = control, memories
        keys = [memory.keys for memory in (control, *memories)]
        files = [key for found in keys for key, _ in found if isinstance(key, int)]
        options: dict[str, Any] = {"creationflags": 0x08000000} if os.name == "nt" else {"pass_fds": files}
        code = "import sys, json; a = json.loads(sys.argv[1]); sys.path[:] = a['path']; "
        code += "from core.plan.work import main; main(a)"
        about = {**about, "path": sys.path, "keys": keys}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, json.dumps(about)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            **options,
        )
        self._asked = 0
        self._fence = threading.Lock()
        self.gone = False

    @property
    def ready(self) -> bool:
        """Whether it can be asked: not before it has built its tape, some tenths of a second."""
        if not self.gone and not self._control[READY] and self._process.poll() is not None:
            self.close()
        return bool(self._control[READY]) and not self.gone

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, job: int, count: int = 0) -> None:
        """Let it begin a job; to be followed by `wait`."""
        self.settle()
        control = self._control
        control[JOB], control[COUNT] = job, count
        self._asked += 1
        control[ASK] = self._asked
        with self._fence:  # what was written is seen before the next line reads
            pass
        if control[ASLEEP] or not ORDERED:
            try:
                assert self._process.stdin is not None
                self._process.stdin.write(b"!")
            except OSError:
                self.close()

    def wait(self) -> bool:
        """Wait until the job is done; False if the helper is gone, and the job to be done again."""
        if not ORDERED and not self.gone and self._control[DONE] != self._asked:
            assert self._process.stdout is not None
            if not self._process.stdout.read(1):
                self.close()
        control, asked, looks, began = self._control, self._asked, 0, 0.0
        while control[DONE] != asked and not self.gone:
            give_way()
            looks += 1
            if looks % 2000 == 0:
                began = began or monotonic()
                if self._process.poll() is not None or monotonic() - began > PATIENCE:
                    self.close()
        return not self.gone

    def settle(self) -> None:
        """Wait for a job that an exception kept the program from waiting for."""
        if self._control[DONE] != self._asked and not self.gone:
            self.wait()

    def share(self, split: Split, number: int) -> Call:
        """The call that runs a split: one side here, the other there."""
        mine, theirs = split.mine, split.theirs

        def both() -> None:
            if self.gone:
                for call in (*mine, *theirs):
                    call()
                return
            self.ask(number)
            try:
                for call in mine:
                    call()
            finally:
                done = self.wait()
            if not done:
                for call in theirs:
                    call()

        return both

    def close(self) -> None:
        """End the process and wait until it is gone; what it was doing can be done again."""
        self.gone = True
        process = self._process
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def room(
    shapes: dict[str, tuple[int, ...]], sample: tuple[int, ...], dtype: np.dtype, memory: Any
) -> tuple[np.ndarray, np.ndarray]:
    """Shared arrays for the images that a helper evaluates, and for what the network makes of them."""
    n = CHUNKS * AT_ONCE
    outputs = list(shapes.values())[-1] if shapes else sample
    return memory.empty((n, *sample), dtype), memory.empty((n, *outputs), dtype)
