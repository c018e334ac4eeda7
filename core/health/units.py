"""What a network's units do on a batch of images: how large their outputs are, which are dead, which stuck.

A unit is one channel of a convolution or one number of a fully connected layer. The images are read as when
testing, in small parts, so that no layer's columns for the whole batch are in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.data.dataset import Dataset
from core.layers import Activation, Layer, ReLU, Sigmoid, Tanh
from core.network import Sequential

if TYPE_CHECKING:
    from core.training.network_copy import NetworkCopy

PART = 64  # images at a time: about 5 MB of columns in LeNet-5's first convolution
NEAR = 0.95  # of the way from the middle of its range to an end: from there an output is saturated
# Beyond 0.95 tanh's slope is below 1 - 0.95^2 = 0.0975, a tenth of its highest; sigmoid's is the same part
# of its own, since sigmoid(2x) = (1 + tanh(x)) / 2.
FEWEST = 4  # units: of fewer, one or two are no share worth naming
ENOUGH = 100  # images: a sound LeNet-5 has 64 % of relu4's units at 0 for one, 10 % for 20, 2 % for 100


@dataclass(frozen=True)
class UnitFigures:
    """One layer's outputs over a number of images.

    `dead` counts units that are 0 for every image at every place, None unless the layer is a ReLU;
    `saturated` is the share of outputs, and `stuck` the number of units that are, for every image and place,
    in the same flat end of a sigmoid or tanh; None for other layers. `source` is the convolution or fully
    connected layer whose units these are, "" for none.
    """

    layer: str
    kind: str
    source: str
    units: int
    images: int
    mean: float
    rms: float
    dead: int | None = None
    saturated: float | None = None
    stuck: int | None = None

    @property
    def dead_share(self) -> float | None:
        """Dead units as a part of all."""
        return None if self.dead is None else self.dead / self.units

    @property
    def judged(self) -> bool:
        """Whether there are enough images and units to call a share of these units dead or stuck."""
        return self.images >= ENOUGH and self.units >= FEWEST


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
        figures[tally.name] = tally.figures(source, len(images))
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

    def figures(self, source: str, images: int) -> UnitFigures:
        """What has been counted, as a whole."""
        stuck = None
        if self.always_low is not None and self.always_high is not None:
            stuck = int((self.always_low | self.always_high).sum())
        return UnitFigures(
            self.name,
            type(self.layer).__name__,
            source,
            self.units,
            images,
            self.total / self.count,
            (self.squares / self.count) ** 0.5,
            None if self.alive is None else int((~self.alive).sum()),
            None if stuck is None else self.saturated / self.count,
            stuck,
        )


def looked_at(copy: NetworkCopy) -> tuple[Dataset, bool]:
    """The images that the units are looked at on, and whether they are the test images.

    Where those are too few to judge a unit by, they are the training images, if there are more.
    """
    tests = len(copy.test) >= min(ENOUGH, len(copy.train))
    return (copy.test, True) if tests else (copy.train, False)


def figures_of_copy(
    copy: NetworkCopy,
    images: int,
    parameters: Mapping[str, np.ndarray] | None = None,
    report: Callable[[float], object] | None = None,
) -> dict[str, UnitFigures]:
    """Figures of a copy of the network over the first images of `looked_at`, or of the one before its
    first step, given the `parameters` it had then.
    """
    network = copy.network()
    if parameters:
        network = Sequential.from_spec(copy.spec, rng=np.random.default_rng(0)).eval()
        for name, parameter in network.named_parameters().items():
            parameter.data = parameters[name]
    seen, _ = looked_at(copy)
    with np.errstate(all="ignore"):  # numbers about to run away are counted as they are
        return unit_figures(network, copy.preprocessing(seen[:images].images), report)
