"""One part of the run's images, those to train on or those to test with, and what its pieces are called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from cnnviz.panels.images.query import listed, tr
from core.data.dataset import Dataset


@dataclass(frozen=True)
class Part:
    """A Dataset, and whether the network learns from it."""

    data: Dataset
    training: bool

    def __len__(self) -> int:
        return len(self.data)

    def numbers(self, labels: Collection[int], first: int = 0, last: int | None = None) -> np.ndarray:
        """The numbers of the images of these classes (none: all), from `first` to `last`. Shape: (n,)"""
        last = len(self) - 1 if last is None else last
        numbers = np.arange(first, last + 1)
        if not labels:
            return numbers
        wanted = np.isin(np.arange(len(self.data.classes)), list(labels))
        return numbers[wanted[self.data.labels[first : last + 1]]]

    def counts(self) -> np.ndarray:
        """How many images each class has. Shape: (K,)"""
        return np.bincount(self.data.labels, minlength=len(self.data.classes))

    def label(self, number: int) -> str:
        """The name of an image's class."""
        return self.data.classes[self.data.labels[number]]

    def name_of(self, number: int, first: bool = False) -> str:
        """What an image is called; `first` in a sentence."""
        if first:
            text = tr("Training image {0}") if self.training else tr("Test image {0}")
        else:
            text = tr("training image {0}") if self.training else tr("test image {0}")
        return text.format(number)

    def name(self, labels: Collection[int]) -> str:
        """What the images of these classes (none: all) are called together."""
        if not labels:
            text = tr("All {0:,} training images") if self.training else tr("All {0:,} test images")
            return text.format(len(self))
        text = tr("Training images of {0}") if self.training else tr("Test images of {0}")
        return text.format(listed([self.data.classes[label] for label in sorted(labels)]))
