"""Words agree with the number before them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cnnviz.features.evaluate.result import one_class
from cnnviz.system.translation import Count
from core.evaluation.confusion import ClassFigures


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 images"), (1, "1 image"), (2, "2 images"), (12345, "12,345 images")]
)
def test_a_word_is_for_one_or_for_many(number: int, said: str) -> None:
    for same in (number, np.int64(number)):
        assert "{0} {0:image|images}".format(Count(same)) == said


def test_a_part_of_one_is_many() -> None:
    assert "{0} {0:second|seconds}".format(Count(0.25)) == "0.25 seconds"
    assert "{0:,} {0:second|seconds}".format(Count(1.0)) == "1 second"


def test_a_sentence_about_one_image_says_so() -> None:
    result: Any = SimpleNamespace(classes=("cat", "owl"))
    said = one_class(result, ClassFigures(index=1, count=1, read=3, right=1))
    assert said.startswith("Of 1 image of owl, 1 is read rightly (100")
    assert "Of 3 read as owl, 1 is right" in said
