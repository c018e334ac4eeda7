"""Batch-norm, all three kinds: per channel, per pixel and per feature.

They differ only in what counts as a feature: a channel, whose values lie at every place; or a pixel of a
channel, or a plain feature, whose values lie in one row. So all arrays are seen as (places, features * N).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel
from core.plan.layout import Layout, view
from core.plan.tape import LEAST_NUMBERS, Tape


class BatchNormKernel(Kernel):
    """Gives the layout it took. y = weight * (x - mean) * inv_std + bias, with the batch's own statistics.

    Everything per feature is repeated once for each image, (F,) -> (F, N): arithmetic with such a row runs
    over contiguous memory, place after place. Sums are products with ones, the fastest that BLAS has.
    """

    settings = ("eps", "momentum")

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        N, F = takes.n, layer.running_mean.size
        places = takes.size // (F * N)
        self._count = takes.size // F  # M, how many numbers share a mean
        self.vanished_bias: np.ndarray | None = None  # of the layer before: it only shifts the mean
        self.output = takes.empty()
        self._centred = takes.empty((places, F * N))
        self._work = takes.empty((places, F * N))
        self._row, self._row2 = takes.empty((F * N,)), takes.empty((F * N,))
        self._along = takes.empty((places, F))
        self._mean, self._var, self._inv_std, self._scale, self._shift, self._term = takes.empty((6, F))
        self._worth = takes.size > LEAST_NUMBERS

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        x = view(self._contiguous(tape, x), *self._centred.shape)
        if not training:
            return self._in_use(tape, x)
        if self._count < 2:
            raise ValueError(
                f"{self.layer.label}: training needs more than 1 value per feature, got a batch of "
                f"{self.takes.n}; use a larger batch, or eval()"
            )
        mean, var, scale, shift = self._mean, self._var, self._scale, self._shift
        self._sum(tape, x, mean)
        tape.do(np.divide, mean, self._count, mean)
        self._repeat(tape, mean, self._row)

        def centre(start: int, stop: int) -> None:
            at = slice(start, stop)
            centred = self._centred[at]
            tape.do(np.subtract, x[at], self._row, centred)
            tape.do(np.vecdot, self._apart(centred), self._apart(centred), self._along[at])

        tape.halves(len(x), centre, self._worth)
        self._sum_places(tape, self._along, var)
        tape.do(np.divide, var, self._count, var)
        tape.do(np.add, var, self.layer.eps, self._inv_std)
        tape.do(np.sqrt, self._inv_std, self._inv_std)
        tape.do(np.reciprocal, self._inv_std, self._inv_std)
        self._times_weight(tape, self._inv_std, scale)
        self._scaled(tape, self._centred, scale, self._bias(tape, shift))
        if self.vanished_bias is not None:
            each = view(mean, -1, len(self.vanished_bias))  # (places, C)
            tape.do(np.add, each, self.vanished_bias, each)
        self._follow(tape, self.layer.running_mean, mean)
        tape.do(np.multiply, var, self._count / (self._count - 1), var)
        self._follow(tape, self.layer.running_var, var)
        return self.output

    def _in_use(self, tape: Tape, x: np.ndarray) -> np.ndarray:
        # weight * (x - mean) * inv_std + bias, as one multiplication and one addition
        inv_std, scale, shift = self._inv_std, self._scale, self._shift
        mean, var = in_order(self.layer.running_mean), in_order(self.layer.running_var)
        tape.do(np.add, var, self.layer.eps, view(inv_std, *var.shape))
        tape.do(np.sqrt, inv_std, inv_std)
        tape.do(np.reciprocal, inv_std, inv_std)
        self._times_weight(tape, inv_std, scale)
        tape.do(np.multiply, mean, view(scale, *mean.shape), view(self._term, *mean.shape))
        tape.do(np.subtract, self._bias(tape, shift), self._term, shift)
        self._scaled(tape, x, scale, shift)
        return self.output

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray:
        grad = view(self.contiguous(tape, grad), *self._centred.shape)
        out = view(self.output, *grad.shape)
        row, row2, scale, shift, term = self._row, self._row2, self._scale, self._shift, self._term
        if not training:
            self._repeat(tape, scale, row)
            tape.do(np.multiply, grad, row, out)
            return self.output
        total, along = self._mean, self._var  # of dy, and of dy * x_hat
        self._sum(tape, grad, total)

        def products(start: int, stop: int) -> None:
            at = slice(start, stop)
            tape.do(np.vecdot, self._apart(grad[at]), self._apart(self._centred[at]), self._along[at])

        tape.halves(len(grad), products, self._worth)
        self._sum_places(tape, self._along, along)
        tape.do(np.multiply, along, self._inv_std, along)
        if self.learns and self.layer.affine:
            for parameter, sums in ((self.layer.bias, total), (self.layer.weight, along)):
                place = in_order(parameter.grad)
                tape.do(np.copyto, place, view(sums, *place.shape))
        if not self.needs_input_gradient:
            return self.output
        # dx = scale * dy - scale * sum(dy)/M - scale * x_hat * sum(dy * x_hat)/M: direct, mean, variance
        tape.do(np.multiply, total, scale, shift)
        tape.do(np.multiply, shift, 1 / self._count, shift)
        tape.do(np.multiply, along, scale, term)
        tape.do(np.multiply, term, self._inv_std, term)
        tape.do(np.multiply, term, 1 / self._count, term)
        row3 = self.takes.empty(row.shape)
        for values, where in ((scale, row), (shift, row2), (term, row3)):
            self._repeat(tape, values, where)

        def inputs(start: int, stop: int) -> None:
            at = slice(start, stop)
            tape.do(np.multiply, grad[at], row, out[at])
            tape.do(np.subtract, out[at], row2, out[at])
            tape.do(np.multiply, self._centred[at], row3, self._work[at])
            tape.do(np.subtract, out[at], self._work[at], out[at])

        tape.halves(len(grad), inputs, self._worth)
        return self.output

    def _contiguous(self, tape: Tape, x: np.ndarray) -> np.ndarray:
        if x.flags.c_contiguous:
            return x
        tape.do(np.copyto, view(self._work, *self.takes.shape), x)
        return self._work

    def _apart(self, x: np.ndarray) -> np.ndarray:
        """(places, F*N) -> (places, F, N)"""
        return view(x, len(x), -1, self.takes.n)

    def _sum(self, tape: Tape, x: np.ndarray, out: np.ndarray) -> None:
        """The sum of each feature's values, (places, F*N) -> (F*N,) -> (F,)."""
        row = x[0]
        if len(x) > 1:
            tape.do(np.matmul, self.takes.full(len(x)), x, self._row)
            row = self._row
        tape.do(np.matmul, view(row, -1, self.takes.n), self.takes.full(self.takes.n), out)

    def _sum_places(self, tape: Tape, x: np.ndarray, out: np.ndarray) -> None:
        """(places, F) -> (F,)"""
        if len(x) > 1:
            tape.do(np.matmul, self.takes.full(len(x)), x, out)
        else:
            tape.do(np.copyto, out, x[0])

    def _repeat(self, tape: Tape, values: np.ndarray, row: np.ndarray) -> None:
        """One value per feature, repeated for every image: (F,) -> (F*N,)."""
        tape.do(np.copyto, view(row, -1, self.takes.n), values[:, None])

    def _scaled(self, tape: Tape, x: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> None:
        """x * scale + shift, in `output`."""
        y = view(self.output, *x.shape)
        self._repeat(tape, scale, self._row)
        self._repeat(tape, shift, self._row2)

        def places(start: int, stop: int) -> None:
            at = slice(start, stop)
            tape.do(np.multiply, x[at], self._row, y[at])
            tape.do(np.add, y[at], self._row2, y[at])

        tape.halves(len(x), places, self._worth)

    def _times_weight(self, tape: Tape, values: np.ndarray, out: np.ndarray) -> None:
        if self.layer.affine:
            weight = in_order(self.layer.weight.data)
            tape.do(np.multiply, view(values, *weight.shape), weight, view(out, *weight.shape))
        else:
            tape.do(np.copyto, out, values)

    def _bias(self, tape: Tape, out: np.ndarray) -> np.ndarray:
        """The layer's bias in the kernel's order, (F,)."""
        bias = in_order(self.layer.bias.data) if self.layer.affine else self.takes.full(len(out), 0.0)
        tape.do(np.copyto, view(out, *bias.shape), bias)
        return out

    def _follow(self, tape: Tape, running: np.ndarray, batch: np.ndarray) -> None:
        """Move a running statistic towards the batch's, in the layer's own array."""
        momentum, running = self.layer.momentum, in_order(running)
        tape.do(np.multiply, running, 1 - momentum, running)
        tape.do(np.multiply, batch, momentum, batch)
        tape.do(np.add, running, view(batch, *running.shape), running)


def in_order(values: np.ndarray) -> np.ndarray:
    """One number per feature in the kernel's order, a view: (F,) as it is, (C, H, W) -> (H, W, C)."""
    return values if values.ndim == 1 else values.transpose(1, 2, 0)
