"""The past: any step of this run in sight as it was, and going on from there.

A past step is made again on a thread of its own by the run's timeline. Until it is compared with what was
kept while training, it is not called exact. Training waits meanwhile, and goes on when the past is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.background import Background, Report
from cnnviz.session.recorded import Choice, Recorded
from cnnviz.session.training import Training
from core.training import Guest, ReplayError, Snapshot, Trainer
from core.training.watch import Watch

if TYPE_CHECKING:
    from core.trace.recording import Trace
    from core.training import Timeline


class TimeTravel(QObject):
    """Which past step is in sight: `step` is None while it is the newest one.

    `shown` is the snapshot in sight, of `step` or, while it is looked for, of another one; `exact` says that
    `shown` is that step and was found to be what it was, to the last bit.
    """

    changed = Signal()

    def __init__(self, training: Training, recorded: Recorded) -> None:
        super().__init__(training)
        self._training, self._recorded = training, recorded
        self.step: int | None = None
        self.shown: Snapshot | None = None
        self.exact = False
        self.differs = False  # it was compared, and is another one
        self._trained = False  # whether training went on when the past was looked into
        self._run = 0
        self._watch: Watch | None = None
        self._background = Background(training, self)
        training.config_changed.connect(self._look_at_run)
        recorded.state_changed.connect(self._state_changed)
        training.snapshot_changed.connect(self._look_at_run)

    @property
    def timeline(self) -> Timeline | None:
        """The timeline of the run, once there is one."""
        engine = self._training.engine
        return None if engine.trainer is None else engine.timeline

    @property
    def steps(self) -> range:
        """The steps that can be gone to."""
        return range(0) if self.timeline is None else self.timeline.steps

    def go(self, step: int) -> None:
        """Take a past step into sight, exactly; a step beyond either end is the one there."""
        if len(self.steps) < 2:
            return
        step = self._within(step)
        self._enter(step)
        timeline, view = self.timeline, self._view()
        assert timeline is not None

        def work(report: Report) -> Snapshot:
            return self._made(step, view, report)

        self._background.start(work, then=self._take, failed=self._failed)

    def near(self, step: int) -> None:
        """Take the step after the keyframe before `step` into sight: one step's work, for dragging."""
        timeline = self.timeline
        if timeline is None or len(self.steps) < 2:
            return
        step = self._within(step)
        before = [at for at in timeline.keyframes if at < step]
        self._enter(step)
        nearest, view = (before[-1] + 1 if before else step), self._view()
        self._background.start(
            lambda report: self._made(nearest, view, report), then=self._take_near, failed=self._failed
        )

    @property
    def busy(self) -> bool:
        """Whether a step is being made again."""
        return self._background.running

    def turn(self, by: int, keyframes: bool = False, exact: bool = True) -> None:
        """So many steps on, or back, from the one in sight; or as many keyframes."""
        timeline = self.timeline
        if timeline is None or len(self.steps) < 2:
            return
        at = self.steps.stop - 1 if self.step is None else self.step
        if keyframes:  # what is shown of one is the step made from it
            places = sorted({self.steps.start, *(k + 1 for k in timeline.keyframes), self.steps.stop - 1})
            beyond = [k for k in places if k > at] if by > 0 else [k for k in reversed(places) if k < at]
            at = beyond[min(abs(by), len(beyond)) - 1] if beyond else at
        else:
            at += by
        if not keyframes and by > 0 and self.step is None:
            return
        (self.go if exact else self.near)(at)

    @Slot()
    def live(self) -> None:
        """Back to now: what went on when the past was looked into goes on."""
        if self.step is None:
            return
        trained, self._trained = self._trained, False
        self._background.cancel()
        self.step, self.shown, self.exact, self.differs = None, None, False, False
        self._recorded.leave()
        self._tell()
        if trained:
            self._training.train()

    def record(self, then: Choice | None = None) -> None:
        """Record the batch of the step in sight, as it was."""
        step, timeline = self.step, self.timeline
        if step is None or timeline is None or self._background.running:
            return

        def recorded(trace: Trace) -> None:
            if self.step != step:
                return
            self._recorded.show_trace(trace, current=True)
            if then is not None:
                self._recorded.select(then(trace))

        self._background.start(lambda report: timeline.record(step), then=recorded, failed=self._failed)

    def branch(self, step: int | None = None, **changes: Any) -> None:
        """Go on from a past step, by default the one in sight, with other settings: `lr` and `momentum`, or a
        field of TrainConfig that can change while a run goes on.
        """
        step = self.step if step is None else step
        if step is None:
            return
        self._background.cancel()
        self._trained = False
        training = self._training

        def begun(_: Any) -> None:
            self.step, self.shown, self.exact, self.differs = None, None, False, False
            self._recorded.leave()
            self._tell()

        training.ask(lambda: training.engine.branch(step, **changes), then=begun)

    # the parts

    def _within(self, step: int) -> int:
        return min(max(step, self.steps.start), self.steps.stop - 1)

    def _enter(self, step: int) -> None:
        if self.step is None:
            self._trained = self._training.active
            self._run = 0 if self._training.snapshot is None else self._training.snapshot.run
            if self._trained:
                self._training.pause()
        if self._recorded.trace is not None:
            self._recorded.leave()
        self.step, self.exact, self.differs = step, False, False
        self.changed.emit()

    def _view(self) -> tuple[np.ndarray, int, Guest | None]:
        """What the canvas looks at: the grid's images, the watched one's place, or an image from outside."""
        shot = self._training.snapshot
        assert shot is not None
        return shot.watched.indices, shot.probe.position, shot.probe.guest

    def _made(self, step: int, view: tuple[np.ndarray, int, Guest | None], report: Report) -> Snapshot:
        """On a thread of its own: the snapshot of a step, made again."""
        timeline = self.timeline
        assert timeline is not None
        indices, position, guest = view

        def use(trainer: Trainer) -> Snapshot:
            watch = self._watch
            if watch is None or watch._trainer is not trainer:
                watch = self._watch = Watch(trainer)
            watch.follow()
            watch.show(indices)
            watch.look_at_position(position)
            watch.receive(guest)
            return watch.snapshot("paused")

        made = timeline.visit(step, use, poll=lambda _: report(0.0))
        assert isinstance(made, Snapshot)
        return made

    def _take(self, shot: Snapshot) -> None:
        self.shown = shot
        self._tell()
        timeline, step, engine = self.timeline, shot.step, self._training.engine
        assert timeline is not None

        def compare(report: Report) -> bool | None:
            engine.post(timeline.mark).result(timeout=60)  # so that there is one to meet at the newest step
            report(0.0)
            return timeline.is_exact(step)

        self._background.start(compare, then=self._compared, failed=self._failed)

    def _take_near(self, shot: Snapshot) -> None:
        self.shown = shot
        self._tell()

    def _compared(self, exact: bool | None) -> None:
        self.exact, self.differs = exact is True, exact is False
        if self.differs:
            self._training.message.emit(
                self.tr(
                    "This step could not be made again to the last bit (other threads or another machine). "
                    "Shown as replayed."
                ),
                "info",
            )
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.differs = isinstance(error, ReplayError)
        self._training.message.emit(str(error) or type(error).__name__, "error")
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self._training.snapshot_changed.emit()

    @Slot(str)
    def _state_changed(self, state: str) -> None:
        if state == "training":  # somebody has made it go on
            self._trained = False
            self.live()

    @Slot()
    def _look_at_run(self) -> None:
        """Another run has begun: there is no past of it in sight."""
        shot = self._training.snapshot
        if self.step is not None and shot is not None and shot.run != self._run:
            self._background.cancel()
            self._trained = False
            self.step, self.shown, self.exact, self.differs = None, None, False, False
            self.changed.emit()
