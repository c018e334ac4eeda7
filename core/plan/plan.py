"""The plan: a network, compiled for batches of one size, that trains and evaluates.

It keeps a chain of kernels for each size of batch it meets (the last batch of an epoch is smaller), and the
flat vectors of parameters and gradients that all chains share.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from core.losses import Loss
from core.network import Sequential
from core.optim import Optimizer
from core.plan.flat import FlatOptimizer, FlatParameters
from core.plan.kernel import Kernel, Layout, batch_first, places_first
from core.plan.loss import loss_kernel
from core.plan.table import build_kernels, connect

CHAINS_KEPT = 4  # batch sizes whose buffers are kept; others are made anew when they come again
AT_ONCE = 64  # images evaluated together: more fall out of the cache


class Chain:
    """The kernels of a whole network for `n` inputs of one shape."""

    def __init__(self, network: Sequential, loss: Loss, takes: Layout) -> None:
        self.kernels = build_kernels(list(network.layers.values()), takes)
        self.gives = self.kernels[-1].gives if self.kernels else takes
        self.loss = loss_kernel(loss, self.gives)
        first = self.kernels[0].entry if self.kernels else None
        self._input = takes.empty() if first is None else first
        # Nobody asks for the gradient of pixels: going back ends at the first layer that learns
        self._learning: list[Kernel] = []
        for kernel in self.kernels:
            if self._learning or kernel.layer.parameters():
                self._learning.append(kernel)
        if self._learning:
            self._learning[0].needs_input_gradient = False
        connect(self.kernels)

    def forward(self, images: np.ndarray) -> np.ndarray:
        """Outputs in training, (K, N)."""
        x = self._enter(images)
        for kernel in self.kernels:
            x = kernel.forward(x)
        return x

    def infer(self, images: np.ndarray) -> np.ndarray:
        """Outputs in use, (K, N)."""
        x = self._enter(images)
        for kernel in self.kernels:
            x = kernel.infer(x)
        return x

    def outputs(self, images: np.ndarray) -> Iterator[np.ndarray]:
        """The output of each kernel in use, as long as the next one isn't asked for."""
        x = self._enter(images)
        for kernel in self.kernels:
            x = kernel.infer(x)
            yield x

    def backward(self) -> None:
        """Set the gradient of every parameter, from the loss's."""
        grad: np.ndarray | None = self.loss.backward()
        for kernel in reversed(self._learning):
            assert grad is not None
            grad = kernel.backward(grad)

    def _enter(self, images: np.ndarray) -> np.ndarray:
        """(N, C, H, W) -> (H, W, C, N), written where the first kernel wants it."""
        np.copyto(self._input, places_first(images), casting="same_kind")
        return self._input


class Plan:
    """A compiled network: `step` trains it on one batch, `forward` evaluates any number of images.

    It computes what the clear layers compute. Parameters and gradients stay where they were, in
    `Parameter.data` and `.grad`; running statistics in the layers' buffers. After a step, `logits` holds the
    outputs of its batch, (N, classes).
    """

    def __init__(self, network: Sequential, batch_size: int, loss: Loss) -> None:
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, got {batch_size}")
        self.network = network
        self.batch_size = batch_size
        self.loss = loss
        self.logits: np.ndarray | None = None
        self._flat = FlatParameters(network.named_parameters())
        self._optimizer: FlatOptimizer | None = None
        self._chains: OrderedDict[tuple[object, ...], Chain] = OrderedDict()

    @property
    def vectors(self) -> tuple[np.ndarray, np.ndarray]:
        """All parameters and all gradients, one vector each, in the order of `named_parameters()`."""
        return self._flat.data, self._flat.grad

    def step(self, images: np.ndarray, labels: np.ndarray, optimizer: Optimizer) -> float:
        """Train on one batch: forward in training mode, loss, backward, update. Returns the loss.

        Shape: images (N, C, H, W) floats, labels (N,) integers (or whatever the loss takes as its target).
        """
        loss = self.training_loss(images, labels)
        self._chain(images).backward()
        if self._optimizer is None or self._optimizer.optimizer is not optimizer:
            self._optimizer = FlatOptimizer(optimizer, self._flat)
        self._optimizer.step()
        return loss

    def training_loss(self, images: np.ndarray, labels: np.ndarray) -> float:
        """The loss of one batch in training mode, the first half of `step`; running statistics move with it.

        Shape: as in `step`.
        """
        self._flat.refresh()
        chain = self._chain(images)
        logits = chain.forward(images)
        loss = chain.loss.forward(logits, labels)
        self.logits = batch_first(logits).copy()  # (K, N) -> (N, K)
        return loss

    def activations(self, images: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """Each layer's name and output in use, in order, for one batch; an output is valid until the next.

        Shape: images (N, C, H, W) -> (H, W, C, N), or (F, N) for rows of features.
        """
        self._flat.refresh()
        chain = self._chain(images)
        yield from zip(self.network.layers, chain.outputs(images), strict=True)

    def forward(self, images: np.ndarray) -> np.ndarray:
        """The network's outputs in use (evaluation mode), for any number of images.

        Shape: images (N, C, H, W) -> (N, classes).
        """
        self._flat.refresh()
        shape = list(self.network.shapes(images.shape[1:]).values())[-1]
        outputs = np.empty((len(images), *shape), self._flat.dtype)
        for start in range(0, len(images), AT_ONCE):
            some = images[start : start + AT_ONCE]
            outputs[start : start + AT_ONCE] = batch_first(self._chain(some).infer(some))
        return outputs

    def _chain(self, images: np.ndarray) -> Chain:
        """The kernels for a batch of this shape, made now or found again."""
        n, *sample = images.shape
        key = (n, *sample, self._flat.dtype)
        if key in self._chains:
            self._chains.move_to_end(key)
            return self._chains[key]
        if n < 1:
            raise ValueError(f"plan: expected at least one image, got {images.shape}")
        chain = Chain(self.network, self.loss, Layout(tuple(sample), n, self._flat.dtype))
        self._chains[key] = chain
        while len(self._chains) > CHAINS_KEPT:
            self._chains.popitem(last=False)
        return chain


def compile(network: Sequential, batch_size: int, loss: Loss) -> Plan:
    """Prepare `network` to train fast on batches of `batch_size` images; other sizes work too."""
    return Plan(network, batch_size, loss)
