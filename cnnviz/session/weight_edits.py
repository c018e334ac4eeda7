"""The session's part of touching the weights: which one is picked, what was done, and the way back.

One act is under way to the training thread at a time; of many that set the same number the newest is sent, so
a fast hand never makes a queue.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.edit_figures import Figures
from core.training import RunBegan
from core.training.acts import Act, SetValue, SwitchOff, SwitchOn
from core.training.touch import TouchReport, same_cell
from core.training.version import UNKNOWN

if TYPE_CHECKING:
    from cnnviz.session import Session

SMALL = 0.01  # a step where every weight is zero


class Touching(QObject):
    """What the card shows and the canvas picks from; made once a session, see `of`."""

    changed = Signal()  # opened or closed
    reported = Signal()  # what can be undone
    picked = Signal()  # another weight is picked
    refused = Signal(object, object)  # the act, and the ValueError that says why it was not done
    settled = Signal()  # what can be undone is known

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("touching")
        self.session = session
        self.open = False
        self.report = TouchReport()
        self.layer, self.parameter = "", "weight"
        self.index: tuple[int, ...] = ()
        self.figures = Figures(session, self)
        self._known = UNKNOWN  # version that the report is of
        self._queue: list[tuple[Act, bool]] = []
        self._wanted: float | None = None  # the value that was asked for last, until it is there
        self._under_way = False
        self._asked = 0  # answers that are waited for
        self._sized: tuple[tuple[int, str, str], float] = (0, "", ""), SMALL  # what the step is of, and it
        session.snapshot_changed.connect(self._snapshot_changed)
        session.live.run_began.connect(self._run_began)

    # opening and picking

    @Slot()
    def toggle(self) -> None:
        """Open the card, or close it; what was done stays done."""
        if self.open:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Open the card; the live network is in sight, as it can't be touched in a recorded batch."""
        if self.session.snapshot is None or self.open:
            return
        self.session.select(None)
        self.session.recorded.put_away()
        self.open = True
        self.figures.watch(True)
        self._fit()
        self.changed.emit()
        self._ask_report()

    def stop(self) -> None:
        """Close the card."""
        if self.open:
            self.open = False
            self.figures.watch(False)
            self.changed.emit()

    def pick(self, layer: str, parameter: str, index: tuple[int, ...]) -> None:
        """Pick a weight or a bias; what isn't in the network is left alone."""
        array = self._parameters().get(f"{layer}.{parameter}")
        if array is None or len(index) != array.ndim:
            return
        index = tuple(max(0, min(i, size - 1)) for i, size in zip(index, array.shape, strict=True))
        if (layer, parameter, index) != (self.layer, self.parameter, self.index):
            self.layer, self.parameter, self.index = layer, parameter, index
            self._wanted = None
            self.picked.emit()

    @property
    def array(self) -> np.ndarray | None:
        """The numbers of the picked parameter, None before there are any."""
        return self._parameters().get(f"{self.layer}.{self.parameter}")

    @property
    def value(self) -> float | None:
        """The picked number."""
        array = self.array
        return None if array is None else float(array[self.index])

    @property
    def wanted(self) -> float | None:
        """The picked number as it will be once what was asked for is done."""
        return self.value if self._wanted is None else self._wanted

    @property
    def step(self) -> float:
        """By how much + and - change a number: the same for as long as the same ones are looked at."""
        array, shot = self.array, self.session.snapshot
        if array is None or shot is None:
            return SMALL
        of = shot.run, self.layer, self.parameter
        if of != self._sized[0]:
            self._sized = of, step_of(array)
        return self._sized[1]

    @property
    def channel(self) -> int:
        """The output channel that the picked number belongs to."""
        return self.index[0] if self.index else 0

    # acts

    def do(self, act: Act, join: bool = False) -> None:
        """Have an act done, as soon as the one before it is; what is refused is told by `refused`."""
        if self.session.time.step is not None:
            self.session.message.emit(
                self.tr("This step lies in the past. Go on from here to change it."), "info"
            )
            self.session.live.lasts.emit(lambda: self.session.time.step is not None)
            return
        self.session.recorded.put_away()
        if join and self._queue and self._queue[-1][1] and same_cell(self._queue[-1][0], act):
            self._queue.pop()  # overtaken
        self._queue.append((act, join))
        if not self._under_way:
            self._next()

    def set_value(self, value: float, join: bool = False) -> None:
        """Give the picked number another value."""
        self._wanted = value
        self.do(SetValue(self.layer, self.parameter, self.index, value), join)

    def switch(self, channel: int, off: bool) -> None:
        """Switch an output channel of the picked layer off, or on again."""
        self.do(SwitchOff(self.layer, channel) if off else SwitchOn(self.layer, channel))

    @Slot()
    def undo(self) -> None:
        """Take the newest change back; one that is yet to be sent is not made at all."""
        if self._queue:
            act, join = self._queue.pop()
            self._wanted = None
            if not (join and self.report.done and same_cell(self.report.done[-1].act, act)):
                return
        if self.report.done:
            self.session.leave()
            self._ask(self.session.engine.undo_touch)

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back."""
        if self.report.undone:
            self.session.leave()
            self._ask(self.session.engine.redo_touch)

    @Slot()
    def put_back(self) -> None:
        """Put everything back: change by change, or, if training has gone on, by going back to before it."""
        session = self.session
        self._queue.clear()
        session.leave()

        before = self.report

        def back() -> None:
            if before.whole:
                text = self.tr("The run was put back to step {0}, as before the first change.")
                session.live.tell(text.format(f"{before.since or 0:,}"))

        self._ask(session.engine.put_back, back)

    @Slot()
    def keep(self) -> None:
        """Take the network as it is for the one to compare with from now on."""
        self._ask(self.session.engine.keep_touches)

    def _next(self) -> None:
        if not self._queue:
            return
        self._under_way = True
        act, join = self._queue.pop(0)
        engine = self.session.engine

        def here() -> TouchReport | ValueError:
            try:
                return engine.touch(act, join)
            except ValueError as error:
                return error.with_traceback(None)

        self.session.ask(
            here, then=lambda made: self._done(act, made), failed=lambda _: self._done(act, None)
        )

    def _done(self, act: Act, made: TouchReport | ValueError | None) -> None:
        self._under_way = False
        if not self._queue:
            self._wanted = None
        if isinstance(made, TouchReport):
            self._take(made)
        elif made is not None:
            self.refused.emit(act, made)
        self._next()
        self._settle()

    # what comes back

    def _take(self, report: TouchReport) -> None:
        self.report = report
        self._known = report.version
        self.figures.follow(report)
        self.reported.emit()

    @property
    def pending(self) -> bool:
        """Whether something is on its way that may change what can be undone."""
        return bool(self._under_way or self._queue or self._asked)

    def _ask(self, call: Callable[[], TouchReport], then: Callable[[], None] = lambda: None) -> None:
        """Have something done, or only asked, that a report comes of."""

        def answered(report: TouchReport) -> None:
            self._asked -= 1
            self._take(report)
            self._settle()

        def made(report: TouchReport) -> None:
            then()
            answered(report)

        self._asked += 1
        self.session.ask(call, then=made, failed=lambda _: answered(self.report))

    def _settle(self) -> None:
        if not self.pending:
            self.settled.emit()

    def _ask_report(self) -> None:
        self._ask(self.session.engine.touches)

    @Slot(object, object)
    def _run_began(self, began: RunBegan, _: object) -> None:
        """A run that goes on with the weights of the one in sight changes them by the same step."""
        (run, layer, parameter), step = self._sized
        if began.continues is not None and began.continues.run == run:
            self._sized = (began.version.run, layer, parameter), step

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if shot is None or not (self.open or self._known.run):
            return
        self._fit()
        if shot.version != self._known:
            other = shot.run != self._known.run
            self._known = shot.version
            fresh = self.report.since is not None and not self.report.trained
            if other or fresh or not self.session.training:
                self._ask_report()
        self.figures.wait()  # also where the report of these weights came before their picture
        self.figures.look()

    def _fit(self) -> None:
        """Another network may not have what was picked."""
        array = self.array
        same = array is not None and array.ndim == len(self.index)
        if same and all(i < size for i, size in zip(self.index, array.shape, strict=True)):  # type: ignore[union-attr]
            return
        parameters = self._parameters()
        if parameters:
            name = next(iter(parameters))
            self.layer, _, self.parameter = name.rpartition(".")
            self.index = (0,) * parameters[name].ndim
            self.picked.emit()

    def _parameters(self) -> dict[str, np.ndarray]:
        return self.session.snapshot.parameters if self.session.snapshot is not None else {}


def of(session: Session) -> Touching:
    """The session's one Touching, made when it is asked for first."""
    return session.part(Touching)


def step_of(array: np.ndarray) -> float:
    """By how much + changes a weight: about a fifth of their RMS, as 1, 2 or 5 times a power of ten."""
    root = float(np.sqrt(np.mean(np.square(array, dtype=np.float64))))
    if not math.isfinite(root) or root <= 0:
        return SMALL
    power = 10.0 ** math.floor(math.log10(root / 5))
    return power * max(m for m in (1, 2, 5) if m * power <= root / 5 * 1.0001 or m == 1)
