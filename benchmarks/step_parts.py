"""Where the time of a training step goes, layer by layer, in the processor's time of the thread."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import thread_time

import core
from benchmarks.networks import images, lenet5
from benchmarks.table import Row, Settings
from core.threads import set_threads


def rows(settings: Settings) -> Iterator[Row]:
    """The share of each layer that takes at least a fiftieth, forward and backward, and of the rest."""
    parts = measure(40 * settings.rounds)
    whole = parts.pop("step")
    rest = whole - sum(parts.values())
    layers = dict.fromkeys(name.split()[0] for name in parts)
    for layer in layers:
        forward, backward = (parts.get(f"{layer} {way}", 0.0) for way in ("forward", "backward"))
        if forward + backward < whole / 50:
            rest += forward + backward
        else:
            yield Row(
                f"of a step: {layer}", f"{forward / whole:.0%} forward, {backward / whole:.0%} backward"
            )
    yield Row("of a step: everything else", f"{rest / whole:.0%}")


def measure(steps: int) -> dict[str, float]:
    """Median seconds of "conv1 forward", "conv1 backward", ..., and the whole "step"."""
    set_threads(1)
    network = lenet5()
    plan = core.compile(network, 64, core.CrossEntropyLoss())
    optimizer = core.SGD(network.named_parameters(), lr=0.01)
    x, labels = images(64)
    plan.step(x, labels, optimizer)
    (chain,) = plan._chains.values()
    parts = {part: chain.training.calls([part]) for part in chain.training.parts}
    times: dict[str, list[float]] = {name: [] for name in ("step", *parts)}
    for _ in range(steps):
        began = thread_time()
        plan.step(x, labels, optimizer)
        times["step"].append(thread_time() - began)
        for part, calls in parts.items():
            began = thread_time()
            for call in calls:
                call()
            times[part].append(thread_time() - began)
    times["loss forward"] = times.pop("loss")
    return {name: median(took) for name, took in times.items()}
