"""`python -m benchmarks`: run the benchmarks and print the table of docs/performance.md.

python -m benchmarks [NAME ...] [--torch-python /path/to/python] [--peers FOLDER] [--rounds N]
                     [--seeds N] [--seconds S] [--first] [--write]
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from benchmarks.protocol import ROOT
from benchmarks.table import HEAD, Row, Settings, machine

# name: "module:function" that yields rows; imported only when it is run
BENCHMARKS: dict[str, str] = {
    "torch": "against_torch:rows",
    "peers": "peers:rows",
    "gradients": "gradients:rows",
    "epoch": "epoch:rows",
    "explaining": "explaining:rows",
    "asking": "asking:rows",
    "snapshots": "window_rows:snapshots",
    "throughput": "window_rows:throughput",
    "frames": "window_rows:frames",
    "redraw": "window_rows:redraw",
    "heartbeat": "window_rows:heartbeat",
    "dragging": "window_rows:dragging",
    "sheets": "window_rows:sheets",
    "start": "window_rows:start",
    "making": "window_rows:making",
    "memory": "window_rows:memory",
    "random_user": "random_user:rows",
    "scaling": "scaling:rows",
    "parts": "step_parts:rows",
}

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- table: python -m benchmarks --write -->", "<!-- end of table -->"


def main() -> None:
    """Run what the command line names, or everything; print each row as soon as it is known."""
    options = arguments()
    if options.first:
        os.environ["BENCHMARK_FIRST"] = "1"
    torch = options.torch_python or torch_here()
    settings = Settings(torch, options.peers, options.rounds, options.seeds, options.seconds, options.write)
    lines = [f"Measured {machine()}.", "", HEAD]
    print("\n".join(lines), flush=True)
    for name in options.names or BENCHMARKS:
        for row in benchmark(name)(settings):
            lines.append(str(row))
            print(row, flush=True)
    if settings.torch is None:
        print("\nPyTorch isn't here; --torch-python names a Python that has it, to compare with.")
    if options.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        table = "\n".join(lines)
        PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.split(":")[1].split("\n")[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(BENCHMARKS)}")
    parser.add_argument(
        "--torch-python", metavar="PATH", help="an interpreter that has PyTorch, if this one hasn't"
    )
    parser.add_argument("--peers", metavar="FOLDER", help="where numpy-realizes-CNN and cnn_numpy are cloned")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each comparison (default 15)")
    parser.add_argument("--seeds", type=int, default=5, help="how many random users (default 5)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each random user (default 20)")
    parser.add_argument(
        "--first",
        action="store_true",
        help="let each block go before all other programs (Linux, for the superuser): for a busy machine",
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md too")
    options = parser.parse_args()
    unknown = set(options.names) - BENCHMARKS.keys()
    if unknown:
        parser.error(
            f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )
    return options


def benchmark(name: str) -> Callable[[Settings], Iterator[Row]]:
    """The function that yields a benchmark's rows."""
    module, function = BENCHMARKS[name].split(":")
    return getattr(import_module(f"benchmarks.{module}"), function)


def torch_here() -> str | None:
    """This interpreter, if it has PyTorch."""
    return sys.executable if importlib.util.find_spec("torch") else None


if __name__ == "__main__":
    main()
