"""The session: what the window knows, and the only way from the window to the training thread.

Three objects own its state and point one way: Training (the thread, the newest snapshot, the history),
Recorded (the trace, the cursor, the selection; it knows Training) and Shown (the watched image; it knows
both). The Session makes them, with the parts that act on them, and gives what panels ask for one name each.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from cnnviz.session.drawing import Drawing
from cnnviz.session.files import Files
from cnnviz.session.own_images import OwnImages
from cnnviz.session.recorded import Recorded
from cnnviz.session.run_before import RunBefore
from cnnviz.session.shown import Shown
from cnnviz.session.step_acts import StepActs
from cnnviz.session.step_player import StepPlayer
from cnnviz.session.training import Training
from cnnviz.system.wording import worded
from core.presets import preset
from core.training.news import ReplacedRun

if TYPE_CHECKING:
    from cnnviz.session.recorded import Walk
    from core.trace.recording import Cell, Stop, Trace
    from core.training import History, NetworkCopy, Snapshot, TrainConfig, Version
    from core.training.run import SuspendedRun


Part = TypeVar("Part")


def passed_on(path: str) -> Any:
    """A property of one of the parts, such as "live.snapshot", to be read under the same name."""
    return property(attrgetter(path))


class Session(QObject):
    """`live` is the Training, `recorded` the Recorded, `shown` the Shown; the rest is theirs."""

    hint_changed = Signal(str, str)  # subject, sentence
    refreshed = Signal()  # everything was told once more: the parts tell what they know

    def __init__(
        self,
        config: TrainConfig | None = None,
        data: Callable[[], tuple[Any, Any]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts: dict[Any, Any] = {}
        self._words: Callable[[], tuple[str, str]] | None = None  # for what is pointed at
        self._between = False  # whether something else is said for a while
        self.live = live = Training(config, data, self)
        self.recorded = recorded = Recorded(live)
        self.shown = shown = Shown(live, recorded)
        self.run_before = RunBefore(live)
        self.run_before.hold = recorded.hold
        self.player, self.step_acts = StepPlayer(recorded), StepActs(recorded)
        self.time = shown.time
        self.guests, self.exhibit, self.drawing = shown.guests, shown.exhibit, Drawing(shown)
        self.files = files = Files(live, shown, self.run_before)
        self.own_images = OwnImages(live, recorded, self.run_before)

        self.snapshot_changed, self.history_changed = live.snapshot_changed, live.history_changed
        self.config_changed = live.config_changed
        self.message, self.offered, self.ended = live.message, live.offered, live.ended
        self.trace_changed, self.cursor_changed = recorded.trace_changed, recorded.cursor_changed
        self.selection_changed, self.hovered_changed = recorded.selection_changed, recorded.hovered_changed
        self.state_changed, self.watched_changed = recorded.state_changed, shown.watched_changed
        self.beneath_changed, self.lay_beneath = shown.beneath_changed, shown.lay_beneath
        self.zoom_changed, self.zoom_to = shown.zoom_changed, shown.zoom_to

        self.engine, self.ask = live.engine, live.ask
        self.train, self.pause, self.toggle = live.train, live.pause, live.toggle
        self.step_batch, self.step_epoch = live.step_batch, live.step_epoch
        self.set_lr, self.set_base_lr, self.set_momentum = live.set_lr, live.set_base_lr, live.set_momentum
        self.set_speed, self.set_workers = live.set_speed, live.set_workers
        self.go_back, self.undo_step = live.go_back, live.undo_step
        self.painted, self.painting = live.painted, live.painting
        self.start, self.close = live.start, live.close

        self.leave, self.show_trace = recorded.leave, recorded.show_trace
        self.step_forward, self.step_back = recorded.step_forward, recorded.step_back
        self.set_cursor, self.stop_of = recorded.set_cursor, recorded.stop_of
        self.select, self.turn, self.open_ledger = recorded.select, recorded.turn, recorded.open_ledger

        self.record, self.picture = shown.record, shown.picture
        self.batch, self.image_count = shown.batch, shown.image_count
        self.class_name = shown.class_name
        self.predictions, self.wrong_after = shown.predictions, shown.wrong_after
        self.watch, self.watch_index = shown.watch, shown.watch_index

        self.save_weights, self.load_weights = files.save_weights, files.load_weights
        self.open_trained = files.open_trained
        self.save_trace, self.open_trace = files.save_trace, files.open_trace
        self.reset, self.continue_run = files.reset, files.continue_run
        self.bring_back, self.turn_run = files.bring_back, files.turn
        self.open_data, self.use_mnist = self.own_images.open, self.own_images.use_mnist

    def part(self, kind: Callable[[Session], Part]) -> Part:
        """The session's one part of a kind, made when it is asked for first."""
        if kind not in self._parts:
            self._parts[kind] = kind(self)
        found: Part = self._parts[kind]
        return found

    def set_aside(self, *run: Any, **settings: Any) -> SuspendedRun:
        """On the training thread: begin a run as `Engine.start_other` does, at once, while the one in its
        place waits; returns that. If none can be begun, it goes on.
        """
        waiting = self.engine.suspend()
        try:
            self.engine.start_other(*run, **settings)
        except Exception:
            self.engine.go_on(waiting)
            raise
        return waiting

    def put_back_at_once(self, waiting: SuspendedRun | None, coming: Future[SuspendedRun] | None) -> None:
        """The window closes: a run that waits, or is about to, is in its place before the thread ends."""
        if waiting is not None or coming is not None:
            self.ask(lambda: self.engine.take_back(waiting or coming.result()))  # type: ignore[union-attr]

    def let_go(self, waiting: SuspendedRun) -> None:
        """Keep a run that waits, as one that was replaced: the one in its place stays there."""
        history = self.live.let_go(waiting.copy.version.run)
        self.run_before.let_go(ReplacedRun(waiting.copy, waiting.run.trainer.images), history)
        self.ask(self.engine.let_go, waiting)

    # of the training

    snapshot: Snapshot | None = passed_on("live.snapshot")  # None before there is any
    history: History = passed_on("live.history")  # the numbers of every step of the run
    config: TrainConfig = passed_on("live.config")  # the settings of the run
    data_path: Path | None = passed_on("live.data_path")  # None for MNIST
    speed: float | None = passed_on("live.speed")  # step a second at most; None is as fast as it goes
    ready: bool = passed_on("live.ready")  # whether there has been a picture
    training: bool = passed_on("live.active")  # true while steps are being made or it is tested
    closed: bool = passed_on("live.closed")  # true once it has been closed

    # of what is recorded

    trace: Trace | None = passed_on("recorded.trace")  # the recorded batch in sight
    lesson: str = passed_on("recorded.lesson")  # its file; "" if recorded here
    cursor: int = passed_on("recorded.cursor")  # the number of the stop
    stop: Stop | None = passed_on("recorded.stop")  # where the cursor stands in the trace, if there is one
    selection: Cell | None = passed_on("recorded.selection")  # the selected number of the trace
    ledger: bool = passed_on("recorded.ledger")  # whether the gradient ledger is looked at
    walk: Walk = passed_on("recorded.walk")  # the numbers that have been looked at
    hovered: str = passed_on("recorded.hovered")  # the layer whose weights a sheet points out
    state: str = passed_on("recorded.state")  # the engine's, "recorded" or "stale"

    # of what is shown

    @property
    def in_sight(self) -> Snapshot | None:
        """The snapshot that is shown: the newest one, or that of a past step."""
        return self.time.shown or self.snapshot

    def moved_on(self, version: Version | None) -> bool:
        """Whether the network in sight is another one than a result's: that is stale then."""
        shot = self.time.shown
        if shot is None:
            return self.live.moved_on(version)
        return version is not None and shot.version != version

    def dated(self, what: str, version: Version | None, step: int) -> str:
        """`what` a result of `step` is of ("at step 412"), with the network in sight if it is another."""
        shot = self.time.shown
        if shot is None:
            return self.live.dated(what, version, step)
        if not self.moved_on(version):
            return self.tr("{0}, then").format(what)
        return self.tr("{0}; in sight is step {1}, then").format(what, f"{shot.step:,}")

    def network_copy(self) -> NetworkCopy:
        """On the training thread: a copy of the network in sight, the newest one or that of a past step."""
        step = self.time.step
        return self.engine.copy() if step is None else self.engine.timeline.copy(step)

    watched: int = passed_on("shown.watched")  # the place of the watched image in the batch in sight
    zoom: tuple[str, str] = passed_on("shown.zoom")  # a "block" or "layer" that is alone in sight, its name
    beneath: str = passed_on("shown.beneath")  # what lies beneath a past step, "" for its gradients

    def title(self) -> str:
        """The name of the network: its preset's, or that of a file's network."""
        if self.config.spec is not None:
            if any("mistake" in item for item in self.config.spec["layers"]):
                return self.tr("a network with a mistake")
            return self.tr("a network of your own")
        return worded(preset(self.config.preset).title)

    def heading(self) -> str:
        """What is in sight: a lesson's file, else the network by its name."""
        return Path(self.lesson).name if self.lesson else self.title()

    def refresh(self) -> None:
        """Tell everything once more, to those who have only begun to listen."""
        self.config_changed.emit()
        self.history_changed.emit()
        if self.snapshot is not None:
            self.snapshot_changed.emit()
        self.time.changed.emit()
        self.guests.changed.emit()
        self.drawing.changed.emit()
        self.watched_changed.emit(self.watched)
        if self.trace is not None:
            self.trace_changed.emit()
            self.cursor_changed.emit(self.cursor)
        self.selection_changed.emit()
        self.state_changed.emit(self.state)
        self.refreshed.emit()

    def explain(self, subject: str, sentence: str) -> None:
        """Put one sentence into the explainer strip, which stays true whatever happens; "" takes it back."""
        self._words, self._between = None, False
        self.hint_changed.emit(subject, sentence)

    def explain_by(self, words: Callable[[], tuple[str, str]]) -> None:
        """Explain what is pointed at in words that are asked for again while it may become another."""
        self._words, self._between = words, False
        self.explain_again()

    def explain_between(self, subject: str, sentence: str) -> None:
        """Put a sentence in between; with "" it goes, and what is pointed at is explained again."""
        before, self._between = self._between, bool(subject or sentence)
        if self._between or (before and not self.explain_again()):
            self.hint_changed.emit(subject, sentence)

    def explain_again(self) -> bool:
        """Something in sight may have changed under a mouse at rest: have its words said anew.

        False if nothing is that could have.
        """
        if self._words is None or self._between:
            return self._between
        try:
            said = self._words()
        except LookupError:
            said = "", ""  # what it was is gone
        self.hint_changed.emit(*said)
        return True

    def explain_pointed(self, pointed: Any, words: Callable[[int], tuple[str, str]]) -> None:
        """Explain what a signal tells of by its number, in the words for it; nothing at -1."""

        def point(number: int) -> None:
            self.explain_by(lambda: words(number) if number >= 0 else ("", ""))

        pointed.connect(point)
