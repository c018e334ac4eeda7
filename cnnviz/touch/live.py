"""The session's part of touching the weights: which one is picked, what was done, and what came of it.

One act is under way to the training thread at a time; of many that set the same number the newest is sent, so
a fast hand never makes a queue. How well the network reads the test images is found out in the background.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.training.acts import Act, SetValue, SwitchOff, SwitchOn
from core.training.touch import TouchReport, accuracy, same_cell

if TYPE_CHECKING:
    from cnnviz.background import Background
    from cnnviz.session import Session
    from core.training import NetworkCopy, Snapshot

QUIET = 150  # milliseconds without a change, after which the network is tested


class Figure(NamedTuple):
    """A test accuracy, over how many images, and of which network: its run, step and changes by hand."""

    accuracy: float
    images: int
    run: int
    step: int
    version: int


class Touching(QObject):
    """What the card shows and the canvas picks from; made once a session, see `of`."""

    changed = Signal()  # opened or closed
    reported = Signal()  # what can be undone
    picked = Signal()  # another weight is picked
    measured = Signal()  # a figure, or how far it is
    refused = Signal(object, str)  # the act, and why it was not done

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("touching")
        self.session = session
        self.open = False
        self.report = TouchReport()
        self.layer, self.parameter = "", "weight"
        self.index: tuple[int, ...] = ()
        self.before: Figure | None = None
        self.now: Figure | None = None
        self.testing = ""  # "before" or "now" while that one is tested
        self.progress = 0.0
        self.answer: np.ndarray | None = None  # the probabilities before the first change
        self._answered: tuple[Any, ...] = ()  # the image that they are of
        self._asked: tuple[Any, ...] = ()
        self._known: tuple[int, int] = (-1, -1)  # run and step that the report is of
        self._queue: list[tuple[Act, bool]] = []
        self._wanted: float | None = None  # the value that was asked for last, until it is there
        self._under_way = False
        self._background: Background | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._measure)
        session.ended.connect(self._quiet.stop)
        session.snapshot_changed.connect(self._snapshot_changed)
        session.state_changed.connect(self._state_changed)

    # opening and picking

    @Slot()
    def toggle(self) -> None:
        """Opens the card, or closes it; what was done stays done."""
        if self.open:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Opens the card; the live network is in sight, as it can't be touched in a recorded batch."""
        if self.session.snapshot is None or self.open:
            return
        self.session.select(None)
        self.session.leave()
        self.open = True
        self._fit()
        self.changed.emit()
        self._ask_report()

    def stop(self) -> None:
        """Closes the card."""
        if self.open:
            self.open = False
            self._quiet.stop()
            if self._background is not None:
                self._background.cancel()
            self.testing = ""
            self.changed.emit()

    def pick(self, layer: str, parameter: str, index: tuple[int, ...]) -> None:
        """Picks a weight or a bias; what isn't in the network is left alone."""
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
    def channel(self) -> int:
        """The output channel that the picked number belongs to."""
        return self.index[0] if self.index else 0

    # acts

    def do(self, act: Act, join: bool = False) -> None:
        """Has an act done, as soon as the one before it is; what is refused is told by `refused`."""
        self.session.leave()
        if join and self._queue and self._queue[-1][1] and same_cell(self._queue[-1][0], act):
            self._queue.pop()  # overtaken
        self._queue.append((act, join))
        if not self._under_way:
            self._next()

    def set_value(self, value: float, join: bool = False) -> None:
        """Gives the picked number another value."""
        self._wanted = value
        self.do(SetValue(self.layer, self.parameter, self.index, value), join)

    def switch(self, channel: int, off: bool) -> None:
        """Switches an output channel of the picked layer off, or on again."""
        self.do(SwitchOff(self.layer, channel) if off else SwitchOn(self.layer, channel))

    @Slot()
    def undo(self) -> None:
        """Takes the newest change back."""
        if self.report.done:
            self.session.leave()
            self.session.ask(self.session.engine.undo_touch, then=self._take)

    @Slot()
    def redo(self) -> None:
        """Makes the change again that was taken back."""
        if self.report.undone:
            self.session.leave()
            self.session.ask(self.session.engine.redo_touch, then=self._take)

    @Slot()
    def put_back(self) -> None:
        """Puts everything back: change by change, or, if training has gone on, by going back to before it."""
        session = self.session
        session.leave()
        history = session.history

        def put() -> tuple[bool, int, TouchReport]:
            engine = session.engine
            before = engine.touches()
            return before.whole, before.since or 0, engine.put_back()

        def back(made: tuple[bool, int, TouchReport]) -> None:
            whole, step, report = made
            if whole:
                session.continue_history(history, step)
                text = self.tr("The run stands at step {0} again, as before the first change.")
                session.message.emit(text.format(f"{step:,}"), "info")
            self._take(report)

        session.ask(put, then=back)

    @Slot()
    def keep(self) -> None:
        """Takes the network as it is for the one to compare with from now on."""
        self.session.ask(self.session.engine.keep_touches, then=self._take)

    def _next(self) -> None:
        if not self._queue:
            return
        self._under_way = True
        act, join = self._queue.pop(0)
        engine = self.session.engine

        def here() -> TouchReport | str:
            try:
                return engine.touch(act, join)
            except ValueError as error:
                return str(error)

        self.session.ask(here, then=lambda made: self._done(act, made), failed=lambda _: self._done(act, ""))

    def _done(self, act: Act, made: TouchReport | str) -> None:
        self._under_way = False
        if not self._queue:
            self._wanted = None
        if isinstance(made, TouchReport):
            self._take(made)
        elif made:
            self.refused.emit(act, made)
        self._next()

    # what comes back

    def _take(self, report: TouchReport) -> None:
        shot = self.session.snapshot
        before, self.report = self.report, report
        if shot is not None:
            self._known = shot.run, shot.step
        if report.since is None:
            self.before = None
        elif before.since is None:
            # The network that was tested last is the one before the first change, if none came between.
            fits = self.now is not None and shot is not None
            fits = fits and (self.now.run, self.now.step) == (shot.run, report.since)  # type: ignore[union-attr]
            self.before = self.now if fits and self.now.version == before.version else None  # type: ignore[union-attr]
        self.reported.emit()
        self._ask_answer()
        self._wait()

    def _ask_report(self) -> None:
        self.session.ask(self.session.engine.touches, then=self._take)

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if not self.open or shot is None:
            return
        self._fit()
        if (shot.run, shot.step) != self._known:
            other = shot.run != self._known[0]
            self._known = shot.run, shot.step
            if other or (self.report.since is not None and not self.report.trained):
                self._ask_report()
            self._wait()
        self._ask_answer()

    @Slot(str)
    def _state_changed(self, state: str) -> None:
        if self.open and state != "training":
            self._wait()

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

    # the answer to the watched image, before

    def _ask_answer(self) -> None:
        shot = self.session.snapshot
        if not self.open or shot is None:
            return
        key = (shot.probe.guest, shot.probe.index, shot.run, self.report.since)
        if self.report.since is None:
            self.answer, self._answered, self._asked = None, (), ()
        elif key != self._asked:
            self._asked = key
            engine, image = self.session.engine, shot.probe.image
            self.session.ask(engine.answer_untouched, image, then=lambda found: self._take_answer(key, found))

    def _take_answer(self, key: tuple[Any, ...], found: np.ndarray) -> None:
        if key == self._asked:
            self.answer, self._answered = found, key
            self.measured.emit()

    def answers(self, shot: Snapshot) -> tuple[np.ndarray | None, np.ndarray]:
        """The probabilities before (None while they are asked for) and now, of a snapshot's image."""
        if self.report.since is None:
            return shot.probe.probabilities, shot.probe.probabilities
        key = (shot.probe.guest, shot.probe.index, shot.run, self.report.since)
        return (self.answer if key == self._answered else None), shot.probe.probabilities

    # how well it reads the test images

    def _wait(self) -> None:
        """Tests the network once it is left alone for a moment."""
        if self.open and not self.session.training and not self.session.closed:
            self._quiet.start()

    @Slot()
    def _measure(self) -> None:
        session = self.session
        if not self.open or session.training or session.closed or self.testing == "before":
            return
        if self.report.since is not None and self.before is None:
            self._set_testing("before")
            session.ask(session.engine.untouched, then=self._test)
        elif self.now is None or self._key() != self.now[2:]:
            self._set_testing("now")
            session.ask(session.engine.copy, then=self._test)

    def _key(self) -> tuple[int, int, int]:
        """The network in sight: its run, step, and how often it was changed by hand."""
        shot = self.session.snapshot
        return (-1, -1, -1) if shot is None else (shot.run, shot.step, shot.touches)

    def _test(self, copy: NetworkCopy) -> None:
        if not self.open or not self.testing:
            return
        if self._background is None:
            from cnnviz.background import Background

            self._background = Background(self.session, self)
            self._background.progressed.connect(self._progressed)
        which, version = self.testing, self.report.version

        def found(share: float) -> None:
            self._set_testing("")
            figure = Figure(share, len(copy.test), copy.run, copy.step, version)
            if which == "now":
                self.now = figure
            elif self.report.since == copy.step:
                self.before = figure
            self.measured.emit()
            self._measure()

        self._background.start(lambda report: accuracy(copy, report), found)

    @Slot(float)
    def _progressed(self, fraction: float) -> None:
        self.progress = fraction
        self.measured.emit()

    def _set_testing(self, which: str) -> None:
        self.testing, self.progress = which, 0.0
        self.measured.emit()


def of(session: Session) -> Touching:
    """The session's one Touching, made when it is asked for first."""
    found = session.findChild(QObject, "touching")
    return found if isinstance(found, Touching) else Touching(session)
