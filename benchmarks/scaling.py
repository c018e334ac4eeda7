"""How the cost of a training step grows with the batch and with the network's width: linearly, or better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.against_torch import STEP, torch_with, workers
from benchmarks.growth import draw
from benchmarks.protocol import Timing, compare
from benchmarks.table import Row, Settings

BATCHES = 1, 4, 16, 64, 256, 1024
WIDTHS = 1, 2, 4

Timings = Mapping[int, Mapping[str, Timing]]


def rows(settings: Settings) -> Iterator[Row]:
    """Microseconds an image for each batch size, milliseconds for each width; --write draws them."""
    by_batch = _measure(settings, "batch", BATCHES)
    for n, timings in by_batch.items():
        for name, timing in timings.items():
            told = f"{1e3 * timing.seconds:.2f} ms, {1e6 * timing.seconds / n:.0f} us an image"
            yield Row(f"training step, batch {n:,}: {name}", told)
    by_width = _measure(settings, "width", WIDTHS)
    for width, timings in by_width.items():
        told = f"training step, batch 64, LeNet-5 {width}x as wide, {_parameters(width):,} parameters"
        for name, timing in timings.items():
            yield Row(f"{told}: {name}", f"{1e3 * timing.seconds:.2f} ms")
    if settings.write:
        draw(
            "growth-batch", "microseconds an image", "images in a batch", _lines(by_batch, 1e6, by_image=True)
        )
        draw("growth-width", "milliseconds a step", "parameters", _lines(by_width, 1e3))


def _measure(settings: Settings, option: str, values: Sequence[int]) -> Timings:
    """The contenders' steps for each value, one value after the other."""
    rounds = max(3, settings.rounds // 3)
    return {
        value: compare(
            [
                *workers(STEP, {option: value}),
                *(torch_with(settings.torch, "step", {option: value}) if settings.torch else []),
            ],
            rounds,
            seconds=0.2,
        )
        for value in values
    }


def _lines(timings: Timings, unit: float, by_image: bool = False) -> dict[str, dict[int, float]]:
    """Each contender's points: by the batch, divided by it; or by the number of parameters."""
    lines: dict[str, dict[int, float]] = {}
    for value, here in timings.items():
        for name, timing in here.items():
            each = unit * timing.seconds
            point = {value: each / value} if by_image else {_parameters(value): each}
            lines.setdefault(name, {}).update(point)
    return lines


def _parameters(width: int) -> int:
    from benchmarks.networks import lenet5

    return sum(p.data.size for p in lenet5(width).named_parameters().values())
