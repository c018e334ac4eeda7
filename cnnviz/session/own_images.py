"""A user's own images: read on a thread of their own while training goes on, looked over, then used.

Thousands of pictures take a while: how far it is, and a way to stop, are said in place. Nothing of the run
changes before all of them have been read and are wanted. What was assumed about them can be said otherwise:
a sample shows at once what that makes of them, while all are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import images
from cnnviz.session.background import Background, Report
from cnnviz.session.recorded import Recorded
from cnnviz.session.run_before import RunBefore
from cnnviz.session.training import Training
from cnnviz.session.worker import in_words
from cnnviz.system.throttle import Throttle
from cnnviz.system.wording import sentences, worded
from core.data.choices import DataChoices
from core.files.atomic import DataFileError, one_line

if TYPE_CHECKING:
    from core.data.inspection import Inspection, OpenedData
    from core.training import TrainConfig

PATIENCE = 0.6  # seconds without a word: what is opened by then says nothing of its way
Then = Callable[[str], None]
OFTEN = 0.2  # seconds between two words of progress
COUNTED = ("images", "train", "test", "test_from", "left_out")  # by an Inspection, in all images


class OwnImages(QObject):
    """Read what paths name and begin a new run on it; only the newest asked for is read.

    While a set is looked over, `paths` names it (none: the images that come with cnnviz), `choices` is what
    was said about it, `opened` the set as it was read with them, None until then; `shown` is what there is to
    see of it, all of it or a sample; `error` is what is wrong. `wanted` says that it is used once it is read.
    """

    used = Signal(object, bool)  # the path of images that were opened; whether some were left out
    looked = Signal()  # there is something to look over, or something new about it
    progressed = Signal(float)  # of reading what is looked over, from 0 to 1
    begun = Signal()  # the run on what was looked over has begun

    def __init__(self, training: Training, recorded: Recorded, run_before: RunBefore) -> None:
        super().__init__(training)
        self._training, self._recorded, self._run_before = training, recorded, run_before
        # Whether a set was used without its pictures that can't be read, so that it is opened so again.
        self.left_out: Callable[[Path], bool] = lambda _: False
        self._forget()
        self._background = Background(training, self)
        self._background.progressed.connect(self._progressed)
        self._sampling = Background(training, self)
        self._refused: Exception | None = None  # why what was asked for last isn't opened, as the window says
        self._told = Throttle()
        self._percent = -1

    @property
    def running(self) -> bool:
        """True while something is being read."""
        return self._background.running

    @property
    def looking(self) -> bool:
        """True while there is a set to look over."""
        return self.shown is not None or self.error is not None

    def _forget(self) -> None:
        self.paths: tuple[Path, ...] = ()
        self.choices = DataChoices()
        self.opened: OpenedData | None = None
        self.shown: OpenedData | None = None
        self.error: Exception | None = None
        self.wanted = False
        # What was read last, without its images: they are let go of before others are read.
        self._whole: tuple[Inspection, Any] | None = None
        self._read_with = DataChoices()
        self._then: Then | None = None

    # reading

    def open(self, path: str | Path, leave_out: bool = False, then: Then | None = None) -> None:
        """Begin a new run on the images of a file or folder as soon as they are read; what can't be used
        becomes a message. `then` is called either way, with what was said of a failure or "", but not if the
        reading is stopped.

        `leave_out` opens a folder of pictures without those that can't be read.
        """
        self._begin((Path(path),), leave_out)
        self.wanted, self._then = True, then

    def look(self, paths: Sequence[str | Path], leave_out: bool = False) -> None:
        """Read the images of a file, some files or a folder, to be looked over before they are used."""
        self._begin(tuple(map(Path, paths)), leave_out)

    def look_at_shipped(self) -> None:
        """Look over the images that come with cnnviz."""
        self._begin(())

    def choose(self, **changes: Any) -> None:
        """Say something else about the set that is looked over; None leaves it to the guess.

        ValueError says what makes no sense.
        """
        choices = replace(self.choices, **changes)
        if choices == self.choices and self.error is None:
            return
        self.choices, self.error, self.opened = choices, None, None
        whole, before = self._whole, self._read_with
        if whole is not None and whole[1] is not None:
            inspection, sample = whole
            self._sampling.start(
                lambda report: sample(choices, inspection, before),
                self._show_sample,
                lambda error: None,  # said when all have been read
            )
        self._read()
        self.looked.emit()

    def use(self) -> None:
        """Begin a new run on the set that is looked over, as soon as all of it has been read."""
        if self.wanted:
            return
        self.wanted = True
        if self.opened is not None:
            self._start()
        elif self.looking:
            self.looked.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop reading and let go of what is looked over; the run is as it was."""
        if self.running:
            self._training.message.emit(self.tr("Nothing was opened. The run was not touched."), "info")
        self._background.cancel()
        self._sampling.cancel()
        self._forget()

    def _begin(self, paths: tuple[Path, ...], leave_out: bool = False) -> None:
        looked = self.looking
        self._sampling.cancel()
        self._forget()
        self._refused = None
        self._training.news_changed.emit()
        self.paths = paths
        self.choices = DataChoices(leave_out=leave_out or any(map(self.left_out, paths)))
        self._told.restart(PATIENCE - OFTEN)
        self._percent = -1
        self._read()
        if looked:
            self.looked.emit()

    def _read(self) -> None:
        paths, choices, shipped = self.paths, self.choices, self._training.shipped

        def work(report: Report) -> Any:
            from core.data.opening import as_opened, open_data

            report(0.0)
            if not paths:
                return as_opened(*shipped())
            return open_data(paths, images.decode, report, sample=True, **choices.as_dict())

        self._background.start(work, self._have, self._failed)

    @Slot(float)
    def _progressed(self, fraction: float) -> None:
        if self.looking:
            self.progressed.emit(fraction)
            return
        percent = round(100 * fraction)
        if percent == self._percent or not self.paths or not self._told.due(OFTEN):
            return
        self._percent = percent
        text = self.tr("Reading {0}: {1} %. The run goes on until all is read.")
        self._training.message.emit(text.format(one_line(self.paths[0].name), percent), "info")
        self._training.offered.emit(self.tr("Stop reading"), self.cancel)
        self._training.lasts.emit(lambda: self._background.running)

    def _have(self, opened: OpenedData) -> None:
        self._sampling.cancel()
        self._training.news_changed.emit()  # nothing is left to stop
        self.opened = self.shown = opened
        self._whole = opened.inspection, opened.sample
        self._read_with, self.error = self.choices, None
        if self.wanted:
            self._start()
        else:
            self.looked.emit()

    def _show_sample(self, sample: OpenedData) -> None:
        assert self._whole is not None
        whole, _ = self._whole  # what is counted stays until all are read
        counted = {name: getattr(whole, name) for name in COUNTED}
        self.shown = replace(sample, inspection=replace(sample.inspection, **counted))
        self.looked.emit()

    def _failed(self, error: Exception) -> None:
        from core.data.folder import UnreadablePicturesError

        then, paths, self.wanted = self._then, self.paths, False
        if then is None and (self.looking or (isinstance(error, DataFileError) and error.choice)):
            self.error = error  # another choice helps
            self.looked.emit()
            return
        self._forget()
        self.looked.emit()  # what was looked over before may have been in sight
        if then is not None:
            then(in_words(error))
        self._training.message.emit(in_words(error), "error")
        self._refused = error
        self._training.lasts.emit(lambda: self._refused is error)
        if isinstance(error, UnreadablePicturesError):
            again = self.look if then is None else lambda paths, leave_out: self.open(paths[0], leave_out)
            self._training.offered.emit(self.leaving_out(error), lambda: again(paths, leave_out=True))

    def leaving_out(self, error: Exception) -> str:
        """What a button says that goes on without the pictures that can't be read; "" where all can."""
        from core.data.folder import UnreadablePicturesError

        if not isinstance(error, UnreadablePicturesError):
            return ""
        words = self.tr("Leave out {0:,} pictures") if len(error.bad) > 1 else self.tr("Leave it out")
        return words.format(len(error.bad))

    # beginning a run

    def use_mnist(self, config: TrainConfig | None = None) -> None:
        """Begin a new run on the images that come with cnnviz, with this one's settings where they fit."""
        training = self._training
        self._background.cancel()
        self._sampling.cancel()

        def begin() -> tuple[bool, int, int]:
            return training.engine.use_data(training.shipped, config), *_counts(training)

        def begun(made: tuple[bool, int, int]) -> None:
            self._recorded.leave()
            self._tell(self.tr("MNIST"), *made)
            self._forget()
            self.begun.emit()

        training.ask_run(begin, then=begun)

    def _start(self) -> None:
        """Begin a run on what has been read; what is looked over stays until that has begun."""
        opened, then, training = self.opened, self._then, self._training
        assert opened is not None
        if not self.paths:
            self.use_mnist()
            return
        path, both, left_out = self.paths[0], (opened.train, opened.test), self.choices.leave_out
        assumed = opened.inspection.surprises()

        def begin() -> tuple[bool, int, int, str]:
            assert training.engine.trainer is not None
            weights = training.engine.trainer.source
            return training.engine.use_data(lambda: both), *_counts(training), weights

        def begun(made: tuple[bool, int, int, str]) -> None:
            self.used.emit(path, left_out)
            self._recorded.leave()
            self._tell(one_line(path.name), *made, assumed=assumed)
            over()

        def late(_: object) -> None:
            self.used.emit(path, left_out)
            over()

        def over(why: str = "") -> None:
            if self.opened is opened:
                self.wanted = False
                if not why or then is not None:
                    self._forget()
                if not why:
                    self.begun.emit()
            if then is not None:
                then(why)

        training.ask_run(begin, then=begun, late=late, failed=lambda error: over(in_words(error)))

    def _tell(
        self,
        name: str,
        kept: bool,
        train: int,
        test: int,
        weights: str = "",
        assumed: Sequence[str] = (),
    ) -> None:
        """Say what has begun, and what was assumed about the images; a network that stays is tested on them
        at once. `weights` is the file of the network before.
        """
        text = self.tr("A new run began on the images of {0}: {1:,} to learn from, {2:,} to test.")
        if weights and not kept:
            text = self.tr(
                "A new run began with a new network, for that of {3} didn't take the images of {0}: "
                "{1:,} to learn from, {2:,} to test."
            )
        if kept:
            text = self.tr(
                "The network was kept, for the images of {0}: {1:,} to learn from, {2:,} to test. "
                "Reset begins with a new one."
            )
            self._training.ask(self._training.engine.evaluate)
        said = [text.format(name, train, test, weights), *(one_line(worded(each)) for each in assumed)]
        self._run_before.say(sentences(said))


def _counts(training: Training) -> tuple[int, int]:
    """On the training thread: how many images there are to learn from, and to test."""
    trainer = training.engine.trainer
    assert trainer is not None
    return len(trainer.images[0]), len(trainer.images[1])
