"""Softmax and its logarithm, along the axis of a plan's array that the layer's `dim` has become."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout
from core.plan.tape import Tape

# e to a lower power is no number that matters, and may be a denormal one: 4 times slower arithmetic
SMALLEST = -60.0


class AlongAxis(Kernel):
    """Gives the layout it took; what both need: the axis, and an array with one number along it."""

    settings = ("dim",)

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._axis = layer.dim if layer.dim < 0 else (-2 if layer.dim == 1 else layer.dim - 2)
        self.output, self._work = takes.empty(), takes.empty()
        one = list(takes.shape)
        one[self._axis] = 1
        self._one = takes.empty(tuple(one))

    def _over(self, tape: Tape, reduce: Any, x: np.ndarray) -> np.ndarray:
        """The largest or the sum along the axis, (.., K, ..) -> (.., 1, ..)."""
        tape.do(reduce, x, self._axis, None, self._one, True)
        return self._one

    def _centred(self, tape: Tape, x: np.ndarray) -> np.ndarray:
        """x less its largest, into the output."""
        tape.do(np.subtract, x, self._over(tape, np.maximum.reduce, x), self.output)
        return self.output


class SoftmaxKernel(AlongAxis):
    """dz = p * (dp - sum of dp * p)."""

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        z = self._centred(tape, x)
        tape.do(np.maximum, z, SMALLEST, z)
        tape.do(np.exp, z, z)
        tape.do(np.divide, z, self._over(tape, np.add.reduce, z), z)
        return z

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        tape.do(np.multiply, grad, self.output, self._work)
        tape.do(np.subtract, grad, self._over(tape, np.add.reduce, self._work), grad)
        tape.do(np.multiply, grad, self.output, grad)
        return grad


class LogSoftmaxKernel(AlongAxis):
    """dz = dl - e^l * sum of dl."""

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        z = self._centred(tape, x)
        tape.do(np.maximum, z, SMALLEST, self._work)
        tape.do(np.exp, self._work, self._work)
        total = self._over(tape, np.add.reduce, self._work)
        tape.do(np.log, total, total)
        tape.do(np.subtract, z, total, z)
        return z

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        tape.do(np.maximum, self.output, SMALLEST, self._work)
        tape.do(np.exp, self._work, self._work)
        tape.do(np.multiply, self._work, self._over(tape, np.add.reduce, grad), self._work)
        tape.do(np.subtract, grad, self._work, grad)
        return grad
