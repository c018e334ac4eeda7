"""The session: what the window knows, and the only way from the window to the training thread.

It owns the thread that the engine runs on, takes from the engine's feed at a rate that painting can keep up
with, and brings every answer back to the window's thread. Panels listen to its signals and call its methods.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz import lesson, picture, stops
from cnnviz.drawing.live import Drawing
from cnnviz.exhibit import Exhibit
from cnnviz.guests import Guests
from cnnviz.pacing import FRAME, Pace
from cnnviz.paths import trained_network
from cnnviz.walk import Walk
from cnnviz.worker import Worker
from core.presets import preset
from core.training import Checkpoint, Event, History, TrainConfig, load_checkpoint

if TYPE_CHECKING:
    from core.trace import Cell, Stop, Trace
    from core.training import Guest, Snapshot, StepRecord


class Session(QObject):
    """The latest snapshot, the history, the trace and where we stand in it; posts to the engine."""

    snapshot_changed = Signal()
    history_changed = Signal()
    trace_changed = Signal()
    cursor_changed = Signal(int)
    selection_changed = Signal()
    hovered_changed = Signal()
    state_changed = Signal(str)
    watched_changed = Signal(int)
    config_changed = Signal()
    speed_changed = Signal(float)
    message = Signal(str, str)  # text, "info" | "error"
    offered = Signal(str, object)  # a button beside the message: its words, what it does; "" withdraws it
    hint_changed = Signal(str, str)  # subject, sentence
    ended = Signal()  # the training thread has ended, for good

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
        self.trace: Trace | None = None
        self.lesson = ""  # the file that the trace was opened from; "" if it was recorded here
        self.cursor = 0
        self.selection: Cell | None = None
        self.ledger = False  # whether the gradient ledger is looked at
        self.walk = Walk()
        self.hovered: Any = None
        self.watched = 0
        self.state = "loading"
        self.data_path: Path | None = None  # the user's own images, if the run is on some
        self.speed: float | None = None  # steps a second; None is as fast as it goes
        self.ready = False
        self._lesson_images: np.ndarray | None = None
        self._engine_state = "loading"
        self._recording: object = None  # the recording that is waited for
        self._seeking: object = None  # the image of the training set that is waited for
        self._selecting: Callable[[Trace], Cell] | None = None  # what to select once it is recorded
        self._going = False  # whether training was last asked for, or seen
        self._records_waiting = False
        self._early: list[StepRecord] = []  # of a run whose first picture is yet to come
        self._pace = Pace()
        self.guests = Guests(self)
        self.drawing = Drawing(self)
        self.exhibit = Exhibit(self)
        self._worker = Worker(self.config, data, self)
        self._worker.news.connect(self._take_now)
        self._worker.happened.connect(self._take_event)
        self._worker.refused.connect(self._refused)
        self.engine = self._worker.engine
        self.ask = self._worker.ask
        self._timer = QTimer(self)
        self._timer.setInterval(round(FRAME * 1000))
        self._timer.timeout.connect(self._tick)

    # what there is to see

    def picture(self) -> picture.Picture | None:
        """The watched image through the network: of the trace if there is one, else of the snapshot."""
        if self.snapshot is None:
            return None
        if self.trace is not None:
            guest, spec = self.guests.recorded, dict(self.trace.network)
            return picture.of_trace(self.trace, self.watched, self.cursor, spec, guest)
        return picture.of_snapshot(self.snapshot)

    def title(self) -> str:
        """The name of the network: its preset's, or that of a file's network."""
        if self.config.spec is not None:
            return self.tr("a network of your own")
        return preset(self.config.preset).title

    @property
    def training(self) -> bool:
        """True while steps are being made, a test in between included."""
        return self.state == "training"

    @property
    def stop(self) -> Stop | None:
        """Where the cursor stands in the trace, if there is one."""
        return self.trace.stops[self.cursor] if self.trace is not None else None

    # training

    def start(self) -> None:
        """Starts the training thread and the clock; the engine loads its data first."""
        self._worker.start()
        self._timer.start()

    def train(self) -> None:
        """Trains until paused; a recorded batch gives way to the live picture."""
        self.leave()
        self._going = True
        self.ask(self.engine.train)

    def pause(self) -> None:
        """Finishes the step and pauses."""
        self._going = False
        self.ask(self.engine.pause)

    @Slot()
    def toggle(self) -> None:
        """Trains if paused, pauses if training."""
        if self._going:
            self.pause()
        else:
            self.train()

    @Slot()
    def step_batch(self) -> None:
        """Trains on one batch, then pauses; a recorded batch goes stale."""
        self.ask(self.engine.step)

    @Slot()
    def step_epoch(self) -> None:
        """Trains to the end of this epoch, then pauses."""
        self.leave()
        self._going = True
        self.ask(self.engine.epoch)

    def reset(self, config: TrainConfig | None = None) -> None:
        """Starts again from the seed, with other settings if given; a ConfigError becomes a message."""
        self.leave()
        self.ask(self.engine.reset, config)

    def set_lr(self, lr: float) -> None:
        """Changes the learning rate between two steps."""
        self.ask(self.engine.set_lr, lr)

    def set_momentum(self, momentum: float) -> None:
        """Changes the momentum between two steps."""
        self.ask(self.engine.set_momentum, momentum)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Trains at most so many steps a second; None is full speed."""
        if steps_per_second != self.speed:
            self.speed = steps_per_second
            self.speed_changed.emit(steps_per_second or 0.0)
            self.ask(self.engine.set_speed, steps_per_second)

    # one recorded batch

    @Slot()
    def record(self, then: Callable[[Trace], Cell] | None = None, guest: Guest | None = None) -> None:
        """Finishes the step, pauses, and records the next batch, which the network learns from as well.

        A guest, by default what is on show or was recorded last, is recorded alone, and nothing is learnt.
        `then` names the number of the new trace that is selected.
        """
        if self._recording is not None:
            return
        self._recording = mine = object()
        self._selecting = then
        guest = guest or self.exhibit.shown or self.guests.recorded
        self.ask(
            self._record_here,
            guest,
            then=lambda made: self._recorded(mine, made[0], made[1], guest),
            failed=lambda _: self._not_recorded(mine),
        )

    def _record_here(self, guest: Guest | None) -> tuple[int, Trace]:
        """On the training thread: which run was recorded, and the trace."""
        trace = self.engine.record() if guest is None else self.engine.record_guest(guest)
        assert self.engine.trainer is not None
        return self.engine.trainer.run, trace

    @Slot()
    def step_forward(self) -> None:
        """One stop further through the recorded batch; records one first if there is none."""
        if self.trace is None:
            self.record()
        else:
            self.set_cursor(self.cursor + 1)

    @Slot()
    def step_back(self) -> None:
        """One stop back through the recorded batch."""
        if self.trace is not None:
            self.set_cursor(self.cursor - 1)

    def set_cursor(self, index: int) -> None:
        """Moves to a stop of the recorded batch; beyond either end it stays there."""
        if self.trace is None:
            return
        index = max(0, min(index, len(self.trace.stops) - 1))
        if index != self.cursor:
            self.cursor = index
            self.cursor_changed.emit(index)

    @Slot()
    def leave(self) -> None:
        """Lets the recorded batch go, or the one that is waited for; the picture is the live one again."""
        self._recording = None
        if self.trace is None:
            return
        kept, self.trace, self.lesson, self.guests.recorded = self._apart, None, "", None
        self._lesson_images = None
        self.cursor = 0
        if kept and self.snapshot is not None and self.watched != self.snapshot.probe.position:
            self.watched = self.snapshot.probe.position  # the trace had images of its own
            self.watched_changed.emit(self.watched)
        self._stay_in_batch()
        self.select(None)
        self.walk.clear()
        self.trace_changed.emit()
        self._settle()

    # looking

    def watch(self, position: int) -> None:
        """Watches another image of the batch; a drawing or an exhibit gives way to it."""
        count = self.image_count()
        if not count:
            return
        position = max(0, min(position, count - 1))
        self._seeking = None
        if self.guests.recorded is None:
            self.drawing.stop()
            self.exhibit.leave()
        if position == self.watched:
            return
        self.watched = position
        self.watched_changed.emit(position)
        if not self._apart:
            self.ask(self.engine.watch_position, position)

    def watch_index(self, index: int) -> None:
        """Watches an image of the training set, live; the grid moves there if need be."""
        self.leave()
        self.drawing.stop()
        self.exhibit.leave()
        self._seeking = mine = object()

        def moved(position: int) -> None:
            if mine is self._seeking and not self._apart and position != self.watched:
                self.watched = position
                self.watched_changed.emit(position)

        self.ask(self.engine.watch, index, then=moved)

    def image_count(self) -> int:
        """How many images the batch in sight has."""
        return len(self.batch()[1])

    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """The images (uint8) and labels of the batch in sight; empty before there is any."""
        if self.trace is not None and self._apart:
            if self._lesson_images is None:
                self._lesson_images = lesson.images(self.trace)
            return self._lesson_images, self.trace.labels
        if self.snapshot is None:
            return np.empty((0, 28, 28), np.uint8), np.empty(0, np.uint8)
        return self.snapshot.watched.images, self.snapshot.watched.labels

    def predictions(self) -> tuple[np.ndarray, int]:
        """What the network reads the batch's images as, and at which step; empty before there is any."""
        if self.snapshot is None:
            return np.empty(0, int), 0
        watched = self.snapshot.watched
        if self.trace is None:
            return watched.predictions, watched.step
        guest = self.guests.recorded
        if guest is not None and not guest.judged:  # nobody has said what it is
            return np.full(self.image_count(), -1), self.trace.step
        return self.trace.probabilities[: self.image_count()].argmax(axis=1), self.trace.step

    def wrong_after(self, position: int) -> int | None:
        """The next image after `position`, round the batch, that is read wrongly; None if there is none."""
        if self.snapshot is None:
            return None
        read = self.predictions()[0]
        wrong = np.flatnonzero((read != self.batch()[1]) & (read >= 0))
        later = wrong[wrong > position]
        return int(later[0]) if len(later) else int(wrong[0]) if len(wrong) else None

    def select(self, cell: Cell | None, passing: bool = False) -> None:
        """Selects a cell of the trace; the cursor goes on to the stop that makes it.

        `passing` is one of many that a sliding window passes: going back leads to where it began.
        """
        if cell != self.selection or self.ledger:
            self.selection, self.ledger = cell, False
            if cell is not None:
                (self.walk.pass_by if passing else self.walk.go)(cell)
                self._reach(cell)
            self.selection_changed.emit()

    @Slot()
    def open_ledger(self) -> None:
        """Selects no number, but the gradient ledger of the whole batch."""
        if self.trace is not None and not self.ledger:
            self.selection, self.ledger = None, True
            self.selection_changed.emit()

    def stop_of(self, cell: Cell) -> int:
        """The stop of the recorded batch at which a cell's number is made."""
        return stops.making(self.trace, cell) if self.trace is not None else 0

    def _reach(self, cell: Cell) -> None:
        self.set_cursor(max(self.cursor, self.stop_of(cell)))

    def _look_again(self) -> None:
        """In a new trace the selected cell is kept if it is there; where one has been is another batch's."""
        self.walk.clear()
        cell = self.selection
        if cell is None or self.trace is None:
            return
        try:
            self.trace.at(cell)
            self.walk.go(cell)
        except (KeyError, ValueError):
            self.select(None)

    def turn(self, way: int) -> None:
        """Selects the cell looked at before this one (-1), or the one that was gone back from (+1)."""
        cell = self.walk.here if self.selection is None else self.walk.turn(way)
        if cell is not None and cell != self.selection:
            self.selection, self.ledger = cell, False
            self._reach(cell)
            self.selection_changed.emit()

    def hover(self, what: Any) -> None:
        """Says what is under the mouse, so that other panels can mark its twin."""
        if what != self.hovered:
            self.hovered = what
            self.hovered_changed.emit()

    def explain(self, subject: str, sentence: str) -> None:
        """Puts one sentence into the explainer strip."""
        self.hint_changed.emit(subject, sentence)

    # files

    def save_weights(self, path: str | Path, elsewhere: Callable[[], None] | None = None) -> None:
        """Saves the network between two steps and says where; what fails offers `elsewhere`."""
        path = Path(path)

        def failed(_: BaseException) -> None:
            if elsewhere is not None:
                self.offered.emit(self.tr("Save somewhere else"), elsewhere)

        def saved(_: object) -> None:
            self.message.emit(self.tr("Saved the weights to {0}").format(path), "info")

        self.ask(self.engine.save, path, then=saved, failed=failed)

    def save_trace(self, path: str | Path) -> None:
        """Keeps the recorded batch in a file, for a lesson, and says where."""
        path, trace = Path(path), self.trace
        if trace is None:
            self.message.emit(self.tr("There is no recorded batch to keep. Record one first (R)."), "error")
            return

        def saved(_: object) -> None:
            self.message.emit(self.tr("Kept the recorded batch in {0}").format(path), "info")

        self.ask(trace.save, path, then=saved)

    def open_trace(self, path: str | Path) -> None:
        """Shows the batch that a file keeps; the running network pauses and stays as it is."""
        from core.trace import Trace

        path = Path(path)

        def opened(trace: Trace) -> None:
            refused = lesson.refusal(trace)
            if refused:
                self.message.emit(refused, "error")
                return
            self.exhibit.leave()
            self.show_trace(trace, path.name)
            self.message.emit(
                self.tr("Opened {0}, recorded at step {1:,}").format(path.name, trace.step), "info"
            )

        self._going = False
        self.ask(self.engine.pause)
        self.ask(Trace.load, path, then=opened)

    def load_weights(self, path: str | Path) -> None:
        """Loads a network between two steps; a bad file becomes a message and changes nothing."""
        path = Path(path)

        def loaded(_: object) -> None:
            self.leave()
            self.message.emit(self.tr("Loaded the weights of {0}").format(path.name), "info")

        self.ask(self.engine.load, path, then=loaded)

    def open_trained(self) -> None:
        """Goes on with the trained network that comes with cnnviz, and tests it on the images there are."""

        def loaded(_: object) -> None:
            self.leave()
            text = self.tr("A trained network: LeNet-5 after {0} epochs of MNIST. D draws a digit for it.")
            self.message.emit(text.format(20), "info")
            self.ask(self.engine.evaluate)

        self.ask(self.engine.load, trained_network(), then=loaded)

    def open_data(self, path: str | Path) -> None:
        """Starts again on a user's own images; data that can't be used become a message."""
        path = Path(path)

        def opened(_: object) -> None:
            self.leave()
            self.data_path = path
            self.message.emit(self.tr("A new run on the images of {0}").format(path.name), "info")

        self.ask(self.engine.use_data, self.reader(path), then=opened)

    @staticmethod
    def reader(path: str | Path) -> Callable[[], tuple[Any, Any]]:
        """What reads a user's own images when it is called, on whatever thread."""

        def read() -> tuple[Any, Any]:
            from cnnviz.images import decode
            from core.data.opening import open_train_test

            return open_train_test(Path(path), decode)

        return read

    # going on with a run, from where it was

    def continue_run(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Goes on, paused, with the run of a checkpoint; one that can't be used changes nothing."""

        def read() -> Checkpoint:
            checkpoint = load_checkpoint(path)
            assert self.engine.trainer is not None
            same = checkpoint.data.get("sha256") == self.engine.trainer.fingerprint["sha256"]
            place = checkpoint.about.get("data")
            self.engine.resume(checkpoint, None if same or not isinstance(place, str) else self.reader(place))
            return checkpoint

        def resumed(checkpoint: Checkpoint) -> None:
            self.leave()
            place = checkpoint.about.get("data")
            self.data_path = Path(place) if isinstance(place, str) else None
            if checkpoint.history is not None:
                self.continue_history(checkpoint.history, checkpoint.step)
            if then is not None:
                then()
            text = self.tr("The run stands at step {0} again. Train goes on from there.")
            self.message.emit(text.format(f"{checkpoint.step:,}"), "info")

        self.ask(read, then=resumed)

    def go_back(self, lr: float) -> None:
        """Goes back, paused, to where the run last did well, with another learning rate."""
        before = self.history
        self.leave()
        self.ask(self.engine.go_back, lr, then=lambda step: self.continue_history(before, step))

    @Slot()
    def undo_step(self) -> None:
        """Takes the recorded step back, paused: the network is as it was before that batch."""
        before = self.history

        def undone(step: int) -> None:
            self.leave()
            self.continue_history(before, step)
            text = self.tr("The recorded step is undone: the network is as it was at step {0}.")
            self.message.emit(text.format(f"{step:,}"), "info")

        self.ask(self.engine.undo_step, then=undone)

    def continue_history(self, before: History, until: int) -> None:
        """Makes the steps of another history, up to number `until`, this run's own."""
        tests = [found for found in before.evaluations if found.step <= until]
        self.history = History.of(before.layers, self.history.run, before.tables(until), tests)
        self.history_changed.emit()

    # the clock and the end

    def painted(self, seconds: float) -> None:
        """Counts time that went into painting; the next picture waits until it is under its share."""
        self._pace.painted(seconds)

    def painting(self) -> AbstractContextManager[None]:
        """Counts everything inside as painting, once, whatever the panels themselves report in it."""
        return self._pace.painting()

    @property
    def closed(self) -> bool:
        """True once it has been closed."""
        return self._worker.closed

    def close(self, patience: float = 2.0) -> bool:
        """Stops the engine and waits for its thread; False if it didn't end in time."""
        first = not self.closed
        self._timer.stop()
        done = self._worker.close(patience)
        if first and done:
            self.ended.emit()
        return done

    # what comes from the worker

    @Slot(object)
    def _take_event(self, event: Event) -> None:
        if event.kind in ("error", "diverged"):
            self.message.emit(event.text, "error")
            if "good_step" in event.data:
                step, lr = event.data["good_step"], event.data["lr"]
                words = self.tr("Go back to step {0} with a learning rate of {1}")
                self.offered.emit(words.format(f"{step:,}", f"{lr:g}"), lambda: self.go_back(lr))
        elif event.kind == "evaluated":
            self.history.add_evaluation(**event.data)
            self._records_waiting = True
        elif event.kind == "state":
            self._going = event.text in ("training", "evaluating")
            if event.text == "stopped":
                self._engine_state = "stopped"
                self._settle()

    @Slot(str)
    def _refused(self, text: str) -> None:
        self.message.emit(text, "error")

    def _recorded(self, which: object, run: int, trace: Trace, guest: Guest | None) -> None:
        if which is not self._recording:
            return  # it was left again before it came
        self._recording, then = None, self._selecting
        if self.snapshot is None or self.snapshot.run != run:
            return  # another run has begun since
        self.show_trace(trace, guest=guest)
        if then is not None:
            self.select(then(trace))

    def show_trace(self, trace: Trace, file: str = "", guest: Guest | None = None) -> None:
        """Takes a trace into sight; `file` is where it was opened from, `guest` whom it is of."""
        self.trace, self.lesson, self.guests.recorded = trace, file, guest
        self._lesson_images = None
        self.cursor = 0
        self._stay_in_batch()
        self._look_again()
        self._settle()
        self.trace_changed.emit()
        self.cursor_changed.emit(0)
        if self.selection is not None:
            self._reach(self.selection)

    @property
    def _apart(self) -> bool:
        """Whether the trace in sight has images of its own, not those of the grid."""
        return bool(self.lesson) or self.guests.recorded is not None

    def _stay_in_batch(self) -> None:
        """The watched image is one of the batch in sight: another batch may be smaller."""
        count = self.image_count()
        if count and self.watched >= count:
            here = self.snapshot.probe.position if self.snapshot is not None and not self._apart else 0
            self.watched = min(here, count - 1)
            self.watched_changed.emit(self.watched)

    def _not_recorded(self, which: object) -> None:
        if which is self._recording:
            self._recording = None

    def _settle(self) -> None:
        """Works out the state from the engine's and from the trace, and tells if it changed."""
        state = self._engine_state
        if state == "evaluating":
            state = "training"
        if state == "paused" and self.trace is not None:
            network_step = self.snapshot.step if self.snapshot is not None else self.trace.step
            state = "recorded" if self.lesson or network_step == self.trace.step else "stale"
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        if self.training and not self._pace.picture_due(now):
            return
        with self.painting():
            # Maps and curves take turns, so that neither waits for the other to be painted.
            if self.training and self._records_waiting and self._pace.curves_due(now):
                self._show_history()
            else:
                self._take_now()
        self._pace.drew(now)

    @Slot()
    def _take_now(self) -> None:
        snapshot, records = self.engine.feed.take()
        if snapshot is not None:
            self._adopt(snapshot)
        if records:
            records = self._early + records
            # The first steps of a new run may come before its first picture, which begins its history.
            self._early = [record for record in records if record.run > self.history.run]
            self.history.append_all(records)
            self._records_waiting = True
        if snapshot is not None:
            self.snapshot_changed.emit()
        if self._records_waiting and not self.training:
            self._show_history()

    def _show_history(self) -> None:
        self._records_waiting = False
        self.history_changed.emit()

    def _adopt(self, snapshot: Snapshot) -> None:
        """Makes a snapshot the newest; one of another run begins a new history."""
        before = self.snapshot
        self.snapshot = snapshot
        # The state comes with the picture, so that the two never contradict each other.
        self._engine_state = snapshot.state
        if before is None or before.run != snapshot.run:
            self.ready = True
            self.config = snapshot.config
            self.history = History(snapshot.layers, snapshot.run)
            self.history.append_all(self._early)
            self._early = [record for record in self._early if record.run > snapshot.run]
            self._records_waiting = True
            if not self.lesson:
                self.leave()  # what was recorded is another run's
            self.config_changed.emit()
        self._stay_in_batch()
        self._settle()
