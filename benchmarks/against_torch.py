"""Training, inference and the clear layers against PyTorch, eager, on the same machine at the same time.

What is claimed holds for what is measured: small networks, small batches, on a processor.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.protocol import Contender, Timing, compare
from benchmarks.table import Row, Settings, ratio_below

SMALL_CNN = {"network": "small_cnn", "batch": 100}


def rows(settings: Settings) -> Iterator[Row]:
    """All comparisons; without PyTorch, only our own times."""
    ours = [
        Contender("plan", "benchmarks.networks:plan_step"),
        Contender("layers", "benchmarks.networks:layers_step"),
    ]
    if settings.torch is None:
        for timing in compare(ours, settings.rounds).values():
            yield milliseconds(f"training step, LeNet-5 + BN, batch 64: {timing.name}", timing)
        return
    torch = settings.torch
    times = compare([*ours, *torch_with(torch, "step")], settings.rounds)
    plan, layers, two, one = times.values()
    yield ratio_below(
        "training step, LeNet-5 + BN, batch 64, against PyTorch with 2 threads", plan.ratio(two), 0.65, 0.5
    )
    yield ratio_below("the same, one thread against one thread", plan.ratio(one), 0.5, 0.4)
    yield ratio_below("the clear layers against PyTorch with 2 threads", layers.ratio(two), 3, 1.5)
    for timing in times.values():
        yield milliseconds(f"the step itself: {timing.name}", timing)

    small = [Contender("plan", "benchmarks.networks:plan_step", SMALL_CNN)]
    plan, two = compare([*small, torch_with(torch, "step", SMALL_CNN)[0]], settings.rounds).values()
    yield ratio_below(
        "cnn_numpy's convolutional network, batch 100, against PyTorch with 2 threads", plan.ratio(two), 0.7
    )

    forward = [Contender("plan", "benchmarks.networks:plan_forward")]
    times = compare([*forward, *torch_with(torch, "forward")], settings.rounds, seconds=0.1)
    plan, two, _ = times.values()
    yield ratio_below("inference of 10,000 images, against PyTorch with 2 threads", plan.ratio(two), 0.6, 0.4)
    for timing in times.values():
        yield milliseconds(f"the inference itself: {timing.name}", timing)


def torch_with(python: str, function: str, arguments: dict[str, object] | None = None) -> list[Contender]:
    """PyTorch with two threads, and with one."""
    workload = f"benchmarks.torch_networks:{function}"
    return [
        Contender(f"PyTorch, {told}", workload, arguments or {}, threads, python)
        for threads, told in ((2, "2 threads"), (1, "1 thread"))
    ]


def milliseconds(figure: str, timing: Timing) -> Row:
    """A row without a bar: the median block, the best one, and what it ran on."""
    told = f"{1e3 * timing.seconds:.2f} ms (best {1e3 * timing.best:.2f}); {timing.versions}"
    return Row(figure, told)
