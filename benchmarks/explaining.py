"""What looking closely costs: recording a batch of 64, explaining one cell of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

import core
from benchmarks.networks import images, lenet5
from benchmarks.table import Row, Settings, below
from core.threads import set_threads


def rows(settings: Settings) -> Iterator[Row]:
    """Milliseconds, medians; the cell is the one with the most terms, a kernel gradient of conv1."""
    set_threads(1)
    network, loss = lenet5(), core.CrossEntropyLoss()
    optimizer = core.SGD(network.named_parameters(), lr=0.01)
    x, labels = images(64)
    trace = core.record(network, loss, x, labels, optimizer)
    recording = milliseconds(lambda: core.record(network, loss, x, labels, optimizer), 30)
    yield below("recording a trace of a batch of 64, ms", recording, 60, 20, "{:.0f}")
    cells = (
        core.Cell("conv1", "weight.grad", (0, 0, 2, 2)),
        core.Cell("conv2", "grad_input", (0, 3, 5, 5)),
        core.Cell("bn1", "grad_input", (0, 3, 5, 5)),
    )
    explaining = max(milliseconds(lambda cell=cell: core.explain(trace, cell), 20) for cell in cells)
    yield below("explaining one cell, the slowest of three kinds, ms", explaining, 5, 1, "{:.1f}")


def milliseconds(call: Callable[[], object], times: int) -> float:
    """The median time of a call."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return float(np.float64(median(took)) * 1e3)
