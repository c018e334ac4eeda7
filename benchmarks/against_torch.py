"""Training, inference and the clear layers against PyTorch, eager, on the same machine at the same time.

What is claimed holds for what is measured: small networks, small batches, on a processor.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.protocol import Contender, Timing, compare
from benchmarks.table import Row, Settings, ratio_below

SMALL_CNN = {"network": "small_cnn", "batch": 100}
STEP, FORWARD = "benchmarks.networks:plan_step", "benchmarks.networks:plan_forward"


def rows(settings: Settings) -> Iterator[Row]:
    """All comparisons; without PyTorch, only our own times."""
    ours = [*workers(STEP), Contender("layers", "benchmarks.networks:layers_step")]
    if settings.torch is None:
        for timing in compare(ours, settings.rounds).values():
            yield milliseconds(f"training step, LeNet-5 + BN, batch 64: {timing.name}", timing)
        return
    torch = settings.torch
    times = compare([*ours, *torch_with(torch, "step")], settings.rounds)
    plan, helped, layers, two, one = times.values()
    yield ratio_below(
        "training step, LeNet-5 + BN, batch 64, against PyTorch with 2 threads", plan.ratio(two), 0.5, 0.42
    )
    yield ratio_below("the same, one thread against one thread", plan.ratio(one), 0.35, 0.3)
    yield ratio_below("the same, two workers against PyTorch with 2 threads", helped.ratio(two), 0.4, 0.33)
    yield Row("the same, two workers against one", str(helped.ratio(plan)))
    yield ratio_below("the clear layers against PyTorch with 2 threads", layers.ratio(two), 3, 1.5)
    for timing in times.values():
        yield milliseconds(f"the step itself: {timing.name}", timing)

    times = compare([*workers(STEP, SMALL_CNN), torch_with(torch, "step", SMALL_CNN)[0]], settings.rounds)
    plan, helped, two = times.values()
    small = "cnn_numpy's convolutional network, batch 100, against PyTorch with 2 threads"
    yield ratio_below(small, plan.ratio(two), 0.72, 0.65)
    yield ratio_below(f"{small}: two workers", helped.ratio(two), 0.5, 0.42)

    times = compare([*workers(FORWARD), *torch_with(torch, "forward")], settings.rounds, seconds=0.1)
    plan, helped, two, _ = times.values()
    inference = "inference of 10,000 images, against PyTorch with 2 threads"
    yield ratio_below(inference, plan.ratio(two), 0.35)
    yield ratio_below(f"{inference}: two workers", helped.ratio(two), 0.25, 0.18)
    for timing in times.values():
        yield milliseconds(f"the inference itself: {timing.name}", timing)


def workers(workload: str, arguments: dict[str, object] | None = None) -> list[Contender]:
    """The plan by one worker, and by two where it has measured that to be faster."""
    return [
        Contender(name, workload, {**(arguments or {}), "workers": number})
        for number, name in ((1, "plan"), (2, "plan, two workers"))
    ]


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
