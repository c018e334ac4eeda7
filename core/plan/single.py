"""One image through a network in use, forward and back to its pixels, with every layer's numbers kept."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.network import Sequential
from core.plan.layout import Layout, batch_first, places_first
from core.plan.table import build_kernels, connect
from core.plan.tape import Tape

INPUT = "input"


class SingleImage:
    """The tapes of a batch of one. The network's parameters and buffers are read where they are now: make
    another one when they are replaced.
    """

    def __init__(self, network: Sequential, sample: tuple[int, ...], dtype: Any) -> None:
        takes = Layout(tuple(sample), 1, np.dtype(dtype))
        kernels = build_kernels(list(network.layers.values()), takes)
        for kernel in kernels:
            kernel.learns = False
        connect(kernels, rearrange=False)
        self._layout = takes
        self._shapes = {INPUT: takes.sample, **network.shapes(takes.sample)}
        size = sum(prod(shape) for shape in self._shapes.values())
        self._outputs, self._gradients = takes.empty((size,)), takes.empty((size,))
        outputs, gradients = self._parts(self._outputs), self._parts(self._gradients)
        first = kernels[0].entry if kernels else None
        self._input = takes.empty() if first is None else first
        forward, backward = Tape(), Tape()
        x = self._input
        for name, kernel in zip(network.layers, kernels, strict=True):
            forward.begin(name)
            x = kernel.forward(forward, x, training=False)
            forward.do(np.copyto, outputs[name], batch_first(x)[0])
        self._logits = x
        self._grad_logits = grad = kernels[-1].gives.empty() if kernels else takes.empty()
        for name, kernel in reversed(list(zip(network.layers, kernels, strict=True))):
            backward.begin(name)
            backward.do(np.copyto, gradients[name], batch_first(grad)[0])
            below = kernel.backward(backward, grad, training=False)
            assert below is not None
            grad = below
        backward.begin(INPUT)
        backward.do(np.copyto, gradients[INPUT], batch_first(grad)[0])
        self._forward, self._backward = forward.calls(), backward.calls()

    def takes(self, x: np.ndarray) -> bool:
        """Whether `x` (1, C, H, W) is such an image."""
        return x.shape == (1, *self._layout.sample) and x.dtype == self._layout.dtype

    def forward(self, x: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Every layer's output by name, "input" first, not writeable; and the last one, (1, classes)."""
        np.copyto(self._input, places_first(x))
        for call in self._forward:
            call()
        outputs = self._read(self._outputs)
        return outputs | {INPUT: _frozen(x[0].copy())}, batch_first(self._logits).copy()

    def backward(self, grad_logits: np.ndarray) -> dict[str, np.ndarray]:
        """The gradient of every layer's output by name, the image's own first, not writeable."""
        np.copyto(self._grad_logits, places_first(grad_logits))
        for call in self._backward:
            call()
        return self._read(self._gradients)

    def _read(self, vector: np.ndarray) -> dict[str, np.ndarray]:
        """Copies of what the calls have left; each owns its memory."""
        return {name: _frozen(part.copy()) for name, part in self._parts(vector).items()}

    def _parts(self, vector: np.ndarray) -> dict[str, np.ndarray]:
        parts, start = {}, 0
        for name, shape in self._shapes.items():
            parts[name] = vector[start : start + prod(shape)].reshape(shape)
            start += prod(shape)
        return parts


def _frozen(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array
