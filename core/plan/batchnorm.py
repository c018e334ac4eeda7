"""Batch-norm, all three kinds: per channel, per pixel and per feature.

They differ only in what counts as a feature: a channel, whose values lie at every place; or a pixel of a
channel, or a plain feature, whose values lie in one row. So all arrays are seen as (places, features, N).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.plan.kernel import Kernel, Layout


class BatchNorm(Kernel):
    """Gives the layout it took. y = weight * (x - mean) * inv_std + bias, with the batch's own statistics.

    Everything per feature is repeated once for each image, (F,) -> (F*N,): arithmetic with such a row runs
    over contiguous memory, place after place.
    """

    def __init__(self, layer: Any, takes: Layout) -> None:
        super().__init__(layer, takes)
        self._features = layer.running_mean.size
        self._places = takes.size // (self._features * takes.n)
        self._count = takes.size // self._features  # M, how many numbers share a mean
        self.output = takes.empty()
        self._centred = takes.empty((self._places, self._features * takes.n))
        self._ones = np.ones(self._places, takes.dtype), np.ones(takes.n, takes.dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        if self._count < 2:
            raise ValueError(
                f"{self.layer.label}: training needs more than 1 value per feature, got a batch of "
                f"{self.takes.n}; use a larger batch, or eval()"
            )
        mean = self._sum(x) / self._count
        centred = np.subtract(x.reshape(self._centred.shape), self._row(mean), out=self._centred)
        var = self._sum_of_products(centred, centred) / self._count
        self._inv_std = 1 / np.sqrt(var + self.layer.eps)
        self._follow(self.layer.running_mean, mean)
        self._follow(self.layer.running_var, var * (self._count / (self._count - 1)))
        return self._scaled(centred, self._weight() * self._inv_std, self._bias())

    def infer(self, x: np.ndarray) -> np.ndarray:
        mean, var = in_order(self.layer.running_mean), in_order(self.layer.running_var)
        scale = self._weight() / np.sqrt(var + self.layer.eps)
        # weight * (x - mean) * inv_std + bias, as one multiplication and one addition
        return self._scaled(x.reshape(self._centred.shape), scale, self._bias() - mean * scale)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad = grad.reshape(self._centred.shape)
        grad_sum = self._sum(grad)
        along = self._sum_of_products(grad, self._centred) * self._inv_std  # sum of dy * x_hat
        if self.layer.affine:
            set_in_order(self.layer.bias.grad, grad_sum)
            set_in_order(self.layer.weight.grad, along)
        # dx = scale * dy - scale * sum(dy)/M - scale * x_hat * sum(dy * x_hat)/M: direct, mean, variance
        scale = self._weight() * self._inv_std
        grad *= self._row(scale)
        grad -= self._row(scale * grad_sum / self._count)
        grad -= np.multiply(
            self._centred,
            self._row(scale * self._inv_std * along / self._count),
            out=self._centred,  # not needed again
        )
        return grad.reshape(self.takes.shape)

    @property
    def grad_entry(self) -> np.ndarray:
        return self.output

    def _sum(self, x: np.ndarray) -> np.ndarray:
        """The sum of each feature's values, (H, W, C, N) -> (F,): BLAS adds fastest."""
        places, images = self._ones
        x = x.reshape(self._centred.shape)
        row = places @ x if len(places) > 1 else x[0]
        return row.reshape(self._features, -1) @ images  # (F*N,) -> (F, N) -> (F,)

    def _sum_of_products(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The sum of a * b over each feature's values, (places, F*N) -> (F,)."""
        apart = (self._places, self._features, self.takes.n)
        return np.vecdot(a.reshape(apart), b.reshape(apart)).sum(axis=0)

    def _row(self, values: np.ndarray) -> np.ndarray:
        """One value per feature, repeated for every image: (F,) -> (F*N,)."""
        return np.repeat(values, self.takes.n)

    def _scaled(self, x: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """x * scale + shift, in `output`."""
        y = self.output.reshape(x.shape)
        np.multiply(x, self._row(scale), out=y)
        y += self._row(shift)
        return self.output

    def _weight(self) -> np.ndarray:
        one = np.ones(self._features, self.takes.dtype)
        return in_order(self.layer.weight.data) if self.layer.affine else one

    def _bias(self) -> np.ndarray:
        zero = np.zeros(self._features, self.takes.dtype)
        return in_order(self.layer.bias.data) if self.layer.affine else zero

    def _follow(self, running: np.ndarray, batch: np.ndarray) -> None:
        """Move a running statistic towards the batch's, in the layer's own array."""
        momentum = self.layer.momentum
        set_in_order(running, (1 - momentum) * in_order(running) + momentum * batch)


def in_order(values: np.ndarray) -> np.ndarray:
    """One number per feature in the kernel's order: (F,) as it is, (C, H, W) -> (H*W*C,)."""
    return values if values.ndim == 1 else values.transpose(1, 2, 0).reshape(-1)


def set_in_order(array: np.ndarray, values: np.ndarray) -> None:
    """Write what `in_order` reads."""
    if array.ndim == 1:
        array[...] = values
    else:
        C, H, W = array.shape
        array[...] = values.reshape(H, W, C).transpose(2, 0, 1)
