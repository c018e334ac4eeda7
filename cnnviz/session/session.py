"""The session: what the window knows, and the only way from the window to the training thread.

It owns the thread that the engine runs on, takes from the engine's feed at a rate that painting can keep up
with, and brings every answer back to the window's thread. Panels listen to its signals and call its methods;
those that concern one subject stand in a part of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cnnviz.session import picture
from cnnviz.session.drawing import Drawing
from cnnviz.session.exhibit import PinnedImage
from cnnviz.session.files import Files
from cnnviz.session.grid import WatchedBatch
from cnnviz.session.guests import ExternalImages
from cnnviz.session.intake import FeedReader
from cnnviz.session.own_images import OwnImages
from cnnviz.session.past import RunHistory
from cnnviz.session.place import TraceCursor
from cnnviz.session.recording import Recording
from cnnviz.session.run_before import RunBefore
from cnnviz.session.steering import Steering
from cnnviz.session.time import TimeTravel
from cnnviz.session.walk import Walk
from cnnviz.session.worker import Worker
from core.presets import preset
from core.training import History, TrainConfig

if TYPE_CHECKING:
    from core.trace.recording import Cell, Stop, Trace
    from core.training import NetworkCopy, Snapshot, Version


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
        self._worker = Worker(self.config, data, self)
        self.engine = self._worker.engine
        self.ask = self._worker.ask
        self.mnist = self.engine.first_data  # reads the images that come with cnnviz
        self._make_parts()
        self._worker.news.connect(self.intake.take)
        self._worker.happened.connect(self.intake.take_event)
        self._worker.refused.connect(self.intake.refuse)

    def _make_parts(self) -> None:
        """The parts, and what they do, by the names that everybody uses."""
        self.guests = ExternalImages(self)
        self.drawing = Drawing(self)
        self.exhibit = PinnedImage(self)

        self.intake = intake = FeedReader(self)
        self.painted, self.painting, self.settle = intake.painted, intake.painting, intake.settle

        self.steering = steering = Steering(self)
        self.train, self.pause, self.toggle = steering.train, steering.pause, steering.toggle
        self.step_batch, self.step_epoch = steering.step_batch, steering.step_epoch
        self.reset, self.set_speed = steering.reset, steering.set_speed
        self.set_workers = steering.set_workers
        self.set_lr, self.set_momentum = steering.set_lr, steering.set_momentum

        self.recording = part = Recording(self)
        self.record, self.leave, self.show_trace = part.record, part.leave, part.show_trace

        self.place = place = TraceCursor(self)
        self.step_forward, self.step_back = place.step_forward, place.step_back
        self.set_cursor, self.stop_of = place.set_cursor, place.stop_of
        self.select, self.turn, self.open_ledger = place.select, place.turn, place.open_ledger

        self.grid = grid = WatchedBatch(self)
        self.batch, self.image_count = grid.batch, grid.image_count
        self.predictions, self.wrong_after = grid.predictions, grid.wrong_after
        self.watch, self.watch_index = grid.watch, grid.watch_index

        self.time = TimeTravel(self)

        self.run_before = RunBefore(self)
        self.past = past = RunHistory(self)
        self.go_back, self.undo_step = past.go_back, past.undo_step

        self.files = files = Files(self)
        self.save_weights, self.load_weights = files.save_weights, files.load_weights
        self.save_trace, self.open_trace = files.save_trace, files.open_trace
        self.open_trained = files.open_trained
        self.continue_run, self.reader = files.continue_run, files.reader

        self.own_images = OwnImages(self)
        self.open_data = self.own_images.open
        self.use_mnist = self.own_images.use_mnist

    # what there is to see

    def picture(self) -> picture.Picture | None:
        """The watched image through the network: of the trace if there is one, else of the snapshot."""
        if self.snapshot is None:
            return None
        if self.trace is not None:
            guest, spec = self.guests.recorded, dict(self.trace.network)
            return picture.of_trace(self.trace, self.watched, self.cursor, spec, guest)
        if self.time.shown is not None:
            return replace(picture.of_snapshot(self.time.shown), kind="then")
        return picture.of_snapshot(self.snapshot)

    @property
    def in_sight(self) -> Snapshot | None:
        """The snapshot that is shown: the newest one, or that of a past step."""
        return self.time.shown or self.snapshot

    def network_copy(self) -> NetworkCopy:
        """On the training thread: a copy of the network in sight, the newest one or that of a past step."""
        step = self.time.step
        return self.engine.copy() if step is None else self.engine.timeline.copy(step)

    def title(self) -> str:
        """The name of the network: its preset's, or that of a file's network."""
        if self.config.spec is not None:
            return self.tr("a network of your own")
        return preset(self.config.preset).title

    @property
    def training(self) -> bool:
        """True while steps are being made, a test in between included."""
        return self.state == "training"

    def ask_run(
        self,
        call: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        late: Callable[[Any], object] = bool,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Posts a call that begins a run or takes one back: `then` hears the result while that run is in
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

    @property
    def stop(self) -> Stop | None:
        """Where the cursor stands in the trace, if there is one."""
        return self.trace.stops[self.cursor] if self.trace is not None else None

    def hover(self, what: Any) -> None:
        """Says what is under the mouse, so that other panels can mark its twin."""
        if what != self.hovered:
            self.hovered = what
            self.hovered_changed.emit()

    def explain(self, subject: str, sentence: str) -> None:
        """Puts one sentence into the explainer strip."""
        self.hint_changed.emit(subject, sentence)

    # the beginning and the end

    def start(self) -> None:
        """Starts the training thread and the clock; the engine loads its data first."""
        self._worker.start()
        self.intake.timer.start()

    @property
    def closed(self) -> bool:
        """True once it has been closed."""
        return self._worker.closed

    def close(self, patience: float = 2.0) -> bool:
        """Stops the engine and waits for its thread; False if it didn't end in time."""
        first = not self.closed
        self.intake.timer.stop()
        done = self._worker.close(patience)
        if first and done:
            self.past.finish()
            self.ended.emit()
        return done
