"""The statistics of the run's images: added up on a thread of their own, kept as long as the images are."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from cnnviz.session import Session
from cnnviz.session.background import Background
from core.data.dataset import Dataset
from core.data.statistics import Statistics, statistics


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
        """Adds up a dataset, in place of the one under way."""

        def done(found: Statistics) -> None:
            self._known[data] = found
            self.added.emit()

        self.background.start(lambda report: statistics(data, report), done)

    def keep(self, datasets: Collection[Dataset]) -> None:
        """Lets go what is known of others."""
        self._known = {data: found for data, found in self._known.items() if data in datasets}
