"""Many runs at once, each in its own process with one thread for its matrix products.

Processes share nothing but the disk: each run's folder says what to do and how far it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
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
        command = [sys.executable, "-m", "core.experiments.parallel", str(folder)]
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


EVERY = 0.2  # seconds between two lines


def main(folder: str) -> int:
    """Make the run of a prepared folder, in this process: `python -m core.experiments.parallel FOLDER`.

    It says how far it has come on stdout, a line of "step steps loss" a few times a second. When nobody
    listens any more it ends, so killing whoever started it leaves nothing running.
    """
    from threadpoolctl import threadpool_limits

    from core.data.mnist import mnist
    from core.experiments.run import make

    told = 0.0

    def tell(step: int, steps: int, loss: float) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > EVERY or step == steps:
            told = now
            print(step, steps, format(loss, ".4g"), flush=True)

    try:
        with threadpool_limits(limits=1, user_api="blas"):
            make(Path(folder), *mnist(), tell)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
