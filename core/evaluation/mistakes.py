"""The images that are read wrongly, the most confident mistake first."""

from __future__ import annotations

import numpy as np

from core.evaluation.answers import Answers


def mistakes(answers: Answers, true: int | None = None, read: int | None = None) -> np.ndarray:
    """Indices of wrongly read images by falling confidence, equal ones by index; of one true or read class.

    Shape: int64 (M,)
    """
    return _by_confidence(answers, ~answers.right, true, read)


def images_of(answers: Answers, true: int | None = None, read: int | None = None) -> np.ndarray:
    """Indices of the images of one true class, one read class or both, by falling confidence.

    Shape: int64 (M,)
    """
    return _by_confidence(answers, np.ones(len(answers), bool), true, read)


def _by_confidence(answers: Answers, wanted: np.ndarray, true: int | None, read: int | None) -> np.ndarray:
    if true is not None:
        wanted = wanted & (answers.labels == true)
    if read is not None:
        wanted = wanted & (answers.read == read)
    found = np.flatnonzero(wanted)
    return found[np.argsort(-answers.confidence[found], kind="stable")]
