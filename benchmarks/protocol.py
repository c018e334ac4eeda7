"""How two programs are compared fairly on a machine that is never quiet.

Each contender is a process of its own, since two numeric libraries in one process have two pools of threads
that spin against each other. They take turns in blocks of a fraction of a second; each round gives one ratio,
and the median over the rounds is the result: what slows the machine for a minute slows both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Contender:
    """A program to be timed: the call that `workload`, "module:function", returns for these `arguments`."""

    name: str
    workload: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    threads: int = 1
    python: str = sys.executable

    def start(self) -> Running:
        """Start its process and wait until it is ready."""
        return Running(self)


class Running:
    """A contender's process: it runs a block of calls each time it is told to."""

    def __init__(self, contender: Contender) -> None:
        self.contender = contender
        threads = str(contender.threads)
        names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
        self._process = subprocess.Popen(
            [
                contender.python,
                "-m",
                "benchmarks.worker",
                contender.workload,
                json.dumps(contender.arguments),
            ],
            cwd=ROOT,
            env=os.environ | dict.fromkeys(names, threads) | {"BENCHMARK_THREADS": threads},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.versions: str = self._read()["versions"]

    def block(self, seconds: float) -> dict[str, float]:
        """Repeat the call for `seconds`; gives `median` and `best` in seconds per call, and `calls`."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.contender.name}: its process ended with {self._process.wait()}")
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # closes its input, which ends it


@dataclass(frozen=True)
class Timing:
    """One contender's blocks: seconds per call in each round, and the best single block."""

    name: str
    rounds: tuple[float, ...]
    versions: str

    @property
    def seconds(self) -> float:
        """The median block."""
        return median(self.rounds)

    @property
    def best(self) -> float:
        """The best block: what the machine can do when nobody else uses it."""
        return min(self.rounds)

    def ratio(self, other: Timing) -> Ratio:
        """This contender's time over the other's, round by round."""
        return Ratio(tuple(mine / theirs for mine, theirs in zip(self.rounds, other.rounds, strict=True)))


@dataclass(frozen=True)
class Ratio:
    """One ratio a round; the median is the result, the quartiles say how sure it is."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        ordered = sorted(self.rounds)
        quarter = len(ordered) // 4
        return f"{self.median:.2f} ({ordered[quarter]:.2f}-{ordered[-1 - quarter]:.2f})"


def compare(contenders: Sequence[Contender], rounds: int = 15, seconds: float = 0.3) -> dict[str, Timing]:
    """Time all contenders, taking turns; the order is reversed every other round."""
    running = [contender.start() for contender in contenders]
    try:
        times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
        for program in running:
            program.block(seconds)  # warm up: buffers, caches, the processor's clock
        for number in range(rounds):
            for program in running if number % 2 == 0 else reversed(running):
                times[program.contender.name].append(program.block(seconds)["median"])
    finally:
        for program in running:
            program.__exit__()
    return {
        p.contender.name: Timing(p.contender.name, tuple(times[p.contender.name]), p.versions)
        for p in running
    }
