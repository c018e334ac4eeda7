"""What crosses from the training thread to whoever watches: pictures of one moment, frozen.

Every array owns its memory and is not writeable, so the next step can't change what is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.training.config import TrainConfig
from core.training.identity import RunIdentity
from core.training.metrics import metric_layers
from core.training.probe import frozen
from core.training.version import UNKNOWN, Version


@dataclass(frozen=True, eq=False)
class Guest:
    """An image from outside the batch that the network answers for a while, and learns nothing from.

    `label` is the class that it is, None if nobody has said; `target` is then the class that the gradient is
    for, None for the class that the network reads.

    Shape: image uint8 (H, W)
    """

    image: np.ndarray
    label: int | None = None
    target: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", frozen(self.image))

    @property
    def judged(self) -> bool:
        """Whether the network's answer is right or wrong, rather than only an answer."""
        return self.label is not None

    @property
    def aim(self) -> int | None:
        """The class that the gradient is for; None for the one that the network reads."""
        return self.target if self.label is None else self.label


@dataclass(frozen=True)
class Probe:
    """The watched image alone through the network, in eval mode: every layer's output and its gradient.

    `outputs` and `gradients` have the same keys: "input", then each layer's name; shapes (C, H, W) or (F,).
    The batch is one image, so the gradient at the logits is exactly probabilities - onehot(label). A guest
    may have no label of its own: its `label` is then the class that the gradient is for.
    """

    index: int  # in the training set; -1 for a guest
    position: int  # in the watched batch
    image: np.ndarray  # uint8
    label: int
    outputs: dict[str, np.ndarray]
    gradients: dict[str, np.ndarray]
    logits: np.ndarray
    probabilities: np.ndarray
    loss: float
    prediction: int
    guest: Guest | None = None  # the image, if it is not one of the training set

    @property
    def drawn(self) -> bool:
        """Whether nobody has said what this image is, so that no answer is right or wrong."""
        return self.guest is not None and not self.guest.judged


@dataclass(frozen=True)
class Watched:
    """The batch in the grid of images; it stays while training runs, its predictions are refreshed.

    `predictions` are of the network at `step`, in eval mode; -1 where unknown.
    """

    indices: np.ndarray
    images: np.ndarray  # uint8 (n, 28, 28)
    labels: np.ndarray
    predictions: np.ndarray
    step: int
    version: Version = UNKNOWN


@dataclass(frozen=True)
class Snapshot:
    """The network at one step. `gradients` are the training batch's own and empty before the first step."""

    step: int
    epoch: float
    parameters: dict[str, np.ndarray]
    gradients: dict[str, np.ndarray]
    probe: Probe
    watched: Watched
    lr: float
    base_lr: float  # what the schedule makes the rate of: its first one, or its highest
    momentum: float
    train_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    test_step: int | None
    state: str
    spec: dict[str, Any]
    config: TrainConfig
    run: int = 0
    identity: RunIdentity = field(default_factory=RunIdentity)
    touched: bool = False  # whether its weights are no longer those that the config alone decides
    version: Version = UNKNOWN  # of the network: what every result is compared with
    classes: tuple[str, ...] = ()  # the names of the training set's classes
    gradients_version: Version = UNKNOWN  # of the network right after the step that they were made in
    pixels: tuple[float, float] = (0.0, 1.0)  # what a black and a white pixel are to the network
    held_until: int = 0  # the last step with this rate, set by hand as the schedule rose; 0: it isn't held

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers with parameters: what the arrays of a StepRecord run over."""
        return metric_layers(self.parameters)
