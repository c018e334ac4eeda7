"""How well a network reads all test images, in parts, so that whoever waits can do something in between."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.losses import CrossEntropyLoss
from core.plan.plan import Plan

Result = TypeVar("Result")

TEST_BATCH = 512  # images an evaluation takes at once; a command waits no longer than one of these


def test_in_parts(
    plan: Plan, preprocessing: Preprocessing, test: Dataset
) -> Generator[int, None, tuple[float, float]]:
    """Give the number of images done after each batch, return accuracy and mean loss."""
    right, loss, count = 0, 0.0, len(test)
    criterion = CrossEntropyLoss(reduction="sum")
    for start in range(0, count, TEST_BATCH):
        part = test[start : start + TEST_BATCH]
        with np.errstate(all="ignore"):
            logits = plan.forward(preprocessing(part.images))
            loss += float(criterion.forward(logits, part.labels))
        right += int((logits.argmax(axis=1) == part.labels).sum())
        yield start + len(part)
    return right / max(count, 1), loss / max(count, 1)


def finished(parts: Generator[int, None, Result], poll: Callable[[], None] | None = None) -> Result:
    """The result of a test in parts, all of them made now; `poll` is called between two."""
    while True:
        try:
            next(parts)
        except StopIteration as done:
            result: Result = done.value
            return result
        if poll is not None:
            poll()
