"""The exercises: what is asked, how it begins, and the references of the three derivations."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.mistakes import diagnose
from core.mistakes.exercises import Exercise, exercise, exercises, starting_file

DERIVATIONS = [known for known in exercises() if known.kind.style == "function"]
by_name = pytest.mark.parametrize("known", DERIVATIONS, ids=lambda known: known.name)


def function(known: Exercise, text: str) -> Any:
    made: dict[str, Any] = {"np": np}
    exec(text, made)
    return made[known.name.replace("-", "_")]


def test_there_are_ten_layers_and_three_derivations_each_with_hints_and_a_beginning():
    assert len(exercises()) == 13
    assert [known.name for known in DERIVATIONS] == ["three-paths", "turned-kernel", "softmax-steps"]
    for known in exercises():
        assert len(known.hints) == 3
        assert "NotImplementedError" in known.start
        assert set(known.quantities) <= set(known.kind.quantities)
        assert known.start in starting_file()
        assert exercise(known.title) is known


@by_name
def test_a_derivation_s_reference_is_right(known: Exercise):
    report = diagnose(function(known, known.reference), known.kind)
    assert report.ok, report
    assert [result.quantity for result in report] == list(known.quantities)


@pytest.mark.parametrize(
    ("name", "old", "new", "mistakes"),
    [
        ("three-paths", "-direct.sum", "direct.sum", ()),
        ("three-paths", "x.size // x.shape[1]", "len(x)", ("bn.dx-count",)),
        ("three-paths", "direct = gamma[:, None, None] / std", "direct = 1 / std", ("bn.dx-nogamma",)),
        ("turned-kernel", "np.flip(W, (2, 3))", "W", ("conv.dx-unturned",)),
        ("turned-kernel", "np.flip(W, (2, 3))", "np.flip(W, 3)", ("conv.dx-flip",)),
        ("softmax-steps", "-1 / (len(p) * ", "-1 / (", ("ce.dx-noN",)),
        ("softmax-steps", " - logits.max(axis=1, keepdims=True)", "", ("softmax.y-overflow",)),
        ("softmax-steps", "(dp * p).sum", "(dp * p).mean", ("softmax.dx-mean",)),
    ],
)
def test_a_wrong_derivation_is_named(name: str, old: str, new: str, mistakes: tuple[str, ...]):
    known = exercise(name)
    assert old in known.reference
    report = diagnose(function(known, known.reference.replace(old, new)), known.kind)
    assert not report.ok
    assert report.mistakes == mistakes, report
    if not mistakes:
        assert report["through mean"].factor == "its sign is wrong"


def test_a_derivation_that_gives_back_too_little_says_what_is_there():
    known = exercise("three-paths")
    report = diagnose(lambda dY, x, gamma, eps: dY, known.kind)
    assert {result.quantity: result.verdict for result in report} == {"direct": "wrong"}
    unknown = SimpleNamespace(f=lambda dY, scale: dY)
    assert "asks for 'scale'" in diagnose(unknown.f, known.kind).results[0].words
