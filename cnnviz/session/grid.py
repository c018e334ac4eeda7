"""The batch in sight, which the grid of images shows, and the one image of it that is watched.

It is the engine's batch, or that of a trace which has images of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from cnnviz.session import lesson

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.trace.recording import Trace


class WatchedBatch(QObject):
    """Which images there are, what they are read as, and which is watched."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._seeking: object = None  # the image of the training set that is waited for
        self._images: tuple[Trace, np.ndarray] | None = None  # those of a trace, made once

    # what there is

    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """The images (uint8) and labels of the batch in sight; empty before there is any."""
        session, trace = self.session, self.session.trace
        if trace is not None and session.recording.apart:
            if self._images is None or self._images[0] is not trace:
                self._images = trace, lesson.images(trace)
            return self._images[1], trace.labels
        self._images = None
        if session.snapshot is None:
            return np.empty((0, 28, 28), np.uint8), np.empty(0, np.uint8)
        return session.snapshot.watched.images, session.snapshot.watched.labels

    def image_count(self) -> int:
        """How many images the batch in sight has."""
        return len(self.batch()[1])

    def predictions(self) -> tuple[np.ndarray, int]:
        """What the network reads the batch's images as, and at which step; empty before there is any."""
        session, trace = self.session, self.session.trace
        if session.snapshot is None:
            return np.empty(0, int), 0
        watched = session.snapshot.watched
        if trace is None:
            return watched.predictions, watched.step
        guest = session.guests.recorded
        if guest is not None and not guest.judged:  # nobody has said what it is
            return np.full(self.image_count(), -1), trace.step
        return trace.probabilities[: self.image_count()].argmax(axis=1), trace.step

    def wrong_after(self, position: int) -> int | None:
        """The next image after `position`, round the batch, that is read wrongly; None if there is none."""
        if self.session.snapshot is None:
            return None
        read = self.predictions()[0]
        wrong = np.flatnonzero((read != self.batch()[1]) & (read >= 0))
        later = wrong[wrong > position]
        return int(later[0]) if len(later) else int(wrong[0]) if len(wrong) else None

    # what is watched

    def watch(self, position: int) -> None:
        """Watches another image of the batch; a drawing or an exhibit gives way to it."""
        session, count = self.session, self.image_count()
        if not count:
            return
        position = max(0, min(position, count - 1))
        self._seeking = None
        if session.guests.recorded is None:
            session.drawing.stop()
            session.exhibit.leave()
        if position != session.watched:
            self._move(position)
            if not session.recording.apart:
                session.ask(session.engine.watch_position, position)

    def watch_index(self, index: int) -> None:
        """Watches an image of the training set, live; the grid moves there if need be."""
        session = self.session
        session.leave()
        session.drawing.stop()
        session.exhibit.leave()
        self._seeking = mine = object()

        def moved(position: int) -> None:
            if mine is self._seeking and not session.recording.apart:
                self._move(position)

        session.ask(session.engine.watch, index, then=moved)

    def stay(self) -> None:
        """The watched image is one of the batch in sight: another batch may be smaller."""
        session, count = self.session, self.image_count()
        if count and session.watched >= count:
            live = session.snapshot is not None and not session.recording.apart
            here = session.snapshot.probe.position if live and session.snapshot is not None else 0
            self._move(min(here, count - 1))

    def come_back(self) -> None:
        """From a trace with images of its own to the image that the engine watches."""
        if self.session.snapshot is not None:
            self._move(self.session.snapshot.probe.position)

    def _move(self, position: int) -> None:
        if position != self.session.watched:
            self.session.watched = position
            self.session.watched_changed.emit(position)
