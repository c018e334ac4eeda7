"""The gradient ledger: how much of the gradient each layer lets through, from the loss back to the pixel.

ReLU stops what meets a closed gate, dropout what it left out, and of a pooling window only the winner is
moved at all. Everything is counted from a trace; nothing is run again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.network import Sequential
from core.trace.recording import Trace
from core.trace.records import LayerRecord


@dataclass(frozen=True)
class LedgerEntry:
    """One layer's account: |gradient| arriving, stopped and leaving, and how many of `cells` were stopped.

    `gate` says what stops: "relu" (slope 0), "dropout" (masked), "losers" (inputs that won no pooling window;
    no gradient is lost there, it all goes to the winners) or "" where nothing does.
    """

    layer: str
    gate: str
    arriving: float
    stopped: float
    leaving: float
    stopped_cells: int
    cells: int


def ledger(trace: Trace) -> tuple[LedgerEntry, ...]:
    """An entry for each layer, in the order in which the gradient meets them: from the last to the first."""
    return tuple(_entry(trace[name]) for name in reversed(trace.names))


def _entry(record: LayerRecord) -> LedgerEntry:
    g = np.abs(record.grad_output, dtype=np.float64)
    gate, closed, cells, count = "", None, record.output.size, 0
    if "mask" in record.intermediates:
        gate, closed = "dropout", ~record.intermediates["mask"]
    elif "slope" in record.intermediates:
        closed = record.intermediates["slope"] == 0
        gate = "relu" if record.kind == "ReLU" else ""
    if "argmax" in record.intermediates:
        gate, cells = "losers", record.input.size
        count = cells - _winners(record)
    elif closed is not None:
        count = int(closed.sum())
    leaving = float(np.abs(record.grad_input, dtype=np.float64).sum())
    stopped = float(g[closed].sum()) if closed is not None else 0.0
    return LedgerEntry(record.name, gate, float(g.sum()), stopped, leaving, count, cells)


def _winners(record: LayerRecord) -> int:
    """How many inputs of a max-pool won a window; one that won several counts once."""
    kernel, stride = record.config["kernel_size"], record.config.get("stride")
    if stride is None or stride == kernel:  # windows side by side: each has a winner of its own
        return int(record.intermediates["argmax"].size)
    spec = {"layers": [{"name": record.name, "type": record.kind, **record.config}]}
    table = Sequential.from_spec(spec).layers[record.name].links(record.input.shape[1:])  # type: ignore[attr-defined]
    argmax = record.intermediates["argmax"].reshape(len(record.input), -1)  # (N, C*oH*oW)
    windows, count = np.arange(len(table)), 0
    for row in argmax:
        won = np.zeros(record.input[0].size, bool)
        won[table[windows, row]] = True
        count += int(np.count_nonzero(won))
    return count
