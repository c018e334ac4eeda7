"""Training as the window knows it: the thread, what comes from it, when that is shown, and how it is steered.

The feed is emptied at a rate that painting can keep up with; every call is posted to the engine and takes
effect between two steps. Nothing in here knows what has been recorded or which image is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session.worker import Worker
from cnnviz.system import alone, garbage
from cnnviz.system.wording import listed
from core.training import Event, History, RunBegan, RunHistories, Snapshot, TrainConfig, Version
from core.training.news import Entry

FRAME = 0.050  # seconds between pictures at best
WORKING = "training", "evaluating", "testing"  # states of the engine
PAINTING = 0.08  # of a processor's time, at most, goes into painting while training runs
BUSY = 0.5  # of the time, at most, the window's thread paints or waits to: the rest is for keys and mouse


class Pace:
    """Counts what painting costs and says when the next picture is due."""

    def __init__(self) -> None:
        self._spent = 0.0  # seconds of the processor since the last picture
        self._busy = 0.0  # seconds that the window's thread was kept, waiting included
        self._next_picture = 0.0

    def painted(self, seconds: float) -> None:
        """Count painting that somebody has measured for himself."""
        self._spent += seconds

    @contextmanager
    def painting(self) -> Iterator[None]:
        """Count everything inside as painting, once, whatever is reported in it."""
        before, began, busy = self._spent, time.perf_counter(), time.thread_time()
        yield
        self._spent = before + time.thread_time() - busy
        self._busy += time.perf_counter() - began

    def picture_due(self, now: float) -> bool:
        """Whether the last picture is paid for."""
        return now >= self._next_picture

    def drew(self, now: float) -> None:
        """A picture was drawn at `now`: what has been spent since the one before sets the next one's time."""
        # The timer ticks every FRAME; a tick that comes a little early is still a tick.
        self._next_picture = now + max(0.8 * FRAME, self._spent / PAINTING, self._busy / BUSY)
        self._spent = self._busy = 0.0


class Training(QObject):
    """Own the training thread, its newest snapshot, and the history of the run.

    `engine_state` is the engine's, `ready` whether there has been a snapshot. `config` is the run's,
    `data_path` where the user's own images are from, None if the run is on those that come with cnnviz.
    `speed` is in steps a second, None as fast as it goes; `going` is whether training was last asked for, or
    seen; `waiting` says that there is more history than has been shown.

    Whatever follows the training is shown anew in one turn of the window, of the newest snapshot's step:
    first `snapshot_changed` tells, then `history_changed`, and both are painted together. The history may
    know of later steps by then; `told` is how many of its steps are in sight.
    """

    snapshot_changed = Signal()
    history_changed = Signal()
    config_changed = Signal()
    message = Signal(str, str)  # text, "info" | "error"
    offered = Signal(str, object)  # a button beside the message: its words, what it does
    lasts = Signal(object)  # how long the message is true: once this callable says False, it goes
    news_changed = Signal()  # what such a callable looks at may be another now
    ended = Signal()  # the training thread has ended, for good

    goes_on = Signal()  # one step is asked for, from the newest
    gives_way = Signal()  # the live picture is asked for: what is recorded gives way to it
    run_began = Signal(object, object)  # RunBegan, and the whole History of the run before
    run_changed = Signal()  # the newest snapshot is of another run; before `config_changed`
    measured_changed = Signal()  # a network was tested beside the training
    adopted = Signal()  # there is a new snapshot; before `snapshot_changed`
    engine_changed = Signal()  # the engine's state may be another one

    def __init__(
        self,
        config: TrainConfig | None = None,
        data: Callable[[], tuple[Any, Any]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.config = config or TrainConfig()
        self.snapshot: Snapshot | None = None
        self.history = History()
        self.data_path: Path | None = None
        self.speed: float | None = None
        self.ready = self.going = self.waiting = False
        self.engine_state = "loading"
        self._histories = RunHistories()
        self._early: list[Entry] = []  # of runs whose first picture is yet to come
        self._shown: object = None  # which history was shown last, and how much of it
        self._said = ""  # what was refused to the history, told already
        self.measured: tuple[Version, float] | None = None  # accuracy on all test images, beside the training
        self._pace = Pace()
        self.timer = QTimer(self, interval=round(FRAME * 1000))
        self.timer.timeout.connect(self._tick)
        self._worker = Worker(self.config, data, self)
        self.engine = self._worker.engine
        self.ask = self._worker.ask
        self.shipped = self.engine.first_data  # reads the images that come with cnnviz
        self._taken = 0  # the turn in which the feed was emptied last
        self._worker.news.connect(self._take_news)
        self._worker.happened.connect(self._take_event)
        self._worker.refused.connect(self._refuse)

    @property
    def active(self) -> bool:
        """True while steps are being made or the network is tested."""
        return self.engine_state in WORKING

    @property
    def settings(self) -> TrainConfig:
        """What a new run begins with: the run's config, with the rate and momentum as they were set last."""
        shot = self.snapshot
        return self.config if shot is None else self.config.as_now(shot.base_lr, shot.momentum)

    # asking

    def ask_run(
        self,
        call: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        late: Callable[[Any], object] = bool,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Post a call that begins a run or takes one back: `then` hears the result while that run is in
        sight, `late` if another one has begun by the time of the answer.
        """

        def here() -> tuple[int, Any]:
            result = call(*args)
            assert self.engine.trainer is not None
            return self.engine.trainer.run, result

        def answered(made: tuple[int, Any]) -> None:
            run, result = made
            over = self.snapshot is not None and self.snapshot.run > run
            (late if over else then)(result)

        self.ask(here, then=answered, failed=failed)

    def moved_on(self, version: Version | None) -> bool:
        """Whether the network in sight is a newer one than a result's: that is stale then.

        A result may be newer than the picture in sight, which is yet to follow.
        """
        shot = self.snapshot
        return shot is not None and version is not None and shot.version.newer_than(version)

    def dated(self, what: str, version: Version | None, step: int) -> str:
        """`what` a result of `step` is of ("at step 412"), with what has changed since, if anything has."""
        shot = self.snapshot
        if shot is None or version is None or not self.moved_on(version):
            return what
        if shot.version.data != version.data:
            return self.tr("{0}, of a run on other images").format(what)
        if shot.run != version.run:
            return self.tr("{0}, before another run began or this one was put back").format(what)
        if shot.step != step:
            return self.tr("{0}; the network is at step {1} now").format(what, f"{shot.step:,}")
        return self.tr("{0}, before the weights were edited").format(what)

    def note_accuracy(self, version: Version, accuracy: float) -> None:
        """A network has read all test images beside the training: so well."""
        self.measured = version, accuracy
        self.measured_changed.emit()

    # steering

    def train(self) -> None:
        """Train until paused; a recorded batch gives way to the live picture."""
        self.gives_way.emit()
        self.going = True
        self.ask(self.engine.train)

    def pause(self) -> None:
        """Finish the step and pause."""
        self.going = False
        self.ask(self.engine.pause)

    @Slot()
    def toggle(self) -> None:
        """Train if paused, pause if training."""
        if self.going:
            self.pause()
        else:
            self.train()

    @Slot()
    def step_batch(self) -> None:
        """Train on one batch, then pause; a recorded batch goes stale, a past step gives way."""
        self.goes_on.emit()
        self.ask(self.engine.step)

    @Slot()
    def step_epoch(self) -> None:
        """Train to the end of this epoch, then pause."""
        self.gives_way.emit()
        self.going = True
        self.ask(self.engine.epoch)

    def set_lr(self, lr: float) -> None:
        """Change the learning rate between two steps."""
        self.ask(self.engine.set_lr, lr)

    def set_base_lr(self, lr: float) -> None:
        """Scale the schedule under way to another base between two steps, and say what that makes of it."""

        def scaled(rates: tuple[float, float]) -> None:
            before, now = (f"{rate:.3g}" for rate in rates)
            text = self.tr("The learning rate went from {1} to {0}.")
            if self.config.schedule != "constant":
                text = self.tr("The schedule was scaled to {2}: the learning rate went from {1} to {0}.")
            self.tell(self._with_held(text.format(now, before, f"{lr:g}")))

        self.ask(self.engine.set_base_lr, lr, then=scaled)

    def set_momentum(self, momentum: float) -> None:
        """Change the momentum between two steps, and say what it was."""

        def changed(before: float) -> None:
            text = self.tr("The momentum went from {1} to {0}.")
            self.tell(text.format(f"{momentum:g}", f"{before:g}"))

        self.ask(self.engine.set_momentum, momentum, then=changed)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Train at most so many steps a second; None is full speed."""
        if steps_per_second != self.speed:
            self.speed = steps_per_second
            self.ask(self.engine.set_speed, steps_per_second)

    def set_workers(self, workers: int) -> None:
        """Let so many processes make the steps, where that is faster."""
        self.ask(self.engine.set_workers, workers)

    def go_back(self, lr: float) -> None:
        """Go back, paused, to where the run last did well, with another learning rate."""

        def back(step: int) -> None:
            words = self.tr("Back at step {0}, with a learning rate of {1}.")
            self.tell(self._with_held(words.format(f"{step:,}", f"{lr:g}")))

        self.gives_way.emit()
        self.ask_run(self.engine.go_back, lr, then=back)

    def _with_held(self, text: str) -> str:
        """A text about the rate; with how long that stays, where the schedule rises no more."""
        if self.snapshot is None or not self.snapshot.held_until:
            return text
        words = self.tr("The schedule rises no more: that rate stays up to step {0}.")
        return listed((text, words.format(f"{self.snapshot.held_until:,}")), " ")

    @Slot()
    def undo_step(self) -> None:
        """Take the recorded step back, paused: the network is as it was before that batch."""

        def undone(step: int) -> None:
            self.gives_way.emit()
            self.tell(self.tr("The recorded step was undone, back to step {0}.").format(f"{step:,}"))

        self.ask_run(self.engine.undo_step, then=undone)

    def stand_still(self) -> None:
        """Have nothing computed until the window has painted what it changes now."""
        alone.begin()
        if self.active and not self.closed:
            self.engine.post(alone.wait)

    # pictures and numbers

    def painted(self, seconds: float) -> None:
        """Count time that went into painting; the next picture waits until it is under its share."""
        self._pace.painted(seconds)

    def painting(self) -> AbstractContextManager[None]:
        """Count everything inside as painting, once, whatever the panels themselves report in it."""
        return self._pace.painting()

    @Slot()
    def _tick(self) -> None:
        garbage.collect_due()
        if not self.active or self._pace.picture_due(time.monotonic()):
            self._worker.tell()  # what has been answered isn't seen before its answer is heard
            self._take_news()

    @Slot()
    def _take_news(self) -> None:
        """Take what the feed holds, once for all that the training thread tells in one turn."""
        if self._taken != self._worker.turn:
            self._taken = self._worker.turn
            self.take()

    def take(self) -> None:
        """Take what the feed holds now, and count it as painting."""
        now = time.monotonic()
        with self.painting():
            snapshot, entries = self.engine.feed.take_all()
            newest = snapshot or self.snapshot
            self._add(entries, 0 if newest is None else newest.run)
            if snapshot is not None:
                self.adopt(snapshot)
                self.snapshot_changed.emit()
            if self.waiting or self._shown != (self.history, self.told):
                self._show_history()
        if snapshot is not None or entries:
            self._pace.drew(now)

    @property
    def told(self) -> int:
        """How many steps of the history there are up to the newest snapshot's."""
        history, shot = self.history, self.snapshot
        if shot is None or shot.run != history.run or not len(history):
            return len(history)
        return min(max(0, shot.step + 1 - int(history.steps[0])), len(history))  # without gaps

    def adopt(self, snapshot: Snapshot) -> None:
        """Make a snapshot the newest; with one of another run everything of the run before goes."""
        before, self.snapshot = self.snapshot, snapshot
        # The state comes with the picture, so that the two never contradict each other.
        self.engine_state = snapshot.state
        if before is None or before.run != snapshot.run:
            self.ready = True
            self.config = snapshot.config
            self.run_changed.emit()
            self.config_changed.emit()
        self.adopted.emit()
        self.engine_changed.emit()

    def _add(self, entries: list[Entry], run: int) -> None:
        """Add what the engine tells to the history, up to run number `run`; the rest waits."""
        entries = self._early + entries
        begun = [at for at, e in enumerate(entries) if isinstance(e, RunBegan) and e.version.run > run]
        now = begun[0] if begun else len(entries)
        self._early = entries[now:]
        if now:
            self._follow(entries[:now])
            self.waiting = True
            trouble = self.history.trouble
            if trouble and trouble != self._said:
                self.message.emit(trouble, "error")
            self._said = trouble

    def _follow(self, entries: list[Entry]) -> None:
        begun = self._histories.take(entries)
        self.history = self._histories.current
        for began, history in begun:
            self.data_path = Path(began.place) if began.place else None
            self.run_began.emit(began, history)

    def let_go(self, run: int) -> History:
        """The history of a run that waited while another one was in its place, and won't go on."""
        return self._histories.let_go(run)

    @property
    def branches(self) -> tuple[History, ...]:
        """The histories of the other branches of this run, oldest first."""
        return tuple(self._histories.branches)

    def _show_history(self) -> None:
        self.waiting, self._shown = False, (self.history, self.told)
        self.history_changed.emit()

    # events

    @Slot(object)
    def _take_event(self, event: Event) -> None:
        """Take what the engine tells of, in between pictures."""
        if event.kind in ("error", "diverged"):
            self.message.emit(event.text, "error")
            if event.kind == "diverged":
                self.lasts.emit(lambda: self.engine.state == "diverged")
            if event.kind == "error" and self.ready:  # a picture that says so may be what failed
                self.engine_state = self.engine.state
                self.engine_changed.emit()
            if "good_step" in event.data:
                step, lr = event.data["good_step"], event.data["lr"]
                words = self.tr("Go back to step {0} with a learning rate of {1}")
                self.offered.emit(words.format(f"{step:,}", f"{lr:g}"), lambda: self.go_back(lr))
        elif event.kind == "dropped":
            words = self.tr(
                "The last image of each epoch is left out: {0} can't take the mean and variance of one "
                "image. With another batch size every image is trained on."
            )
            trainer = self.engine.trainer
            self.message.emit(words.format(event.data["layer"]), "info")
            self.lasts.emit(lambda: self.engine.trainer is trainer)
        elif event.kind == "state":
            self.going = event.text in WORKING
            if event.text == "stopped":
                self.engine_state = "stopped"
                self.engine_changed.emit()
        # Of small sets there are hundreds of epochs a second: they wait for the next picture.
        soon = event.kind in ("epoch", "evaluated") or (event.kind == "state" and event.text in WORKING)
        if not (self.active and soon):
            self._take_news()

    @Slot(str)
    def _refuse(self, why: str) -> None:
        """Say why something that was asked can't be done."""
        self.tell(why, "error")

    def tell(self, text: str, kind: str = "info") -> None:
        """Say something about the run in sight, until another one is."""
        run = self._run_in_sight()
        self.message.emit(text, kind)
        self.lasts.emit(lambda: self._run_in_sight() == run)

    def _run_in_sight(self) -> int:
        return -1 if self.snapshot is None else self.snapshot.run

    # the beginning and the end

    def start(self) -> None:
        """Start the training thread and the clock; the engine loads its data first."""
        self._worker.start()
        self.timer.start()

    @property
    def closed(self) -> bool:
        """True once it has been closed."""
        return self._worker.closed

    def close(self, patience: float = 2.0) -> bool:
        """Stop the engine and wait for its thread; False if it didn't end in time."""
        first = not self.closed
        self.timer.stop()
        alone.end()
        done = self._worker.close(patience)
        if first and done:
            self._follow(self._early + self.engine.feed.take_all()[1])  # the history as the engine left it
            self._early = []
            self.ended.emit()
        return done
