"""The session's part of drawing: which image the network is to answer instead of one of the batch.

Only one image is under way to the training thread at a time; while it is, newer ones replace each other, so
a fast hand never makes a queue.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from cnnviz.session import Session
    from core.trace import Cell, Trace

SHAPE = (28, 28)


class Drawing(QObject):
    """Whether the pad is open, what is drawn on it as the network sees it, and the gradient's target."""

    changed = Signal()  # opened or closed
    picture_read = Signal(object)  # uint8 (28, 28), for the pad

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.open = False
        self.image: np.ndarray | None = None
        self.target: int | None = None
        self.trace: Trace | None = None  # the newest trace of a drawing
        self._under_way = False
        self._newer = False
        session.config_changed.connect(self._run_changed)

    @property
    def recorded(self) -> bool:
        """True while the recorded batch in sight is a drawing."""
        return self.trace is not None and self.session.trace is self.trace

    def start(self) -> bool:
        """Opens the pad; what was drawn before is there again. False if this run's images are of another
        size.
        """
        session = self.session
        if session.snapshot is None or session.snapshot.probe.image.shape != SHAPE:
            self._say(self.tr("A drawing has 28 x 28 pixels; this run's images are of another size."))
            return False
        if not self.open:
            session.select(None)
            self.open = True
            self.changed.emit()
            if self.image is not None:
                self._send()
        return True

    def stop(self) -> None:
        """Closes the pad; the network is shown an image of the batch again."""
        if self.open:
            self.open = False
            if self.recorded:
                self.session.leave()
            self._send()
            self.changed.emit()

    def show(self, image: np.ndarray | None, target: int | None) -> None:
        """Has the network answer an image, uint8 (28, 28), at once; None while nothing is drawn.

        A recorded batch gives way to the live picture.
        """
        self.image, self.target = image, target
        if self.open:
            self.session.leave()
            self._send()

    def record(self, then: Callable[[Trace], Cell] | None = None) -> None:
        """Records the drawing alone, without an update; training pauses, the network stays as it is.

        `then` names the number of the trace that is selected.
        """
        if self.image is None:
            self._say(self.tr("Nothing is drawn yet: draw a digit first."))
            return
        self.session.pause()
        self.session.ask(
            self.session.engine.record_image,
            self.image,
            self.target,
            then=lambda made: self._recorded(made, then),
        )

    def read(self, path: str | Path) -> None:
        """Puts the picture of a file onto the pad; one that can't be used becomes a message."""

        def read_picture() -> np.ndarray:
            from cnnviz.images import decode
            from core.data.images import read_image

            return read_image(path, decode)

        self.session.ask(read_picture, then=self.put)

    def put(self, picture: np.ndarray) -> None:
        """Puts a picture, uint8 (28, 28), onto the pad."""
        if self.start():
            self.picture_read.emit(picture)

    def _send(self) -> None:
        if self._under_way:
            self._newer = True
            return
        self._under_way, self._newer = True, False
        engine = self.session.engine
        image = self.image if self.open else None
        self.session.ask(engine.watch_image, image, self.target, then=self._sent, failed=self._sent)

    def _sent(self, _: object) -> None:
        self._under_way = False
        if self._newer:
            self._send()

    def _recorded(self, trace: Trace, then: Callable[[Trace], Cell] | None) -> None:
        self.trace = trace
        self.session.show_trace(trace, self.tr("your drawing"))
        if then is not None:
            self.session.select(then(trace))

    def _run_changed(self) -> None:
        """Another run may have images of another size, or other classes."""
        shot = self.session.snapshot
        if self.open and shot is not None and not shot.probe.drawn:
            if shot.watched.images.shape[1:] != SHAPE:
                self.stop()
            elif self.image is not None:
                self.target = None
                self._send()

    def _say(self, text: str) -> None:
        self.session.message.emit(text, "error")
