"""The process of one contender: builds its workload, then runs a block of calls for each line it is sent.

python -m benchmarks.worker module:function '{"argument": 1}'
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from pathlib import Path
from statistics import median
from time import perf_counter


def main() -> None:
    """Answer each line on standard input, a number of seconds, with the times of that long a block."""
    module_name, function_name = sys.argv[1].split(":")
    function = getattr(importlib.import_module(module_name), function_name)
    go_first(True)  # here too: what is chosen by measurement is chosen now
    call = function(**json.loads(sys.argv[2]))
    call()
    go_first(False)
    print(json.dumps({"versions": versions()}), flush=True)
    for line in sys.stdin:
        go_first(True)
        times, end = [], perf_counter() + float(line)
        while not times or perf_counter() < end:
            start = perf_counter()
            call()
            times.append(perf_counter() - start)
        go_first(False)
        print(json.dumps({"median": median(times), "best": min(times), "calls": len(times)}), flush=True)


def go_first(wanted: bool) -> None:
    """Let this process and those it has started go before all others, or no longer (see `--first`)."""
    if not os.environ.get("BENCHMARK_FIRST"):
        return
    policy, priority = (os.SCHED_FIFO, 5) if wanted else (os.SCHED_OTHER, 0)
    mine = os.getpid()
    children = Path(f"/proc/{mine}/task/{mine}/children").read_text().split()
    for process in (mine, *children):
        for thread in os.listdir(f"/proc/{process}/task"):
            os.sched_setscheduler(int(thread), policy, os.sched_param(priority))


def versions() -> str:
    """The libraries that this process has loaded, with their versions."""
    loaded = [name for name in ("numpy", "torch") if name in sys.modules]
    told = [f"{name} {sys.modules[name].__version__}" for name in loaded]
    return ", ".join([f"Python {platform.python_version()}", *told])


if __name__ == "__main__":
    main()
