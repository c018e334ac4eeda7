"""Every step of a run, to be had again: its weights, its batch with all that happened to it, bit for bit.

A Timeline follows a Trainer. It leaves keyframes behind, notes what was set by hand between two steps, and
keeps a keyframe of its own, a pinned one, after everything else that writes to the weights. Any step is made
again from the keyframe before it. When a run goes on from an earlier step, the steps that it leaves behind
stay: the runs of a trainer are a tree.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.trace.recording import Trace
from core.training.checkpoint import Checkpoint
from core.training.config import ConfigError
from core.training.keyframes import Keyframe, KeyframeStore
from core.training.network_copy import NetworkCopy
from core.training.position import Position, RunOrigin
from core.training.replay import Replayer, ReplayError, alike, apply, blas_threads, count_threads
from core.training.run_file import KeptLine, load_lines, save_lines
from core.training.trainer import Trainer

MEMORY = 64 << 20  # bytes of keyframes in memory
DISK = 1 << 30  # bytes of keyframes in the file
SEEK_SECONDS = 0.12  # that making a step again may take: it decides how far apart keyframes are
FIRST_SPACING, CLOSEST, WIDEST = 8, 8, 64  # steps between keyframes: at first, and once steps are timed
TIMED = 64  # steps that are timed before the spacing is decided
THINNEST = 1 << 20  # steps between keyframes beyond which nothing is left to thin
MOST_BRANCHES = 8  # runs beside the present one whose steps are kept
UNDONE = 1  # steps at a run's end that are no branch of their own when it goes on from before them


class LoggedAct(NamedTuple):
    """Something done to a run by hand, or that befell it, after `step` and before the next step.

    `kind` is "lr", "momentum" or "threads" with its new `value`; "edit" for weights changed by hand;
    "diverged" or "failed" for what else wrote to them; "began", or "branch" from an earlier step.
    """

    step: int
    kind: str
    value: float = 0.0


@dataclass(eq=False)
class RunLine:
    """The steps of one run, from the one that it began or went on from.

    `frames` are the states right after a step, `pinned` those that the next step was made from, where they
    are others; both by step, as numbers in the store.
    """

    number: int
    start: int
    origin: RunOrigin
    batch_size: int
    end: int
    parent: RunLine | None = None
    frames: dict[int, int] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)
    tip: int | None = None  # its last state, kept when another run takes its place
    settings: dict[int, Position] = field(default_factory=dict)
    acts: list[LoggedAct] = field(default_factory=list)
    earlier: tuple[int, ...] = ()  # the numbers that it had before steps of it were taken back
    generation: int = 0  # grows when they are

    def ancestors(self) -> Iterator[RunLine]:
        """The line itself, the one that it went on from, and so on."""
        line: RunLine | None = self
        while line is not None:
            yield line
            line = line.parent


class Timeline:
    """Follows a trainer from now on; made before its first step, it can give every step.

    `budget` is how many bytes of keyframes may stay in memory; `disk`, how many more may go to a file without
    a name in `folder`. Beyond both, keyframes are thinned: steps take longer to make again, none is lost.
    `spacing` fixes the steps between two keyframes, which else follows from how long a step takes.

    Its methods may be called on any thread; one that makes a step again takes as long as the steps since the
    keyframe before it.
    """

    def __init__(
        self,
        trainer: Trainer,
        budget: int = MEMORY,
        disk: int = DISK,
        folder: Path | None = None,
        spacing: int | None = None,
    ) -> None:
        if spacing is not None and spacing < 1:
            raise ValueError(f"spacing must be at least 1, got {spacing}")
        if budget < 0 or disk < 0:
            raise ValueError(f"budget and disk must be at least 0 bytes, got {budget} and {disk}")
        self._trainer = trainer
        self._store = KeyframeStore(budget, disk, folder)
        self._lock = threading.RLock()
        self._replaying = threading.Lock()
        self._replayer = Replayer()
        self.spacing = spacing or FIRST_SPACING
        self._timed: list[float] | None = [] if spacing is None else None
        self._lines: list[RunLine] = []
        self._written = ""  # what wrote to the weights since the newest step
        self._began = 0.0
        self._begin_line()
        trainer.followers.append(self)

    # what a trainer tells, on its thread

    def leave(self) -> None:
        """Another run is about to take the place of this one: keep where it stands."""
        self.look()
        with self._lock:
            line = self._line
            if line.tip is not None:
                self._store.drop(line.tip)
            line.tip = self._store.add(Keyframe.of(self._trainer, self._threads))

    def look(self, written: str = "") -> None:
        """After something but a step: another run, settings by hand, or weights that were written to."""
        trainer = self._trainer
        if trainer.version.run != self._line.number:
            self._begin_line()
            return
        with self._lock:
            if written:
                self._written = written
                self._note(LoggedAct(trainer.step_number, written))
            self._note_settings()

    def before_step(self) -> None:
        """Right before a step is made: what wrote to the weights since the last one must be kept."""
        trainer = self._trainer
        if trainer.version.run != self._line.number or self._settings != self._set_now():
            self.look()
        if self._is_replaced():
            self._written = self._written or "replaced"
        if self._written:
            self._pin()
        self._began = time.perf_counter()

    def after_step(self) -> None:
        """Right after a step was made."""
        trainer, line, step = self._trainer, self._line, self._trainer.step_number
        if self._timed is not None:
            self._timed.append(time.perf_counter() - self._began)
            if len(self._timed) == TIMED:
                self._decide_spacing(float(np.median(self._timed)))
        self._remember()
        with self._lock:
            line.end = step
            if (step + 1) % self.spacing == 0:
                self._add(line.frames, Keyframe.of(trainer, self._threads))

    # what is known

    @property
    def steps(self) -> range:
        """The steps of the present run that can be had, the newest last; 0 is the network before the first.

        It begins later for a run that was continued from a file, or was not followed from its beginning.
        """
        with self._lock:
            *_, first = self._line.ancestors()
            changed = first.start not in first.frames  # how it was left by hand is known, not how it was made
            return range(first.start + changed, self._line.end + 1)

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
        with self._lock:
            number = line.frames.get(step)
            keyframe = None if number is None else self._store.get(number)
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

    def checkpoint(self, step: int) -> Checkpoint:
        """The run as it stood when the step after `step` was made of it, to go on from."""
        with self._replaying:
            trainer = self._seek(self._line_of(step), step)  # its gradients are kept with it
            with self._lock:
                line = next(line for line in self._line.ancestors() if line.start <= step)
            self._arm(trainer, line, step)
            return trainer.checkpoint()

    def copy(self, step: int) -> NetworkCopy:
        """The network as it was right after a step, and its images, for use on any thread."""
        with self._replaying:
            return NetworkCopy.of(self._seek(self._line_of(step), step))

    def visit(
        self, step: int, use: Callable[[Trainer], object], poll: Callable[[int], object] | None = None
    ) -> object:
        """Call `use` with a trainer of its own that has just made `step`, and return what it returns; `poll`
        hears of each step made on the way, and ends it with what it raises.
        """
        with self._replaying:
            return use(self._seek(self._line_of(step), step, poll=poll))

    def is_exact(self, step: int) -> bool | None:
        """Whether making `step` again gives the state that was, to the last bit: made again on to the next
        keyframe, it must meet it. None when no keyframe comes after it that could tell.
        """
        line = self._line_of(step)
        with self._lock:
            after = [at for at in line.frames if at >= step and at > line.start]
            found = min(after, default=None)
            if found is None or any(step <= at < found for at in line.pinned):
                return None
            keyframe = self._store.get(line.frames[found])
        if keyframe is None:
            return None
        with self._replaying:
            try:
                made = Keyframe.of(self._seek(line, found))
            except ReplayError:
                return False
        return made.digest == keyframe.digest and made.state == keyframe.state

    def mark(self) -> None:
        """Keep a keyframe of the present step, on the trainer's thread, so that it can be compared with."""
        self.look()
        line, step = self._line, self._trainer.step_number
        known = step in line.frames or step in line.pinned
        if not known and not self._written and not self._is_replaced():
            self._add(line.frames, Keyframe.of(self._trainer, self._threads))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the present run with its keyframes to a file (`open` reads it), on the trainer's thread, in
        one piece. Raises KeyframesFileError.
        """
        self.look()
        line, kept, until = self._line, list[KeptLine](), self._line.end
        now = Keyframe.of(self._trainer, self._threads)
        for line in self._line.ancestors():
            with self._lock:
                frames, pinned = self._read(line.frames, until), self._read(line.pinned, until)
                settings = {at: position for at, position in line.settings.items() if at <= until}
                acts = [(act.step, act.kind, act.value) for act in line.acts if act.step <= until]
            kept.append(
                KeptLine(
                    line.start,
                    until,
                    line.origin.config,
                    line.origin.spec,
                    line.origin.preprocessing,
                    line.origin.source,
                    frames,
                    pinned,
                    now if line is self._line else None,
                    settings,
                    acts,
                )
            )
            until = line.start
        save_lines(path, kept[::-1], self._trainer.fingerprint)

    def open(self, path: str | os.PathLike[str]) -> None:
        """Go on, on the trainer's thread, with the run in a file, where it stood: any step of it can be had
        as before. Raises KeyframesFileError, or ConfigError when the images are others; nothing has changed
        then.
        """
        before = list(self._lines)
        lines, last = self._add_lines(path)
        with self._replaying:
            other = self._replayer.trainer(lines[-1].origin)
            last.put(other)
            checkpoint = replace(other.checkpoint(), maker=None)
        try:
            self._trainer.resume(checkpoint)
        except Exception:
            for line in lines:
                self._drop_line(line)
            raise
        with self._lock:
            for line in before:
                if line is not self._line and line in self._lines:
                    self._drop_line(line)
        self._make_room()

    def add(self, path: str | os.PathLike[str]) -> None:
        """Take in the steps of a run's file: a checkpoint of that run that is resumed next goes on with them.
        Raises as `open` does.
        """
        self._add_lines(path)
        self._make_room()

    def _add_lines(self, path: str | os.PathLike[str]) -> tuple[list[RunLine], Keyframe]:
        found, data = load_lines(path)
        trainer = self._trainer
        if data.get("sha256") != trainer.fingerprint["sha256"]:
            raise ConfigError("data", f"the run was trained on other images ({data.get('name')})")
        lines: list[RunLine] = []
        with self._lock:
            for kept in found:
                origin = RunOrigin(
                    kept.config, kept.spec, kept.preprocessing, trainer.images, kept.source, trainer.maker
                )
                size = min(kept.config.batch_size, kept.config.limit or len(trainer.images[0]))
                parent = lines[-1] if lines else None
                line = RunLine(-1, kept.start, origin, size, kept.end, parent)
                line.settings = dict(kept.settings)
                line.acts = [LoggedAct(*act) for act in kept.acts]
                lines.append(line)
                self._lines.append(line)
                for mine, theirs in ((line.frames, kept.frames), (line.pinned, kept.pinned)):
                    for step, keyframe in theirs.items():
                        mine[step] = self._store.add(keyframe)
                last = kept.tip or max([*kept.frames.values(), *kept.pinned.values()], key=lambda k: k.step)
                line.tip = self._store.add(last)
        return lines, last

    def _read(self, kept: dict[int, int], until: int) -> dict[int, Keyframe]:
        found = {step: self._store.get(number) for step, number in kept.items() if step <= until}
        return {step: keyframe for step, keyframe in found.items() if keyframe is not None}

    def close(self) -> None:
        """Stop following, and forget everything."""
        if self in self._trainer.followers:
            self._trainer.followers.remove(self)
        with self._replaying, self._lock:
            self._store.close()
            self._replayer.close()
            for line in self._lines:
                line.frames.clear()
                line.pinned.clear()

    # the parts

    def _seek(
        self,
        line: RunLine,
        step: int,
        ready: bool = False,
        poll: Callable[[int], object] | None = None,
    ) -> Trainer:
        """The replayer's trainer right after `step`, its gradients being that step's; `ready`, as it was when
        the next step was made.
        """
        with self._lock:
            settings, generation = dict(line.settings), line.generation
        base = self._base(line, step)
        trainer = self._replayer.seek(
            line.origin, base, step, settings, (id(line), base.step, generation), poll
        )
        if ready:
            self._arm(trainer, line, step)
        return trainer

    def _arm(self, trainer: Trainer, line: RunLine, step: int) -> None:
        """Turn the state right after a step into the one that the next step of a line was made from."""
        number, keyframe = self._pinned(line, step)
        if number is not None and keyframe is None:
            raise ReplayError(f"the keyframe of step {step:,} can't be read any more")
        if keyframe is not None:
            last, before = trainer.last, Keyframe.of(trainer)
            keyframe.put(trainer)
            if last is not None and np.array_equal(before.data, keyframe.data):
                last = last._replace(version=keyframe.version)  # it is what the step has made
            trainer.last = last
        with self._lock:
            settings = dict(line.settings)
        apply(settings, trainer)

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
            *_, last = (line for line in self._line.ancestors())
            return next((line for line in self._line.ancestors() if step > line.start), last)

    def _places(self) -> Iterator[tuple[RunLine, int]]:
        """Each keyframe of the present run: its line and step."""
        until = self._line.end
        for line in self._line.ancestors():
            yield from ((line, step) for step in {*line.frames, *line.pinned} if step <= until)
            until = line.start

    def _begin_line(self) -> None:
        """The trainer has begun another run, or has gone on with one from an earlier step."""
        trainer = self._trainer
        origin, step, number = trainer.origin, trainer.step_number, trainer.version.run
        first = Keyframe.of(trainer, count_threads())
        parent = self._parent(origin, first)
        with self._lock:
            if parent is None or not self._take_up(parent, origin, first):
                line = RunLine(number, step, origin, trainer.batch_size, step, parent)
                line.acts.append(LoggedAct(step, "began" if parent is None else "branch"))
                self._lines.append(line)
                self._line = line
                self._written = ""
                self._add(line.frames, first)
            self._threads = count_threads()
            self._settings = self._set_now()
            self._parameters = list(trainer.network.named_parameters().values())
            self._remember()
            self._prune()

    def _parent(self, origin: RunOrigin, first: Keyframe) -> RunLine | None:
        """The line that the trainer's run goes on with; None if it begins anew, or counts its steps
        otherwise.
        """
        trainer, continues = self._trainer, self._trainer.continues
        if continues is None:
            return None
        known = [line for line in self._lines if continues.run in (line.number, *line.earlier)]
        # Out of a file, or of a run that is gone: perhaps one of these went through the same state
        candidates = list(known[-1].ancestors() if known else reversed(self._lines))
        sure = bool(known) and continues.run == known[-1].number
        for line in candidates:
            same = line.origin.images == origin.images and line.batch_size == trainer.batch_size
            if not same or line.origin.config.limit != origin.config.limit:
                continue
            inside = line.start <= first.step <= line.end
            if inside and (sure or self._is_of(line, first)):
                return line
        return None

    def _is_of(self, line: RunLine, keyframe: Keyframe) -> bool:
        """Whether a state is that of a line's step, made again to compare if need be."""
        step = keyframe.step
        with self._lock:
            numbers = [kept[step] for kept in (line.frames, line.pinned) if step in kept]
            if step == line.end and line.tip is not None:
                numbers.append(line.tip)
            known = [found for found in map(self._store.get, numbers) if found is not None]
        if not known and alike(line.origin, self._trainer.origin):
            with self._replaying:
                try:
                    known = [Keyframe.of(self._seek(line, step, ready=True))]
                except ReplayError:
                    known = []
        return any((each.digest, each.state) == (keyframe.digest, keyframe.state) for each in known)

    def _take_up(self, line: RunLine, origin: RunOrigin, first: Keyframe) -> bool:
        """Go on in the same line when no more than an undone step is left behind."""
        step = self._trainer.step_number
        others = any(other.parent is line for other in self._lines)
        if line.end - step > UNDONE or others or not alike(line.origin, origin):
            return False
        for kept in (line.frames, line.pinned):
            for at in [at for at in kept if at > step]:
                self._store.drop(kept.pop(at))
        self._add(line.pinned, first)
        if line.tip is not None:
            self._store.drop(line.tip)
            line.tip = None
        line.settings = {at: position for at, position in line.settings.items() if at < step}
        line.acts = [act for act in line.acts if act.step <= step]
        line.earlier += (line.number,)
        line.number, line.end = self._trainer.version.run, step
        line.generation += 1
        self._line = line
        self._written = ""
        return True

    def _remember(self) -> None:
        """Which arrays the parameters are, to notice if others are put in their place."""
        self._arrays = [(parameter, parameter.data) for parameter in self._parameters]

    def _is_replaced(self) -> bool:
        """Whether somebody has put other arrays in the parameters' place, as `load_state_dict` does."""
        return any(parameter.data is not data for parameter, data in self._arrays)

    def _pin(self) -> None:
        """Keep what the next step is made from."""
        with self._lock:
            line, step = self._line, self._trainer.step_number
            if step in line.pinned:
                self._store.drop(line.pinned.pop(step))
            self._written = ""
            line.settings.pop(step, None)  # the keyframe has them
            self._add(line.pinned, Keyframe.of(self._trainer, self._threads))

    def _add(self, kept: dict[int, int], keyframe: Keyframe) -> None:
        if keyframe.step in kept:
            self._store.drop(kept[keyframe.step])
        kept[keyframe.step] = self._store.add(keyframe)
        self._make_room()

    def _make_room(self) -> None:
        while self._store.is_full and self._thin():
            pass

    def _thin(self) -> bool:
        """Make room: fewer keyframes everywhere, then fewer branches, then fewer early steps; False when no
        more can go.
        """
        aside = self._leaves()
        if self.spacing >= THINNEST and aside:
            self._drop_line(aside[0])
            return True
        if self.spacing < THINNEST:
            self.spacing *= 2
            for line in self._lines:
                for step in [at for at in line.frames if (at + 1) % self.spacing and at != line.start]:
                    self._store.drop(line.frames.pop(step))
            return True
        *_, root = self._line.ancestors()
        places = sorted({*root.frames, *root.pinned})
        if len(places) > 1:  # the earliest steps can't be had any more
            for kept in (root.frames, root.pinned):
                if places[0] in kept:
                    self._store.drop(kept.pop(places[0]))
            root.start = places[1]
            return True
        return False

    def _leaves(self) -> list[RunLine]:
        """The runs that nothing goes on from, but for the present one, oldest first."""
        parents = {id(line.parent) for line in self._lines}
        return [line for line in self._lines if line is not self._line and id(line) not in parents]

    def _prune(self) -> None:
        """Keep so many branches, and none on other images."""
        mine = set(map(id, self._line.ancestors()))
        for line in list(self._lines):
            if line.origin.images != self._line.origin.images and id(line) not in mine:
                self._drop_line(line)
        aside = self._leaves()
        for line in aside[: max(0, len(aside) - MOST_BRANCHES)]:
            self._drop_line(line)

    def _drop_line(self, line: RunLine) -> None:
        for kept in (line.frames, line.pinned):
            for number in kept.values():
                self._store.drop(number)
            kept.clear()
        if line.tip is not None:
            self._store.drop(line.tip)
        self._lines.remove(line)

    def _note(self, act: LoggedAct) -> None:
        """Write an act down; of several alike before one step the last counts."""
        acts = self._line.acts
        self._line.acts = [a for a in acts if (a.step, a.kind) != (act.step, act.kind)]
        self._line.acts.append(act)

    def _note_settings(self) -> None:
        trainer, before = self._trainer, self._settings
        now = self._set_now()
        if now == before:
            return
        step = trainer.step_number
        if now[:3] != before[:3]:
            self._note(LoggedAct(step, "lr", trainer.rate.by_hand[1]))
        if now[3] != before[3]:
            self._note(LoggedAct(step, "momentum", now[3]))
        if now[4] != before[4]:
            self._threads = now[4]
            self._note(LoggedAct(step, "threads", now[4]))
            self._written = self._written or "threads"
        self._line.settings[step] = trainer.position
        self._settings = now

    def _set_now(self) -> tuple[float, tuple[int, float], int, float, int]:
        rate = self._trainer.rate
        return rate.base, rate.by_hand, rate.earliest, self._trainer.momentum, count_threads()

    def _decide_spacing(self, seconds: float) -> None:
        steps = max(1.0, SEEK_SECONDS / max(seconds, 1e-9))
        self.spacing = max(self.spacing, min(WIDEST, max(CLOSEST, 1 << int(np.log2(steps)))))
        self._timed = None
