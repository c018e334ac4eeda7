"""Opening a user's own images: read on a thread of its own while training goes on, then handed to the engine.

Thousands of pictures take a while: how far it is, and a way to stop, are said in place. Nothing of the run
changes before all of them have been read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.background import Background, Report
from cnnviz.session.recorded import Recorded
from cnnviz.session.run_before import RunBefore
from cnnviz.session.training import Training
from cnnviz.session.worker import in_words
from core.files.atomic import one_line
from core.training import ConfigError

if TYPE_CHECKING:
    from core.data.inspection import OpenedData
    from core.training import TrainConfig

PATIENCE = 0.6  # seconds without a word: what is opened by then says nothing of its way
Then = Callable[[str], None]
OFTEN = 0.2  # seconds between two words of progress


class OwnImages(QObject):
    """Reads what a path names and begins a new run on it; only the newest path asked for is opened."""

    used = Signal(object)  # the path of images that were opened

    def __init__(self, training: Training, recorded: Recorded, run_before: RunBefore) -> None:
        super().__init__(training)
        self._training, self._recorded, self._run_before = training, recorded, run_before
        self.path: Path | None = None  # what is being read
        self._background = Background(training, self)
        self._background.progressed.connect(self._progressed)
        self._told = 0.0
        self._percent = -1

    @property
    def running(self) -> bool:
        """True while something is being read."""
        return self._background.running

    def open(self, path: str | Path, leave_out: bool = False, then: Then | None = None) -> None:
        """Begins a new run on the images of a file or folder; what can't be used becomes a message. `then` is
        called either way, with what was said of a failure or "", but not if the reading is stopped.

        `leave_out` opens a folder of pictures without those that can't be read.
        """
        self.path = path = Path(path)
        self._told, self._percent = time.monotonic() + PATIENCE - OFTEN, -1

        def work(report: Report) -> Any:
            from cnnviz.session.images import decode
            from core.data.opening import open_data

            report(0.0)
            return open_data(path, decode, report, leave_out=leave_out, colour=False)

        self._background.start(
            work, lambda opened: self._read(path, opened, then), lambda error: self._failed(path, error, then)
        )

    @Slot()
    def cancel(self) -> None:
        """Stops reading; the run is as it was."""
        if self.running:
            self._background.cancel()
            self._training.message.emit(self.tr("Nothing was opened. The run is as it was."), "info")

    @Slot(float)
    def _progressed(self, fraction: float) -> None:
        now, percent = time.monotonic(), round(100 * fraction)
        if now - self._told < OFTEN or percent == self._percent or self.path is None:
            return
        self._told, self._percent = now, percent
        text = self.tr("Reading {0}: {1} %. The run goes on until all is read.")
        self._training.message.emit(text.format(one_line(self.path.name), percent), "info")
        self._training.offered.emit(self.tr("Stop reading"), self.cancel)

    def use_mnist(self, config: TrainConfig | None = None) -> None:
        """Begins a new run on the images that come with cnnviz, with the settings of this one where its
        network takes them.
        """
        training = self._training
        self._background.cancel()

        def begin() -> tuple[bool, int, int]:
            try:
                kept = training.engine.use_data(training.shipped, config)
            except ConfigError:
                kept = training.engine.use_data(training.shipped, replace(training.engine.config, spec=None))
            return kept, *_counts(training)

        def begun(made: tuple[bool, int, int]) -> None:
            self._recorded.leave()
            self._tell(self.tr("MNIST"), *made)

        training.ask_run(begin, then=begun)

    def _read(self, path: Path, opened: OpenedData, then: Then | None) -> None:
        training, both = self._training, (opened.train, opened.test)
        assumed = opened.inspection.surprises()

        def begin() -> tuple[bool, int, int, str]:
            assert training.engine.trainer is not None
            weights = training.engine.trainer.source
            return training.engine.use_data(lambda: both), *_counts(training), weights

        def begun(made: tuple[bool, int, int, str]) -> None:
            self.used.emit(path)
            self._recorded.leave()
            self._tell(one_line(path.name), *made, assumed=assumed)
            over()

        def late(_: object) -> None:
            self.used.emit(path)
            over()

        def over(why: str = "") -> None:
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
        """Says what has begun, and what was assumed about the images; a network that stays is tested on them
        at once. `weights` is the file of the network before.
        """
        text = self.tr("A new run on the images of {0}: {1:,} to learn from, {2:,} to test.")
        if weights and not kept:
            text = self.tr(
                "A new run with a new network, for that of {3} doesn't take the images of {0}: "
                "{1:,} to learn from, {2:,} to test."
            )
        if kept:
            text = self.tr(
                "The network stays, on the images of {0}: {1:,} to learn from, {2:,} to test. "
                "Reset begins with a new one."
            )
            self._training.ask(self._training.engine.evaluate)
        said = [text.format(name, train, test, weights), *map(one_line, assumed)]
        self._run_before.say(" ".join(said))

    def _failed(self, path: Path, error: Exception, then: Then | None) -> None:
        from core.data.folder import UnreadablePicturesError

        if then is not None:
            then(in_words(error))
        self._training.message.emit(in_words(error), "error")
        if isinstance(error, UnreadablePicturesError):
            words = self.tr("Leave out {0:,} pictures") if len(error.bad) > 1 else self.tr("Leave it out")
            self._training.offered.emit(words.format(len(error.bad)), lambda: self.open(path, leave_out=True))


def _counts(training: Training) -> tuple[int, int]:
    """On the training thread: how many images there are to learn from, and to test."""
    trainer = training.engine.trainer
    assert trainer is not None
    return len(trainer.images[0]), len(trainer.images[1])
