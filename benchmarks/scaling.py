"""How the cost of a training step grows with the batch and with the network's width: linearly, or better."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.protocol import Contender, compare
from benchmarks.table import Row, Settings

BATCHES = 1, 4, 16, 64, 256, 1024
WIDTHS = 1, 2, 4


def rows(settings: Settings) -> Iterator[Row]:
    """Microseconds per image for each batch size; milliseconds and parameters for each width."""
    by_batch = [Contender(str(n), "benchmarks.networks:plan_step", {"batch": n}) for n in BATCHES]
    for timing in compare(by_batch, max(3, settings.rounds // 3), seconds=0.2).values():
        n = int(timing.name)
        yield Row(
            f"training step, batch {n:,}",
            f"{1e3 * timing.seconds:.2f} ms, {1e6 * timing.seconds / n:.0f} us an image",
        )
    by_width = [Contender(str(w), "benchmarks.networks:plan_step", {"width": w}) for w in WIDTHS]
    for timing in compare(by_width, max(3, settings.rounds // 3), seconds=0.2).values():
        parameters = 61_750 if timing.name == "1" else _parameters(int(timing.name))
        yield Row(
            f"training step, batch 64, LeNet-5 {timing.name}x as wide",
            f"{1e3 * timing.seconds:.2f} ms, {parameters:,} parameters",
        )


def _parameters(width: int) -> int:
    from benchmarks.networks import lenet5

    return sum(p.data.size for p in lenet5(width).named_parameters().values())
