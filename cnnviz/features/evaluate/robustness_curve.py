"""What a robustness plot is given: accuracies at even steps of a disturbance, and one example at each."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from cnnviz.features.evaluate.card import ImageCaption


@dataclass(frozen=True, eq=False)
class RobustnessCurve:
    """One disturbance: amounts at even steps, and accuracies with their standard errors, NaN where unknown.

    examples: the image at each amount, uint8; truth: what it is; read, right, sure: what it was read as,
    whether rightly, with which probability, as far as is known.
    before: accuracies of an earlier network, to compare with; none if it is empty.
    units: what an amount is written with, such as "{0} px". chance: the accuracy of guessing.
    """

    title: str = ""
    axis: str = ""
    units: str = "{0}"
    amounts: tuple[float, ...] = ()
    accuracies: np.ndarray = field(default_factory=lambda: np.zeros(0))
    errors: np.ndarray = field(default_factory=lambda: np.zeros(0))
    chance: float = 0.0
    examples: tuple[np.ndarray, ...] = ()
    read: tuple[str, ...] = ()
    right: tuple[bool, ...] = ()
    sure: tuple[float, ...] = ()
    truth: str = ""
    before: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def amount(self, at: int) -> str:
        """An amount as it is written: "30 degrees"."""
        return self.units.format(f"{self.amounts[at]:g}")

    def value(self, at: int) -> str:
        """An accuracy with one standard error: "85.2 % ± 1.1"."""
        if not math.isfinite(self.accuracies[at]):
            return ""
        return f"{100 * self.accuracies[at]:.1f} % ± {100 * self.errors[at]:.1f}"

    def card(self, at: int) -> ImageCaption:
        """What is known of the example at an amount."""
        known = at < len(self.read)
        read, sure = (self.read[at], self.sure[at]) if known else ("", 0.0)
        return ImageCaption(self.examples[at], self.amount(at), self.truth, read, sure)
