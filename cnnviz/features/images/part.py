"""One part of the run's images, those to train on or those to test with, and what its pieces are called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from cnnviz.features.images.query import listed
from cnnviz.system.translation import translate
from core.data.dataset import Dataset


@dataclass(frozen=True)
class DatasetPart:
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
            text = (
                translate("Images", "Training image {0}")
                if self.training
                else translate("Images", "Test image {0}")
            )
        else:
            text = (
                translate("Images", "training image {0}")
                if self.training
                else translate("Images", "test image {0}")
            )
        return text.format(number)

    def name(self, labels: Collection[int]) -> str:
        """What the images of these classes (none: all) are called together."""
        if not labels:
            text = (
                translate("Images", "All {0:,} training images")
                if self.training
                else translate("Images", "All {0:,} test images")
            )
            return text.format(len(self))
        text = (
            translate("Images", "Training images of {0}")
            if self.training
            else translate("Images", "Test images of {0}")
        )
        return text.format(listed([self.data.classes[label] for label in sorted(labels)]))

    def image_words(self, number: int) -> tuple[str, str]:
        """A subject and a sentence about an image under the mouse."""
        words = translate(
            "Images", "label {0}. Click: enlarge it. Double-click: the network's answer on the canvas."
        )
        return self.name_of(number, first=True), words.format(self.label(number))

    def class_words(self, label: int) -> tuple[str, str]:
        """A subject and a sentence about a class under the mouse, or about all of them (-1)."""
        if label < 0:
            return translate("Images", "All classes"), translate("Images", "Click: every class is shown.")
        count = int((self.data.labels == label).sum())
        words = translate(
            "Images", "{0:,} of {1:,} images, {2:.3g} %. Click: show this class, or take it away."
        )
        sentence = words.format(count, len(self), 100 * count / max(1, len(self)))
        return translate("Images", "Class {0}").format(self.data.classes[label]), sentence
