"""A run and all that an engine keeps for it: taking it and putting it back loses nothing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from core.training.checkpoint import Checkpoint
from core.training.history import Evaluation
from core.training.last_good import LastGood
from core.training.timeline import Timeline
from core.training.touch import Touches
from core.training.trainer import Trainer
from core.training.watch import Watch


class TrainingRun:
    """One trainer, what is watched of it, its keyframes, last good moment, and the edits of its weights.

    `evaluation` is the test under way, `until` the step to pause after. `before_step` is what the newest
    recorded step can be taken back to, with the edits of then.
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
        self.before_step: tuple[Checkpoint, Touches] | None = None
        self.first_recording: Checkpoint | None = None  # before the step, before it was made again

    def begin_anew(self) -> None:
        """After the trainer has begun another run: nothing of the one before goes on."""
        self.evaluation = self.until = self.before_step = self.first_recording = None
        self.watch.follow()
        self.good.begin()
        self.edits.forget()

    def close(self) -> None:
        """Give back what keeps the run at hand; it isn't gone on with."""
        self.timeline.close()
        self.trainer.close()

    def renumber(self, after: Trainer) -> None:
        """Take a number after another trainer's run, which this one takes the place of again."""
        self.trainer.follow(after)
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
