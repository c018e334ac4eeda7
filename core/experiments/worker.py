"""One run in a process of its own: `python -m core.experiments.worker FOLDER`.

It says how far it has come on stdout, a line of "step steps loss" a few times a second. When nobody listens
any more it ends, so killing whoever started it leaves nothing running.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

EVERY = 0.2  # seconds between two lines


def main(folder: str) -> int:
    """Make the run of a prepared folder."""
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
