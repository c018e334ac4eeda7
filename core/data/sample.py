"""Some images of each class as they are stored: what another choice makes of them is seen at once.

A whole set is read again for the true numbers; a sample shows meanwhile what they will be about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from core.data.choices import DataChoices
from core.data.inspection import Inspection, OpenedData, RawData, RawPart, shown_of_each
from core.data.understanding import HELD_OUT, MOST_CLASSES, label_values, understood


class DataSample:
    """A few images of a set, understood again with other choices in a moment.

    It keeps copies of arrays as they are stored, or what reads a few pictures again.
    """

    def __init__(self, raw: RawData) -> None:
        """`raw` as it was read, before it is understood."""
        self._again: Callable[[DataChoices], RawData] | None = raw.again
        self._raw = replace(raw, parts=[], ready={})
        if self._again is None:
            self._raw.parts = [_some(raw, part) for part in raw.parts if part.labels.size]

    def understood(self, choices: DataChoices, whole: Inspection, before: DataChoices) -> OpenedData:
        """The sample with other choices; what they leave open is as in the `whole` set, which was understood
        with the choices `before`. Raises DataFileError.
        """
        choices = _settled(choices, whole, before)
        if self._again is not None:
            raw = self._again(choices)
        else:
            parts = [replace(part, images=part.images.copy()) for part in self._raw.parts]  # they are changed
            raw = replace(self._raw, parts=parts, notes=[], left_out=[], ready={})
        return understood(raw, choices, hold_out=False)


def examples(opened: OpenedData, each: int) -> list[np.ndarray]:
    """For each class the numbers of its first images to train on, at most `each`."""
    labels = opened.train.labels
    return [np.flatnonzero(labels == label)[:each] for label in range(len(opened.train.classes))]


def _settled(choices: DataChoices, whole: Inspection, before: DataChoices) -> DataChoices:
    """The choices with what was found in the whole set in place of guesses from a few images."""
    alike = (choices.colour, choices.fit) == (before.colour, before.fit)
    found: dict[str, Any] = {"range": whole.range, "turn": whole.turned, "colour": whole.channels == 3}
    if alike:
        found |= {"invert": whole.polarity.inverted, "size": whole.size}
    left = {
        name: value
        for name, value in found.items()
        if getattr(choices, name) is None and getattr(before, name) is None
    }
    return replace(choices, test=None, **left)


def _some(raw: RawData, part: RawPart) -> RawPart:
    """The first images of each class of a part, those first that the whole set trains on."""
    values = label_values(raw.path, part)
    numbers = np.arange(len(values))
    if len(raw.parts) == 1:
        numbers = numbers[numbers % HELD_OUT != HELD_OUT - 1]
    occurring = np.unique(values)
    each = shown_of_each(len(occurring))
    rows = [numbers[values[numbers] == value][:each] for value in occurring[:MOST_CLASSES]]
    chosen = np.sort(np.concatenate(rows))
    last = len(part.images) != len(values) and part.images.shape[-1] == len(values)
    images = part.images[..., chosen] if last else part.images[chosen]
    return replace(part, images=images.copy(), labels=values[chosen])
