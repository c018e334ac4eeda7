"""Activations: each number on its own, so any layout will do.

They write straight into the next kernel's entry where it has one, and need no more than their own output to
go back: the slope of each of these functions can be told from its value.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout, batch_first
from core.plan.tape import LEAST_NUMBERS, Tape


class DropoutKernel(Kernel):
    """Gives the layout it took. In use it passes its input on."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = takes.empty()
        self._factor = takes.empty()  # 0 or 1 / (1 - p)

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        if not training:
            return x
        tape.do(self.draw)
        tape.do(np.multiply, x, self._factor, self.output)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        if training:
            tape.do(np.multiply, grad, self._factor, grad)
        return grad

    def draw(self) -> None:
        """Draw image by image as the layer does, (N, C, H, W), laid out as (H, W, C, N)."""
        drawn = self.layer.rng.random((self.takes.n, *self.takes.sample), dtype=np.float32)
        np.multiply(drawn >= self.layer.p, self.layer.scale, out=batch_first(self._factor))


class Elementwise(Kernel):
    """Any layout, and gives what it took. Rows are independent, so two workers can share them."""

    writes_anywhere = True

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self.output = takes.empty()
        self._work = takes.empty()

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        y, work = self.output, self._work

        def rows(start: int, stop: int) -> None:
            self.values(tape, x[start:stop], y[start:stop], work[start:stop])

        tape.halves(len(y), rows, y.size > LEAST_NUMBERS)
        return y

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        y, work = self.output, self._work
        # The gradient stays as it is where it is shared between two workers (see `Split`)
        out = grad if grad.flags.c_contiguous and tape.workers == 1 else self.takes.empty()

        def rows(start: int, stop: int) -> None:
            at = slice(start, stop)
            slope = self.slope(tape, y[at], work[at])
            tape.do(np.multiply, grad[at], slope, out[at])

        tape.halves(len(y), rows, y.size > LEAST_NUMBERS)
        return out

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        """Add the calls that make y of x; `work` is kept until `slope`."""
        raise TypeError(f"{type(self).__name__} has no values")

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        """Add the calls that make the function's slope, from its value `y`; returns where it lies."""
        raise TypeError(f"{type(self).__name__} has no slope")


class ReLUKernel(Elementwise):
    """max(x, 0); the slope is 1 where the output is above 0."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._work = takes.empty(dtype=bool)
        # Comparing with an array of zeros is twice as fast as with the number 0; one row of it will do
        self._zeros = np.zeros(takes.shape[1:], takes.dtype)

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        tape.do(np.maximum, x, self._zeros, y)

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        tape.do(np.greater, y, self._zeros, work)
        return work


class LeakyReLUKernel(Elementwise):
    """x where x > 0, else negative_slope * x."""

    settings = ("negative_slope",)

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        # x * (slope + (1 - slope) where x > 0): two multiplications, no choosing
        tape.do(np.greater, x, 0, work)
        tape.do(np.multiply, work, 1 - self.layer.negative_slope, work)
        tape.do(np.add, work, self.layer.negative_slope, work)
        tape.do(np.multiply, x, work, y)

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        return work


class ELUKernel(Elementwise):
    """x where x > 0, else alpha * (e^x - 1), whose slope is output + alpha."""

    settings = ("alpha",)

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._one = np.ones((), takes.dtype)

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        tape.do(np.minimum, x, 0, work)
        tape.do(np.expm1, work, work)
        tape.do(np.multiply, work, self.layer.alpha, work)
        tape.do(np.maximum, x, 0, y)
        tape.do(np.add, y, work, y)

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        # alpha + y below 0; above, where y is all there is to add, 1
        positive = self.takes.empty(y.shape, bool)
        tape.do(np.minimum, y, 0, work)
        tape.do(np.add, work, self.layer.alpha, work)
        tape.do(np.greater, y, 0, positive)
        tape.do(np.copyto, work, self._one, where=positive)
        return work


class SigmoidKernel(Elementwise):
    """1 / (1 + e^-x), as (1 + tanh(x / 2)) / 2, which can't overflow; the slope is y * (1 - y)."""

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        tape.do(np.multiply, x, 0.5, y)
        tape.do(np.tanh, y, y)
        tape.do(np.add, y, 1, y)
        tape.do(np.multiply, y, 0.5, y)

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        tape.do(np.subtract, 1, y, work)
        tape.do(np.multiply, work, y, work)
        return work


class TanhKernel(Elementwise):
    """tanh(x); the slope is 1 - y * y."""

    def values(self, tape: Tape, x: np.ndarray, y: np.ndarray, work: np.ndarray) -> None:
        tape.do(np.tanh, x, y)

    def slope(self, tape: Tape, y: np.ndarray, work: np.ndarray) -> np.ndarray:
        tape.do(np.multiply, y, y, work)
        tape.do(np.subtract, 1, work, work)
        return work
