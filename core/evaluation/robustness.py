"""How much disturbance a network's reading bears: its accuracy over the same images, disturbed more and more.

Points come one at a time, so that a curve can be shown while it grows and given up half-way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.data.augment import slide_rows
from core.data.dataset import Dataset, Preprocessing
from core.evaluation.answers import Answers
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan import compile

DISTURBANCES: dict[str, tuple[float, ...]] = {
    "noise": tuple(part / 10 for part in range(11)),  # standard deviation; black is 0, white is 1
    "shift": tuple(float(pixels) for pixels in range(9)),
    "rotation": tuple(float(degrees) for degrees in range(0, 91, 10)),
}
NOISE, SHIFT, ROTATION = range(3)  # purposes of randomness: each has a stream of its own


def disturb(images: np.ndarray, indices: np.ndarray, kind: str, amount: float, seed: int = 0) -> np.ndarray:
    """Disturbed copies of images that stand at `indices` of their data set; 0 changes nothing.

    Every image draws its direction and its noise from its own place in the data set, and keeps them from one
    amount to the next: a curve shows the amount alone, and one image can be disturbed again without the rest.

    noise: p + amount * n with n ~ N(0, 1) per pixel, held within black 0 and white 1. shift: `amount` pixels
    in the direction of `moves`. rotation: `amount` degrees, 0 to 90, to the side of `turns`. Between pixels
    linear interpolation; what comes in from outside is black. The result is rounded to the 256 greys again,
    so what a network is asked is exactly what can be shown. Raises ValueError for an unknown kind.

    Shape: uint8 (n, H, W) or (n, C, H, W), indices (n,) -> the same shape, uint8.
    """
    if kind not in DISTURBANCES:
        raise ValueError(f"kind: expected one of {', '.join(DISTURBANCES)}, got {kind!r}")
    indices = np.asarray(indices)
    if not amount or not len(images):
        return images.copy()
    x = images.astype(np.float32) / np.float32(255)
    x = x[:, None] if images.ndim == 3 else x  # (n, H, W) -> (n, 1, H, W)
    if kind == "noise":
        y = x + np.float32(amount) * _noise(x.shape, indices, seed)
    elif kind == "shift":
        y = _slid(x, *moves(indices, amount, seed))
    else:
        y = _turned(x, turns(indices, amount, seed))
    y = np.clip(y, 0, 1) * np.float32(255)
    return np.rint(y).astype(np.uint8).reshape(images.shape)


def moves(indices: np.ndarray, amount: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """How far a shift takes each image to the right and down, in pixels: any direction is as likely.

    Shape: indices (n,) -> (n,) and (n,), with right**2 + down**2 = amount**2.
    """
    angle = _drawn(SHIFT, indices, seed) * (2 * math.pi)
    return amount * np.cos(angle), amount * np.sin(angle)


def turns(indices: np.ndarray, amount: float, seed: int = 0) -> np.ndarray:
    """Degrees clockwise that a rotation turns each image: +amount or -amount, one as likely as the other.

    Shape: indices (n,) -> (n,).
    """
    return np.where(_drawn(ROTATION, indices, seed) < 0.5, amount, -amount)


def _drawn(purpose: int, indices: np.ndarray, seed: int) -> np.ndarray:
    """One number from 0 to 1 for each place of the data set, whoever else is asked for."""
    if not len(indices):
        return np.empty(0)
    return np.random.default_rng([seed, purpose]).random(int(np.max(indices)) + 1)[indices]


def _noise(shape: tuple[int, ...], indices: np.ndarray, seed: int) -> np.ndarray:
    made = np.empty(shape, np.float32)
    for own, index in zip(made, np.asarray(indices).tolist(), strict=True):
        np.random.default_rng([seed, NOISE, index]).standard_normal(out=own, dtype=np.float32)
    return made


def _slid(x: np.ndarray, right: np.ndarray, down: np.ndarray) -> np.ndarray:
    """Move each image by its own distance. Shape: (n, C, H, W), (n,), (n,) -> (n, C, H, W)."""
    H, W = x.shape[2:]
    x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))  # slide_rows fills with the darkest pixel: black, now
    x = slide_rows(x, np.repeat(-right[:, None], H + 2, axis=1))
    columns = slide_rows(x.swapaxes(2, 3), np.repeat(-down[:, None], W + 2, axis=1))  # (n, C, W, H)
    return columns.swapaxes(2, 3)[:, :, 1:-1, 1:-1]


def _turned(x: np.ndarray, degrees: np.ndarray) -> np.ndarray:
    """Turn each image clockwise about its centre: by the nearest quarter, and the rest by three shears.

    Shape: (n, C, H, W), (n,) -> (n, C, H, W). Source: A. Paeth, "A fast algorithm for general raster
    rotation", 1986; at most 45 degrees are left to the shears, which beyond would tear the picture.
    """
    H, W = x.shape[2:]
    side = max(H, W)
    # Wide enough for what the first shear pushes out and the last brings back; black, so slide_rows fills so.
    margin = math.ceil(math.tan(math.pi / 8) * side / 2) + 1
    top, left = (side - H) // 2, (side - W) // 2
    square = np.zeros((*x.shape[:2], side, side), x.dtype)
    square[:, :, top : top + H, left : left + W] = x
    quarters = np.rint(degrees / 90).astype(int)
    for quarter in set(quarters.tolist()) - {0}:
        chosen = quarters == quarter
        square[chosen] = np.rot90(square[chosen], -quarter, axes=(2, 3))
    angle = np.radians(degrees - 90 * quarters)
    if angle.any():
        wide = np.pad(square, ((0, 0), (0, 0), (0, 0), (margin, margin)))
        height = np.arange(side) - (side - 1) / 2  # from the centre
        width = np.arange(side + 2 * margin) - (side + 2 * margin - 1) / 2
        half = np.tan(angle / 2)
        wide = slide_rows(wide, np.outer(half, height))
        columns = slide_rows(wide.swapaxes(2, 3), np.outer(-np.sin(angle), width))  # (n, C, W, H)
        wide = slide_rows(columns.swapaxes(2, 3), np.outer(half, height))
        square = wide[:, :, :, margin : margin + side]
    return square[:, :, top : top + H, left : left + W]


AT_ONCE = 500  # images between two words of progress
SUBSET = 0x5B5E7  # the purpose of the draw that chooses the images


@dataclass(frozen=True, eq=False)
class Point:
    """What the network read at one amount: for each image a class, and the probability that it gave it."""

    kind: str
    amount: float
    read: np.ndarray
    sure: np.ndarray
    right: np.ndarray

    @property
    def accuracy(self) -> float:
        """The part of the images that is read rightly; NaN without images."""
        return float(self.right.mean()) if len(self.right) else math.nan

    @property
    def error(self) -> float:
        """One standard error of the accuracy: sqrt(p (1 - p) / n)."""
        return sampling_error(self.accuracy, len(self.right))


def sampling_error(p: float, n: int) -> float:
    """How far a part p of n images usually lies from that of all such images: sqrt(p (1 - p) / n)."""
    return math.sqrt(max(0.0, p * (1 - p)) / n) if n else math.nan


def sample(count: int, n: int, seed: int = 0) -> np.ndarray:
    """The places of n of `count` images, in order; all of them if there aren't more.

    They are drawn, not the first ones: MNIST's first 5,000 test images are easier than its last 5,000.
    """
    if n >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng([seed, SUBSET]).permutation(count)[:n])


def measure(
    network: Sequential,
    preprocessing: Preprocessing,
    dataset: Dataset,
    indices: np.ndarray,
    seed: int = 0,
    kinds: Mapping[str, Sequence[float]] = DISTURBANCES,
    progress: Callable[[float], None] = lambda fraction: None,
) -> Iterator[Point]:
    """A Point for each kind and amount, the same images and draws for every one.

    `progress` is told the fraction done every AT_ONCE images; what it raises ends the measuring. An amount of
    0 is the same for every kind and is computed once. The network is the caller's own: it is compiled here.
    """
    plan = compile(network, AT_ONCE, CrossEntropyLoss())
    images, labels = dataset.images[indices], dataset.labels[indices]
    indices = np.asarray(indices)
    amounts = [(kind, amount) for kind, each in kinds.items() for amount in each]
    total = len({(kind if amount else "", amount) for kind, amount in amounts}) * max(1, len(images))
    done, undisturbed = 0, None
    for kind, amount in amounts:
        if amount or undisturbed is None:
            read, sure = np.empty(len(images), np.intp), np.empty(len(images), np.float32)
            for start in range(0, len(images), AT_ONCE):
                part = slice(start, start + AT_ONCE)
                asked = disturb(images[part], indices[part], kind, amount, seed)
                with np.errstate(all="ignore"):  # a network that ran away reads nothing well, no more
                    answers = Answers(plan.forward(preprocessing(asked)), labels[part])
                    read[part], sure[part] = answers.read, answers.confidence
                done += len(asked)
                progress(done / total)
            found = read, sure
            if not amount:
                undisturbed = found
        else:
            found = undisturbed
        yield Point(kind, amount, found[0], found[1], found[0] == labels)


def bearable(
    amounts: Sequence[float], accuracies: Sequence[float], chance: float, kept: float = 0.9
) -> float | None:
    """The amount at which less than `kept` is left of what the undisturbed accuracy has above `chance`, the
    accuracy of guessing; None if there is none.

    Between two amounts the curve is taken as a straight line.
    """
    if not len(accuracies) or not accuracies[0] > chance:
        return None
    least = chance + kept * (accuracies[0] - chance)
    for at in range(1, len(accuracies)):
        before, after = accuracies[at - 1], accuracies[at]
        if after < least:
            part = (before - least) / (before - after)
            return amounts[at - 1] + part * (amounts[at] - amounts[at - 1])
    return None
