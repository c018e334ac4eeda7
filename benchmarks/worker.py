"""The process of one contender: builds its workload, then runs a block of calls for each line it is sent.

python -m benchmarks.worker module:function '{"argument": 1}'
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
from statistics import median
from time import perf_counter


def main() -> None:
    """Answer each line on standard input, a number of seconds, with the times of that long a block."""
    module_name, function_name = sys.argv[1].split(":")
    call = getattr(importlib.import_module(module_name), function_name)(**json.loads(sys.argv[2]))
    call()
    print(json.dumps({"versions": versions()}), flush=True)
    for line in sys.stdin:
        times, end = [], perf_counter() + float(line)
        while not times or perf_counter() < end:
            start = perf_counter()
            call()
            times.append(perf_counter() - start)
        print(json.dumps({"median": median(times), "best": min(times), "calls": len(times)}), flush=True)


def versions() -> str:
    """The libraries that this process has loaded, with their versions."""
    loaded = [name for name in ("numpy", "torch") if name in sys.modules]
    told = [f"{name} {sys.modules[name].__version__}" for name in loaded]
    return ", ".join([f"Python {platform.python_version()}", *told])


if __name__ == "__main__":
    main()
