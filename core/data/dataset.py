"""Images with labels, how pixels become a network's input, and the order in which an epoch visits them.

Images stay uint8, as they were published, and are converted batch by batch: 60,000 digits take 47 MB so,
188 MB as floats. Everything random is drawn from `[seed, purpose, epoch, batch]`, so any batch of any epoch
can be made again without replaying what came before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from core.files.atomic import one_line

INIT, SHUFFLE, AUGMENT, DROPOUT = 0, 1, 2, 3  # purposes of randomness: each has a stream of its own
DIGITS = tuple("0123456789")
MOST = 1_000_000  # in size, of what pixels are multiplied by and of what is added to them


def generator(seed: int, purpose: int, epoch: int = 0, batch: int = 0) -> np.random.Generator:
    """The random generator for one purpose in one batch of one epoch of the run with this seed."""
    return np.random.default_rng([seed, purpose, epoch, batch])


def order(n: int, seed: int, epoch: int) -> np.ndarray:
    """The permutation of `n` images that this epoch visits, int64 `(n,)`."""
    return generator(seed, SHUFFLE, epoch).permutation(n)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled images: uint8 `images` (N, H, W) or (N, C, H, W), uint8 `labels` (N,), the classes' names.

    `place` is the path that they were opened from, "" for images that come with cnnviz, and `choices` is what
    was said about them then (core.data.choices), `found` how they were understood (core.data.inspection).
    The names come from files and are kept as one line each (`core.files.atomic.one_line`). Raises ValueError
    when counts, types or labels don't fit together.
    """

    images: np.ndarray
    labels: np.ndarray
    name: str = ""
    classes: tuple[str, ...] = field(default=DIGITS)
    place: str = ""
    choices: Mapping[str, Any] = field(default_factory=dict)
    found: Any = None  # how they were understood, an Inspection, which knows of this

    def __post_init__(self) -> None:
        images, labels = self.images, self.labels
        if images.dtype != np.uint8 or images.ndim not in (3, 4):
            raise ValueError(
                f"images: expected uint8 (N, H, W) or (N, C, H, W), got {images.dtype} {images.shape}"
            )
        if labels.dtype != np.uint8 or labels.shape != images.shape[:1]:
            raise ValueError(f"labels: expected uint8 {images.shape[:1]}, got {labels.dtype} {labels.shape}")
        if labels.size and labels.max() >= len(self.classes):
            raise ValueError(f"labels: expected 0 to {len(self.classes) - 1}, got {labels.max()}")
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "classes", tuple(map(one_line, self.classes)))

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: slice | np.ndarray | Iterable[int]) -> "Dataset":
        """Some of the images, with their labels: a slice (without copying) or indices."""
        if not isinstance(index, slice):
            index = np.asarray(index)
            if index.ndim != 1:
                raise TypeError("a Dataset is indexed by a slice or by a list of indices")
        return replace(self, images=self.images[index], labels=self.labels[index])

    def counted_as(self, classes: Sequence[str]) -> "Dataset":
        """The same images with `classes` for classes: each label becomes the place of its class's name there.

        Raises ValueError, which names the classes that aren't among them.
        """
        classes = tuple(classes)
        if classes == self.classes:
            return self
        occurring = {self.classes[label] for label in np.unique(self.labels)}
        lacking = [name for name in self.classes if name in occurring and name not in classes]
        if lacking:
            raise ValueError(f"{', '.join(lacking)}: not among the classes {', '.join(classes)}")
        places = [classes.index(name) if name in classes else 0 for name in self.classes]
        return replace(self, labels=np.array(places, np.uint8)[self.labels], classes=classes)

    @property
    def shape(self) -> tuple[int, int, int]:
        """The shape of one image as a network sees it: (C, H, W)."""
        shape = self.images.shape[1:]
        return (1, *shape) if len(shape) == 2 else shape


@dataclass(frozen=True)
class Preprocessing:
    """How uint8 pixels become a network's input: `x = images * scale + shift`, float32.

    By name: "unit" [0, 1], "signed" [-1, 1], "raw" [0, 255], "standard" mean 0 and variance 1 over the pixels
    of the training set.
    """

    name: str = "unit"
    scale: float = 1 / 255
    shift: float = 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """What a black and a white pixel are to the network."""
        return self.shift, 255 * self.scale + self.shift

    def __call__(self, images: np.ndarray) -> np.ndarray:
        """Shape: uint8 (N, H, W) or (N, C, H, W) -> float32 (N, C, H, W), a new array."""
        x = images.astype(np.float32)
        x *= np.float32(self.scale)
        if self.shift:
            x += np.float32(self.shift)
        return x[:, None] if x.ndim == 3 else x  # (N, H, W) -> (N, 1, H, W)

    @classmethod
    def of(cls, name: str, dataset: Dataset | None = None) -> "Preprocessing":
        """The preprocessing of that name; "standard" needs the training set. Raises ValueError otherwise."""
        if name in FIXED:
            return cls(name, *FIXED[name])
        if name != "standard":
            raise ValueError(f"preprocessing: expected one of {', '.join(PREPROCESSINGS)}, got {name!r}")
        if dataset is None or not dataset.images.size:
            raise ValueError("preprocessing: 'standard' needs a training set with images")
        mean, std = pixel_statistics(dataset.images)
        std = std or 1.0  # images of one grey only: nothing to scale
        return cls(name, 1 / std, -mean / std)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, items: dict[str, Any]) -> "Preprocessing":
        """The inverse of `as_dict`; raises ValueError when an item is missing or out of bounds."""
        try:
            made = cls(str(items["name"]), float(items["scale"]), float(items["shift"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"preprocessing: expected name, scale and shift, got {items!r}") from error
        if not (abs(made.scale) <= MOST and abs(made.shift) <= MOST):
            raise ValueError(
                f"preprocessing: scale and shift must be numbers up to {MOST:,}, "
                f"got {made.scale}, {made.shift}"
            )
        return made


FIXED = {"unit": (1 / 255, 0.0), "signed": (2 / 255, -1.0), "raw": (1.0, 0.0)}
PREPROCESSINGS = (*FIXED, "standard")


def pixel_statistics(images: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation over all pixels of uint8 images (exact: from a count of each grey)."""
    counts = np.zeros(256, np.int64)
    flat = images.reshape(-1)
    for start in range(0, flat.size, 1 << 20):  # in pieces: bincount makes int64 of what it counts
        counts += np.bincount(flat[start : start + (1 << 20)], minlength=256)
    greys = np.arange(256.0)
    mean = float(counts @ greys / flat.size)
    variance = float(counts @ (greys - mean) ** 2 / flat.size)
    return mean, variance**0.5
