"""Whom the network answers in place of an image of the batch: the window's one way to the engine's guest.

The drawing pad and the exhibit both use it. Only one image is under way to the training thread at a time;
while it is, newer ones replace each other, so a fast hand never makes a queue.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cnnviz.session.recorded import Recorded
from cnnviz.session.training import Training
from core.training import Guest


class ExternalImages(QObject):
    """The guest that the network is to answer: `shown`, None for an image of the batch."""

    changed = Signal()  # another is shown, or none

    def __init__(self, training: Training, recorded: Recorded) -> None:
        super().__init__(training)
        self._training, self._recorded = training, recorded
        self.shown: Guest | None = None
        self.under_way = False  # whether the training thread is yet to take the newest one
        self._newer = False

    def show(self, guest: Guest | None) -> None:
        """Have the network answer a guest at once; None goes back to the image of the batch."""
        if guest is not self.shown:
            self.shown = guest
            self._send()
            self.changed.emit()

    def leave(self, guest: Guest | None) -> None:
        """Let a guest go, with its trace, if it is this one that is shown; another one stays."""
        if guest is None:
            return
        if guest is self._recorded.guest:
            self._recorded.leave()
        if guest is self.shown:
            self.show(None)

    def _send(self) -> None:
        if self.under_way:
            self._newer = True
            return
        self.under_way, self._newer = True, False
        sent = self.shown
        self._training.ask(
            self._training.engine.receive, sent, then=self._sent, failed=lambda _: self._refused(sent)
        )

    def _sent(self, _: object) -> None:
        self.under_way = False
        if self._newer:
            self._send()

    def _refused(self, guest: Guest | None) -> None:
        """One that doesn't fit this run's images is not shown; a message has said why."""
        self.under_way = False
        if guest is self.shown:
            self.shown = None
            self.changed.emit()
        if self._newer or self.shown is None:
            self._send()
