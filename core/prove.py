"""Prove one gradient: nudge the number, run the real forward pass again, and see how the loss moves.

The network of a trace is rebuilt from its spec and recorded numbers in float64, dropout's draws included, so
whatever trained it is left alone.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.gradcheck import gradcheck
from core.gradcheck_report import Kink
from core.layers import Flatten
from core.losses import LOSSES
from core.network import Sequential
from core.trace import Trace
from core.trace_records import Cell

SHIFTED_ALIKE = ("MaxPool2d", "AvgPool2d", "Flatten")  # a shift of a whole channel stays one


@dataclass(frozen=True)
class Proof:
    """A number's gradient measured and computed: `low` and `high` are the loss at value -+ nudge.

    `numeric` is (high - low) / 2 nudge, `analytic` what the backward pass says in float64, `recorded` what it
    said in the trace. `kink` holds the two slopes where the function has a corner there. `silenced` names the
    batch-norm that takes off whatever a bias adds.
    """

    value: float
    nudge: float
    low: float
    high: float
    numeric: float
    analytic: float
    recorded: float
    kink: Kink | None
    silenced: str = ""

    @property
    def noise(self) -> float:
        """How far rounding alone can put the measured slope off."""
        return 4 * float(np.finfo(np.float64).eps) * abs(self.high) / self.nudge

    @property
    def error(self) -> float:
        """|numeric - analytic| over the larger of the two; 0 where both are nothing but rounding."""
        size = max(abs(self.numeric), abs(self.analytic))
        return abs(self.numeric - self.analytic) / size if size > self.noise else 0.0

    @property
    def agrees(self) -> bool:
        """Whether the two are equal within rounding and the curve between the nudges."""
        if self.kink is not None:
            return self.kink.ok
        size = max(abs(self.numeric), abs(self.analytic))
        return abs(self.numeric - self.analytic) <= self.noise + 1e-4 * size


def provable(trace: Trace, cell: Cell) -> bool:
    """Whether a cell is a number that can be nudged, or the gradient of one."""
    return _subject(trace, cell) is not None


def prove(trace: Trace, cell: Cell, nudge: float = 1e-5) -> Proof:
    """Measure the gradient of a parameter, an input or an activation, or the one that `cell` itself is.

    Parameters and pixels are nudged in the whole network, activations in what follows them. Raises ValueError
    for a cell that isn't a number to nudge.
    """
    subject = _subject(trace, cell)
    if subject is None:
        raise ValueError(f"{cell.layer}.{cell.quantity} is no number that can be nudged")
    first, parameter, x, recorded = subject
    network = _network(trace, first)
    loss = _loss(trace)
    x = np.asarray(x, np.float64)
    at = "input" if parameter is None else f"{cell.layer}.{parameter}"
    report = gradcheck(network, x, loss=loss, target=trace.labels, at=(at, cell.index), step=nudge)
    check = report[at]
    kink = check.kinks[0] if check.kinks else None
    low, high = (_loss_at(network, loss, x, trace, at, cell.index, by) for by in (-nudge, nudge))
    numeric = (high - low) / (2 * nudge)
    analytic = check.analytic if kink is None else kink.analytic
    value = x[cell.index] if parameter is None else trace[cell.layer].params[parameter][cell.index]
    silenced = silenced_by(trace, cell)
    return Proof(float(value), nudge, low, high, numeric, analytic, recorded, kink, silenced)


def silenced_by(trace: Trace, cell: Cell) -> str:
    """The batch-norm whose mean takes off all that a bias adds, so that its gradient is zero; "" if none."""
    if cell.quantity.partition(".")[0] != "bias" or cell.layer == "loss":
        return ""
    if trace[cell.layer].kind not in ("Conv2d", "Linear"):
        return ""
    names = trace.names
    for name in names[names.index(cell.layer) + 1 :]:
        record = trace[name]
        if record.kind.startswith("BatchNorm"):
            return name if record.training else ""
        if record.kind not in SHIFTED_ALIKE or record.config.get("padding"):
            return ""
    return ""


def _subject(trace: Trace, cell: Cell) -> tuple[int, str | None, np.ndarray, float] | None:
    """Which layer the run begins with, the parameter to nudge (None: the input), the input, the gradient."""
    names, quantity = trace.names, cell.quantity
    if cell.layer == "loss":
        if quantity in ("logits", "log_probabilities", "prediction", "grad_input"):
            if trace["loss"][quantity].shape != trace.logits.shape:
                return None
            gradient = trace.at(Cell("loss", "grad_input", cell.index))
            return len(names), None, trace.logits, gradient
        return None
    record, here = trace[cell.layer], names.index(cell.layer)
    if quantity in ("input", "grad_input"):
        return here, None, record.input, trace.at(Cell(cell.layer, "grad_input", cell.index))
    if quantity in ("output", "grad_output"):
        return here + 1, None, record.output, trace.at(Cell(cell.layer, "grad_output", cell.index))
    parameter = quantity.removesuffix(".grad")
    if parameter in record.grads:
        return 0, parameter, trace.images, float(record.grads[parameter][cell.index])
    return None


def _network(trace: Trace, first: int) -> Sequential:
    """The recorded network from a layer on, in float64, with the recorded numbers and draws."""
    layers = list(trace.network["layers"])[first:]
    if not layers:
        return Sequential([("unchanged", Flatten())])  # logits are flat already
    network = Sequential.from_spec({"layers": layers}, rng=np.random.default_rng(0))
    network.astype(np.float64)
    for name, layer in network.layers.items():
        record = trace[name]
        layer.training = record.training
        for key, parameter in layer.parameters().items():
            parameter.data = record.params[key].astype(np.float64)
        for key, buffer in record.buffers.items():
            setattr(layer, key, buffer.astype(np.float64))
        if "mask" in record.intermediates:
            layer.rng = Drawn(record.intermediates["mask"])  # type: ignore[attr-defined]
    return network


class Drawn:
    """Stands in for a generator: draws what keeps exactly the numbers that a mask kept."""

    def __init__(self, mask: np.ndarray) -> None:
        self.mask = mask

    def random(self, shape: tuple[int, ...], dtype: Any = None) -> np.ndarray:
        return np.where(self.mask.reshape(shape), 2.0, -1.0)


def _loss(trace: Trace) -> Any:
    kinds = {loss.__name__: loss for loss in LOSSES}
    record = trace.loss_record
    return kinds[record.kind](**dict(record.config))


def _loss_at(
    network: Sequential, loss: Any, x: np.ndarray, trace: Trace, at: str, index: tuple[int, ...], by: float
) -> float:
    """The loss with one number nudged."""
    run, x = copy.deepcopy(network), x.copy()
    if at == "input":
        x[index] += by
    else:
        run.named_parameters()[at].data[index] += by
    return float(copy.deepcopy(loss).forward(run.forward(x), trace.labels))
