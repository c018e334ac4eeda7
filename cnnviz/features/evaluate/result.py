"""What one network answered to a whole set of images."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cnnviz.system.translation import translate
from core.evaluation.answers import Answers
from core.training import NetworkCopy, Version

if TYPE_CHECKING:
    from core.data.dataset import Dataset


@dataclass(frozen=True, eq=False)
class Result:
    """What one network at one step answered to the test images or to those that it is trained on."""

    copy: NetworkCopy
    which: str  # "test" | "train"
    answers: Answers
    classes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", self.dataset.classes)

    @property
    def dataset(self) -> Dataset:
        """The images, in the order of the answers."""
        return self.copy.test if self.which == "test" else self.copy.train

    @property
    def step(self) -> int:
        """After how many steps the network was asked."""
        return self.copy.step

    @property
    def version(self) -> Version:
        """Which network was asked."""
        return self.copy.version

    def name(self, index: int) -> str:
        """What an image is called: "test image 247", counted from 0 as in the file."""
        words = (
            translate("Evaluate", "test image {0}")
            if self.which == "test"
            else translate("Evaluate", "training image {0}")
        )
        return words.format(f"{index:,}")

    def when(self) -> str:
        """Which images, and which network: a line above whatever is shown of it."""
        words = translate("Evaluate", "test images, network at step {0}")
        if self.which == "train":
            words = translate("Evaluate", "training images, network at step {0}")
        return words.format(f"{self.step:,}")
