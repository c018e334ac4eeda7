"""What somebody is looking at: a batch of training images, one of them closely.

The batch stays while training runs, so that pictures can be compared over time; the predictions beside its
images are refreshed now and then, and the one image is probed for every snapshot. A guest, a drawing say, may
take that one's place for a while.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from core.trace.recording import Trace
from core.training.probe import ProbeNetwork, frozen
from core.training.snapshot import Guest, Probe, Snapshot, Watched
from core.training.trainer import Trainer

MOST = 256  # images in the grid, however large the batch
REFRESH = 0.25  # seconds between two looks at the whole batch


class Watch:
    """Looks at a Trainer's network without disturbing it; begins with the first batch of the run."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._run = -1
        self.position = 0
        self._set = trainer.images[0]
        self._guest: Guest | None = None
        self._received = 0  # how often the guest has changed
        self._shown: np.ndarray | None = None  # another watch's grid that is shown here
        self.follow()

    def follow(self) -> None:
        """After another run has begun: look at its network, and at its images if they are others."""
        trainer = self._trainer
        if self._run == trainer.run:
            return
        self._run = trainer.run
        self._network = ProbeNetwork(trainer.network)
        self._spec = trainer.network.spec()
        others, self._set = self._set is not trainer.images[0], trainer.images[0]
        guest = self._guest
        if guest is not None and (self._misfit(guest) or (others and guest.judged)):
            self._guest = None  # a label is one of the other images' classes
        self.show(trainer.batch(1)[0])

    def renumber(self) -> None:
        """Note that the run has another number: it is the same network that is looked at already."""
        self._run = self._trainer.run

    def show(self, indices: np.ndarray) -> None:
        """Put another batch into the grid; the position stays where there is an image for it."""
        train = self._trainer.train
        self._shown = None
        self._indices = frozen(indices[:MOST])
        self._images, self._labels = frozen(train.images[self._indices]), frozen(train.labels[self._indices])
        self.position = min(self.position, len(self._indices) - 1)
        self._watched: Watched | None = None
        self._refresh_at = 0.0

    @property
    def indices(self) -> np.ndarray:
        """The training images in the grid."""
        return self._indices

    def is_of(self, trainer: Trainer) -> bool:
        """Whether it looks at this trainer's network."""
        return self._trainer is trainer

    def show_again(self, indices: np.ndarray, position: int, guest: Guest | None) -> None:
        """Look at what another watch looks at: its grid, the place of its image in it, or its guest; where
        that is on other images, at that place of the own grid.
        """
        if self._shown is not indices and indices.max() < len(self._trainer.train):
            self.show(indices)
            self._shown = indices
        self.look_at_position(position)
        if guest is not None:
            self.receive(guest)

    def look_as(self, other: Watch) -> None:
        """Look at the image of the batch that the watch of another run on the same images looks at."""
        self.look_among(other.indices, other.position)

    def look_among(self, indices: np.ndarray, position: int) -> None:
        """Look at one image of a grid of training images."""
        if indices.max() < len(self._trainer.train):  # of the same images another run may have fewer
            self.show(indices)
            self.position = min(position, len(self._indices) - 1)

    def refresh(self) -> None:
        """Drop the predictions after the weights were changed by hand."""
        self._watched, self._refresh_at = None, 0.0

    def look_at(self, index: int) -> None:
        """Watch one image of the training set; the grid moves there if need be. Raises ValueError."""
        count = len(self._trainer.train)
        if not 0 <= index < count:
            raise ValueError(f"there is no image {index}; the training set has 0 to {count - 1}")
        found = np.flatnonzero(self._indices == index)
        if not len(found):
            self.show(np.arange(index, index + len(self._indices)) % count)
            found = np.zeros(1, np.int64)
        self.position = int(found[0])
        self._guest = None

    def look_at_position(self, position: int) -> None:
        """Watch one image of the grid. ValueError if there is none at that position."""
        if not 0 <= position < len(self._indices):
            raise ValueError(f"there is no image {position} in the grid of {len(self._indices)}")
        self.position = position
        self._guest = None

    def receive(self, guest: Guest | None) -> None:
        """Watch a guest, or with None the grid's image. ValueError for another size or no such class."""
        if guest is not None and (why := self._misfit(guest)):
            raise ValueError(why)
        self._received += 1
        self._guest = guest

    def record(self, guest: Guest) -> Trace:
        """A trace of a guest alone, without an update: the network stays as it is. ValueError as above."""
        self.receive(guest)
        x = self._trainer.preprocessing(guest.image[None])
        trace = self._network.record(x, guest.aim, self._trainer.step_number)
        return replace(trace, version=self._trainer.version)

    def _misfit(self, guest: Guest) -> str:
        """Why a guest isn't like the images and classes of the training set; "" if it is."""
        train, image, aim = self._trainer.train, guest.image, guest.aim
        expected = train.images.shape[1:]
        if image.dtype != np.uint8 or image.shape != expected:
            return f"expected an image uint8 {expected}, got {image.dtype} {image.shape}"
        if aim is not None and not 0 <= aim < len(train.classes):
            return f"there is no class {aim}; there are {len(train.classes)}"
        return ""

    def probe(self) -> Probe:
        """The watched image through the network as it is now."""
        if self._guest is not None:
            return self._read(-1, self._guest.image, self._guest.aim)
        at = self.position
        return self._read(int(self._indices[at]), self._images[at], int(self._labels[at]))

    def _read(self, index: int, image: np.ndarray, label: int | None) -> Probe:
        reading = self._network.read(self._trainer.preprocessing(image[None]), label)
        logits = list(reading.outputs.values())[-1]
        return Probe(
            index=index,
            position=self.position,
            image=frozen(image),
            label=reading.label,
            outputs=reading.outputs,
            gradients=reading.gradients,
            logits=logits,
            probabilities=reading.probabilities,
            loss=reading.loss,
            prediction=int(logits.argmax()),
            guest=self._guest,
        )

    @property
    def key(self) -> tuple[object, ...]:
        """Tells one picture from another, beside the step and the state."""
        trainer = self._trainer
        looking = self.position, id(self._indices), self._received
        return trainer.version, *looking, trainer.tested, trainer.lr, trainer.rate.base, trainer.momentum

    @np.errstate(all="ignore")  # numbers about to run away are shown as they are
    def snapshot(self, state: str, settled: bool | None = None) -> Snapshot:
        """All there is to see at this step; predictions are of it if `settled`, by default when paused."""
        if settled is None:
            settled = state not in ("training", "evaluating", "testing")
        trainer = self._trainer
        last, tested = trainer.last, trainer.tested
        parameters = trainer.network.named_parameters()
        grads = {name: p.grad for name, p in parameters.items()} if trainer.has_gradients else {}
        return Snapshot(
            step=trainer.step_number,
            epoch=trainer.epoch,
            parameters={name: frozen(parameter.data) for name, parameter in parameters.items()},
            gradients={name: frozen(grad) for name, grad in grads.items() if grad is not None},
            probe=self.probe(),
            watched=self.batch(settled),
            lr=trainer.lr,
            base_lr=trainer.rate.base,
            momentum=trainer.momentum,
            train_loss=None if last is None else last.loss,
            train_accuracy=None if last is None else last.accuracy,
            test_accuracy=None if tested is None else tested.accuracy,
            test_step=None if tested is None else tested.step,
            state=state,
            spec=self._spec,
            config=trainer.config,
            run=trainer.run,
            identity=trainer.identity,
            touched=trainer.touched,
            version=trainer.version,
            classes=trainer.train.classes,
            gradients_version=trainer.version if last is None else last.version,
            pixels=trainer.preprocessing.ends,
            held_until=trainer.rate.held_until(trainer.step_number),
        )

    def batch(self, settled: bool) -> Watched:
        """The grid; its predictions are at most a quarter of a second old, of this step if `settled`."""
        trainer, now = self._trainer, time.monotonic()
        known = self._watched
        if known is None or (known.version != trainer.version and (settled or now >= self._refresh_at)):
            self._refresh_at = now + REFRESH
            logits = trainer.plan.forward(trainer.preprocessing(self._images))
            self._watched = known = Watched(
                self._indices,
                self._images,
                self._labels,
                frozen(logits.argmax(axis=1)),
                trainer.step_number,
                trainer.version,
            )
        return known
