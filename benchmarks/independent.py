"""A network of its own: what the program computes, once more in float64, by other code.

Nothing of `core` is used: the layers stand here as their formulas, over windows of the input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Array = np.ndarray


def _pair(value: Any) -> tuple[int, int]:
    return (value[0], value[1]) if isinstance(value, list | tuple) else (value, value)


def _borders(layer: Mapping[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    high, wide = _pair(layer["kernel_size"])
    if layer.get("padding") == "same":
        return ((high - 1) // 2, high // 2), ((wide - 1) // 2, wide // 2)
    rows, columns = _pair(layer.get("padding") or 0)
    return (rows, rows), (columns, columns)


class IndependentNetwork:
    """Weights by name and a spec's layers: forward, the mean cross-entropy, and backward.

    `out` and `gradient_out` hold each layer's output and dL/d(output), "input" among them; `grad` the
    weights' gradients. `margin` is how far the nearest ReLU or maximum is from deciding otherwise, relative
    to its layer: below float32's rounding either answer is right.

    Shape: x (N, C, H, W)
    """

    def __init__(self, spec: Mapping[str, Any], state: Mapping[str, Array]) -> None:
        self.layers = spec["layers"]
        self.state = {name: np.asarray(array, np.float64) for name, array in state.items()}
        self.out: dict[str, Array] = {}
        self.gradient_out: dict[str, Array] = {}
        self.grad: dict[str, Array] = {}
        self.margin = np.inf
        self._kept: list[Any] = []

    def forward(self, x: Array, training: bool = False) -> Array:
        """The logits; batch-norm takes the batch's own mean and variance while training."""
        self.out, self._kept, self.margin = {"input": x}, [], np.inf
        for layer in self.layers:
            x, kept = getattr(self, "_" + layer["type"].lower())(layer, x, training)
            self.out[layer["name"]] = x
            self._kept.append(kept)
        shifted = x - x.max(axis=1, keepdims=True)
        self.log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.probabilities = np.exp(self.log_probabilities)
        return x

    def losses(self, labels: Array) -> Array:
        """Each image's own cross-entropy."""
        return -self.log_probabilities[np.arange(len(labels)), labels.astype(int)]

    def backward(self, labels: Array) -> None:
        """The gradients of the mean loss."""
        gradient = self.probabilities.copy()
        gradient[np.arange(len(labels)), labels.astype(int)] -= 1
        gradient /= len(labels)
        self.grad, self.gradient_out = {}, {}
        for layer, kept in zip(reversed(self.layers), reversed(self._kept), strict=True):
            self.gradient_out[layer["name"]] = gradient
            gradient = kept(gradient)
        self.gradient_out["input"] = gradient

    def _decided(self, distance: Array, among: Array) -> None:
        if distance.size:
            size = float(np.abs(among).max()) or 1.0
            self.margin = min(self.margin, float(np.abs(distance).min()) / size)

    # the layers: each gives its output and what makes dL/d(input) of dL/d(output)

    def _conv2d(self, layer: Any, x: Array, training: bool) -> Any:
        name, weight = layer["name"], self.state[layer["name"] + ".weight"]
        borders, (down, right) = _borders(layer), _pair(layer.get("stride", 1))
        padded = np.pad(x, ((0, 0), (0, 0), *borders))
        windows = sliding_window_view(padded, weight.shape[2:], (2, 3))[:, :, ::down, ::right]
        y = np.einsum("nchwij,ocij->nohw", windows, weight, optimize=True)
        if layer.get("bias", True):
            y = y + self.state[name + ".bias"][:, None, None]

        def back(g: Array) -> Array:
            self.grad[name + ".weight"] = np.einsum("nohw,nchwij->ocij", g, windows, optimize=True)
            self.grad[name + ".bias"] = g.sum((0, 2, 3))
            made, (high, wide) = np.zeros(padded.shape), g.shape[2:]
            for i, j in np.ndindex(weight.shape[2:]):
                part = np.einsum("nohw,oc->nchw", g, weight[:, :, i, j], optimize=True)
                made[:, :, i : i + down * high : down, j : j + right * wide : right] += part
            top, left = borders[0][0], borders[1][0]
            return made[:, :, top : top + x.shape[2], left : left + x.shape[3]]

        return y, back

    def _pool(self, layer: Any, x: Array) -> tuple[Array, tuple[int, int], tuple[int, int]]:
        size = _pair(layer["kernel_size"])
        stride = _pair(layer.get("stride") or size)
        windows = sliding_window_view(x, size, (2, 3))[:, :, :: stride[0], :: stride[1]]
        return windows.reshape(*windows.shape[:4], -1), size, stride

    def _maxpool2d(self, layer: Any, x: Array, training: bool) -> Any:
        flat, (_, wide), stride = self._pool(layer, x)
        best = flat.argmax(-1)
        two = np.partition(flat, -2, axis=-1)[..., -2:]
        gap = two[..., 1] - two[..., 0]
        self._decided(gap[gap > 0], x)

        def back(g: Array) -> Array:
            made = np.zeros(x.shape)
            n, c, p, q = np.indices(g.shape)
            np.add.at(made, (n, c, p * stride[0] + best // wide, q * stride[1] + best % wide), g)
            return made

        return flat.max(-1), back

    def _avgpool2d(self, layer: Any, x: Array, training: bool) -> Any:
        flat, size, stride = self._pool(layer, x)

        def back(g: Array) -> Array:
            made, (high, wide) = np.zeros(x.shape), g.shape[2:]
            for i, j in np.ndindex(size):
                there = (slice(i, i + stride[0] * high, stride[0]), slice(j, j + stride[1] * wide, stride[1]))
                made[:, :, *there] += g / (size[0] * size[1])
            return made

        return flat.mean(-1), back

    def _batchnorm2d(self, layer: Any, x: Array, training: bool) -> Any:
        name, axes = layer["name"], (0, 2, 3)
        mean, var = self.state[name + ".running_mean"], self.state[name + ".running_var"]
        if training:
            mean, var = x.mean(axes), x.var(axes)
        scale = 1 / np.sqrt(var + layer.get("eps", 1e-5))[:, None, None]
        normed = (x - mean[:, None, None]) * scale
        gamma = self.state[name + ".weight"][:, None, None]

        def back(g: Array) -> Array:
            self.grad[name + ".weight"], self.grad[name + ".bias"] = (g * normed).sum(axes), g.sum(axes)
            g = g * gamma
            if not training:
                return g * scale
            mean, along = g.mean(axes, keepdims=True), (g * normed).mean(axes, keepdims=True)
            return scale * (g - mean - normed * along)

        return gamma * normed + self.state[name + ".bias"][:, None, None], back

    def _relu(self, layer: Any, x: Array, training: bool) -> Any:
        self._decided(x[x != 0], x)
        return np.maximum(x, 0), lambda g: g * (x > 0)

    def _tanh(self, layer: Any, x: Array, training: bool) -> Any:
        y = np.tanh(x)
        return y, lambda g: g * (1 - y * y)

    def _flatten(self, layer: Any, x: Array, training: bool) -> Any:
        return x.reshape(len(x), -1), lambda g: g.reshape(x.shape)

    def _linear(self, layer: Any, x: Array, training: bool) -> Any:
        name = layer["name"]

        def back(g: Array) -> Array:
            self.grad[name + ".weight"], self.grad[name + ".bias"] = g.T @ x, g.sum(0)
            return g @ self.state[name + ".weight"]

        return x @ self.state[name + ".weight"].T + self.state[name + ".bias"], back
