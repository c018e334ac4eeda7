"""What mattered in an image for a class: covered windows, and gradient times input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.session.background import Report
from core.evaluation.pixels import (
    Occlusion,
    gradient_times_input,
    occlusion,
)
from core.training import NetworkCopy

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
