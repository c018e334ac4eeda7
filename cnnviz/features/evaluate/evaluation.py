"""What the sheet Evaluate is about: the newest result, where the network is by now, and the work in between.

A copy of the network reads all images on a thread of its own, so training goes on meanwhile, or stays paused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate.result import Result, image, verdict
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.session.saving import FileSaving
from cnnviz.system.wording import worded
from cnnviz.widgets.image_grid import ImageGrid
from cnnviz.widgets.sheet import Heir
from core.evaluation.answers import answer
from core.training import NetworkCopy


class MistakeWalk(Heir, QObject):
    """Which mistakes come one after another; `moved` tells which of them is on the canvas."""

    moved = Signal(int)

    inherited = "_result", "_numbers", "_place", "_shown"

    def __init__(
        self, session: Session, exhibit: Callable[[Result, int], bool], parent: QObject | None = None
    ) -> None:
        """`exhibit` puts an image of a result on the canvas; False if it can't."""
        super().__init__(parent)
        self.session, self._exhibit = session, exhibit
        self._result: Result | None = None
        self._numbers = np.empty(0, np.intp)
        self._place = 0
        self._shown: object = None  # what the exhibit shows if it is still ours

    @property
    def under_way(self) -> bool:
        """Whether the canvas shows a mistake of this walk."""
        return self._shown is not None and self.session.exhibit.shown is self._shown

    def begin(self, result: Result, numbers: np.ndarray, number: int) -> bool:
        """Put a mistake on the canvas; `numbers` are those that it is one of."""
        found = np.flatnonzero(numbers == number)
        if not len(found):
            return False
        self._result, self._numbers = result, numbers
        return self._show(int(found[0]))

    def next(self) -> bool:
        """Put the next one on the canvas, round all of them; False if the canvas has gone on otherwise."""
        return self.under_way and self._show((self._place + 1) % len(self._numbers))

    def end(self) -> None:
        """Forget where it was."""
        self._result, self._shown = None, None

    def _show(self, place: int) -> bool:
        result, number = self._result, int(self._numbers[place])
        if result is None or not self._exhibit(result, number):
            return False
        self._place, self._shown = place, self.session.exhibit.shown
        shown = self._shown
        said, count = verdict(result, number), f"{len(self._numbers):,}"
        text = self.tr("Mistake {0} of {1} at step {2}: {3} N: the next one.")
        words = text.format(f"{place + 1:,}", count, f"{result.step:,}", said)
        self.session.message.emit(words, "info")
        self.session.live.lasts.emit(lambda: self.under_way)
        name = result.name(number)
        self.session.explain_by(lambda: (name, said) if self._shown is shown and self.under_way else ("", ""))
        self.moved.emit(number)
        return True


class EvaluatePage(Heir, QWidget):
    """One page of the sheet; those that work in the background, or follow the network, say how.

    `keys` says what keys do wherever in the sheet the keyboard is, while the page is in sight.
    """

    keys: Mapping[int, Callable[[], object]] = MappingProxyType({})

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""

    def network_moved(self) -> None:
        """Say whether what is shown is of the network there is now."""


class GalleryPage(EvaluatePage):
    """A page with images of a result; the one that is pointed at is explained."""

    session: Session
    result: Result | None = None
    gallery: ImageGrid

    def add_gallery(self, gallery: ImageGrid, words: str) -> None:
        """Take a gallery into the page; `words` say what its images are."""
        self.gallery = gallery
        gallery.setAccessibleName(words)
        gallery.save = self.session.part(FileSaving).save
        gallery.pointed.connect(self.point_image)
        gallery.walked.connect(self.point_image)

    @Slot(int)
    def point_image(self, number: int) -> None:
        """Explain an image of the result."""
        if number >= 0:
            self.session.explain_by(lambda: self._about_image(number))
            self.gallery.setAccessibleDescription(self._about_image(number)[1])

    def _about_image(self, number: int) -> tuple[str, str]:
        if self.result is None:
            return "", ""
        return self.result.name(number), image(self.result, number)


def evaluated(copy: NetworkCopy, which: str, report: Report) -> Result:
    """Have the copy read all images of a set."""
    images = copy.test if which == "test" else copy.train
    answers = answer(copy.network(), copy.preprocessing, images, report)
    if len(answers):
        _ = answers.confidence, answers.loss  # kept once they are made: so that it is here that they are
    return Result(copy, which, answers)


class EvaluationJob(Heir, QObject):
    """The newest result and the work on the next; `changed` tells that either is another.

    `shown` is emitted when an image was put on the canvas: the sheet has to make way.
    """

    changed = Signal()
    progressed = Signal(float)
    shown = Signal()

    inherited = "which", "result"

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.which = "test"
        self.result: Result | None = None
        self.trouble = ""  # why the last evaluation came to nothing
        self.walk = MistakeWalk(session, self.exhibit, self)
        self.background = Background(session, self)
        self.background.progressed.connect(self.progressed)
        self.background.ended.connect(self.changed)

    @property
    def running(self) -> bool:
        """Whether an evaluation is under way."""
        return self.background.running

    @property
    def empty(self) -> bool:
        """Whether the set that was asked about has no images."""
        return self.result is not None and not len(self.result.dataset)

    @property
    def stale(self) -> bool:
        """Whether the network is no more the one that the result is of."""
        return self.result is not None and self.session.moved_on(self.result.version)

    def choose(self, which: str) -> None:
        """Evaluate on the "test" or on the "train" images from now on."""
        if which != self.which:
            self.which = which
            self.evaluate()

    @Slot()
    def evaluate(self) -> None:
        """Evaluate the network as it is now; one under way gives way."""
        self.trouble = ""
        self.background.ask(self.session.network_copy, self._copied, self._failed)
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Let the evaluation under way go; the result of before stays."""
        self.background.cancel()
        self.changed.emit()

    def forget(self) -> None:
        """Let the result go: another run has begun."""
        self.result = None
        self.walk.end()
        self.cancel()

    @Slot(int)
    def show_image(self, index: int) -> None:
        """Put an image of the newest result on the canvas."""
        if self.result is not None:
            self.exhibit(self.result, index)

    def exhibit(self, result: Result, index: int) -> bool:
        """Put an image of a result on the canvas; False if that can't be."""
        if not 0 <= index < len(result.dataset):
            return False
        image = result.dataset.images[index]
        label = int(result.dataset.labels[index])
        if not self.session.exhibit.show(image, label, result.name(index)):
            return False
        self.shown.emit()
        return True

    def end(self) -> None:
        """The window closes."""
        self.background.end()

    def _copied(self, copy: NetworkCopy) -> None:
        self.background.start(partial(evaluated, copy, self.which), self._take, self._failed)

    def _take(self, result: Result) -> None:
        self.result = result
        if result.which == "test" and len(result.answers):
            self.session.live.note_accuracy(result.version, result.answers.accuracy)
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.trouble = worded(str(error)) or type(error).__name__
        self.changed.emit()
