"""The past: any step of this run in sight as it was, and going on from there.

A past step is made again on a thread of its own by the run's timeline. Until it is compared with what was
kept while training, it is not called exact. Training waits meanwhile, and goes on when the past is left.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session.background import Background, Report
from cnnviz.session.recorded import Choice, Recorded
from cnnviz.session.training import Training
from core.training import Guest, Snapshot, Trainer
from core.training.watch import Watch

if TYPE_CHECKING:
    from core.trace.recording import Trace
    from core.training import Branch, Timeline

REST = 80  # milliseconds at rest after which the step under the mouse is made exactly
NEARBY = 24  # snapshots that are kept to go back and forth among

View = tuple[np.ndarray, int, Guest | None]  # the grid's images, the place of the watched one, or a guest
Verdict = Literal["", "exact", "differs", "unknown", "failed"]


class TimeTravel(QObject):
    """Which past step is in sight: `step` is None while it is the newest one.

    `shown` is the snapshot in sight, of `step` or, while it is looked for, of another one. `verdict` is ""
    until the step in sight has been made again and compared; then "exact": it is what it was, to the last
    bit; "differs": it is another one; "unknown": nothing is kept that it could be compared with; or "failed":
    it can't be made again. `why` says so in a sentence where it isn't exact.
    """

    changed = Signal()
    chosen_by_hand = Signal()  # a step was asked for other than by the film, which stops
    weight_changed = Signal()  # another weight is pointed at
    progressed = Signal(int, int)  # steps made again of a step that is on its way, and how many there are

    def __init__(self, training: Training, recorded: Recorded) -> None:
        super().__init__(training)
        self._training, self._recorded = training, recorded
        self.step: int | None = None
        self.shown: Snapshot | None = None
        self.verdict: Verdict = ""
        self.why = ""
        self.weight: tuple[str, tuple[int, ...]] | None = None  # the one that was pointed at last
        self.chosen = False  # whether it was clicked or named: pointing at others changes nothing
        self._going: list[Any] = []  # what went on when the past was looked into, as the engine left it
        self._stopped = False  # whether anything did
        self._arriving: object = None  # the question to the engine that is waited for: which run it is
        self._run = 0
        self._watch: Watch | None = None
        self._view: View | None = None  # that `shown` was made for
        self._near: int | None = None  # the step that a look nearby is on its way for
        self._next: int | None = None  # the one that is wanted after it
        self._nearby: OrderedDict[tuple[int, int], Snapshot] = OrderedDict()
        self._background = Background(training, self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.drop)
        training.config_changed.connect(self._look_at_run)
        recorded.state_changed.connect(self._state_changed)
        recorded.selection_changed.connect(self._selected)
        recorded.trace_changed.connect(self._look_anew)
        training.snapshot_changed.connect(self._look_at_run)
        training.goes_on.connect(self._give_way)

    @property
    def timeline(self) -> Timeline | None:
        """The timeline of the run, once there is one."""
        engine = self._training.engine
        return None if engine.trainer is None else engine.timeline

    @property
    def steps(self) -> range:
        """The steps that can be gone to: up to that of the newest snapshot, which all else shows, too."""
        timeline, shot = self.timeline, self._training.snapshot
        if timeline is None or shot is None:
            return range(0)
        return range(timeline.steps.start, min(timeline.steps.stop, shot.step + 1))

    @property
    def exact(self) -> bool:
        """Whether the step in sight was found to be what it was, to the last bit."""
        return self.verdict == "exact"

    @property
    def busy(self) -> bool:
        """Whether a step is being made again."""
        return self._background.running

    # going there

    def go(self, step: int) -> None:
        """Take a past step into sight, exactly; a step beyond either end is the one there."""
        self.chosen_by_hand.emit()
        if len(self.steps) >= 2:
            self._enter(self._within(step))
            self._make_again()

    def _make_again(self) -> None:
        """Make the step in sight again, and find out then whether it is what it was."""
        timeline, step = self.timeline, self.step
        assert timeline is not None
        assert step is not None
        self._rest.stop()
        self._near = self._next = None
        view = self._looked_at()
        before = max((at for at in timeline.keyframes if at < step), default=self.steps.start)

        def work(report: Report) -> tuple[Snapshot, View]:
            def poll(at: int) -> None:
                report(0.0)
                self.progressed.emit(at - before, step - before)

            return self._made(step, view, poll), view

        self._background.start(work, then=self._take, failed=self._failed)

    def near(self, step: int) -> None:
        """Take the step after the keyframe before `step` into sight: one step's work, for dragging.

        While one is on its way, the last one asked for comes next.
        """
        timeline = self.timeline
        if timeline is None or len(self.steps) < 2:
            return
        step = self._within(step)
        self._enter(step)
        before = [at for at in timeline.keyframes if at < step]
        nearest = before[-1] + 1 if before else step
        if self._near is not None and self._background.running:
            self._next = nearest
            return
        self._background.cancel()  # what was found of another step is nothing that this one may be called
        if self.shown is None or self.shown.step != nearest:
            self._look_near(nearest)

    def drag(self, step: int) -> None:
        """The mouse is over a step: show one nearby, and that very one once the mouse rests."""
        self.chosen_by_hand.emit()
        self.near(step)
        self._rest.start()

    @Slot()
    def drop(self) -> None:
        """The mouse has let go, or rests: show the very step."""
        self._rest.stop()
        if self.step is not None:
            self.go(self.step)

    def point_at_weight(self, name: str, index: tuple[int, ...]) -> None:
        """A number of a parameter is pointed at: its value over all steps is asked for."""
        if (name, index) != self.weight and not self.chosen:
            self.weight = name, index
            self.weight_changed.emit()

    def choose_weight(self, weight: tuple[str, tuple[int, ...]] | None) -> None:
        """Stay with a number of a parameter until another one is chosen; None: follow the mouse again."""
        self.chosen = False
        if weight is not None:
            self.point_at_weight(*weight)
        self.chosen = weight is not None

    @Slot()
    def _selected(self) -> None:
        cell = self._recorded.selection
        if cell is not None and self.step is not None and self.shown is not None:
            name = f"{cell.layer}.{cell.quantity.partition('.')[0]}"
            if name in self.shown.parameters:
                self.choose_weight((name, cell.index))

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
        if by > 0 and self.step is None:
            return
        (self.go if exact else self.near)(at)

    @Slot()
    def live(self) -> None:
        """Back to now: what went on when the past was looked into goes on."""
        if self.step is None:
            return
        going, stopped = self._going, self._stopped
        self._forget()
        self._recorded.leave()
        self._tell()
        if stopped:  # the engine may be yet to come to that: it fills the list before it reads it
            self._training.going = True
            self._training.ask(self._go_on, going)

    @Slot()
    def _give_way(self) -> None:
        self._stopped = False  # nothing but that step is made
        self.live()

    def record(self, then: Choice | None = None, guest: Guest | None = None) -> None:
        """Record the batch of the step in sight, as it was, or a guest alone through its network."""
        if (step := self.step) is None or (timeline := self.timeline) is None:
            return
        if guest is None and step == self.steps.start:
            self._refuse_the_first(step)
            return
        self._rest.stop()
        self._near = self._next = None

        def recorded(trace: Trace) -> None:
            self._recorded.show_trace(trace, guest=guest, current=True)
            if then is not None and (cell := then(trace)) is not None:
                self._recorded.select(cell)
            self._answer()

        def failed(error: Exception) -> None:
            self._training.message.emit(str(error) or type(error).__name__, "error")
            self._answer()

        def work(report: Report) -> Any:
            if guest is None:
                return timeline.record(step)
            return timeline.visit(step, lambda trainer: Watch(trainer).record(guest))

        self._background.start(work, then=recorded, failed=failed)

    def _refuse_the_first(self, step: int) -> None:
        """Say that there is no batch of the first step that is kept, and offer the step after it."""
        self._recorded.refused.emit()
        said = self.tr("Step 0 is where the run begins: no batch has led to it. Each later step has one.")
        if step:
            said = self.tr("The batch that led to step {0} was not kept. Each later step has one.")
        self._training.message.emit(said.format(f"{step:,}"), "info")
        go = self.tr("Go to step {0}")
        self._training.offered.emit(go.format(f"{step + 1:,}"), lambda: self.go(step + 1))
        self._training.lasts.emit(lambda: self.step == step)

    # going on from there

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The runs that went on from a step of one another, the one in sight among them; oldest first."""
        return () if self.timeline is None else self.timeline.branches

    def branch(self, step: int | None = None, **changes: Any) -> None:
        """Go on from a past step, by default the one in sight, with other settings: `lr` and `momentum`, or a
        field of TrainConfig that can change while a run goes on.
        """
        step, trace = self.step if step is None else step, self._recorded.trace
        recorded = None if trace is None or self._recorded.apart else trace.step
        if step is not None:
            self._leave_for(lambda: self._training.engine.branch(step, recorded, **changes))

    def take_up(self, number: int) -> None:
        """Go back to the newest step of another branch; this one stays as it is."""
        self._leave_for(lambda: self._training.engine.take_up(number))

    def _leave_for(self, call: Any) -> None:
        self._background.cancel()

        def begun(run: int) -> None:
            if self.step is None or self._run != run:  # else a step of the new run is asked for already
                self._forget()
                self._recorded.leave()
                self._tell()

        self._training.ask(call, then=begun, failed=lambda _: self._answer())

    # the parts

    def _within(self, step: int) -> int:
        return min(max(step, self.steps.start), self.steps.stop - 1)

    def _enter(self, step: int) -> None:
        if self.step is None:
            self._nearby.clear()
            self._arrive()
        self.step, self.verdict, self.why = step, "", ""
        if self._recorded.trace is not None:
            self._recorded.leave()
        self.changed.emit()

    def _arrive(self) -> None:
        """Ask the engine which run it is by now, and have it pause and keep what goes on; what it tells of
        until it answers is no reason to leave the past again.
        """
        engine, shot = self._training.engine, self._training.snapshot
        self._run = 0 if shot is None else shot.run
        self._stopped = self._training.active or self._training.going
        self._going, self._arriving = [], object()
        kept, stopped, mine = self._going, self._stopped, self._arriving

        def here() -> int:
            if stopped:
                kept.append(engine.suspend())
            return self._run_now()

        def arrived(run: int) -> None:
            if self._arriving is not mine:
                return
            self._arriving = None
            if run != self._run:
                self._run = run
                self._begin_again()
            self._look_at_run()
            self._state_changed("")

        if stopped:
            self._training.going = False
        self._training.ask(here, then=arrived, failed=lambda _: arrived(self._run))

    def _begin_again(self) -> None:
        """The run is another one than the step was asked of: it is that step of this run."""
        if self.step is None:
            return
        self.shown = None
        self._nearby.clear()
        if len(self.steps) < 2:
            self.live()
        else:
            self._enter(self._within(self.step))
            self._make_again()

    def _answer(self) -> None:
        """Go on with what was let be for something else: the step in sight is made, and compared."""
        if self.step is None or self.verdict:
            return
        if self.shown is not None and self.shown.step == self.step and _same(self._looked_at(), self._view):
            self._compare(self.step)
        else:
            self._make_again()

    def _go_on(self, kept: list[Any]) -> None:
        for suspended in kept:
            self._training.engine.go_on(suspended)

    def _forget(self) -> None:
        """There is no past in sight any more."""
        self._background.cancel()
        self._rest.stop()
        self._near = self._next = self._arriving = None
        self.chosen, self._stopped, self._going = False, False, []
        self.step, self.shown, self.verdict, self.why = None, None, "", ""
        self._nearby.clear()

    def _looked_at(self) -> View:
        """What the canvas looks at."""
        shot = self._training.snapshot
        assert shot is not None
        return shot.watched.indices, shot.probe.position, shot.probe.guest

    def _made(self, step: int, view: View, poll: Any = None, settled: bool = True) -> Snapshot:
        """On its own thread: the snapshot of a step, made again; with its own predictions if `settled`."""
        timeline = self.timeline
        assert timeline is not None
        indices, position, guest = view

        def use(trainer: Trainer) -> Snapshot:
            watch = self._watch
            if watch is None or not watch.is_of(trainer):
                watch = self._watch = Watch(trainer)
            watch.follow()
            watch.show_again(indices, position, guest)
            return watch.snapshot("paused", settled)

        return timeline.visit(step, use, poll)

    def _look_near(self, step: int) -> None:
        view = self._looked_at()
        known = self._nearby.get((step, id(view[0])))
        self._near, self._next = step, None
        if known is not None and _same(view, self._view):
            self._near = None
            self.shown = known
            self._tell()
            return
        self._background.start(
            lambda report: (self._made(step, view, settled=False), view),
            then=self._take_near,
            failed=self._failed,
        )

    def _take_near(self, made: tuple[Snapshot, View]) -> None:
        shot, view = made
        if not _same(view, self._view):
            self._nearby.clear()
        self.shown, self._view = shot, view
        self._nearby[shot.step, id(view[0])] = shot
        while len(self._nearby) > NEARBY:
            self._nearby.popitem(last=False)
        wanted, self._near, self._next = self._next, None, None
        if wanted is not None and wanted != shot.step:
            self._look_near(wanted)
        self._tell()

    def _take(self, made: tuple[Snapshot, View]) -> None:
        self.shown, self._view = made
        self._tell()
        self._answer()  # another image may have been chosen since

    def _compare(self, step: int) -> None:
        """Find out whether the step in sight is what it was."""
        timeline, engine = self.timeline, self._training.engine
        assert timeline is not None

        def compare(report: Report) -> bool | None:
            engine.post(timeline.mark).result(timeout=60)  # so that there is one to meet at the newest step
            return timeline.is_exact(step, lambda at: report(0.0))  # another step that is wanted can't wait

        self._background.start(compare, then=self._compared, failed=self._failed)

    def _compared(self, exact: bool | None) -> None:
        self.verdict = "unknown" if exact is None else "exact" if exact else "differs"
        if exact is None:
            self.why = self.tr(
                "This step was made again, but nothing is kept that it could be compared with: the weights "
                "were written to soon after it, or the room for that was needed."
            )
        elif not exact:
            self.why = self.tr(
                "This step could not be made again to the last bit (other threads or another machine). "
                "Shown as replayed."
            )
        if self.why:
            self._tell_why("info")
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        """Say why, if the run that the step was asked of is still there; else it is about to be left."""
        self._recorded.refused.emit()
        self._near = self._next = None
        step, run = self.step, self._run

        def told(now: int) -> None:
            if now == run == self._run and step == self.step and not (self.verdict or self.busy):
                self.verdict, self.why = "failed", str(error) or type(error).__name__
                self._tell_why("error")
                self.changed.emit()

        self._training.ask(self._run_now, then=told)

    def _tell_why(self, kind: str) -> None:
        step, why = self.step, self.why
        self._training.message.emit(why, kind)
        self._training.lasts.emit(lambda: (self.step, self.why) == (step, why))

    def _run_now(self) -> int:
        """On the training thread: the number of the run there is."""
        trainer = self._training.engine.trainer
        assert trainer is not None
        return trainer.run

    def _tell(self) -> None:
        self.changed.emit()
        self._training.snapshot_changed.emit()

    @Slot(str)
    def _state_changed(self, state: str) -> None:
        if self._training.active and self.step is not None and self._arriving is None:
            self._stopped = False  # somebody has made it go on
            self.live()

    @Slot()
    def _look_at_run(self) -> None:
        """Another run has begun: there is no past of it in sight; another image is looked at: show that."""
        shot = self._training.snapshot
        if self.step is None or shot is None or self._arriving is not None:
            return
        if shot.run != self._run:
            self._forget()
            self.changed.emit()
        elif self.shown is not None and self._view is not None and not _same(self._looked_at(), self._view):
            self._view = None
            self._look_anew()

    @Slot()
    def _look_anew(self) -> None:
        """Show another image at the step in sight, once no recorded batch is looked at."""
        outdated = self.shown is not None and self._view is None
        if self.step is not None and outdated and self._recorded.trace is None:
            self._enter(self.step)
            self._make_again()


def _same(one: View, other: View | None) -> bool:
    """Whether two looks are at the same image of the same grid."""
    return other is not None and one[0] is other[0] and one[1:] == other[1:]
