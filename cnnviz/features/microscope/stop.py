"""What the card says of a stop of the recorded batch: its name, and the few figures that sum it up."""

from __future__ import annotations

import numpy as np

from cnnviz.system.translation import translate
from core.trace.recording import LayerRecord, Stop, Trace

Fact = tuple[str, str]  # what it is, and the figure


def title(stop: Stop) -> str:
    """The stop's name: "conv2, backward 9 of 13"."""
    if stop.phase == "loss":
        return translate("MicroscopePanel", "The loss")
    if stop.phase == "update":
        return translate("MicroscopePanel", "The update")
    words = (
        translate("MicroscopePanel", "{0}, forward {1} of {2}")
        if stop.phase == "forward"
        else translate("MicroscopePanel", "{0}, backward {1} of {2}")
    )
    return words.format(stop.layer, stop.number, stop.of)


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def facts(trace: Trace, cursor: int, alone: bool) -> list[Fact]:
    """The figures at a stop; `alone` if the trace is of one image by itself."""
    stop, found = trace.stops[cursor], list[Fact]()
    if stop.phase in ("forward", "backward"):
        record = trace[stop.layer]
        forward = stop.phase == "forward"
        array = record.output if forward else record.grad_input
        name = (
            translate("MicroscopePanel", "output")
            if forward
            else translate("MicroscopePanel", "gradient of the input")
        )
        found.append((name, "×".join(str(n) for n in array.shape)))
        found.append(
            (
                translate("MicroscopePanel", "RMS"),
                f"{float(np.sqrt(np.mean(np.square(array, dtype=float)))):.3g}",
            )
        )
    if any(done.phase == "loss" for done in trace.stops[: cursor + 1]):
        found.append(
            (
                translate("MicroscopePanel", "loss")
                if alone
                else translate("MicroscopePanel", "loss of the batch"),
                f"{trace.loss:.4f}",
            )
        )
    if stop.phase == "update":
        found.append(
            (translate("MicroscopePanel", "weights of"), translate("MicroscopePanel", "change / size"))
        )
        found += [(layer, change(trace[layer])) for layer in trace.names if trace[layer].after]
    return found


def change(record: LayerRecord) -> str:
    """How far a layer's weights moved in the recorded update, relative to their size."""
    before, after = record.params, record.after
    moved = float(np.sqrt(sum(np.square(after[k] - before[k], dtype=float).sum() for k in after)))
    size = float(np.sqrt(sum(np.square(before[k], dtype=float).sum() for k in after)))
    return f"{moved / size:.2e}" if size else "0"
