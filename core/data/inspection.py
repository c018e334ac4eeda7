"""What was found in somebody's files and what was assumed about it: nothing is read in silence."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from core.data.dataset import Dataset
from core.files.atomic import DataFileError

if TYPE_CHECKING:
    from core.data.choices import DataChoices

SINGULAR = {
    "pictures that lie": "picture that lies", "pictures that": "picture that", "files that are no pictures":
    "file that is no picture", "files that are no ordinary files": "file that is no ordinary file",
    "files that are links": "file that is a link", "images of": "image of", "rows": "row",
}  # fmt: skip
SHOWN, MOST_SHOWN = 8, 512  # images of a class and of all that other choices are shown by
ONE = re.compile("|".join(f"^{text}" for text in SINGULAR))


TABLES = ("CSV table", "CSV tables")  # kinds: of one file, of several
OWN_TEST = "its own test part"  # where test images are from


class SeveralSetsError(DataFileError):
    """A file or folder holds several sets of images: one of `names` is to be chosen (`pair`)."""

    def __init__(self, path: str | os.PathLike[str], reason: str, advice: str, names: Sequence[str]) -> None:
        super().__init__(path, reason, advice, "pair")
        self.names = tuple(names)


def shown_of_each(classes: int) -> int:
    """How many images of each class are kept to show other choices by, so that all are not too many."""
    return max(2, min(SHOWN, MOST_SHOWN // max(1, classes)))


@dataclass(frozen=True)
class LeftOut:
    """Images or files that are not used: why, how many, and the name of one."""

    reason: str
    count: int
    example: str = ""

    def __str__(self) -> str:
        reason = ONE.sub(lambda word: SINGULAR[word[0]], self.reason) if self.count == 1 else self.reason
        return f"{self.count:,} {reason}" + (f" ({self.example})" if self.example else "")


@dataclass(frozen=True)
class Polarity:
    """Whether dark on light was turned into light on dark, and how sure that guess is: 0.5 not at all, 1
    fully.

    A choice is sure.
    """

    inverted: bool
    sure: float = 1.0

    def __str__(self) -> str:
        text = "dark on light, inverted" if self.inverted else "light on dark, as stored"
        return text if self.sure > 0.8 else f"{text} (not sure: {self.sure:.0%})"


@dataclass(frozen=True)
class Inspection:
    """A set of images as it was understood; each assumption is a `DataChoices` field that may say otherwise.

    `classes` counts the images of each class by name, in the order of the labels. `size` is (height, width)
    of an image as it is used, `stored_size` as it is stored, `range` the stored values taken for black and
    white (both None where pictures differ in them), `turned` "no" or what was done. `train` and `test` are
    numbers of images, `test_from` says where the test images are from.
    """

    path: str
    kind: str
    name: str
    images: int
    classes: dict[str, int]
    size: tuple[int, int]
    channels: int
    range: tuple[float, float] | None
    polarity: Polarity
    turned: str
    train: int
    test: int
    test_from: str
    stored_size: tuple[int, int] | None = None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def of_tables(self) -> bool:
        """Whether it was read from tables, of which one column holds the labels."""
        return self.kind in TABLES

    @property
    def own_test(self) -> bool:
        """Whether the set has test images of its own."""
        return self.test_from == OWN_TEST

    def as_dict(self) -> dict[str, Any]:
        """All of it, ready for JSON; `turned` is False or what was done."""
        return {
            "path": self.path,
            "kind": self.kind,
            "name": self.name,
            "images": self.images,
            "classes": dict(self.classes),
            "size": list(self.size),
            "stored_size": list(self.stored_size) if self.stored_size else None,
            "channels": self.channels,
            "range": None if self.range is None else [_plain(end) for end in self.range],
            "polarity": {"inverted": self.polarity.inverted, "sure": round(self.polarity.sure, 3)},
            "turned": False if self.turned == "no" else self.turned,
            "left_out": [
                {"reason": each.reason, "count": each.count, "example": each.example}
                for each in self.left_out
            ],
            "train": self.train,
            "test": self.test,
            "test_from": self.test_from,
            "notes": list(self.notes),
        }

    def lines(self) -> tuple[str, str, str, str, str]:
        """The same in five lines for people."""
        height, width = self.size
        colour = "grey" if self.channels == 1 else "colour"
        stored = ""
        if self.stored_size is not None and self.stored_size != self.size:
            stored = f", stored as {self.stored_size[0]}x{self.stored_size[1]}"
        turned = (
            "upright as stored"
            if self.turned == "no"
            else {"transpose": "transposed"}.get(self.turned, f"turned by {self.turned} degrees")
        )
        values = "values from black to white as each picture has them"
        if self.range is not None:
            low, high = (f"{end:g}" for end in self.range)
            values = f"black is {low}, white {high}"
        out = "; ".join(map(str, self.left_out)) or "nothing"
        counts = ", ".join(f"{name} ({count:,})" for name, count in self.classes.items())
        return (
            f"{self.path}: {self.kind}, {self.images:,} images of {height}x{width} pixels, {colour}{stored}",
            f"{len(self.classes)} classes: {counts}",
            f"{values}; {self.polarity}; {turned}",
            f"{self.train:,} to train on, {self.test:,} to test ({self.test_from})",
            f"left out: {out}" + "".join(f"; {note}" for note in self.notes),
        )

    def surprises(self) -> list[str]:
        """What a reader may not expect, a sentence each: what was turned, left out or scaled."""
        said = []
        if self.polarity.inverted:
            said.append("Dark ink on light paper was inverted.")
        said += [f"Left out: {each}." for each in self.left_out]
        return said + [f"{note[:1].upper()}{note[1:]}." for note in self.notes]

    def __str__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True, eq=False)
class OpenedData:
    """A set of images, opened: what to train on, what to test on, and how it was understood.

    `sample` makes of a few of its images what other choices make of all, if it was asked for
    (core.data.sample).
    """

    train: Dataset
    test: Dataset
    inspection: Inspection
    sample: "Callable[[DataChoices, Inspection, DataChoices], OpenedData] | None" = None


@dataclass(eq=False)
class RawPart:
    """One part of a set as it is stored: images and labels of any form, and what each is called there."""

    part: str  # "train", "test" or "validation"
    images: np.ndarray
    labels: np.ndarray
    images_name: str = "images"
    labels_name: str = "labels"


@dataclass(eq=False)
class RawData:
    """A set as it is stored, before anything is assumed about its numbers.

    `class_names` are names by label, or None; `ready` holds what is known for sure already: "range",
    "polarity", "stored_size". `again` reads a few of its pictures with other choices.
    """

    path: str
    kind: str
    name: str
    parts: list[RawPart]
    class_names: dict[Any, str] | None = None
    turned: bool = False
    ready: dict[str, Any] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    again: "Callable[[DataChoices], RawData] | None" = None


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)
