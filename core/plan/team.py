"""Whether a second worker takes part in a plan's work: when it is started, and whether it is worth it.

That depends on the machine and on who else uses it, so it is measured: steps with the helper and without take
turns for a while, and what is faster is kept. The numbers are the same either way.
"""

from __future__ import annotations

import weakref
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from core.layers import BatchNorm
from core.losses import CrossEntropyLoss
from core.plan.helper import CHUNKS, EVALUATE, Helper, room
from core.plan.memory import Memory, SharedMemory
from core.plan.table import KERNELS
from core.threads import threads
from core.windows import whole

if TYPE_CHECKING:
    from core.plan.plan import Chain, Plan

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
            self.speedup = median(self._times[False]) / median(self._times[True])
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
