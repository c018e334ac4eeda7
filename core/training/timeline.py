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
from operator import attrgetter, is_
from pathlib import Path

from core.layers import Parameter
from core.training.checkpoint import Checkpoint, gradients_of
from core.training.config import ConfigError
from core.training.identity import RunIdentity
from core.training.keyframes import Keyframe, KeyframeStore
from core.training.past import PastSteps
from core.training.replay import Replayer, alike, count_threads, thread_counter
from core.training.run_file import KeptLine, load_lines, save_lines
from core.training.run_line import MOST_BRANCHES, UNDONE, LoggedAct, RunLine
from core.training.run_line import Branch as Branch
from core.training.trainer import Trainer
from core.training.version import RunOrigin

MEMORY = 16 << 20  # bytes of keyframes in memory: new memory costs more than the file does
DISK = 1 << 30  # bytes of keyframes in the file
SEEK_SECONDS = 0.24  # that making a step again may take, twice the mean: how far apart keyframes are
FIRST_SPACING, CLOSEST, WIDEST = 8, 8, 64  # steps between keyframes: at first, and once steps are timed
TIMED = 64  # steps that are timed before the spacing is decided
MOST_SETS = 3  # of images: what runs may be gone back to that were trained on others
THINNEST = 1 << 20  # steps between keyframes beyond which nothing is left to thin
_DATA = attrgetter("data")  # of a parameter
# The rate's base, what was set of it by hand, its schedule's place; momentum, threads, how often adjusted
Settings = tuple[float, tuple[int, float], int, float, int, int | None]


class Timeline(PastSteps):
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
        self._replaced = Parameter.replaced
        self._count_threads = thread_counter()
        self._begin_line()
        trainer.followers.append(self)

    # what a trainer tells, on its thread

    def leave(self) -> None:
        """Another run is about to take the place of this one: keep where it stands."""
        self.mark()  # whoever comes back goes on from here: what is kept now tells whether steps are exact
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
            if written == "undone":  # no edit is left, though the weights were written to
                self._written, here = "edit", (trainer.step_number, "edit")
                self._line.acts = [act for act in self._line.acts if (act.step, act.kind) != here]
            elif written:
                self._written = written
                self._note(LoggedAct(trainer.step_number, written))
            self._note_settings()

    def before_step(self) -> None:
        """Right before a step is made: what wrote to the weights since the last one must be kept."""
        trainer = self._trainer
        if trainer.version.run != self._line.number or self._count_threads() != self._threads:
            self.look()
        if Parameter.replaced != self._replaced:
            self._replaced = Parameter.replaced
            if self._is_replaced():
                self._written = self._written or "replaced"
        if self._written:
            self._pin()
            self._moved = True
        if self._timed is not None:
            self._began = time.thread_time()

    def after_step(self) -> None:
        """Right after a step was made."""
        line, step = self._line, self._trainer.step_number
        if self._timed is not None:
            self._timed.append(time.thread_time() - self._began)
            if len(self._timed) == TIMED:
                self._decide_spacing(sum(self._timed) / TIMED)
        if self._moved:
            self._remember()
        with self._lock:
            line.end = step
            line.visits.add(self._trainer.right, step - line.start - 1)
            if (step + 1) % self.spacing == 0:
                self._take(line.frames)

    def mark(self) -> None:
        """Keep a keyframe of the present step, on the trainer's thread, so that it can be compared with."""
        self.look()
        line, step = self._line, self._trainer.step_number
        known = step in line.frames or step in line.pinned
        if not known and not self._written and not self._is_replaced():
            with self._lock:
                self._add(line.frames, Keyframe.of(self._trainer, self._threads))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the run whole to a file (`open` reads it), on its thread. Raises KeyframesFileError."""
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

    def open(self, path: str | os.PathLike[str], of: Checkpoint | None = None) -> None:
        """Go on, on the trainer's thread, with the run in a file, where it stood: any step of it can be had
        as before. `of` is a checkpoint of the run, if there is one. Raises KeyframesFileError, or ConfigError
        when the images are others; nothing has changed then.
        """
        before = list(self._lines)
        lines, last = self._add_lines(path, of)
        with self._replaying:
            other = self._replayer.trainer(lines[-1].origin)
            other.identity = lines[-1].identity
            last.put(other)
            checkpoint = other.checkpoint()
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

    def add(self, path: str | os.PathLike[str], of: Checkpoint) -> None:
        """Take in the steps of a run's file, for a checkpoint that is resumed next. Raises as `open`."""
        self._add_lines(path, of)
        self._make_room()

    def take_over(self, other: Timeline) -> None:
        """Take the runs of another timeline from it, which one of this has taken the place of."""
        other.leave()
        with self._replaying, other._replaying, self._lock, other._lock:
            mine, theirs = self._store, other._store
            for line in self._lines:
                for kept in (line.frames, line.pinned):
                    kept.update({step: mine.give(number, theirs) for step, number in kept.items()})
                line.tip = None if line.tip is None else mine.give(line.tip, theirs)
            self._store, self._lines[:0] = other._exchange(mine)
            self.spacing = max(self.spacing, other.spacing)
            self._prune()
            self._make_room()

    def _exchange(self, store: KeyframeStore) -> tuple[KeyframeStore, list[RunLine]]:
        """Give the store and the runs in it for another store."""
        given = self._store, self._lines
        self._store, self._lines = store, []
        return given

    def _add_lines(
        self, path: str | os.PathLike[str], of: Checkpoint | None
    ) -> tuple[list[RunLine], Keyframe]:
        found, data = load_lines(path)
        trainer = self._trainer
        if data.get("sha256") != trainer.fingerprint["sha256"]:
            raise ConfigError("data", f"the run was trained on other images ({data.get('name')})")
        lines: list[RunLine] = []
        run = RunIdentity()
        if of is not None and found[-1].newest.position == of.position:  # else the file is of another run
            run = of.identity
        with self._lock:
            for kept in found:
                origin = RunOrigin(kept.config, kept.spec, kept.preprocessing, trainer.images, kept.source)
                size = min(kept.config.batch_size, kept.config.limit or len(trainer.images[0]))
                parent = lines[-1] if lines else None
                identity = run if kept is found[-1] else RunIdentity(before=run.marks(kept.end))
                line = RunLine(-1, identity, kept.start, origin, size, kept.end, parent)
                line.take_name()
                line.settings = dict(kept.settings)
                line.acts = [LoggedAct(*act) for act in kept.acts]
                lines.append(line)
                self._lines.append(line)
                for mine, theirs in ((line.frames, kept.frames), (line.pinned, kept.pinned)):
                    for step, keyframe in theirs.items():
                        mine[step] = self._store.add(keyframe)
                line.tip = self._store.add(kept.newest)
        return lines, found[-1].newest

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

    def _begin_line(self) -> None:
        """The trainer has begun another run, or has gone on with one from an earlier step."""
        trainer = self._trainer
        origin, step, number = trainer.origin, trainer.step_number, trainer.version.run
        first = Keyframe.of(trainer, count_threads())
        parent = self._parent(origin)
        with self._lock:
            if parent is None or not self._take_up(parent, origin, first):
                beside = self._beside(origin)
                line = RunLine(number, trainer.identity, step, origin, trainer.batch_size, step, parent)
                line.beside, line.left_at = beside, trainer.forked_at or 0
                if parent is None:
                    line.last = trainer.last
                    line.gradients = gradients_of(trainer.network) if trainer.has_gradients else {}
                line.take_name()
                line.acts.append(LoggedAct(step, "began" if line.root is line else "branch"))
                self._lines.append(line)
                self._line = line
                self._written = ""
                # Changed by hand since its newest step: how that step had left it isn't known
                changed = parent is None and first.position.fresh
                self._add(line.pinned if changed else line.frames, first)
            self._threads = count_threads()
            self._settings = self._set_now()
            self._made_with = step, self._settings  # the settings before any was set by hand after a step
            self._parameters = list(trainer.network.named_parameters().values())
            self._remember()
            self._prune()

    def _parent(self, origin: RunOrigin) -> RunLine | None:
        """The line with the steps that the trainer's run goes on with; None if there is none."""
        run, step = self._trainer.identity, self._trainer.step_number
        found = [
            line
            for line in self._lines[::-1]
            if line.start <= step <= line.end
            and line.identity.marks(step) == run.marks(step)
            and line.origin.images == origin.images
        ]
        # Where it begins, a branch has no other steps than the run that it left
        return min(found, key=lambda line: (line.identity.id != run.id, line.start == step), default=None)

    def _beside(self, origin: RunOrigin) -> RunLine | None:
        """The line that the trainer's run has left, if it counts its steps otherwise."""
        if self._trainer.forked_at is None:
            return None
        known = [line for line in self._lines[::-1] if line.identity.id == self._trainer.identity.parent]
        return next((line for line in known if line.origin.images == origin.images), None)

    def _take_up(self, line: RunLine, origin: RunOrigin, first: Keyframe) -> bool:
        """Go on in the same line when no more than an undone step is left behind."""
        step = self._trainer.step_number
        others = any(other.parent is line and other.start > step for other in self._lines)
        same = line.identity.id == self._trainer.identity.id and alike(line.origin, origin)
        if line.end - step > UNDONE or others or not same:
            return False
        for kept in (line.frames, line.pinned):
            for at in [at for at in kept if at > step]:
                self._store.drop(kept.pop(at))
        self._add(line.pinned, first)
        if line.tip is not None:
            self._store.drop(line.tip)
            line.tip = None
        line.settings = {at: position for at, position in line.settings.items() if at < step}
        line.acts = [act for act in line.acts if act.step < step or (act.step == step and self._stands(act))]
        line.number, line.identity, line.end = self._trainer.version.run, self._trainer.identity, step
        line.visits.keep(step - line.start)
        line.generation += 1
        self._line = line
        self._written = ""
        return True

    def _remember(self) -> None:
        """Which arrays the parameters are, to notice if others are put in their place."""
        self._replaced = Parameter.replaced
        self._arrays = [parameter.data for parameter in self._parameters]
        self._moved = self._trainer.step_number == self._line.start  # the first step may put them elsewhere

    def _is_replaced(self) -> bool:
        """Whether somebody has put other arrays in the parameters' place, as `load_state_dict` does."""
        return not all(map(is_, map(_DATA, self._parameters), self._arrays))

    def _pin(self) -> None:
        """Keep what the next step is made from."""
        with self._lock:
            line, step = self._line, self._trainer.step_number
            if step in line.pinned:
                self._store.drop(line.pinned.pop(step))
            self._written = ""
            line.settings.pop(step, None)  # the keyframe has them
            self._take(line.pinned)

    def _add(self, kept: dict[int, int], keyframe: Keyframe) -> None:
        if keyframe.step in kept:
            self._store.drop(kept[keyframe.step])
        kept[keyframe.step] = self._store.add(keyframe)
        self._make_room()

    def _take(self, kept: dict[int, int]) -> None:
        """Keep the present state."""
        step = self._trainer.step_number
        if step in kept:
            self._store.drop(kept[step])
        kept[step] = self._store.take(self._trainer, self._threads)
        self._make_room()

    def _make_room(self) -> None:
        while self._store.is_full and self._thin():
            pass

    def _thin(self) -> bool:
        """Make room: fewer keyframes, then fewer branches, then fewer early steps; False when none can go."""
        aside = self._leaves()
        if self.spacing >= THINNEST and aside:
            self._drop_line(aside[0])
            return True
        if self.spacing < THINNEST:
            self.spacing *= 2
            for line in self._lines:
                ends = {line.start, line.end, *line.pinned}  # beyond those there is nothing to compare with
                for step in [at for at in line.frames if (at + 1) % self.spacing and at not in ends]:
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
        parents = {id(line.fork[0]) for line in self._lines}
        return [line for line in self._lines if line is not self._line and id(line) not in parents]

    def _prune(self) -> None:
        """Keep so many branches, and those of the newest runs' images: a line holds on to its own."""
        mine = set(map(id, self._line.ancestors()))
        sets = [self._line.origin.images]
        for line in self._lines[::-1]:
            if line.origin.images not in sets:
                sets.append(line.origin.images)
        for line in list(self._lines):
            if line.origin.images not in sets[:MOST_SETS] and id(line) not in mine:
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

    def _stands(self, act: LoggedAct) -> bool:
        """Whether what was set by hand is so now: the run may have gone back to before that."""
        trainer = self._trainer
        now = {"lr": trainer.rate.by_hand[1], "momentum": trainer.momentum, "threads": count_threads()}
        return bool(act.value == now.get(act.kind, act.value))

    def _note(self, act: LoggedAct, undone: bool = False) -> None:
        """Write an act down; of several alike before one step the last counts, and none that is `undone`."""
        acts = self._line.acts
        self._line.acts = [a for a in acts if (a.step, a.kind) != (act.step, act.kind)]
        if not undone:
            self._line.acts.append(act)

    def _note_settings(self) -> None:
        trainer, before = self._trainer, self._settings
        now = self._set_now()
        if now == before:
            return
        step = trainer.step_number
        if self._made_with[0] != step:
            self._made_with = step, before
        was = self._made_with[1]
        if now[:3] != before[:3]:
            self._note(LoggedAct(step, "lr", trainer.rate.by_hand[1]), _rates(now, step) == _rates(was, step))
        if now[3] != before[3]:
            self._note(LoggedAct(step, "momentum", now[3]), now[3] == was[3])
        if now[4] != before[4]:
            self._threads = now[4]
            self._note(LoggedAct(step, "threads", now[4]), now[4] == was[4])
            self._written = self._written or "threads"
        self._line.settings[step] = trainer.position
        self._settings = now

    def _set_now(self) -> Settings:
        trainer, rate = self._trainer, self._trainer.rate
        return (rate.base, rate.by_hand, rate.earliest, trainer.momentum, count_threads(), trainer.adjusted)

    def _decide_spacing(self, seconds: float) -> None:
        steps = int(SEEK_SECONDS / max(seconds, 1e-9)) // CLOSEST * CLOSEST
        self.spacing = max(self.spacing, min(WIDEST, max(CLOSEST, steps)))
        self._timed = None


def _rates(settings: Settings, step: int) -> tuple[object, ...]:
    """What decides the rates of the steps after `step`."""
    base, by_hand, earliest, *_ = settings
    return base, by_hand if by_hand[0] == step else None, earliest
