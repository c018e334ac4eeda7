"""The right arithmetic of one number as rows: what is multiplied by what, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from cnnviz.system.formulas import in_words
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets.numbers import exact, significant
from core.trace.explain import Cells, Constants, Explanation, Node
from core.trace.explain.explanation import TermGroup
from core.trace.explain.expression import Function

SYMBOLS = {
    "input": "x",
    "output": "y",
    "weight": "W",
    "bias": "b",
    "grad_output": "dY",
    "grad_input": "dX",
    "weight.grad": "g",
    "weight.momentum_buffer": "v",
    "weight.momentum_buffer.after": "v",
    "probabilities": "p",
    "log_probabilities": "log p",
    "target": "target",
}
NORM = {"weight": "gamma", "bias": "beta", "weight.grad": "dgamma", "bias.grad": "dbeta"}
OWN_WORDS = {r"\bweight\b": "gamma", r"\bbias\b": "beta", r"\bdw\b": "dgamma", r"\bdb\b": "dbeta"}
MEANINGS = {  # what a factor that is worked out stands for, by the name of its function
    "wins": QT_TRANSLATE_NOOP("Workshop", "1 if x won, else 0"),
    "is the label": QT_TRANSLATE_NOOP("Workshop", "1 at the label, else 0"),
    "smoothed label": QT_TRANSLATE_NOOP("Workshop", "what is wanted"),
}
DIGITS = 4  # of a product; its factors have as many as it takes to come to it


@dataclass(frozen=True)
class ArithmeticRow:
    """One term: its factors as (name, value), and their product."""

    factors: tuple[tuple[str, float], ...]
    product: float

    @property
    def texts(self) -> tuple[str, ...]:
        """The factors as they are written: multiplied they come to the product as it is written."""
        wanted = significant(self.product, digits=DIGITS)
        for digits in range(DIGITS, 17):
            shown = [float(f"{value:.{digits}g}") for _, value in self.factors]
            if significant(prod(shown), digits=DIGITS) == wanted:
                break
        return tuple(exact(value, signed=False, digits=digits) for _, value in self.factors)


@dataclass(frozen=True)
class ArithmeticTable:
    """Rows in the order of the formula; `rest` others come to `others` together; `total` is all of it."""

    formula: str
    rows: tuple[ArithmeticRow, ...]
    rest: int
    others: float
    total: float


def table_of(explanation: Explanation, most: int, norm: bool = False) -> ArithmeticTable:
    """The terms of a number, at most so many: where there are more, the largest."""
    every = [(group, i) for group in explanation.groups for i in range(len(group))]
    shown = every
    if len(every) > most:
        largest = sorted(every, key=lambda term: -abs(float(term[0].terms[term[1]])))[: most - 1]
        kept = {(id(group), i) for group, i in largest}
        shown = [term for term in every if (id(term[0]), term[1]) in kept]
    rows = tuple(_row(group, i, norm) for group, i in shown)
    others = explanation.total - sum(row.product for row in rows)
    if abs(others) < 1e-12 * explanation.scale:
        others = 0.0  # nothing but rounding
    formula = explanation.formula
    for ours, theirs in OWN_WORDS.items() if norm else ():
        formula = re.sub(ours, theirs, formula)
    return ArithmeticTable(formula, rows, len(every) - len(rows), others, explanation.total)


def _row(group: TermGroup, i: int, norm: bool) -> ArithmeticRow:
    factors = tuple(_factor(node, i, norm) for node in group.factors)
    return ArithmeticRow(factors, float(group.terms[i]))


def _factor(node: Node, i: int, norm: bool) -> tuple[str, float]:
    at = 0 if node.size == 1 else i
    value = float(node.values[at])
    if isinstance(node, Cells):
        cell = node.cell(at)
        symbols = SYMBOLS | NORM if norm else SYMBOLS
        name = symbols.get(cell.quantity, cell.quantity)
        return (f"{name}[{','.join(map(str, cell.index))}]" if cell.index else name), value
    if isinstance(node, Constants):
        return in_words(node.meaning), value
    if isinstance(node, Function) and node.name in MEANINGS:
        return translate("Workshop", MEANINGS[node.name]), value
    if isinstance(node, Function) and node.name == "divide":
        return " / ".join(_factor(part, i, norm)[0].join(_brackets(part)) for part in node.children), value
    words = translate("Workshop", "of {0} numbers")
    count = sum(column.size for column in node.columns())
    return words.format(count), value


def _brackets(node: Node) -> tuple[str, str]:
    return ("(", ")") if isinstance(node, Constants) and " " in node.meaning else ("", "")
