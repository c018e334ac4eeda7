"""What can be asked of a training: each method of the Engine is a command, to be posted from any thread.

`engine.post(engine.train)` has it run between two steps, and its Future brings the result or the error back
to where it was asked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.trace.recording import Trace
from core.training.acts import Act
from core.training.checkpoint import Checkpoint
from core.training.config import ConfigError, TrainConfig
from core.training.fitting import with_nothing_remembered
from core.training.history import Adjustment
from core.training.loop import Data, Loop
from core.training.metrics import StepRecord
from core.training.network_copy import NetworkCopy
from core.training.news import AdjustmentsWithdrawn, ReplacedRun, TestsWithdrawn
from core.training.recipe import batches
from core.training.run import SuspendedRun, TrainingRun
from core.training.snapshot import Guest
from core.training.touch import TouchReport
from core.training.trainer import Trainer

CHANGEABLE = (  # on a run's way
    "weight_decay",
    "schedule",
    "epochs",
    "augmentation",
    "seed",
    "optimizer",
    "nesterov",
    "batch_size",
)


class Engine(Loop):
    """A training that is asked from other threads; the commands' errors change nothing."""

    def train(self, epochs: int | None = None) -> None:
        """Train until paused, or for so many epochs from here."""
        trainer = self._ready()
        if epochs is not None and epochs < 1:
            raise ConfigError("epochs", f"must be at least 1, got {epochs}")
        self._run.until = None if epochs is None else trainer.step_number + epochs * trainer.steps_per_epoch
        self._go()

    def pause(self) -> None:
        """Make no further step; an evaluation under way goes on when training does."""
        self._halt()

    def step(self) -> StepRecord:
        """Train on one batch, then pause."""
        self._ready()
        self._halt()
        self._finish_evaluation()
        return self._make_step(self._ready().step)

    def epoch(self) -> None:
        """Train to the end of this epoch, test, then pause."""
        trainer = self._ready()
        self._run.until = (trainer.step_number // trainer.steps_per_epoch + 1) * trainer.steps_per_epoch
        self._go()

    def train_until(self, step: int) -> None:
        """Train up to a step, then pause."""
        self._run.until = step
        self._go()

    def record(self) -> Trace:
        """Train on the next batch and record all of it, then pause; the grid shows that batch."""
        trainer = self._ready()
        trainer.check_recording()
        self._halt()
        self._finish_evaluation()
        before = self.checkpoint()
        assert before.memory is not None  # of an earlier recording nothing is needed any more
        before = replace(before, memory=replace(before.memory, before_step=None, first_recording=None))
        self._run.watch.show(trainer.batch(trainer.step_number + 1)[0])
        trace = self._make_step(trainer.record)
        self._run.before_step = before
        return trace

    def undo_step(self) -> int:
        """Take the recorded step back, paused: everything is what it was before, the rate as well if the step
        was made again with another one; returns the newest step.

        Raises ValueError when no step was recorded, or another one has been made since.
        """
        return self._take_back().step

    def _take_back(self) -> Checkpoint:
        """`undo_step`, also of a branch; returns the run as it stood when the step was first recorded."""
        trainer, before, first = self._ready(), self._run.before_step, self._run.first_recording
        if before is None or trainer.step_number != before.step + 1:
            raise ValueError(
                "Only a recorded step can be taken back, and only until the next one is made: "
                "record a batch first"
            )
        self._halt()
        first = first if first is not None and first.step == before.step else before
        self._resume(replace(before, position=first.position, identity=trainer.identity))
        return first

    def record_again(self, lr: float | None) -> Trace:
        """Take the recorded step back and record the same batch again, with another learning rate.

        The rest of the schedule is scaled with it. None records it as it was recorded first, schedule and
        all. Raises ValueError as `undo_step` does, ConfigError for a rate that makes no sense; nothing has
        changed then.
        """
        if lr is not None:
            replace(self._ready().config, lr=lr).validate()
        first = self._take_back()
        if lr is not None:
            self.set_lr(lr)
        trace = self.record()
        self._run.first_recording = first
        return trace

    def evaluate(self) -> None:
        """Test the network as it is; the result comes as an event and in the next snapshot."""
        self._begin_evaluation()

    def reset(self, config: TrainConfig | None = None) -> None:
        """Start again from the seed, paused; a config that is refused (ConfigError) changes nothing."""
        before = self._to_keep()
        self._ready().reset(config or self._run.settings_after)
        self._run.follower = None
        self._new_run(before)
        self._tell("reset", "A new run from the seed", run=self._ready().run)

    def use_data(self, data: Data, config: TrainConfig | None = None) -> bool:
        """Start again on other images, paused, with another config if given; data that can't be used change
        nothing (the error says why).

        A network that came from a file stays if it takes the images; returns whether it does.
        """
        trainer, both = self._ready(), data()
        before = self._to_keep()
        kept = trainer.replace_data(*both, config or self._run.settings_after)
        self._run.follower = None
        self._new_run(before)
        self._tell("reset", f"A new run on {trainer.train.name}", run=trainer.run)
        return kept

    def load(
        self,
        path: str | Path,
        data: Data | None = None,
        like: str | None = None,
        kinds: Mapping[str, str] | None = None,
        wanted: TrainConfig | None = None,
    ) -> dict[str, Any]:
        """Begin a new run from the weights of a file, on other images if given; training goes on if it was
        going on. `like` and `kinds` are what was said of their network; `wanted` the config to go on with.
        """
        trainer, training = self._ready(), self._training
        both = None if data is None else data()
        before = self._to_keep()
        about = trainer.load(path, both, like, kinds, wanted)
        self._run.follower = None
        self._new_run(before)
        self._tell("loaded", f"Loaded {Path(path).name}", run=trainer.run, about=about)
        if training:
            self._go()
            self._publish()  # whoever asked finds the new run in the feed when the answer comes
        return about

    def save(self, path: str | Path) -> None:
        """Save the weights as they are now."""
        self._ready().save(path)

    def copy(self) -> NetworkCopy:
        """The network as it is now, and its images, for use on any thread."""
        return NetworkCopy.of(self._ready())

    def checkpoint(self) -> Checkpoint:
        """A copy of the run as it stands, to go on from later."""
        return self._run.checkpoint()

    def resume(self, checkpoint: Checkpoint, data: Data | None = None, keyframes: Path | None = None) -> None:
        """Go on, paused, where a checkpoint's run stood, on other images if given, with its earlier steps if
        there is a file of their `keyframes`; what doesn't fit changes nothing.
        """
        self._resume(checkpoint, data, self._to_keep(), keyframes)

    def _resume(
        self,
        checkpoint: Checkpoint,
        data: Data | None = None,
        replaced: ReplacedRun | None = None,
        keyframes: Path | None = None,
        looked: tuple[np.ndarray, int] | None = None,
    ) -> None:
        trainer = self._ready()
        before = trainer.images
        checkpoint = checkpoint.branch() if self.timeline.has_more(checkpoint) else checkpoint
        if data is not None:
            trainer.images = data()
        try:
            if keyframes is not None:
                self.timeline.add(keyframes, checkpoint)
            other = checkpoint.spec != trainer.network.spec()
            trainer.resume(self._run.with_test(checkpoint))
        except Exception:
            trainer.images = before
            raise
        if other:
            self._run.follower = None
        self._new_run(
            replaced,
            checkpoint.memory,
            looked,
            continues=checkpoint.version if checkpoint.version.run > 0 else None,
            history=checkpoint.history,
            about=checkpoint.about,
        )
        self._tell("resumed", f"The run goes on from step {trainer.step_number:,}", run=trainer.run)
        self._publish()  # whoever asked finds the new run in the feed when the answer comes
        tested = trainer.tested.step if trainer.tested is not None else 0
        if trainer.step_number % trainer.steps_per_epoch == 0 and trainer.step_number > tested:
            self._begin_evaluation()  # it was put aside before its epoch's test was done

    def suspend(self) -> SuspendedRun:
        """Pause; the run with everything that going on needs. It stays in place until another begins."""
        run = self._run
        suspended = SuspendedRun(run, self.checkpoint(), self._training, self._evaluating, run.until)
        self._halt()
        return suspended

    def start_other(
        self,
        config: TrainConfig | None = None,
        data: Data | None = None,
        follower: TrainConfig | None = None,
    ) -> int:
        """Begin a run of its own, paused, on the same images unless others are given, while the suspended one
        waits; it looks at the same of them. A run that takes its place has the config `follower`, unless it
        is begun with another one. Returns its number.

        Raises what making it raises (ConfigError); the run that was there is in its place then.
        """
        before, looking = self._ready(), self._run.watch
        images = before.images if data is None else data()
        other = Trainer(config or TrainConfig(), *images, before.workers)
        other.follow(before)
        self._held = TrainingRun(other, self._folder)
        self._run.follower = follower
        self._new_run(apart=True)
        if data is None:
            self._run.watch.look_as(looking)
        self._tell("reset", "A run beside another one", run=other.run)
        self._publish()  # whoever asked finds it in the feed when the answer comes
        return other.run

    def take_back(self, suspended: SuspendedRun) -> int:
        """Put a suspended run back into its place, paused, under a new number; returns that."""
        run, waited = suspended.run, suspended.run.trainer.version
        run.renumber(self._ready())
        if run is not self._run:
            self._run.close()
        self._held, self._diverged = run, False
        run.until = None
        self.config = run.trainer.config
        self._halt()
        self._tell_began(continues=waited)
        self._tell("resumed", f"The run goes on from step {suspended.step:,}", run=run.trainer.run)
        self._publish()  # whoever asked finds it in the feed when the answer comes
        return run.trainer.run

    def let_go(self, suspended: SuspendedRun) -> None:
        """Leave the run in place that has taken a suspended one's; the steps of that can still be had."""
        if suspended.run is not self._run:
            self.timeline.take_over(suspended.run.timeline)
            suspended.run.close()

    def go_on(self, suspended: SuspendedRun) -> None:
        """Go on with what went on when the run was suspended: training, or a test that isn't done since."""
        if suspended.run is not self._run:
            return  # another one has been put into its place since
        self._training = suspended.training
        self._evaluating = suspended.evaluating and self._run.evaluation is not None
        self._run.until = suspended.until
        self._settle()

    def go_back(self, lr: float) -> int:
        """Go back to the last good moment of this run, paused, with a rate; returns its step."""
        checkpoint = self._run.good.checkpoint
        edits = self._run.edits.edits.at(checkpoint)
        replace(checkpoint.config, lr=lr).validate()
        self.resume(checkpoint.branch())
        self._run.edits.edits = edits
        if lr != self._ready().lr:  # else its schedule goes on as it was
            self.set_lr(lr)
        self._run.good.begin()  # with the new rate, should that be too high as well
        return checkpoint.step

    def branch(self, step: int, recorded: int | None = None, **changes: Any) -> int:
        """Go on, paused, from a past step of this run, which stays as it is beside; returns the new run's
        number. `changes` are `lr`, with which all rates that follow are scaled, and `momentum`, or fields of
        the config that a run may change on its way: weight_decay, schedule, epochs, augmentation, seed (the
        order of the images), nesterov, optimizer (which begins with nothing remembered), batch_size (whose
        steps count anew: images seen by the new size). ConfigError for others. It looks at the images that
        were looked at, or at those of the past step `recorded`.
        """
        for name in changes.keys() - {"lr", "momentum", *CHANGEABLE}:
            raise ConfigError(name, "can't change while a run goes on")
        checkpoint = self.timeline.checkpoint(step)
        edits = self._run.edits.edits.at(checkpoint)
        fields = {name: value for name, value in changes.items() if name in CHANGEABLE}
        config = replace(checkpoint.config, **fields).validate()
        if "lr" in changes:
            replace(config, lr=changes["lr"]).validate()
        if "momentum" in changes:
            replace(config, momentum=changes["momentum"]).validate()
        checkpoint = replace(checkpoint.branch(), config=config)
        if "optimizer" in fields:
            checkpoint = with_nothing_remembered(checkpoint)
        trainer = self._ready()
        if config.batch_size != trainer.config.batch_size:
            size, length, _ = batches(trainer.train, checkpoint.spec, config.batch_size)
            epoch = trainer.steps_per_epoch, length
            checkpoint = _recounted(checkpoint, epoch, trainer.batch_size / size)
        watch = self._run.watch
        grid = watch.indices if recorded is None else self.timeline.batch(recorded)
        self._resume(checkpoint, replaced=self._to_keep(), looked=(grid, watch.position))
        self._run.edits.edits = edits
        if "lr" in changes:
            trainer.set_lr(changes["lr"], rises=True)
            setting = "lr" if config.schedule == "constant" else "base_lr"
            self.feed.add(Adjustment(trainer.step_number, setting, trainer.rate.base))
        if "momentum" in changes:
            self.set_momentum(changes["momentum"])
        return self._ready().run

    def take_up(self, number: int) -> int:
        """Go on, paused, at another branch's newest step; returns its number. ValueError if it isn't kept."""
        self.resume(replace(self.timeline.tip(number), memory=self._run.left.get(number)))
        return self._ready().run

    def set_lr(self, lr: float) -> None:
        """Make `lr` the rate of the next step; the rest of the schedule is scaled with it."""
        trainer = self._ready()
        before = trainer.position
        trainer.set_lr(lr)
        self._run.before_rate = before
        self.feed.add(Adjustment(trainer.step_number, "lr", lr))

    def undo_lr(self) -> bool:
        """Put the schedule back as it was before `set_lr`; False, and nothing, where more was done since."""
        undone = self._run.take_rate_back()
        if undone:
            self.feed.add(AdjustmentsWithdrawn(self._ready().adjusted or 0))
        return undone

    def set_base_lr(self, lr: float) -> tuple[float, float]:
        """Scale the schedule under way to another base; returns the next step's rate before and now."""
        trainer = self._ready()
        before = trainer.lr
        trainer.set_base_lr(lr)
        self.feed.add(Adjustment(trainer.step_number, "base_lr", lr))
        return before, trainer.lr

    def set_momentum(self, momentum: float) -> float:
        """Change the momentum (Adam's first beta) from the next step on; returns what it was."""
        trainer = self._ready()
        before = trainer.momentum
        trainer.set_momentum(momentum)
        self.feed.add(Adjustment(trainer.step_number, "momentum", momentum))
        return before

    def set_workers(self, workers: int) -> None:
        """Let so many processes make the steps from the next one on, where that is faster."""
        self.timeline.mark()  # the weights move to other memory: what is there now is what the step has left
        self._ready().set_workers(workers)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Train at most so many steps a second; None is full speed."""
        if steps_per_second is not None and not steps_per_second > 0:
            raise ConfigError("speed", f"must be above 0, got {steps_per_second!r}")
        self._interval = 0.0 if steps_per_second is None else 1.0 / steps_per_second
        self._next_step = time.monotonic()

    def watch(self, index: int) -> int:
        """Watch an image of the training set, and return its place in the grid, which may move there."""
        self._run.watch.look_at(index)
        if self._busy:
            self._publish()  # whoever asked finds the grid in the feed when the answer comes
        return self._run.watch.position

    def watch_position(self, position: int) -> None:
        """Watch an image of the grid."""
        self._run.watch.look_at_position(position)

    def receive(self, guest: Guest | None) -> None:
        """Watch an image that isn't of the batch, at once, training or not; None goes back to the grid's."""
        self._run.watch.receive(guest)
        if self._busy:
            self._publish()

    def record_guest(self, guest: Guest) -> Trace:
        """Pause, and record a guest alone through the network as when testing, without an update."""
        self._halt()
        return self._run.watch.record(guest)

    def touch(self, act: Act, join: bool = False) -> TouchReport:
        """Pause, and change weights by hand; ValueError when the act makes no sense, with nothing changed."""
        self.timeline.mark()  # how the newest step had left them
        self._run.edits.do(act, join)
        report = self._run.edits.report()
        if not (report.moved or report.whole):  # all is as before: what was tested in between is not there
            self.feed.add(TestsWithdrawn(report.done[0].weights))
        return self._after_touch()

    def undo_touch(self) -> TouchReport:
        """Take the newest change by hand back, bit for bit; ValueError when training has gone on since."""
        self._undo_touch()
        return self._after_touch()

    def redo_touch(self) -> TouchReport:
        """Make the change again that was taken back last."""
        self._run.edits.redo()
        return self._after_touch()

    def put_back(self) -> TouchReport:
        """Take every change by hand back; if training has gone on since the first, go back to before it."""
        if self._run.edits.report().whole:
            origin = self._run.edits.edits.origin
            assert origin is not None
            self.resume(origin.branch())
            return self._run.edits.report()
        while self._run.edits.report().done:
            self._undo_touch()
        return self._after_touch()

    def touches(self) -> TouchReport:
        """What was changed by hand, and can be undone."""
        return self._run.edits.report()

    def keep_touches(self) -> TouchReport:
        """Take the network as it is now for the one to compare with and to put back to."""
        self._run.edits.forget()
        return self._run.edits.report()

    def answer_untouched(self, image: np.ndarray) -> np.ndarray:
        """What the network made of an image before the first change by hand: the classes' probabilities.

        Shape: uint8 (H, W) -> (classes,)
        """
        return self._run.edits.answer(image)

    def untouched(self) -> NetworkCopy:
        """The network as it was before the first change by hand, or as it is if there was none."""
        return self._run.edits.copy()

    def _undo_touch(self) -> None:
        touch = self._run.edits.undo()
        self.feed.add(TestsWithdrawn(touch.weights))  # what it was tested with is no longer there

    def _after_touch(self) -> TouchReport:
        if self._run.evaluation is not None:
            self._run.evaluation = self._ready().evaluation()  # what was tested so far was another network
        self._diverged = False  # with other weights that is to be seen
        self._halt()
        self._run.watch.refresh()
        self._publish()  # whoever asked finds it in the feed when the answer comes
        return self._run.edits.report()

    def stop(self) -> None:
        """End `run()`."""
        self._stopping = True


def _recounted(checkpoint: Checkpoint, epoch: tuple[int, int], times: float) -> Checkpoint:
    """A checkpoint whose steps are counted anew: as many images have been seen, to the nearest step.

    `epoch` is how many steps one has, before and now; a step of before has `times` the images of one now. The
    numbers of its newest step aren't its own any more.
    """

    def count(step: int) -> int:
        done, place = divmod(step, epoch[0])
        return done * epoch[1] + min(epoch[1], round(place * times))

    old = checkpoint.position
    by_hand = old.by_hand if old.by_hand[0] < 0 else (count(old.by_hand[0]), old.by_hand[1])
    place = replace(old, step=count(old.step), by_hand=by_hand, earliest=count(old.earliest), adjusted=0)
    known: dict[str, Any] = {"tested": None, "last": None, "gradients": {}, "before": {}}
    known["identity"] = replace(checkpoint.identity, before=())
    return replace(checkpoint, position=place, forked_at=old.step, **known)
