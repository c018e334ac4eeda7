"""The session's part of drawing: whether the pad is open, and what is drawn on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import images
from cnnviz.session.recorded import Choice
from cnnviz.session.shown import Shown
from core.training import Guest

SHAPE = (28, 28)


class Drawing(QObject):
    """Whether the pad is open, and the guest that is drawn on it."""

    changed = Signal()  # opened or closed
    picture_read = Signal(object)  # uint8 (H, W) or (C, H, W), for the pad

    def __init__(self, shown: Shown) -> None:
        super().__init__(shown)
        self._training, self._recorded, self._shown = shown.training, shown.recorded, shown
        self.open = False
        self.guest: Guest | None = None  # what is drawn, as the engine takes it
        self._training.config_changed.connect(self._run_changed)
        shown.chosen.connect(self.stop)
        shown.exhibit.chosen.connect(self.stop)

    @property
    def image(self) -> np.ndarray | None:
        """What is drawn, as the network sees it, uint8 in the shape of its images; None while nothing is."""
        return None if self.guest is None else self.guest.image

    @property
    def target(self) -> int | None:
        """The class that the gradient is for; None for the one that the network reads."""
        return None if self.guest is None else self.guest.target

    @property
    def recorded(self) -> bool:
        """True while the recorded batch in sight is a drawing."""
        return self.guest is not None and self.guest is self._recorded.guest

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the images that the network takes, (H, W) or (C, H, W)."""
        shot = self._training.snapshot
        return SHAPE if shot is None else tuple(shot.watched.images.shape[1:])

    def start(self) -> bool:
        """Open the pad; what was drawn before is there again, and until something is drawn the image on the
        canvas stays. False while there is no network yet.
        """
        if self._training.snapshot is None:
            return False
        if not self.open:
            self._recorded.select(None)
            self.open = True
            if self.guest is not None:
                self._fit(self.guest)
                self._take_place(self.guest)
            self.changed.emit()
        return True

    @Slot()
    def stop(self) -> None:
        """Close the pad; the network is shown an image of the batch again."""
        if self.open:
            self.open = False
            self._shown.guests.leave(self.guest)
            self.changed.emit()

    def show(self, image: np.ndarray | None, target: int | None) -> None:
        """Have the network answer an image, uint8 (H, W) or (C, H, W), at once, scaled to its own shape; None
        while nothing is drawn.

        A recorded batch gives way to the live picture.
        """
        before, self.guest = self.guest, None
        if image is not None:
            self.guest = self._drawn(image, target)
        if self.open:
            self._put_away()
            if self.guest is None:
                self._shown.guests.leave(before)
            else:
                self._take_place(self.guest)

    def _take_place(self, guest: Guest) -> None:
        """Show what is drawn in the place of whatever image was shown."""
        self._shown.guests.show(guest)
        self._shown.exhibit.leave()

    def _put_away(self) -> None:
        """Let what is recorded go for the drawing; to a batch there is a way back."""
        kept = self._recorded
        if kept.trace is None or kept.guest is not None:
            if kept.trace is not None:
                text = self.tr("What was recorded of the image before was let go.")
                self._training.message.emit(text, "info")
            kept.leave()
            return

        def back() -> None:
            self.stop()
            kept.take_back()

        words = self.tr(
            "The recorded batch gave way to the drawing. “Back to the batch” brings it back, and so does"
            " Ctrl+Z after the strokes."
        )
        kept.put_away(words)
        self._training.offered.emit(self.tr("Back to the batch"), back)

    def record(self, then: Choice | None = None) -> None:
        """Record the drawing alone, without an update; training pauses, the network stays as it is.

        `then` names the number of the trace that is selected.
        """
        if self.guest is None:
            self._training.message.emit(self.tr("Nothing is drawn yet: draw a digit first."), "info")
            self._training.lasts.emit(lambda: self.guest is None)
            return
        self._shown.record(then, self.guest)

    def read(self, path: str | Path) -> None:
        """Put the picture of a file onto the pad; one that can't be used becomes a message."""

        shape = self.shape

        def read() -> np.ndarray:
            from core.data.single import read_picture

            return read_picture(path, images.decode, shape)

        self._training.ask(read, then=self.put)

    def put(self, picture: np.ndarray) -> None:
        """Put a picture, uint8 (H, W) or (C, H, W), onto the pad."""
        if self.start():
            self.picture_read.emit(picture)

    @Slot()
    def _run_changed(self) -> None:
        """Another run may have images of another size, or other classes, or have seen another drawing."""
        shot = self._training.snapshot
        fresh = self.open and shot is not None and shot.probe.guest is not self.guest
        if fresh and self.image is not None:
            self.show(self.image, None)

    def _fit(self, guest: Guest) -> None:
        """What was drawn for another run may have another size, or be for a class that there isn't now."""
        shot = self._training.snapshot
        classes = shot.classes if shot is not None else ()
        lost = guest.target is not None and guest.target >= len(classes)
        if lost or guest.image.shape != self.shape:
            self.guest = self._drawn(guest.image, None)

    def _drawn(self, image: np.ndarray, target: int | None) -> Guest:
        return Guest(self._fitting(image), target=target, name=self.tr("your drawing"))

    def _fitting(self, image: np.ndarray) -> np.ndarray:
        """An image in the shape of those that the network takes."""
        if image.shape == self.shape:
            return image
        from core.data.single import in_shape

        return in_shape(image, self.shape)
