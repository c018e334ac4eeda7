"""Which class is read as which, how well each class is read, and which images are mistaken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.evaluation.answers import Answers


def confusion_matrix(labels: np.ndarray, read: np.ndarray, classes: int) -> np.ndarray:
    """How many images of each class are read as each class: row = true, column = read.

    Shape: labels (N,), read (N,) -> int64 (classes, classes)
    """
    # a number for each pair of classes, counted -> (K * K,) -> (K, K)
    pairs = labels.astype(np.int64) * classes + read
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


@dataclass(frozen=True)
class ClassFigures:
    """How well one class is read: of its `count` images `right` are; `read` images are read as it.

    `recall = right / count`, the accuracy on its own images; `precision = right / read`. Both are None where
    there is nothing to divide by.
    """

    index: int
    count: int
    right: int
    read: int

    @property
    def recall(self) -> float | None:
        return self.right / self.count if self.count else None

    @property
    def precision(self) -> float | None:
        return self.right / self.read if self.read else None


def class_figures(matrix: np.ndarray) -> tuple[ClassFigures, ...]:
    """The figures of each class, from a confusion matrix (row = true, column = read)."""
    counts, reads, rights = matrix.sum(axis=1), matrix.sum(axis=0), matrix.diagonal()
    return tuple(
        ClassFigures(index, int(counts[index]), int(rights[index]), int(reads[index]))
        for index in range(len(matrix))
    )


def worst_pair(matrix: np.ndarray) -> tuple[int, int] | None:
    """The (true, read) that is mistaken most often, the first of equal ones; None without a mistake."""
    wrong = matrix.copy()
    np.fill_diagonal(wrong, 0)
    if not wrong.any():
        return None
    true, read = np.unravel_index(int(wrong.argmax()), wrong.shape)
    return int(true), int(read)


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
