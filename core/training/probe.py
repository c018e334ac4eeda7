"""One image alone through the network, forward and backward, without the network noticing.

The probe has layers of its own that read the trained network's weights where they are: so its caches,
gradients and modes are its own too, and no weight is copied. A tape for a batch of one makes its numbers
(core/plan/single.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan.single import SingleImage
from core.trace.recording import Trace, record


def frozen(array: np.ndarray) -> np.ndarray:
    """A copy that owns its memory and can't be written to."""
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


class ProbeReading(NamedTuple):
    """What the probe saw: outputs and gradients by layer, "input" first, and the answer."""

    outputs: dict[str, np.ndarray]
    gradients: dict[str, np.ndarray]
    probabilities: np.ndarray
    loss: float
    label: int


class ProbeNetwork:
    """The clear layers over another network's weights and buffers, in eval mode."""

    def __init__(self, network: Sequential) -> None:
        self.network = Sequential.from_spec(network.spec()).eval()
        pairs = list(zip(self.network.layers.values(), network.layers.values(), strict=True))
        self._parameters = [
            (mine, theirs)
            for layer, source in pairs
            for mine, theirs in zip(layer.parameters().values(), source.parameters().values(), strict=True)
        ]
        self._buffers = [(layer, source, name) for layer, source in pairs for name in source.buffers()]
        self._single: SingleImage | None = None

    def follow(self) -> None:
        """Look at the source's arrays again: others may have been put in their place."""
        for mine, theirs in self._parameters:
            if mine.data is not theirs.data:
                mine.data, self._single = theirs.data, None
        for layer, source, name in self._buffers:
            if getattr(layer, name) is not getattr(source, name):
                setattr(layer, name, getattr(source, name))
                self._single = None

    def read(self, x: np.ndarray, label: int | None) -> ProbeReading:
        """One image, as the network reads it, through all layers and back; without a label the gradient is
        for the class that the network reads.

        Shape: x (1, C, H, W) -> outputs and gradients (C, H, W) or (F,)
        """
        self.follow()
        if self._single is None or not self._single.takes(x):
            self._single = SingleImage(self.network, x.shape[1:], x.dtype)
        outputs, logits = self._single.forward(x)
        label = int(np.argmax(logits)) if label is None else label
        criterion = CrossEntropyLoss()
        loss = criterion.forward(logits, np.array([label]))
        gradients = self._single.backward(criterion.backward())
        assert criterion.probabilities is not None
        return ProbeReading(outputs, gradients, frozen(criterion.probabilities[0]), float(loss), label)

    def record(self, x: np.ndarray, label: int | None, step: int) -> Trace:
        """One image through the network as when testing, every number kept; nothing is changed.

        Shape: x (1, C, H, W)
        """
        self.follow()
        if label is None:
            label = int(np.argmax(self.network.forward(x)))
        return replace(record(self.network, CrossEntropyLoss(), x, np.array([label])), step=step)

    def predictions(self, x: np.ndarray) -> np.ndarray:
        """The most probable class of each image."""
        self.follow()
        return np.argmax(self.network.forward(x), axis=1)
