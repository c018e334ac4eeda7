"""What is shown: the batch in sight, which the grid of images shows, the one image of it that is watched, and
whom the network answers in its place.

The batch is the engine's, or that of a trace which has images of its own. The canvas shows the watched image
from the recorded batch while there is one, else from the newest snapshot: the picture follows the number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import picture
from cnnviz.session.recorded import Choice, Recorded
from cnnviz.session.time import TimeTravel
from cnnviz.session.training import Training
from core.trace.recording import Trace
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
        training.config_changed.connect(self._run_changed)

    def show(self, guest: Guest | None) -> None:
        """Have the network answer a guest at once; None goes back to the image of the batch."""
        if guest is not self.shown:
            self.shown = guest
            self._send()
            self.changed.emit()

    @Slot()
    def _run_changed(self) -> None:
        """A run that comes back looks at what was on show when it was left."""
        shot = self._training.snapshot
        if self.shown is None and shot is not None and shot.probe.guest is not None:
            self._send()

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


class PinnedImage(QObject):
    """Shows one image with its label, if that is known, under a name."""

    chosen = Signal()  # an image is shown: a drawing gives way to it

    def __init__(self, training: Training, recorded: Recorded, guests: ExternalImages) -> None:
        super().__init__(training)
        self._training, self._recorded, self._guests = training, recorded, guests
        self.guest: Guest | None = None  # the image that was shown last, on show or not
        training.config_changed.connect(self._run_changed)

    @property
    def shown(self) -> Guest | None:
        """What is on show, None while the canvas shows an image of the batch, or a drawing."""
        return self.guest if self.guest is self._guests.shown else None

    def show(self, image: np.ndarray, label: int | None, name: str) -> bool:
        """Have the network answer an image, uint8 (H, W) or (C, H, W), in place of the batch's; False, and a
        message, if it isn't of the size of this run's images or has none of their classes.

        With a label the answer is right or wrong, and the gradient is for it; without, for the class read.
        """
        shot = self._training.snapshot
        image = image[0] if image.ndim == 3 and len(image) == 1 else image  # (1, H, W) -> (H, W)
        guest = Guest(image, None if label is None else int(label), name=name)
        if shot is None:
            return False
        probe, label = shot.probe, guest.label or 0
        if guest.image.shape != probe.image.shape or not 0 <= label < len(probe.logits):
            text = self.tr("{0} was not shown: the run's images are of another size or have other classes.")
            self._training.message.emit(text.format(name), "error")
            return False
        self._recorded.put_away()
        self.guest = guest
        self._guests.show(guest)
        self.chosen.emit()
        return True

    def leave(self) -> None:
        """Go back to the image of the batch."""
        guest, self.guest = self.guest, None
        self._guests.leave(guest)

    @Slot()
    def _run_changed(self) -> None:
        """The engine lets go what doesn't fit another run's images."""
        shot, guests = self._training.snapshot, self._guests
        if shot is not None and not guests.under_way and shot.probe.guest is not self.guest:
            self.leave()


class Shown(QObject):
    """Own which image is watched; `guests` and `exhibit` show others in its place."""

    watched_changed = Signal(int)
    beneath_changed = Signal()
    zoom_changed = Signal()
    chosen = Signal()  # an image of the batch is chosen: whatever else was shown gives way

    def __init__(self, training: Training, recorded: Recorded) -> None:
        super().__init__(training)
        self.training, self.recorded = training, recorded
        self.watched = 0
        self.beneath = ""  # what the canvas shows beneath a past step in place of gradients: "now", "change"
        self.zoom = "", ""  # what the canvas shows alone: a "block" or a "layer", and its name
        self.guests = ExternalImages(training, recorded)
        self.exhibit = PinnedImage(training, recorded, self.guests)
        self.time = TimeTravel(training, recorded)
        self._run = -1  # whose watched image it is
        self._asked = 0  # how often the training thread is yet to answer which image it watches
        self._apart = False  # whether the batch in sight is a trace's own
        self._seeking: object = None  # the image of the training set that is waited for
        self._images: tuple[Trace, np.ndarray] | None = None  # those of a trace, made once
        recorded.batch_changed.connect(self._batch_changed)
        recorded.wanted.connect(self.record)
        recorded.selection_changed.connect(self._follow_number)
        training.adopted.connect(self._agree)

    # what there is

    def picture(self) -> picture.Picture | None:
        """The watched image through the network: of the trace if there is one, else of the snapshot."""
        shot, trace = self.training.snapshot, self.recorded.trace
        if shot is None:
            return None
        if trace is None and self.time.shown is not None:
            return replace(picture.of_snapshot(self.time.shown), kind="then")
        if trace is None:
            return picture.of_snapshot(shot)
        guest, spec = self.recorded.guest, dict(trace.network)
        return picture.of_trace(trace, self.watched, self.recorded.cursor, spec, guest, self.classes)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes' names; none are known of a trace that came from a file."""
        shot = self.training.snapshot
        return shot.classes if shot is not None and not self.recorded.lesson else ()

    @property
    def pixel_ends(self) -> tuple[float, float]:
        """The network's numbers for black and for white in every picture of an image in sight.

        A trace out of a file doesn't say: there they are its darkest and its lightest pixel.
        """
        shot, trace = self.training.snapshot, self.recorded.trace
        if trace is not None and self.recorded.lesson:
            finite = trace.images[np.isfinite(trace.images)]
            low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        else:
            low, high = (0.0, 1.0) if shot is None else shot.pixels
        return round(low, 4) + 0.0, round(high, 4)

    def class_name(self, label: int) -> str:
        """The name of a class; its number where it has none."""
        return picture.named(self.classes, label)

    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """The images (uint8) and labels of the batch in sight; empty before there is any."""
        shot, trace = self.training.snapshot, self.recorded.trace
        past = self.time.step is not None  # whose batch isn't the grid's, either
        if trace is not None and (past or self.recorded.apart):
            if self._images is None or self._images[0] is not trace:
                self._images = trace, picture.batch_images(trace, self.pixel_ends)
            return self._images[1], trace.labels
        self._images = None
        if shot is None:
            return np.empty((0, 28, 28), np.uint8), np.empty(0, np.uint8)
        return shot.watched.images, shot.watched.labels

    def image_count(self) -> int:
        """How many images the batch in sight has."""
        return len(self.batch()[1])

    def predictions(self) -> tuple[np.ndarray, int]:
        """What the network reads the batch's images as, and at which step; empty before there is any.

        -1 for each image at a stop of a recorded batch before the loss, and of an image that nobody judges.
        """
        shot, trace = self.training.snapshot, self.recorded.trace
        if shot is None:
            return np.empty(0, int), 0
        if trace is None:
            watched = (self.time.shown or shot).watched
            return watched.predictions, watched.step
        progress = self.recorded.progress
        if progress is None or not progress.through("loss"):  # the answer isn't there yet
            return np.full(self.image_count(), -1), trace.step
        return self._read(trace), trace.step

    def _read(self, trace: Trace) -> np.ndarray:
        """What the images of a trace are read as; -1 of one that nobody judges."""
        guest = self.recorded.guest
        if guest is not None and not guest.judged:  # nobody has said what it is
            return np.full(self.image_count(), -1)
        return trace.probabilities[: self.image_count()].argmax(axis=1)

    def wrong_after(self, position: int) -> int | None:
        """The next image after `position`, round the batch, known to be read wrongly; None if none is."""
        if self.training.snapshot is None:
            return None
        read = self.predictions()[0]
        wrong = np.flatnonzero((read != self.batch()[1]) & (read >= 0))
        later = wrong[wrong > position]
        return int(later[0]) if len(later) else int(wrong[0]) if len(wrong) else None

    @Slot()
    def record(self, then: Choice | None = None, guest: Guest | None = None) -> None:
        """Record the next batch, or an image alone: `guest`, else the one on show or recorded last.

        `then` names the number of the new trace that is selected.
        """
        guest = guest or self.exhibit.shown
        if self.time.step is not None:
            self.time.record(then, guest)  # the batch of the past step in sight, or what its network makes
        else:
            self.recorded.record(then, guest)

    def lay_beneath(self, kind: str) -> None:
        """Tell what the canvas shows beneath a past step: the same "now", the "change", "" for gradients."""
        if kind != self.beneath:
            self.beneath = kind
            self.beneath_changed.emit()

    def zoom_to(self, part: str, name: str) -> None:
        """Tell what the canvas shows alone: a "block" or a "layer" by its name; "" is all of the network."""
        if (part, name) != self.zoom:
            self.zoom = part, name
            self.zoom_changed.emit()

    # what is watched

    def watch(self, position: int) -> None:
        """Watch another image of the batch; a drawing or an exhibit gives way to it."""
        count = self.image_count()
        if not count:
            return
        position = max(0, min(position, count - 1))
        self._seeking = None
        if self.recorded.guest is None:
            self.chosen.emit()
            self.exhibit.leave()
        if position != self.watched:
            self._move(position)
            self._take_number_along()
            if not self.recorded.apart:
                self._have_watched(self.training.engine.watch_position, position)

    def watch_index(self, index: int) -> None:
        """Watch an image of the training set, live; the grid moves there if need be."""
        self.recorded.put_away()
        self.chosen.emit()
        self.exhibit.leave()
        self._seeking = mine = object()

        def moved(position: int) -> None:
            if mine is self._seeking and not self.recorded.apart:
                self._move(position)
                self._stay()  # another run, on smaller batches, may be in sight already

        self._have_watched(self.training.engine.watch, index, moved)

    def _have_watched(
        self, call: Callable[[int], Any], number: int, then: Callable[[Any], None] = lambda _: None
    ) -> None:
        """Have the training thread watch an image; what it shows until it answers may be of another one."""
        engine = self.training.engine
        self._asked += 1

        def here() -> tuple[int, Any]:
            result = call(number)
            return engine.trainer.run if engine.trainer is not None else -1, result

        def answered(made: tuple[int, Any]) -> None:
            run, result = made
            self._asked -= 1
            then(result)
            shot = self.training.snapshot
            late = shot is not None and shot.run > run  # it was one of the run before that was asked for
            if shot is not None and late and not (self.recorded.apart or self._asked):
                self._move(shot.probe.position)

        def refused(_: BaseException) -> None:
            self._asked -= 1

        self.training.ask(here, then=answered, failed=refused)

    @Slot()
    def _agree(self) -> None:
        """Watch what a run that has come into sight watches; otherwise the training thread follows."""
        shot = self.training.snapshot
        assert shot is not None
        another, self._run = shot.run != self._run, shot.run
        if not (self.recorded.apart or self._asked):
            if another:
                self._move(shot.probe.position)
            elif shot.probe.position != self.watched < len(shot.watched.labels) and self.guests.shown is None:
                self._have_watched(self.training.engine.watch_position, self.watched)
        self._stay()

    @property
    def _image_of_number(self) -> int | None:
        """The image that the selected number belongs to; None for a weight, or with nothing selected."""
        trace, cell = self.recorded.trace, self.recorded.selection
        per_image = trace is not None and cell is not None and cell.index and trace.per_image(cell)
        return cell.index[0] if cell is not None and per_image else None

    @Slot()
    def _follow_number(self) -> None:
        """Watch the image that the selected number belongs to."""
        image = self._image_of_number
        if image is not None:
            self.watch(image)

    def _take_number_along(self) -> None:
        """Select the same place in the watched image."""
        image, cell, trace = self._image_of_number, self.recorded.selection, self.recorded.trace
        if cell is None or image is None or image == self.watched or trace is None:
            return
        place = cell.index[1:]
        if cell[:2] == ("loss", "log_probabilities") and place == (trace.labels[image],):
            place = (int(trace.labels[self.watched]),)  # the loss of an image stands in its label's row
        self.recorded.select(cell._replace(index=(self.watched, *place)), passing=True, reach=False)

    @Slot()
    def _batch_changed(self) -> None:
        """From a trace with images of its own go back to the image that the engine watches."""
        before, self._apart = self._apart, self.recorded.apart
        shot = self.training.snapshot
        if before and not self._apart and shot is not None:
            self._move(shot.probe.position)
        self._stay()

    @Slot()
    def _stay(self) -> None:
        """Keep the watched image one of the batch in sight: another batch may be smaller."""
        count, shot = self.image_count(), self.training.snapshot
        if count and self.watched >= count:
            here = shot.probe.position if shot is not None and not self.recorded.apart else 0
            self._move(min(here, count - 1))

    def _move(self, position: int) -> None:
        if position != self.watched:
            self.watched = position
            self.watched_changed.emit(position)
