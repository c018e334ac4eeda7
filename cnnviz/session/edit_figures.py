"""Before and now in numbers: the answer to the watched image, and how many of the test images are read right.

The network from before the first change answers on the training thread, one image at a time; all test images
are read in the background, by copies, once the weights are left alone for a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session.background import Background
from core.training.touch import TouchReport, accuracy

if TYPE_CHECKING:
    from cnnviz.session import Session
    from core.training import NetworkCopy, Snapshot, Version

QUIET = 150  # milliseconds without a change, after which the network is tested


class Figure(NamedTuple):
    """A test accuracy, over how many images, and of which network."""

    accuracy: float
    images: int
    step: int
    version: Version


class Figures(QObject):
    """Both figures and the answer before; nothing is done while it isn't `watched`."""

    measured = Signal()  # a figure, an answer, or how far the testing is

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.watched = False
        self.report = TouchReport()
        self.before: Figure | None = None
        self.now: Figure | None = None
        self.testing = ""  # "before" or "now" while that one is tested
        self.progress = 0.0
        self._answer: np.ndarray | None = None  # the probabilities before the first change
        self._answered: tuple[Any, ...] = ()  # the image that they are of
        self._asked: tuple[Any, ...] = ()
        self._background = Background(session, self)
        self._background.progressed.connect(self._progressed)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._measure)
        session.ended.connect(self._quiet.stop)
        session.state_changed.connect(self.wait)

    def watch(self, watched: bool) -> None:
        """Begin to measure, or let it be."""
        self.watched = watched
        if watched:
            self.look()
            self.wait()
        else:
            self._quiet.stop()
            self._background.cancel()
            self._set_testing("")

    def follow(self, report: TouchReport) -> None:
        """After the weights were changed, or put back."""
        before, self.report = self.report, report
        if report.since is None:
            self.before = None
        elif before.before != report.before:
            self.before = self._same_as_now(report.before)
        self.look()
        self.wait()

    def look(self) -> None:
        """Have the network from before answer the image that is watched now."""
        shot = self.session.snapshot
        if not self.watched or shot is None:
            return
        key = self._image(shot)
        if self.report.since is None:
            self._answer, self._answered, self._asked = None, (), ()
        elif key != self._asked:
            self._asked = key
            self.session.ask(
                self.session.engine.answer_untouched,
                shot.probe.image,
                then=lambda found: self._take(key, found),
            )

    def answers(self, shot: Snapshot) -> tuple[np.ndarray | None, np.ndarray]:
        """The probabilities before (None while they are asked for) and now, of a snapshot's image."""
        now = shot.probe.probabilities
        if self.report.since is None:
            return now, now
        return (self._answer if self._image(shot) == self._answered else None), now

    @Slot()
    @Slot(str)
    def wait(self, _: str = "") -> None:
        """Test the network once it is left alone for a moment."""
        if self.watched and not self.session.training and not self.session.closed:
            self._quiet.start()

    def _same_as_now(self, version: Version) -> Figure | None:
        """The network that was tested last is the one before the first change, if none came between."""
        return self.now if self.now is not None and self.now.version == version else None

    def _image(self, shot: Snapshot) -> tuple[Any, ...]:
        return shot.probe.guest, shot.probe.index, shot.run, self.report.before

    def _take(self, key: tuple[Any, ...], found: np.ndarray) -> None:
        if key == self._asked:
            self._answer, self._answered = found, key
            self.measured.emit()

    @Slot()
    def _measure(self) -> None:
        session, shot = self.session, self.session.snapshot
        if not self.watched or session.training or session.closed or shot is None:
            return
        if self.testing == "before":
            return  # the figure now is next
        if self.report.since is not None and self.before is None:
            which, question = "before", session.engine.untouched
        elif self.now is None or self.now.version != shot.version:
            which, question = "now", session.engine.copy
        else:
            return
        self._set_testing(which)
        self._background.ask(question, self._test, lambda _: self._set_testing(""))

    def _test(self, copy: NetworkCopy) -> None:
        which = self.testing

        def found(share: float) -> None:
            figure = Figure(share, len(copy.test), copy.step, copy.version)
            if which == "now":
                self.now = figure
            elif self.report.before == copy.version:
                self.before = figure
            self._set_testing("")
            self._measure()

        self._background.start(lambda report: accuracy(copy, report), found)

    @Slot(float)
    def _progressed(self, fraction: float) -> None:
        self.progress = fraction
        self.measured.emit()

    def _set_testing(self, which: str) -> None:
        self.testing, self.progress = which, 0.0
        self.measured.emit()
