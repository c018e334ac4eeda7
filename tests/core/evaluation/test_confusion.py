"""The confusion matrix and what is counted from it, held against plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.answers import Answers
from core.evaluation.confusion import class_figures, confusion_matrix, images_of, mistakes, worst_pair


@pytest.fixture(scope="module")
def answers() -> Answers:
    rng = np.random.default_rng(8)
    labels = rng.integers(0, 5, 300)
    logits = rng.normal(0, 1, (300, 6)).astype(np.float32)  # no image is of the last class
    logits[np.arange(300), labels] += 1.5
    return Answers(logits, labels)


@pytest.fixture(scope="module")
def matrix(answers: Answers) -> np.ndarray:
    return confusion_matrix(answers.labels, answers.read, 6)


def test_rows_are_true_classes_and_columns_what_was_read(answers: Answers, matrix: np.ndarray) -> None:
    wanted = [[0] * 6 for _ in range(6)]
    for true, read in zip(answers.labels.tolist(), answers.read.tolist(), strict=True):
        wanted[true][read] += 1
    assert matrix.tolist() == wanted


def test_the_figures_of_a_class_are_those_of_a_loop(answers: Answers, matrix: np.ndarray) -> None:
    pairs = list(zip(answers.labels.tolist(), answers.read.tolist(), strict=True))
    for each in class_figures(matrix):
        own = [read for true, read in pairs if true == each.index]
        as_it = [true for true, read in pairs if read == each.index]
        right = sum(read == each.index for read in own)
        assert (each.count, each.right, each.read) == (len(own), right, len(as_it))
        assert each.recall == (right / len(own) if own else None)
        assert each.precision == (right / len(as_it) if as_it else None)


def test_a_class_without_images_has_no_accuracy(matrix: np.ndarray) -> None:
    assert class_figures(matrix)[5].recall is None
    assert class_figures(np.zeros((2, 2), int))[0].precision is None


def test_the_worst_pair_is_the_largest_beside_the_diagonal(matrix: np.ndarray) -> None:
    pair = worst_pair(matrix)
    assert pair is not None
    assert matrix[pair] == max(matrix[i, j] for i in range(6) for j in range(6) if i != j)
    assert worst_pair(np.diag([3, 4])) is None
    assert matrix.diagonal().any()  # it wasn't written to


def test_mistakes_come_by_falling_confidence(answers: Answers) -> None:
    wanted = sorted(
        (i for i in range(300) if answers.read[i] != answers.labels[i]),
        key=lambda i: (-answers.confidence[i], i),
    )
    assert mistakes(answers).tolist() == wanted
    some = [i for i in wanted if answers.labels[i] == 2]
    assert mistakes(answers, true=2).tolist() == some
    assert mistakes(answers, true=2, read=1).tolist() == [i for i in some if answers.read[i] == 1]


def test_images_of_a_cell_are_as_many_as_it_counts(answers: Answers, matrix: np.ndarray) -> None:
    for true in range(6):
        for read in range(6):
            found = images_of(answers, true, read)
            assert len(found) == matrix[true, read]
            assert (answers.labels[found] == true).all()
            assert (answers.read[found] == read).all()
            assert (np.diff(answers.confidence[found]) <= 0).all()
