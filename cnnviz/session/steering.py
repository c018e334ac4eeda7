"""How training is steered: go, stop, one batch, one epoch, again from the seed, and what can be changed live.

Each of these is posted to the engine and takes effect between two steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.training import TrainConfig


class Steering(QObject):
    """Steers the engine; `going` is whether training was last asked for, or seen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.going = False

    def train(self) -> None:
        """Trains until paused; a recorded batch gives way to the live picture."""
        self.session.leave()
        self.going = True
        self.session.ask(self.session.engine.train)

    def pause(self) -> None:
        """Finishes the step and pauses."""
        self.going = False
        self.session.ask(self.session.engine.pause)

    @Slot()
    def toggle(self) -> None:
        """Trains if paused, pauses if training."""
        if self.going:
            self.pause()
        else:
            self.train()

    @Slot()
    def step_batch(self) -> None:
        """Trains on one batch, then pauses; a recorded batch goes stale."""
        self.session.ask(self.session.engine.step)

    @Slot()
    def step_epoch(self) -> None:
        """Trains to the end of this epoch, then pauses."""
        self.session.leave()
        self.going = True
        self.session.ask(self.session.engine.epoch)

    def reset(self, config: TrainConfig | None = None, then: Callable[[], None] | None = None) -> None:
        """Starts again from the seed, with other settings if given; a ConfigError becomes a message. The run
        before is kept.
        """

        def begun(_: object) -> None:
            before = self.session.run_before
            if before.is_news:
                before.say(self.tr("A new run has begun. The one before is kept."))
            if then is not None:
                then()

        self.session.leave()
        self.session.ask_run(self.session.engine.reset, config, then=begun)

    def set_lr(self, lr: float) -> None:
        """Changes the learning rate between two steps."""
        self.session.ask(self.session.engine.set_lr, lr)

    def set_momentum(self, momentum: float) -> None:
        """Changes the momentum between two steps."""
        self.session.ask(self.session.engine.set_momentum, momentum)

    def set_workers(self, workers: int) -> None:
        """Lets so many processes make the steps, where that is faster."""
        self.session.ask(self.session.engine.set_workers, workers)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Trains at most so many steps a second; None is full speed."""
        if steps_per_second != self.session.speed:
            self.session.speed = steps_per_second
            self.session.speed_changed.emit(steps_per_second or 0.0)
            self.session.ask(self.session.engine.set_speed, steps_per_second)
