"""What excites each channel: the images that raise it most and least, for all layers in one pass.

The images pass through the compiled network; behind each kernel the activation lies there whole, and one
number an image is kept of each channel. Places are looked for only where an image comes among the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.evaluation.answers import own_copy
from core.layers import Dropout, Flatten
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan import compile

KEEP = 16  # images of each ranking
AT_ONCE = 64  # images that pass together: more fall out of the cache
GATHER = 16  # parts between two sortings, once the first have been sorted

HIGHEST, LOWEST, NEAR_ZERO = RANKINGS = ("highest", "lowest", "near_zero")


@dataclass(frozen=True, eq=False)
class Ranking:
    """For each of C channels the k images that come first, best first.

    Shape: values (C, k) float32, images and places (C, k); an image is its number in the data set, a place
    counts row by row over the map. Where fewer images than k could be ranked, images and places are -1 and
    values NaN.
    """

    values: np.ndarray
    images: np.ndarray
    places: np.ndarray


@dataclass(frozen=True, eq=False)
class LayerSurvey:
    """What one layer's C channels (or units) made of N images.

    An image's peak is a channel's highest value on it, at the first of equal places. `highest` ranks images
    by their peaks, the largest first; `lowest` by their least value, the least first; `near_zero` by the
    size of the peak, the smallest first. Of equal values the lower image number comes first.

    by_class: (C, K) float64, the mean peak over the images of each class, NaN for a class without images.
    active: (C,), the part of the images whose peak is above 0. peak: (C,), the highest value of all.
    shape: of the layer's output for one image.
    """

    highest: Ranking
    lowest: Ranking
    near_zero: Ranking
    by_class: np.ndarray
    active: np.ndarray
    peak: np.ndarray
    shape: tuple[int, ...]

    def ranking(self, name: str) -> Ranking:
        """One of RANKINGS by its name."""
        if name not in RANKINGS:
            raise ValueError(f"ranking: expected one of {', '.join(RANKINGS)}, got {name!r}")
        found: Ranking = getattr(self, name)
        return found


def surveyed(network: Sequential) -> tuple[str, ...]:
    """The layers that a survey tells of: those that change numbers. In use dropout passes them on."""
    return tuple(n for n, layer in network.layers.items() if not isinstance(layer, Flatten | Dropout))


def survey(
    network: Sequential,
    preprocessing: Preprocessing,
    images: Dataset,
    keep: int = KEEP,
    report: Callable[[float], None] | None = None,
) -> dict[str, LayerSurvey]:
    """Which of the images excite each channel of each layer most and least, by layer.

    The network is read as in use and left as it was. `report` hears which fraction is done, and may raise to
    call it off. Raises ValueError unless there is an image, and `keep` at least 1.
    """
    if keep < 1:
        raise ValueError(f"keep must be at least 1, got {keep}")
    if not len(images):
        raise ValueError("survey: there are no images")
    made = own_copy(network)
    plan = compile(made, AT_ONCE, CrossEntropyLoss())
    wanted, shapes = surveyed(made), made.shapes(images.shape)
    counts = np.bincount(images.labels, minlength=len(images.classes))
    layers = {name: _Channels(shapes[name], keep, len(images.classes)) for name in wanted}
    with np.errstate(all="ignore"):
        for start in range(0, len(images), AT_ONCE):
            if report is not None:
                report(start / len(images))
            part = images[start : start + AT_ONCE]
            member = np.eye(len(images.classes), dtype=np.float32)[part.labels]
            for name, output in plan.activations(preprocessing(part.images)):
                if name in layers:
                    layers[name].take(output, start, member)
        return {name: each.found(len(images), counts) for name, each in layers.items()}


class _Channels:
    """One layer's rankings and sums while the images pass."""

    def __init__(self, shape: tuple[int, ...], keep: int, classes: int) -> None:
        self._shape = shape
        channels = shape[0]
        self._rankings = {name: _Best(channels, keep) for name in RANKINGS}
        self._sums = np.zeros((channels, classes), np.float64)
        self._active = np.zeros(channels, np.int64)
        self._peak = np.full(channels, -np.inf)

    def take(self, output: np.ndarray, first: int, member: np.ndarray) -> None:
        """Shape: output (H, W, C, N) or (F, N), member (N, K) one-hot."""
        values = output.reshape(-1, *output.shape[-2:])  # (places, C, N)
        peaks = values[0] if len(values) == 1 else values.max(axis=0)
        least = peaks if len(values) == 1 else values.min(axis=0)
        self._sums += peaks @ member
        self._active += (peaks > 0).sum(axis=1)
        np.fmax(self._peak, np.fmax.reduce(peaks, axis=1), out=self._peak)
        self._rankings[HIGHEST].take(peaks, first, values, peaks)
        self._rankings[LOWEST].take(-least, first, values, least)
        self._rankings[NEAR_ZERO].take(-np.abs(peaks), first, values, peaks)

    def found(self, count: int, counts: np.ndarray) -> LayerSurvey:
        """What came of `count` images, `counts` of each class."""
        made = {name: each.ranking() for name, each in self._rankings.items()}
        return LayerSurvey(
            **made,
            by_class=self._sums / np.where(counts, counts, np.nan),
            active=self._active / count,
            peak=np.where(np.isfinite(self._peak), self._peak, np.nan),
            shape=self._shape,
        )


class _Best:
    """The `keep` largest keys of each channel so far, in four parallel arrays sorted by channel.

    What may come among them is gathered and sorted now and then; a key that only equals the last one kept is
    of a later image, so it never comes before it.
    """

    def __init__(self, channels: int, keep: int) -> None:
        self._channels, self._keep = channels, keep
        self._least = np.full(channels, -np.inf)
        self._parts: list[tuple[np.ndarray, ...]] = []
        self._taken = 0

    def take(self, keys: np.ndarray, first: int, values: np.ndarray, shown: np.ndarray) -> None:
        """Shape: keys and shown (C, N), values (places, C, N)."""
        channel, image = np.nonzero(keys > self._least[:, None])
        if len(channel):
            worth = shown[channel, image]
            if len(values) == 1:
                place = np.zeros(len(channel), np.int64)
            else:
                place = (values[:, channel, image] == worth).argmax(axis=0)  # the first of equal places
            self._parts.append((channel, keys[channel, image], image + first, worth, place))
        self._taken += 1
        if self._taken <= GATHER or self._taken % GATHER == 0:
            self._sort()

    def ranking(self) -> Ranking:
        """What is kept, in arrays of (C, keep)."""
        self._sort()
        shape = (self._channels, self._keep)
        values, images = np.full(shape, np.nan, np.float32), np.full(shape, -1, np.int64)
        places = np.full(shape, -1, np.int64)
        for channel, _, image, worth, place in self._parts:
            rank = _rank(channel)
            values[channel, rank], images[channel, rank], places[channel, rank] = worth, image, place
        return Ranking(values, images, places)

    def _sort(self) -> None:
        if not self._parts:
            return
        channel, key, image, worth, place = map(np.concatenate, zip(*self._parts, strict=True))
        order = np.lexsort((image, -key, channel))
        rank = _rank(channel[order])
        order, rank = order[rank < self._keep], rank[rank < self._keep]
        self._parts = [(channel[order], key[order], image[order], worth[order], place[order])]
        full = order[rank == self._keep - 1]
        self._least[channel[full]] = key[full]


def _rank(channel: np.ndarray) -> np.ndarray:
    """Each entry's place among those of its channel, for channels in order."""
    if not len(channel):
        return np.empty(0, np.intp)
    first = np.flatnonzero(np.r_[True, channel[1:] != channel[:-1]])
    return np.arange(len(channel)) - np.repeat(first, np.diff(np.r_[first, len(channel)]))


def patches(
    images: np.ndarray,
    chosen: np.ndarray,
    boxes: Iterator[tuple[int, int]] | np.ndarray,
    size: tuple[int, int],
) -> np.ndarray:
    """Cut a window out of each chosen image; what lies beyond the border is black.

    Shape: images uint8 (N, H, W) or (N, C, H, W), chosen (k,), boxes (k, 2) top and left, which may be
    negative -> (k, [C,] *size)
    """
    cut = np.zeros((len(chosen), *images.shape[1:-2], *size), images.dtype)
    height, width = images.shape[-2:]
    for place, (image, (top, left)) in enumerate(zip(chosen, boxes, strict=True)):
        if image < 0:
            continue
        t, l_ = max(top, 0), max(left, 0)
        b, r = min(top + size[0], height), min(left + size[1], width)
        if b > t and r > l_:
            cut[place, ..., t - top : b - top, l_ - left : r - left] = images[image, ..., t:b, l_:r]
    return cut
