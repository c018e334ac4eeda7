"""What a dataset looks like on the whole: how many images each class has, their mean, spread and greys.

One pass over the images keeps sums for every class, so that the numbers of any choice of classes follow from
additions. All sums are of whole numbers and exact: what is divided is divided once, at the end.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from core.data.dataset import Dataset

GREYS = 256
PIECE = 256  # images at a time: 256 x 255^2 < 2^24, so that float32 adds squares without rounding
PIECE_PIXELS = 1 << 20  # pixels at a time, however large an image is
MOST = 1 << 23  # sums of pixels that are kept; classes x pixels beyond that are summed over all classes only
EXACT = 10_000_000  # images: up to here count x sum of squares fits 64 bits

Report = Callable[[float], object]


@dataclass(frozen=True, eq=False)
class Summary:
    """Some classes of a dataset together; pixels go from 0 to 1.

    `mean_image` and `std_image` (H, W) or (C, H, W) are None where there is no image, or where the images are
    too large for sums of each class. `histogram` (256,) counts the pixels of each grey; NaN is the mean of
    nothing.
    """

    count: int
    mean: float
    std: float
    mean_image: np.ndarray | None
    std_image: np.ndarray | None
    histogram: np.ndarray

    @property
    def zeros(self) -> float:
        """The share of pixels that are exactly 0."""
        return float(self.histogram[0] / max(1, self.histogram.sum()))


@dataclass(frozen=True, eq=False)
class Statistics:
    """Sums over a dataset's images, for each class of K.

    Shape: counts (K,), histograms (K, 256), sums and squares (K, ...) or (1, ...) over all classes; int64.
    """

    counts: np.ndarray
    histograms: np.ndarray
    sums: np.ndarray
    squares: np.ndarray

    @property
    def ink(self) -> np.ndarray:
        """The mean pixel of each class, 0 to 1; NaN where a class has no images. Shape: (K,)"""
        pixels = self.histograms.sum(axis=1)
        with np.errstate(invalid="ignore"):
            return np.asarray((self.histograms @ np.arange(GREYS)) / pixels / 255)

    def of(self, classes: Iterable[int] = ()) -> Summary:
        """The classes of these labels together; all of them where none is named."""
        chosen = sorted(set(classes)) or list(range(len(self.counts)))
        histogram = self.histograms[chosen].sum(axis=0)
        count, pixels = int(self.counts[chosen].sum()), int(histogram.sum())
        if not pixels:
            return Summary(count, np.nan, np.nan, None, None, histogram)
        greys = np.arange(GREYS) / 255
        mean = float(histogram @ greys / pixels)
        std = float(histogram @ (greys - mean) ** 2 / pixels) ** 0.5
        if len(self.sums) < len(self.counts) and len(chosen) < len(self.counts):
            return Summary(count, mean, std, None, None, histogram)
        rows = chosen if len(self.sums) == len(self.counts) else [0]
        sums, squares = self.sums[rows].sum(axis=0), self.squares[rows].sum(axis=0)
        wide = np.int64 if count <= EXACT else np.float64
        # n^2 var = n sum(x^2) - sum(x)^2, in whole numbers: a pixel that never changes has exactly no spread.
        spread = np.maximum(count * squares.astype(wide) - sums.astype(wide) ** 2, 0)
        return Summary(count, mean, std, sums / (count * 255), np.sqrt(spread) / (count * 255), histogram)


def statistics(dataset: Dataset, report: Report | None = None) -> Statistics:
    """One pass over all images; `report` is told the part that is done, and may raise to end it."""
    images, labels, K = dataset.images, dataset.labels.astype(np.intp), len(dataset.classes)
    shape = images.shape[1:]
    pixels = int(np.prod(shape))
    rows = K if K * pixels <= MOST else 1
    histograms = np.zeros(K * GREYS, np.int64)
    sums, squares = np.zeros((rows, pixels), np.int64), np.zeros((rows, pixels), np.int64)
    piece = max(1, min(PIECE, PIECE_PIXELS // max(1, pixels)))
    for start in range(0, len(images), piece):
        part, of = images[start : start + piece].reshape(-1, pixels), labels[start : start + piece]
        # (n, 1) + (n, pixels): each class counts in 256 places of its own
        histograms += np.bincount((of[:, None] * GREYS + part).reshape(-1), minlength=K * GREYS)
        member = np.zeros((rows, len(part)), np.float32)
        member[of if rows == K else 0, np.arange(len(part))] = 1
        x = part.astype(np.float32)
        sums += (member @ x).astype(np.int64)  # (rows, n) @ (n, pixels)
        squares += (member @ (x * x)).astype(np.int64)
        if report is not None:
            report((start + len(part)) / len(images))
    return Statistics(
        np.bincount(labels, minlength=K),
        histograms.reshape(K, GREYS),
        sums.reshape(rows, *shape),
        squares.reshape(rows, *shape),
    )
