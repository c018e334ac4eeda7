"""How two programs are compared fairly on a machine that is never quiet.

Each contender is a process of its own, since two numeric libraries in one process have two pools of threads
that spin against each other. They take turns in blocks of a fraction of a second; each round gives one ratio,
and the median over the rounds is the result: what slows the machine for a minute slows both. A round in which
other programs used more than a tenth of the machine is made again, up to a limit; a figure says so if that
didn't help.
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

QUIET = 0.1
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
        self._used = 0

    def block(self, seconds: float) -> dict[str, float]:
        """Repeat the call for `seconds`; gives `median` and `best` in seconds per call, and `calls`."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        return self._read()

    def ticks(self) -> int:
        """Ticks of processor time that it and the processes it started used since the last call."""
        try:
            pid = self._process.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            fields = [
                Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in (pid, *children)
            ]
        except OSError:
            return 0
        now = sum(int(numbers[11]) + int(numbers[12]) for numbers in fields)
        used, self._used = max(0, now - self._used), now
        return used

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
    """One contender's blocks: seconds per call in each round; `busy` of the rounds were disturbed."""

    name: str
    rounds: tuple[float, ...]
    versions: str
    busy: int = 0

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
        ratios = tuple(mine / theirs for mine, theirs in zip(self.rounds, other.rounds, strict=True))
        return Ratio(ratios, self.busy)


@dataclass(frozen=True)
class Ratio:
    """One ratio a round; the median is the result, the quartiles say how sure it is."""

    rounds: tuple[float, ...]
    busy: int = 0

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        ordered = sorted(self.rounds)
        quarter = len(ordered) // 4
        disturbed = f", {self.busy} of {len(ordered)} rounds disturbed" if self.busy else ""
        return f"{self.median:.2f} ({ordered[quarter]:.2f}-{ordered[-1 - quarter]:.2f}{disturbed})"


def compare(
    contenders: Sequence[Contender], rounds: int = 15, seconds: float = 0.3, patience: int = 4
) -> dict[str, Timing]:
    """Time all contenders, taking turns; the order is reversed every other round.

    At most `patience` times as many rounds are run to find `rounds` that nobody disturbed.
    """
    running = [contender.start() for contender in contenders]
    try:
        for program in running:
            program.block(seconds)  # warm up: buffers, caches, the processor's clock
            program.ticks()
        kept: list[tuple[float, dict[str, float]]] = []
        for number in range(patience * rounds):
            times, others = {}, Others()
            for program in running if number % 2 == 0 else reversed(running):
                times[program.contender.name] = program.block(seconds)["median"]
            kept.append((others.share(running), times))
            if sum(share <= QUIET for share, _ in kept) >= rounds:
                break
    finally:
        for program in running:
            program.__exit__()
    best = sorted(kept, key=lambda item: item[0])[:rounds]  # the quietest
    busy = sum(share > QUIET for share, _ in best)
    return {
        p.contender.name: Timing(
            p.contender.name, tuple(times[p.contender.name] for _, times in best), p.versions, busy
        )
        for p in running
    }


class Others:
    """How much of the machine other programs use from now on; 0 where the system can't say."""

    def __init__(self) -> None:
        self._began = self._count()

    def share(self, running: Sequence[Running]) -> float:
        """The part of all processor time since then that neither idled nor went to `running`."""
        if os.environ.get("BENCHMARK_FIRST"):
            return 0.0  # they had to wait
        busy, whole = (now - before for now, before in zip(self._count(), self._began, strict=True))
        own = sum(program.ticks() for program in running)
        return max(0.0, busy - own) / whole if whole else 0.0

    @staticmethod
    def _count() -> tuple[int, int]:
        """Ticks that the processors worked, and all ticks, since the machine started."""
        try:
            ticks = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        except OSError:
            return 0, 0
        idle = ticks[3] + ticks[4]  # idle, waiting for the disk
        return sum(ticks) - idle, sum(ticks)
