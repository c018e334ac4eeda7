"""An image that some sheet puts on the canvas: one of the test set, one out of a list of mistakes.

The network answers it in both lanes as if it were one of the batch, until somebody goes on to another image.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.guests import ExternalImages
from cnnviz.session.recorded import Recorded
from cnnviz.session.training import Training
from core.training import Guest


class PinnedImage(QObject):
    """Shows one image with its label, if that is known, under a name."""

    chosen = Signal()  # an image is shown: a drawing gives way to it

    def __init__(self, training: Training, recorded: Recorded, guests: ExternalImages) -> None:
        super().__init__(training)
        self._training, self._recorded, self._guests = training, recorded, guests
        self._guest: Guest | None = None
        training.config_changed.connect(self._run_changed)

    @property
    def shown(self) -> Guest | None:
        """What is on show, None while the canvas shows an image of the batch, or a drawing."""
        return self._guest if self._guest is self._guests.shown else None

    def show(self, image: np.ndarray, label: int | None, name: str) -> bool:
        """Has the network answer an image, uint8 (H, W), in place of the batch's; False, and a message, if it
        isn't of the size of this run's images or has none of their classes.

        With a label the answer is right or wrong, and the gradient is for it; without, for the class read.
        """
        shot = self._training.snapshot
        guest = Guest(image, None if label is None else int(label), name=name)
        if shot is None:
            return False
        probe, label = shot.probe, guest.label or 0
        if guest.image.shape != probe.image.shape or not 0 <= label < len(probe.logits):
            text = self.tr("{0} doesn't fit this run: its images are of another size or have other classes.")
            self._training.message.emit(text.format(name), "error")
            return False
        self._recorded.leave()
        self._guest = guest
        self._guests.show(guest)
        self.chosen.emit()
        return True

    def leave(self) -> None:
        """Goes back to the image of the batch."""
        guest, self._guest = self._guest, None
        self._guests.leave(guest)

    @property
    def guest(self) -> Guest | None:
        """The image that was shown last, on show or not."""
        return self._guest

    def put_back(self, guest: Guest | None) -> None:
        """Take an image that was shown before for the one that was shown last, without showing it."""
        self._guest = guest

    @Slot()
    def _run_changed(self) -> None:
        """The engine lets go what doesn't fit another run's images."""
        shot, guests = self._training.snapshot, self._guests
        if shot is not None and not guests.under_way and shot.probe.guest is not self._guest:
            self.leave()
