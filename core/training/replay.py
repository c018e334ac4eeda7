"""A trainer that makes past steps of a run again: put a keyframe in place, then train on to the step asked
for.

Everything random is drawn from the seed, the epoch and the batch, and every step goes through the same plan,
so on one machine, with one number of BLAS threads, the weights come out the same to the last bit.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from threadpoolctl import ThreadpoolController, threadpool_limits

from core.training.diverged import DivergenceError
from core.training.keyframes import Keyframe, KeyframePool
from core.training.trainer import Trainer
from core.training.version import Position, RunOrigin

GAP_BYTES = 32 << 20  # of the states between two keyframes, kept to go back and forth among them


class ReplayError(RuntimeError):
    """A past step that can't be made again: other threads, another machine, or its keyframes are gone."""


class Replayer:
    """One trainer beside the one that trains, on the same images; to be used by one thread at a time."""

    def __init__(self) -> None:
        self._origin: RunOrigin | None = None
        self._gap: OrderedDict[int, Keyframe] = OrderedDict()
        self._pool = KeyframePool()
        self._gap_of: object = None

    def trainer(self, origin: RunOrigin) -> Trainer:
        """The trainer, made anew when the run is of another kind than the one before."""
        if self._origin is None or not alike(self._origin, origin):
            self._trainer = Trainer.of(origin)
            self._origin = origin
            self._forget_gap()
        return self._trainer

    def close(self) -> None:
        """Let the trainer and what it has made go."""
        self._origin = None
        self._gap.clear()
        self._pool = KeyframePool()
        if hasattr(self, "_trainer"):
            del self._trainer

    def seek(
        self,
        origin: RunOrigin,
        base: Keyframe,
        step: int,
        settings: dict[int, Position],
        gap: object,
        poll: Callable[[int], object] | None = None,
    ) -> Trainer:
        """The trainer as it stood right after `step`, made from the keyframe `base`.

        `settings` are what was set by hand, by the step after which it was. States on the way are kept while
        `gap` is the same. `poll` hears of each step made; what it raises ends the work.
        """
        trainer = self.trainer(origin)
        if gap != self._gap_of:
            self._forget_gap()
            self._gap_of = gap
        known = max((at for at in self._gap if base.step < at < step), default=base.step)
        start = self._gap.get(known, base)
        start.put(trainer)
        with blas_threads(start.threads):
            while trainer.step_number < step:
                apply(settings, trainer)
                try:
                    trainer.step()
                except DivergenceError as error:
                    raise ReplayError(
                        f"step {trainer.step_number + 1:,} can't be made again: its numbers run away, "
                        "which they didn't when it was made"
                    ) from error
                self._keep(trainer, start.threads)
                if poll is not None:
                    poll(trainer.step_number)
        return trainer

    def _keep(self, trainer: Trainer, threads: int) -> None:
        before = self._gap.pop(trainer.step_number, None)
        if before is not None:
            self._pool.give_back(before.data)
        keyframe = Keyframe.of(trainer, threads, self._pool)
        self._gap[keyframe.step] = keyframe
        while len(self._gap) * keyframe.nbytes > GAP_BYTES and len(self._gap) > 1:
            self._pool.give_back(self._gap.popitem(last=False)[1].data)

    def _forget_gap(self) -> None:
        while self._gap:
            self._pool.give_back(self._gap.popitem()[1].data)


def apply(settings: dict[int, Position], trainer: Trainer) -> None:
    """Set what was set by hand between the trainer's newest step and its next one."""
    wanted = settings.get(trainer.step_number)
    if wanted is not None:
        if wanted.momentum != trainer.momentum:
            trainer.set_momentum(wanted.momentum)
        trainer.rate.stand_at(wanted)
        trainer.adjusted = wanted.adjusted


def alike(one: RunOrigin, other: RunOrigin) -> bool:
    """Whether two runs are made of the same, so that one trainer does for both."""
    return (
        one.images == other.images
        and one.config == other.config
        and one.spec == other.spec
        and one.preprocessing == other.preprocessing
        and one.source == other.source
    )


def _counter(controller: Any) -> Callable[[], int]:
    """What says how many threads a BLAS uses: OpenBLAS's own function, in half the time, if it is that."""
    for prefix in ("", "scipy_"):
        for suffix in ("", "64_"):
            found = getattr(controller.dynlib, f"{prefix}openblas_get_num_threads{suffix}", None)
            if found is not None:
                return cast("Callable[[], int]", found)
    return cast("Callable[[], int]", controller.get_num_threads)


@cache
def thread_counter() -> Callable[[], int]:
    """What says how many threads BLAS uses now, in a few microseconds."""
    counters = [*map(_counter, ThreadpoolController().select(user_api="blas").lib_controllers)]
    if len(counters) == 1:
        return counters[0]
    return lambda: max([count() for count in counters], default=1)


def count_threads() -> int:
    """How many threads BLAS uses now."""
    return thread_counter()()


@contextmanager
def blas_threads(count: int) -> Iterator[None]:
    """Inside, BLAS has so many threads, as it had when the steps were made. The number is the process's: it
    is left alone where it is the same already.
    """
    if count == count_threads():
        yield
        return
    with threadpool_limits(limits=count, user_api="blas"):
        yield
