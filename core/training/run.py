"""A run and all that an engine keeps for it: taking it and putting it back loses nothing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.history import Evaluation
from core.training.timeline import Timeline
from core.training.touch import Edits, Touches
from core.training.trainer import Trainer
from core.training.version import Position, Version
from core.training.watch import Watch

EVERY = 50  # steps between two looks
KEPT = 0.9  # of the loss's running mean, a step
NEAR = 1.5  # a loss so many times the lowest is still a good one
LEARNT = 0.25  # so is one below this part of the first
USUAL = {"sgd": 0.05, "rmsprop": 0.001, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}


@dataclass(frozen=True, eq=False)
class GoodMoment:
    """The newest step at which a run did well, the rates there, and what its losses were so far.

    `lr` is the next step's rate, `base_lr` what the schedule made it of.
    """

    step: int
    tested: Evaluation | None
    version: Version
    lr: float
    base_lr: float
    first: float = float("inf")
    lowest: float = float("inf")
    mean: float = float("inf")


@dataclass(frozen=True, eq=False)
class RunMemory:
    """What an engine knows of a run beside what its next step needs; it comes back with the run.

    `grid` are the images that were looked at. `before_step` is what the newest recorded step can be taken
    back to, `first_recording` the same from before that step was made again.
    """

    edits: Edits
    good: GoodMoment
    grid: np.ndarray
    before_step: Checkpoint | None = None
    first_recording: Checkpoint | None = None


class TrainingRun:
    """One trainer, what is watched of it, its keyframes, last good moment, and the edits of its weights.

    `evaluation` is the test under way, `until` the step to pause after; `before_step` and `first_recording`
    as in RunMemory. `follower` is what a run that takes its place begins with, None for its own settings.
    `left` has what was known of other branches when they were left, by their number.
    """

    def __init__(self, trainer: Trainer, folder: Path | None = None) -> None:
        """`folder` is for the keyframes that are too many for memory."""
        self.trainer = trainer
        self.watch = Watch(trainer)
        self.timeline = Timeline(trainer, folder=folder)
        self.good = LastGood(trainer, self.timeline)
        self.edits = Touches(trainer)
        self.evaluation: Generator[int, None, Evaluation] | None = None
        self.until: int | None = None
        self.before_step: Checkpoint | None = None
        self.first_recording: Checkpoint | None = None
        self.before_rate: Position | None = None  # where it stood when a rate was set by hand last
        self.follower: TrainConfig | None = None
        self.left: dict[int, RunMemory] = {}
        self.tests: dict[int, Evaluation] = {}  # by the `same` of the version that was tested

    @property
    def settings_after(self) -> TrainConfig | None:
        """What a run that takes its place begins with, unless it is told otherwise; None for its own."""
        config, trainer = self.follower, self.trainer
        return None if config is None else config.as_now(trainer.rate.base, trainer.momentum)

    def take_rate_back(self) -> bool:
        """Put the schedule back as it was before a rate was set by hand; False where that is no longer the
        newest thing done.
        """
        trainer, before = self.trainer, self.before_rate
        now = trainer.position
        if before is None or now.step != before.step or now.adjusted != (before.adjusted or 0) + 1:
            return False
        trainer.rate.stand_at(before)
        trainer.adjusted, self.before_rate = before.adjusted, None
        self.timeline.look()
        return True

    def begin_anew(self) -> None:
        """After the trainer has begun another run: nothing of the one before goes on."""
        self.evaluation = self.until = self.before_step = self.first_recording = self.before_rate = None
        self.watch.follow()
        self.good.begin()
        self.edits.forget()
        tested = self.trainer.tested
        if tested is not None and tested.step == self.trainer.step_number:
            self.note_test(tested)

    def note_test(self, tested: Evaluation) -> None:
        """Remember what the network as it is was tested with."""
        self.tests[self.trainer.version.same] = tested

    def with_test(self, checkpoint: Checkpoint) -> Checkpoint:
        """A checkpoint with the test of its network, if there was one: a step that is made again has none."""
        tested = self.tests.get(checkpoint.version.same)
        counted_anew = checkpoint.forked_at is not None
        return checkpoint if tested is None or counted_anew else replace(checkpoint, tested=tested)

    def checkpoint(self) -> Checkpoint:
        """A copy of the run as it stands, with all that is known of it; a keyframe is kept here, so that the
        steps before can be compared with it once the run has gone back to here.
        """
        self.timeline.mark()
        memory = RunMemory(
            self.edits.edits, self.good.moment, self.watch.indices, self.before_step, self.first_recording
        )
        return replace(self.trainer.checkpoint(), memory=memory)

    def leave(self) -> Checkpoint:
        """`checkpoint`, for when another run takes its place: a branch may be taken up again."""
        made = self.checkpoint()
        assert made.memory is not None
        known = {branch.number for branch in self.timeline.branches}
        self.left = {number: memory for number, memory in self.left.items() if number in known}
        self.left[self.trainer.run] = made.memory
        return made

    def remember(self, memory: RunMemory | None) -> None:
        """After a run has come back: what was known of it is so again."""
        if memory is None:
            return
        self.edits.edits, self.good.moment = memory.edits, memory.good
        self.before_step, self.first_recording = memory.before_step, memory.first_recording
        if len(memory.grid) and memory.grid.max() < len(self.trainer.train):
            self.watch.show(memory.grid)

    def close(self) -> None:
        """Give back what keeps the run at hand; it isn't gone on with."""
        self.timeline.close()
        self.trainer.close()

    def renumber(self, after: Trainer) -> None:
        """Take a number after another trainer's run, which this one takes the place of again."""
        self.trainer.follow(after, comes_back=True)
        self.watch.renumber()


@dataclass(frozen=True)
class SuspendedRun:
    """A run that waits: `copy` is a checkpoint of it as it stands, for whoever keeps it in a file meanwhile;
    `training`, `evaluating` and `until` say what was going on.
    """

    run: TrainingRun
    copy: Checkpoint
    training: bool
    evaluating: bool
    until: int | None

    @property
    def step(self) -> int:
        """The step that it stands at."""
        return self.run.trainer.step_number


class LastGood:
    """Where to go back to when numbers have run away: `step` is the newest one at which the run did well.

    The weights of one step before are finite, but as a rule they are already spoilt. So a step is noted from
    time to time while the loss is low, that of the next step, which its weights made; the run's timeline can
    give it again.
    """

    def __init__(self, trainer: Trainer, timeline: Timeline | None = None) -> None:
        self._trainer, self._timeline = trainer, timeline or Timeline(trainer)
        self.begin()

    def begin(self) -> None:
        """After another run has begun: its first moment is a good one."""
        trainer = self._trainer
        self._stood: dict[str, Any] = {}  # after the newest step, if its weights may be good ones
        self.moment = GoodMoment(
            trainer.step_number, trainer.tested, trainer.version, trainer.lr, trainer.rate.base
        )

    @property
    def step(self) -> int:
        """The newest step at which the run did well."""
        return self.moment.step

    @property
    def checkpoint(self) -> Checkpoint:
        """The run as it stood then, made again; set one of this run's own to go back to that instead."""
        good = self.moment
        step = max(good.step, self._timeline.begin)
        found = self._timeline.checkpoint(step)
        last = found.last
        if last is not None and last.version == found.version:
            last = last._replace(version=good.version)
        return replace(found, tested=good.tested, version=good.version, last=last)

    @checkpoint.setter
    def checkpoint(self, good: Checkpoint) -> None:
        self.moment = replace(self.moment, step=good.step, tested=good.tested, version=good.version)

    def see(self) -> None:
        """After each step: note the one before when it is time for that and the loss is low."""
        last = self._trainer.last
        if last is None:
            return
        now, trainer = self.moment, self._trainer
        first, mean = (last.loss, last.loss) if now.mean == float("inf") else (now.first, now.mean)
        mean = KEPT * mean + (1 - KEPT) * last.loss
        lowest = min(now.lowest, mean)
        self.moment = now = replace(now, first=first, lowest=lowest, mean=mean)
        if mean <= max(NEAR * lowest, LEARNT * first) and self._stood.get("step") == last.step - 1:
            self.moment = replace(now, **self._stood)
        self._stood = {}
        if last.step % EVERY == 0:
            self._stood = {
                "step": trainer.step_number,
                "tested": trainer.tested,
                "version": trainer.version,
                "lr": trainer.lr,
                "base_lr": trainer.rate.base,
            }

    def rate(self, lr: float) -> float:
        """A rate to go back with when `lr` was too high; no more than did well if it was raised by hand."""
        tried = smaller_rate(self._trainer.config, lr)
        raised = self._trainer.rate.base > self.moment.base_lr
        return min(tried, self.moment.lr) if raised else tried


def smaller_rate(config: TrainConfig, lr: float) -> float:
    """A rate to try when `lr` was too high: half of it, and no more than is usual for the optimiser."""
    return float(f"{min(lr / 2, USUAL[config.optimizer]):.1g}")
