"""The past of a run: any of its steps made again from the keyframe before it, and what all of them say.

What is asked of the past stands here; how a timeline follows a training and keeps room is in timeline.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np

from core.trace.recording import Trace
from core.training.checkpoint import Checkpoint, put_gradients
from core.training.keyframes import Keyframe, KeyframeStore
from core.training.network_copy import NetworkCopy
from core.training.recipe import Rate, build_optimizer
from core.training.replay import Replayer, ReplayError, apply, blas_threads
from core.training.run_line import UNDONE, Branch, ForgettingEvents, LoggedAct, RunLine
from core.training.testing import TEST_BATCH
from core.training.trainer import Trainer

Made = TypeVar("Made")


class PastSteps:
    """What can be had of the steps that were made; its methods may be called on any thread."""

    _trainer: Trainer
    _store: KeyframeStore
    _lock: threading.RLock
    _replaying: threading.Lock
    _replayer: Replayer
    _lines: list[RunLine]
    _line: RunLine  # the present run

    # what is known

    @property
    def steps(self) -> range:
        """The steps of the present run that can be had, the newest last; 0 is the network before the first.

        It begins later for a run that was continued from a file, or was not followed from its beginning.
        """
        with self._lock:
            first = self._first
            changed = first.start not in first.frames  # how it was left by hand is known, not how it was made
            return range(first.start + changed, self._line.end + 1)

    @property
    def begin(self) -> int:
        """The step that the run can be gone on from, the earliest: `steps.start`, or the one before it where
        the run begins with weights that were changed by hand.
        """
        with self._lock:
            return self._first.start

    @property
    def acts(self) -> tuple[LoggedAct, ...]:
        """What was done to the present run between its steps, in order."""
        with self._lock:
            found: list[LoggedAct] = []
            until = self._line.end
            for line in self._line.ancestors():
                found = [act for act in line.acts if act.step <= until] + found
                until = line.start
            return tuple(found)

    @property
    def keyframes(self) -> tuple[int, ...]:
        """The steps of the present run that keyframes were kept of."""
        with self._lock:
            return tuple(sorted({step for line, step in self._places()}))

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The runs that share steps with the present one, and that one; oldest first."""
        with self._lock:
            found = []
            for line in self._lines:
                if line.root is self._line.root:
                    parent, step = line.fork
                    name = 0 if parent is None else parent.name
                    of = line is self._line, line.batch_size, line.identity.id
                    found.append(Branch(line.name, line.number, name, step, line.end, *of))
            return tuple(found)

    @property
    def kept(self) -> frozenset[int]:
        """The numbers of all runs whose steps are kept."""
        with self._lock:
            return frozenset(line.number for line in self._lines)

    def has_more(self, checkpoint: Checkpoint) -> bool:
        """Whether a checkpoint's run is kept with more steps that the checkpoint lacks than one undone."""
        run, step = checkpoint.identity, checkpoint.step
        with self._lock:
            same = [line for line in self._lines if line.identity.id == run.id]
            return any(line.end > run.shared(line.identity, min(step, line.end)) + UNDONE for line in same)

    def tip(self, number: int) -> Checkpoint:
        """The run of that number as another one took its place. ValueError if it isn't kept."""
        with self._lock:
            line = next((line for line in self._lines if line.number == number), None)
            keyframe = None if line is None or line.tip is None else self._store.get(line.tip)
        if line is None or keyframe is None:
            raise ValueError(f"run {number} is not kept")
        with self._replaying:
            if line.end > line.start:
                trainer = self._seek(line, line.end)  # its gradients go with it
            else:
                trainer = self._replayer.trainer(line.origin)
                trainer.identity = line.identity
            self._put_after(trainer, keyframe)
            return trainer.checkpoint()

    @property
    def nbytes(self) -> tuple[int, int]:
        """How many bytes the keyframes take in memory and in the file."""
        return self._store.in_memory, self._store.in_file

    @property
    def trouble(self) -> str:
        """What the disk refused, in a sentence; "" if nothing."""
        return self._store.trouble

    # steps made again

    def state(self, step: int) -> dict[str, np.ndarray]:
        """The network's state_dict as it was right after a step. ValueError for a step that isn't there."""
        line = self._line_of(step)
        keyframe = self._frame(line, step)
        with self._replaying:
            if keyframe is not None:
                return keyframe.state_dict(self._replayer.trainer(line.origin))
            return self._seek(line, step).network.state_dict()

    def record(self, step: int) -> Trace:
        """The trace of a past step, bitwise as it would have been recorded then."""
        line = self._line_of(step)
        if step <= line.start:
            raise ValueError(f"step {step:,} has no batch that could be recorded: the run begins there")
        with self._replaying:
            trainer = self._seek(line, step - 1, ready=True)
            with blas_threads(self._threads_at(line, step - 1)):
                return trainer.record()

    def batch(self, step: int) -> np.ndarray:
        """The indices of the images that a past step was made with."""
        line = self._line_of(step)
        with self._replaying:
            return self._replayer.trainer(line.origin).batch(step)[0]

    def checkpoint(self, step: int) -> Checkpoint:
        """The run as it stood when the step after `step`, from `begin` on, was made of it, to go on from."""
        with self._replaying:
            first = self._first
            made = first if step == first.start else self._line_of(step)
            trainer = self._seek(made, step)  # its gradients are kept with it
            with self._on_to(trainer, step) as line:
                self._arm(trainer, line, step)
                return trainer.checkpoint()

    def copy(self, step: int) -> NetworkCopy:
        """The network as it was right after a step, and its images, for use on any thread."""
        with self._replaying:
            return NetworkCopy.of(self._seek(self._line_of(step), step))

    def visit(
        self, step: int, use: Callable[[Trainer], Made], poll: Callable[[int], object] | None = None
    ) -> Made:
        """Call `use` with a trainer of its own that has just made `step`, its settings those that the next
        step was made with, and return what it returns; `poll` hears of each step made on the way, and ends it
        with what it raises.
        """
        with self._replaying:
            trainer = self._seek(self._line_of(step), step, poll=poll)
            with self._on_to(trainer, step) as line:
                _, keyframe = self._pinned(line, step)
                with self._lock:
                    settings = dict(line.settings)
                if keyframe is not None:
                    settings.setdefault(step, keyframe.position)
                apply(settings, trainer)
                return use(trainer)

    def is_exact(self, step: int, poll: Callable[[int], object] | None = None) -> bool | None:
        """Whether making `step` again gives the state that was, to the last bit: made again on to the next
        keyframe, it must meet it. None when no keyframe is left that could tell. `poll` as in `visit`.
        """
        line = self._line_of(step)
        keyframe = self._judge(line, step)
        if keyframe is None or step == line.start:
            return None if keyframe is None else True  # what the run began with is itself what was kept
        with self._replaying:
            try:
                made = Keyframe.of(self._seek(line, keyframe.step, poll=poll))
            except ReplayError:
                return False
        return made.digest == keyframe.digest and made.state == keyframe.state

    def _judge(self, line: RunLine, step: int) -> Keyframe | None:
        """The first keyframe after a step, or of it, that making it again must meet; None if none is left
        before weights were written to otherwise than by a step.
        """
        with self._lock:
            written = min((at for at in line.pinned if at >= step), default=line.end)
            for at in sorted(at for at in line.frames if step <= at <= written):
                keyframe = self._store.get(line.frames[at])
                if keyframe is not None:
                    return keyframe
        return None

    def life(
        self,
        name: str,
        index: tuple[int, ...] | None = None,
        steps: Sequence[int] | None = None,
        poll: Callable[[int], object] | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """A parameter's values, or those of one of its numbers, right after each of `steps`: by default
        after those that keyframes were kept of, which takes no time; others are made again. `poll` hears of
        each step made, and ends it with what it raises. ValueError for what isn't there.

        Shape: (n,) int, (n, *shape) or (n,) float32
        """
        reachable = self.steps
        with self._lock:
            kept = {
                step: (line, line.frames[step])
                for line, step in self._places()
                if step in line.frames and (step > line.start or line.parent is None)
            }
        wanted = sorted(step for step in kept if step in reachable) if steps is None else list(steps)
        found, made = [], []
        for step in wanted:
            value = None
            if step in kept:
                line, number = kept[step]
                with self._lock:
                    keyframe = self._store.get(number) if line.frames.get(step) == number else None
                if keyframe is not None:
                    with self._replaying:
                        value = keyframe.parameter(self._replayer.trainer(line.origin), name)
            if value is None:
                value = self.visit(step, lambda trainer: _parameter(trainer, name).copy(), poll)
            made.append(step)
            found.append(value if index is None else value[index])
            if poll is not None:
                poll(step)
        return np.array(made, np.int64), np.array(found, np.float32)

    def forgetting(self, until: int | None = None) -> ForgettingEvents:
        """How often each training image was learnt and forgotten again, up to a step of the present run; by
        what each step read before it learnt from it.
        """
        until = self._line.end if until is None else until
        parts: list[tuple[RunLine, int, int]] = []
        end = until
        with self._lock:
            for line in self._line.ancestors():
                if line.start < end:
                    parts.insert(0, (line, line.start, end))
                end = min(end, line.start)
            pieces = [
                (line, start + line.visits.first, line.visits.rows(end - start)) for line, start, end in parts
            ]
        found = ForgettingEvents(len(self._trainer.train))
        found.since = next((first for _, first, rows in pieces if len(rows)), until)
        length, size = self._trainer.steps_per_epoch, self._trainer.batch_size
        for line, first, rows in pieces:
            for step, right in enumerate(rows, first):
                epoch, place = divmod(step, length)
                images = found.order(line.origin.config.seed, epoch)[place * size : (place + 1) * size]
                found.see(images, right[: len(images)], step + 1)
        return found

    def answers(
        self,
        images: np.ndarray,
        steps: Sequence[int] | None = None,
        poll: Callable[[int], object] | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """What the network read images as after each of `steps`, by default of those that keyframes were
        kept of. `poll` as in `life`.

        Shape: uint8 (n, ...) -> (steps,), (steps, n)
        """
        if steps is None:
            steps = [step for step in self.keyframes if step in self.steps]
        found = []
        for step in steps:
            line = self._line_of(step)
            keyframe = self._frame(line, step)
            with self._replaying:
                if keyframe is None:
                    trainer = self._seek(line, step, poll=poll)
                else:
                    trainer = self._replayer.trainer(line.origin)
                    keyframe.put(trainer)
                found.append(_read(trainer, images, poll, step))
        return np.array(steps, np.int64), np.array(found)

    # the parts

    @property
    def _first(self) -> RunLine:
        """The line that the present run begins in."""
        *_, first = self._line.ancestors()
        return first

    def _seek(
        self,
        line: RunLine,
        step: int,
        ready: bool = False,
        poll: Callable[[int], object] | None = None,
    ) -> Trainer:
        """The replayer's trainer right after `step`; `ready`, as it was when the next step was made."""
        with self._lock:
            settings, generation = dict(line.settings), line.generation
        base = self._base(line, step)
        trainer = self._replayer.seek(
            line.origin, base, step, settings, (id(line), base.step, generation), poll
        )
        trainer.identity = line.identity
        if step == base.step and line.last is not None and line.last.step == step:
            trainer.last = line.last
            put_gradients(trainer.network, line.gradients)
            trainer.has_gradients = bool(line.gradients)
        if ready:
            self._arm(trainer, line, step)
        return trainer

    @contextmanager
    def _on_to(self, trainer: Trainer, step: int) -> Iterator[RunLine]:
        """Inside, a trainer that has just made `step` has the config of the line that the present run's next
        step was made in, which may begin there with another one; gives that line.
        """
        with self._lock:
            line = next((each for each in self._line.ancestors() if each.start <= step), self._first)
        config, kept = line.origin.config, (trainer.config, trainer.optimizer, trainer.rate)
        if config != trainer.config:
            trainer.config, trainer.optimizer = config, build_optimizer(config, trainer.network)
            trainer.rate = Rate(config, trainer.optimizer, trainer.steps_per_epoch)
        try:
            yield line
        finally:
            trainer.config, trainer.optimizer, trainer.rate = kept

    def _arm(self, trainer: Trainer, line: RunLine, step: int) -> None:
        """Turn the state right after a step into the one that the next step of a line was made from."""
        number, keyframe = self._pinned(line, step)
        if number is not None and keyframe is None:
            raise ReplayError(f"the keyframe of step {step:,} can't be read any more")
        if keyframe is not None:
            self._put_after(trainer, keyframe)
        with self._lock:
            settings = dict(line.settings)
        apply(settings, trainer)

    @staticmethod
    def _put_after(trainer: Trainer, keyframe: Keyframe) -> None:
        """Put in place what was made of the trainer's newest step, with that step's numbers."""
        last, known, before = trainer.last, trainer.has_gradients, Keyframe.of(trainer)
        keyframe.put(trainer)
        if last is None or last.step != keyframe.step:
            return
        if np.array_equal(before.data, keyframe.data):
            last = last._replace(version=keyframe.version)  # it is what the step has made
        trainer.last, trainer.has_gradients = last, known

    def _base(self, line: RunLine, step: int) -> Keyframe:
        """The last keyframe from before a step; that of the step itself where the line begins with it."""
        while True:
            with self._lock:
                places = [(at, False, number) for at, number in line.frames.items() if at < step]
                places += [(at, True, number) for at, number in line.pinned.items() if at < step]
                if not places and line.start == step:  # it begins there
                    kept = line.frames if step in line.frames else line.pinned
                    places = [(step, kept is line.pinned, kept[step])] if step in kept else []
                if not places:
                    raise ReplayError(f"the keyframes before step {step:,} are gone")
                at, is_pinned, number = max(places)
                keyframe = self._store.get(number)
                if keyframe is not None:
                    return keyframe
                if is_pinned:
                    raise ReplayError(f"the keyframe of step {at:,} can't be read any more")
                del line.frames[at]  # an earlier one does as well

    def _frame(self, line: RunLine, step: int) -> Keyframe | None:
        """The keyframe of a line right after a step, if one was kept and can be read."""
        with self._lock:
            number = line.frames.get(step)
            return None if number is None else self._store.get(number)

    def _threads_at(self, line: RunLine, step: int) -> int:
        return (self._pinned(line, step)[1] or self._base(line, step)).threads

    def _pinned(self, line: RunLine, step: int) -> tuple[int | None, Keyframe | None]:
        with self._lock:
            number = line.pinned.get(step)
            if number is None and step == line.start:
                number = line.frames.get(step)
            return number, None if number is None else self._store.get(number)

    def _line_of(self, step: int) -> RunLine:
        """The line that a step of the present run was made in."""
        steps = self.steps
        if step not in steps:
            raise ValueError(
                f"step {step:,} can't be had: this run has steps {steps.start:,} to {steps.stop - 1:,}"
            )
        with self._lock:
            return next((line for line in self._line.ancestors() if step > line.start), self._first)

    def _places(self) -> Iterator[tuple[RunLine, int]]:
        """Each keyframe of the present run: its line and step."""
        until = self._line.end
        for line in self._line.ancestors():
            yield from ((line, step) for step in {*line.frames, *line.pinned} if step <= until)
            until = line.start


def _parameter(trainer: Trainer, name: str) -> np.ndarray:
    parameter = trainer.network.named_parameters().get(name)
    if parameter is None:
        raise ValueError(f"the network has no parameter {name}")
    return parameter.data


@np.errstate(all="ignore")
def _read(
    trainer: Trainer, images: np.ndarray, poll: Callable[[int], object] | None, step: int
) -> np.ndarray:
    """What a trainer's network reads images as, in evaluation mode."""
    parts = []
    for start in range(0, len(images), TEST_BATCH):
        x = trainer.preprocessing(images[start : start + TEST_BATCH])
        parts.append(trainer.plan.forward(x).argmax(axis=1))
        if poll is not None:
            poll(step)
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
