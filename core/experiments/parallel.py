"""Many runs at once, each in its own process with one thread for its matrix products.

Processes share nothing but the disk: each run's folder says what to do and how far it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Heard = Callable[[Path, int, int, float], None]  # folder, step, steps of the run, loss
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class RunFailedError(Exception):
    """A run's process ended without finishing it; the text is the last thing that it said."""


def cores() -> int:
    """How many processes can work at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_all(
    folders: Sequence[Path], jobs: int, heard: Heard, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Make the runs of prepared folders, at most `jobs` at a time and never more than there are cores.

    `heard` is called from other threads, one at a time. Once `stopped()` is true the processes are ended.
    Raises RunFailedError when one of them fails.
    """
    lock, failed = threading.Lock(), threading.Event()

    def make(folder: Path) -> None:
        if stopped() or failed.is_set():
            return
        command = [sys.executable, "-m", "core.experiments.worker", str(folder)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, env=_environment(), text=True, **pipes) as process:  # type: ignore[call-overload]
            for line in process.stdout:
                step, steps, loss = line.split()
                with lock:
                    heard(folder, int(step), int(steps), float(loss))
                if stopped() or failed.is_set():
                    process.terminate()
            said = process.stderr.read().strip()
        if process.returncode and not stopped() and not failed.is_set():
            failed.set()
            last = said.splitlines()[-1] if said else f"status {process.returncode}"
            raise RunFailedError(f"{folder.name}: its process ended early ({last})")

    with ThreadPoolExecutor(max(1, min(jobs, cores()))) as pool:
        for result in [pool.submit(make, folder) for folder in folders]:
            result.result()


def _environment() -> dict[str, str]:
    """Ours, with one thread a process and our own packages found from any folder."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
