"""When numbers run away: the error that says so in plain words, and the layer where it began."""

from __future__ import annotations

import math

import numpy as np

from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.trace.recording import twin

LARGE = 1e4  # no layer of a network that learns gives numbers above this


class DivergenceError(ArithmeticError):
    """A step's loss, gradients or running statistics were no longer usable; the weights are back at the last
    good ones, or, when they were changed `by_hand` just before it, as the hand left them. `touched`: at some
    time of the run. `undone`: the last good ones are those from before the newest step.
    """

    def __init__(
        self,
        step: int,
        loss: float,
        layer: str | None,
        lr: float,
        by_hand: bool = False,
        touched: bool = False,
        bad: str = "loss",
        undone: bool = False,
    ) -> None:
        """`bad` is what was no longer usable: the "loss", a "gradient" or a "statistic"."""
        what = f"the loss grew to {loss:.3g}" if math.isfinite(loss) else "the loss is no longer a number"
        if bad == "gradient":
            what = "the size of a gradient is no longer a number"
        if bad == "statistic":
            what = "a running statistic is no longer a number"
        where = f", and {layer} was the first layer with numbers out of bounds" if layer else ""
        advice = f"The last good weights are kept; try a lower learning rate than {lr:.3g}."
        if touched:
            advice = f"{advice.removesuffix('.')}, or put back what was changed by hand."
        if by_hand:
            advice = "The weights are as you changed them before it: undo the change, or a part of it."
        super().__init__(f"Training stopped at step {step:,}: {what}{where}. {advice}")
        self.step, self.loss, self.layer, self.lr = step, loss, layer, lr
        self.by_hand, self.undone = by_hand, undone


def first_affected(network: Sequential, images: np.ndarray, labels: np.ndarray) -> str | None:
    """The first layer, forward and then backward, with numbers that are not finite or above 10,000; None if
    none.

    It runs copies of the clear layers in training mode, so the network itself is left as it is.
    """
    clone = twin(network)
    clone.train()
    loss = CrossEntropyLoss()
    with np.errstate(all="ignore"):
        x = images
        for name, layer in clone.layers.items():
            x = layer.forward(x)
            if not _sound(x):
                return name
        loss.forward(x, labels)
        grad = loss.backward()
        for name, layer in reversed(clone.layers.items()):
            grad = layer.backward(grad)
            grads = [parameter.grad for parameter in layer.parameters().values()]
            if not all(_sound(g) for g in (grad, *grads) if g is not None):
                return name
    return None


def _sound(array: np.ndarray) -> bool:
    return bool(np.abs(array).max(initial=0) <= LARGE)  # NaN compares as False
