"""The plan: a network, compiled for batches of one size, that trains and evaluates.

It keeps the kernels and tapes for each size of batch it meets (the last batch of an epoch is smaller), and
the flat vectors of parameters and gradients that they all share.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from time import perf_counter
from typing import Self

import numpy as np

from core.losses import Loss
from core.network import Sequential
from core.optim import Optimizer
from core.plan.flat import FlatOptimizer, FlatParameters
from core.plan.helper import Helper
from core.plan.layout import Layout, batch_first, places_first
from core.plan.loss import loss_kernel
from core.plan.table import build_kernels, connect
from core.plan.tape import Call, Split, Tape
from core.plan.team import Team

CHAINS_KEPT = 4  # batch sizes whose buffers are kept; others are made anew when they come again
AT_ONCE = 64  # images evaluated together: more fall out of the cache


class Chain:
    """The kernels of a whole network for `n` inputs of one shape, and what they put on tape.

    A tape is made when it is first needed, and stays good while `is_current`.
    """

    def __init__(
        self, network: Sequential, loss: Loss, takes: Layout, workers: int = 1, rearrange: bool = True
    ) -> None:
        self.names = list(network.layers)
        self.kernels = build_kernels(list(network.layers.values()), takes)
        self.takes, self.gives = takes, self.kernels[-1].gives if self.kernels else takes
        self.loss = loss_kernel(loss, self.gives)
        self.workers = workers
        self.helper: Helper | None = None  # who runs the other side of the tape's splits
        first = self.kernels[0].entry if self.kernels else None
        self.input = takes.empty() if first is None else first
        # Nobody asks for the gradient of pixels: going back ends at the first layer that learns
        learning = [bool(kernel.layer.parameters()) for kernel in self.kernels]
        self._first = learning.index(True) if any(learning) else len(learning)
        if any(learning):
            self.kernels[self._first].needs_input_gradient = False
        connect(self.kernels, rearrange)
        self._bound = [(k.layer, name, getattr(k.layer, name)) for k in self.kernels for name in k.settings]
        self._bound += [(self.loss.loss, name, getattr(self.loss.loss, name)) for name in self.loss.settings]

    @property
    def is_current(self) -> bool:
        """Whether the settings that the calls were made with are still those of the layers."""
        return all(getattr(owner, name) is value for owner, name, value in self._bound)

    @cached_property
    def training(self) -> Tape:
        """A training step but for the update: forward, loss, backward."""
        tape, x = Tape(self.workers), self.input
        for name, kernel in zip(self.names, self.kernels, strict=True):
            tape.begin(f"{name} forward")
            x = kernel.forward(tape, x, training=True)
        self.logits = x
        tape.begin("loss")
        grad: np.ndarray | None = self.loss.add(tape, x)
        for name, kernel in reversed([*zip(self.names, self.kernels, strict=True)][self._first :]):
            assert grad is not None
            tape.begin(f"{name} backward")
            grad = kernel.backward(tape, grad, training=True)
        return tape

    @cached_property
    def use(self) -> Tape:
        """Outputs in evaluation mode."""
        tape, x = Tape(), self.input
        self._each: list[np.ndarray] = []
        for name, kernel in zip(self.names, self.kernels, strict=True):
            tape.begin(f"{name} in use")
            x = kernel.infer(tape, x)
            self._each.append(x)
        self.outputs = x
        return tape

    @cached_property
    def _calls(self) -> tuple[list[Call], list[Call]]:
        """Those of a step until the outputs are there, and those from the loss on."""
        numbers = {id(split): number for number, split in enumerate(self.training.splits)}

        def share(split: Split) -> Call:
            assert self.helper is not None
            return self.helper.share(split, numbers[id(split)])

        parts = list(self.training.parts)
        loss = parts.index("loss")
        how = share if self.helper is not None else None
        return self.training.calls(parts[:loss], how), self.training.calls(parts[loss:], how)

    @cached_property
    def _calls_in_use(self) -> list[Call]:
        return self.use.calls()

    @cached_property
    def _loss_calls(self) -> list[Call]:
        return self.training.calls(["loss"])

    @cached_property
    def _calls_by_layer(self) -> list[list[Call]]:
        return [self.use.calls([f"{name} in use"]) for name in self.names]

    def forward(self, images: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Outputs in training, (K, N); the target is kept for `backward`."""
        calls, _ = self._calls
        self.loss.take(self.logits, target)
        self.enter(images)
        for call in calls:
            call()
        return self.logits

    def backward(self) -> float:
        """Set the gradient of every parameter; returns the loss."""
        for call in self._calls[1]:
            call()
        return self.loss.value

    def infer(self, images: np.ndarray) -> np.ndarray:
        """Outputs in use, (K, N)."""
        calls = self._calls_in_use
        self.enter(images)
        for call in calls:
            call()
        return self.outputs

    def loss_alone(self) -> float:
        """The loss of the batch that went forward last, without the way back."""
        for call in self._loss_calls:
            call()
        return self.loss.value

    def each_output(self, images: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """The name and the output in use of each layer, as long as the next one isn't asked for."""
        calls = self._calls_by_layer
        self.enter(images)
        for name, output, own in zip(self.names, self._each, calls, strict=True):
            for call in own:
                call()
            yield name, output

    def enter(self, images: np.ndarray) -> None:
        """(N, C, H, W) -> (H, W, C, N), written where the first kernel wants it."""
        np.copyto(self.input, places_first(images), casting="same_kind")


class Plan:
    """A compiled network: `step` trains it on one batch, `forward` evaluates any number of images.

    It computes what the clear layers compute. Parameters and gradients stay where they were, in
    `Parameter.data` and `.grad`; running statistics in the layers' buffers. After a step, `logits` holds the
    outputs of its batch, (N, classes).

    `print(plan)` shows the calls of a training step, on images of the latest shape seen, or of `input_shape`.
    """

    input_shape: tuple[int, ...] = (1, 28, 28)

    def __init__(self, network: Sequential, batch_size: int, loss: Loss, workers: int = 1) -> None:
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, got {batch_size}")
        self.network = network
        self.batch_size = batch_size
        self.loss = loss
        self.logits: np.ndarray | None = None
        self._team = Team(workers)
        self._together = False
        self.flat = FlatParameters(network, self._team.memory)
        self._version = self.flat.version
        self._optimizer: FlatOptimizer | None = None
        self._chains: OrderedDict[tuple[int, ...], Chain] = OrderedDict()
        self._as_written: tuple[tuple[int, ...], Chain] | None = None  # each layer's own output in its place

    @property
    def vectors(self) -> tuple[np.ndarray, np.ndarray]:
        """All parameters and all gradients, one vector each, in the order of `named_parameters()`."""
        return self.flat.data, self.flat.grad

    def step(self, images: np.ndarray, labels: np.ndarray, optimizer: Optimizer) -> float:
        """Train on one batch: forward in training mode, loss, backward, update. Returns the loss.

        Shape: images (N, C, H, W) floats, labels (N,) integers (or whatever the loss takes as its target).
        """
        alone = self._chain(images.shape)
        chain = self._team.chain(self, alone)
        self._together = chain is not alone
        began = perf_counter()
        self.logits = batch_first(chain.forward(images, labels)).copy()  # (K, N) -> (N, K)
        loss = chain.backward()
        self._team.took(alone, perf_counter() - began)
        if self._optimizer is None or self._optimizer.optimizer is not optimizer:
            self._optimizer = FlatOptimizer(optimizer, self.flat)
        self._optimizer.step()
        return loss

    def training_loss(self, images: np.ndarray, labels: np.ndarray) -> float:
        """The loss of one batch in training mode, the first half of `step`; running statistics move with it.

        Shape: as in `step`.
        """
        chain = self._chain(images.shape)
        self.logits = batch_first(chain.forward(images, labels)).copy()  # (K, N) -> (N, K)
        return chain.loss_alone()

    def activations(self, images: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """Each layer's name and output in use, in order, for one batch; an output is valid until the next.

        Shape: images (N, C, H, W) -> (H, W, C, N), or (F, N) for rows of features.
        """
        self._refresh()
        kept = self._as_written
        if kept is None or kept[0] != images.shape or not kept[1].is_current:
            n, *sample = images.shape
            layout = Layout(tuple(sample), n, self.flat.dtype)
            kept = self._as_written = images.shape, Chain(self.network, self.loss, layout, rearrange=False)
        yield from kept[1].each_output(images)

    def forward(self, images: np.ndarray) -> np.ndarray:
        """The network's outputs in use (evaluation mode), for any number of images.

        Shape: images (N, C, H, W) -> (N, classes).
        """
        shape = list(self.network.shapes(images.shape[1:]).values())[-1]
        self._refresh()
        outputs = np.empty((len(images), *shape), self.flat.dtype)
        done = 0
        if self._team.evaluates(self, images.shape[1:], len(images) // AT_ONCE):
            done = self._team.evaluate(self, images, outputs, AT_ONCE)
        self.evaluate_alone(images[done:], outputs[done:])
        return outputs

    def evaluate_alone(self, images: np.ndarray, outputs: np.ndarray) -> None:
        """`forward` into an array, by one worker."""
        for start in range(0, len(images), AT_ONCE):
            some = images[start : start + AT_ONCE]
            outputs[start : start + AT_ONCE] = batch_first(self._chain(some.shape).infer(some))

    @property
    def workers(self) -> int:
        """How many workers made the newest step."""
        return 2 if self._together else 1

    @property
    def has_helper(self) -> bool:
        """Whether a second worker is there and can be asked."""
        return self._team.is_ready

    @property
    def speedup(self) -> float | None:
        """Seconds of a step by one worker over those by two, as measured last; None before that."""
        return self._team.choice.speedup

    def set_workers(self, workers: int) -> None:
        """Let so many workers make the steps from here on."""
        team = Team(workers)
        self._team.close()
        self._team, self._together = team, False
        self.flat.move(team.memory)

    def close(self) -> None:
        """End the second worker, if there is one; the plan can be used on, by one."""
        self._team.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __str__(self) -> str:
        """The calls of a step on `batch_size` images, once images of some shape have been seen."""
        seen = (shape for shape in reversed(self._chains) if shape[0] == self.batch_size)
        shape = next(seen, (self.batch_size, *self.input_shape))
        try:
            chain = self._chain(shape)
            calls, taken = len(chain.training.calls()), chain.takes.memory.taken
        except ValueError as error:
            return f"{self!r}: its calls are known after its first step ({error})"
        return f"{self!r} on images {shape}: {calls} calls, {taken / 1e6:.1f} MB of arrays\n{chain.training}"

    def __repr__(self) -> str:
        return f"Plan({len(self.network.layers)} layers, batch_size={self.batch_size}, {self.loss!r})"

    def _refresh(self) -> None:
        """Take in what was replaced; calls on arrays that are no longer the network's are made anew."""
        self.flat.refresh()
        if self.flat.version != self._version:
            self._version = self.flat.version
            self._chains.clear()
            self._as_written = None

    def _chain(self, shape: tuple[int, ...]) -> Chain:
        """The kernels for a batch of this shape, made now or found again."""
        self._refresh()
        chain = self._chains.get(shape)
        if chain is not None and chain.is_current:
            self._chains.move_to_end(shape)
            return chain
        n, *sample = shape
        if n < 1:
            raise ValueError(f"plan: expected at least one image, got {shape}")
        chain = Chain(self.network, self.loss, Layout(tuple(sample), n, self.flat.dtype))
        self._chains[shape] = chain
        self._chains.move_to_end(shape)
        while len(self._chains) > CHAINS_KEPT:
            self._chains.popitem(last=False)
        return chain


def compile(network: Sequential, batch_size: int, loss: Loss, workers: int = 1) -> Plan:
    """Prepare `network` to train fast on batches of `batch_size` images; other sizes work too.

    With 2 `workers` a helper process takes part, where that is measured to be faster; the numbers are bitwise
    the same. It ends with the program, or with `plan.close()`.
    """
    return Plan(network, batch_size, loss, workers)
