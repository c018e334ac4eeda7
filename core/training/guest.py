"""An image from outside the training batch that the network answers for a while: a drawing, a test image.

It takes the place of the batch's watched image. The batch stays as it is, and nothing is learnt from a guest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.training.probe import frozen


@dataclass(frozen=True, eq=False)
class Guest:
    """An image with what is known of it, and what it is called.

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
