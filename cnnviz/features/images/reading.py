"""What is worked out beside the window: the sums over all images, and what the network reads in one."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from core.data.dataset import Dataset
from core.data.statistics import Statistics, statistics
from core.training.network_copy import NetworkCopy
from core.training.version import Version


class Sums(QObject):
    """`added` tells that the dataset asked for has been added up, `progressed` how far it is."""

    added = Signal()
    progressed = Signal(float)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.background = Background(session, self)
        self.background.progressed.connect(self.progressed)
        self._known: dict[Dataset, Statistics] = {}

    def of(self, data: Dataset) -> Statistics | None:
        """What is known of a dataset, None as long as nothing is."""
        return self._known.get(data)

    def ask(self, data: Dataset) -> None:
        """Add up a dataset, in place of the one under way."""

        def done(found: Statistics) -> None:
            self._known[data] = found
            self.added.emit()

        self.background.start(lambda report: statistics(data, report), done)

    def keep(self, datasets: Collection[Dataset]) -> None:
        """Let go what is known of others."""
        self._known = {data: found for data, found in self._known.items() if data in datasets}


MOMENT = 120  # milliseconds without another choice: walking along a row asks for nothing
AGAIN = 500  # and between two looks at one image while the network learns


class ImageReading(NamedTuple):
    """The class that is read, its probability, and the network that reads: its step and its version."""

    label: int
    probability: float
    step: int
    version: Version


class ImageReader(QObject):
    """`answered` tells what the newest image is read as."""

    answered = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.background = Background(session, self)
        self._image: np.ndarray | None = None
        self.newest: ImageReading | None = None  # for that image
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)

    def of(self, image: np.ndarray | None) -> None:
        """Ask for an image, uint8 (H, W) or (C, H, W), in place of the one before; None asks for nothing."""
        self.background.cancel()
        self._image, self.newest = image, None
        if image is None:
            self._timer.stop()
        else:
            self._timer.start(MOMENT)

    @Slot()
    def again(self) -> None:
        """Ask once more, of a network that has learnt since."""
        if self._image is not None and not self._timer.isActive() and not self.background.running:
            self._timer.start(AGAIN)

    @Slot()
    def _ask(self) -> None:
        self.background.ask(self.session.network_copy, self._begin)

    def _begin(self, copy: NetworkCopy) -> None:
        image = self._image
        if image is None or image.shape != copy.train.images.shape[1:]:
            return  # another run has begun

        def work(report: Report) -> ImageReading:
            logits = copy.network().forward(copy.preprocessing(image[None]))[0].astype(float)
            label = int(logits.argmax())
            # softmax of the largest logit: 1 / sum(exp(z - max z))
            return ImageReading(
                label, float(1 / np.exp(logits - logits[label]).sum()), copy.step, copy.version
            )

        self.background.start(work, self._take, lambda _: None)

    def _take(self, answer: ImageReading) -> None:
        self.newest = answer
        self.answered.emit(answer)

    def end(self) -> None:
        """Wait for the thread; the window closes."""
        self._timer.stop()
        self.background.end()
