"""What a network's units do on a batch of images: how large their outputs are, which are dead, which stuck.

A unit is one channel of a convolution or one number of a fully connected layer. The images are read as when
testing, in small parts, so that no layer's columns for the whole batch are in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.layers import Activation, Layer, ReLU, Sigmoid, Tanh
from core.network import Sequential

if TYPE_CHECKING:
    from core.training.network_copy import NetworkCopy

PART = 64  # images at a time: about 5 MB of columns in LeNet-5's first convolution
NEAR = 0.95  # of the way from the middle of its range to an end: from there an output is saturated
# Beyond 0.95 tanh's slope is below 1 - 0.95^2 = 0.0975, a tenth of its highest; sigmoid's is the same part
# of its own, since sigmoid(2x) = (1 + tanh(x)) / 2.


@dataclass(frozen=True)
class UnitFigures:
    """One layer's outputs over a batch of images.

    `dead` counts units that are 0 for every image at every place, None unless the layer is a ReLU;
    `saturated` is the share of outputs, and `stuck` the number of units that are, for every image and place,
    in the same flat end of a sigmoid or tanh; None for other layers. `source` is the convolution or fully
    connected layer whose units these are, "" for none.
    """

    layer: str
    kind: str
    source: str
    units: int
    mean: float
    rms: float
    dead: int | None = None
    saturated: float | None = None
    stuck: int | None = None

    @property
    def dead_share(self) -> float | None:
        """Dead units as a part of all."""
        return None if self.dead is None else self.dead / self.units


def unit_figures(
    network: Sequential, images: np.ndarray, report: Callable[[float], object] | None = None
) -> dict[str, UnitFigures]:
    """Figures of every layer's outputs, in the network's order; `report` hears what part is done.

    The network is used as it is: put it into eval mode first.

    Shape: images (N, C, H, W), as the network reads them
    """
    if not len(images):
        raise ValueError("units: there are no images to look at")
    tallies = [Tally(name, layer) for name, layer in network.layers.items()]
    for start in range(0, len(images), PART):
        x = images[start : start + PART]
        for tally in tallies:
            x = tally.layer.forward(x)
            tally.add(x)
        if report is not None:
            report(min(1.0, (start + PART) / len(images)))
    figures, source = {}, ""
    for tally in tallies:
        if tally.layer.parameters() and not tally.keeps_units:
            source = tally.name
        figures[tally.name] = tally.figures(source)
    return figures


class Tally:
    """Sums over the outputs of one layer, part by part."""

    def __init__(self, name: str, layer: Layer) -> None:
        self.name, self.layer = name, layer
        # Batch-norm rescales the units of the layer before it; it has none of its own.
        self.keeps_units = "BatchNorm" in type(layer).__name__
        self.count = 0
        self.total = self.squares = 0.0
        self.alive: np.ndarray | None = None
        self.saturated = 0
        self.always_low: np.ndarray | None = None
        self.always_high: np.ndarray | None = None

    def add(self, y: np.ndarray) -> None:
        """Count one part's outputs. Shape: (N, C, H, W) or (N, F)"""
        self.count += y.size
        self.total += float(y.sum(dtype=np.float64))
        self.squares += float(np.square(y, dtype=np.float64).sum())
        if not isinstance(self.layer, Activation):
            self.units = y.shape[1]
            return
        rows = y.reshape(*y.shape[:2], -1)  # (N, C, H, W) or (N, F) -> (N, units, places)
        self.units = rows.shape[1]
        if isinstance(self.layer, ReLU):
            alive = (rows != 0).any(axis=(0, 2))
            self.alive = alive if self.alive is None else self.alive | alive
        elif isinstance(self.layer, Sigmoid | Tanh):
            middle, half = (0.5, 0.5) if isinstance(self.layer, Sigmoid) else (0.0, 1.0)
            low, high = rows < middle - NEAR * half, rows > middle + NEAR * half
            self.saturated += int(low.sum()) + int(high.sum())
            if self.always_low is None or self.always_high is None:
                self.always_low, self.always_high = np.ones((2, self.units), bool)
            self.always_low &= low.all(axis=(0, 2))
            self.always_high &= high.all(axis=(0, 2))

    def figures(self, source: str) -> UnitFigures:
        """What has been counted, as a whole."""
        stuck = None
        if self.always_low is not None and self.always_high is not None:
            stuck = int((self.always_low | self.always_high).sum())
        return UnitFigures(
            self.name,
            type(self.layer).__name__,
            source,
            self.units,
            self.total / self.count,
            (self.squares / self.count) ** 0.5,
            None if self.alive is None else int((~self.alive).sum()),
            None if stuck is None else self.saturated / self.count,
            stuck,
        )


def figures_of_copy(
    copy: NetworkCopy,
    images: int,
    parameters: Mapping[str, np.ndarray] | None = None,
    report: Callable[[float], object] | None = None,
) -> dict[str, UnitFigures]:
    """Figures of a copy of the network over the first test images, or of the same network before its first
    step, given the `parameters` it had then.
    """
    network = copy.network()
    if parameters:
        network = Sequential.from_spec(copy.spec, rng=np.random.default_rng(0)).eval()
        for name, parameter in network.named_parameters().items():
            parameter.data = parameters[name]
    seen = copy.test if len(copy.test) else copy.train
    with np.errstate(all="ignore"):  # numbers about to run away are counted as they are
        return unit_figures(network, copy.preprocessing(seen[:images].images), report)
