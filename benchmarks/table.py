"""What a benchmark reports: rows of a table, each a figure beside the bar it has to reach."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

from benchmarks.protocol import Ratio


@dataclass(frozen=True)
class Settings:
    """The command line: an interpreter that has PyTorch, a folder with clones of peers, rounds; how many
    random users, and for how many seconds each; whether pictures are drawn into docs/.
    """

    torch: str | None = None
    peers: str | None = None
    rounds: int = 15
    seeds: int = 5
    seconds: float = 20.0
    write: bool = False


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the bar to reach and the aim beyond it; `met` is None without a bar."""

    figure: str
    measured: str
    reach: str = ""
    aim: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        mark = {True: "yes", False: "**no**", None: ""}[self.met]
        return f"| {self.figure} | {self.measured} | {self.reach} | {self.aim} | {mark} |"


HEAD = "| figure | measured | reach | aim beyond | reached |\n|---|---|---|---|---|"


def below(figure: str, value: float, reach: float, aim: float | None = None, form: str = "{:.2f}") -> Row:
    """A row for a value that must not exceed `reach`."""
    told = "" if aim is None else form.format(aim)
    return Row(figure, form.format(value), "<= " + form.format(reach), told, value <= reach)


def above(figure: str, value: float, reach: float, aim: float | None = None, form: str = "{:.2f}") -> Row:
    """A row for a value that must be at least `reach`."""
    told = "" if aim is None else form.format(aim)
    return Row(figure, form.format(value), ">= " + form.format(reach), told, value >= reach)


def ratio_below(figure: str, ratio: Ratio, reach: float, aim: float | None = None) -> Row:
    """A row for a ratio of times: its median, and between which values half of the rounds lie."""
    told = "" if aim is None else f"{aim:g}"
    met = (
        None if ratio.busy > len(ratio.rounds) // 2 else ratio.median <= reach
    )  # a busy machine proves nothing
    return Row(figure, str(ratio), f"<= {reach:g}", told, met)


def markdown(rows: Iterable[Row]) -> str:
    """The table."""
    return "\n".join([HEAD, *map(str, rows)])


def machine() -> str:
    """What the figures were measured on: date, processor, system and versions."""
    blas = next((pool for pool in threadpool_info() if pool["user_api"] == "blas"), None)
    library = (
        f"{blas['internal_api']} {blas['version']} ({blas.get('architecture')})" if blas else "no BLAS found"
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, numpy {np.__version__} with {library}"
    )


def processor() -> str:
    """The processor's name and the number of its cores that this system sees."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} cores of {names[0]}" if names else platform.processor() or "unknown processor"
