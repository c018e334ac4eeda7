"""The plan: a network, compiled for batches of one size, that trains and evaluates.

It keeps the kernels and tapes for each size of batch it meets (the last batch of an epoch is smaller), and
the flat vectors of parameters and gradients that they all share.

Whether a second worker takes part depends on the machine and on who else uses it, so it is measured: steps
with the helper and without take turns for a while, and what is faster is kept. The numbers are the same.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter
from typing import Any, Self

import numpy as np

from core.layers import BatchNorm
from core.losses import CrossEntropyLoss, Loss
from core.network import Sequential
from core.optim import Optimizer
from core.plan.chain import Chain
from core.plan.flat import FlatOptimizer, FlatParameters
from core.plan.helper import CHUNKS, EVALUATE, Helper, room
from core.plan.layout import AT_ONCE, Layout, batch_first
from core.plan.memory import Memory, SharedMemory
from core.plan.table import KERNELS
from core.threads import threads
from core.windows import whole

CHAINS_KEPT = 4  # batch sizes whose buffers are kept; others are made anew when they come again
MOST_WORKERS = 2
TURN = 10  # steps that are made one way before the other has its turn
TURNS = 12  # turns of both ways together, after which it is decided
AGAIN = 10_000  # steps after which it is measured again: other programs come and go
GAIN = 0.97  # with the helper a step must take less than this part of the time without


class Choice:
    """Which of two ways of making a step is faster, from the seconds that each took."""

    def __init__(self) -> None:
        self.together = False
        self.speedup: float | None = None  # seconds alone over seconds together
        self._begin()

    def _begin(self) -> None:
        self._step = 0
        self._times: dict[bool, list[float]] = {True: [], False: []}

    @property
    def next(self) -> bool:
        """Whether the next step is to be made together."""
        turn = self._step // TURN
        return turn % 2 == 0 if turn < TURNS else self.together

    def took(self, seconds: float) -> None:
        """A step, made as `next` said, took so long."""
        turn, first = divmod(self._step, TURN)
        if turn < TURNS and first:  # the first of a turn finds its numbers in the other's cache
            self._times[self.next].append(seconds)
        self._step += 1
        if self._step == TURN * TURNS:
            self.speedup = float(np.median(self._times[False]) / np.median(self._times[True]))
            self.together = self.speedup * GAIN > 1
        elif self._step == AGAIN:
            self._begin()


class Team:
    """The workers of one plan: the program itself and, if `wanted`, a helper process."""

    def __init__(self, workers: int) -> None:
        self.wanted = min(whole(workers, "workers", least=1), MOST_WORKERS)
        self.choice = Choice()
        self.helper: Helper | None = None
        self.shared: Chain | None = None  # the steps that two make, on shared memory
        self._alone: Chain | None = None  # the same steps by one
        self._sample: tuple[int, ...] | None = None  # the images that the helper can evaluate
        self._images = self._outputs = np.empty(0)
        self._ender: Any = None

    def memory(self) -> Memory:
        """Memory for arrays that all workers see."""
        return SharedMemory() if self.wanted > 1 else Memory()

    def chain(self, plan: Plan, alone: Chain) -> Chain:
        """Who makes the next step: the chain of one worker, or that of two. The helper is started when it is
        first wanted, for batches of the plan's size.
        """
        if self.wanted < 2 or alone.takes.n != plan.batch_size:
            return alone
        if self._alone is not alone:
            takes = replace(alone.takes, memory=self.memory())
            shared = type(alone)(plan.network, plan.loss, takes, workers=2)
            if not shared.training.splits:  # too little work to share
                self.close()
                return alone
            self._start(plan, takes.sample, shared)
            self._alone = alone
        return self.shared if self.is_ready and self.shared is not None and self.choice.next else alone

    def took(self, alone: Chain, seconds: float) -> None:
        """A step of `alone` or of its shared twin took so long."""
        if self.helper is not None and self._alone is alone and self.is_ready:
            self.choice.took(seconds)

    def evaluates(self, plan: Plan, sample: tuple[int, ...], n: int) -> bool:
        """Whether the helper takes part in the evaluation of `n` images."""
        if self.wanted < 2 or n < 2 * CHUNKS:
            return False
        if self._sample != sample or self.helper is None:
            self._start(plan, sample, None)
        return self.is_ready

    def evaluate(self, plan: Plan, images: np.ndarray, outputs: np.ndarray, at_once: int) -> int:
        """Evaluate as many images as are worth sharing; returns how many."""
        assert self.helper is not None
        done = 0
        while (lots := min(2 * CHUNKS, (len(images) - done) // at_once)) > 1:
            theirs = lots // 2
            here = slice(done, done + (lots - theirs) * at_once)
            there = slice(here.stop, done + lots * at_once)
            np.copyto(self._images[: theirs * at_once], images[there], casting="same_kind")
            self.helper.ask(EVALUATE, theirs)
            try:
                plan.evaluate_alone(images[here], outputs[here])
            finally:
                finished = self.helper.wait()
            if not finished:
                return here.stop
            outputs[there] = self._outputs[: theirs * at_once]
            done = there.stop
        return done

    @property
    def is_ready(self) -> bool:
        """Whether a helper is there and can be asked; one that was lost is taken leave of."""
        if self.helper is not None and self.helper.gone:
            self.close()  # the plan goes on alone
        return self.helper is not None and self.helper.ready

    def _start(self, plan: Plan, sample: tuple[int, ...], chain: Chain | None) -> None:
        """Start a helper for training with `chain`, and for evaluation; alone if it can't know the layers."""
        self._end()
        self.shared, self._sample, self.choice = chain, sample, Choice()
        network, flat = plan.network, plan.flat
        statistics = {
            a.dtype
            for la in network.layers.values()
            if isinstance(la, BatchNorm)
            for a in la.buffers().values()
        }
        known = all(type(layer) in KERNELS for layer in network.layers.values())
        if not known or statistics - {flat.dtype}:
            self.wanted = 1
            return
        shared = SharedMemory()
        self._images, self._outputs = room(network.shapes(sample), sample, flat.dtype, shared)
        loss = plan.loss if type(plan.loss) is CrossEntropyLoss else None
        about = {
            "spec": network.spec(),
            "dtype": flat.dtype.name,
            "loss": {
                "type": "CrossEntropyLoss" if loss else "MSELoss",  # any that has no kernel stands for all
                "settings": loss.config() if loss else {},
            },
            "sample": sample,
            "batch_size": chain.takes.n if chain is not None else 0,
            "threads": threads(),
        }
        memories = [flat.memory, shared, chain.takes.memory if chain is not None else SharedMemory()]
        try:
            self.helper = Helper(about, memories)  # type: ignore[arg-type]
        except OSError:
            self.close()
            return
        self._ender = weakref.finalize(self, self.helper.close)
        if chain is not None:
            chain.helper = self.helper

    def _end(self) -> None:
        if self.helper is not None:
            self._ender()
        self.helper = self.shared = self._alone = self._sample = None

    def close(self) -> None:
        """End the helper; from now on there is one worker."""
        self._end()
        self.wanted = 1


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
