"""Prove it: nudge one number of a recorded batch, run the real forward pass again, see what the loss does.

The network is made again from the trace, in float64, with the recorded weights and dropout's recorded mask.
Only the layers from the nudged number on are run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.gradcheck.gradcheck import KINK
from core.gradcheck.report import Kink
from core.layers import Dropout, Layer
from core.losses import LOSSES
from core.mistakes import mistake
from core.network import Sequential
from core.trace.explain import explain
from core.trace.recording import Trace
from core.trace.records import Cell, LayerRecord

LIKE = 0.1  # relative: a difference up to here may be rounding on the way, or the loss that bends
TURNS = {
    "output": "grad_output",
    "grad_output": "grad_output",
    "input": "grad_input",
    "grad_input": "grad_input",
}


@dataclass(frozen=True)
class Proof:
    """What a nudge of `nudged` by +-step does to the loss, beside the gradient that the trace holds.

    `numeric` is (high - low) / (2 step), of the losses after the two nudges; `kink` is set where the slopes
    to the left and to the right differ. `reason` says why a zero is right: "bias before batch norm".
    `rounding` is what may be left of the trace's sum by its digits alone.
    """

    nudged: Cell
    value: float
    step: float
    loss: float
    high: float
    low: float
    analytic: float
    numeric: float
    kink: Kink | None = None
    reason: str = ""
    rounding: float = 0.0

    @property
    def apart(self) -> float:
        """|numeric - analytic|."""
        return abs(self.numeric - self.analytic)

    @property
    def error(self) -> float:
        """How far they are apart, over the larger of the two."""
        return self.apart / max(abs(self.numeric), abs(self.analytic)) if self.apart else 0.0

    @property
    def noise(self) -> float:
        """What the 16 digits of the two losses leave open of their difference's slope."""
        return 8 * float(np.finfo(np.float64).eps) * max(abs(self.loss), 1.0) / self.step

    @property
    def bend(self) -> float:
        """How much the slope changes between the nudges."""
        return abs(self.high - 2 * self.loss + self.low) / self.step

    @property
    def wrong(self) -> bool:
        """Whether neither rounding nor how the loss bends between the nudges explains the difference.

        Where there is a kink nothing is known: several of them may lie between the nudges.
        """
        explained = 5 * (self.bend + 2 * self.noise) + self.rounding
        return self.kink is None and self.error > LIKE and self.apart > explained

    def __str__(self) -> str:
        layer, quantity, index = self.nudged
        text = (
            f"{layer}.{quantity}{list(index)} = {self.value:.6g}: nudged by +-{self.step:g} the loss goes to "
            f"{self.high:.12g} and {self.low:.12g}, slope {self.numeric:+.9g}; backward says "
            f"{self.analytic:+.9g}, relative error {self.error:.1e}"
        )
        return text + (f"; {self.kink}" if self.kink else "") + (f" ({self.reason})" if self.reason else "")


def prove(trace: Trace, cell: Cell | tuple[str, str, tuple[int, ...]], step: float = 1e-6) -> Proof:
    """Nudge a weight, an input or an output (or what a gradient's cell is the gradient of) by +-step.

    Raises ValueError for a quantity that can't be nudged, and for a step that is not above 0.
    """
    if not step > 0:
        raise ValueError(f"step must be above 0, got {step}")
    nudged, gradient = _turned(trace, Cell(*cell))
    value, analytic = trace.at(nudged), trace.at(gradient)
    first = trace.names.index(nudged.layer) + (nudged.quantity == "output")
    tail = Sequential([(name, _remade(trace[name])) for name in trace.names[first:]])
    x = np.array(
        trace[nudged.layer].output if nudged.quantity == "output" else trace[nudged.layer].input, np.float64
    )
    array = x
    if nudged.quantity not in ("input", "output"):
        array = tail.layers[nudged.layer].parameters()[nudged.quantity].data
    losses = {}
    for by in (0.0, step, -step):
        kept = array[nudged.index]
        array[nudged.index] = kept + by
        losses[by] = _loss(trace).forward(tail.forward(x), trace.labels)
        array[nudged.index] = kept
    here, high, low = losses[0.0], losses[step], losses[-step]
    left, right, numeric = (here - low) / step, (high - here) / step, (high - low) / (2 * step)
    noise = 16 * float(np.finfo(np.float64).eps) * max(abs(here), 1.0) / step
    kink = None
    rounding = rounding_of(trace, gradient)
    if abs(right - left) > max(100 * KINK, step) * max(abs(left), abs(right)) + noise:
        kink = Kink(nudged.index, left, right, analytic, noise + rounding)
    centred = centred_away(trace, nudged) and abs(analytic) <= rounding
    reason = "bias before batch norm" if centred else ""
    return Proof(nudged, value, step, here, high, low, analytic, numeric, kink, reason, rounding)


def _turned(trace: Trace, cell: Cell) -> tuple[Cell, Cell]:
    """The cell to nudge and the cell of its gradient, whichever of the two was named."""
    layer, quantity, index = cell
    if layer == "loss":
        if quantity not in ("logits", "log_probabilities", "prediction", "grad_input"):
            raise ValueError(
                f"loss.{quantity} can't be nudged; choose what goes into the loss, or a layer's cell"
            )
        layer, quantity = trace.names[-1], "output"
    parameter = quantity.removesuffix(".grad").removesuffix(".after")
    if quantity in TURNS:
        kind = "output" if quantity.endswith("output") else "input"
        return Cell(layer, kind, index), Cell(layer, TURNS[quantity], index)
    if parameter in trace[layer].grads:
        return Cell(layer, parameter, index), Cell(layer, f"{parameter}.grad", index)
    raise ValueError(f"{layer}.{quantity} can't be nudged; choose an input, an output or a parameter")


class _RecordedDropout(Dropout):
    """Dropout that leaves out what it left out when it was recorded."""

    def __init__(self, record: LayerRecord) -> None:
        super().__init__(record.config["p"])
        self.recorded = record.intermediates["mask"]

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x * self.recorded * self.scale


def _remade(record: LayerRecord) -> Layer:
    """The recorded layer with its weights, in float64."""
    if "mask" in record.intermediates:
        return _RecordedDropout(record)
    spec = {"layers": [{"name": record.name, "type": record.kind, **record.config}]}
    layer = Sequential.from_spec(spec, rng=np.random.default_rng(0)).astype(np.float64).layers[record.name]
    for name, parameter in layer.parameters().items():
        parameter.data = np.array(record.params[name], np.float64)
    for name, buffer in record.buffers.items():
        setattr(layer, name, np.array(buffer, np.float64))
    return layer.train() if record.training else layer.eval()


def _loss(trace: Trace) -> Any:
    kinds = {loss.__name__: loss for loss in LOSSES}
    return kinds[trace.loss_record.kind](**trace.loss_record.config)


def gradient_of(trace: Trace, cell: Cell) -> Cell | None:
    """The gradient that `prove` measures of a cell: of a parameter, an input, an output, or of what it is the
    gradient of; None if it takes no such cell.
    """
    try:
        nudged, gradient = _turned(trace, cell)
        trace.at(nudged), trace.at(gradient)
    except ValueError:
        return None
    return gradient


def rounding_of(trace: Trace, cell: Cell) -> float:
    """How far from the right number a gradient of a trace may be by rounding alone, 0 where that is right."""
    digits = 1e-12 if trace.images.dtype == np.float64 else 1e-5
    return (digits + _lost(trace, cell)) * explain(trace, cell).scale


def _lost(trace: Trace, cell: Cell) -> float:
    """Which part of p - t is rounding for the images that a cell is of: a large one of a sure answer."""
    record = trace.loss_record
    if record.kind != "CrossEntropyLoss":
        return 0.0
    largest = np.abs(record.grad_input).max(axis=1)
    seen = float(largest[cell.index[0]] if cell.index and trace.per_image(cell) else largest.mean())
    divisor = len(largest) if record.config["reduction"] == "mean" else 1
    digit = float(np.finfo(trace.images.dtype).eps) / divisor
    return min(1.0, digit / seen) if seen else 0.0


def centred_away(trace: Trace, cell: Cell) -> str:
    """The batch-norm in training whose mean takes a bias out again; only poolings may stand between the two,
    and none of them goes forward with a mistake.

    "" for anything else.
    """
    if cell.layer == "loss" or cell.quantity.partition(".")[0] != "bias":
        return ""
    for name in trace.names[trace.names.index(cell.layer) :]:
        record = trace[name]
        if "mistake" in record.config and mistake(record.config["mistake"]).place == "forward":
            return ""
        if name == cell.layer:
            continue
        if record.kind.startswith("BatchNorm"):
            return name if record.training else ""
        padded = record.kind == "AvgPool2d" and record.config.get("padding") not in (0, None)
        if record.kind not in ("MaxPool2d", "AvgPool2d", "Flatten") or padded:
            return ""
    return ""
