"""The arithmetic of a right number: what a calculator makes of what is shown, and what each factor is."""

from __future__ import annotations

from math import prod

import pytest

from cnnviz.features.workshop.arithmetic import ArithmeticTable, table_of
from cnnviz.widgets.numbers import significant
from core.mistakes.kinds import kind_of
from core.trace.trials import explain_trial


def table(kind: str, quantity: str, at: tuple[int, ...]) -> ArithmeticTable:
    known = kind_of(kind)
    told = explain_trial(known, known.trials[0].case, quantity, at)
    assert told is not None
    return table_of(told, 9, norm=kind == "batch-norm")


@pytest.mark.parametrize(
    ("kind", "quantity", "at"),
    [
        ("batch-norm", "running_var", (0,)),
        ("batch-norm", "dX", (0, 0, 0, 0)),
        ("batch-norm", "dgamma", (1,)),
        ("conv", "y", (0, 1, 2, 3)),
        ("linear", "dX", (1, 1)),
        ("softmax-cross-entropy", "y", ()),
    ],
)
def test_a_calculator_comes_to_the_product_as_it_is_shown(kind: str, quantity: str, at: tuple[int, ...]):
    for row in table(kind, quantity, at).rows:
        shown = [float(text.replace(",", "")) for text in row.texts]
        assert significant(prod(shown), digits=4) == significant(row.product, digits=4)


def test_factors_beyond_a_thousand_are_written_with_a_comma():
    known = kind_of("softmax-cross-entropy")
    for trial in known.trials:
        told = explain_trial(known, trial.case, "y", ())
        assert told is not None
        texts = [text for row in table_of(told, 9).rows for text in row.texts]
        assert texts
        if trial.name == "logits of ±10,000":
            assert any("," in text for text in texts), texts


def test_factors_are_named_as_in_the_file_and_what_is_worked_out_is_said():
    variance = table("batch-norm", "running_var", (0,)).rows[1]
    assert [name for name, _ in variance.factors] == ["momentum", "M / (M - 1)", "var[0]"]
    assert variance.texts[1] != "1"
    gradient = table("batch-norm", "dX", (0, 0, 0, 0))
    assert gradient.formula.startswith("dx = gamma · inv_std")
    assert [row.factors[0][0] for row in gradient.rows] == ["gamma[0]"] * 3
    assert [row.factors[-1][0] for row in gradient.rows[1:]] == ["dbeta[0]", "dgamma[0]"]
    assert table("max-pool", "dX", (0, 0, 0, 0)).rows[0].factors[0] == ("1 if x won, else 0", 0.0)
    labelled = table("softmax-cross-entropy", "dX", (0, 0)).rows[1]
    assert labelled.factors[1] == ("1 at the label, else 0", 0.0)
