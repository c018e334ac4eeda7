"""A drawing that is changed, step by step, until the network reads it as another class."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import Session
from cnnviz.session.ascent import BOUNDED, REACHED, STUCK, AscentRunner
from core.evaluation.pixels import AscentStep, PixelAim, PixelAscent
from core.training import NetworkCopy

RADIUS = 6.0  # the most that is added, as the length of the change


class TurnedDrawing(QObject):
    """`changed` tells each newer drawing, uint8 (28, 28); `ended` a sentence about how it went, or ""."""

    changed = Signal(object)
    ended = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self._asked: object = None
        self._target = 0
        self._newest: AscentStep | None = None
        self.runner = AscentRunner(session, self)
        self.runner.radius = RADIUS
        self.runner.stepped.connect(self._stepped)
        self.runner.ended.connect(self._ended)

    @property
    def running(self) -> bool:
        """Whether the drawing is being changed."""
        return self._asked is not None or self.runner.running

    def start(self, image: np.ndarray, target: int) -> None:
        """Change a drawing, uint8 (28, 28), until it is read as a class."""
        self.stop()
        self._target = target
        self._asked = asked = object()
        self.session.ask(self.session.engine.copy, then=partial(self._copied, asked, image, target))

    def stop(self) -> None:
        """Leave it as it is by now."""
        self._asked = None
        self.runner.stop()

    def _copied(self, asked: object, image: np.ndarray, target: int, copy: NetworkCopy) -> None:
        if asked is not self._asked:
            return
        self._asked = None
        try:
            aim = PixelAim(label=target)
            ascent = PixelAscent(copy.network(), copy.preprocessing, image, aim, radius=RADIUS)
        except ValueError as error:
            self.ended.emit(str(error))
            return
        self._newest = None
        self.runner.ascent = ascent
        self.runner.start()

    @Slot(object)
    def _stepped(self, step: AscentStep) -> None:
        self._newest = step
        if step.number:
            self.changed.emit(np.rint(255 * step.image[0]).astype(np.uint8))

    @Slot(str)
    def _ended(self, why: str) -> None:
        step, target = self._newest, self._target
        sentence = ""
        if why == REACHED and step is not None and step.number:
            words = self.tr(
                "Read as {0} after {1} steps: what was added has the length {2}, the drawing {3}."
            )
            size, whole = f"{step.size:.1f}", f"{float(np.linalg.norm(step.image - step.added)):.1f}"
            sentence = words.format(target, step.number, size, whole)
        elif why == REACHED:
            sentence = self.tr("It is read as {0} already.").format(target)
        elif why == BOUNDED:
            sentence = self.tr("Not read as {0} within a change of {1}.").format(target, f"{RADIUS:.1f}")
        elif why == STUCK:
            sentence = self.tr("No gradient reaches the pixels: the drawing can't be changed from here.")
        self.ended.emit(sentence)
