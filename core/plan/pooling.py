"""Pooling: whole-array arithmetic on the members of all windows at once.

Windows of 2x2 side by side, the usual ones, are a knock-out in two rounds: left against right, then top
against bottom. Any other window is walked over place by place, as the layer does it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout
from core.plan.products import sum_places
from core.plan.tape import LEAST_NUMBERS, Tape


class PairedPool(Kernel):
    """Windows of 2x2, stride 2: (H, W, C, N) -> (H/2, W/2, C, N). Two workers can share the rows.

    Where `apart`, the even columns of the input (or of its gradient) lie before the odd ones. The bias of the
    convolution before is added here: what is added to all members of a window may as well be added to its
    result, and has the same gradient.
    """

    apart = False
    grad_apart = False
    bias: Any = None

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        C, h, w = self.gives.sample
        self.output = self.gives.empty()
        self._pairs = takes.empty((2 * h, w, C, takes.n))  # one value for two neighbours of a row
        self._worth = takes.size > LEAST_NUMBERS

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        window = layer.window
        return window.kernel == window.stride == (2, 2) and window.pads == ((0, 0), (0, 0))

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        def windows(start: int, stop: int) -> None:
            self.meet(tape, x, slice(start, stop))

        tape.halves(len(self.output), windows, self._worth)
        self._add_bias(tape, training)
        return self.output

    def _add_bias(self, tape: Tape, training: bool) -> None:
        if self.bias is not None and not (training and self.bias_vanishes):
            row = self.takes.empty(self.output.shape[-2:])  # (C,) -> (C, N)
            tape.do(np.copyto, row, self.bias.data[:, None])
            tape.do(np.add, self.output, row, self.output)

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        if self.bias is not None and not self.bias_vanishes:
            grad = self.contiguous(tape, grad)
            sum_places(tape, grad, self.takes, self.bias.grad)
        grad_input = self.takes.empty() if self.place_for_grad is None else self.place_for_grad
        h, w = self.gives.sample[1:]
        for rest in (grad_input[2 * h :], grad_input[: 2 * h, 2 * w :]):  # what lies in no window
            if rest.size:
                tape.do(np.copyto, rest, 0)

        def windows(start: int, stop: int) -> None:
            self.share(tape, grad, grad_input, slice(start, stop))

        tape.halves(len(self.output), windows, self._worth)
        return grad_input

    def neighbours(self, x: np.ndarray, at: slice, apart: bool) -> tuple[np.ndarray, np.ndarray]:
        """The left and the right members of the windows in the output rows `at`, views (2*rows, w, C, N)."""
        rows, width = self._rows(at), self._pairs.shape[1]
        if apart:
            return x[rows, :width], x[rows, width:]
        return x[rows, 0 : 2 * width : 2], x[rows, 1 : 2 * width : 2]

    def pairs(self, at: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """One value for two neighbours: those of both rows of these windows, of the top and of the bottom."""
        pairs = self._pairs[self._rows(at)]
        return pairs, pairs[0::2], pairs[1::2]

    def _rows(self, at: slice) -> slice:
        """The input's rows that the output's rows `at` are made of."""
        return slice(2 * at.start, 2 * at.stop)

    def meet(self, tape: Tape, x: np.ndarray, at: slice) -> None:
        """Add the calls that make the output's rows `at`."""
        raise TypeError(f"{type(self).__name__} has no meet")

    def share(self, tape: Tape, grad: np.ndarray, grad_input: np.ndarray, at: slice) -> None:
        """Add the calls that give each member of the windows its share of `grad`."""
        raise TypeError(f"{type(self).__name__} has no share")


class MaxPoolKernel(PairedPool):
    """The largest of four; backward, the gradient goes to the winner alone, the first of equal values.

    Of the knock-out only the results are kept: does the left neighbour win, and then, does the winner of the
    top row.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._left_wins = takes.empty(self._pairs.shape, bool)
        self._top_wins = self.gives.empty(dtype=bool)

    def meet(self, tape: Tape, x: np.ndarray, at: slice) -> None:
        left, right = self.neighbours(x, at, self.apart)
        pairs, top, bottom = self.pairs(at)
        # >= and not >: of equal values the first wins
        tape.do(np.greater_equal, left, right, self._left_wins[self._rows(at)])
        tape.do(np.maximum, left, right, pairs)
        tape.do(np.greater_equal, top, bottom, self._top_wins[at])
        tape.do(np.maximum, top, bottom, self.output[at])

    def infer(self, tape: Tape, x: np.ndarray) -> np.ndarray:
        whole = slice(0, len(self.output))
        pairs, top, bottom = self.pairs(whole)
        tape.do(np.maximum, *self.neighbours(x, whole, self.apart), pairs)
        tape.do(np.maximum, top, bottom, self.output)
        self._add_bias(tape, training=False)
        return self.output

    def share(self, tape: Tape, grad: np.ndarray, grad_input: np.ndarray, at: slice) -> None:
        left, right = self.neighbours(grad_input, at, self.grad_apart)
        pairs, top, bottom = self.pairs(at)
        # Multiplying by a mask is 11 times faster than choosing with np.where; the other one gets the rest
        tape.do(np.multiply, grad[at], self._top_wins[at], top)
        tape.do(np.subtract, grad[at], top, bottom)
        tape.do(np.multiply, pairs, self._left_wins[self._rows(at)], left)
        tape.do(np.subtract, pairs, left, right)


class AvgPoolKernel(PairedPool):
    """The mean of four; backward, each member gets a quarter."""

    def meet(self, tape: Tape, x: np.ndarray, at: slice) -> None:
        pairs, top, bottom = self.pairs(at)
        tape.do(np.add, *self.neighbours(x, at, self.apart), pairs)
        tape.do(np.add, top, bottom, self.output[at])
        tape.do(np.multiply, self.output[at], 0.25, self.output[at])

    def share(self, tape: Tape, grad: np.ndarray, grad_input: np.ndarray, at: slice) -> None:
        pairs, top, bottom = self.pairs(at)
        tape.do(np.multiply, grad[at], 0.25, top)
        tape.do(np.copyto, bottom, top)
        for member in self.neighbours(grad_input, at, self.grad_apart):
            tape.do(np.copyto, member, pairs)


class AnyPool(Kernel):
    """Windows of any size, stride and padding: (H, W, C, N) -> (oH, oW, C, N)."""

    border = 0.0

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        window, (C, H, W) = layer.window, takes.sample
        (top, bottom), (left, right) = window.pads
        self.output, self._work = self.gives.empty(), self.gives.empty()
        self._bordered = takes.zeros((top + H + bottom, left + W + right, C, takes.n))
        if self.border:
            self._bordered.fill(self.border)
        self.entry = window.crop(self._bordered, axis=0)
        self._members = list(window.places(self._bordered, axis=0))  # for each place, (oH, oW, C, N)
        self._grad = takes.empty(self._bordered.shape)
        self._grad_members = list(window.places(self._grad, axis=0))

    def _grad_input(self) -> np.ndarray:
        return self.layer.window.crop(self._grad, axis=0)


class AnyMaxPool(AnyPool):
    """The largest of each window; the gradient goes to the first of the largest."""

    border = -np.inf

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        place = np.min_scalar_type(len(self._members))
        self._winner, self._number = (self.gives.empty(dtype=place) for _ in range(2))
        self._wins = self.gives.empty(dtype=bool)

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        self.receive(tape, x)
        first, *others = self._members
        tape.do(np.copyto, self.output, first)
        tape.do(self._winner.fill, 0)
        for k, member in enumerate(others, 1):
            tape.do(np.greater, member, self.output, self._wins)  # strictly: the first of equal values stays
            tape.do(np.multiply, self._wins, self._number.dtype.type(k), self._number)
            tape.do(np.maximum, self._winner, self._number, self._winner)  # k only grows
            tape.do(np.maximum, self.output, member, self.output)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        tape.do(self._grad.fill, 0)
        for k, member in enumerate(self._grad_members):
            tape.do(np.equal, self._winner, self._number.dtype.type(k), self._wins)
            tape.do(np.multiply, grad, self._wins, self._work)
            tape.do(np.add, member, self._work, member)
        return self._grad_input()


class AnyAvgPool(AnyPool):
    """The mean of each window; each member gets its share."""

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        share = layer.share(takes.sample[1:], np.dtype(takes.dtype))
        self._share = share[:, :, None, None]  # (oH, oW) -> (oH, oW, 1, 1)

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        self.receive(tape, x)
        first, *others = self._members
        tape.do(np.copyto, self.output, first)
        for member in others:
            tape.do(np.add, self.output, member, self.output)
        tape.do(np.multiply, self.output, self._share, self.output)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        tape.do(self._grad.fill, 0)
        tape.do(np.multiply, grad, self._share, self._work)
        for member in self._grad_members:
            tape.do(np.add, member, self._work, member)
        return self._grad_input()
