"""Batch normalisation: shift and scale each feature so that the batch has mean 0 and variance 1.

One formula, three choices of what shares its statistics: a channel (BatchNorm2d), a pixel (BatchNormPixel), a
feature (BatchNorm1d). Source: Ioffe and Szegedy 2015, "Batch normalization".
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.layers.base import Layer, Parameter, Shape, flag, number
from core.windows import whole


class BatchNorm(Layer):
    """The formula that all forms share; M values have their statistics in common.

        x_hat = (x - mean) * inv_std,   inv_std = 1 / sqrt(var + eps),   y = weight * x_hat + bias

    The gradient reaches x on three paths: directly, through the mean, and through the variance:

        dx = weight * inv_std * (dy - sum(dy)/M - x_hat * sum(dy * x_hat)/M)

    In training mean and var are the batch's, and running = (1 - momentum)*running + momentum*batch keeps
    their trend (with the unbiased variance, M - 1). In use they are the running ones, and only the direct
    path is left.
    """

    parameter_names = ("weight", "bias")
    buffer_names = ("running_mean", "running_var")
    each = "feature"  # what has statistics of its own

    def __init__(self, shape: Shape, eps: float, momentum: float, affine: bool) -> None:
        self.eps = number(eps, "eps", above=0.0)
        self.momentum = number(momentum, "momentum", least=0.0, most=1.0)
        self.affine = flag(affine, "affine")
        self.weight: Any = Parameter(np.ones(shape, np.float32)) if affine else None
        self.bias: Any = Parameter(np.zeros(shape, np.float32)) if affine else None
        self.running_mean = np.zeros(shape, np.float32)
        self.running_var = np.ones(shape, np.float32)

    def axes(self, ndim: int) -> tuple[int, ...]:
        """The axes whose values have their statistics in common: the batch and, per channel, the places."""
        return (0, *range(2, ndim))

    def forward(self, x: np.ndarray) -> np.ndarray:
        x = self.check_input(x)
        axes = self.axes(x.ndim)
        M = prod(x.shape[axis] for axis in axes)
        if not self.training:
            mean, var = self._spread(self.running_mean, x), self._spread(self.running_var, x)
            centred = x - mean
        elif M < 2:
            raise ValueError(
                f"{self.label}: training needs more than 1 value per {self.each}, got input {x.shape}; "
                "use a larger batch, or eval()"
            )
        else:
            mean = x.sum(axis=axes, keepdims=True) / M
            centred = x - mean
            var = (centred * centred).sum(axis=axes, keepdims=True) / M
            self._follow(mean, var * (M / (M - 1)))
        self._inv_std = 1 / np.sqrt(var + self.eps)
        self._x_hat = centred * self._inv_std
        self._mean, self._var = mean, var
        self._by_batch = self.training
        self._output_shape = x.shape
        if not self.affine:
            return self._x_hat.copy()
        return self._x_hat * self._spread(self.weight.data, x) + self._spread(self.bias.data, x)

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        axes = self.axes(g.ndim)
        sum_g = g.sum(axis=axes, keepdims=True)
        sum_gx = (g * self._x_hat).sum(axis=axes, keepdims=True)
        scale = self._inv_std
        if self.affine:
            self.bias.grad = sum_g.reshape(self.bias.shape)  # (1, C, 1, 1) -> (C,)
            self.weight.grad = sum_gx.reshape(self.weight.shape)  # (1, C, 1, 1) -> (C,)
            scale = scale * self._spread(self.weight.data, g)
        if not self._by_batch:
            return g * scale
        M = g.size // sum_g.size
        return (g - sum_g / M - self._x_hat * (sum_gx / M)) * scale

    def intermediates(self) -> dict[str, np.ndarray]:
        """x_hat in the input's shape; mean, var (biased) and inv_std, one per channel, pixel or feature."""
        if self._output_shape is None:
            return {}
        per_feature = {"mean": self._mean, "var": self._var, "inv_std": self._inv_std}
        shape = self.running_mean.shape
        return {"x_hat": self._x_hat} | {name: a.reshape(shape) for name, a in per_feature.items()}

    def _spread(self, values: np.ndarray, x: np.ndarray) -> np.ndarray:
        """One value per feature in a shape that meets x's, and in its precision."""
        shared = self.axes(x.ndim)
        kept = [1 if axis in shared else size for axis, size in enumerate(x.shape)]
        return values.reshape(kept).astype(x.dtype, copy=False)  # (C,) -> (1, C, 1, 1)

    def _follow(self, mean: np.ndarray, var: np.ndarray) -> None:
        """Move the running statistics towards the batch's."""
        for name, batch in (("running_mean", mean), ("running_var", var)):
            running = getattr(self, name)
            batch = batch.reshape(running.shape).astype(running.dtype, copy=False)
            setattr(self, name, (1 - self.momentum) * running + self.momentum * batch)


class BatchNorm2d(BatchNorm):
    """Batch normalisation per channel: statistics over the batch and all places of a channel, M = N*H*W.

    2 * num_features parameters (12 and 32 in LeNet-5). For convolutions, whose channel is one detector
    wherever it looks.

    Shape: x (N, num_features, H, W) -> the same.
    Raises ValueError in training on a single value per channel, and for settings out of range.
    """

    each = "channel"

    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = True
    ) -> None:
        self.num_features = whole(num_features, "num_features", least=1)
        super().__init__((self.num_features,), eps, momentum, affine)

    def expected(self) -> tuple[int | str, ...]:
        return (self.num_features, "H", "W")


class BatchNormPixel(BatchNorm):
    """Batch normalisation per pixel: statistics over the batch only, each pixel by itself, M = N.

    2 * C*H*W parameters (2,352 after the first pooling of LeNet-5, where BatchNorm2d has 12).
    The same as BatchNorm1d on flattened images.

    Shape: x (N, *shape) -> the same; shape is (C, H, W).
    Raises ValueError in training on a batch of one, and for settings out of range.
    """

    each = "pixel"

    def __init__(self, shape: Shape, eps: float = 1e-5, momentum: float = 0.1, affine: bool = True) -> None:
        if not isinstance(shape, tuple | list) or len(shape) != 3:
            raise ValueError(f"shape must be (C, H, W), got {shape!r}")
        self.shape = tuple(whole(size, "shape", least=1) for size in shape)
        super().__init__(self.shape, eps, momentum, affine)

    def expected(self) -> tuple[int | str, ...]:
        return self.shape

    def axes(self, ndim: int) -> tuple[int, ...]:
        return (0,)


class BatchNorm1d(BatchNorm):
    """Batch normalisation per feature: statistics over the batch, M = N, or over batch and length, M = N*L.

    2 * num_features parameters.

    Shape: x (N, num_features) or (N, num_features, L) -> the same.
    Raises ValueError in training on a single value per feature, and for settings out of range.
    """

    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = True
    ) -> None:
        self.num_features = whole(num_features, "num_features", least=1)
        super().__init__((self.num_features,), eps, momentum, affine)

    def expected(self) -> tuple[int | str, ...]:
        return (self.num_features,)

    def check_shape(self, shape: Shape, batch: tuple[int | str, ...] = ()) -> None:
        super().check_shape(shape[:1] if len(shape) == 2 else shape, batch)
