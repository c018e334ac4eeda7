"""One part of the run's images, those to train on or those to test with, and what its pieces are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.system.translation import translate
from cnnviz.system.wording import listed
from core.data.dataset import Dataset

NUMBER = re.compile(r"#?\s*(\d[\d,]*)")
RANGE = re.compile(r"#?\s*(\d[\d,]*)\s*(?:-|\.\.)\s*#?\s*(\d[\d,]*)")
NAMED = "(?:label|class|标签|类别)"  # in every language that a hint is in
LABEL = re.compile(rf"{NAMED}\s*[:=]?\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """The classes asked for (none: all), numbers from `first` to `last` (None: all), an image to go to."""

    labels: frozenset[int] = frozenset()
    first: int | None = None
    last: int | None = None
    image: int | None = None


def read(text: str, classes: Sequence[str], count: int) -> Query:
    """What a text asks for: "7" or "label 7", "#247", "12000-12100", several with commas or spaces.

    A bare number is a label where there is a class of that name, else an image's number. ValueError says in
    plain words what isn't understood, or isn't there.
    """
    labels: set[int] = set()
    first = last = image = None
    for part in _parts(text, classes):
        named = LABEL.fullmatch(part)
        name = named[1] if named else part
        label = _label(name, classes)
        between, single = RANGE.fullmatch(part), NUMBER.fullmatch(part)
        if label is not None:
            labels.add(label)
        elif named:
            raise ValueError(
                translate("Images", "There is no class {0}. There are: {1}").format(name, some(classes))
            )
        elif between:
            low, high = sorted((_number(between[1]), _number(between[2])))
            _check(low, count)
            first, last = low, min(high, count - 1)
        elif single:
            image = _number(single[1])
            _check(image, count)
        else:
            words = translate(
                "Images", '"{0}" is no class and no number. Try: label {1}, #247, 100-200'
            ).format(part, classes[0] if classes else 3)
            raise ValueError(words)
    return Query(frozenset(labels), first, last, image)


def some(names: Sequence[str]) -> str:
    """A few of many names."""
    return listed(names if len(names) <= 12 else [*names[:8], "...", names[-1]])


def _parts(text: str, classes: Sequence[str]) -> list[str]:
    """The text in pieces; the name of a class may hold spaces, and so may a range."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"#\s+", "#", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)  # 12,000 is one number
    text = re.sub(r"\s*(-|\.\.)\s*#?(?=\d)", r"\1", text) if RANGE.search(text) else text
    text = re.sub(rf"(?i)\b({NAMED})\s*[:=]?\s+", r"\1 ", text)
    parts = []
    for piece in (piece.strip() for piece in re.split(r"[,;、]", text)):
        rest = LABEL.fullmatch(piece)
        if not piece:
            continue
        if _label(rest[1] if rest else piece, classes) is not None:
            parts.append(piece)
        else:
            parts += re.findall(rf"(?i){NAMED} \S+|\S+", piece)
    return parts


def _label(name: str, classes: Sequence[str]) -> int | None:
    folded = [each.casefold() for each in classes]
    return folded.index(name.casefold()) if name.casefold() in folded else None


def _number(digits: str) -> int:
    return int(digits.replace(",", "")[:15])


def _check(number: int, count: int) -> None:
    if number >= count:
        text = translate("Images", "There is no image {0}: they are numbered 0 to {1}.")
        raise ValueError(text.format(number, count - 1))


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
        return text.format(some([self.data.classes[label] for label in sorted(labels)]))

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
