"""One image alone through the network, forward and backward, without the network noticing.

The probe has layers of its own, the clear ones, that read the trained network's weights where they are: so
its caches, gradients and modes are its own too, and nothing is copied.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.trace.recording import Trace, record


def frozen(array: np.ndarray) -> np.ndarray:
    """A copy that owns its memory and can't be written to."""
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


class ProbeReading(NamedTuple):
    """What the probe saw: outputs and gradients by layer, "input" first, and what the network makes of the
    image.
    """

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
        self._loss = CrossEntropyLoss()

    def follow(self) -> None:
        """Look at the source's arrays again: a training step may have put others in their place."""
        for mine, theirs in self._parameters:
            if mine.data is not theirs.data:
                mine.data = theirs.data
        for layer, source, name in self._buffers:
            setattr(layer, name, getattr(source, name))

    def read(self, x: np.ndarray, label: int | None) -> ProbeReading:
        """One image, as the network reads it, through all layers and back; without a label the gradient is
        for the class that the network reads.

        Shape: x (1, C, H, W) -> outputs and gradients (C, H, W) or (F,)
        """
        self.follow()
        layers = list(self.network.layers.items())
        outputs = {"input": frozen(x[0])}
        for name, layer in layers:
            x = layer.forward(x)
            outputs[name] = frozen(x[0])
        label = int(np.argmax(x)) if label is None else label
        loss = self._loss.forward(x, np.array([label]))
        grad = self._loss.backward()
        gradients = {}
        for name, layer in reversed(layers):
            gradients[name] = frozen(grad[0])
            grad = layer.input_gradient(grad)
        gradients["input"] = frozen(grad[0])
        ordered = {name: gradients[name] for name in outputs}
        assert self._loss.probabilities is not None
        return ProbeReading(outputs, ordered, frozen(self._loss.probabilities[0]), float(loss), label)

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
