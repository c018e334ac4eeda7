"""What happens at a stop of a recorded batch, in one sentence; the stop that a number is made at, and what is
computed so far.

The sentences are marked for translation here and looked up by `sentence()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from core.trace.recording import LOSS_NAMES

if TYPE_CHECKING:
    from core.trace.recording import Cell, Trace

FORWARD: dict[str, str] = {
    "Conv2d": QT_TRANSLATE_NOOP(
        "stops", "Each output is the sum of a window of every input map times a kernel, plus a bias."
    ),
    "MaxPool2d": QT_TRANSLATE_NOOP(
        "stops", "Of every window only the largest number goes on; where it stood is remembered."
    ),
    "AvgPool2d": QT_TRANSLATE_NOOP("stops", "Every window is replaced by its mean."),
    "BatchNorm2d": QT_TRANSLATE_NOOP(
        "stops",
        "Each channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.",
    ),
    "BatchNorm1d": QT_TRANSLATE_NOOP(
        "stops",
        "Each number is brought to mean 0 and variance 1 over the batch, then scaled and shifted.",
    ),
    "BatchNormPixel": QT_TRANSLATE_NOOP(
        "stops",
        "Each pixel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.",
    ),
    "Linear": QT_TRANSLATE_NOOP(
        "stops", "Each output is the sum of all inputs, every one times its own weight, plus a bias."
    ),
    "Flatten": QT_TRANSLATE_NOOP("stops", "The maps become one row of numbers; not one of them changes."),
    "Dropout": QT_TRANSLATE_NOOP(
        "stops", "Some numbers are struck out at random; the rest are scaled up to make up for them."
    ),
    "ReLU": QT_TRANSLATE_NOOP("stops", "Negative numbers become 0, positive ones pass: the blue goes."),
    "LeakyReLU": QT_TRANSLATE_NOOP(
        "stops", "Positive numbers pass; negative ones are multiplied by the slope."
    ),
    "ELU": QT_TRANSLATE_NOOP("stops", "Positive numbers pass; negative ones bend towards -alpha."),
    "Sigmoid": QT_TRANSLATE_NOOP("stops", "Every number is squeezed between 0 and 1."),
    "Tanh": QT_TRANSLATE_NOOP("stops", "Every number is squeezed between -1 and 1."),
    "Softmax": QT_TRANSLATE_NOOP("stops", "The numbers become probabilities: positive, with sum 1."),
    "LogSoftmax": QT_TRANSLATE_NOOP("stops", "The numbers become logarithms of probabilities."),
}

BACKWARD: dict[str, str] = {
    "Conv2d": QT_TRANSLATE_NOOP(
        "stops",
        "Each input gathers the gradients of all outputs it took part in, by the kernel turned 180 degrees.",
    ),
    "MaxPool2d": QT_TRANSLATE_NOOP(
        "stops", "The winner of each window receives the whole gradient, the others exactly 0."
    ),
    "AvgPool2d": QT_TRANSLATE_NOOP("stops", "Each gradient is shared out evenly over its window."),
    "BatchNorm2d": QT_TRANSLATE_NOOP(
        "stops",
        "The gradient goes three ways: directly, through the channel's mean and through its variance.",
    ),
    "BatchNorm1d": QT_TRANSLATE_NOOP(
        "stops", "The gradient goes three ways: directly, through the mean and through the variance."
    ),
    "BatchNormPixel": QT_TRANSLATE_NOOP(
        "stops", "The gradient goes three ways: directly, through the pixel's mean and through its variance."
    ),
    "Linear": QT_TRANSLATE_NOOP(
        "stops", "Each input gathers the gradients of all outputs, every one times its weight."
    ),
    "Flatten": QT_TRANSLATE_NOOP("stops", "The row of gradients is folded back into maps."),
    "Dropout": QT_TRANSLATE_NOOP(
        "stops", "The gradient passes where the number passed, scaled the same; elsewhere it is 0."
    ),
    "ReLU": QT_TRANSLATE_NOOP(
        "stops", "The gradient passes where the input was positive; elsewhere it is 0."
    ),
    "LeakyReLU": QT_TRANSLATE_NOOP(
        "stops", "The gradient passes where the input was positive; elsewhere it is multiplied by the slope."
    ),
    "ELU": QT_TRANSLATE_NOOP(
        "stops", "The gradient passes where the input was positive; elsewhere it fades."
    ),
    "Sigmoid": QT_TRANSLATE_NOOP(
        "stops", "The gradient is multiplied by the slope s (1 - s): small where s is near 0 or 1."
    ),
    "Tanh": QT_TRANSLATE_NOOP(
        "stops", "The gradient is multiplied by the slope 1 - t²: small where t is near -1 or 1."
    ),
    "Softmax": QT_TRANSLATE_NOOP(
        "stops", "Raising one probability lowers the others, so the gradients are mixed."
    ),
    "LogSoftmax": QT_TRANSLATE_NOOP("stops", "The gradient becomes probability minus target, up to scale."),
}

LOSS = QT_TRANSLATE_NOOP(
    "stops",
    "How unlikely the network found the right answers, in one number. From here the gradients flow back.",
)
UPDATE = QT_TRANSLATE_NOOP(
    "stops", "Every weight moves a little against its gradient: the only moment at which the network learns."
)


# Where an image is read alone, as when testing: what these layers do then.
TESTING = {
    ("forward", "BatchNorm"): QT_TRANSLATE_NOOP(
        "stops",
        "The mean and variance kept from training are taken, not those of a batch; then scaled and shifted.",
    ),
    ("backward", "BatchNorm"): QT_TRANSLATE_NOOP(
        "stops", "The gradient is only scaled: the mean and variance kept from training don't depend on it."
    ),
    ("forward", "Dropout"): QT_TRANSLATE_NOOP("stops", "Nothing is struck out when testing: numbers pass."),
    ("backward", "Dropout"): QT_TRANSLATE_NOOP("stops", "Nothing was struck out, so the gradient passes."),
}


WITHOUT_BIAS = {
    "Conv2d": QT_TRANSLATE_NOOP(
        "stops", "Each output is the sum of a window of every input map times a kernel."
    ),
    "Linear": QT_TRANSLATE_NOOP(
        "stops", "Each output is the sum of all inputs, every one times its own weight."
    ),
}


def sentence(phase: str, kind: str, training: bool = True, bias: bool = True) -> str:
    """The sentence for a phase ("forward", "loss", "backward", "update") at a layer of a kind ("Conv2d")."""
    table = {"forward": FORWARD, "backward": BACKWARD}.get(phase)
    source = {"loss": LOSS, "update": UPDATE}.get(phase, "") if table is None else table.get(kind, "")
    if phase == "forward" and not bias:
        source = WITHOUT_BIAS.get(kind, source)
    if not training:
        source = TESTING.get((phase, "BatchNorm" if kind.startswith("BatchNorm") else kind), source)
    return translate("stops", source) if source else ""


def sentence_at(trace: Trace, number: int) -> str:
    """The sentence for a stop of a recorded batch, or of an image that was recorded alone."""
    stop = trace.stops[number]
    if stop.layer not in trace.records:
        return sentence(stop.phase, "")
    record = trace.records[stop.layer]
    return sentence(stop.phase, record.kind, record.training, "bias" in record.params)


def making(trace: Trace, cell: Cell) -> int:
    """The stop of a recorded batch at which the number in a cell is made; 0 for what was there before.

    Pixels, labels, parameters and the optimiser's state are there from the start.
    """
    names, (layer, quantity, _) = trace.names, cell
    count = len(names)
    if layer == "loss":
        if quantity in LOSS_NAMES.get(trace["loss"].kind, ("prediction", "target")):
            return 0 if quantity in ("labels", "target") else count - 1
        return count
    at = names.index(layer)
    backward = 2 * count - at
    if quantity == "input":
        return max(0, at - 1)
    if quantity == "grad_output":
        return backward - 1
    if quantity == "grad_input" or quantity.endswith(".grad"):
        return backward
    record = trace[layer]
    if quantity.endswith(".after"):
        kept = quantity.removesuffix(".after") in record.buffers
        return at if kept else len(trace.stops) - 1
    return at if quantity == "output" or quantity in record.intermediates else 0


@dataclass(frozen=True)
class Progress:
    """How far a walk through a recorded batch has come: what is shown of it asks here what there is."""

    trace: Trace
    cursor: int

    def has(self, cell: Cell) -> bool:
        """Whether the number in a cell is computed."""
        return making(self.trace, cell) <= self.cursor

    def layers(self, phase: str) -> frozenset[str]:
        """The layers that have been through a phase, "forward" or "backward"."""
        return frozenset(stop.layer for stop in self.trace.stops[: self.cursor + 1] if stop.phase == phase)

    def through(self, phase: str) -> bool:
        """Whether the last stop of a phase, "loss" for instance, is reached."""
        return all(stop.phase != phase for stop in self.trace.stops[self.cursor + 1 :])
