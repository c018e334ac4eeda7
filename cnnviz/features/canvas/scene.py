"""What the canvas has to show at one moment: plain arrays by layer, and how far a recorded batch was walked.

An array that is missing hasn't been computed yet at this stop, and its tiles become crossed placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor, log10

import numpy as np

from cnnviz.features.canvas.blocks import COLOUR, INPUT
from cnnviz.session.picture import named
from cnnviz.widgets.numbers import significant

A, B = "a", "b"  # the lanes: activations above, gradients beneath
GRADIENT, NOW, CHANGE = "gradient", "now", "change"  # what the lower lane shows under a past step


@dataclass(frozen=True)
class Twin:
    """What lies under a past step in place of its gradients: the same numbers `now`, or their `change`.

    `then` and `now` are the steps; the rest is of the newest step.
    """

    kind: str
    then: int
    now: int
    logits: np.ndarray
    probabilities: np.ndarray
    prediction: int


@dataclass(frozen=True)
class Scene:
    """One image's numbers through the network; shapes (C, H, W) or (F,), weights as the layers have them.

    `gradients` has dL/d of the arrays in `outputs`; `beneath` lies under the weights: their gradients, or
    after the update their change. `divisor` is how many images the loss was averaged over. `current` names
    what the current stop has just made, as (lane, key), and `stops` are (phase, layer).
    """

    outputs: Mapping[str, np.ndarray]
    gradients: Mapping[str, np.ndarray]
    weights: Mapping[str, np.ndarray]
    beneath: Mapping[str, np.ndarray]
    label: int
    prediction: int
    logits: np.ndarray | None
    probabilities: np.ndarray | None
    logit_gradient: np.ndarray | None
    loss: float | None
    divisor: int = 1
    grey: tuple[float, float] = (0.0, 1.0)  # the input's values for black and white
    difference: bool = True  # the gradient at the logits is p - y
    changed: bool = False  # `beneath` holds the change of the weights
    earlier: bool = False  # after the update, `weights` are those before it, which all else was made with
    turned: str = ""  # the layer whose kernels lie turned by 180 degrees in `beneath`, as its dX uses them
    waiting: str = ""  # what stands on the placeholders of weights
    edited: bool = False  # whether the weights were edited since the gradients beneath them were computed
    judged: bool = True  # the label is the truth; otherwise it is only what the gradient is for
    classes: tuple[str, ...] = ()  # their names, where they are known
    moving: bool = False  # one of many frames of live training: limits sink slowly
    past: int | None = None  # the step that the numbers are of, if it isn't the newest
    twin: Twin | None = None  # what lies beneath instead of the gradients
    current: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    stops: tuple[tuple[str, str], ...] = ()
    cursor: int = -1

    def named(self, label: int) -> str:
        """The name of a class; its number where it has none."""
        return named(self.classes, label)

    @property
    def loss_text(self) -> str:
        """The loss with up to three digits, as many as rounding leaves it; "" if there is none yet.

        Of a sure answer it is a difference of two logits' size, and known no closer than those are.
        """
        if self.loss is None:
            return ""
        digits = 3
        if self.logits is not None and np.isfinite(self.logits).all() and 0 < self.loss < 1:
            last = ceil(log10(np.spacing(np.abs(self.logits).max())))  # the place of the last digit known
            digits = max(1, min(3, floor(log10(self.loss)) - last + 1))
        return significant(self.loss, signed=False, digits=digits)

    def array(self, lane: str, key: str) -> np.ndarray | None:
        """The array that a column named `key` shows in a lane; None if there is none yet."""
        if key.endswith(".weight"):
            return (self.weights if lane == A else self.beneath).get(key.removesuffix(".weight"))
        if key == COLOUR and lane == A:
            key = INPUT
        return (self.outputs if lane == A else self.gradients).get(key)
