"""A run put aside whole, and another one in its place for a while: nothing of the first is copied or lost.

The run's own trainer is kept as it stands, optimiser, gradients and all, so that it goes on afterwards bit
for bit. A guided tour, which opens a network of its own, needs these four steps; each is posted to the
engine: `engine.post(put_aside, engine)`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.history import Evaluation
from core.training.last_good import LastGood
from core.training.loop import Data, Loop
from core.training.timeline import Timeline
from core.training.touch import Touches
from core.training.trainer import Trainer
from core.training.watch import Watch


@dataclass(frozen=True)
class Aside:
    """A run that waits: its trainer, what was watched of it and done to it by hand, what was going on."""

    trainer: Trainer
    copy: Checkpoint  # of the run as it stands, for whoever keeps it in a file meanwhile
    watch: Watch
    timeline: Timeline
    good: LastGood
    touches: Touches
    undo: tuple[int, Checkpoint, Touches] | None
    evaluation: Generator[int, None, Evaluation] | None
    training: bool
    evaluating: bool
    until: int | None

    @property
    def step(self) -> int:
        """The step that it stands at."""
        return self.trainer.step_number


def put_aside(loop: Loop) -> Aside:
    """Pause; returns everything that going on needs. The run stays in its place until another one begins."""
    trainer = loop._ready()
    recorded = loop._recorded
    aside = Aside(
        trainer,
        trainer.checkpoint(),
        loop._watch,
        loop.timeline,
        loop._good,
        loop._touches,
        recorded if recorded is not None and recorded[0] == trainer.run else None,
        loop._evaluation,
        loop._training,
        loop._evaluating,
        loop._until,
    )
    loop._halt()
    return aside


def begin_beside(loop: Loop, config: TrainConfig | None = None, data: Data | None = None) -> int:
    """Begin a run of its own, paused, on the same images unless others are given; returns its number.

    Raises what making it raises (ConfigError); the run that was there is in its place then.
    """
    before = loop._ready()
    images = before.images if data is None else data()
    other = Trainer(config or TrainConfig(), *images, before.workers)
    other.follow(before)
    loop.trainer, loop._watch, loop.timeline = other, Watch(other), Timeline(other, folder=loop._folder)
    loop._good = LastGood(other, loop.timeline)
    loop._touches = Touches(other)
    loop._recorded = None
    loop._new_run(apart=True)
    loop._tell("reset", "A run beside another one", run=other.run)
    loop._publish()
    return other.run


def take_up(loop: Loop, aside: Aside) -> int:
    """Put the run back into its place, paused, under a new number; returns that."""
    trainer, waited = aside.trainer, aside.trainer.version
    loop.timeline.close()
    if loop.trainer is not trainer:
        loop._ready().close()
    trainer.follow(loop._ready())
    number = trainer.run
    loop.timeline = aside.timeline
    loop.trainer, loop._watch, loop._good = trainer, aside.watch, aside.good
    loop._touches = aside.touches
    loop._evaluation, loop._until, loop._diverged = aside.evaluation, None, False
    aside.watch._run = number  # it is the run that it looks at already
    loop.config = trainer.config
    loop._recorded = None if aside.undo is None else (number, *aside.undo[1:])
    loop._halt()
    loop._tell_began(continues=waited)
    loop._tell("resumed", f"The run goes on from step {trainer.step_number:,}", run=number)
    loop._publish()  # whoever asked finds it in the feed when the answer comes
    return number


def go_on(loop: Loop, aside: Aside) -> None:
    """Go on with what was going on when the run was put aside: training, or a test."""
    loop._training, loop._evaluating = aside.training, aside.evaluating
    loop._until = aside.until
    loop._settle()
