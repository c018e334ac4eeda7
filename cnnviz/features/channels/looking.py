"""Work for a thread: what all test images made of each channel, and what mattered in an image for a class."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from cnnviz.session.background import Report
from core.evaluation.fields import ReceptiveField, receptive_field
from core.evaluation.pixels import (
    Occlusion,
    gradient_times_input,
    occlusion,
)
from core.evaluation.survey import KEEP, LayerSurvey, Ranking, patches, survey, surveyed
from core.training import NetworkCopy, Version

WINDOW = 5  # pixels of the window that covers the image, at 28


@dataclass(frozen=True, eq=False)
class SourceImage:
    """The image that is asked about, uint8 (H, W) or (C, H, W); `label` None where nobody has said."""

    image: np.ndarray
    label: int | None
    name: str


@dataclass(frozen=True, eq=False)
class MatteredMaps:
    """What mattered for one class: covered windows, and gradient times input summed over colours."""

    occlusion: Occlusion
    shares: np.ndarray


def mattered(copy: NetworkCopy, source: SourceImage, label: int | None, report: Report) -> MatteredMaps:
    """Both maps for one class, the one that is read unless given; covered with black."""
    network, preprocessing = copy.network(), copy.preprocessing
    x = preprocessing(source.image[None])
    high, wide = x.shape[-2:]
    size = max(1, min(round(WINDOW * min(high, wide) / 28), high, wide))
    stride = max(1, size // 4)
    found = occlusion(network, x, label, size, stride, preprocessing.shift, report)
    shares = gradient_times_input(network, x, found.label, preprocessing.shift).sum(axis=0)
    return MatteredMaps(found, shares)


def pixel_bytes(image: np.ndarray) -> np.ndarray:
    """Pixels from 0 to 1 as bytes. Shape: (1, H, W) -> (H, W), (3, H, W) as it is"""
    made = np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)
    return made[0] if len(made) == 1 else made


def without_colour(image: np.ndarray) -> np.ndarray:
    """An image without an axis of one colour."""
    return image[0] if image.ndim == 3 and len(image) == 1 else image


@dataclass(frozen=True)
class WeightedBlock:
    """A layer with weights and what follows it up to the next one; `layers` are those of a survey."""

    name: str
    layers: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ChannelFindings:
    """The survey of one network, and the mean of what excites each channel most.

    `means` holds for each layer (C, [3,] h, w) uint8: the mean of the patches of its highest images.
    """

    copy: NetworkCopy
    layers: dict[str, LayerSurvey]
    fields: dict[str, ReceptiveField]
    means: dict[str, np.ndarray]
    blocks: tuple[WeightedBlock, ...]
    seconds: float

    @property
    def version(self) -> Version:
        """Which network was asked."""
        return self.copy.version

    def patch_size(self, layer: str) -> tuple[int, int]:
        """How high and wide the part of the image is that a place of a layer looks at."""
        height, width = self.copy.test.shape[1:]
        size = self.fields[layer].size
        return (height, width) if size is None else (min(size[0], height), min(size[1], width))

    def corner(self, layer: str, channel: int, place: int) -> tuple[int, int]:
        """The top left pixel of what a place looks at; it may lie beyond the border.

        A field larger than the image is the image.
        """
        return _corner(self.fields[layer], self.patch_size(layer), self._place(layer, channel, place))

    def box(self, layer: str, channel: int, place: int) -> tuple[int, int, int, int]:
        """The pixels that a place looks at: top, left, bottom, right."""
        return self.fields[layer].box(self._place(layer, channel, place))

    def patches(self, layer: str, channel: int, ranking: Ranking) -> np.ndarray:
        """What the channel looked at in each of its images. Shape: (k, [3,] h, w) uint8"""
        places = ranking.places[channel]
        corners = np.array([self.corner(layer, channel, int(place)) for place in places])
        return patches(self.copy.test.images, ranking.images[channel], corners, self.patch_size(layer))

    def _place(self, layer: str, channel: int, place: int) -> int:
        """Of a flattened map, each unit has a place of its own."""
        return channel if len(self.layers[layer].shape) == 1 else place


def look(copy: NetworkCopy, report: Report) -> ChannelFindings:
    """Have all test images read, and cut out what each channel saw."""
    began = time.perf_counter()
    network = copy.network()
    layers = survey(network, copy.preprocessing, copy.test, KEEP, lambda part: report(0.92 * part))
    fields = receptive_field(network, copy.test.shape)
    found = ChannelFindings(copy, layers, fields, {}, blocks(copy), 0.0)
    means = {}
    for number, (name, layer) in enumerate(layers.items()):
        report(0.92 + 0.08 * number / len(layers))
        means[name] = np.stack([_mean(found, name, channel) for channel in range(layer.shape[0])])
    seconds = time.perf_counter() - began
    return ChannelFindings(copy, layers, fields, means, found.blocks, seconds)


def _mean(found: ChannelFindings, name: str, channel: int) -> np.ndarray:
    ranking = found.layers[name].highest
    there = ranking.images[channel] >= 0
    cut = found.patches(name, channel, ranking)[there]
    shape = found.copy.test.images.shape[1:-2] + found.patch_size(name)
    return np.rint(cut.mean(axis=0)).astype(np.uint8) if len(cut) else np.zeros(shape, np.uint8)


def _corner(field: ReceptiveField, size: tuple[int, int], place: int) -> tuple[int, int]:
    if field.size is None or field.stride is None or field.offset is None:
        return 0, 0
    row, column = divmod(place % field.places, len(field.columns))
    corner = []
    for axis, at in enumerate((row, column)):
        whole = field.size[axis] > size[axis]
        corner.append(0 if whole else field.offset[axis] + at * field.stride[axis])
    return corner[0], corner[1]


def blocks(copy: NetworkCopy) -> tuple[WeightedBlock, ...]:
    """The network cut before each layer with weights that are no norm; what comes before the first is its."""
    told = set(surveyed(copy.network()))
    made: list[WeightedBlock] = []
    early: list[tuple[str, str]] = []
    for item in copy.spec["layers"]:
        name, kind = item["name"], item["type"]
        if kind in ("Conv2d", "Linear"):
            made.append(WeightedBlock(name, (), ()))
        if name not in told:
            continue
        if made:
            last = made[-1]
            made[-1] = WeightedBlock(last.name, (*last.layers, name), (*last.kinds, kind))
        else:
            early.append((name, kind))
    if early:
        names, kinds = zip(*early, strict=True)
        made.insert(0, WeightedBlock(names[0], names, kinds))
    return tuple(made)
