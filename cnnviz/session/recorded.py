"""What is recorded: the trace in sight, the stop of it that the cursor is at, and the selected number.

A trace is of the next batch, of a guest alone, or comes out of a file. Cursor and selection go together:
selecting a number takes the cursor on to the stop that makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from weakref import ref

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import stops
from cnnviz.session.training import Training
from core.trace.recording import Cell, Stop, Trace
from core.training import Engine, Guest, Version

Choice = Callable[[Trace], Cell | None]  # which number of a new trace is selected


class Walk:
    """The cells that have been looked at, in order: back and forward as in a browser."""

    def __init__(self) -> None:
        self._been: list[Cell] = []
        self._here = -1

    def go(self, cell: Cell) -> None:
        """Take down a cell that is looked at now."""
        if self._here >= 0 and self._been[self._here] == cell:
            return
        self._been = [*self._been[: self._here + 1], cell]
        self._here = len(self._been) - 1

    def pass_by(self, cell: Cell) -> None:
        """Take a cell's place down in place of the last one: a window that slides isn't a walk."""
        if self._here >= 0:
            self._been[self._here] = cell
        else:
            self.go(cell)

    def turn(self, way: int) -> Cell | None:
        """Go back (-1) or forward (+1) and return the cell there; None, and stays, at either end."""
        if not self.has(way):
            return None
        self._here += way
        return self._been[self._here]

    def has(self, way: int) -> bool:
        """Whether there is anything in a direction."""
        return 0 <= self._here + way < len(self._been)

    @property
    def here(self) -> Cell | None:
        """The cell looked at last."""
        return self._been[self._here] if self._been else None

    def clear(self) -> None:
        """Forget everything: another batch has other numbers."""
        self._been, self._here = [], -1


@dataclass(frozen=True, eq=False)
class LeftTrace:
    """A trace that was left, and what was looked at of it; `stale` if the network had changed by then."""

    trace: Trace
    lesson: str
    guest: Guest | None
    version: Version | None
    stale: bool
    cursor: int
    selection: Cell | None
    ledger: bool
    walk: Walk


class Recorded(QObject):
    """Own the trace, the cursor, the selection and what is pointed at; at most one recording is waited for.

    `lesson` is the file that the trace was opened from, "" if it was recorded here; `guest` is the image that
    it is of, None for a batch; `version` that of its network. `walk` remembers the numbers that were looked
    at, `ledger` says whether the gradient ledger is. `state` is the engine's, or "recorded" or "stale" while
    a trace is in sight. `lefts` are the traces that were left, until training goes on or another one comes: a
    batch stays while images are recorded alone.
    """

    trace_changed = Signal()
    cursor_changed = Signal(int)
    selection_changed = Signal()
    hovered_changed = Signal()
    state_changed = Signal(str)
    batch_changed = Signal()  # the batch in sight is another one; before `trace_changed`
    wanted = Signal()  # a recording is asked for
    refused = Signal()  # what was asked for can't be recorded; a message says why
    made_for = Signal(object)  # the trace of a step that was made to look into a number
    left_changed = Signal()  # there is a trace to take back, or there isn't any more

    def __init__(self, training: Training) -> None:
        super().__init__(training)
        self.training = training
        self.trace: Trace | None = None
        self.lesson = ""
        self.guest: Guest | None = None
        self.version: Version | None = None
        self.cursor = 0
        self.selection: Cell | None = None
        self.ledger = False
        self.walk = Walk()
        self.hovered = ""  # the layer whose weights a sheet points out
        self.state = "loading"
        self.lefts: list[LeftTrace] = []  # a batch, and after it an image that was recorded alone
        self.is_next: Callable[[LeftTrace], bool] = lambda left: True  # whether undo takes it back next
        self._taken_back: LeftTrace | None = None
        self._held: LeftTrace | None = None  # of a run that was replaced, until another one is recorded
        self._waited_for: object = None
        self._again = False  # whether a step is being made again
        for signal in (self.trace_changed, self.cursor_changed, self.selection_changed):
            signal.connect(lambda *_: self.hover())
        training.gives_way.connect(self.leave)
        training.gives_way.connect(lambda: self._forget_left())
        training.run_changed.connect(self._run_changed)
        training.engine_changed.connect(self._settle)

    @property
    def apart(self) -> bool:
        """Whether the trace in sight has images of its own, not those of the grid."""
        return bool(self.lesson) or self.guest is not None

    @property
    def left(self) -> LeftTrace | None:
        """The trace that was left last."""
        return self.lefts[-1] if self.lefts else None

    @property
    def stale(self) -> bool:
        """Whether the trace in sight was recorded here, of a network that has changed since."""
        return self.trace is not None and not self.lesson and self.training.moved_on(self.version)

    @property
    def taken_back(self) -> LeftTrace | None:
        """The trace in sight, if it was left and taken back."""
        kept = self._taken_back
        return kept if kept is not None and kept.trace is self.trace else None

    @property
    def waiting(self) -> bool:
        """Whether a recording is waited for, or a step that is made again."""
        return self._waited_for is not None or self._again

    @property
    def stop(self) -> Stop | None:
        """Where the cursor stands in the trace, if there is one."""
        return self.trace.stops[self.cursor] if self.trace is not None else None

    @property
    def progress(self) -> stops.Progress | None:
        """How far the walk through the trace has come, if there is one."""
        return stops.Progress(self.trace, self.cursor) if self.trace is not None else None

    def withheld(self, phase: str, step: int) -> bool:
        """Whether the walk has yet to come to what a step left of a phase: its "loss", for instance."""
        progress = None if self.apart else self.progress
        return progress is not None and progress.trace.step == step and not progress.through(phase)

    # recording

    def record(self, then: Choice | None = None, guest: Guest | None = None) -> None:
        """Finish the step, pause, and record the next batch, which the network learns from as well.

        A guest, by default the one that was recorded last, is recorded alone, and nothing is learnt. `then`
        names the number of the new trace that is selected, or None, and has a message tell of the step.
        """
        if self._waited_for is not None:
            return
        self._waited_for = mine = object()
        guest = guest or self.guest
        self._forget_left(guest)  # two batches may be more than memory holds
        self._held = None

        def came(trace: Trace | None) -> None:
            if mine is self._waited_for:  # else it was left again before it came
                self._waited_for = None
                if trace is not None:
                    self._recorded(trace, guest, then)
                else:
                    self.refused.emit()

        self._ask_for(lambda engine: engine.record() if guest is None else engine.record_guest(guest), came)

    def _ask_for(self, make: Callable[[Engine], Trace], then: Callable[[Trace | None], None]) -> None:
        """Have a trace made on the training thread; None if it failed or another run has begun since."""

        def here() -> tuple[int, Trace]:
            engine = self.training.engine
            trace = make(engine)
            assert engine.trainer is not None
            return engine.trainer.run, trace

        def made(answer: tuple[int, Trace]) -> None:
            run, trace = answer
            shot = self.training.snapshot
            then(trace if shot is not None and shot.run == run else None)

        self.training.ask(here, then=made, failed=lambda _: then(None))

    def _recorded(self, trace: Trace, guest: Guest | None, then: Choice | None) -> None:
        self.show_trace(trace, guest=guest)
        cell = then(trace) if then is not None else None
        if cell is not None and _holds(trace, cell):
            self.select(cell)
        if then is not None and guest is None:  # what was asked for needed a batch, and trained on it
            self.tell_made(trace)
            self.made_for.emit(trace)

    def tell_made(self, trace: Trace) -> None:
        """Say that a step was made to look into a number, and which of its images is in sight."""
        said = self.tr(
            "Step {0} was made and recorded, so that its numbers can be looked into. In sight is image"
            " {1} of its batch."
        )
        self.training.message.emit(said.format(f"{trace.step:,}", self._image_in_sight(trace) + 1), "info")

    def _image_in_sight(self, trace: Trace) -> int:
        """That of the selected number, else the one the network is watched on."""
        cell, shot = self.selection, self.training.snapshot
        if cell is not None and cell.index and trace.per_image(cell):
            return cell.index[0]
        return min(0 if shot is None else shot.probe.position, len(trace.images) - 1)

    def put_in_place(self, make: Callable[[Engine], Trace], then: Callable[[Trace], None]) -> None:
        """Have the recorded step made anew, and show it; its run is another one by number."""
        self._again = True

        def came(trace: Trace | None) -> None:
            if trace is not None:
                self.show_trace(trace)
            self._again = False
            if trace is not None:
                then(trace)
            else:
                self.refused.emit()

        self._ask_for(make, came)

    def show_trace(
        self, trace: Trace, file: str = "", guest: Guest | None = None, current: bool = False
    ) -> None:
        """Take a trace into sight; `file` is where it was opened from, `guest` whom it is of.

        `current` says that it is of the network there is now, whatever version it was recorded in.
        """
        shot = self.training.snapshot
        self.version = shot.version if current and shot is not None else trace.version
        self.trace, self.lesson, self.guest = trace, file, guest
        self._taken_back = self.taken_back
        self._forget_left(guest)
        self.cursor = 0
        self.batch_changed.emit()
        self._look_again()
        self._settle()
        if self.selection is not None:
            self.cursor = self.stop_of(self.selection)
        self.trace_changed.emit()
        self.cursor_changed.emit(self.cursor)

    @Slot()
    def leave(self) -> None:
        """Let the recorded batch go, or the one that is waited for; the picture is the live one again."""
        waited, self._waited_for = self._waited_for, None
        if self.trace is None:
            if waited is not None:
                self.refused.emit()
            return
        self.trace, self.lesson, self.guest = None, "", None
        self.cursor = 0
        self.batch_changed.emit()
        self.select(None)
        self.walk.clear()
        self._taken_back = None
        self.trace_changed.emit()
        self._settle()

    @Slot()
    def put_away(self, why: str = "") -> None:
        """Leave the recorded batch so that it can be taken back; a message says so, or else `why`."""
        trace = self.trace
        if trace is None:
            self.leave()
            return
        left = self._looked_at(trace)
        self.lefts = [*self._staying(self.guest), left]
        self.leave()
        self.left_changed.emit()
        batch, image = self.tr("The recorded batch was left."), self.tr("The recorded image was left.")
        words = self.tr("{0} Ctrl+Z brings it back.").format(batch if left.guest is None else image)
        self.training.message.emit(why or words, "info")
        self.training.lasts.emit(lambda: left in self.lefts and (bool(why) or self.is_next(left)))

    @property
    def look(self) -> LeftTrace | None:
        """The trace in sight, and what is looked at of it; None if there is none."""
        return None if self.trace is None else self._looked_at(self.trace)

    def _looked_at(self, trace: Trace) -> LeftTrace:
        place = self.cursor, self.selection, self.ledger, copy(self.walk)
        return LeftTrace(trace, self.lesson, self.guest, self.version, self.stale, *place)

    def hold(self) -> Callable[[], LeftTrace | None] | None:
        """Keep the trace in sight for when its run comes back; what is returned gives it, or None once
        another one was recorded. None if there is no trace in sight.
        """
        look = self.look
        if look is None:
            return None
        self._held = look
        return ref(look)

    def come_back(self, left: LeftTrace) -> None:
        """Show the trace of a run that has come back, as it was when that was left."""
        shot = self.training.snapshot
        version = left.version if left.stale or shot is None else shot.version
        self._show_left(replace(left, version=version))

    @Slot()
    def take_back(self) -> None:
        """Show the trace again that was left last, where it was looked at."""
        if self.left is not None:
            self.training.pause()
            self._taken_back = self.left
            self._show_left(self.left)

    def _show_left(self, left: LeftTrace) -> None:
        self.select(None)
        self.show_trace(left.trace, left.lesson, left.guest)
        self.version = left.version
        self._settle()
        self.set_cursor(left.cursor)
        self.walk = left.walk
        if left.ledger:
            self.open_ledger()
        elif left.selection is not None:
            self.select(left.selection)

    def _staying(self, guest: Guest | None) -> list[LeftTrace]:
        """Those that stay when another trace is left or comes: a batch, if that is of a guest."""
        return [] if guest is None else [left for left in self.lefts if left.guest is None]

    def _forget_left(self, guest: Guest | None = None) -> None:
        """Another trace comes, of a guest or of a batch."""
        self._keep_left(self._staying(guest))

    def _keep_left(self, lefts: list[LeftTrace]) -> None:
        if len(lefts) < len(self.lefts):
            self.lefts = lefts
            self.left_changed.emit()

    @Slot()
    def _run_changed(self) -> None:
        if not self.lesson:
            self.leave()  # what was recorded is another run's
        self._keep_left([left for left in self.lefts if left.lesson])

    @Slot()
    def _settle(self) -> None:
        """Work out the state from the engine's and from the trace, and tell if it changed."""
        state = self.training.engine_state
        if state == "evaluating":
            state = "training"
        if state == "paused" and self.trace is not None:
            state = "stale" if self.stale else "recorded"
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    # the cursor

    @Slot()
    def step_forward(self) -> None:
        """Go one stop further through the recorded batch; record one first if there is none."""
        if self.trace is None:
            self.wanted.emit()
        else:
            self.set_cursor(self.cursor + 1)

    @Slot()
    def step_back(self) -> None:
        """Go one stop back through the recorded batch."""
        if self.trace is not None:
            self.set_cursor(self.cursor - 1)

    def set_cursor(self, index: int) -> None:
        """Move to a stop of the recorded batch; beyond either end it stays there."""
        if self.trace is None:
            return
        index = max(0, min(index, len(self.trace.stops) - 1))
        if index != self.cursor:
            self.cursor = index
            self.cursor_changed.emit(index)

    @Slot()
    def go_to_loss(self) -> None:
        """Take the cursor on to the loss, where it is known how the images are read."""
        self.set_cursor(self.stop_of(Cell("loss", "value", ())))

    def stop_of(self, cell: Cell) -> int:
        """The stop of the recorded batch at which a cell's number is made."""
        return stops.making(self.trace, cell) if self.trace is not None else 0

    def _reach(self, cell: Cell) -> None:
        """Take the cursor on to where a cell's number is there; it never goes back for it."""
        self.set_cursor(max(self.cursor, self.stop_of(cell)))

    # the selected number, and the one under the mouse

    def select(self, cell: Cell | None, passing: bool = False, reach: bool = True) -> None:
        """Select a cell of the trace; the cursor goes on to the stop that makes it, or stays without `reach`.

        `passing` is one of many that a sliding window passes: going back leads to where it began.
        """
        if cell != self.selection or self.ledger:
            self.selection, self.ledger = cell, False
            if cell is not None:
                (self.walk.pass_by if passing else self.walk.go)(cell)
                if reach:
                    self._reach(cell)
            self.selection_changed.emit()
        elif cell is not None and reach:
            self._reach(cell)  # the cursor may have gone back since
            self.selection_changed.emit()  # its page may be closed

    @Slot()
    def open_ledger(self) -> None:
        """Select no number, but the gradient ledger of the whole batch; the cursor goes on to its end."""
        if self.trace is None:
            words = self.tr("The gradient ledger is of a recorded batch. Record one first (R).")
            self.training.message.emit(words, "info")
            self.training.lasts.emit(lambda: self.trace is None)
            return
        if not self.ledger:
            self.selection, self.ledger = None, True
            self.selection_changed.emit()
        self._reach(Cell(self.trace.names[0], "grad_input", ()))

    def turn(self, way: int) -> None:
        """Select the cell looked at before this one (-1), or the one that was gone back from (+1)."""
        cell = self.walk.here if self.selection is None else self.walk.turn(way)
        if cell is not None and cell != self.selection:
            self.selection, self.ledger = cell, False
            self._reach(cell)
            self.selection_changed.emit()

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

    @Slot()
    def hover(self, layer: str = "") -> None:
        """Point out a layer's weights on the canvas, until another stop or number is looked at."""
        if layer != self.hovered:
            self.hovered = layer
            self.hovered_changed.emit()


def _holds(trace: Trace, cell: Cell) -> bool:
    """Whether a number that was asked for before the trace came is in it: it may be of other images."""
    try:
        trace.at(cell)
    except (KeyError, IndexError, ValueError):
        return False
    return True
