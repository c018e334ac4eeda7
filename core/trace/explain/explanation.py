"""An explanation: one number's formula, the expression that it is, and its terms in readable groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.trace.explain.expression import Leaves, Node, Part, Product, Sum
from core.trace.records import Cell


@dataclass(frozen=True)
class TermGroup:
    """Some of a sum's terms that belong together: one input channel, one image, the bias.

    `name` says what it is and `number` which one; `factors` are nodes of `len(group)` numbers (or one number
    for all terms) whose product, term by term, is `terms`.
    """

    name: str
    number: int | None
    node: Node

    @property
    def label(self) -> str:
        """Name and number: "image 3", "bias"."""
        return self.name if self.number is None else f"{self.name} {self.number}"

    @property
    def factors(self) -> tuple[Node, ...]:
        return self.node.children if isinstance(self.node, Product) else (self.node,)

    @cached_property
    def terms(self) -> np.ndarray:
        """The terms, in float64."""
        return np.broadcast_to(self.node.values, (self.node.size,))

    @property
    def subtotal(self) -> float:
        return float(self.terms.sum())

    def __len__(self) -> int:
        return self.node.size

    def largest(self, count: int) -> tuple[np.ndarray, float]:
        """The places of the `count` largest terms, in order of size, and what the others come to together."""
        places = np.argsort(-np.abs(self.terms), kind="stable")
        return places[:count], float(self.terms[places[count:]].sum())


@dataclass(frozen=True)
class Explanation:
    """What one cell is made of.

    `value` is the number in the trace, `total` what the expression comes to from its leaves: they are equal
    within rounding, 1e-12 (float64) or 1e-5 (float32) of `scale`, the sum of all |terms|. `rule` names the
    formula ("conv.output"), for whoever has a text about it. A cell without leaves is where paths end.
    """

    cell: Cell
    value: float
    rule: str
    formula: str
    expression: Node

    @cached_property
    def total(self) -> float:
        return float(self.expression.values.sum())

    @cached_property
    def scale(self) -> float:
        return float(self.expression.magnitudes.sum())

    @cached_property
    def leaves(self) -> Leaves:
        """Every number that the formula takes, as (cell, value); constants are (None, value)."""
        return Leaves(self.expression)

    @cached_property
    def groups(self) -> tuple[TermGroup, ...]:
        """The terms of the sum that it is, in groups; a formula that is no sum is one group."""
        if not isinstance(self.expression, Sum):
            return (TermGroup("value", None, self.expression),)
        return tuple(group for part in self.expression.parts for group in _groups(part))

    def __str__(self) -> str:
        lines = [f"{self.cell.layer}.{self.cell.quantity}{list(self.cell.index)} = {self.value:.9g}"]
        lines += [f"  {self.formula}"]
        shown = sorted(self.groups, key=lambda group: -abs(group.subtotal))[:12] if self.leaves else ()
        lines += [f"  {group.label:<24} {group.subtotal:+.6g}  ({len(group):,} terms)" for group in shown]
        others = len(self.groups) - len(shown)
        if shown and others:
            rest = self.total - sum(group.subtotal for group in shown)
            lines.append(f"  and {others:,} more, together {rest:+.6g}")
        return "\n".join([*lines, f"  computed from its terms: {self.total:.9g}"] if self.leaves else lines)


def _groups(part: Part) -> list[TermGroup]:
    if part.starts is None:
        return [TermGroup(part.name, None, part.node)]
    ends = [*part.starts[1:].tolist(), part.node.size]
    rows = [slice(start, end) for start, end in zip(part.starts.tolist(), ends, strict=True)]
    return [TermGroup(part.name, int(i), part.node.rows(r)) for i, r in zip(part.numbers, rows, strict=True)]
