"""How much disturbance a network's reading bears: its accuracy over the same images, disturbed more and more.

Points come one at a time, so that a curve can be shown while it grows and given up half-way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.evaluation.answers import Answers
from core.evaluation.disturbance import KINDS, disturb
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan import compile

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
    kinds: Mapping[str, Sequence[float]] = KINDS,
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


def bearable(amounts: Sequence[float], accuracies: Sequence[float], kept: float = 0.9) -> float | None:
    """The amount at which accuracy first sinks below `kept` of the undisturbed one; None if it doesn't.

    Between two amounts the curve is taken as a straight line.
    """
    if not len(accuracies) or not accuracies[0] > 0:
        return None
    least = kept * accuracies[0]
    for at in range(1, len(accuracies)):
        before, after = accuracies[at - 1], accuracies[at]
        if after < least:
            part = (before - least) / (before - after)
            return amounts[at - 1] + part * (amounts[at] - amounts[at - 1])
    return None
