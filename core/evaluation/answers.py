"""What a network answers to many labelled images: the numbers that every page of an evaluation is made of.

The images pass through the compiled network in parts, so that whoever waits hears how far it is and can call
it off. Ten thousand digits take LeNet-5 well under a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan import compile

AT_ONCE = 512  # images between two words of progress


@dataclass(frozen=True, eq=False)
class Answers:
    """The logits of N images, what they truly are, and what follows from both.

    Shape: logits (N, K) float32, labels (N,) integers; everything that follows is (N,) unless it says so
    """

    logits: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def classes(self) -> int:
        """K, the number of classes."""
        return int(self.logits.shape[1])

    @cached_property
    def log_probabilities(self) -> np.ndarray:
        """log softmax(logits), (N, K) float64: `z - max(z) - log(sum(exp(z - max(z))))`."""
        z = self.logits.astype(np.float64)
        z -= z.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    @cached_property
    def probabilities(self) -> np.ndarray:
        """softmax(logits), (N, K) float64; each row's sum is 1."""
        return np.exp(self.log_probabilities)

    @cached_property
    def read(self) -> np.ndarray:
        """The class that each image is read as: the one with the largest logit, the first of equal ones."""
        return self.logits.argmax(axis=1)

    @cached_property
    def confidence(self) -> np.ndarray:
        """The probability that the network gives to the class that it reads."""
        return self.probabilities[np.arange(len(self)), self.read]

    @cached_property
    def right(self) -> np.ndarray:
        """Whether each image is read as what it is, bool."""
        return self.read == self.labels

    @property
    def accuracy(self) -> float:
        """The part of the images that is read rightly; 0 when there are none."""
        return float(self.right.mean()) if len(self) else 0.0

    @cached_property
    def losses(self) -> np.ndarray:
        """Each image's cross-entropy, `-log p(label)`, float64."""
        return np.asarray(-self.log_probabilities[np.arange(len(self)), self.labels])

    @cached_property
    def loss(self) -> float:
        """The mean cross-entropy; 0 when there are no images."""
        return float(self.losses.mean()) if len(self) else 0.0

    def at_temperature(self, temperature: float) -> Answers:
        """The same with logits / T: above 1 every answer is more modest, below 1 surer; none changes.

        Raises ValueError unless T is above 0.
        """
        if not temperature > 0:
            raise ValueError(f"temperature must be above 0, got {temperature!r}")
        return Answers(self.logits / np.float64(temperature), self.labels)


def own_copy(network: Sequential) -> Sequential:
    """A network of one's own with the same weights, in the mode for use."""
    made = Sequential.from_spec(network.spec(), rng=np.random.default_rng(0))
    kinds = {p.data.dtype for p in network.named_parameters().values()}
    made.astype(np.result_type(np.float32, *kinds))
    made.load_state_dict(network.state_dict())
    return made.eval()


def answer(
    network: Sequential,
    preprocessing: Preprocessing,
    images: Dataset,
    report: Callable[[float], None] | None = None,
) -> Answers:
    """Reads all images; `report` hears which fraction is done, and may raise to call it off."""
    plan = compile(network, AT_ONCE, CrossEntropyLoss())
    logits = np.empty((len(images), len(images.classes)), np.float32)
    for start in range(0, len(images), AT_ONCE):
        if report is not None:
            report(start / len(images))
        some = images.images[start : start + AT_ONCE]
        with np.errstate(all="ignore"):
            logits[start : start + AT_ONCE] = plan.forward(preprocessing(some))
    return Answers(logits, images.labels.astype(np.intp))
